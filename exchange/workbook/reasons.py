"""The sheet of reasons: why wijken and domains are not on their sowing line. Only where a plan says why."""

from __future__ import annotations

from exchange.workbook.book import WHY, Book
from exchange.workbook.names import plain
from exchange.workbook.page import euro
from planning.messages.wording import rule_name
from planning.money import cents

WIDTHS = (24, 24, 30, 16, 90, 30)


def write_reasons(book: Book) -> None:
    """A row for each reason, in the order of the plan: the largest of each wijk and domain first.

    The amounts are plain numbers: what a plan without that part would have, which no sum over the ledger gives.
    """
    plan = book.figures.plan
    if WHY not in book.overviews:
        return
    labels = {area: {item.id: item.label for item in book.areas[area]} for area in book.areas}
    page = book.overview(WHY)
    for column, width in enumerate(WIDTHS):
        page.columns(column, column, width)
    note = " ".join((book.say("note.why"), book.say("nominal"), *plan.about_reasons))
    row = page.heading(book.say("sheet.why"), plan.programme, note, book.back, len(WIDTHS))
    if not plan.reasons:
        return
    heads = ("wijk", "domain", "why.rule", "why.euros", "why.sentence", "why.pointer")
    for column, head in enumerate(heads):
        page.put(row, column, book.say(head), "head_right" if head == "why.euros" else "head")
    page.fit_head(row, [book.say(head) for head in heads])
    page.freeze(row, 0)
    for at, reason in enumerate(plan.reasons, row + 1):
        texts = {
            0: labels["wijk"].get(reason.wijk, reason.wijk),
            1: labels["domain"].get(reason.domain, reason.domain),
            2: rule_name(reason.rule, book.language),
            4: reason.sentence,
            5: reason.pointer,
        }
        for column, text in texts.items():
            page.put(at, column, plain(text), "text")
            page.fit(at, column, plain(text))
        page.put(at, 3, euro(cents(reason.euros)), "money")
    page.sheet.autofilter(row, 0, row + len(plan.reasons), len(WIDTHS) - 1)
