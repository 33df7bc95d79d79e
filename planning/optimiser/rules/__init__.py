"""The rules, a file per family and a function per rule; the docstring of a rule is its formula."""
