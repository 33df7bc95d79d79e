"""Documents drawn by Hypothesis: valid ones that use every field, and junk."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from planning.reading.place import blank, printable

WIJKEN, DOMAINS, STREAMS, MEASURES = (
    ["noord", "zuid-1"],
    ["school", "4.3"],
    ["rijk", "stad"],
    ["les", "ploeg", "bureau"],
)
TERM = ["2027", "2028", "2029"]

money = st.decimals(0, 10**12, places=2)
fraction = st.decimals(0, 1, places=4)
weight = st.decimals("0.0001", 100, places=4)
years = st.sampled_from([int(year) for year in TERM])
line = st.text(st.characters(exclude_categories=["Cn"]).filter(printable), max_size=20)
named = line.filter(lambda text: not text or not blank(text))
strength = st.sampled_from(["must", "aim"])


def some(*names: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object with some of the names."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, values))


def obj(*, required: dict[str, Any] | None = None, **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """An object with fields that may be left out and fields that may not ("from_" is "from")."""
    needed = {
        name: held if isinstance(held, st.SearchStrategy) else st.just(held) for name, held in (required or {}).items()
    }
    return st.fixed_dictionaries(needed, optional={name.rstrip("_"): held for name, held in optional.items()})


def or_null(held: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | held


def part_of(names: list[str]) -> st.SearchStrategy[Any]:
    return or_null(st.lists(st.sampled_from(names), unique=True))


def _wijk(identifier: str) -> st.SearchStrategy[Any]:
    count = st.integers(0, 10**9)
    residents = count | st.dictionaries(st.sampled_from(["2026", *TERM]), count, min_size=1)
    focus = obj(required={"domain": st.sampled_from(DOMAINS)}, factor=weight, reason=line)
    return obj(
        required={"id": identifier, "residents": residents},
        name=named,
        code=line,
        need=some(*DOMAINS, values=st.decimals(0, 100, places=6)),
        focus=st.lists(focus, max_size=2, unique_by=lambda each: each["domain"]),
        baseline=some(*DOMAINS, values=money),
    )


def _stream(identifier: str) -> st.SearchStrategy[Any]:
    layers = st.lists(st.sampled_from(["municipality", "state", "partner"]), min_size=1, unique=True)
    return obj(
        required={"id": identifier, "partner": "gemeente"},
        name=named,
        kind=st.sampled_from(["structural", "incidental"]),
        opening=money,
        amounts=some(*TERM, values=money),
        domains=part_of(DOMAINS),
        wijken=part_of(WIJKEN),
        measures=part_of(MEASURES),
        excludes_staff=st.booleans(),
        carry_over=or_null(obj(share=fraction, until=or_null(years))),
        match=or_null(
            obj(
                ratio=weight,
                from_layers=layers,
                scope=st.sampled_from(["programme", "wijk", "measure"]),
                per=st.sampled_from(["year", "term"]),
            )
        ),
        certainty=st.sampled_from(["confirmed", "expected", "possible"]),
        probability=fraction,
    )


def _measure(identifier: str, **fields: Any) -> st.SearchStrategy[Any]:
    cell = obj(required={"wijk": st.sampled_from(WIJKEN), "domain": st.sampled_from(DOMAINS)}, weight=weight)
    cells = st.lists(cell, min_size=1, max_size=4, unique_by=lambda each: (each["wijk"], each["domain"]))
    return obj(
        required={"id": identifier, "serves": cells, "max_per_year": st.decimals(1, 10**12, places=2), **fields},
        name=named,
        lead=line,
        kind=st.sampled_from(["structural", "incidental"]),
        last_year=or_null(years),
        min_per_year=st.decimals(0, 1, places=2),
        min_years=st.integers(1, 10),
        indexed=st.booleans(),
        staff=st.just(True),
        fte_per_million=st.just(0),
        room=or_null(st.just("professional")),
        indicator=or_null(line),
        already_running=st.lists(st.integers(2000, 2026), max_size=2),
        benefit=weight,
    )


def _rules() -> st.SearchStrategy[Any]:
    half = st.decimals(0, Decimal("0.5"), places=3)  # together no more than all there is
    floor = obj(required={"wijk": st.sampled_from(WIJKEN), "per_resident": money}, from_=or_null(years))
    return obj(
        structural_cover=or_null(obj(from_=or_null(years), strength=strength)),
        floors=st.lists(floor, max_size=2, unique_by=lambda each: (each["wijk"], each.get("from"))),
        hold_harmless=or_null(obj(share=fraction, strength=strength)),
        focus_minimum=or_null(obj(share=fraction, strength=strength)),
        persistence=or_null(obj(max_drop=fraction, cells=st.sampled_from(["focus", "all"]), strength=strength)),
        ramp_up=or_null(obj(max_growth=weight, strength=strength)),
        staff_capacity=some(*DOMAINS, values=some(*TERM, values=weight)),
        frontline_room=or_null(obj(required={"share": half}, strength=strength)),
        resident_initiatives=or_null(obj(required={"share": half}, strength=strength)),
        per_resident_ratio=or_null(obj(max=st.decimals(1, 10, places=3), strength=strength)),
    )


def _previous() -> st.SearchStrategy[Any]:
    spend = {"stream": "weg", "measure": "open:noord:school", "year": years, "amount": money}
    return obj(
        required={
            "zaaiplan_plan": 1,
            "programme": line,
            "programme_sha256": "0" * 64,
            "status": st.sampled_from(["optimal", "gap"]),
        },
        spend=st.lists(obj(required=spend), max_size=2),
        solver=obj(required={"engine": line}, seconds=or_null(fraction)),
    )


def documents() -> st.SearchStrategy[dict[str, Any]]:
    """Valid documents, numbers as Decimals."""
    requires = [{"measure": "les", "lag": 1, "share": Decimal("0.50")}]
    figures = some(*WIJKEN, values=st.decimals(-(10**6), 10**6, places=3))
    indicator = obj(required={"id": "i", "domain": st.sampled_from(DOMAINS)}, values=figures, reference=or_null(weight))
    paid = {"stream": "vrij", "measure": "bureau", "year": years, "amount": money}
    regular = {"wijk": st.sampled_from(WIJKEN), "domain": st.sampled_from(DOMAINS), "per_year": money}
    free = {"id": "vrij", "partner": "gemeente"}
    return obj(
        required={
            "zaaiplan": 1,
            "name": named.filter(bool),
            "start_year": 2027,
            "years": 3,
            "domains": st.tuples(*(obj(required={"id": each}, share=weight, taakveld=line) for each in DOMAINS)),
            "wijken": st.tuples(*map(_wijk, WIJKEN)),
            "partners": [{"id": "gemeente"}, {"id": "r", "layer": "state"}],
            "streams": st.tuples(*map(_stream, STREAMS), st.just(free)),
            "measures": st.tuples(
                _measure("les"), _measure("ploeg", requires=requires), st.just({"id": "bureau", "serves": "programme"})
            ),
        },
        municipality=line,
        price_base_year=or_null(st.integers(2000, 2050)),
        index=obj(default=fraction, by_year=some("1999", "2028", values=fraction)),
        dial=st.decimals(0, 4, places=3),
        evenness=st.decimals("0.25", 4, places=3),
        steadiness=fraction,
        count=st.sampled_from(["confirmed", "expected", "all"]),
        count_regular=st.booleans(),
        indicators=st.lists(indicator, max_size=1),
        need_method=st.sampled_from(["ratio", "z_score", "percentile", "min_max"]),
        regular=st.lists(obj(required=regular), max_size=2),
        commitments=st.lists(obj(required=paid), max_size=2),
        rules=_rules(),
        objective=st.sampled_from(["coverage", "benefit"]) | obj(coverage=weight, benefit=weight),
        round_to=st.integers(1, 10**6),
        previous=or_null(_previous()),
    )


junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from(["a", "school", "les", "programme", "resident", "2027", "\ud800", "x\x00", "from_"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.sampled_from(["id", "wijk", "2027", "measure"]), inner, max_size=3)
    ),
    max_leaves=6,
)
"""Any JSON value."""


def as_text(document: Any, indent: int | None = None) -> str:
    """JSON text with every digit of the Decimals, which are written as numbers."""
    marked = json.dumps(document, indent=indent, default=lambda number: f"\x00{number:f}\x00")
    return marked.replace('"\\u0000', "").replace('\\u0000"', "")


def paths(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all values in a document, the whole first."""
    below = (
        list(node.items())
        if isinstance(node, dict)
        else list(enumerate(node))
        if isinstance(node, list | tuple)
        else []
    )
    return [path, *(found for key, value in below for found in paths(value, (*path, key)))]
