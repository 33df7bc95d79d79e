"""The figures that Zaaiplan knows: what they are called in files, what they are, and which domain they may serve.

Names in files change by year and by the way in which a file is had: CBS's year files use mnemonics (`g_woz` until
2020, `g_wozbag` after it), StatLine titles ("Gemiddelde WOZ-waarde van woningen"), its open data either titles without
spaces and with a number (`GemiddeldeWOZWaardeVanWoningen_35`) or, since version 4, ids (`M001642`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exchange.cbs.topics_kwb import COUNTS, KWB_TOPICS, RESIDENTS
from exchange.cbs.topics_other import OTHER_TOPICS

TOPICS = (*KWB_TOPICS, *OTHER_TOPICS)
"""All of them, in the order in which they are offered."""
TOPIC = {topic.key: topic for topic in TOPICS}
"""By key: the mnemonic of the year files where there is one."""

CODE, SHORT_CODE, NAME, MUNICIPALITY, KIND, PERIOD = "code", "short code", "name", "municipality", "kind", "period"
"""What else a column can hold: a code with its letters, one without them, names, the kind of region, the year."""

ROLES: dict[str, tuple[str, ...]] = {
    CODE: (
        "gwb_code_10",
        "gwb_code",
        "Codering",
        "Regiocode",
        "Regiocode (gemeente, wijk, buurt)",
        "code",
        "statcode",
        "wk_code",
        "wijkcode",
        "bu_code",
        "buurt_code",
        "Wijken en buurten",
    ),
    SHORT_CODE: ("gwb_code_8",),
    NAME: ("regio", "naam", "name", "statnaam", "wk_naam", "wijknaam", "bu_naam", "buurtnaam", "Wijken en buurten"),
    MUNICIPALITY: ("gm_naam", "Gemeentenaam"),
    KIND: ("recs", "Soort regio"),
    PERIOD: ("Perioden", "Periode", "jaar", "year"),
    RESIDENTS: ("T001036", "Aantal inwoners", "aant_inw", "population"),
    **COUNTS,
    **{topic.key: topic.names for topic in TOPICS},
}
"""Names in files by what a column holds: a role, or the key of a figure. Earlier names go before later ones, and a
key is the last of its names. The titles of topics are none of themselves: "Wmo-cliënten" is a number in one column
and a ratio in another."""

LONGEST_HEADER = 300
"""Characters of a header; longer ones are not looked at."""

_UNIT = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBERED = re.compile(r"_\d+$")


@dataclass(frozen=True)
class Columns:
    """What a header says: the position of each role or figure that is known, and the headers that are not."""

    at: dict[str, int]
    unknown: tuple[str, ...]


def columns(header: Sequence[str]) -> Columns | None:
    """What the cells of a line say as a header; None where it is no header: no codes, or nothing beside them."""
    named: dict[str, int] = {}
    for position, cell in enumerate(header):
        for name in readings(cell) if len(cell) <= LONGEST_HEADER else ():
            named.setdefault(name, position)
    at = {role: found for role, names in _NAMES.items() if (found := _first(names, named)) is not None}
    if at.get(NAME) == at.get(CODE):  # "Wijken en buurten" holds names where another column holds codes, else codes
        at.pop(NAME, None)
    if not {CODE, SHORT_CODE} & at.keys() or not at.keys() - _ABOUT:
        return None
    used = set(at.values())
    unknown = tuple(cell.strip() for position, cell in enumerate(header) if position not in used and cell.strip())
    return Columns(at, unknown)


def readings(header: str) -> Iterator[str]:
    """The ways to read a header, in one form (small letters and digits alone), the fullest first.

    Of a StatLine title, "Inkomen/Inkomen van personen/40% personen met laagste inkomen (%)", the whole, then its last
    part, each with the unit and without; of a key of the open data, "k_40PersonenMetLaagsteInkomen_73", what is in
    between.
    """
    text = header.strip().removeprefix("\ufeff")
    for shown in (text, text.rpartition("/")[2]):
        yield _plain(shown)
        yield _plain(_UNIT.sub("", shown))
    yield _plain(_NUMBERED.sub("", text).removeprefix("k_"))


def _plain(text: str) -> str:
    """Small letters and digits, without accents and marks."""
    return "".join(one for one in unicodedata.normalize("NFKD", text).lower() if one.isascii() and one.isalnum())


def _first(names: Sequence[str], named: dict[str, int]) -> int | None:
    return next((named[name] for name in names if name in named), None)


_ABOUT = {CODE, SHORT_CODE, NAME, MUNICIPALITY, KIND, PERIOD}
_NAMES = {
    role: tuple(dict.fromkeys(_plain(name) for name in (*names, *([role] if role not in _ABOUT else [])) if name))
    for role, names in ROLES.items()
}
