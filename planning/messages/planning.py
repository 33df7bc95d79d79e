"""Sentences of checks, aims and warnings."""

PLANNING: dict[str, tuple[str, str]] = {}
