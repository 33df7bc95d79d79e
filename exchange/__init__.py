"""Documents in and out: the workbook, and later figures of others. Knows `planning`; nothing here knows the web."""
