"""The same plan written plainly with other libraries: what the optimiser is measured against."""
