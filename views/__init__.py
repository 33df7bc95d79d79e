"""The pages: a view loads, calls once and responds. No arithmetic in templates."""
