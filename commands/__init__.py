"""The command line: `flask check`, `schema`, `plan`, `verify` and `serve`. Files are read and written here alone."""
