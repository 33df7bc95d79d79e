"""Maps of wijken: read, or refused with the reason."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exchange.cbs import read_boundaries
from exchange.cbs.boundaries import MOST_FEATURES, MOST_POSITIONS
from exchange.cbs.cells import LARGEST
from planning.problems import Problem
from tests.exchange.cbs_files import SHARED, said

SQUARE = [[4.0, 52.0], [4.1, 52.0], [4.1, 52.1], [4.0, 52.1], [4.0, 52.0]]
HOLE = [[4.02, 52.02], [4.03, 52.02], [4.03, 52.03], [4.02, 52.02]]


def feature(
    code: Any = "WK990101", coordinates: Any = None, kind: str = "Polygon", name: str = "code"
) -> dict[str, Any]:
    shape = [SQUARE] if coordinates is None else coordinates
    return {"type": "Feature", "properties": {name: code}, "geometry": {"type": kind, "coordinates": shape}}


def data(*features: Any, **fields: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **fields}).encode()


def only(content: bytes) -> Problem:
    found = read_boundaries(content).problems
    assert len(found) == 1, [said(problem) for problem in found]
    assert said(found[0])
    return found[0]


def test_surfaces_by_code() -> None:
    high = [[*position, 12.5] for position in SQUARE]
    found = read_boundaries(
        data(
            feature(),
            feature("wk990102  ", [[SQUARE, HOLE], [SQUARE]], "MultiPolygon", "WK_CODE"),
            feature("WK990103", [high], name="statcode"),
            feature("GM9901"),
            feature("BU99010101"),
        )
    )
    assert found.problems == ()
    assert dict(found.geometries) == {
        "WK990101": {"type": "Polygon", "coordinates": [SQUARE]},
        "WK990102": {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [SQUARE]]},
        "WK990103": {"type": "Polygon", "coordinates": [SQUARE]},
    }
    assert all(isinstance(number, float) for number in found.geometries["WK990101"]["coordinates"][0][0])


@pytest.mark.parametrize("name", ["code", "statcode", "wijkcode", "WK_CODE", "gwb_code", "WijkCode"])
def test_names_of_the_code(name: str) -> None:
    assert list(read_boundaries(data(feature(name=name))).geometries) == ["WK990101"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (feature(None), "cbs.map_code"),
        (feature(5), "cbs.map_code"),
        (feature("Noord"), "cbs.map_code"),
        (feature(name="naam"), "cbs.map_code"),
        ({"type": "Feature", "properties": None, "geometry": None}, "cbs.map_code"),
        ("nothing", "cbs.map_code"),
        ({"properties": {"code": "WK990101"}, "geometry": None}, "cbs.map_geometry"),
        (feature(kind="Point", coordinates=[4, 52]), "cbs.map_geometry"),
        (feature(kind="GeometryCollection"), "cbs.map_geometry"),
        (feature(coordinates=[]), "cbs.map_ring"),
        (feature(coordinates="x"), "cbs.map_ring"),
        (feature(coordinates=[SQUARE[:4]]), "cbs.map_ring"),
        (feature(coordinates=[[SQUARE[0]] * 3]), "cbs.map_ring"),
        (feature(coordinates=[[[4.0]] * 5]), "cbs.map_ring"),
        (feature(coordinates=[[["4", "52"]] * 5]), "cbs.map_ring"),
        (feature(coordinates=[[[True, False]] * 5]), "cbs.map_ring"),
        (feature(coordinates=[SQUARE], kind="MultiPolygon"), "cbs.map_ring"),
        (feature(coordinates=[[]], kind="MultiPolygon"), "cbs.map_ring"),
        (feature(coordinates=[[[9.0, 52.0], *SQUARE[1:4], [9.0, 52.0]]]), "cbs.map_outside"),
    ],
)
def test_areas_that_cannot_be(wrong: Any, code: str) -> None:
    found = read_boundaries(data(feature("WK990109"), wrong))
    assert [problem.code for problem in found.problems] == [code]
    assert found.problems[0].pointer.startswith("/features/1/")
    assert said(found.problems[0]).startswith("Gebied nr. 2")
    assert "WK990109" in found.geometries


def test_doubled_codes() -> None:
    assert said(only(data(feature(), feature()))) == "Gebied nr. 2 (WK990101): WK990101 staat er twee keer in."


def test_coordinates_of_the_dutch_grid() -> None:
    grid = [[[92_000, 436_000], [93_000, 436_000], [93_000, 437_000], [92_000, 436_000]]]
    problem = only(data(feature(coordinates=grid)))
    assert problem.code == "cbs.map_rd"
    assert "WGS84" in problem.expected()
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    assert only(data(feature(), crs=crs)).code == "cbs.map_rd"


def test_latitude_before_longitude() -> None:
    assert only(data(feature(coordinates=[[[y, x] for x, y in SQUARE]]))).code == "cbs.map_swapped"


def test_files_that_are_no_map() -> None:
    assert only(b"").code == "empty_file"
    assert only(b"[1]").code == "not_a_document"
    assert only(b'{"type": "Feature"}').code == "cbs.map_kind"
    assert only(b'{"type": "FeatureCollection", "features": {}}').code == "cbs.map_kind"
    assert only(data()).code == "cbs.map_empty"
    assert only(data(feature("GM9901"))).code == "cbs.map_empty"
    assert only(b"[" * 100_000).code == "too_deep"
    assert only(b"\xff\xfe").code == "not_utf8"


def test_more_than_is_read() -> None:
    assert only(b" " * (LARGEST + 1)).code == "file_too_large"
    assert only(data(*([0] * (MOST_FEATURES + 1)))).code == "cbs.map_features"
    ring = ",".join(["[4,52]"] * (MOST_POSITIONS + 1))
    shape = data(feature(coordinates=["ring"])).replace(b'"ring"', f"[{ring}]".encode())
    assert only(shape).code == "cbs.map_positions"


def test_maps_of_the_netherlands() -> None:
    folder = SHARED / "geo"
    if not folder.is_dir():
        pytest.skip("the shared folder with maps is not here")
    found = read_boundaries((folder / "wijken_2022_19_nplv_gemeenten_wgs84.geojson").read_bytes())
    assert (found.problems, len(found.geometries)) == ((), 463)
    rotterdam = read_boundaries((folder / "wijken_2022_rotterdam_wgs84.geojson").read_bytes())
    assert rotterdam.problems == ()
    assert len(rotterdam.geometries) == 21
    assert rotterdam.geometries["WK059901"]["coordinates"][0][0][0] == [4.49707, 51.92377]
