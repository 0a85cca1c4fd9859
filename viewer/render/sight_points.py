"""Points on what is drawn of a structure, by which sight is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyvista as pv

from meshes.geometry.axes import Vector
from viewer.render.cuts.rough import are_left_by
from viewer.render.protocol import Cut
from viewer.render.surfaces import spread_over

MOST_POINTS = 4000
FEW_POINTS = 300
"""A surface of fewer corners has them too far apart: what lies behind it would be seen through it."""


def sight_points(surface: pv.PolyData, cap: pv.PolyData, cuts: Sequence[Cut]) -> tuple[Vector, Vector]:
    """Points close enough to tell whether a structure hides something, and which way it faces there.

    Parameters
    ----------
    surface, cap
        What is drawn of it, and the faces that close it; mm.
    cuts
        What the graphics card takes away of the surface.

    Returns
    -------
    points : (N, 3) array
        On the surface and all over the cut faces, mm.
    facing : (N, 3) array
        Unit normals; zeros where they are not known.
    """
    is_coarse = surface.n_points < FEW_POINTS and surface.n_cells > 0
    normals = None if is_coarse else surface.point_data.active_normals
    points = spread_over(surface) if is_coarse else np.asarray(surface.points, float)
    facing = np.zeros(points.shape) if normals is None else np.asarray(normals, float)
    every = max(1, len(points) // MOST_POINTS)
    is_left = are_left_by(points[::every], cuts)
    points, facing = points[::every][is_left], facing[::every][is_left]
    if cap.n_cells:
        flat = spread_over(cap)
        points, facing = np.concatenate([points, flat]), np.concatenate([facing, np.zeros(flat.shape)])
    return points, facing
