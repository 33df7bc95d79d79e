"""Rules of the streams: who may pay what, balances, carrying over, commitments. All to the cent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from planning.plan import Spend
from planning.prepared import Prepared
from planning.programme import Measure, Programme, Stream
from planning.verify.exact import to_cents, up
from planning.verify.figures import Figures
from planning.verify.record import Record

StreamSums = Mapping[tuple[str, int], int]
"""Cents by (stream, year)."""


class Earmarks:
    """Which counted stream may pay which measure."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self._known: dict[tuple[str, str], str] = {}
        self._sets = {
            stream.id: tuple(None if ids is None else frozenset(ids) for ids in _earmark(stream))
            for stream in prepared.programme.counted
        }

    def bar(self, stream: str, measure: str) -> str:
        """What keeps a stream from paying a measure: the field of the stream that does; empty where it may."""
        known = self._known.get((stream, measure))
        if known is None:
            known = self._known[stream, measure] = self._bar(stream, self.prepared.measure[measure])
        return known

    def _bar(self, identifier: str, measure: Measure) -> str:
        stream = self.prepared.stream.get(identifier)
        if stream is None:
            return "certainty"
        domains, wijken, measures = self._sets[identifier]
        fields = (
            ("domains", domains is not None and any(cell.domain not in domains for cell in measure.cells)),
            ("wijken", wijken is not None and any(cell.wijk not in wijken for cell in measure.cells)),
            ("wijken", not measure.cells and (domains is not None or wijken is not None)),
            ("measures", measures is not None and measure.id not in measures),
            ("excludes_staff", stream.excludes_staff and measure.staff),
        )
        return next((name for name, barred in fields if barred), "")


def _earmark(stream: Stream) -> tuple[tuple[str, ...] | None, ...]:
    return stream.domains, stream.wijken, stream.measures


def earmarks(record: Record, figures: Figures, rows: Sequence[Spend], allowed: Earmarks) -> None:
    """A payment is of a stream that counts, for a measure that it may pay, in a year of that measure."""
    prepared = figures.prepared
    years = {measure.id: prepared.years_of(measure) for measure in prepared.measures}
    record.checked("earmarks", len(rows))
    for i, row in enumerate(rows):
        if (row.stream, row.measure, row.year) not in figures.paid:
            continue
        bar = allowed.bar(row.stream, row.measure)
        if bar or row.year not in years[row.measure]:
            code = f"earmarks.{bar or 'years'}"
            out = max(1, to_cents(row.amount))
            names = {"stream": row.stream, "measure": row.measure}
            record.in_plan("earmarks", f"/spend/{i}", code, out, "cents", row.year, **names)


def income(programme: Programme) -> dict[tuple[str, int], int]:
    """Cents that come in by (stream, year), without openings."""
    return {
        (stream.id, year): to_cents(amount) for stream in programme.counted for year, amount in stream.amounts.items()
    }


def stream_balance(record: Record, figures: Figures, carried: StreamSums, lapsed: StreamSums) -> None:
    """Σ_m spend[s,m,t] + carried[s,t] + lapsed[s,t] = income[s,t] + carried[s,t−1]. Cents, exact."""
    comes_in = income(figures.programme)
    for i, stream in _counted(figures.programme):
        before = to_cents(stream.opening)
        for year in figures.programme.term:
            key = (stream.id, year)
            there = comes_in.get(key, 0) + before
            before = carried.get(key, 0)
            gone = figures.outlay.get(key, 0) + before + lapsed.get(key, 0)
            if gone != there:
                record.in_programme(
                    "stream_balance",
                    f"/streams/{i}",
                    abs(gone - there),
                    year,
                    "stream_balance.over" if gone > there else "stream_balance.under",
                    stream=stream.label,
                )
    record.checked("stream_balance", len(figures.programme.counted) * figures.programme.years)


def carry_over(record: Record, figures: Figures, carried: StreamSums) -> None:
    """carried[s,t] ≤ share · (income[s,t] + carried[s,t−1]), 0 from `until` on and in the last year. Cents, exact."""
    comes_in = income(figures.programme)
    for i, stream in _counted(figures.programme):
        before = to_cents(stream.opening)
        for year in figures.programme.term:
            there = comes_in.get((stream.id, year), 0) + before
            before = carried.get((stream.id, year), 0)
            top, bottom = carry_share(figures.programme, stream, year)
            over = before * bottom - there * top
            if over > 0:
                record.in_programme(
                    "carry_over", f"/streams/{i}/carry_over", up(over, bottom), year, stream=stream.label
                )
    record.checked("carry_over", len(figures.programme.counted) * figures.programme.years)


def carry_share(programme: Programme, stream: Stream, year: int) -> tuple[int, int]:
    """Which part of what is there in a year may go on to the next, as a ratio of whole numbers."""
    carry = stream.carry_over
    if carry is None or year == programme.term[-1] or (carry.until is not None and year >= carry.until):
        return 0, 1
    top, bottom = carry.share.as_integer_ratio()
    return top, bottom


def committed(programme: Programme) -> dict[tuple[str, str, int], int]:
    """Cents that counted streams have committed, by (stream, measure, year)."""
    counted = {stream.id for stream in programme.counted}
    sums: dict[tuple[str, str, int], int] = defaultdict(int)
    for row in programme.commitments:
        if row.stream in counted:
            sums[row.stream, row.measure, row.year] += to_cents(row.amount)
    return sums


def commitments(record: Record, figures: Figures) -> None:
    """spend[s,m,t] ≥ committed[s,m,t]. Cents, exact; several of one stream, measure and year add up."""
    asked = committed(figures.programme)
    first: dict[tuple[str, str, int], int] = {}
    for i, row in enumerate(figures.programme.commitments):
        first.setdefault((row.stream, row.measure, row.year), i)
    for key, amount in asked.items():
        short = amount - figures.paid.get(key, 0)
        if short > 0:
            stream, measure, year = key
            pointer = f"/commitments/{first[key]}"
            record.in_programme("commitments", pointer, short, year, stream=stream, measure=measure, expected=amount)
    record.checked("commitments", len(asked))


def _counted(programme: Programme) -> list[tuple[int, Stream]]:
    """Counted streams with their place in the document."""
    counted = {stream.id for stream in programme.counted}
    return [(i, stream) for i, stream in enumerate(programme.streams) if stream.id in counted]
