"""The skeleton of a random programme, and the figures that its streams and rules are drawn from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

from planning.need import needs
from planning.programme import Programme
from planning.sowing_line import income, sowing_line

Cell = tuple[str, str]
START = 2027


def read(document: dict[str, Any]) -> Programme:
    """The programme of a document, as if read from a file."""
    return Programme.model_validate(json.loads(json.dumps(document), parse_float=Decimal))


class Draft:
    """A document in the making.

    `rules` are the rules that are to bind with their strengths, `free` the cells that no measure of the
    document serves yet.
    """

    def __init__(self, rng: Random, rules: Mapping[str, str]) -> None:
        self.rng, self.rules = rng, rules
        self.document: dict[str, Any] = _frame(rng, rules)
        self.wijken = [wijk["id"] for wijk in self.document["wijken"]]
        self.domains = [domain["id"] for domain in self.document["domains"]]
        self.term = list(range(START, START + self.document["years"]))
        self.cells: list[Cell] = [(wijk, domain) for wijk in self.wijken for domain in self.domains]
        self.free = rng.sample(self.cells, len(self.cells))
        self.line: dict[tuple[str, str, int], float] = {}
        self.level: dict[int, float] = {}
        self.price: dict[int, float] = {}
        self.people: dict[tuple[str, int], int] = {}

    def measure_figures(self) -> None:
        """Sowing lines (euros) and levels (income over sowing lines, per year) of the document as it stands."""
        programme = read(self.document)
        line = sowing_line(programme, needs(programme).value).line
        self.line = {key: amount / 100 for key, amount in line.items()}
        total = {year: sum(self.line[w, d, year] for w, d in self.cells) for year in self.term}
        self.level = {year: cents / 100 / (total[year] or 1) for year, cents in income(programme).items()}
        self.price = {year: float(level) for year, level in programme.prices.levels.items()}
        self.people = {(w.id, year): w.residents_in(year) for w in programme.wijken for year in self.term}

    def part(self, cells: list[Cell], within: list[Cell] | None = None) -> float:
        """The part of the sowing line of `within` (all cells) that is in `cells`."""
        whole = sum(self.line[w, d, self.term[0]] for w, d in within or self.cells)
        return sum(self.line[w, d, self.term[0]] for w, d in cells) / whole

    def expected(self, cells: list[Cell], year: int) -> float:
        """Euros that cells would get in a year if every cell had the same coverage."""
        return sum(self.line[w, d, year] for w, d in cells) * self.level[year]

    def usual(self, cells: list[Cell]) -> float:
        """Real euros that cells would get in a middling year if every cell had the same coverage."""
        return sum(self.expected(cells, year) / self.price[year] for year in self.term) / len(self.term)

    def take(self, most: int = 1) -> list[Cell]:
        """Up to `most` free cells, which are free no longer."""
        taken, self.free = self.free[:most], self.free[most:]
        return taken

    def focus_of(self, wijk: str) -> list[str]:
        """Focus domains of a wijk."""
        found = next(row for row in self.document["wijken"] if row["id"] == wijk)
        return [focus["domain"] for focus in found.get("focus", [])]

    def add_measure(self, cells: list[Cell], **fields: Any) -> dict[str, Any]:
        """A new measure that serves `cells`; structural or not at random."""
        structural = 0.8 if "structural_cover" in self.rules else 0.5
        measure: dict[str, Any] = {
            "id": f"m{len(self.document['measures'])}",
            "serves": [{"wijk": wijk, "domain": domain} for wijk, domain in cells],
            "kind": "structural" if self.rng.random() < structural else "incidental",
            **fields,
        }
        self.document["measures"].append(measure)
        return measure

    def euros(self, amount: float) -> float:
        """A plausible amount: whole hundreds of euros, now and then with cents."""
        whole = max(100, round(amount / 100) * 100)
        return whole + 0.25 if self.rng.random() < 0.05 else whole


def _frame(rng: Random, rules: Mapping[str, str]) -> dict[str, Any]:
    """Everything but streams, measures and rules."""
    split = set(rules) & {"focus_minimum", "frontline_room", "resident_initiatives"}
    names = ("school", "werk", "wonen", "zorg")[: rng.randint(2 if split else 1, 4)]
    domains: list[dict[str, Any]] = [{"id": name} for name in names]
    wijken = [_wijk(rng, name, domains) for name in "abcde"[: rng.randint(2, 5 if len(domains) < 3 else 3)]]
    longer = set(rules) & {"persistence", "ramp_up", "carry_over"}
    document: dict[str, Any] = {
        "zaaiplan": 1,
        "name": "Willekeurig",
        "start_year": START,
        "years": rng.randint(3 if longer else 2, 6 if len(domains) * len(wijken) <= 6 else 4),
        "price_base_year": START + rng.choice((0, 0, 0, -1, 1)),
        "index": {"default": rng.choice((0, 0.02, 0.025)), "by_year": rng.choice(({}, {}, {str(START + 1): 0.04}))},
        "dial": rng.choice((1, 1, 1.5, 2) if "per_resident_ratio" in rules else (1, 1, 0, 0.5, 1.5, 2)),
        "evenness": rng.choice((1, 1, 1, 1, 1, 1, 0.25, 0.5, 2, 4)),
        "steadiness": rng.choice((0, 0.02, 0.02, 0.1)),
        "count": rng.choice(("expected", "expected", "expected", "confirmed", "all")),
        "domains": domains,
        "wijken": wijken,
        "partners": [
            {"id": "gemeente"},
            {"id": "rijk", "layer": "state"},
            {"id": "corporatie", "layer": "partner"},
        ],
        "streams": [],
        "measures": [],
        "commitments": [],
        "rules": {},
    }
    _vary(rng, document)
    return document


def _vary(rng: Random, document: dict[str, Any]) -> None:
    """Now and then: a domain with another share, norms, regular money that counts."""
    domains, wijken = document["domains"], document["wijken"]
    if len(domains) > 1 and rng.random() < 0.4:
        domains[0].update(share=rng.choice((0.5, 2)))
    if rng.random() < 0.08:
        for domain in domains:
            domain.update(norm=rng.randint(40, 200))
    if rng.random() < 0.15:
        where = {"wijk": rng.choice(wijken)["id"], "domain": rng.choice(domains)["id"]}
        document["count_regular"] = True
        document["regular"] = [{**where, "per_year": rng.randint(50, 300) * 1000}]


def _wijk(rng: Random, name: str, domains: list[dict[str, Any]]) -> dict[str, Any]:
    residents = rng.randint(10, 200) * 100
    wijk: dict[str, Any] = {
        "id": name,
        "residents": residents,
        "need": {domain["id"]: rng.choice((0.5, 0.7, 0.8, 1, 1.2, 1.5, 2)) for domain in domains},
    }
    if rng.random() < 0.2:
        wijk["residents"] = {str(START): residents, str(START + 1): residents + rng.randint(0, 500)}
    if rng.random() < 0.7:
        focus = rng.sample(domains, 2 if len(domains) > 2 and rng.random() < 0.3 else 1)
        wijk["focus"] = [{"domain": one["id"], "factor": rng.choice((1.25, 1.5, 2))} for one in focus]
    return wijk
