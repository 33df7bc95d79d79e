"""The streams of a random programme, shaped so that the rules that are to bind have something to bite on."""

from __future__ import annotations

from typing import Any

from tests.programmes.draft import Draft


def add_streams(draft: Draft) -> None:
    """One free stream that can pay everything in every year, and one to four others."""
    rng = draft.rng
    _provisional(draft)
    draft.measure_figures()
    people = sum(draft.people[wijk, draft.term[0]] for wijk in draft.wijken)
    money = people * rng.randint(60, 400)
    draft.document["streams"] = [_free(draft, money)]
    makers = [_matched] if "co_financing" in draft.rules else []
    makers += [_incidental] if "structural_cover" in draft.rules else []
    others = (_earmarked, _earmarked, _incidental, _matched, _staffless, _possible)
    makers += [rng.choice(others) for _ in range(rng.randint(0 if makers else 1, 3 - len(makers)))]
    for number, make in enumerate(makers):
        draft.document["streams"].append({"id": f"s{number}", **make(draft, money)})


def _provisional(draft: Draft) -> None:
    """A stream to get the proportions of the sowing line from."""
    amounts = {str(draft.term[0]): 10_000_000}
    draft.document["streams"] = [{"id": "gemeente", "partner": "gemeente", "amounts": amounts}]


def _amounts(draft: Draft, yearly: float, shape: str) -> dict[str, float]:
    """Nominal amounts by year, on average about `yearly`, in a shape."""
    rng, count = draft.rng, len(draft.term)
    if shape == "down":
        factor = rng.uniform(0.6, 0.85)
        weights = [factor**i for i in range(count)]
    elif shape == "up":
        factor = rng.uniform(1.25, 1.6)
        weights = [factor**i for i in range(count)]
    elif shape == "front":
        weights = [rng.uniform(2.0, 4.0), *(rng.uniform(0.4, 0.8) for _ in range(count - 1))]
    elif shape == "flat":
        weights = [1.0] * count
    else:
        weights = [rng.uniform(0.6, 1.4) for _ in range(count)]
    scale = yearly * count / sum(weights)
    return {str(year): draft.euros(weight * scale) for year, weight in zip(draft.term, weights, strict=True)}


def _carry_over(draft: Draft, loose: bool) -> dict[str, Any]:
    rng = draft.rng
    carry: dict[str, Any] = {"share": rng.choice((0.5, 0.75, 1)) if loose else rng.choice((0.1, 0.2, 0.3))}
    if not loose and len(draft.term) > 2 and rng.random() < 0.4:
        carry = {"share": rng.choice((0.3, 1)), "until": draft.term[rng.randint(1, len(draft.term) - 2)]}
    return carry


def _free(draft: Draft, money: float) -> dict[str, Any]:
    rng, rules = draft.rng, draft.rules
    shapes = {"carry_over": "front", "persistence": "down", "ramp_up": "up"}
    wanted = [shape for rule, shape in shapes.items() if rule in rules] or ["flat", "wild", "front"]
    shape = rng.choice(wanted)
    stream: dict[str, Any] = {
        "id": "gemeente",
        "partner": "gemeente",
        "amounts": _amounts(draft, money * rng.uniform(0.8, 1.2), shape),
    }
    if "carry_over" in rules:
        stream["carry_over"] = _carry_over(draft, loose=False)
    elif set(rules) & {"persistence", "ramp_up"} or rng.random() < 0.3:
        stream["carry_over"] = _carry_over(draft, loose=True)
    if rng.random() < 0.2:
        stream["opening"] = draft.euros(money * rng.uniform(0.05, 0.3))
    return stream


def _earmarked(draft: Draft, money: float) -> dict[str, Any]:
    """Money for a domain or a wijk, from less to more than its sowing line."""
    rng = draft.rng
    key, ids = rng.choice((("domains", draft.domains), ("wijken", draft.wijken)))
    chosen = [rng.choice(ids)]
    cells = [(w, d) for w, d in draft.cells if (d if key == "domains" else w) in chosen]
    yearly = money * draft.part(cells) * rng.uniform(0.3, 1.5)
    stream: dict[str, Any] = {
        "partner": rng.choice(("rijk", "corporatie")),
        "kind": rng.choice(("structural", "incidental")),
        "amounts": _amounts(draft, yearly, rng.choice(("flat", "wild", "down"))),
        key: chosen,
        "certainty": rng.choice(("confirmed", "expected")),
    }
    if rng.random() < 0.3:
        stream["carry_over"] = _carry_over(draft, loose=rng.random() < 0.5)
    return stream


def _incidental(draft: Draft, money: float) -> dict[str, Any]:
    """Money that structural measures cannot have; large where structural cover is to bind."""
    big = draft.rng.uniform(0.9, 2.0) if "structural_cover" in draft.rules else draft.rng.uniform(0.2, 0.8)
    return {"partner": "rijk", "kind": "incidental", "amounts": _amounts(draft, money * big, "wild")}


def _matched(draft: Draft, money: float) -> dict[str, Any]:
    """An earmarked stream whose match draws other money into its earmark."""
    rng = draft.rng
    stream = _earmarked(draft, money * rng.uniform(0.8, 1.5))
    return {
        **stream,
        "partner": "rijk",
        "match": {
            "ratio": rng.choice((0.5, 0.75, 1, 1.5)),
            "from_layers": rng.choice((["municipality"], ["municipality", "partner"])),
            "scope": rng.choice(("programme", "wijk", "measure")),
            "per": rng.choice(("year", "year", "term")),
        },
    }


def _staffless(draft: Draft, money: float) -> dict[str, Any]:
    """Money that may not pay for staff."""
    yearly = money * draft.rng.uniform(0.2, 0.6)
    return {"partner": "corporatie", "excludes_staff": True, "amounts": _amounts(draft, yearly, "wild")}


def _possible(draft: Draft, money: float) -> dict[str, Any]:
    """Money that does not count."""
    return {"partner": "rijk", "certainty": "possible", "amounts": _amounts(draft, money, "flat")}
