"""Co-financing: whether others' money matches what streams with a condition spend, each euro once.

A demand is what a stream asks at a place (the programme, a wijk, a measure) in a year or over the term. A supply is
money of other streams, grouped by the demands it suits. Demands can be met exactly when a flow can meet them; see
`planning.matching`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import lcm

from planning.matching import unmet
from planning.programme import Stream
from planning.verify.division import Division
from planning.verify.exact import up
from planning.verify.figures import Figures
from planning.verify.record import Record

Demand = tuple[int, str | None, int | None]
"""(position among the streams that ask, wijk or measure (None: programme), calendar year (None: term))."""
Kind = tuple[tuple[int, ...], str | None]
"""(the streams that ask and whose conditions a part of a payment suits, its wijk where that matters)."""


@dataclass
class Sum:
    """Cents, and their tolerance."""

    money: int = 0
    slack: int = 0

    def add(self, money: int, slack: int) -> None:
        """Add a part of a payment."""
        self.money += money
        self.slack += slack


@dataclass(frozen=True)
class Portion:
    """The cells (positions) of a measure in which a stream's money suits the same demands; none for an office."""

    kind: Kind
    chosen: tuple[int, ...]
    slack: int


def co_financing(record: Record, figures: Figures) -> None:
    """Σ_{s'} matched[s,s',g,t] ≥ ratio · spending of s in g; Σ_s matched[s,s',g,t] ≤ spending of s' there. Cents."""
    matching = Matching(figures)
    if not matching.asking:
        return
    demands = matching.demands()
    order = list(demands)
    supplies = matching.supplies({key: i for i, key in enumerate(order)})
    beside = [0] * len(order)
    for suits, supply in supplies.items():
        for i in suits:
            beside[i] += supply.slack
    scale, ratios = matching.ratios()
    amounts, largest = [], 0
    for key, spare in zip(order, beside, strict=True):
        # What a row may be out: ratio · tolerance of the demand, and (in the supplies) the tolerance of what matches.
        asked, ratio = demands[key], ratios[key[0]]
        cut = max(ratio * asked.slack, figures.unit * max(scale, ratio) - scale * spare)
        amounts.append(max(0, ratio * asked.money - cut))
        largest = max(largest, up(cut, scale) + spare)
    wide = {suits: scale * (supply.money + supply.slack) for suits, supply in supplies.items()}
    for (position, place, year), short in zip(order, unmet(amounts, wide), strict=True):
        if short:
            i, stream = matching.asking[position]
            pointer = f"/streams/{i}/match"
            subject = matching.subject(record, stream, place)
            record.in_programme("co_financing", pointer, up(short, scale), year, stream=stream.label, subject=subject)
    record.checked("co_financing", len(order), largest)


