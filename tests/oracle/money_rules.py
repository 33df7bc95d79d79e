"""The rules about streams and measures, as docs/formulation.md has them: one function per rule."""

from __future__ import annotations

from collections.abc import Iterable

from planning.money import cents
from planning.programme import Match, Measure, Requirement, Stream
from tests.oracle.model import NOTHING, Cell, Model, in_earmark
from tests.oracle.system import Linear, Place, total

Part = tuple[str, str, Cell | None]
"""(stream, measure, cell): the part of a payment that lies in a cell; an office has one part and no cell."""


def stream_balance(model: Model) -> None:
    """Σ_m spend[s,m,t] + carried[s,t] + lapsed[s,t] = income[s,t] + carried[s,t−1]."""
    for stream, year in model.lapsed:
        spent = total(column for (s, _, t), column in model.spend.items() if (s, t) == (stream, year))
        out = spent + model.carried.get((stream, year), NOTHING) + model.lapsed[stream, year]
        model.system.equal("stream_balance", (stream,), year, out, _available(model, stream, year))


def carry_over(model: Model) -> None:
    """carried[s,t] ≤ share · (income[s,t] + carried[s,t−1]); 0 from `until` on. All, share 1, is no limit."""
    for (stream, year), carried in model.carried.items():
        carry = model.prepared.stream[stream].carry_over
        assert carry is not None
        if carry.share == 0 or (carry.until is not None and year >= carry.until):
            model.system.nothing("carry_over", (stream,), year, carried)
        elif carry.share < 1:
            most = _available(model, stream, year) * float(carry.share)
            model.system.at_most("carry_over", (stream,), year, carried, most)


def _available(model: Model, stream: str, year: int) -> Linear:
    income = Linear({}, model.income(model.prepared.stream[stream], year))
    return income + model.carried.get((stream, year - 1), NOTHING)


def measure_limits(model: Model) -> None:
    """y[m,t] ≤ max[m,t]; an office gets no more than is committed to it."""
    for (identifier, year), paid in model.paid.items():
        measure = model.prepared.measure[identifier]
        if measure.max_per_year is not None:
            most = Linear({}, most_of(model, measure, year))
            model.system.at_most("measure_limits", (identifier,), year, paid, most)
        if not measure.cells and measure.profile is None:
            committed = sum(x for (_, m, t), x in _committed(model).items() if (m, t) == (identifier, year))
            model.system.at_most("measure_limits", (identifier,), year, paid, Linear({}, committed))


def most_of(model: Model, measure: Measure, year: int) -> float:
    """The maximum of a measure in a year."""
    assert measure.max_per_year is not None
    return model.units(model.prepared.nominal(measure, measure.max_per_year, year))


def commitments(model: Model) -> None:
    """spend[s,m,t] ≥ committed[s,m,t]."""
    for (stream, measure, year), amount in _committed(model).items():
        spend = model.spend.get((stream, measure, year), NOTHING)
        model.system.at_most("commitments", (stream, measure), year, Linear({}, amount), spend)


def _committed(model: Model) -> dict[tuple[str, str, int], float]:
    committed: dict[tuple[str, str, int], float] = {}
    for row in model.programme.commitments:
        if row.stream in model.prepared.stream:
            key = (row.stream, row.measure, row.year)
            committed[key] = committed.get(key, 0.0) + model.units(cents(row.amount))
    return committed


def coherence(model: Model) -> None:
    """y[m,t]/max[m,t] ≤ share · y[r,t−lag]/max[r,t−lag]; before the term 1 where r was running, else 0."""
    for measure in model.prepared.measures:
        for required in measure.requires:
            if measure.profile is not None or model.prepared.measure[required.measure].profile is not None:
                continue  # `tests.oracle.whole_rules.chains`
            for year in model.prepared.years_of(measure):
                paid, most = model.paid[measure.id, year], most_of(model, measure, year)
                if paid.terms and most > 0:
                    far = degree(model, required, year - required.lag) * float(required.share)
                    place = (measure.id, required.measure)
                    if far.terms or far.constant:
                        model.system.at_most("coherence", place, year, paid, far * most)
                    else:
                        model.system.nothing("coherence", place, year, payments(model, measure.id, year))


def payments(model: Model, measure: str, year: int) -> Linear:
    """What streams pay a measure in a year, column by column."""
    return total(column for (_, m, t), column in model.spend.items() if (m, t) == (measure, year))


def degree(model: Model, required: Requirement, year: int) -> Linear:
    """The part of its maximum to which the required measure is carried out in a year."""
    base = model.prepared.measure[required.measure]
    if year < model.term[0]:
        return Linear({}, 1.0 if year in base.already_running else 0.0)
    most = most_of(model, base, year)
    return model.paid[base.id, year] * (1.0 / most) if most > 0 else NOTHING


