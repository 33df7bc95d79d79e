"""Need (opgave): how much more, or less, than average a wijk needs in a domain.

A need that the document gives wins. Else the indicators of the domain speak: each becomes need by the method of the
document (`planning.need_methods`), they are averaged with their weights, and the result is kept within 0.2 and 5. An
indicator without a figure for the wijk is left out and the others weigh more. With neither, need is 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from planning.money import EXACT
from planning.need_methods import METHODS, Scores
from planning.problems import Problem
from planning.programme import Indicator, Programme

CellId = tuple[str, str]
"""(wijk id, domain id)."""
Source = Literal["given", "indicators", "none"]
Spoken = list[tuple[Indicator, Decimal]]
"""The indicators with a figure for a cell, and the need that each finds."""
LOWEST, HIGHEST = Decimal("0.2"), Decimal(5)
"""Need that indicators point out is kept within these; need that is given is not touched."""


NOTHING = Scores({}, {"need.no_figures": []})


@dataclass(frozen=True)
class Contribution:
    """What one indicator says about a cell.

    `figure` in the unit of the indicator; `need` that its method makes of it; `weight` its part in the average, after
    indicators without a figure were left out: the weights of a cell sum to 1.
    """

    indicator: str
    figure: Decimal
    need: Decimal
    weight: Decimal


@dataclass(frozen=True)
class Needs:
    """Need by (wijk id, domain id), 1 is average, where it came from, and what was odd about it.

    `contributions` holds every cell for which an indicator has a figure, also where a given need wins.
    """

    value: Mapping[CellId, Decimal]
    warnings: tuple[Problem, ...] = ()
    source: Mapping[CellId, Source] = field(default_factory=dict)
    contributions: Mapping[CellId, tuple[Contribution, ...]] = field(default_factory=dict)


def needs(programme: Programme) -> Needs:
    """Need of every cell. Residents, where they weigh, are those of the first year of the term."""
    spoken, warnings = _spoken(programme)
    contributions = {cell: _contributions(cell[0], said) for cell, said in spoken.items()}
    value: dict[CellId, Decimal] = {}
    source: dict[CellId, Source] = {}
    limited: dict[str, list[str]] = defaultdict(list)
    for wijk in programme.wijken:
        for domain in programme.domains:
            cell = (wijk.id, domain.id)
            if domain.id in wijk.need:
                value[cell], source[cell] = wijk.need[domain.id], "given"
            elif cell in contributions:
                mean = _mean(spoken[cell])
                value[cell], source[cell] = min(max(mean, LOWEST), HIGHEST), "indicators"
                if value[cell] != mean:
                    limited[domain.id].append(wijk.label)
            else:
                value[cell], source[cell] = Decimal(1), "none"
    warnings += _missing_figures(programme, source)
    warnings += _limited(programme, limited)
    warnings += _without_need(programme, source)
    return Needs(value, tuple(warnings), source, contributions)


def _spoken(programme: Programme) -> tuple[dict[CellId, Spoken], list[Problem]]:
    """The need that each indicator finds for each cell, with the warnings of the method."""
    people = {wijk.id: wijk.residents_in(programme.start_year) for wijk in programme.wijken}
    label = {wijk.id: wijk.label for wijk in programme.wijken}
    method = METHODS[programme.need_method]
    spoken: dict[CellId, Spoken] = defaultdict(list)
    warnings = _idle_references(programme)
    for number, indicator in enumerate(programme.indicators):
        if indicator.weight == 0:
            continue
        figures = {wijk: figure for wijk, figure in indicator.values.items() if wijk in people}
        scores = NOTHING
        if figures:
            scores = method(figures, indicator.higher_is == "better", people, indicator.reference)
        for code, wijken in scores.odd.items():
            about = {"indicator": indicator.label, "wijken": tuple(label[wijk] for wijk in wijken)}
            warnings.append(Problem(f"/indicators/{number}", code, about))
        for wijk, need in scores.need.items():
            spoken[wijk, indicator.domain].append((indicator, need))
    return dict(spoken), warnings


def _contributions(wijk: str, spoken: Spoken) -> tuple[Contribution, ...]:
    mass = sum((indicator.weight for indicator, _ in spoken), Decimal(0))
    return tuple(
        Contribution(indicator.id, indicator.values[wijk], need, EXACT.divide(indicator.weight, mass))
        for indicator, need in spoken
    )


def _mean(spoken: Spoken) -> Decimal:
    """Σ weight·need / Σ weight: divided once, so that three times 1.1 is 1.1."""
    total = mass = Decimal(0)
    for indicator, need in spoken:
        total = EXACT.add(total, EXACT.multiply(indicator.weight, need))
        mass = EXACT.add(mass, indicator.weight)
    return EXACT.divide(total, mass)


def _idle_references(programme: Programme) -> list[Problem]:
    """Only the ratio uses a reference."""
    given = tuple(indicator.label for indicator in programme.indicators if indicator.reference is not None)
    if programme.need_method == "ratio" or not given:
        return []
    return [Problem("/need_method", "need.idle_reference", {"indicators": given})]


def _missing_figures(programme: Programme, source: Mapping[CellId, Source]) -> list[Problem]:
    """Indicators without a figure for wijken in which the others of their domain now weigh more."""
    found = []
    for number, indicator in enumerate(programme.indicators):
        missing = tuple(
            wijk.label
            for wijk in programme.wijken
            if wijk.id not in indicator.values and source.get((wijk.id, indicator.domain)) == "indicators"
        )
        if missing and indicator.weight > 0 and len(missing) < len(programme.wijken):
            about = {"indicator": indicator.label, "wijken": missing}
            found.append(Problem(f"/indicators/{number}/values", "need.no_figure", about))
    return found


def _limited(programme: Programme, limited: Mapping[str, list[str]]) -> list[Problem]:
    return [
        Problem(f"/domains/{d}", "need.limited", {"domain": domain.label, "wijken": tuple(limited[domain.id])})
        for d, domain in enumerate(programme.domains)
        if domain.id in limited
    ]


def _without_need(programme: Programme, source: Mapping[CellId, Source]) -> list[Problem]:
    """Cells whose need is unknown, told once for all domains that lack it in the same wijken."""
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for d, domain in enumerate(programme.domains):
        lacking = tuple(w for w, wijk in enumerate(programme.wijken) if source[wijk.id, domain.id] == "none")
        if lacking:
            groups[lacking].append(d)
    return [_unknown(programme, wijken, domains) for wijken, domains in groups.items()]


def _unknown(programme: Programme, wijken: tuple[int, ...], domains: list[int]) -> Problem:
    everywhere = len(wijken) == len(programme.wijken)
    if everywhere and len(domains) == len(programme.domains):
        return Problem("/wijken", "need.unknown_everywhere")
    about = {"domains": tuple(programme.domains[d].label for d in domains)}
    if everywhere:
        return Problem(f"/domains/{domains[0]}" if len(domains) == 1 else "/domains", "need.unknown_domain", about)
    about["wijken"] = tuple(programme.wijken[w].label for w in wijken)
    return Problem(f"/wijken/{wijken[0]}" if len(wijken) == 1 else "/wijken", "need.unknown", about)
