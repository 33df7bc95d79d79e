"""Whole decisions that cannot be, or can only be no: found before solving, each worked out by hand.

Whatever is called impossible, the oracle that tries all decisions finds impossible too.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from planning.checks import check
from planning.messages import CATALOGUE
from planning.messages.checks import WHOLE
from planning.prepared import Prepared, prepare
from planning.problems import Problem
from tests.builders import measure, prepared, programme, stream
from tests.oracle.decisions import Decision, decisions
from tests.oracle.whole import Made
from tests.planning.checked import commitment, text

M = measure("m", ("a", "school"), max_per_year=90)
BOUW = measure("bouw", ("a", "school"), profile=[30, 50])


def found(*measures: dict[str, Any], **fields: Any) -> list[Problem]:
    """Errors and warnings about whole decisions; where there is an error no decisions have a plan."""
    made = prepared(**{"measures": list(measures), **fields})
    told = check(made)
    assert not told.errors or possible(made) == []
    return [problem for problem in (*told.errors, *told.warnings) if problem.code in WHOLE]


def possible(made: Prepared) -> list[Decision]:
    """All decisions that have a plan."""
    return [decision for decision in decisions(made) if Made(made, decision).begin(lapse_last=True)]


def one(*measures: dict[str, Any], **fields: Any) -> tuple[str, str, str]:
    """Code, place and sentence of the only problem."""
    (problem,) = found(*measures, **fields)
    return problem.code.removeprefix("check."), problem.pointer, text(problem.sentence())


def test_nothing_is_said_of_what_can_be() -> None:
    assert found({**M, "min_per_year": 90, "min_years": 3}, BOUW) == []


def test_a_minimum_that_no_payer_can_meet() -> None:
    """The streams of les have 60 + 30 in 2028, their best year."""
    streams = [stream("a", 50, 60, 10), stream("b", 0, 30), stream("c", 500, 500, 500, measures=["n"])]
    les = {**M, "min_per_year": 90.01, "max_per_year": 200, "indexed": False}
    code, pointer, sentence = one(les, measure("n", ("a", "school")), streams=streams)
    assert (code, pointer) == ("minimum_never", "/measures/0/min_per_year")
    assert "vraagt ten minste € 90,01 per jaar" in sentence
    assert "in 2028, hun beste jaar, hoogstens € 90,00" in sentence
    assert found({**les, "min_per_year": 90}, measure("n", ("a", "school")), streams=streams) == []


def test_a_measure_that_nobody_pays_has_its_own_sentence() -> None:
    assert found({**M, "min_per_year": 90}, streams=[stream("s", 100, measures=[])]) == []


def test_a_duration_longer_than_the_term() -> None:
    code, pointer, sentence = one({**M, "min_years": 4})
    assert (code, pointer) == ("duration_long", "/measures/0/min_years")
    assert sentence.endswith(
        "duurt ten minste 4 jaar, maar heeft er 3 in dit programma: eenmaal begonnen loopt zij door tot en met 2029."
    )
    assert found({**M, "min_years": 4, "already_running": [2026]}) == []
    assert one({**M, "min_years": 3, "last_year": 2028})[0] == "duration_long"


def test_a_run_that_must_go_on_without_money() -> None:
    """It ran one of its three years, so it is on in 2027 and 2028; in 2028 there is 39."""
    running = {**M, "min_per_year": 40, "min_years": 3, "already_running": [2026]}
    code, pointer, sentence = one(running, streams=[stream("s", 100, 39, 100)])
    assert (code, pointer) == ("running_minimum", "/measures/0/already_running")
    assert (
        "moet in 2028 doorgaan, met ten minste € 40; de geldstromen die haar mogen betalen hebben dan hoogstens € 39"
        in (sentence)
    )
    assert found(running, streams=[stream("s", 100, 40)]) == []
    assert found({**running, "min_years": 2}, streams=[stream("s", 100)]) == []
    # A measure that begins in 2028 has stopped in 2027: a new run has two of the three years.
    assert one({**running, "first_year": 2028}, streams=[stream("s", 100, 100, 100)])[0] == "duration_long"


def test_a_run_that_must_go_on_before_what_it_builds_on() -> None:
    """It is on in 2027, and bouw is finished in 2029 at the earliest."""
    running = {**M, "min_years": 2, "already_running": [2026], **after()}
    code, pointer, sentence = one(BOUW, running)
    assert (code, pointer) == ("running_early", "/measures/1/requires/0")
    assert "moet in 2027 doorgaan, maar «bouw», waarop zij voortbouwt, kan dan nog niet ver genoeg zijn" in sentence
    assert found({**BOUW, "already_running": [2024, 2025]}, running) == []


def test_a_commitment_makes_that_the_minimum_is_asked() -> None:
    streams = [stream("gemeente", 100, 100, 100), stream("klein", 30, 30, 30)]
    least = {**M, "min_per_year": 70}
    fields = {"streams": [stream("gemeente", 69, 100)], "commitments": [commitment(10)]}
    code, pointer, sentence = one(least, **fields)
    assert (code, pointer) == ("minimum_commitment", "/commitments/0")
    assert "in 2027, met ten minste € 70; zij kan dan hoogstens € 69 krijgen" in sentence
    assert found(least, streams=streams, commitments=[commitment(10)]) == []


def test_an_office_gets_no_more_than_its_commitments() -> None:
    office = {"id": "m", "serves": "programme", "min_per_year": 20}
    assert one(office, commitments=[commitment(19)])[0] == "minimum_commitment"
    assert found(office, commitments=[commitment(20)]) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"profile": [1, 1, 1, 1]},
        {"start_years": [2029]},
        {"start_years": []},
        {"first_year": 2029},
        {"start_years": [2028], "last_year": 2028},
    ],
)
def test_an_investment_that_fits_no_start_year(fields: dict[str, Any]) -> None:
    code, pointer, _ = one({**BOUW, **fields})
    assert code == "start_never"
    assert pointer == ("/measures/0/start_years" if "start_years" in fields else "/measures/0/profile")


def test_an_investment_that_its_payers_cannot_pay() -> None:
    """30 and then 50, of money that cannot wait: 2027 has 29, 2029 49."""
    code, pointer, _ = one(BOUW, streams=[stream("s", 29, 60, 49)])
    assert (code, pointer) == ("start_unpaid", "/measures/0/profile")
    assert found(BOUW, streams=[stream("s", 30, 50)]) == []
    assert found(BOUW, streams=[stream("s", 29, 49, 50)]) == []  # from 2028 on
    # What may wait can be spent once: 40 in 2027 is enough for 30, not for 30 and 50 with the 30 of 2028.
    waits = {"carry_over": {"share": 1}}
    assert one({**BOUW, "start_years": [2027]}, streams=[stream("s", 40, 30, **waits)])[0] == "start_unpaid"
    assert found({**BOUW, "start_years": [2027]}, streams=[stream("s", 50, 30, **waits)]) == []


def test_a_commitment_outside_every_profile() -> None:
    """30, then 50: 40 in 2027 is more than the start there needs; 2028 has 50 then."""
    assert one(BOUW, commitments=[commitment(40, "bouw")])[:2] == ("profile_commitment", "/commitments/0")
    assert one(BOUW, commitments=[commitment(51, "bouw", 2028)])[0] == "profile_commitment"
    assert (
        one({**BOUW, "already_running": [2026]}, commitments=[commitment(5, "bouw", 2028)])[0] == "profile_commitment"
    )


def test_a_commitment_that_forces_a_start() -> None:
    code, pointer, sentence = one(BOUW, commitments=[commitment(40, "bouw", 2028)])
    assert (code, pointer) == ("start_sure", "/measures/0")
    assert sentence == "Door de verplichting gaat investering «bouw» zeker door: zij start in 2027."
    assert found(BOUW, commitments=[commitment(30, "bouw", 2028)]) == []  # from 2027 or from 2028


def test_a_commitment_to_what_cannot_start_in_time() -> None:
    """It fits the start of 2027, but then there is 49 in 2028."""
    fields = {"streams": [stream("gemeente", 100, 49, 100)], "commitments": [commitment(30, "bouw")]}
    assert one(BOUW, **fields)[:2] == ("start_commitment", "/commitments/0")


def test_what_is_left_of_a_running_investment_must_be_paid() -> None:
    running = {**BOUW, "already_running": [2026]}
    assert one(running, streams=[stream("s", 49, 50)])[:2] == ("running_unpaid", "/measures/0/already_running")
    assert found(running, streams=[stream("s", 50)]) == []
    code, _, sentence = one({**running, "first_year": 2028}, streams=[stream("s", 50)])
    assert code == "running_outside"
    assert "moet in 2027 nog worden betaald" in sentence
    assert found({**running, "profile": [30, 0], "first_year": 2028}) == []


def after(**fields: Any) -> dict[str, Any]:
    return {"requires": [{"measure": "bouw", **fields}]}


def test_a_chain_to_an_investment_that_is_never_finished() -> None:
    """bouw is finished in 2029 at the earliest: with a lag of a year les comes too late."""
    assert found(BOUW, {**M, **after()}) == []
    code, pointer, sentence = one(BOUW, {**M, **after(lag=1)})
    assert (code, pointer) == ("chain_never", "/measures/1/requires/0")
    assert sentence.endswith("investering «bouw», waarop zij voortbouwt, kan in 2029 niet klaar zijn.")


def test_a_commitment_before_an_investment_is_finished() -> None:
    told = check(prepared(measures=[BOUW, {**M, **after(share=2)}], commitments=[commitment(1, "m", 2028)]))
    assert [problem.code for problem in told.errors] == ["check.commitment_chain"]
    told = check(prepared(measures=[BOUW, {**M, **after(share=0.5)}], commitments=[commitment(90, "m", 2029)]))
    assert told.errors == []


def test_an_investment_that_cannot_start_because_of_its_chain() -> None:
    weg = measure("weg", ("a", "school"), profile=[5])
    assert found(BOUW, {**weg, **after()}) == []
    assert one(BOUW, {**weg, **after(lag=1)})[:2] == ("start_late", "/measures/1/requires/0")
    # Of an ordinary measure a share below 1 can never do, nor money that never reaches its maximum.
    assert one({**M, "id": "bouw"}, {**weg, **after(share=0.9)})[0] == "start_late"
    assert one({**M, "id": "bouw", "max_per_year": 101}, {**weg, **after()})[0] == "start_late"
    assert found({**M, "id": "bouw", "max_per_year": 101}, {**weg, **after(share=1.02)}) == []


def test_an_investment_is_no_idle_office() -> None:
    told = check(prepared(measures=[{"id": "b", "serves": "programme", "profile": [5]}]))
    assert [w.code for w in told.warnings if not w.code.startswith("need.")] == []


def test_an_investment_takes_no_more_than_its_profile() -> None:
    """A stream for bouw alone has 100 a year, and bouw takes 30 + 50 of all: at most 50 in 2028."""
    only = [stream("gemeente", 100, 100, 100), stream("s", 0, 100, 0, measures=["bouw"])]
    told = check(prepared(measures=[BOUW], streams=only)).warnings
    lost = {w.pointer: w.values["lost"] for w in told if w.code == "check.stream_maxima"}
    assert lost["/streams/1"] == 5_000


# ---- at random ----


def drawn(rng: Random) -> dict[str, Any]:
    """A small programme with too little money for much of what it wants."""
    years = rng.randint(1, 3)
    term = range(2027, 2027 + years)
    measures = [measure("rest", ("a", "school"))]
    for i in range(rng.randint(1, 3)):
        name = f"m{i}"
        each = measure(name, ("a", "school"), indexed=rng.random() < 0.5)
        if rng.random() < 0.5:
            each |= {"profile": [rng.choice([0, 20, 45, 80]) for _ in range(rng.randint(1, 3))]}
            each["start_years"] = rng.choice([None, None, [rng.choice(term)]])
        else:
            each |= {"min_per_year": rng.choice([0, 20, 60]), "max_per_year": rng.choice([60, 90])}
            each["min_years"] = rng.choice([1, 2, 4])
        each["already_running"] = rng.choice([[], [], [2026], [2024, 2025, 2026]])
        each["first_year"] = rng.choice([None, None, term[-1]])
        if i and rng.random() < 0.6:
            link = {"measure": measures[-1]["id"], "lag": rng.choice([0, 1]), "share": rng.choice([0.5, 1, 2])}
            each["requires"] = [link] if "profile" in each or "max_per_year" in each else []
        measures.append(each)
    streams = [stream("gemeente", *(rng.choice([0, 20, 50, 100]) for _ in term)), stream("rijk", *(30 for _ in term))]
    streams[0]["carry_over"] = rng.choice([None, {"share": 0.5}, {"share": 1}])
    streams[1]["measures"] = rng.choice([None, ["m0"]])
    committed = [
        commitment(rng.choice([5, 30]), each["id"], rng.choice(term)) for each in measures[1:] if rng.random() < 0.3
    ]
    return {
        "years": years,
        "index": {"default": rng.choice([0, 0.1])},
        "streams": streams,
        "measures": measures,
        "commitments": committed,
    }


def never(made: Prepared, problem: Problem, can: list[Decision]) -> bool:
    """Whether what a warning says is never done is in none of the decisions that have a plan."""
    measure_id = made.programme.measures[int(problem.pointer.split("/")[2])].id
    if problem.code == "check.start_sure":
        return all(decision.starts.get(measure_id) == problem.values["year"] for decision in can)
    return not any(decision.on.get(measure_id) or measure_id in decision.starts for decision in can)


def test_what_is_called_impossible_is_impossible() -> None:
    """And what is said never to go ahead never does. Every sentence occurs, and reads in both languages."""
    said: Counter[str] = Counter()
    impossible = found_out = 0
    for seed in range(700):
        made = prepare(programme(**drawn(Random(seed))))
        told, can = check(made), possible(made)
        assert not told.errors or can == [], (seed, [problem.sentence("en") for problem in told.errors])
        impossible += not can
        found_out += bool(told.errors)
        for problem in (*told.errors, *told.warnings):
            if problem.code not in WHOLE:
                continue
            said[problem.code] += 1
            for language in ("nl", "en"):
                assert problem.sentence(language).endswith(".")
                assert not set("{}[]") & set(problem.sentence(language))
            if problem in told.warnings and problem.code not in ("check.duration_long", "check.chain_never"):
                assert never(made, problem, can), (seed, problem.sentence("en"))
    assert set(said) == {code for code in CATALOGUE if code in WHOLE}
    assert min(said.values()) >= 4, said
    assert found_out > 0.7 * impossible > 50, (found_out, impossible)
