"""Figures of CBS into a programme: Kerncijfers wijken en buurten, SES-WOA, Leefbaarometer, and maps of wijken.

    reading = read_figures(data, "kwb-2022.xlsx")   # a dry run: reading.problems lists all that is wrong
    municipalities(reading), wijken(reading, "GM0599"), reading.topics
    programme(reading, ["WK059910", "WK059915"], name="Rotterdam-Zuid", start_year=2027)
    read_boundaries(geojson)                        # by code of the wijk

Nothing is kept, and nothing is fetched unless `fetch` is called. What is in `__all__` is public.
"""

from exchange.cbs.boundaries import Boundaries, read_boundaries
from exchange.cbs.cells import LARGEST, MOST_ROWS
from exchange.cbs.choosing import Choice, Municipality, document, municipalities, programme, usual_choices, wijken
from exchange.cbs.network import TABLES, fetch
from exchange.cbs.problems import TableProblem
from exchange.cbs.reading import Reading, Region, merged, read_figures
from exchange.cbs.topic import Topic
from exchange.cbs.topics import TOPIC, TOPICS

__all__ = [
    "LARGEST",
    "MOST_ROWS",
    "TABLES",
    "TOPIC",
    "TOPICS",
    "Boundaries",
    "Choice",
    "Municipality",
    "Reading",
    "Region",
    "TableProblem",
    "Topic",
    "document",
    "fetch",
    "merged",
    "municipalities",
    "programme",
    "read_boundaries",
    "read_figures",
    "usual_choices",
    "wijken",
]
