"""The rows of a table, understood: which region each is of, and its figures; all that is wrong goes to the findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from exchange.cbs.cells import Formula, Line
from exchange.cbs.numbers import Wrong, figure, plain, whole
from exchange.cbs.problems import Findings, Refused, heading, in_table
from exchange.cbs.topic import PERCENT
from exchange.cbs.topics import CODE, KIND, MUNICIPALITY, NAME, PERIOD, SHORT_CODE, TOPIC, Columns
from exchange.cbs.topics_kwb import COUNTS, RESIDENTS, SHARES
from planning.fields import FIRST_YEAR, LAST_YEAR
from planning.money import EXACT
from planning.reading.place import blank, printable

LONGEST_NAME = 200
MOST_RESIDENTS = 10**9
HUNDRED, TENTH = Decimal(100), Decimal("0.1")

_CODE = re.compile(r"GM\d{4}|WK\d{6}|BU\d{8}", re.ASCII)
_MEANT = re.compile(r"(?:GM|WK|BU)\s*\d.*", re.ASCII)
_OTHER = re.compile(r"(?!GM|WK|BU)[A-Z]{2}\d{2,8}", re.ASCII)
"""Codes of the country, provinces and other regions that are left aside."""
_DIGITS = {"gemeente": ("GM", 4), "wijk": ("WK", 6), "buurt": ("BU", 8)}
"""Letters and length of a code without its letters, by the kind of region."""
_PERIOD = re.compile(r"(\d{4})(?:JJ00)?\**", re.ASCII)


@dataclass(frozen=True)
class Found:
    """A region as a row has it, in one year (None where the table has no years)."""

    code: str
    name: str
    municipality_name: str
    period: int | None
    residents: int | None
    figures: dict[str, Decimal]


@dataclass(frozen=True)
class _Row:
    """The code in a row of the table, and those of its cells that are read, by role or key."""

    number: int
    code: str
    cells: dict[str, str]


class Rows:
    """The rows of one table. First `gather`, then `found` with the decimal mark that `texts` show."""

    def __init__(self, sheet: str, header: list[str], known: Columns, findings: Findings) -> None:
        self._sheet = sheet
        self._header = header
        self._at = known.at
        self._findings = findings
        self._rows: list[_Row] = []
        self._keys = [key for key in known.at if key in TOPIC or key in COUNTS or key == RESIDENTS]

    def gather(self, lines: Iterable[Line]) -> None:
        """Take the lines that are of a region; the rest are titles and sources, other regions, or problems."""
        first = True
        for line in lines:
            if self._findings.full:
                return
            cells = {role: line.cells[at] for role, at in self._at.items() if at < len(line.cells)}
            code = self._code(line, cells, first)
            if code is not None:
                self._rows.append(_Row(line.number, code, cells))
                first = False

    def texts(self) -> Iterator[str]:
        """The texts in which figures stand."""
        for row in self._rows:
            for key in self._keys:
                if type(row.cells.get(key)) is str:
                    yield row.cells[key]

    def found(self, mark: str) -> list[Found]:
        """The regions; `mark` is the decimal mark."""
        found: list[Found] = []
        seen: dict[tuple[str, int | None], int] = {}
        for row in self._rows:
            if self._findings.full:
                break
            period = self._period(row)
            first = seen.setdefault((row.code, period), row.number)
            if first != row.number:
                self._problem("cbs.code_twice", row.number, self._code_role(row.cells), row.code, first=str(first))
            figures = {key: value for key in self._keys if (value := self._figure(row, key, mark)) is not None}
            residents = self._residents(row, figures)
            name, municipality = self._name(row, NAME), self._name(row, MUNICIPALITY)
            found.append(Found(row.code, name, municipality, period, residents, _topics(figures)))
        return found

    # ---- codes ----

    def _code(self, line: Line, cells: dict[str, str], first: bool) -> str | None:
        """The code of a region, or None for a line that is not of one."""
        written = cells.get(CODE, "")
        text = written.strip().upper()
        if _CODE.fullmatch(text) and not isinstance(written, Formula):
            return text
        if SHORT_CODE in cells and not text:
            written = cells[SHORT_CODE]
            text = written.strip().removesuffix(".0")
        kind = cells.get(KIND, "").strip().lower()
        if text.isascii() and text.isdigit() and kind:
            letters, length = _DIGITS.get(kind, ("", 0))
            if not letters:
                return None  # the country
            if len(text) <= length:
                return f"{letters}{text:0>{length}}"
        if _OTHER.fullmatch(text) or not self._is_row(line, text, first):
            return None
        role = self._code_role(cells)
        if first and role == CODE and _is_name(text):
            column = heading(self._at[role], self._header[self._at[role]])
            raise Refused(in_table("cbs.no_codes", self._sheet, line.number, column, written))
        self._problem("cbs.formula" if isinstance(written, Formula) else "cbs.code", line.number, role, written)
        return None

    def _code_role(self, cells: dict[str, str]) -> str:
        return CODE if CODE in self._at and (cells.get(CODE, "").strip() or SHORT_CODE not in self._at) else SHORT_CODE

    def _is_row(self, line: Line, code: str, first: bool) -> bool:
        """Whether a line without a good code was meant as a row: not a title, a source, or units under the header.

        Titles and sources stand in one cell, or two beside each other.
        """
        held = sum(1 for cell in line.cells if cell.strip())
        aside = 2 if len(self._header) > 3 else 1
        units = first and code in ("", "CODE")
        return _MEANT.fullmatch(code) is not None or (held > aside and not units)

    # ---- cells ----

    def _problem(self, code: str, row: int, role: str, found: str, **values: object) -> None:
        at = self._at[role]
        self._findings.add(in_table(code, self._sheet, row, heading(at, self._header[at]), found, **values))

    def _period(self, row: _Row) -> int | None:
        text = row.cells.get(PERIOD, "")
        if not text.strip():
            return None
        match = _PERIOD.fullmatch(text.strip().removesuffix(".0"))
        if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR and not isinstance(text, Formula):
            return int(match[1])
        self._problem("cbs.period", row.number, PERIOD, text)
        return None

    def _name(self, row: _Row, role: str) -> str:
        written = row.cells.get(role, "")
        text = " ".join(written.split())
        if isinstance(written, Formula):
            self._problem("cbs.formula", row.number, role, written)
            return ""
        if text.isascii() and text.isprintable() and len(text) <= LONGEST_NAME:
            return text  # as nearly all are: the rest is looked at with more care
        if len(text) > LONGEST_NAME or not all(printable(one) for one in text):
            self._problem("cbs.name", row.number, role, written)
            return ""
        return "" if blank(text) else text

    def _figure(self, row: _Row, key: str, mark: str) -> Decimal | None:
        written = row.cells.get(key, "")
        try:
            value = figure(written, mark)
            if value is not None:
                _refuse_odd(key, value)
        except Wrong as wrong:
            self._problem(wrong.code, row.number, key, written)
            return None
        return value

    def _residents(self, row: _Row, figures: dict[str, Decimal]) -> int | None:
        value = figures.get(RESIDENTS)
        if value is None:
            return None
        number = whole(value)
        if number is None or number > MOST_RESIDENTS:
            self._problem("cbs.whole" if number is None else "cbs.size", row.number, RESIDENTS, row.cells[RESIDENTS])
            return None
        return number


def _is_name(text: str) -> bool:
    return not any(one.isdigit() for one in text)


def _refuse_odd(key: str, value: Decimal) -> None:
    """Refuse a figure that its topic cannot have."""
    topic = TOPIC.get(key)
    if value < 0 and not (topic and topic.signed):
        raise Wrong("cbs.negative")
    if topic and topic.unit == PERCENT and value > HUNDRED:
        raise Wrong("cbs.percentage")


def _topics(figures: dict[str, Decimal]) -> dict[str, Decimal]:
    """The figures of topics: those in the file, and the percentages that can be made of numbers."""
    topics = {key: value for key, value in figures.items() if key in TOPIC}
    for key, (part, parts) in SHARES.items():
        if key not in topics and part in figures and all(each in figures for each in parts):
            total = sum((figures[each] for each in parts), Decimal(0))  # exact: at most three numbers under 10¹²
            if total > 0 and figures[part] <= total:
                topics[key] = plain(EXACT.divide(HUNDRED * figures[part], total).quantize(TENTH, context=EXACT))
    return topics
