"""Plan documents made by hand for the tests of the checker, and what the checker says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from planning.document import digest
from planning.ledger import ledger
from planning.plan import PlanDocument
from planning.prepared import Prepared
from planning.verify import Verdict, verify

Euros = int | str | Decimal
Payment = tuple[str, str, int, Euros]
"""(stream, measure, year, euros)."""


def plan(
    prepared: Prepared,
    *spend: Payment,
    carried: Mapping[tuple[str, int], Euros] | None = None,
    **fields: Any,
) -> PlanDocument:
    """The plan of some payments: what is neither spent nor carried lapses, cells as the ledger has them."""
    rows = [{"stream": s, "measure": m, "year": y, "amount": Decimal(euros)} for s, m, y, euros in spend]
    kept = {key: Decimal(euros) for key, euros in (carried or {}).items()}
    lapsed = lapses(prepared, rows, kept)
    document: dict[str, Any] = {
        "programme": prepared.programme.name,
        "programme_sha256": digest(prepared.programme),
        "status": "optimal",
        "spend": rows,
        "carried": [{"stream": s, "year": y, "amount": kept.get((s, y), Decimal(0))} for s, y in lapsed],
        "lapsed": [{"stream": s, "year": y, "amount": euros} for (s, y), euros in lapsed.items()],
        "objectives": {"lapsed": sum(lapsed.values())},
    }
    bare = PlanDocument.model_validate(document)
    return PlanDocument.model_validate({**document, "cells": cells(prepared, bare), **fields})


def lapses(
    prepared: Prepared, spend: list[dict[str, Any]], carried: Mapping[tuple[str, int], Decimal]
) -> dict[tuple[str, int], Decimal]:
    """What is left of every counted stream and year (0 where more is spent than there is)."""
    found = {}
    for stream in prepared.programme.counted:
        before = stream.opening
        for year in prepared.programme.term:
            spent = sum(
                (row["amount"] for row in spend if (row["stream"], row["year"]) == (stream.id, year)), Decimal(0)
            )
            kept = carried.get((stream.id, year), Decimal(0))
            found[stream.id, year] = max(Decimal(0), stream.amounts.get(year, Decimal(0)) + before - spent - kept)
            before = kept
    return found


def cells(prepared: Prepared, bare: PlanDocument) -> list[dict[str, Any]]:
    """Rows of all cells."""
    planned: dict[Any, int] = defaultdict(int)
    for entry in ledger(prepared, bare.spend):
        planned[entry.wijk, entry.domain, entry.year] += entry.cents
    rows = []
    for (wijk, domain, year), line in prepared.line.line.items():
        amount, regular = planned[wijk, domain, year], prepared.line.regular.get((wijk, domain, year), 0)
        money = amount + (regular if prepared.programme.count_regular else 0)
        coverage = Decimal(round(Fraction(money * 10**6, line))).scaleb(-6) if line else None
        rows.append(
            {
                "wijk": wijk,
                "domain": domain,
                "year": year,
                "planned": Decimal(amount).scaleb(-2),
                "regular": Decimal(regular).scaleb(-2),
                "sowing_line": Decimal(line).scaleb(-2),
                "equal_share": Decimal(prepared.line.equal[wijk, domain, year]).scaleb(-2),
                "coverage": coverage,
            }
        )
    return rows


def aim(rule: str, short: Euros, year: int | None = None, pointer: str = "", **about: str) -> dict[str, Any]:
    """A row of the plan's aims."""
    place = pointer or f"/rules/{rule}"
    return {"rule": rule, "pointer": place, "year": year, "short": Decimal(short), "sentence": "", **about}


def rules(verdict: Verdict) -> list[str]:
    """Names of the rules that a verdict has faults in; every fault reads in both languages."""
    for fault in verdict.faults:
        assert fault.out >= 1
        for language in ("nl", "en"):
            sentence = fault.sentence(language)
            assert fault.pointer in sentence
            assert "{" not in sentence
    for checked in verdict.tolerances.values():
        assert checked.sentence("nl") != checked.sentence("en")
    return sorted({fault.rule for fault in verdict.faults})


def edge(
    rule: str, build: Callable[[Decimal], PlanDocument], prepared: Prepared, last: Euros, step: str = "0.01"
) -> None:
    """The plan of `last` euros passes; a cent more (`step`) is a fault of `rule` and of nothing else."""
    assert rules(verify(prepared, build(Decimal(last)))) == []
    beyond = verify(prepared, build(Decimal(last) + Decimal(step)))
    assert rules(beyond) == [rule]
    assert len(beyond.faults) == 1
