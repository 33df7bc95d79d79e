"""Boundaries of wijken from GeoJSON (RFC 7946): polygons in WGS84, by the code of the wijk.

Coordinates are floats: they are drawn, never added up. Whether a boundary crosses itself is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from exchange.cbs.cells import LARGEST
from exchange.cbs.problems import Findings
from planning.messages import Language
from planning.messages.cbs import AREA
from planning.problems import InvalidDocument, Problem
from planning.reading.place import Number, Words, clean, shown
from planning.reading.text import content

MOST_FEATURES, MOST_POSITIONS = 20_000, 400_000
"""Areas, and points in all of them: the country's wijken, simplified, take about 200,000."""
MOST_VALUES = 4 * MOST_POSITIONS
"""Numbers, texts and lists in the file."""
EAST, NORTH = (3.0, 8.0), (50.0, 54.0)
"""Degrees between which the European Netherlands lie."""
CODES = ("code", "statcode", "wijkcode", "wk_code", "gwb_code", "gwb_code_10")
"""Properties that may hold the code, in small letters."""

_WIJK = re.compile(r"WK\d{6}", re.ASCII)
_REGION = re.compile(r"(?:GM|BU|NL)\d{2,8}", re.ASCII)
_GEOJSON = Words("een GeoJSON-bestand", "A GeoJSON file")
_RD = re.compile(r"28992|7415|amersfoort", re.IGNORECASE)

Ring = list[list[float]]


@dataclass(frozen=True)
class Boundaries:
    """GeoJSON geometries (Polygon or MultiPolygon) by code of the wijk, and all that is wrong with the file."""

    geometries: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Area:
    """A feature in words: "Gebied nr. 3 (WK059910)"."""

    number: int
    code: str

    def spoken(self, language: Language) -> str:
        """The feature."""
        code = f" ({clean(self.code)})" if self.code else ""
        return AREA[0 if language == "nl" else 1].format(number=Number(self.number).spoken(language), code=code)


def read_boundaries(data: bytes) -> Boundaries:
    """The boundaries of wijken in a GeoJSON file; areas of other kinds are left aside. Never raises."""
    try:
        read = content(data, LARGEST, MOST_VALUES, _GEOJSON)
    except InvalidDocument as invalid:
        return Boundaries(problems=tuple(invalid.problems))
    features = read.values.get("features")
    if read.values.get("type") != "FeatureCollection" or not isinstance(features, list):
        return _refused("cbs.map_kind", found=shown(read.values.get("type")))
    if len(features) > MOST_FEATURES:
        return _refused("cbs.map_features", most=Number(MOST_FEATURES))
    if _RD.search(str(read.values.get("crs"))[:1_000]):
        return _refused("cbs.map_rd")
    reader = _Reader()
    reader.read(features)
    whole = reader.whole_map()
    if whole is not None:
        return _refused(whole)
    if reader.positions > MOST_POSITIONS:
        return _refused("cbs.map_positions", most=Number(MOST_POSITIONS))
    if not reader.geometries and not reader.findings.problems:
        return _refused("cbs.map_empty")
    return Boundaries(reader.geometries, tuple(reader.findings.problems))


def _refused(code: str, found: Any = None, **values: Any) -> Boundaries:
    return Boundaries(problems=(Problem("", code, values, found),))


