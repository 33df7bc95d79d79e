"""What seeded programmes of every size have in common."""

from __future__ import annotations

import random
from typing import Any

DOMAINS = ("school", "werk", "inkomen", "gezondheid", "wonen", "veiligheid")
START, YEARS = 2027, 10
LAST = START + YEARS - 1
RISE = 1.025
"""Of prices, from year to year."""


def wijk(chance: random.Random, number: int) -> dict[str, Any]:
    """A wijk with needs, one focus domain and a baseline."""
    need = {domain: round(chance.uniform(0.6, 1.7), 2) for domain in DOMAINS}
    worst = max(need, key=lambda domain: need[domain])
    residents = chance.randrange(5000, 90000, 5)
    return {
        "id": f"wijk-{number}",
        "residents": residents,
        "need": need,
        "focus": [{"domain": worst, "factor": 1.5, "reason": "De opgave is hier het grootst."}],
        "baseline": {domain: residents * chance.randrange(10, 60) for domain in DOMAINS},
    }
