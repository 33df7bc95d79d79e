"""The command line, a file per command or family of them. Files are read and written here alone."""

from commands.endings import watch_loading

# Here, because this is loaded before what takes seconds to load: the solver, numpy, the workbook.
watch_loading()
