"""SHAPE.toml: the shape of one vertebra as a file, with what the fit to a surface left.

The file holds ``format``, ``version``, ``level``, ``scale`` (the column's size over the tables'), ``source``
(name of the fitted file), a table ``residual_mm``, a table ``measures`` (names as in ``vertebrae.csv``) and a
table ``shape`` (names as in the level's table of shapes).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sys import float_info
from typing import Any

from meshes.anatomy.measures import load_measures
from meshes.anatomy.parameters import OutsideRange
from meshes.column.parameters import UnknownParameter
from meshes.column.settable import parameter_named
from meshes.column.shapes.level_shape import MEASURE, SHAPED_LEVELS, shape_parameter
from meshes.wording import in_one_line, parser_trouble

FORMAT, VERSION = "retia shape", 1
LARGEST_BYTES = 1_000_000

_LONGEST_FAULT = 300


class ShapeFault(ValueError):
    """A file that holds no shape one can use; the message says why in one line."""


@dataclass(frozen=True)
class VertebraFile:
    """What a shape file tells.

    Parameters
    ----------
    level : str
        C1 to L5.
    numbers : mapping
        Shape numbers by the names of the level's table.
    measures : mapping
        Measures of the level in place of the table's.
    scale : float
        Size of the whole column over the tables', so that its neighbours fit the vertebra.
    source : str
        Name of the file it was fitted to, without its folder.
    residuals_mm : mapping
        Distances the fit left, by name.
    """

    level: str
    numbers: Mapping[str, float]
    measures: Mapping[str, float] = field(default_factory=dict)
    scale: float = 1.0
    source: str = ""
    residuals_mm: Mapping[str, float] = field(default_factory=dict)

    def parameters(self) -> dict[str, float]:
        """The same as parameters of a recipe."""
        measures = {f"{MEASURE}.{name}": value for name, value in self.measures.items()}
        numbers = {**measures, **self.numbers}
        return {"scale": self.scale} | {shape_parameter(self.level, name): numbers[name] for name in numbers}


def load_shape_file(path: Path) -> dict[str, float]:
    """The parameters a shape file stands for: put them into a recipe and the vertebra is built that way.

    They are ``scale`` and ``LEVEL.shape.NAME``. Of two files the later scale counts.

    Raises
    ------
    OSError
        If the file cannot be read.
    ShapeFault
        If it is too large, no TOML, of another format or version, or names what does not exist.
    """
    return read_shape_file(path).parameters()


def read_shape_file(path: Path) -> VertebraFile:
    """All that a shape file tells; raises like `load_shape_file`."""
    with path.open("rb") as stream:
        content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise ShapeFault(f"{path.name} is larger than {LARGEST_BYTES:,} bytes; it is no shape file")
    try:
        told = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise ShapeFault(
            f"{path.name} is no TOML ({in_one_line(parser_trouble(fault))}); write one with retia fit"
        ) from None
    try:
        return _checked(told)
    except (ShapeFault, UnknownParameter, OutsideRange) as fault:
        raise ShapeFault(f"{path.name}: {in_one_line(str(fault), _LONGEST_FAULT)}") from None


def shape_toml(vertebra: VertebraFile) -> str:
    """The content of a shape file."""
    head = {"format": FORMAT, "version": VERSION, "level": vertebra.level}
    lines = [f"{name} = {json.dumps(value)}" for name, value in head.items()]
    lines += [f"scale = {vertebra.scale:.6g}", f"source = {json.dumps(vertebra.source, ensure_ascii=False)}"]
    for title, values in (
        ("residual_mm", vertebra.residuals_mm),
        ("measures", vertebra.measures),
        ("shape", vertebra.numbers),
    ):
        lines += [
            "",
            f"[{title}]",
            *(f"{json.dumps(name)} = {_number(value)}" for name, value in values.items()),
        ]
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    """Six digits, always with a point or an exponent, so that it reads back as a float."""
    text = f"{float(value):.6g}"
    return text if any(mark in text for mark in ".en") else text + ".0"


def _checked(told: Mapping[str, Any]) -> VertebraFile:
    if told.get("format") != FORMAT:
        raise ShapeFault("this is no shape file; write one with retia fit")
    if told.get("version") != VERSION:
        raise ShapeFault(f"version {told.get('version')} is not known here, only {VERSION}")
    level = told.get("level")
    if level not in SHAPED_LEVELS:
        raise ShapeFault(f"level {level!r} has no shape numbers; C1 to L5 have")
    numbers, measures = _table(told, "shape"), _table(told, "measures")
    for name in measures:
        if not load_measures().has(level, name):
            raise ShapeFault(f"{level} has no measure {name!r}")
    scale, source = _one("scale", told.get("scale", 1.0)), str(told.get("source", ""))
    vertebra = VertebraFile(level, numbers, measures, scale, source, _table(told, "residual_mm"))
    for name, value in vertebra.parameters().items():
        parameter_named(name).require(value)
    return vertebra


def _table(told: Mapping[str, Any], name: str) -> dict[str, float]:
    found = told.get(name, {})
    if not isinstance(found, dict):
        raise ShapeFault(f"{name} is no table")
    return {each: _one(each, value) for each, value in found.items()}


def _one(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ShapeFault(f"{name} is {in_one_line(repr(value))}, no number")
    # A whole number in a file may be larger than any float.
    if not abs(value) <= float_info.max:
        raise ShapeFault(f"{name} is no number one can build with")
    return float(value)
