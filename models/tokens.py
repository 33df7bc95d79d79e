"""Secrets that a browser gets and the database knows only by their SHA-256."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32


def new_token() -> str:
    """A secret that cannot be guessed, of letters, digits, - and _."""
    return secrets.token_urlsafe(BYTES)


def kept(secret: str) -> str:
    """What the database keeps of a secret: its SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
