"""A document with the figures that a repair says would be enough."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from planning.clashes import Change


def with_changes(document: dict[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """The document with the figures that would be enough; a rule of which none is becomes an aim, a link goes."""
    changed = deepcopy(document)
    for change in changes:
        *path, field = change.pointer.split("/")[1:]
        at: Any = changed
        for part in path:
            at = at[int(part)] if isinstance(at, list) else at[part]
        if change.enough is not None:
            whole = change.enough == int(change.enough)
            at[field] = int(change.enough) if whole else float(change.enough)
        elif "requires" in path:
            at["measure"] = None
        else:
            at["strength"] = "aim"
    for measure in changed["measures"]:
        measure["requires"] = [link for link in measure.get("requires", []) if link["measure"] is not None]
    return changed
