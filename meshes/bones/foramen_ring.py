"""How much bone closes the transverse foramen of a cervical vertebra round the artery."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.bones.bone import bone
from meshes.bones.cervical import TYPICAL_LEVELS
from meshes.bones.thinnest import thinnest_mm
from meshes.column.frame import column_frame
from meshes.column.shapes.atlas_shape import AtlasShape
from meshes.column.shapes.cervical_shape import CervicalShape, ForamenShape
from meshes.column.shapes.level_shape import level_shape

_DIRECTIONS = np.radians(np.arange(0.0, 360.0, 8.0))
_BEYOND_MM = 11.0
"""How far beyond the wall of the foramen its bone is sought."""
_STEP_MM = 0.5


@lru_cache(maxsize=32)
def foramen_ring_mm(level: str, items: tuple[tuple[str, float], ...] = ()) -> float:
    """Thickness of the bone round the left transverse foramen where it is thinnest, mm, negative where it is
    open; infinite where there is none, and at C2, whose foramen turns sideways.

    In each direction from the middle of the foramen the place deepest in bone is sought, at any height.

    Parameters
    ----------
    level : str
        C1 to L5.
    items : tuple of (str, float)
        Parameters, without the scale.
    """
    parameters = dict(items)
    foramen = _foramen(level, parameters)
    if foramen is None:
        return float(np.inf)
    solid = bone(level, column_frame(None, parameters))
    half = max(foramen.half_x, foramen.half_y)
    out = np.arange(0.5 * half, half + _BEYOND_MM, _STEP_MM)
    up = np.arange(solid.bounds[0, 2], solid.bounds[1, 2], _STEP_MM)
    ahead, away, height = np.meshgrid(_DIRECTIONS, out, up, indexing="ij")
    x = foramen.x + foramen.lean_x * height + away * np.cos(ahead)
    y = foramen.y + foramen.lean_y * height + away * np.sin(ahead)
    return thinnest_mm(solid, np.stack([x, y, height], axis=-1).reshape(len(_DIRECTIONS), -1, 3))


def _foramen(level: str, parameters: dict[str, float]) -> ForamenShape | None:
    if level == "C1":
        return level_shape(AtlasShape, level, parameters).foramen
    return level_shape(CervicalShape, level, parameters).foramen if level in TYPICAL_LEVELS else None