class Matching:
    """The streams that ask for co-financing, and what the plan's payments ask and bring."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        programme = figures.programme
        counted = {stream.id for stream in programme.counted}
        self.asking = [
            (i, stream)
            for i, stream in enumerate(programme.streams)
            if stream.id in counted and stream.match is not None and stream.match.ratio > 0
        ]
        self._by_id = {stream.id: n for n, (_, stream) in enumerate(self.asking)}
        self._layer = {stream.id: programme.layer_of.get(stream.partner) for stream in programme.counted}
        self._portions: dict[tuple[str, str], list[Portion]] = {}
        self._near: dict[str | None, list[int]] = defaultdict(list)
        for n, (_, stream) in enumerate(self.asking):
            for wijk in (None,) if stream.wijken is None else dict.fromkeys(stream.wijken):
                self._near[wijk].append(n)

    def ratios(self) -> tuple[int, list[int]]:
        """A whole number, and the ratios of the streams that ask times that number."""
        ratios = [stream.match.ratio.as_integer_ratio() for _, stream in self.asking if stream.match is not None]
        scale = lcm(*(bottom for _, bottom in ratios))
        return scale, [top * (scale // bottom) for top, bottom in ratios]

    def demands(self) -> dict[Demand, Sum]:
        """Spending of the streams that ask, before their ratio."""
        found: dict[Demand, Sum] = defaultdict(Sum)
        for (stream_id, measure, year), amount in self.figures.paid.items():
            position = self._by_id.get(stream_id)
            if position is None or not amount:
                continue
            match = self.asking[position][1].match
            assert match is not None  # noqa: S101 - only streams with a match ask
            when = year if match.per == "year" else None
            if match.scope == "wijk":
                division = self.figures.division[measure]
                parts = division.parts(amount) if division.cells else []
                for wijk, chosen, slack in division.wijken:
                    money = sum(parts[i] for i in chosen)
                    found[position, wijk, when].add(money, slack + division.odd(chosen, amount))
            else:
                place = measure if match.scope == "measure" else None
                found[position, place, when].add(amount, self.figures.unit)
        return found

    def supplies(self, number: dict[Demand, int]) -> dict[tuple[int, ...], Sum]:
        """Money that can match, by the numbers of the demands it suits."""
        found: dict[tuple[int, ...], Sum] = defaultdict(Sum)
        known: dict[tuple[Kind, str, int], tuple[int, ...]] = {}
        for (stream, measure, year), amount in self.figures.paid.items():
            portions = self.portions(stream, measure) if amount and stream in self._layer else []
            division = self.figures.division[measure]
            parts = division.parts(amount) if division.cells and portions else []
            for portion in portions:
                key = (portion.kind, measure, year)
                suits = known.get(key)
                if suits is None:
                    suits = known[key] = self._suits(number, portion.kind, measure, year)
                if suits:
                    money = sum(parts[i] for i in portion.chosen) if parts else amount
                    found[suits].add(money, portion.slack + division.odd(portion.chosen, amount))
        return found

    def _suits(self, number: dict[Demand, int], kind: Kind, measure: str, year: int) -> tuple[int, ...]:
        """Numbers of the demands, among those that are there, that a part of a payment suits."""
        positions, wijk = kind
        found = []
        for position in positions:
            match = self.asking[position][1].match
            assert match is not None  # noqa: S101 - only streams with a match ask
            place = {"programme": None, "wijk": wijk, "measure": measure}[match.scope]
            demand = number.get((position, place, year if match.per == "year" else None))
            if demand is not None:
                found.append(demand)
        return tuple(found)

    def portions(self, stream: str, measure: str) -> list[Portion]:
        """The cells of a measure grouped by the streams whose conditions this stream's money suits there."""
        known = self._portions.get((stream, measure))
        if known is None:
            known = self._portions[stream, measure] = self._group(stream, measure)
        return known

    def _group(self, stream: str, measure: str) -> list[Portion]:
        division: Division = self.figures.division[measure]
        if not division.cells:
            suits = tuple(n for n in self._near[None] if self._may_match(n, stream, measure, None))
            return [Portion((suits, None), (), self.figures.unit)] if suits else []
        kinds: dict[Kind, list[int]] = defaultdict(list)
        for i, (wijk, domain) in enumerate(division.cells):
            # Streams without an earmark on wijken and those of this wijk: few, also where the country asks.
            near = sorted([*self._near[None], *self._near.get(wijk, ())])
            suits = tuple(n for n in near if self._may_match(n, stream, measure, domain))
            if suits:
                kinds[suits, wijk if any(self._scope(n) == "wijk" for n in suits) else None].append(i)
        return [Portion(kind, tuple(chosen), division.within(chosen)) for kind, chosen in kinds.items()]

    def _scope(self, position: int) -> str:
        match = self.asking[position][1].match
        return "" if match is None else match.scope

    def _may_match(self, position: int, stream: str, measure: str, domain: str | None) -> bool:
        """Whether money of `stream` in a measure and domain (None: an office) can match that of a stream that asks.

        An office has no wijk and no domain: it suits streams without an earmark on either, outside scope wijk.
        """
        asking = self.asking[position][1]
        if domain is None:
            fits = self._scope(position) != "wijk" and asking.domains is None
        else:
            fits = asking.domains is None or domain in asking.domains
        return (
            fits
            and asking.match is not None
            and asking.id != stream
            and self._layer[stream] in asking.match.from_layers
            and (asking.measures is None or measure in asking.measures)
        )

    def subject(self, record: Record, stream: Stream, place: str | None) -> str:
        """The place of a demand in labels; empty for the whole programme."""
        if stream.match is None or place is None:
            return ""
        return record.subject(place, None, None) if stream.match.scope == "wijk" else record.subject(None, None, place)
