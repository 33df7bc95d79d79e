"""The conditions of a stream in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from exchange.workbook.book import Book
from exchange.workbook.names import plain
from planning.messages import wording
from planning.programme import Match, Stream


def conditions(book: Book, stream: Stream) -> str:
    """One line that says what the money may be used for, how long, and what it asks of others."""
    said = [*_earmark(book, stream)] or [book.say("conditions.free")]
    if stream.excludes_staff:
        said.append(book.say("conditions.staff"))
    carry = stream.carry_over
    if carry is None or carry.share == 0:
        said.append(book.say("conditions.lapse"))
    else:
        until = book.figures.years[-1] if carry.until is None else carry.until
        said.append(book.say("conditions.carry", share=number(book, 100 * carry.share), until=until))
    if stream.match is not None:
        said.append(_match(book, stream.match))
    return " ".join(said)


def _earmark(book: Book, stream: Stream) -> list[str]:
    labels = {
        "domains": {item.id: item.label for item in book.areas["domain"]},
        "wijken": {item.id: item.label for item in book.areas["wijk"]},
        "measures": {item.id: item.label for item in book.measures},
    }
    barred: list[tuple[str, Sequence[str] | None]] = [
        ("domains", stream.domains),
        ("wijken", stream.wijken),
        ("measures", stream.measures),
    ]
    return [
        book.say(f"conditions.{kind}", names=", ".join(labels[kind].get(one, one) for one in only))
        for kind, only in barred
        if only is not None
    ]


def _match(book: Book, match: Match) -> str:
    layers = ", ".join(book.say(layer).lower() if layer != "state" else book.say(layer) for layer in match.from_layers)
    ratio = number(book, match.ratio)
    scope, per = book.say(f"scope.{match.scope}"), book.say(f"per.{match.per}")
    return book.say("conditions.match", ratio=ratio, layers=plain(layers), scope=scope, per=per)


def number(book: Book, value: Decimal) -> str:
    """A number in words of the language: 1,5 in Dutch."""
    return wording.number(value, book.language)
