"""Whether a vertebra whose numbers a user set closes round its canal: told before anything is meshed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.bones.bone import bone
from meshes.bones.cervical import TYPICAL_LEVELS
from meshes.column.frame import column_frame
from meshes.column.parameters import SCALE, measures_with
from meshes.column.settable import parameter_named
from meshes.column.shapes.level_shape import is_shape_parameter
from meshes.column.shapes.possible import ImpossibleVertebra
from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid

LEAST_MM = 0.3
"""Least thickness of the bone in any direction from the canal, at a scale of 1: the thinnest lamina of the
tables has three times that, and what is thinner falls through the grid."""

_DIRECTIONS = np.radians(np.arange(0.0, 181.0, 6.0))
_REACH_MM = 36.0
_STEP_MM, _FINER = 1.2, 4.0


def require_closed(parameters: Mapping[str, float]) -> None:
    """Refuse numbers of a level that would open the ring of bone round its canal.

    Only levels of which a number is set are asked about: the ratios over all levels are held in ranges that
    the tables bear.

    Raises
    ------
    ImpossibleVertebra
        With the rows that are set, and what they usually are.
    """
    for level in (*_RINGS, *TRUNK_LEVELS):
        own = tuple(sorted(each for each in parameters.items() if each[0].startswith(f"{level}.")))
        if not own:
            continue
        rest = {name: value for name, value in parameters.items() if name != SCALE}
        thickness = ring_mm(level, tuple(sorted(rest.items())))
        if thickness < LEAST_MM:
            raise ImpossibleVertebra(
                f"the canal of {level} would be open, its bone {max(thickness, 0.0):.1f} mm thick"
                f" at its thinnest: {_told(own)}"
            )


_RINGS = ("C1", "C2", *TYPICAL_LEVELS)


def _told(own: tuple[tuple[str, float], ...]) -> str:
    """What was set, shortest where a whole shape was."""
    if fitted := [name for name, _ in own if is_shape_parameter(name)]:
        return f"look at the numbers of its shape, {len(fitted)} from {fitted[0]} on"
    rows = [f"{name} is {value:g}, usually {parameter_named(name).default:g}" for name, value in own]
    return "vertebrae.csv, " + "; ".join(rows)


@lru_cache(maxsize=32)
def ring_mm(level: str, items: tuple[tuple[str, float], ...] = ()) -> float:
    """Thickness of the bone round the canal where it is thinnest, mm, negative where it is open.

    In each direction from the middle of the canal the place deepest in bone is sought, at any height.

    Parameters
    ----------
    level : str
        C1 to L5.
    items : tuple of (str, float)
        Parameters, without the scale.
    """
    parameters = dict(items)
    solid = bone(level, column_frame(None, parameters))
    middle = measures_with(parameters).value(level, "SCD") / 2
    out = np.arange(0.4 * middle, _REACH_MM, _STEP_MM)
    up = np.arange(solid.bounds[0, 2], solid.bounds[1, 2], _STEP_MM)
    places = np.stack(np.meshgrid(out, up, indexing="ij"), axis=-1).reshape(1, -1, 2)
    places = places.repeat(len(_DIRECTIONS), axis=0)
    deepest = _deepest(solid, middle, places)
    near = np.stack(np.meshgrid(*2 * [np.arange(-3, 4) * _STEP_MM / _FINER], indexing="ij"), axis=-1)
    best = places[np.arange(len(places)), deepest.argmin(axis=1)]
    finer = _deepest(solid, middle, best[:, None] + near.reshape(1, -1, 2))
    return -2.0 * float(finer.min(axis=1).max())


def _deepest(solid: Solid, middle: float, places: Vector) -> Vector:
    """Distance to the bone at (directions, N, 2) places: how far out of the canal they are, and how high."""
    out, up = np.moveaxis(places, -1, 0)
    ahead = _DIRECTIONS[:, None]
    points = np.stack([out * np.sin(ahead), middle + out * np.cos(ahead), up], axis=-1)
    return solid(points.reshape(-1, 3)).reshape(out.shape)
