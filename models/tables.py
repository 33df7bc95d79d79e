"""All tables: whoever needs them to be known imports them from here."""

from __future__ import annotations

from models import history, measures, money, people, plans, programme, rules, sign_in, work
from models.base import Base

MODULES = (programme, money, measures, rules, people, plans, history, work, sign_in)
"""The modules that define tables."""
METADATA = Base.metadata
