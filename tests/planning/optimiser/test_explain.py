"""Reasons: what a cell would get more without one piece of the document. The arithmetic stands with each test."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from planning.messages import CATALOGUE, Language
from planning.optimiser.explain import Explained, held, in_euros, reasons
from planning.optimiser.more import growth_of
from planning.optimiser.planner import planned
from planning.optimiser.solved import Solved, solve
from planning.pieces import changed, pieces
from planning.prepared import Prepared, prepare
from tests.builders import measure, prepared, stream, wijk
from tests.programmes import random_programme, read

TWO = [wijk("a", name="Noord"), wijk("b", name="Zuid")]
"""Two equal wijken: each has half of the sowing line."""
LANGUAGES: tuple[Language, ...] = ("nl", "en")
ALL = 1_000
"""Effort enough to try every piece of a small programme."""
CLOSE = 0.0015
"""Part of the sowing line: two of the last steps of the grid, and rounding to what is sure."""
TRIED = range(3, 200, 13)


def explained(**fields: Any) -> Explained:
    return reasons(solve(prepared(**fields)), ALL)


def found(given: Explained, wijk: str, year: int | None = None, domain: str = "school") -> dict[str, int]:
    """Euros of the reasons of a cell, by their place in the document."""
    years = None if year is None else [year]
    return {reason.piece.pointer: reason.euros for reason in given.of(wijk, domain, years)}


def test_an_earmark() -> None:
    """The state's 60,000 is for a, the municipality's 20,000 is free and goes to b. Lines: 40,000 each.

    Without the earmark both get 40,000: a 20,000 less, b 20,000 more.
    """
    streams = [stream("gemeente", 20_000), stream("rijk", 60_000, wijken=["a"])]
    given = explained(years=1, wijken=TWO, streams=streams)
    assert (given.gap("a", "school"), given.gap("b", "school")) == (-20_000, 20_000)
    assert found(given, "a") == {"/streams/1/wijken": -20_000}
    assert found(given, "b") == {"/streams/1/wijken": 20_000}


def test_an_earmark_of_wijken_and_domains_is_one_piece() -> None:
    """Of 90,000 for a alone and school alone, line 22,500 in each of four cells of two wijken and two domains: without
    it the cell gets 67,500 less. The piece is at the stream itself, as it is more than one field.
    """
    streams = [stream("rijk", 90_000, wijken=["a"], domains=["school"])]
    given = explained(years=1, wijken=TWO, domains=[{"id": "school"}, {"id": "werk"}], streams=streams)
    assert found(given, "a") == {"/streams/0": -67_500}
    assert found(given, "b", domain="werk") == {"/streams/0": 22_500}


def test_a_floor() -> None:
    """A floor of 70 for the 1,000 residents of a takes 70,000 of 100,000; without it both get 50,000."""
    floor = {"wijk": "a", "domain": "school", "per_resident": 70}
    given = explained(years=1, wijken=TWO, streams=[stream("gemeente", 100_000)], rules={"floors": [floor]})
    assert found(given, "a") == {"/rules/floors/0": -20_000}
    assert found(given, "b") == {"/rules/floors/0": 20_000}


def test_a_maximum() -> None:
    """All that can be done in a costs 30,000, so b gets 70,000 of 100,000; without the maximum 50,000 each."""
    few = [measure("weinig", ("a", "school"), max_per_year=30_000)]
    given = explained(years=1, wijken=TWO, streams=[stream("gemeente", 100_000)], measures=few)
    assert found(given, "a") == {"/measures/0/max_per_year": 20_000}
    assert found(given, "b") == {"/measures/0/max_per_year": -20_000}


def test_a_maximum_on_which_another_builds() -> None:
    """As above, and something in b builds on it: only the money goes, the chain stays as it is.

    "verder" may be paid 40,000 · 30,000/30,000 and there is no other way to spend in b, so 30,000 of 100,000 lapses.
    Without the maximum a gets 100,000 − 40,000 = 60,000, with "verder" at its own maximum.
    """
    chain = [
        measure("weinig", ("a", "school"), max_per_year=30_000),
        measure("verder", ("b", "school"), max_per_year=40_000, requires=[{"measure": "weinig"}]),
    ]
    given = explained(years=1, wijken=TWO, streams=[stream("gemeente", 100_000)], measures=chain)
    assert found(given, "a") == {"/measures/0/max_per_year": 30_000}


def test_a_link_of_a_chain() -> None:
    """ "verder" in b cannot outrun "eerst" in a, which is 20,000 of 80,000 at most: a quarter of 40,000 is 10,000.

    Without the link b gets 40,000. In a all 20,000 is spent either way; the rest lapses. Lines: 50,000 each.
    Without the earmark of the 80,000 all is spent: e in a and e/2 in b, so e = 66,667 and b gets 33,333.
    """
    chain = [
        measure("eerst", ("a", "school"), max_per_year=80_000),
        measure("verder", ("b", "school"), max_per_year=40_000, requires=[{"measure": "eerst"}]),
    ]
    streams = [stream("gemeente", 80_000, measures=["verder"]), stream("rijk", 20_000, measures=["eerst"])]
    given = explained(years=1, wijken=TWO, streams=streams, measures=chain)
    assert found(given, "b") == {"/measures/1/requires/0": 30_000, "/streams/0/measures": 23_330}


def test_persistence() -> None:
    """100,000 in 2027 and 20,000 in 2028 for a and b; a is to keep 90% of what it had. Lines: 30,000 each.

    Growth is best where 2/x = 1/(100 − x) + 0.9/(20 − 0.9x): 3.6x² − 330x + 4000 = 0, so a gets 14,376 and 12,938.
    Without persistence 50,000 and 10,000: 35,624 more and 2,938 less.
    """
    focus = wijk("a", focus=[{"domain": "school", "factor": 1}])
    rules = {"persistence": {"max_drop": 0.1, "strength": "must"}}
    streams = [stream("gemeente", 100_000, 20_000)]
    given = explained(years=2, wijken=[focus, wijk("b")], streams=streams, rules=rules)
    assert found(given, "a", 2027)["/rules/persistence"] == pytest.approx(35_624, abs=60)
    without = next(row for row in given.tried if row.piece.pointer == "/rules/persistence")
    assert without.change["a", "school", 2028] == pytest.approx(-2_938, abs=60)


def test_carry_over() -> None:
    """90,000 comes in the first of three years and nothing later; the line is 30,000 a year.

    Nothing may go on, so 2027 has 90,000. With full carry-over every year has 30,000.
    """
    given = explained(streams=[stream("gemeente", 90_000)])
    assert found(given, "a", 2027) == {"/streams/0/carry_over": -60_000}
    assert found(given, "a", 2028) == {"/streams/0/carry_over": 30_000}
    assert given.of("a", "school") == []
    assert given.gap("a", "school") == 0


def test_the_last_year_in_which_money_may_be_spent() -> None:
    """90,000 that must be spent in 2028 at the latest: 45,000 a year, then nothing. Without that 30,000 a year."""
    kept = stream("gemeente", 90_000, carry_over={"until": 2028})
    given = explained(streams=[kept])
    assert found(given, "a", 2027) == {"/streams/0/carry_over": -15_000}
    assert found(given, "a", 2029) == {"/streams/0/carry_over": 30_000}


def test_co_financing() -> None:
    """The state's 50,000 for a asks as much of the municipality there, which has 20,000: 40,000 in a, 30,000 lapses.

    Lines: 35,000. Without the match the state pays 50,000 in a and the municipality 20,000 in b. Without the earmark
    40,000 is divided: 20,000 each. For a the match is no reason: without it a would be further above its line.
    """
    match = {"ratio": 1, "from_layers": ["municipality"]}
    state = stream("rijk", 50_000, partner="rijk", wijken=["a"], match=match)
    given = explained(years=1, wijken=TWO, streams=[stream("gemeente", 20_000), state])
    assert found(given, "a") == {"/streams/1/wijken": -20_000}
    assert found(given, "b") == {"/streams/1/wijken": 20_000, "/streams/1/match": 20_000}


def test_staff() -> None:
    """A stream of 60,000 may pay no staff and "les" in a is staff: b gets it. Lines 30,000. Without that 30,000 each.

    (With the municipality's 0 there is no other money.)
    """
    lessons = [measure("les", ("a", "school"), staff=True)]
    given = explained(years=1, wijken=TWO, streams=[stream("rijk", 60_000, excludes_staff=True)], measures=lessons)
    assert found(given, "a") == {"/streams/0/excludes_staff": 30_000}
    assert found(given, "b") == {"/streams/0/excludes_staff": -30_000}


def test_staff_that_can_be_had() -> None:
    """ "les" asks 100 full-time staff per million and 1 can be had: 10,000 in a, 50,000 in b of 60,000."""
    lessons = [measure("les", ("a", "school"), staff=True, fte_per_million=100)]
    rules = {"staff_capacity": {"school": {"2027": 1}}}
    given = explained(years=1, wijken=TWO, streams=[stream("g", 60_000)], measures=lessons, rules=rules)
    assert found(given, "a") == {"/rules/staff_capacity/school": 20_000}


def test_commitments() -> None:
    """45,000 of 60,000 is committed in a; b has 15,000. Without the commitment 30,000 each."""
    given = explained(
        years=1,
        wijken=TWO,
        streams=[stream("g", 60_000)],
        measures=[measure("m", ("a", "school"))],
        commitments=[{"stream": "g", "measure": "m", "year": 2027, "amount": 45_000}],
    )
    assert found(given, "a") == {"/commitments/0": -15_000}
    assert found(given, "b") == {"/commitments/0": 15_000}


def test_the_last_year_of_a_measure() -> None:
    """What can be done in a ends in 2027; of 60,000 a year b has all in 2028. Without that end 30,000 each."""
    ends = [measure("m", ("a", "school"), last_year=2027)]
    given = explained(years=2, wijken=TWO, streams=[stream("g", 60_000, 60_000)], measures=ends)
    assert found(given, "a", 2028) == {"/measures/0/last_year": 30_000}
    assert found(given, "b", 2028) == {"/measures/0/last_year": -30_000}


@pytest.mark.parametrize(("rule", "room"), [("frontline_room", "professional"), ("resident_initiatives", "resident")])
def test_room(rule: str, room: str) -> None:
    """60% of the 100,000 of a must go to room, all in school: 60,000 and 40,000. Lines: 50,000."""
    domains, rooms = [{"id": "school"}, {"id": "werk"}], [measure("r", ("a", "school"), room=room)]
    given = explained(
        years=1, domains=domains, measures=rooms, streams=[stream("g", 100_000)], rules={rule: {"share": 0.6}}
    )
    assert found(given, "a", domain="werk") == {f"/rules/{rule}": 10_000}


def test_the_focus_minimum() -> None:
    """60% of the 100,000 of a must go to its focus, which has no other weight than work: 60,000 and 40,000."""
    focus = wijk("a", focus=[{"domain": "school", "factor": 1}])
    rules = {"focus_minimum": {"share": 0.6, "strength": "must"}}
    domains = [{"id": "school"}, {"id": "werk"}]
    given = explained(years=1, wijken=[focus], domains=domains, streams=[stream("g", 100_000)], rules=rules)
    assert found(given, "a", domain="werk") == {"/rules/focus_minimum": 10_000}


def test_hold_harmless() -> None:
    """a has 70,000 now and must keep it; of 100,000 b gets 30,000."""
    rules = {"hold_harmless": {"strength": "must"}}
    wijken = [wijk("a", baseline={"school": 70_000}), wijk("b")]
    given = explained(years=1, wijken=wijken, streams=[stream("g", 100_000)], rules=rules)
    assert found(given, "b") == {"/rules/hold_harmless": 20_000}


def test_the_ramp_up() -> None:
    """a had 10,000 and may grow to 1.5 · 10,000 + 0.5 · 50,000 = 40,000; of 100,000 b gets 60,000. Without: 50,000."""
    rules = {"ramp_up": {"max_growth": 0.5, "strength": "must"}}
    wijken = [wijk("a", baseline={"school": 10_000}), wijk("b")]
    given = explained(years=1, wijken=wijken, streams=[stream("g", 100_000)], rules=rules)
    assert found(given, "a") == {"/rules/ramp_up": 10_000}


def test_the_ratio_per_resident() -> None:
    """Need 1.5 and 0.5: lines of 75,000 and 25,000. At most twice as much: 66,667 and 33,333."""
    rules = {"per_resident_ratio": {"max": 2, "strength": "must"}}
    wijken = [wijk("a", need={"school": 1.5}), wijk("b", need={"school": 0.5})]
    given = explained(years=1, wijken=wijken, streams=[stream("g", 100_000)], rules=rules)
    assert found(given, "a") == {"/rules/per_resident_ratio": pytest.approx(8_330, abs=30)}


def test_steadiness() -> None:
    """a has 40,000 of its own in 2027; beside it 20,000 is free in 2027, 60,000 in 2028. Lines: 30,000.

    Without a weight on steadiness a gets 40,000 and 30,000, b 20,000 and 30,000. With a weight of 0.1 a gets δ more in
    2028, where 30/(30 − δ) − 30/(30 + δ) = 0.2: 0.2δ² + 60δ − 180 = 0, so δ = 2.970 (thousand).
    """
    streams = [stream("eigen", 40_000, wijken=["a"]), stream("vrij", 20_000, 60_000)]
    given = explained(years=2, wijken=TWO, steadiness=0.1, streams=streams)
    assert found(given, "a", 2028)["/steadiness"] == pytest.approx(-2_970, abs=60)


def test_structural_cover() -> None:
    """40,000 of 60,000 is incidental, and what is done in a is structural: a gets 20,000, b 40,000. Without: 30,000."""
    streams = [stream("g", 20_000), stream("r", 40_000, kind="incidental")]
    rules = {"structural_cover": {"strength": "must"}}
    given = explained(years=1, wijken=TWO, streams=streams, measures=[measure("m", ("a", "school"))], rules=rules)
    assert found(given, "a") == {"/rules/structural_cover": 10_000}


def test_what_is_on_its_line_has_no_reasons() -> None:
    """An earmark for both wijken keeps nothing from its line."""
    given = explained(years=1, wijken=TWO, streams=[stream("g", 60_000, wijken=["a", "b"])])
    assert given.of("a", "school") == given.of("b", "school") == []
    assert given.sentences("a", "school") == ["Noord zit voor school over de hele looptijd op de zaailijn."]


# ---- beside an oracle of another way of solving ----


def test_reasons_are_what_a_cold_solve_says() -> None:
    """Every tried piece of random programmes against the programme without it solved from nothing, not by `reasons`."""
    bound = rules = 0
    for seed in TRIED:
        given = solve(prepare(read(random_programme(seed))))
        line, before = given.model.figures.prepared.line.line, in_euros(given)
        explained = reasons(given, ALL)
        assert explained.left == 0, seed
        for row in explained.tried:
            programme = given.model.figures.prepared.programme
            after = in_euros(solve(held(given, row.piece.without(programme))))
            for key, change in row.change.items():
                assert abs(change - (after[key] - before[key])) <= max(CLOSE * line[key] / 100, 1), (
                    seed,
                    row.piece,
                    key,
                )
            moved = max(abs(change) / max(line[key] / 100, 1) for key, change in row.change.items())
            bound += moved > 10 * CLOSE
            rules += row.piece.rule not in ("earmark", "carry_over") and moved > 10 * CLOSE
    assert bound >= 20
    assert rules >= 5, "only streams were reasons"


# ---- the duals ----


def test_the_sign_of_a_dual_is_that_of_one_euro_more() -> None:
    """100,000, of which a gets its floor of 70,000. Lines: 50,000 each.

    A euro more income goes to b and is worth U'(30/50) = 50/30; a euro more floor moves one from b to a, which is worth
    50/70 − 50/30. So say the duals, and so say a hundred more solved again, each.
    """
    base = floored(100_000, 70)
    about = base.model.about.values()
    prices = dict(zip((row.rule for row in about), base.outcome.prices.tolist(), strict=True))
    more_income = (growth_of(floored(100_100, 70)) - growth_of(base)) / 0.1
    more_floor = (growth_of(floored(100_000, 70.10)) - growth_of(base)) / 0.1
    assert prices["stream_balance"] == pytest.approx(50 / 30, rel=0.01)
    assert prices["floors"] == pytest.approx(50 / 70 - 50 / 30, rel=0.01)
    assert more_income == pytest.approx(prices["stream_balance"], rel=0.01)
    assert more_floor == pytest.approx(prices["floors"], rel=0.01)


def floored(money: int, floor: float) -> Solved:
    """With the sowing line of 100,000."""
    rules = {"floors": [{"wijk": "a", "domain": "school", "per_resident": floor}]}

    def made(income: int) -> Prepared:
        return prepared(years=1, wijken=TWO, streams=[stream("g", income)], rules=rules)

    return solve(replace(made(money), line=made(100_000).line), finest=1e-5)


# ---- sentences ----


def test_sentences_in_two_languages() -> None:
    """The earmark of 60,000 for a, as above: in the plan document each reason is two sentences."""
    streams = [stream("gemeente", 20_000), stream("rijk", 60_000, wijken=["a"], name="Regio Deal")]
    given = solve(prepared(years=1, wijken=TWO, streams=streams))
    rows = {language: reasons(given, ALL, language).rows() for language in LANGUAGES}
    assert [(row.wijk, row.domain, row.rule, row.euros) for row in rows["nl"]] == [
        ("a", "school", "earmark", -20_000),
        ("b", "school", "earmark", 20_000),
    ]
    assert rows["nl"][1].sentence.replace("\u00a0", " ") == (
        "Zuid krijgt voor school over de hele looptijd € 20.000 minder dan de zaailijn (nominaal). "
        "Zonder het oormerk van «Regio Deal» zou Zuid daarvoor € 20.000 meer krijgen."
    )
    assert rows["en"][0].sentence == (
        "Noord gets €20,000 more for school over the whole term than its sowing line (nominal). "
        "Without the earmark of “Regio Deal” Noord would get €20,000 less for it."
    )


def test_every_kind_of_piece_has_a_name() -> None:
    """Over random programmes, and the example of Rotterdam, every piece has a name in both languages."""
    codes = set()
    for one in [prepare(read(random_programme(seed))) for seed in range(0, 200, 10)]:
        for piece in pieces(one):
            codes.add(f"piece.{piece.code}")
            assert all(piece.name(language) for language in LANGUAGES)
    named = {code for code in CATALOGUE if code.startswith("piece.")}
    assert codes <= named
    assert len(codes) >= 15, "too few kinds of pieces to be a test"


def test_what_was_not_looked_at_is_said() -> None:
    """Of the two pieces (an earmark, and no carry-over) one is tried with an effort of one."""
    streams = [stream("gemeente", 60_000, 20_000, wijken=["a"])]
    given = solve(prepared(years=2, wijken=TWO, streams=streams))
    looked = reasons(given, 1)
    assert [row.piece.rule for row in looked.tried] == ["earmark"]
    assert looked.left == 1
    assert "is er één nagegaan" in looked.remarks()[0].sentence
    assert "alle 2 onderdelen" in reasons(given, ALL).remarks()[0].sentence


def test_pieces_that_time_did_not_allow_are_not_looked_at() -> None:
    given = solve(prepared(years=2, wijken=TWO, streams=[stream("gemeente", 60_000, 20_000, wijken=["a"])]))
    late = reasons(given, ALL, deadline=time.monotonic())
    assert (late.tried, late.left) == ((), 2)


def test_the_previous_plan_is_a_piece() -> None:
    given = prepared()
    earlier = planned(given)[0]
    assert pieces(prepare(changed(given.programme, previous=earlier)))[-1].rule == "previous_plan"
