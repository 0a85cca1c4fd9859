"""Names and numbers of the terminologies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from meshes.anatomy.tables import rows
from meshes.assets import asset


@dataclass(frozen=True)
class Term:
    """One entry; identifiers that are not known are None, never guessed."""

    key: str
    english: str
    latin: str
    ta2: str | None
    ta98: str | None
    fma: str | None


NO_TERM = Term("", "", "", None, None, None)
"""Stands for a structure no terminology names."""


@cache
def load_terms() -> Mapping[str, Term]:
    """Every term of ``assets/anatomy/terms.csv`` by key."""
    found = {}
    for row in rows(asset("anatomy", "terms.csv")):
        numbers = (row[column] or None for column in ("ta2", "ta98", "fma"))
        found[row["key"]] = Term(row["key"], row["english"], row["latin"], *numbers)
    return MappingProxyType(found)
