"""Whether a vertebra whose numbers a user set closes round canal and foramina: told before meshing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.bones.bone import bone
from meshes.bones.cervical import TYPICAL_LEVELS
from meshes.bones.facet_floor import facet_floor_mm
from meshes.bones.foramen_ring import foramen_ring_mm
from meshes.bones.thinnest import thinnest_mm
from meshes.column.frame import column_frame
from meshes.column.parameters import SCALE, measures_with
from meshes.column.settable import parameter_named
from meshes.column.shapes.level_shape import is_shape_parameter
from meshes.column.shapes.possible import ImpossibleVertebra
from meshes.geometry.axes import Vector

LEAST_MM = 0.3
"""Least thickness of the bone in any direction from the canal, at a scale of 1: the thinnest lamina of the
tables has three times that, and what is thinner falls through the grid."""

LEAST_FORAMEN_MM = 0.05
"""The same round the transverse foramina, of which that of C6 in the tables has a bar of 0.5 mm: drawn finely
it has no hole."""

_DIRECTIONS = np.radians(np.arange(0.0, 181.0, 6.0))
_REACH_MM = 36.0
_STEP_MM, _FINER = 1.2, 4.0


def require_closed(parameters: Mapping[str, float]) -> None:
    """Refuse numbers of a level that would open the bone round its canal or round its transverse foramina.

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
        rest = tuple(sorted((name, value) for name, value in parameters.items() if name != SCALE))
        for measure, least, fault in _ASKED:
            if (thickness := measure(level, rest)) < least:
                raise ImpossibleVertebra(
                    f"{fault.format(level)} {max(thickness, 0.0):.1f} mm thick at its thinnest: {_told(own)}"
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
    deepest = solid(_about(middle, places).reshape(-1, 3)).reshape(places.shape[:2])
    near = np.stack(np.meshgrid(*2 * [np.arange(-3, 4) * _STEP_MM / _FINER], indexing="ij"), axis=-1)
    best = places[np.arange(len(places)), deepest.argmin(axis=1)]
    return thinnest_mm(solid, _about(middle, best[:, None] + near.reshape(1, -1, 2)))


def _about(middle: float, places: Vector) -> Vector:
    """Points (directions, N, 3) of places (directions, N, 2): how far out of the canal, and how high."""
    out, up = np.moveaxis(places, -1, 0)
    ahead = _DIRECTIONS[:, None]
    return np.stack([out * np.sin(ahead), middle + out * np.cos(ahead), up], axis=-1)


_ASKED: tuple[tuple[Callable[[str, tuple[tuple[str, float], ...]], float], float, str], ...] = (
    (ring_mm, LEAST_MM, "the canal of {} would be open, its bone"),
    (facet_floor_mm, LEAST_MM, "the facet for the rib would pierce the pedicle of {}, its floor"),
    (foramen_ring_mm, LEAST_FORAMEN_MM, "the transverse foramina of {} would be open, their bone"),
)
"""What is measured, how thick it is at least, and what is said of what is thinner."""
