"""Errors are proof: on random programmes a linear programme that shares no code agrees with every one."""

from collections import Counter
from random import Random
from typing import Any

from planning.checks import check
from planning.messages import CATALOGUE
from planning.prepared import prepare
from planning.problems import Problem
from tests.builders import measure, programme, stream, wijk
from tests.planning.checked import commitment, must
from tests.planning.feasible import Plain, feasible


def drawn(rng: Random) -> dict[str, Any]:
    """A small programme with tight musts: about half of them impossible."""
    wijken = [wijk(f"w{i}", rng.choice([0, 50, 100, 200])) for i in range(rng.randint(1, 3))]
    domains = [{"id": f"d{i}"} for i in range(rng.randint(1, 2))]
    names, areas = [w["id"] for w in wijken], [d["id"] for d in domains]
    for each in wijken:
        if rng.random() < 0.3:
            each["focus"] = [{"domain": rng.choice(areas)}]
        if rng.random() < 0.3:
            each["baseline"] = {rng.choice(areas): rng.choice([20, 60, 150])}
    years = rng.randint(1, 3)
    fields: dict[str, Any] = {
        "years": years,
        "wijken": wijken,
        "domains": domains,
        "index": {"default": rng.choice([0, 0.1])},
    }
    fields["streams"] = [drawn_stream(rng, f"s{i}", years, names, areas) for i in range(rng.randint(1, 3))]
    fields["measures"] = drawn_measures(rng, names, areas)
    fields["commitments"] = [
        commitment(rng.choice([5, 30, 80]), m["id"], 2027 + rng.randrange(years), rng.choice(fields["streams"])["id"])
        for m in fields["measures"]
        if rng.random() < 0.25
    ]
    if rng.random() < 0.3:
        fields["regular"] = [{"wijk": rng.choice(names), "domain": rng.choice(areas), "per_year": rng.choice([10, 60])}]
        fields["count_regular"] = rng.random() < 0.7
    fields["rules"] = drawn_rules(rng, names, areas)
    return fields


def drawn_stream(rng: Random, name: str, years: int, names: list[str], areas: list[str]) -> dict[str, Any]:
    partner = rng.choice(["gemeente", "rijk", "corporatie"])
    fields: dict[str, Any] = {"partner": partner, "kind": rng.choice(["structural", "incidental"])}
    if rng.random() < 0.3:
        fields["wijken"] = rng.sample(names, rng.randint(1, len(names)))
    if rng.random() < 0.3:
        fields["domains"] = [rng.choice(areas)]
    if rng.random() < 0.5:
        fields["carry_over"] = {"share": rng.choice([0.37, 1]), "until": rng.choice([None, 2028])}
    if rng.random() < 0.25:
        layers = rng.sample(["municipality", "state", "partner"], rng.randint(1, 3))
        fields["match"] = {
            "ratio": rng.choice([0.4, 1, 2]),
            "from_layers": layers,
            "scope": rng.choice(["programme", "wijk", "measure"]),
            "per": rng.choice(["year", "term"]),
        }
    return {**stream(name, *(rng.choice([0, 40, 100, 100.01]) for _ in range(years))), **fields}


