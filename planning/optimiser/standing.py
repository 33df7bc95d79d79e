"""Where a linear programme stood when a solve ended, so that one like it can be started from there.

A programme that was changed a little (a rule dropped, an income raised, another dial) has a model of which most columns
and rows speak of the same things. They are found again by what they speak of, not by their number: `identities`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import highspy

from planning.optimiser.linear import About, Model

Identity = Hashable
KIND = highspy.HighsBasisStatus


@dataclass(frozen=True)
class Identities:
    """What every column and every row of a model speaks of, in their order; no two the same."""

    columns: Sequence[Identity]
    rows: Sequence[Identity]


def identities(model: Model) -> Identities:
    """The identities of a model: of a payment its stream, measure and year, of a cell its wijk, domain and year."""
    figures = model.figures
    streams = [stream.id for stream in figures.streams]
    measures = [measure.id for measure in figures.measures]
    known: dict[int, Identity] = {}
    for (s, m, t), column in model.spend.items():
        known[column.hash] = ("spend", streams[s], measures[m], t)
    for (c, t), column in model.money.items():
        known[column.hash] = ("money", figures.cells[c], t)
    for kind, decided in (("on", model.on), ("start", model.start)):
        known.update({column.hash: (kind, measures[m], t) for (m, t), column in decided.items()})
    for (c, t), columns in model.segments.items():
        known.update({column.hash: ("segment", figures.cells[c], t, k) for k, column in enumerate(columns)})
    rows = _rows(model)
    place = dict(zip(model.about, rows, strict=True))
    for aim in model.aims:
        known[aim.short.hash] = ("short", place[aim.row])
    return Identities([known.get(column.hash, column.name) for column in model.columns], rows)


def _rows(model: Model) -> list[Identity]:
    """What a row speaks of, and the how-manieth it is that does."""
    seen: dict[About, int] = defaultdict(int)
    found: list[Identity] = []
    for about in model.about.values():
        found.append((about, seen[about]))
        seen[about] += 1
    return found


@dataclass(frozen=True)
class Standing:
    """A basis of HiGHS with what its columns and rows speak of."""

    identities: Identities
    columns: Sequence[Any]
    rows: Sequence[Any]

    def basis(self, new: Identities) -> highspy.HighsBasis:
        """This basis on a model with the identities `new`: new columns at their lower bound, new rows free to move."""
        basis = highspy.HighsBasis()
        if new == self.identities:
            basis.col_status, basis.row_status = list(self.columns), list(self.rows)
        else:
            columns = dict(zip(self.identities.columns, self.columns, strict=True))
            rows = dict(zip(self.identities.rows, self.rows, strict=True))
            basis.col_status = [columns.get(identity, KIND.kLower) for identity in new.columns]
            basis.row_status = [rows.get(identity, KIND.kBasic) for identity in new.rows]
            basis.alien = True  # it may hold too few or too many basic columns, which HiGHS mends
        basis.valid = True
        return basis


def standing(known: Identities, basis: highspy.HighsBasis) -> Standing:
    """The basis of a solve of the model with these identities."""
    return Standing(known, list(basis.col_status), list(basis.row_status))
