"""A whole programme as an Excel workbook with a sheet per table, and back."""

from exchange.programme_book.writing import write

__all__ = ["write"]
