"""How much bone a facet for a rib leaves between itself and the vertebral canal, in a pedicle."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.bones.bone import bone, followed_trunk
from meshes.bones.costal_facets import pedicle_seat
from meshes.bones.thinnest import thinnest_mm
from meshes.column.frame import column_frame
from meshes.column.landmarks.size import size_of

_SHARE = 0.65
"""Part of the facet that is asked about, in radii: its rim may reach beyond the pedicle."""
_STEP_MM, _ACROSS_MM = 0.6, 0.3
_INTO_MM, _BEYOND_MM = 2.0, 4.0
"""How far beyond the walls of the pedicle its bone is sought: it bulges."""


@lru_cache(maxsize=32)
def facet_floor_mm(level: str, items: tuple[tuple[str, float], ...] = ()) -> float:
    """Thickness of the pedicle under its facet where it is thinnest, mm; infinite where it has none.

    Parameters
    ----------
    level : str
        C1 to L5.
    items : tuple of (str, float)
        Parameters, without the scale.
    """
    parameters = dict(items)
    if level not in TRUNK_LEVELS:
        return float(np.inf)
    column = column_frame(None, parameters)
    size = size_of(column.landmarks[level])
    seat = pedicle_seat(size, followed_trunk(level, parameters))
    if seat.depth_mm <= 0.0:
        return float(np.inf)
    reach = _SHARE * seat.rim_mm
    low, high = size.canal_width / 2 - _INTO_MM, size.canal_width / 2 + size.pedicle_width + _BEYOND_MM
    x, aside = np.arange(low, high, _ACROSS_MM), np.arange(-reach, reach + 1e-9, _STEP_MM)
    y, z = np.stack(np.meshgrid(aside, aside), axis=-1).reshape(-1, 2)[:, ::-1].T
    under = np.hypot(y, z) <= reach
    y, z = seat.place[1] + y[under], seat.place[2] + z[under]
    ways = np.stack(np.broadcast_arrays(x, y[:, None], z[:, None]), axis=-1)
    return thinnest_mm(bone(level, column), ways)
