"""The command line, a file per command or family of them. Files are read and written here alone."""
