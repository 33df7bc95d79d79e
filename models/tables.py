"""All tables: whoever needs them to be known imports them from here."""

from __future__ import annotations

from models import measures, money, programme, rules
from models.base import Base

MODULES = (programme, money, measures, rules)
"""The modules that define tables."""
METADATA = Base.metadata
