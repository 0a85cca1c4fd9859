"""Who said it: the sources that numbers and statements are taken from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from meshes.anatomy.tables import TableFault
from meshes.assets import asset


@dataclass(frozen=True)
class Source:
    """A publication, a collection, or Retia itself for values nobody measured."""

    key: str
    title: str
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    note: str = ""

    @property
    def citation(self) -> str:
        """Title and year in one line."""
        return self.title if self.year is None else f"{self.title} ({self.year})"


def read_sources(path: Path) -> Mapping[str, Source]:
    """The sources of one file by key.

    Raises
    ------
    TableFault
        If an entry lacks a title or carries a field nobody knows.
    """
    found = {}
    for key, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        unknown = set(entry) - {"title", "year", "doi", "pmid", "note"}
        if unknown or not entry.get("title"):
            wrong = ", ".join(sorted(unknown)) or "title"
            raise TableFault(f"{path.name}, entry {key}: {wrong} is not right")
        found[key] = Source(key, **entry)
    return MappingProxyType(found)


@cache
def load_sources() -> Mapping[str, Source]:
    """Every source of ``assets/anatomy/sources.toml`` by key."""
    return read_sources(asset("anatomy", "sources.toml"))
