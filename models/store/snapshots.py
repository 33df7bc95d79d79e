"""Programme documents as they were, kept once each, by the SHA-256 of their canonical form."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.plans import SnapshotRow
from planning.document import canonical, digest, read
from planning.problems import InvalidDocument
from planning.programme import Programme


class Damaged(Exception):  # noqa: N818 - it is an answer
    """What is stored is not what was stored: its digest says something else."""


def keep(session: Session, programme: Programme) -> str:
    """Keep a document, if it is not kept yet; its SHA-256."""
    sha256 = digest(programme)
    if session.scalar(select(SnapshotRow.sha256).where(SnapshotRow.sha256 == sha256)) is None:
        kind = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        text = kind.insert(SnapshotRow).values(sha256=sha256, document=canonical(programme))
        session.execute(text.on_conflict_do_nothing())  # somebody may keep the same at this moment
    return sha256


def kept(session: Session, sha256: str) -> Programme:
    """The document with a SHA-256.

    Raises:
        Damaged: there is none, or it is another.
    """
    document = session.scalar(select(SnapshotRow.document).where(SnapshotRow.sha256 == sha256))
    if document is None:
        raise Damaged(sha256)
    try:
        programme = read(document)
    except InvalidDocument:
        raise Damaged(sha256) from None
    if digest(programme) != sha256:
        raise Damaged(sha256)
    return programme
