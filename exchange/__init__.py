"""Documents in and out: the workbook of a plan, and figures of CBS. Knows `planning`; nothing here knows the web."""
