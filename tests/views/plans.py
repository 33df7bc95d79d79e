"""Plans for tests of the pages, made by a plain rule and not by the optimiser.

Each stream pays what it may pay in a year in proportion to the sowing lines that are served. With carry-over a fifth of
what is there goes on to the next year; what nothing may be paid from lapses. Only balances and earmarks are looked at.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import Flask

from planning.ledger import ledger
from planning.money import cents, euros, split
from planning.plan import CellYear, PlanDocument, Spend, StreamYear
from planning.prepared import Prepared
from planning.programme import Measure, Stream
from tests.builders import measure, prepared, stream, wijk
from views import pages
from views.shown import Shown

ROOT = Path(__file__).parents[2]


def app(shown: Shown | None, **config: Any) -> Flask:
    """The pages alone, without the command line and without a database."""
    made = Flask("app", root_path=str(ROOT))
    made.config["DATABASE_URL"] = "sqlite:////nowhere/none.db"
    made.config.update(PLAN=shown, **config) if shown else made.config.update(config)
    made.secret_key = "of the tests"  # noqa: S105
    pages.attach(made)
    return made


def demo(**fields: Any) -> Shown:
    """A plan of ten years, three wijken, three domains and four streams of three layers, with a cliff in 2030."""
    ready = prepared(**{**_demo_fields(), **fields})
    return Shown(ready, plain_plan(ready))


def _demo_fields() -> dict[str, Any]:
    focus = {"domain": "school", "reason": "Taalachterstand."}
    return {
        "name": "Rotterdam, tien jaar wijken",
        "years": 10,
        "index": {"default": 0.02},
        "domains": [{"id": name.lower(), "name": name} for name in ("School", "Werk", "Wonen")],
        "wijken": [
            wijk("zuid", 60_000, name="Zuid", need={"school": 1.6, "wonen": 1.4}, focus=[focus]),
            wijk("noord", 40_000, name="Noord", need={"school": 0.9}),
            wijk("west", 20_000, name="West", need={"school": 0.7, "werk": 0.8, "wonen": 0.6}),
        ],
        "partners": [
            {"id": "gemeente", "name": "Gemeente Rotterdam"},
            {"id": "rijk", "name": "Ministerie", "layer": "state"},
            {"id": "corporatie", "name": "Woningcorporatie", "layer": "partner"},
        ],
        "streams": [
            stream("vrij", *[8_000_000] * 10, name="Vrij geld", carry_over={"share": 1}),
            stream("deal", *[6_000_000] * 3, name="Regio Deal", partner="rijk", kind="incidental", opening=1_500_000),
            stream("huur", *[2_000_000] * 10, name="Woningfonds", partner="corporatie", domains=["wonen"]),
            stream("rest", 0, 250_000, name="Restpot", kind="incidental", measures=["oud"]),
            stream("later", 0, 0, 900_000, name="Nog niet zeker", partner="rijk", certainty="possible"),
        ],
        "measures": [
            measure("les", ("zuid", "school"), ("noord", "school"), name="Extra lesuren"),
            measure("oud", ("west", "werk"), name="Oude regeling", last_year=2027),
            {"id": "bureau", "name": "Programmabureau", "serves": "programme", "last_year": 2028},
        ],
        "rules": {"floors": [{"wijk": "west", "per_resident": 30, "strength": "aim"}]},
    }


def plain_plan(ready: Prepared, **fields: Any) -> PlanDocument:
    """A plan that balances to the cent; `fields` replace fields of the document."""
    spend: list[Spend] = []
    carried: list[StreamYear] = []
    lapsed: list[StreamYear] = []
    for source in ready.programme.counted:
        there = cents(source.opening)
        for year in ready.programme.term:
            there += cents(source.amounts.get(year, Decimal(0)))
            weights = [(m, _weight(ready, m, year)) for m in ready.measures if may_pay(ready, source, m, year)]
            on = there // 500 * 100 if _may_carry(ready, source, year) else 0
            pay = there - on if sum(weight for _, weight in weights) else 0
            parts = split(pay // 100, [weight for _, weight in weights]) if pay else []
            spend += [
                Spend(stream=source.id, measure=m.id, year=year, amount=Decimal(part))
                for (m, _), part in zip(weights, parts, strict=False)
                if part
            ]
            carried.append(StreamYear(stream=source.id, year=year, amount=euros(on)))
            lapsed.append(StreamYear(stream=source.id, year=year, amount=euros(there - on - pay // 100 * 100)))
            there = on
    document: dict[str, Any] = {
        "programme": ready.programme.name,
        "programme_sha256": "5eed" * 16,
        "status": "optimal",
        "spend": spend,
        "carried": carried,
        "lapsed": lapsed,
        "cells": _cells(ready, spend),
        "solver": {"engine": "HiGHS 1.16"},
    }
    return PlanDocument(**{**document, **fields})


def may_pay(ready: Prepared, source: Stream, paid: Measure, year: int) -> bool:
    """The earmark of the stream and the years of the measure."""
    domains, wijken, measures = source.domains, source.wijken, source.measures
    if paid.serves == "programme" and (domains is not None or wijken is not None):
        return False
    return (
        year in ready.years_of(paid)
        and all(domains is None or cell.domain in domains for cell in paid.cells)
        and all(wijken is None or cell.wijk in wijken for cell in paid.cells)
        and (measures is None or paid.id in measures)
    )


def _weight(ready: Prepared, paid: Measure, year: int) -> int:
    """The sowing lines that a measure serves; an office gets as much as a small cell."""
    if not paid.cells:
        return min(line for line in ready.line.line.values() if line)
    return sum(ready.line.line[cell.wijk, cell.domain, year] for cell in paid.cells)


def _may_carry(ready: Prepared, source: Stream, year: int) -> bool:
    last = ready.programme.term[-1]
    carry = source.carry_over
    return carry is not None and year < min(last, last if carry.until is None else carry.until)


def _cells(ready: Prepared, spend: list[Spend]) -> list[CellYear]:
    planned: Counter[Any] = Counter()
    for entry in ledger(ready, spend):
        planned[entry.wijk, entry.domain, entry.year] += entry.cents
    regular, counts = ready.line.regular, ready.programme.count_regular
    rows = []
    for (place, domain, year), sown in ready.line.line.items():
        key = (place, domain, year)
        money = planned[key] + (regular.get(key, 0) if counts else 0)
        rows.append(
            CellYear(
                wijk=place,
                domain=domain,
                year=year,
                planned=euros(planned[key]),
                regular=euros(regular.get(key, 0)),
                sowing_line=euros(sown),
                equal_share=euros(ready.line.equal[key]),
                coverage=Decimal(money) / sown if sown else None,
            )
        )
    return rows
