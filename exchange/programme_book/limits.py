"""How large a workbook of a programme may be, in the file and in memory."""

LARGEST = 10_000_000
"""Bytes of a workbook."""
MOST_UNPACKED = 100_000_000
"""Bytes of its parts, unpacked."""
MOST_PARTS = 5_000
MOST_ROWS = 200_000
"""Rows of all sheets together."""
MOST_CELLS = 1_000_000
"""Cells of all sheets together, blank ones between others too."""
MOST_TEXT = 100_000_000
"""Bytes of text in all cells together: one text may stand in many cells."""
EXCEL_ROWS, EXCEL_COLUMNS = 1_048_576, 16_384
LONGEST_CELL = 32_767
"""UTF-16 units of text that Excel holds in a cell: an earmark for thousands of wijken is more."""
