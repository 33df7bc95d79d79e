"""Every sentence the tool says about a programme or a plan, in Dutch and English, by code.

A catalogue is a dict from code to (Dutch, English); the texts are `str.format` templates with the forms of
`planning.messages.wording`: amounts are passed as whole cents and shown as euros.
"""

from __future__ import annotations

from typing import Any

from planning.messages.aims import AIMS
from planning.messages.alternatives import ALTERNATIVES
from planning.messages.cbs import CBS
from planning.messages.checks import CHECKS
from planning.messages.clashes import CLASHES
from planning.messages.documents import DOCUMENTS
from planning.messages.market import MARKET
from planning.messages.planning import PLANNING
from planning.messages.reasons import REASONS
from planning.messages.stages import STAGES
from planning.messages.storage import STORAGE
from planning.messages.verify import VERIFY
from planning.messages.whatif import WHATIF
from planning.messages.wording import Language, Wording, amount, large
from planning.messages.workbook_in import WORKBOOK_IN

__all__ = ["CATALOGUE", "Language", "amount", "large", "say"]

CATALOGUE: dict[str, tuple[str, str]] = {
    **AIMS,
    **ALTERNATIVES,
    **CBS,
    **CHECKS,
    **CLASHES,
    **DOCUMENTS,
    **MARKET,
    **PLANNING,
    **REASONS,
    **STAGES,
    **STORAGE,
    **VERIFY,
    **WHATIF,
    **WORKBOOK_IN,
}


def say(code: str, language: Language = "nl", **values: Any) -> str:
    """The sentence of `code`, with `values` filled in. Codes that end in `.expected` may be absent (empty text).

    Raises:
        KeyError: for a code without a sentence.
    """
    if code.endswith(".expected") and code not in CATALOGUE:
        return ""
    return Wording(language).vformat(CATALOGUE[code][0 if language == "nl" else 1], (), values)
