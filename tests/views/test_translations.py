"""Every sentence of the pages has its English, and what is compiled is what stands in the file."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
HOLES = re.compile(r"%\(\w+\)[sd]")


def kept() -> Catalog:
    with SOURCE.open("rb") as file:
        return read_po(file, locale="en")


def on_pages() -> set[str]:
    """The Dutch of views and templates; of a singular and a plural the singular."""
    found = set()
    for folder, kind in (("views", "python"), ("templates", "jinja2")):
        for _, _, said, _, _ in extract_from_dir(ROOT / folder, [("**.*", kind)], keywords=KEYWORDS):
            found.add(said if isinstance(said, str) else said[0])
    return found


def test_every_sentence_has_its_english_and_no_other() -> None:
    there = {message.id if isinstance(message.id, str) else message.id[0]: message.string for message in kept()}
    there.pop("", None)
    assert len(on_pages()) > 100
    assert set(there) == on_pages(), "run: make translations"
    assert [
        dutch for dutch, english in there.items() if not all([english] if isinstance(english, str) else english)
    ] == []


def test_what_is_filled_in_is_the_same() -> None:
    for message in kept():
        dutch = [message.id] if isinstance(message.id, str) else list(message.id)
        english = [message.string] if isinstance(message.string, str) else list(message.string)
        for one, other in zip(dutch, english, strict=True):
            assert sorted(HOLES.findall(one)) == sorted(HOLES.findall(other)), one


def test_what_is_compiled_is_what_stands_there() -> None:
    with SOURCE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in kept():
        if isinstance(message.id, str):
            assert not message.id or compiled.gettext(message.id) == message.string
        else:
            assert tuple(compiled.ngettext(*message.id, n) for n in (1, 2)) == tuple(message.string)
