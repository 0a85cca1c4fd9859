"""A level as a fit sees it: named numbers in, a solid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.anatomy.measures import Measures, load_measures
from meshes.bones.atlas import shaped_atlas
from meshes.bones.axis import shaped_axis
from meshes.bones.cervical import typical_cervical
from meshes.bones.vertebra import sized_vertebra
from meshes.column.landmarks.size import VertebraSize
from meshes.column.shapes.atlas_shape import AtlasShape, atlas_size
from meshes.column.shapes.axis_shape import AxisShape, axis_size
from meshes.column.shapes.cervical_shape import CervicalShape, cervical_size
from meshes.column.shapes.level_shape import MEASURE, shape_of, shape_parameter, tabled_numbers
from meshes.column.shapes.number_table import SIZE
from meshes.column.shapes.shape import VertebraShape
from meshes.fitting.limit import Limit
from meshes.fitting.neck_limits import neck_limit
from meshes.fitting.trunk_limits import trunk_limit
from meshes.sdf.solid import Solid

Numbers = Mapping[str, float]

_MEASURED = ("EPWu", "EPWl", "EPDu", "EPDl", "VBHp", "SCW", "SCD", "PDW", "PDH", "TPW")
"""Measures in the order of the fields of `VertebraSize`; the wedge follows."""

_WEDGE = Limit(-10.0, 20.0, 1.0, 4.0)


@dataclass(frozen=True, eq=False)
class LevelModel:
    """How one level is made of its numbers.

    Parameters
    ----------
    level : str
        C1 to L5.
    start : mapping
        All numbers by name, as tabled.
    limits : mapping
        Of the numbers that may move.
    solid : callable
        The bone of all numbers, in the frame of the vertebra, joints not yet parted.
    """

    level: str
    start: Numbers
    limits: Mapping[str, Limit]
    solid: Callable[[Numbers], Solid]

    def groups(self) -> dict[str, list[str]]:
        """Names of the numbers that change the same part."""
        found: dict[str, list[str]] = {}
        for name in self.limits:
            part = name.partition(".")[0]
            found.setdefault(name if part in (SIZE, MEASURE) else part, []).append(name)
        return found


def level_model(level: str) -> LevelModel:
    """The model of a level as tabled.

    Raises
    ------
    KeyError
        If the level has no table of shape numbers.
    """
    measures = load_measures()
    start = dict(tabled_numbers(level))
    if level in TRUNK_LEVELS:
        start |= {f"{SIZE}.{name}": start.get(f"{SIZE}.{name}", 1.0) for name in _MEASURED}
        start[f"{MEASURE}.body_wedge"] = measures.value(level, "body_wedge")
    limits = {name: limit.holding(start[name]) for name in start if (limit := _limit(level, name, start))}
    return LevelModel(level, start, limits, lambda numbers: _solid(level, numbers, measures))


def apart(numbers: Numbers) -> tuple[dict[str, float], dict[str, float]]:
    """Numbers of a model told apart: measures by their names, and shape numbers."""
    start = f"{MEASURE}."
    measures = {name[len(start) :]: value for name, value in numbers.items() if name.startswith(start)}
    return measures, {name: value for name, value in numbers.items() if not name.startswith(start)}


def parameters_of(level: str, numbers: Numbers) -> dict[str, float]:
    """Numbers of a model as parameters of a recipe, the column at its tabled size."""
    return {shape_parameter(level, name): value for name, value in numbers.items()}


def _limit(level: str, name: str, start: Numbers) -> Limit | None:
    if name.startswith(f"{MEASURE}."):
        return _WEDGE
    if level in TRUNK_LEVELS:
        return trunk_limit(name, start[name])
    return neck_limit(level, name)


def _solid(level: str, numbers: Numbers, measures: Measures) -> Solid:
    shape = shape_of(level, numbers)
    if isinstance(shape, VertebraShape):
        return sized_vertebra(_size(level, numbers, measures), shape)
    if isinstance(shape, CervicalShape):
        return typical_cervical(cervical_size(level, shape, measures), shape)
    if isinstance(shape, AxisShape):
        return shaped_axis(*axis_size(shape, measures), shape)
    assert isinstance(shape, AtlasShape)
    return shaped_atlas(atlas_size(shape, measures), shape)


def _size(level: str, numbers: Numbers, measures: Measures) -> VertebraSize:
    values = [measures.value(level, name) * numbers[f"{SIZE}.{name}"] for name in _MEASURED]
    assert len(values) + 1 == len(fields(VertebraSize))
    return VertebraSize(*[*values, numbers[f"{MEASURE}.body_wedge"]])
