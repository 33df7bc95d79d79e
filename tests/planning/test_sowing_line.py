"""The sowing line: worked out by hand, then as properties, then against floats that share no code."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planning.need import needs
from planning.programme import Programme
from planning.sowing_line import SowingLine, income, sowing_line
from tests.builders import programme, stream, wijk

bounded = settings(max_examples=50, deadline=None, derandomize=True)
TWO = [{"id": "school"}, {"id": "werk"}]


def line_of(made: Programme) -> SowingLine:
    return sowing_line(made, needs(made).value)


def lines(**fields: Any) -> dict[tuple[str, str, int], int]:
    return dict(line_of(programme(**fields)).line)


# By hand


def test_proportional_to_residents_and_need() -> None:
    # 400 a year; a: 1000 × 1.5, b: 3000 × 0.5: 1500 and 1500, so 200 each
    wijken = [wijk("a", need={"school": 1.5}), wijk("b", 3000, need={"school": 0.5})]
    found = line_of(programme(years=1, wijken=wijken, streams=[stream("g", 400)]))
    assert found.line == {("a", "school", 2027): 20_000, ("b", "school", 2027): 20_000}
    assert found.equal == {("a", "school", 2027): 10_000, ("b", "school", 2027): 30_000}  # 1 : 3


def test_dial_and_focus() -> None:
    # dial 2: need² 4, 1, 1; focus 1.5 on b: 4 : 1.5 : 1 of 6.5 × 200 euros = 800 : 300 : 200
    wijken = [
        wijk("a", need={"school": 2}),
        wijk("b", need={"school": 1}, focus=[{"domain": "school", "factor": 1.5}]),
        wijk("c", need={"school": 1}),
    ]
    found = line_of(programme(years=1, dial=2, wijken=wijken, streams=[stream("g", 1300)]))
    assert list(found.line.values()) == [80_000, 30_000, 20_000]
    assert list(found.equal.values()) == [43_334, 43_333, 43_333]  # 433.33 each, and the cent to the first


def test_the_mean_keeps_the_dial_from_moving_money_between_domains() -> None:
    # needs (1, 1) and (0.2, 1.8), equal residents: without the mean dial 2 would give 2 : 3.28 (38% and 62%)
    wijken = [wijk("a", need={"school": 1, "werk": 0.2}), wijk("b", need={"school": 1, "werk": 1.8})]
    found = lines(years=1, dial=2, domains=TWO, wijken=wijken, streams=[stream("g", 656)])
    # werk: 328 over 0.04 : 3.24 = 4 and 324
    assert list(found.values()) == [16_400, 400, 16_400, 32_400]


def test_steady_in_real_terms() -> None:
    # prices 1, 1.1, 1.21: M = 993 / 3.31 = 300 real euros a year, whenever the money comes
    for streams in ([stream("g", 993)], [stream("g", 0, 0, 900, opening=93)], [stream("g", 331, 331, 331)]):
        found = lines(index={"default": 0.1}, streams=streams)
        assert list(found.values()) == [30_000, 33_000, 36_300]


def test_residents_per_year() -> None:
    # 100 a year; b grows from 1000 to 3000 and stays: 50/50, 25/75, 25/75
    wijken = [wijk("a"), wijk("b", residents={"2027": 1000, "2028": 3000})]
    found = lines(wijken=wijken)
    assert list(found.values()) == [5_000, 5_000, 2_500, 7_500, 2_500, 7_500]


def test_streams_that_do_not_count_bring_nothing() -> None:
    streams = [stream("g", 90), stream("hoop", 1000, certainty="possible")]
    assert sum(lines(streams=streams).values()) == 9_000
    assert sum(lines(streams=streams, count="all").values()) == 109_000


def test_regular_money_counts_only_where_asked() -> None:
    # 50 a year in prices of 2027; prices rise by 10%: 50 + 55 + 60.50 = 165.50, with 300: 465.50
    fields = {"index": {"default": 0.1}, "regular": [{"wijk": "a", "domain": "school", "per_year": 50}]}
    found = line_of(programme(**fields, count_regular=True))
    assert list(found.regular.values()) == [5_000, 5_500, 6_050]
    assert sum(found.line.values()) == 46_550
    assert sum(line_of(programme(**fields)).line.values()) == 30_000


def test_regular_rows_of_one_cell_add_up() -> None:
    rows = [{"wijk": "a", "domain": "school", "per_year": 50}, {"wijk": "a", "domain": "school", "per_year": 7}]
    assert set(line_of(programme(regular=rows)).regular.values()) == {5_700}


def test_a_norm_is_an_amount_per_resident() -> None:
    # 60 euros × 1000 residents × need 1.2² × focus 1.5 = 129,600; × 1.1 a year later. Income has no part in it
    wijken = [wijk("a", need={"school": 1.2}, focus=[{"domain": "school", "factor": 1.5}])]
    domains = [{"id": "school", "norm": 60}, {"id": "werk"}]
    made = programme(years=2, dial=2, index={"default": 0.1}, wijken=wijken, domains=domains, streams=[])
    found = line_of(made)
    assert [found.line["a", "school", year] for year in (2027, 2028)] == [12_960_000, 14_256_000]
    assert [found.line["a", "werk", year] for year in (2027, 2028)] == [0, 0]  # no norm of its own
    assert found.equal["a", "school", 2027] == 6_000_000


def test_cells_without_a_line() -> None:
    wijken = [wijk("a"), wijk("leeg", 0), wijk("geen", need={"school": 0})]
    domains = [{"id": "school"}, {"id": "werk", "share": 0}]
    found = lines(years=1, wijken=wijken, domains=domains, streams=[stream("g", 100)])
    assert found == {**dict.fromkeys(found, 0), ("a", "school", 2027): 10_000}


def test_without_residents_shares_or_money_there_is_no_line_at_all() -> None:
    assert set(lines(wijken=[wijk("a", 0)]).values()) == {0}
    assert set(lines(domains=[{"id": "school", "share": 0}]).values()) == {0}
    assert set(lines(streams=[]).values()) == {0}


def test_a_domain_without_any_need_leaves_its_money_to_the_others() -> None:
    fields = {"domains": TWO, "wijken": [wijk("a", need={"school": 1, "werk": 0})], "streams": [stream("g", 100)]}
    found = lines(years=1, **fields)
    assert list(found.values()) == [10_000, 0]
    at_zero = lines(years=1, dial=0, **fields)
    assert list(at_zero.values()) == [5_000, 5_000]  # at dial 0 need has no say


def test_income_by_year() -> None:
    made = programme(streams=[stream("g", 10, 0.55, opening=3), stream("r", 5, start=2029)])
    assert income(made) == {2027: 1_300, 2028: 55, 2029: 500}


# Properties


def needs_of(domains: int) -> st.SearchStrategy[dict[str, float]]:
    values = st.one_of(st.just(1), st.integers(20, 500).map(lambda n: n / 100))
    return st.fixed_dictionaries({f"d{d}": values for d in range(domains)})


@st.composite
def documents(draw: st.DrawFn, normed: bool | None = None, focused: bool = True) -> dict[str, Any]:
    """Fields of a programme of up to five wijken, four domains, five years and three streams."""
    width, years = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    focus = st.lists(st.integers(0, width - 1), max_size=2 if focused else 0, unique=True)
    wijken = [
        wijk(
            f"w{i}",
            draw(st.one_of(st.integers(1, 90_000), st.just(0) if i else st.just(500))),
            need=draw(needs_of(width)),
            focus=[{"domain": f"d{d}", "factor": draw(st.sampled_from([0.5, 1.5, 2]))} for d in draw(focus)],
        )
        for i in range(draw(st.integers(1, 5)))
    ]
    norms = draw(st.booleans()) if normed is None else normed
    domains = [
        {"id": f"d{d}", **({"norm": draw(st.integers(1, 500))} if norms else {"share": draw(st.integers(1, 30)) / 10})}
        for d in range(width)
    ]
    amounts = st.integers(0, 10**11).map(lambda cents: cents / 100)
    streams = [
        stream(f"s{i}", *(draw(amounts) for _ in range(years)), opening=draw(amounts))
        for i in range(draw(st.integers(1, 3)))
    ]
    return {
        "years": years,
        "wijken": wijken,
        "domains": domains,
        "streams": streams,
        "dial": draw(st.sampled_from([0, 0.5, 1, 1.5, 2, 4])),
        "index": {"default": draw(st.sampled_from([0, 0.025, -0.01]))},
        "price_base_year": draw(st.sampled_from([2025, 2027, 2030])),
    }


@bounded
@given(documents(normed=False))
def test_all_money_is_in_the_line_and_in_the_equal_share(fields: dict[str, Any]) -> None:
    made = programme(**fields)
    found = line_of(made)
    assert sum(found.line.values()) == sum(found.equal.values()) == sum(income(made).values())


@bounded
@given(documents(normed=False, focused=False))
def test_the_dial_moves_no_money_between_domains(fields: dict[str, Any]) -> None:
    """In every year a domain has the same at any dial, but for a cent per cell."""
    totals = []
    for dial in (0, 1, 2.5):
        found = lines(**{**fields, "dial": dial})
        totals.append({(d, t): sum(x for (_, e, u), x in found.items() if (e, u) == (d, t)) for _, d, t in found})
    cells = len(fields["wijken"]) * len(fields["domains"])
    assert all(abs(amount - other[key]) <= cells for other in totals[1:] for key, amount in totals[0].items())


@bounded
@given(documents())
def test_dial_0_is_equal_per_resident(fields: dict[str, Any]) -> None:
    for each in fields["wijken"]:
        each["focus"] = []
    fields["dial"] = 0
    found = line_of(programme(**fields))
    assert found.line == found.equal
    for (name, domain, year), amount in found.line.items():
        people = {w["id"]: w["residents"] for w in fields["wijken"]}
        together = sum(x for (_, d, t), x in found.line.items() if (d, t) == (domain, year))
        assert abs(amount - together * people[name] / sum(people.values())) <= len(found.line)


@bounded
@given(documents(), st.integers(2, 5))
def test_more_of_everything_is_as_much_more_line(fields: dict[str, Any], times: int) -> None:
    once = lines(**fields)
    for each in fields["streams"]:
        each["opening"] *= times
        each["amounts"] = {year: round(amount * times, 2) for year, amount in each["amounts"].items()}
        each["opening"] = round(each["opening"], 2)
    for each in fields["domains"]:
        if "norm" in each:
            each["norm"] *= times
    more = lines(**fields)
    assert all(abs(more[key] - times * amount) <= times + 1 for key, amount in once.items())


@bounded
@given(documents(normed=False))
def test_twice_the_residents_everywhere_divides_the_same_way(fields: dict[str, Any]) -> None:
    once = lines(**fields)
    for each in fields["wijken"]:
        each["residents"] *= 2
    assert lines(**fields) == once


@bounded
@given(documents())
def test_names_change_nothing(fields: dict[str, Any]) -> None:
    once = list(line_of(programme(**fields)).line.values())
    for place, each in enumerate(fields["wijken"]):
        each["id"] = f"z{9 - place}"
        each["need"] = {f"y{9 - int(d[1:])}": n for d, n in each["need"].items()}
        each["focus"] = [{**focus, "domain": f"y{9 - int(focus['domain'][1:])}"} for focus in each["focus"]]
    for place, each in enumerate(fields["domains"]):
        each["id"] = f"y{9 - place}"
    assert list(line_of(programme(**fields)).line.values()) == once


@bounded
@given(documents())
def test_more_need_never_gets_less(fields: dict[str, Any]) -> None:
    assume(fields["dial"] > 0)
    before = lines(**fields)
    fields["wijken"][0]["need"]["d0"] = round(fields["wijken"][0]["need"]["d0"] * 1.5, 4)
    after = lines(**fields)
    assert all(after["w0", "d0", year] >= before["w0", "d0", year] - 1 for year in range(2027, 2027 + fields["years"]))


# Against floats


def in_floats(fields: dict[str, Any]) -> dict[tuple[str, str, int], float]:
    """The formulas of docs/formulation.md, in euros, from the plain document."""
    years = range(2027, 2027 + fields["years"])
    rise = 1 + fields["index"]["default"]
    price = {year: rise ** (year - fields["price_base_year"]) for year in years}
    money = sum(s["opening"] + sum(s["amounts"].values()) for s in fields["streams"]) / sum(price.values())
    found: dict[tuple[str, str, int], float] = {}
    for year in years:
        weights: dict[tuple[str, str], float] = {}
        for domain in fields["domains"]:
            powered = {w["id"]: w["need"][domain["id"]] ** fields["dial"] for w in fields["wijken"]}
            people = {w["id"]: w["residents"] for w in fields["wijken"]}
            mean = sum(people[w] * powered[w] for w in people) / sum(people.values())
            for each in fields["wijken"]:
                focus = {f["domain"]: f["factor"] for f in each["focus"]}.get(domain["id"], 1)
                cell = (each["id"], domain["id"])
                if "norm" in domain:
                    found[(*cell, year)] = (
                        price[year] * domain["norm"] * each["residents"] * focus * powered[each["id"]]
                    )
                else:
                    weights[cell] = domain["share"] * each["residents"] * focus * powered[each["id"]] / mean
        for cell, weight in weights.items():
            found[(*cell, year)] = price[year] * money * weight / sum(weights.values())
    return found


@bounded
@given(documents())
def test_the_line_as_floats_have_it(fields: dict[str, Any]) -> None:
    found = lines(**fields)
    expected = in_floats(fields)
    assert found.keys() == expected.keys()
    assert all(abs(amount / 100 - expected[key]) < 0.02 + 1e-8 * expected[key] for key, amount in found.items())


def test_large_and_uneven_programmes_lose_nothing() -> None:
    wijken = [wijk(f"w{i}", 1 + 997 * i, need={"school": 0.2 + 0.013 * i}) for i in range(300)]
    made = programme(years=30, dial=1.7, wijken=wijken, streams=[stream("g", 999_999_999.99, opening=0.01)])
    assert sum(line_of(made).line.values()) == 10**11


@pytest.mark.parametrize("dial", [0, 1, 3.7])
def test_the_same_need_everywhere_is_the_equal_share(dial: float) -> None:
    wijken = [wijk(f"w{i}", 100 + 37 * i, need={"school": 1.35}) for i in range(9)]
    found = line_of(programme(dial=dial, wijken=wijken, streams=[stream("g", 1000)]))
    assert found.line == found.equal
