"""Whatever is handed over: figures or problems that can be said, never a traceback."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.cbs import read_boundaries, read_figures
from planning.problems import Problem
from tests.exchange.cbs_files import LBM, SES, STATLINE, TMAP, YEAR_FILE, repacked, said, xlsx
from tests.exchange.test_cbs_boundaries import data, feature

bounded = settings(max_examples=200, deadline=None, derandomize=True)
BOOK = xlsx(("KWB2022", YEAR_FILE))
TABLES = [text.encode() for text in (STATLINE, TMAP, SES, LBM)]
MAP = data(feature(), feature("WK990102"), feature("GM9901"))
SPLICES = [
    b"",
    b";",
    b",",
    b'"',
    b"\n",
    b".",
    b"-",
    b"1e999",
    b"NaN",
    b"=1+1",
    b"\xff",
    b"\x00",
    b"WK990101",
    b"[",
    b"9" * 60,
]

MARKUP = [
    b"<",
    b">",
    b'"',
    b"r=",
    b"<c>",
    b"</c>",
    b"<v>",
    b"</row>",
    b"s",
    b"&#65;",
    b"<!--",
    b"-1",
    b"9" * 30,
    b"\xff",
]
with ZipFile(BytesIO(BOOK)) as held:
    PARTS = {name.rpartition("/")[2].partition(".")[0]: held.read(name) for name in held.namelist() if "xl/" in name}


def sayable(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        said(problem)
        json.dumps(problem.found, default=str).encode()


def mutated(draw: st.DrawFn, content: bytes, splices: list[bytes] = SPLICES) -> bytes:
    """A few pieces of a file taken out, and others put in."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 12)))
        content = content[:start] + draw(st.sampled_from(splices) | st.binary(max_size=6)) + content[end:]
    return content


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    return mutated(draw, draw(st.sampled_from(TABLES)))


@st.composite
def maps(draw: st.DrawFn) -> bytes:
    return mutated(draw, MAP)


@st.composite
def books(draw: st.DrawFn) -> bytes:
    return mutated(draw, BOOK)


@given(
    st.binary(max_size=80)
    | st.sampled_from([b"PK", b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"]).flatmap(
        lambda head: st.binary(max_size=80).map(lambda rest: head + rest)
    )
)
@bounded
def test_any_bytes(content: bytes) -> None:
    reading = read_figures(content)
    assert reading.problems
    sayable(reading.problems)
    sayable(read_boundaries(content).problems)


def test_broken_tables() -> None:
    """Most mutations are found; some leave a file that is right."""
    found: list[bool] = []

    @given(tables())
    @bounded
    def run(content: bytes) -> None:
        reading = read_figures(content)
        sayable(reading.problems)
        found.append(bool(reading.problems))

    run()
    assert found.count(True) > 20
    assert found.count(False) > 20


@st.composite
def parts(draw: st.DrawFn) -> bytes:
    """A workbook that is a good zip, with a part that is broken."""
    name = draw(st.sampled_from(sorted(PARTS)))
    return repacked(BOOK, **{name: mutated(draw, PARTS[name], MARKUP)})


@given(books() | parts())
@settings(bounded, max_examples=400)
def test_broken_workbooks(content: bytes) -> None:
    sayable(read_figures(content).problems)


def test_broken_maps() -> None:
    found: list[bool] = []

    @given(maps())
    @bounded
    def run(content: bytes) -> None:
        read = read_boundaries(content)
        sayable(read.problems)
        found.append(bool(read.problems))

    run()
    assert found.count(True) > 20
    assert found.count(False) > 5


CELLS = st.text(max_size=12) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()


@given(st.lists(st.lists(CELLS, min_size=3, max_size=6), max_size=6))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_cells(rows: list[list[object]]) -> None:
    """Under a good header, in a good workbook."""
    known = ["WK990101", "Noord", 5]
    reading = read_figures(xlsx(("S", [["gwb_code", "regio", "a_inw", "p_ink_li", "g_woz", "jaar"], known, *rows])))
    sayable(reading.problems)
