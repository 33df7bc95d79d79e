"""A whole programme as an Excel workbook with a sheet per table, and back.

`write` gives the bytes of a workbook; `read` gives the programme in one, or every problem with sheet, row and column.
What was written reads back to the same programme, to the last digit and space.
"""

from exchange.programme_book.findings import Finding, SheetPlace
from exchange.programme_book.reading import Reading, read
from exchange.programme_book.writing import write

__all__ = ["Finding", "Reading", "SheetPlace", "read", "write"]
