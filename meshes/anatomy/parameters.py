"""The parameters a user may set: names, units, ranges and presets, from ``parameters.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from meshes.anatomy.levels import require_level
from meshes.anatomy.measures import CERTAINTIES, UNITS, Measure, load_measures
from meshes.anatomy.sources import load_sources
from meshes.anatomy.tables import Row, rows
from meshes.assets import asset

_SPREADS, _SHARE, _ANGLE_DEG, _SHIFT_MM = 3.0, 0.3, 10.0, 4.0
"""How far a single measure may be set from its row: standard deviations, or where there are none a share of
its value, for angles degrees and for coordinates millimetres. Illustrative."""

POSTURE = {
    "cervical_lordosis": ("C2-C7", "lordosis"),
    "kyphosis": ("T4-T12", "kyphosis"),
    "lordosis": ("L1-S1", "lordosis"),
    "slope": ("S1", "slope"),
}
"""Parameters that set a row of ``posture.csv``, degrees; those rows have no other name."""

_SPINE_SHARE = 0.15
"""The same share for the length of a cervical spinous process: a shorter one no longer closes the arch."""

_COORDINATES = ("_x", "_y", "_z", "_top", "_bottom", "offset")


class UnknownParameter(ValueError):
    """A parameter or preset that does not exist; the message offers the nearest names."""


class OutsideRange(ValueError):
    """A parameter that may not have this value; the message says between which it must lie."""


@dataclass(frozen=True)
class Parameter:
    """One number a user may set.

    Parameters
    ----------
    name, text : str
        As it is typed, and in words.
    unit : str
        ``deg``, ``mm``, or ``1`` for a ratio over the tables.
    default, least, largest, step : float
        What the tables say, the plausible range, and a step one can see.
    source, certainty, note : str
        Who says so; see `Measure`.
    """

    name: str
    text: str
    unit: str
    default: float
    least: float
    largest: float
    step: float = 0.1
    source: str = ""
    certainty: str = "illustrative"
    note: str = ""

    def require(self, value: float) -> float:
        """The value, if it lies in the range. Raises OutsideRange."""
        if not self.least <= value <= self.largest:
            unit = {"deg": "°", "mm": " mm"}.get(self.unit, "")
            span = f"{self.least:g} and {self.largest:g}{unit}"
            raise OutsideRange(f"{self.name} is {value:g}{unit}; it must lie between {span}")
        return float(value)


@dataclass(frozen=True)
class Preset:
    """A few parameters set together, for instance those of an adult woman."""

    name: str
    text: str
    values: Mapping[str, float]


@cache
def load_parameters() -> Mapping[str, Parameter]:
    """The parameters of the whole column by name, in the order of the table.

    Raises
    ------
    TableFault
        If a unit, certainty or source is unknown or a default lies outside its range.
    """
    found = (_parameter(row) for row in rows(asset("anatomy", "parameters.csv")))
    return MappingProxyType({parameter.name: parameter for parameter in found})


@cache
def load_presets() -> Mapping[str, Preset]:
    """The presets by name. Raises TableFault where one sets what does not exist or lies outside its range."""
    found: dict[str, Preset] = {}
    for row in rows(asset("anatomy", "presets.csv")):
        parameter = load_parameters().get(row["parameter"])
        if parameter is None or not parameter.least <= row.number_in("value") <= parameter.largest:
            raise row.fault("value", f"no value of a parameter: {row['parameter']} {row['value']}")
        _known_source(row)
        before = found[row.first].values if row.first in found else {}
        values = {**before, parameter.name: row.number_in("value")}
        found[row.first] = Preset(row.first, row["text"], MappingProxyType(values))
    return MappingProxyType(found)


def preset(name: str) -> Preset:
    """The preset of a name. Raises UnknownParameter with the names there are."""
    if name not in load_presets():
        raise UnknownParameter(f"there is no preset {name!r}; there are {', '.join(load_presets())}")
    return load_presets()[name]


def parameter_of_row(name: str) -> Parameter:
    """The parameter that sets a single measure, such as ``L3.EPWu``.

    Raises
    ------
    UnknownParameter
        If the name stands for nothing; the nearest names are offered.
    """
    place, _, measure = name.partition(".")
    key = _place(place), measure
    singles = [each for each in load_measures().by_place if each not in POSTURE.values()]
    if key not in singles:
        known = [*load_parameters(), *(f"{where}.{what}" for where, what in singles)]
        near = get_close_matches(name, known, n=3, cutoff=0.4) or list(load_parameters())
        raise UnknownParameter(f"there is no parameter {name!r}; did you mean {', '.join(near)}?")
    return _single(".".join(key), load_measures().get(*key))


def _single(name: str, row: Measure) -> Parameter:
    reach = _reach(name, row)
    least, largest = round(row.value - reach, 2), round(row.value + reach, 2)
    return Parameter(
        name, name, row.unit, row.value, least, largest, 0.1, row.source, row.certainty, row.note
    )


def _reach(name: str, row: Measure) -> float:
    if row.spread is not None:
        return _SPREADS * row.spread
    if row.unit == "deg":
        return _ANGLE_DEG
    if name.endswith(_COORDINATES):
        return _SHIFT_MM
    return (_SPINE_SHARE if name.endswith(".SPL") else _SHARE) * abs(row.value)


def _place(text: str) -> str:
    try:
        return require_level(text)
    except ValueError:
        return text


def _parameter(row: Row) -> Parameter:
    default, least, largest, step = (row.number_in(each) for each in ("default", "least", "largest", "step"))
    if not least <= default <= largest:
        raise row.fault("default", f"{default:g} lies outside {least:g} to {largest:g}")
    unit, certainty = row.one_of("unit", UNITS), row.one_of("certainty", CERTAINTIES)
    source = _known_source(row)
    return Parameter(
        row.first, row["text"], unit, default, least, largest, step, source, certainty, row["note"]
    )


def _known_source(row: Row) -> str:
    if row["source"] not in load_sources():
        raise row.fault("source", f"{row['source']!r} is not in sources.toml")
    return row["source"]
