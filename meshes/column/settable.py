"""Everything a user may set, under one roof: parameters of the table, single measures, numbers of a shape."""

from __future__ import annotations

from collections.abc import Mapping

from meshes.anatomy.parameters import Parameter, load_parameters, parameter_of_row
from meshes.column.parameters import UnknownParameter
from meshes.column.shapes.level_shape import (
    LARGEST,
    is_shape_parameter,
    require_shape_parameter,
    tabled_number,
)


def parameter_named(name: str) -> Parameter:
    """A parameter by name: ``lordosis``, ``L3.EPWu`` or ``L3.shape.spinous.length``.

    Raises
    ------
    UnknownParameter
        If the name stands for nothing; the nearest names are offered.
    """
    if name in load_parameters():
        return load_parameters()[name]
    return _number(name) if is_shape_parameter(name) else parameter_of_row(name)


def checked(parameters: Mapping[str, float]) -> dict[str, float]:
    """The parameters under their canonical names, without those that change nothing.

    Raises
    ------
    UnknownParameter
        If a name stands for nothing.
    OutsideRange
        If a value is outside the plausible range.
    """
    found = {}
    for name, value in parameters.items():
        parameter = parameter_named(name)
        # A single row may be built off its published value: to set it to that is to change something.
        if parameter.require(value) != parameter.default or name not in load_parameters():
            found[parameter.name] = float(value)
    return found


def require_seed(seed: int) -> int:
    """The seed of an individual, if it is one. Raises ValueError below 0."""
    if seed < 0:
        raise ValueError(f"a seed is a whole number from 0, not {seed}")
    return seed


def _number(name: str) -> Parameter:
    try:
        require_shape_parameter(name, 0.0)
    except ValueError as fault:
        raise UnknownParameter(str(fault)) from None
    level, _, number = name.split(".", 2)
    return Parameter(name, name, "1", tabled_number(level, number), -LARGEST, LARGEST)
