"""A page as its elements, its text and its tables, read with the standard library alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "hr", "input"}


@dataclass
class Element:
    """A tag with its attributes."""

    tag: str
    attributes: dict[str, str]


@dataclass
class Table:
    """The rows of a table as texts, and what its body rows are: "", "group", "subtotal", "total" or "difference"."""

    rows: list[list[str]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def column(self, place: int, kind: str = "") -> list[int]:
        """The amounts of a column, in euros."""
        return [amount(row[place]) for row, is_kind in zip(self.rows, self.kinds, strict=True) if is_kind == kind]


class Page(HTMLParser):
    """A parsed page. Text that is there for narrow pages alone is left out, text for screen readers too."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.tables: dict[str, Table] = {}
        self.text = ""
        self._section = ""
        self._open: list[tuple[str, bool]] = []
        self._cell: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element, and start a section, row or cell."""
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, attributes))
        classes = attributes.get("class", "").split()
        if tag not in VOID:
            hidden = bool({"zp-narrow-only", "visually-hidden", "zp-sub"} & set(classes))
            self._open.append((tag, hidden))
        if tag == "section":
            self._section = attributes["aria-labelledby"]
        if tag == "tr":
            table = self.tables.setdefault(self._section, Table())
            table.rows.append([])
            named = [name.rpartition("-")[2] for name in classes]
            table.kinds.append(named[0] if named else "")
        if tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        """Close an element; elements that nothing closed are a fault of the page."""
        opened, _ = self._open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"
        if tag in ("td", "th") and self._cell is not None:
            self.tables[self._section].rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        """Text, unless it is not for everybody."""
        if any(hidden for _, hidden in self._open):
            return
        self.text += data
        if self._cell is not None:
            self._cell.append(data)


def amount(text: str) -> int:
    """Whole euros of "€ 1.234.567", "€ −1.200" or "geeft € 12"."""
    digits = re.search(r"€\s(\u2212?[\d.]+)$", text)
    assert digits, f"no amount in {text!r}"
    euros = int(digits[1].replace(".", "").replace("\u2212", "-"))
    return -euros if text.startswith("geeft") else euros
