"""Sentences of the problems that reading a document can find."""

DOCUMENTS: dict[str, tuple[str, str]] = {}
