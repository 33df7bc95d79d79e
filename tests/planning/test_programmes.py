"""The random programmes: small, the same for the same seed, feasible, and with every rule biting often enough."""

from __future__ import annotations

from collections import Counter

import pytest

from planning.prepared import prepare
from tests.programmes import RECIPES, SEEDS, income, random_answer, random_prepared, random_programme, read

OFTEN = 20
"""In how many of the 200 programmes each rule must bind; as a must and as an aim in at least 15 each."""
OFTEN_EACH = 15


def test_every_rule_binds_in_at_least_twenty_programmes() -> None:
    """A property of plans counts only where the rules it speaks of hold something back."""
    binds = Counter(rule for seed in SEEDS for rule in {name for name, _ in random_answer(seed).binding})
    assert {rule: binds[rule] for rule in RECIPES if binds[rule] < OFTEN} == {}


def test_rules_bind_as_must_and_as_aim() -> None:
    binds = Counter(key for seed in SEEDS for key in random_answer(seed).binding)
    always = {"carry_over", "measure_limits", "commitments", "co_financing", "coherence", "staff_capacity"}
    both = [(rule, strength) for rule in RECIPES if rule not in always for strength in ("must", "aim")]
    assert {key: binds[key] for key in both if binds[key] < OFTEN_EACH} == {}


def test_money_is_there_to_be_spent() -> None:
    """At most a twentieth of all income lapses, and at most a tenth in any programme."""
    total = lapsed = 0.0
    for seed in SEEDS:
        total += income(random_prepared(seed))
        lapsed += random_answer(seed).lapsed
        assert random_answer(seed).lapsed <= 0.1 * income(random_prepared(seed))
    assert lapsed <= 0.05 * total


def test_the_oracle_is_sure_of_every_programme() -> None:
    """Every cell gets something, and the solver's last digits are far below a percentage point."""
    for seed in SEEDS:
        answer = random_answer(seed)
        assert answer.status == "optimal"
        assert not answer.unpayable
        assert (answer.gap < 1e-9, answer.residual < 1e-8, answer.drift < 1e-4) == (True, True, True)


def test_programmes_are_small_and_ask_no_whole_decisions() -> None:
    for seed in SEEDS:
        programme = random_prepared(seed).programme
        assert 2 <= len(programme.wijken) <= 5
        assert 1 <= len(programme.domains) <= 4
        assert 2 <= programme.years <= 6
        assert 2 <= len(programme.streams) <= 5
        assert all(m.profile is None and m.min_per_year == 0 and m.min_years == 1 for m in programme.measures)


def test_programmes_show_the_other_parts_of_a_document_too() -> None:
    programmes = [random_prepared(seed).programme for seed in SEEDS]
    shown = {
        "office": sum(any(m.serves == "programme" for m in p.measures) for p in programmes),
        "shared measure": sum(any(len(m.cells) > 1 for m in p.measures) for p in programmes),
        "later start": sum(any(m.first_year is not None for m in p.measures) for p in programmes),
        "lag": sum(any(link.lag for m in p.measures for link in m.requires) for p in programmes),
        "ran before": sum(any(m.already_running for m in p.measures) for p in programmes),
        "regular money": sum(p.count_regular for p in programmes),
        "norm": sum(p.domains[0].norm is not None for p in programmes),
        "index": sum(bool(p.index.default) for p in programmes),
        "opening": sum(any(s.opening for s in p.streams) for p in programmes),
        "until": sum(any(s.carry_over and s.carry_over.until for s in p.streams) for p in programmes),
        "earmark": sum(any(s.domains or s.wijken for s in p.streams) for p in programmes),
        "for some measures": sum(any(s.measures for s in p.streams) for p in programmes),
        "no staff": sum(any(s.excludes_staff for s in p.streams) for p in programmes),
        "does not count": sum(len(p.counted) < len(p.streams) for p in programmes),
        "evenness": sum(p.evenness != 1 for p in programmes),
        "baseline": sum(any(w.baseline for w in p.wijken) for p in programmes),
    }
    for scope in ("programme", "wijk", "measure"):
        shown[scope] = sum(any(s.match and s.match.scope == scope for s in p.streams) for p in programmes)
    for per in ("year", "term"):
        shown[per] = sum(any(s.match and s.match.per == per for s in p.streams) for p in programmes)
    assert {part: count for part, count in shown.items() if count < 8} == {}


@pytest.mark.parametrize("seed", [0, 17, 101])
def test_a_seed_always_gives_the_same_programme(seed: int) -> None:
    first = random_programme(seed)
    assert random_programme(seed) == first
    assert prepare(read(first)) == random_prepared(seed)
    first["name"] = "changed by a caller"
    assert random_programme(seed)["name"] == "Willekeurig"