def drawn_measures(rng: Random, names: list[str], areas: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for i in range(rng.randint(1, 4)):
        cells = sorted({(rng.choice(names), rng.choice(areas)) for _ in range(rng.randint(1, 2))})
        made = measure(f"m{i}", *cells, kind=rng.choice(["structural", "structural", "incidental"]))
        made["max_per_year"] = rng.choice([20, 50, 200])
        made["room"] = rng.choice([None, None, "professional", "resident"])
        made["fte_per_million"] = rng.choice([0, 50_000])
        made["first_year"] = rng.choice([None, None, 2028])
        if rng.random() < 0.3:
            made["max_per_year"] = None
        elif i and found[-1]["max_per_year"] and rng.random() < 0.5:
            made["requires"] = [{"measure": found[-1]["id"], "lag": rng.choice([0, 1]), "share": rng.choice([0.5, 1])}]
        found.append(made)
    if rng.random() < 0.2:
        found.append({"id": "bureau", "serves": "programme"})
    return found


def drawn_rules(rng: Random, names: list[str], areas: list[str]) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if rng.random() < 0.6:
        rules["floors"] = [
            {
                "wijk": rng.choice([None, *names]),
                "domain": rng.choice([None, *areas]),
                "per_resident": rng.choice([0.02, 0.1, 0.2, 0.5]),
            }
            for _ in range(rng.randint(1, 2))
        ]
    likely = {
        "structural_cover": {"from": rng.choice([None, 2028])},
        "hold_harmless": {"share": rng.choice([0.5, 1])},
        "persistence": {"max_drop": rng.choice([0, 0.2]), "cells": "all"},
        "focus_minimum": {"share": 0.5},
        "frontline_room": {"share": 0.1},
        "resident_initiatives": {"share": 0.1},
    }
    for name, fields in likely.items():
        if rng.random() < (0.5 if name == "structural_cover" else 0.25):
            rules |= must(name, **fields)
    if rng.random() < 0.25:
        rules["staff_capacity"] = {rng.choice(areas): {"2027": rng.choice([0, 1, 5])}}
    return rules


BASE = frozenset({"money", "measure_limits", "commitments"})
SHARES = frozenset({"shares", "floors", "hold_harmless", "persistence"})
MORE = {
    "check.commitment_uncovered": {"structural_cover"},
    "check.commitment_staff": {"staff_capacity"},
    "check.commitment_chain": {"coherence"},
    "check.commitment_match": {"co_financing"},
    "check.frontline_room": SHARES,
    "check.resident_initiatives": SHARES,
    "check.focus_minimum": SHARES,
}


def named(problem: Problem) -> frozenset[str]:
    """The rules that an error speaks of, with those that always hold of money, measures and commitments."""
    found = BASE | MORE.get(problem.code.removesuffix("_more"), set()) | set(problem.values.get("rules", ()))
    return found | ({"structural_cover"} if problem.code.endswith("_covered") else set())


def test_what_is_called_impossible_is_impossible() -> None:
    """On random programmes an LP with only the rules that an error speaks of agrees; every kind of error occurs."""
    proved: Counter[str] = Counter()
    possible = found_out = impossible = 0
    for seed in range(500):
        made = prepare(programme(**drawn(Random(seed))))
        errors = check(made).errors
        alone = feasible(made, BASE)
        for problem in errors:
            assert not feasible(made, named(problem)), (seed, problem.sentence())
            code = problem.code.removesuffix("_more")
            proved[code] += 1 if alone or named(problem) == BASE else 0
        can = not errors and feasible(made)
        possible += can
        impossible += not can
        found_out += bool(errors)
        assert len({(e.pointer, e.code, str(e.values)) for e in errors}) == len(errors)
    assert possible > 100
    assert found_out > 0.8 * impossible
    wanted = {code for code in CATALOGUE if code.startswith(("check.commitment", "check.musts", "check.floors"))}
    wanted |= {"check.frontline_room", "check.resident_initiatives", "check.focus_minimum"}
    wanted -= {"check.commitment_not_counted", "check.musts_places_covered", "check.musts_whole_covered"}
    assert {code: proved[code] for code in wanted if proved[code] < 2} == {}


def test_what_is_said_to_lapse_lapses() -> None:
    """Even a plan that spends as much of the stream as can be leaves at least what the warnings say."""
    told: Counter[str] = Counter()
    proved = exact = 0
    for seed in range(250):
        made = prepare(programme(**drawn(Random(seed))))
        lost: Counter[str] = Counter()
        for warning in check(made).warnings:
            if warning.code.startswith("check.stream_"):
                lost[made.programme.streams[int(warning.pointer.split("/")[2])].id] += warning.values["lost"]
                told[warning.code] += 1
        for name, cents in lost.items():
            lp = Plain(made, BASE | {"co_financing"})
            spent = lp.largest(column for (payer, _, _), column in lp.spend.items() if payer == name)
            income = float(made.stream[name].opening) + sum(map(float, made.stream[name].amounts.values()))
            if spent is None:  # commitments that cannot be kept
                continue
            proved += 1
            assert income - spent >= cents / 100 - 1e-6, (seed, name)
            exact += income - spent <= cents / 100 + 0.05
    assert min(told.values()) > 2
    assert len(told) == 5
    assert exact > 0.8 * proved > 40, (exact, proved)


def test_every_sentence_reads_in_both_languages() -> None:
    said: Counter[str] = Counter()
    for seed in range(300):
        made = check(prepare(programme(**drawn(Random(seed)))))
        for problem in (*made.errors, *made.warnings):
            for language in ("nl", "en"):
                sentence = problem.sentence(language)
                assert sentence.endswith(".")
                assert not set("{}[]") & set(sentence)
            said[problem.code] += 1
    assert len(said) > 25