def staff_capacity(model: Model) -> None:
    """Σ_m q[m,d]·fte[m]·(y[m,t]/p[t])/1,000,000 ≤ capacity[d,t].

    Scaled so that the most staff-intensive measure has factor 1: the multiplier is then a value per unit of
    money.
    """
    for domain, by_year in model.rules.staff_capacity.items():
        for year, capacity in by_year.items():
            staff = total(
                model.paid[measure.id, year] * (_staff(model, measure, domain) / model.price[year])
                for measure in model.prepared.measures
                if _staff(model, measure, domain)
            )
            if staff.terms:
                scale = 1.0 / max(staff.terms.values())
                most = Linear({}, float(capacity) * scale)
                model.system.at_most("staff_capacity", (domain,), year, staff * scale, most)


def _staff(model: Model, measure: Measure, domain: str) -> float:
    """Full-time staff in a domain per unit of real money of the measure."""
    return _part_in_domain(model, measure, domain) * float(measure.fte_per_million) * model.euros(1.0) / 1e6


def _part_in_domain(model: Model, measure: Measure, domain: str) -> float:
    return sum(part for (_, where), part in model.parts(measure).items() if where == domain)


def structural_cover(model: Model) -> None:
    """From `from` on, for each structural measure and year: Σ_{s incidental} spend[s,m,t] ≤ 0."""
    rule = model.rules.structural_cover
    if rule is None:
        return
    incidental = [stream.id for stream in model.programme.counted if stream.kind == "incidental"]
    structural = [measure for measure in model.prepared.measures if measure.kind == "structural"]
    for measure in structural:
        for year in model.term:
            wrong = total(model.spend.get((stream, measure.id, year), NOTHING) for stream in incidental)
            if year < (rule.from_ or model.term[0]) or not wrong.terms:
                continue
            if rule.strength == "must":
                model.system.nothing("structural_cover", (measure.id,), year, wrong)
            else:
                scope = model.scope(list(model.parts(measure)), year)
                model.system.at_most("structural_cover", (measure.id,), year, wrong, NOTHING, "aim", scope)


def co_financing(model: Model) -> None:
    """Σ_{s'} matched[s,s',g,t] ≥ ratio[s] · spending of s in g in t; each euro matches once.

    Written out: a column for every stream that asks, every part of every payment of another stream that may
    count for it. Nothing is grouped.
    """
    asking = [(stream, stream.match) for stream in model.programme.counted if stream.match is not None]
    matched: dict[tuple[str, Part, int], Linear] = {}
    for stream, match in asking:
        for payer, measure, year in model.spend:
            for cell in _cells(model, measure):
                if _counts(model, stream, match, (payer, measure, cell)):
                    matched[stream.id, (payer, measure, cell), year] = model.system.column()
    for part, year in {(part, year): None for _, part, year in matched}:
        uses = total(matched[s.id, part, year] for s, _ in asking if (s.id, part, year) in matched)
        model.system.at_most("", part[:2], year, uses, _part(model, part, year))
    for stream, match in asking:
        _asked(model, stream, match, {key[1:]: x for key, x in matched.items() if key[0] == stream.id})


def _asked(model: Model, stream: Stream, match: Match, matched: dict[tuple[Part, int], Linear]) -> None:
    spans = [[year] for year in model.term] if match.per == "year" else [model.term]
    for place in _places(model, match):
        for span in spans:
            paid = [(m, t) for s, m, t in model.spend if s == stream.id and t in span]
            own = [((stream.id, m, cell), t) for m, t in paid for cell in _cells(model, m)]
            spent = total(_part(model, part, t) for part, t in own if _within(match, part, place))
            got = total(x for (part, t), x in matched.items() if t in span and _within(match, part, place))
            if spent.terms:
                year = span[0] if match.per == "year" else None
                need = spent * float(match.ratio)
                model.system.at_most("co_financing", (stream.id, *place), year, need, got)


def _cells(model: Model, measure: str) -> list[Cell | None]:
    return list(model.parts(model.prepared.measure[measure])) or [None]


def _part(model: Model, part: Part, year: int) -> Linear:
    """The money of a part of a payment."""
    stream, measure, cell = part
    share = 1.0 if cell is None else model.parts(model.prepared.measure[measure])[cell]
    return model.spend[stream, measure, year] * share


def _counts(model: Model, stream: Stream, match: Match, part: Part) -> bool:
    """Whether a part of a payment may match money of `stream`."""
    payer, measure, cell = part
    layer = model.programme.layer_of[model.prepared.stream[payer].partner]
    if payer == stream.id or layer not in match.from_layers:
        return False
    if stream.measures is not None and measure not in stream.measures:
        return False
    if cell is None:
        return match.scope != "wijk" and stream.domains is None and stream.wijken is None
    return in_earmark(stream, *cell)


def _places(model: Model, match: Match) -> Iterable[Place]:
    if match.scope == "programme":
        return [()]
    ids = model.programme.wijken if match.scope == "wijk" else model.prepared.measures
    return [(one.id,) for one in ids]


def _within(match: Match, part: Part, place: Place) -> bool:
    _, measure, cell = part
    if match.scope == "programme":
        return True
    if match.scope == "measure":
        return place == (measure,)
    return cell is not None and place == (cell[0],)
