"""A recipe per rule: it adds what makes that rule bind, measured against what cells would otherwise get."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.programmes.draft import Draft


def measure_limits(draft: Draft) -> None:
    """Measures whose maximum is below the sowing line of their cell."""
    for cell in draft.take(draft.rng.randint(1, 2)):
        most = draft.euros(draft.usual([cell]) * draft.rng.uniform(0.4, 0.8))
        draft.add_measure([cell], max_per_year=most, indexed=draft.rng.random() < 0.7)


def commitments(draft: Draft) -> None:
    """More committed to a cell than it would get."""
    rng = draft.rng
    for cell in draft.take(1) or [rng.choice(draft.cells)]:
        measure = draft.add_measure([cell])
        for year in rng.sample(draft.term, min(len(draft.term), rng.randint(1, 2))):
            free = [s for s in draft.document["streams"] if s["id"] == "gemeente" or _is_free(s)]
            stream = rng.choice(free)
            most = 0.6 * stream["amounts"][str(year)]
            amount = min(draft.expected([cell], year) * rng.uniform(1.2, 1.7), most)
            row = {"stream": stream["id"], "measure": measure["id"], "year": year, "amount": draft.euros(amount)}
            draft.document["commitments"].append(row)


def _is_free(stream: dict[str, Any]) -> bool:
    """Whether a stream that counts can pay any measure."""
    conditions = {"domains", "wijken", "measures", "match", "excludes_staff"}
    return stream.get("certainty", "confirmed") == "confirmed" and not conditions & set(stream)


def coherence(draft: Draft) -> None:
    """A measure that builds on one far from its maximum; sometimes years later, sometimes a longer chain."""
    rng = draft.rng
    cells = draft.take(3 if rng.random() < 0.3 else 2)
    base: dict[str, Any] | None = None
    for cell in cells:
        usual = draft.usual([cell])
        if base is None:
            base = draft.add_measure([cell], max_per_year=draft.euros(usual * rng.uniform(1.5, 2.5)))
            continue
        lag = rng.choice((0, 0, 1, 2))
        link = {"measure": base["id"], "lag": lag, "share": rng.choice((0.5, 0.8, 1))}
        most = draft.euros(usual * rng.uniform(1.0, 1.5))
        following = draft.add_measure([cell], max_per_year=most, requires=[link])
        if lag and rng.random() < 0.6:
            base["already_running"] = [draft.term[0] - 1 - i for i in range(lag)]
        elif lag:
            draft.add_measure([cell], max_per_year=draft.euros(usual * rng.uniform(0.2, 0.4)))
        base = following


def staff_capacity(draft: Draft) -> None:
    """A domain where every measure asks for staff, and too few to be had."""
    rng = draft.rng
    domain = rng.choice(draft.free)[1] if draft.free else rng.choice(draft.domains)
    cells = [(wijk, domain) for wijk in draft.wijken]
    fte = rng.choice((8, 12.5, 20))
    for measure in draft.document["measures"]:
        if any(cell["domain"] == domain for cell in measure["serves"]):
            measure.update(fte_per_million=fte, staff=True)
    for cell in cells:
        if cell in draft.free:
            draft.free.remove(cell)
            draft.add_measure([cell], fte_per_million=fte, staff=True)
    tight = rng.uniform(0.6, 0.9)
    years = draft.term if rng.random() < 0.6 else rng.sample(draft.term, 1)
    staff = {year: draft.expected(cells, year) / draft.price[year] * fte / 1e6 * tight for year in years}
    draft.document["rules"]["staff_capacity"] = {domain: {str(year): round(staff[year], 2) for year in sorted(years)}}


def structural_cover(draft: Draft) -> None:
    """Structural measures in most cells, while most money is incidental."""
    for cell in draft.take(max(1, int(len(draft.free) * draft.rng.uniform(0.6, 0.9)))):
        draft.add_measure([cell], kind="structural")
    first = draft.rng.choice((draft.term[0], draft.term[0], draft.term[-1] - 1))
    draft.document["rules"]["structural_cover"] = {"from": first, "strength": draft.rules["structural_cover"]}


def floors(draft: Draft) -> None:
    """Floors above what a cell would get, or above what the least cell of a domain would get."""
    rng = draft.rng
    rows = []
    for wijk, domain in rng.sample(draft.cells, min(len(draft.cells), rng.randint(1, 2))):
        years = draft.term
        usual = sum(draft.expected([(wijk, domain)], t) / draft.price[t] / draft.people[wijk, t] for t in years)
        least = round(usual / len(years) * rng.uniform(1.1, 1.5), 2)
        row = {"wijk": wijk, "domain": domain, "per_resident": least, "strength": draft.rules["floors"]}
        if rng.random() < 0.2:
            row["wijk"] = None
            row["per_resident"] = round(least * 0.6, 2)
        if rng.random() < 0.4:
            row["from"] = draft.term[1]
        rows.append(row)
    draft.document["rules"]["floors"] = rows


def hold_harmless(draft: Draft) -> None:
    """Wijken that have more today than they would get."""
    rng = draft.rng
    for wijk in rng.sample(draft.document["wijken"], rng.choice((1, 1, 2)) if len(draft.wijken) > 2 else 1):
        cells = [(wijk["id"], domain) for domain in draft.domains]
        least = min(draft.expected(cells, year) / draft.price[year] for year in draft.term)
        today = least * rng.uniform(1.1, 1.5) * draft.price[draft.term[0] - 1]
        wijk["baseline"] = {domain: draft.euros(today * draft.part([(w, domain)], cells)) for w, domain in cells}
    share = rng.choice((0.9, 1))
    draft.document["rules"]["hold_harmless"] = {"share": share, "strength": draft.rules["hold_harmless"]}


def focus_minimum(draft: Draft) -> None:
    """A larger share for the focus than its sowing line has."""
    parts = []
    for wijk in draft.wijken:
        cells = [(wijk, domain) for domain in draft.domains]
        focus = [(wijk, domain) for domain in draft.focus_of(wijk)]
        if focus and len(focus) < len(cells):
            parts.append(draft.part(focus, cells))
    if parts:
        share = min(0.9, draft.rng.choice(parts) * draft.rng.uniform(1.1, 1.4))
        draft.document["rules"]["focus_minimum"] = {"share": round(share, 3), "strength": draft.rules["focus_minimum"]}


def persistence(draft: Draft) -> None:
    """Small drops where the money goes down."""
    rng = draft.rng
    drop, cells = rng.choice((0, 0.05, 0.1)), rng.choice(("focus", "all"))
    rule = {"max_drop": drop, "cells": cells, "strength": draft.rules["persistence"]}
    draft.document["rules"]["persistence"] = rule
    if rng.random() < 0.3:
        _baseline(draft, rng.uniform(0.9, 1.2))


def ramp_up(draft: Draft) -> None:
    """Slow growth where the money goes up, or from little before the term."""
    rng = draft.rng
    growth = rng.choice((0.05, 0.1, 0.15, 0.2))
    draft.document["rules"]["ramp_up"] = {"max_growth": growth, "strength": draft.rules["ramp_up"]}
    if rng.random() < 0.3:
        _baseline(draft, rng.uniform(0.5, 0.9))


def _baseline(draft: Draft, factor: float) -> None:
    """Known money before the term in a cell."""
    wijk = draft.rng.choice(draft.document["wijken"])
    domain = draft.rng.choice(draft.domains)
    if "baseline" not in wijk:
        amount = draft.expected([(wijk["id"], domain)], draft.term[0]) * factor
        wijk["baseline"] = {domain: draft.euros(amount)}


def frontline_room(draft: Draft) -> None:
    """Room in the domain of a wijk that would get less than the share."""
    _room(draft, "frontline_room", "professional")


def resident_initiatives(draft: Draft) -> None:
    """The same for resident initiatives."""
    _room(draft, "resident_initiatives", "resident")


def _room(draft: Draft, rule: str, kind: str) -> None:
    rng = draft.rng
    shares = []
    for wijk in rng.sample(draft.wijken, rng.randint(1, 2)):
        cells = [(wijk, domain) for domain in draft.domains]
        least = sorted(cells, key=lambda cell: draft.part([cell]))[: rng.choice((1, 1, max(1, len(cells) - 2)))]
        draft.add_measure(least, room=kind)
        shares.append(draft.part(least, cells))
    share = min(0.45, min(shares) * rng.uniform(1.2, 1.8))
    draft.document["rules"][rule] = {"share": round(share, 3), "strength": draft.rules[rule]}


def per_resident_ratio(draft: Draft) -> None:
    """Wijken closer together than their need would have them."""
    each = []
    for wijk in draft.wijken:
        real = sum(draft.line[wijk, d, t] / draft.price[t] for d in draft.domains for t in draft.term)
        each.append(real / sum(draft.people[wijk, year] for year in draft.term))
    most = max(1.0, max(each) / min(each) * draft.rng.uniform(0.6, 0.9))
    rule = {"max": round(most, 3), "strength": draft.rules["per_resident_ratio"]}
    draft.document["rules"]["per_resident_ratio"] = rule


def spices(draft: Draft) -> None:
    """What needs no rule: an office, shared measures, measures of a few years, money for some measures alone."""
    rng = draft.rng
    if len(draft.free) > 2 and rng.random() < 0.3:
        first, second = draft.take(2)
        measure = draft.add_measure([first, second])
        measure["serves"][0]["weight"] = rng.choice((1, 2, 0.5))
    if rng.random() < 0.2:
        _office(draft)
    if draft.free and rng.random() < 0.2:
        cell = draft.take(1)[0]
        draft.add_measure([cell])
        draft.add_measure([cell], first_year=draft.term[1], max_per_year=draft.euros(draft.usual([cell]) * 0.5))
    measures = [m["id"] for m in draft.document["measures"] if m["serves"] != "programme" and not m.get("room")]
    if measures and rng.random() < 0.15:
        amounts = {str(year): draft.euros(draft.level[year] * 20_000) for year in draft.term}
        stream = {"id": "gericht", "partner": "corporatie", "amounts": amounts, "measures": rng.sample(measures, 1)}
        draft.document["streams"].append(stream)


def _office(draft: Draft) -> None:
    draft.document["measures"].append({"id": "bureau", "serves": "programme"})
    for year in draft.term[:2]:
        amount = draft.euros(draft.document["streams"][0]["amounts"][str(year)] * 0.05)
        row = {"stream": "gemeente", "measure": "bureau", "year": year, "amount": amount}
        draft.document["commitments"].append(row)


def shaped(draft: Draft) -> None:
    """Nothing to add: the streams were shaped for it."""


RECIPES: dict[str, Callable[[Draft], None]] = {
    "carry_over": shaped,
    "measure_limits": measure_limits,
    "commitments": commitments,
    "co_financing": shaped,
    "coherence": coherence,
    "staff_capacity": staff_capacity,
    "structural_cover": structural_cover,
    "floors": floors,
    "hold_harmless": hold_harmless,
    "focus_minimum": focus_minimum,
    "persistence": persistence,
    "ramp_up": ramp_up,
    "frontline_room": frontline_room,
    "resident_initiatives": resident_initiatives,
    "per_resident_ratio": per_resident_ratio,
}
"""Every rule that can bind, in the order in which the recipes are followed."""