class _Reader:
    """Reads features one by one."""

    def __init__(self) -> None:
        self.geometries: dict[str, dict[str, Any]] = {}
        self.findings = Findings()
        self.positions = 0
        self._low, self._high = [1e9, 1e9], [-1e9, -1e9]

    def read(self, features: list[Any]) -> None:
        """All features, until there are too many positions or problems."""
        for number, feature in enumerate(features):
            if self.positions > MOST_POSITIONS or self.findings.full:
                return
            self._feature(number, feature)

    def whole_map(self) -> str | None:
        """What is wrong with all coordinates alike: those of the Dutch grid, or latitude and longitude swapped."""
        if not self.geometries:
            return None
        (west, south), (east, north) = self._low, self._high
        if _within((west, east), (-7_000, 300_000)) and _within((south, north), (289_000, 629_000)):
            return "cbs.map_rd"
        if _within((west, east), NORTH) and _within((south, north), EAST):
            return "cbs.map_swapped"
        return None

    def _feature(self, number: int, feature: Any) -> None:
        held = feature if isinstance(feature, dict) else {}
        code = _code(held.get("properties"))
        if _REGION.fullmatch(code):
            return
        if not _WIJK.fullmatch(code):
            self._problem("cbs.map_code", number, code, "properties")
            return
        if code in self.geometries:
            self._problem("cbs.map_code_twice", number, code, "properties")
            return
        geometry = held.get("geometry")
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
            self._problem("cbs.map_geometry", number, code, "geometry", kind)
            return
        shape = self._shape(kind, geometry.get("coordinates"))
        if shape is None:
            self._problem("cbs.map_ring", number, code, "geometry/coordinates")
            return
        self.geometries[code] = {"type": kind, "coordinates": shape}
        self._place(number, code, kind, shape)

    def _shape(self, kind: str, coordinates: Any) -> list[Any] | None:
        """The coordinates as floats, without heights; None where they are not those of a surface."""
        if not isinstance(coordinates, list) or not coordinates:
            return None
        polygons = [coordinates] if kind == "Polygon" else coordinates
        shape: list[list[Ring]] = []
        for polygon in polygons:
            if not isinstance(polygon, list) or not polygon:
                return None
            rings = [_ring(ring) for ring in polygon]
            if any(ring is None for ring in rings):
                return None
            shape.append([ring for ring in rings if ring is not None])
            self.positions += sum(len(ring) for ring in shape[-1])
        return shape[0] if kind == "Polygon" else shape

    def _place(self, number: int, code: str, kind: str, shape: list[Any]) -> None:
        """Note how far an area reaches, and tell where that is outside the Netherlands."""
        points = list(_points(shape if kind == "MultiPolygon" else [shape]))
        low, high = [min(axis) for axis in zip(*points, strict=True)], [max(axis) for axis in zip(*points, strict=True)]
        self._low = [min(pair) for pair in zip(self._low, low, strict=True)]
        self._high = [max(pair) for pair in zip(self._high, high, strict=True)]
        if not (_within((low[0], high[0]), EAST) and _within((low[1], high[1]), NORTH)):
            self._problem("cbs.map_outside", number, code, "geometry")

    def _problem(self, problem: str, number: int, code: str, part: str, found: Any = None) -> None:
        about = {"place": Area(number + 1, code), "value": clean(code)}
        self.findings.add(Problem(f"/features/{number}/{part}", problem, about, shown(found)))


def _within(span: tuple[float, float], limits: tuple[float, float]) -> bool:
    return limits[0] <= span[0] and span[1] <= limits[1]


def _code(properties: Any) -> str:
    """The code among the properties of a feature; empty where there is none."""
    if not isinstance(properties, dict):
        return ""
    named = {str(key).lower(): value for key, value in properties.items()}
    texts = (named[name].strip().upper() for name in CODES if isinstance(named.get(name), str))
    return next((text for text in texts if text), "")


def _ring(ring: Any) -> Ring | None:
    """A closed ring of at least four positions, as floats."""
    if not isinstance(ring, list) or len(ring) < 4:
        return None
    positions = [_position(position) for position in ring]
    if any(position is None for position in positions) or positions[0] != positions[-1]:
        return None
    return [position for position in positions if position is not None]


def _position(position: Any) -> list[float] | None:
    """Longitude and latitude; the height, where there is one, is left out. The door has made numbers finite."""
    if not isinstance(position, list) or len(position) not in (2, 3):
        return None
    if any(isinstance(number, bool) or not isinstance(number, int | Decimal) for number in position):
        return None
    return [float(position[0]), float(position[1])]


def _points(polygons: list[list[Ring]]) -> Iterator[list[float]]:
    for polygon in polygons:
        for ring in polygon:
            yield from ring
