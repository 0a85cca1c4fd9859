"""Numbers with unit, spread, source and certainty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from math import sqrt
from pathlib import Path
from types import MappingProxyType

from meshes.anatomy.sources import load_sources
from meshes.anatomy.tables import Row, rows
from meshes.assets import asset

UNITS = ("mm", "deg", "1")
"""Units a table may use; ``1`` is a pure ratio."""

CERTAINTIES = (
    "verified",
    "transcribed",
    "secondary",
    "derived",
    "recalled-high",
    "recalled-medium",
    "recalled-low",
    "illustrative",
)
"""How a number came here, the surest first."""

TABLES = (
    "vertebrae.csv", "discs.csv", "posture.csv", "neck.csv", "segments.csv", "veins.csv", "dural_sac.csv",
    "ligaments.csv",
)  # fmt: skip
"""Tables of measures."""

SIGNED_LENGTHS = ("_x", "_y", "_z", "_top", "_bottom", "offset")
"""Endings of measures in mm that are coordinates and may be negative."""


ROOM_MM = {"SCW": 5.0, "SCD": 5.0}
"""Least width and depth of a vertebral canal that still is one; illustrative."""


class UnknownMeasure(KeyError):
    """No table holds this measure; the message offers the nearest names."""

    def __init__(self, message: str, place: str, name: str) -> None:
        super().__init__(message)
        self.place, self.name = place, name

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Measure:
    """One number.

    Parameters
    ----------
    value : float
        In `unit`.
    unit : str
        One of `UNITS`.
    spread : float or None
        One standard deviation, or None where the source gives none.
    source : str
        Key in ``sources.toml``.
    certainty : str
        One of `CERTAINTIES`.
    note : str
        How it was derived or what to mind.
    """

    value: float
    unit: str
    spread: float | None
    source: str
    certainty: str
    note: str = ""

    def tolerance(self, share: float = 0.1) -> float:
        """One standard deviation, or `share` of the value where the source gives no spread."""
        return self.spread if self.spread is not None else abs(self.value) * share


@dataclass(frozen=True)
class Measures:
    """All measures by place (level, disc, region or part of the column) and name."""

    by_place: Mapping[tuple[str, str], Measure]

    def get(self, place: str, name: str) -> Measure:
        """One measure.

        Raises
        ------
        UnknownMeasure
            If no table holds it.
        """
        try:
            return self.by_place[place, name]
        except KeyError:
            known = self.names(place)
            near = get_close_matches(name, known, n=3, cutoff=0.4) or sorted(known)[:3]
            hint = f"; {place} has {', '.join(near)}" if near else f"; nothing is known of {place}"
            raise UnknownMeasure(f"no table holds {name!r} of {place}{hint}", place, name) from None

    def value(self, place: str, name: str) -> float:
        """The bare number of one measure."""
        return self.get(place, name).value

    def has(self, place: str, name: str) -> bool:
        """Whether a table holds this measure."""
        return (place, name) in self.by_place

    def names(self, place: str) -> tuple[str, ...]:
        """Names of the measures of one place."""
        return tuple(name for where, name in self.by_place if where == place)

    def replaced(self, others: Mapping[tuple[str, str], Measure]) -> Measures:
        """The same table with some measures replaced or added."""
        return Measures(MappingProxyType({**self.by_place, **others}))


def read_measures(paths: Iterable[Path], sources: Iterable[str]) -> Measures:
    """The measures of several tables.

    Parameters
    ----------
    paths : iterable of Path
        Tables with columns place (any heading), measure, value, unit, spread, spread_kind, n, source,
        certainty and note.
    sources : iterable of str
        Keys that exist.

    Raises
    ------
    TableFault
        If a unit, certainty or source is unknown, a size is negative, or a measure stands twice.
    """
    known, found = frozenset(sources), {}
    for path in paths:
        for row, key, measure in _measures_of(path, known):
            if key in found:
                raise row.fault("measure", f"{key[1]} of {key[0]} stands twice")
            found[key] = measure
    return Measures(MappingProxyType(found))


def _measures_of(path: Path, known: frozenset[str]) -> Iterator[tuple[Row, tuple[str, str], Measure]]:
    for row in rows(path):
        yield row, (row.first, row["measure"]), _measure(row, known)


def _measure(row: Row, known: frozenset[str]) -> Measure:
    value, unit = row.number_in("value"), row.one_of("unit", UNITS)
    if unit == "mm" and value < 0 and not row["measure"].endswith(SIGNED_LENGTHS):
        raise row.fault("value", f"a size of {value:g} mm is negative")
    if row["measure"] in ROOM_MM and value < ROOM_MM[row["measure"]]:
        raise row.fault("value", f"a canal {value:g} mm across is closed: no cord has room in it")
    if row["source"] not in known:
        raise row.fault("source", f"{row['source']!r} is not in sources.toml")
    certainty = row.one_of("certainty", CERTAINTIES)
    return Measure(value, unit, _spread(row), row["source"], certainty, row["note"])


def _spread(row: Row) -> float | None:
    """Standard deviation; a standard error of the mean is multiplied by the root of the sample size."""
    kind = row.one_of("spread_kind", ("", "sd", "sem"))
    if not kind:
        if row["spread"]:
            raise row.fault("spread_kind", "a spread needs its kind")
        return None
    spread = row.number_in("spread")
    if spread < 0:
        raise row.fault("spread", f"a spread of {spread:g} is negative")
    return spread * sqrt(row.number_in("n")) if kind == "sem" else spread


@cache
def load_measures() -> Measures:
    """Every measure of ``assets/anatomy``."""
    return read_measures([asset("anatomy", name) for name in TABLES], load_sources())
