"""The pedicle of a typical cervical vertebra, read off its mesh: a bar that runs obliquely to its pillar."""

from __future__ import annotations

import numpy as np

from meshes.checks.measures.vertebra_cuts import SPECK_MM2, NotMeasurable
from meshes.geometry.axes import SIDES, Vector
from meshes.geometry.section import cut_loops, signed_area_mm2
from meshes.geometry.trimesh import TriMesh

ANGLES_DEG = (45.0, 50.0, 55.0)
"""Turns of the pedicle's axis from straight backwards to the side among which the narrowest cut is sought."""

OFFSETS_MM = np.arange(-9.0, 8.1, 0.75)
"""Where along that axis it is cut, from beside the canal's widest place."""

_BESIDE_MM, _DEEP_MM, _HIGH_MM = (-3.0, 9.0), (-4.0, 5.0), (-2.0, 8.0)
"""Where the middle of its section may lie: beside the canal's wall, along y, along z."""

_WIDEST_MM = 12.0
"""A section broader than this runs on into the body or the pillar."""


def cervical_pedicle_mm(mesh: TriMesh, canal_half_width: float) -> tuple[float, float]:
    """Width and height of the pedicles at their isthmus, mean of both sides.

    The isthmus is the cut across the pedicle's axis with the least room in its outline.

    Parameters
    ----------
    mesh : TriMesh
        A vertebra C3 to C7 in its own frame.
    canal_half_width : float
        Half the width of its canal, mm.

    Raises
    ------
    NotMeasurable
        If no cut shows a pedicle by itself.
    """
    width, height = np.mean([_isthmus(mesh, canal_half_width, side) for side in SIDES.values()], axis=0)
    return float(width), float(height)


def _isthmus(mesh: TriMesh, wall: float, side: float) -> tuple[float, float]:
    found = [
        section
        for angle in np.radians(ANGLES_DEG)
        for offset in OFFSETS_MM
        for section in _sections(mesh, wall, side, float(angle), float(offset))
    ]
    if not found:
        raise NotMeasurable("no oblique cut shows a pedicle by itself")
    _, width, height = min(found)
    return width, height


def _sections(
    mesh: TriMesh, wall: float, side: float, angle: float, offset: float
) -> list[tuple[float, float, float]]:
    """Area, width and height of every outline of one cut that can be the pedicle's."""
    axis = np.array([side * np.sin(angle), np.cos(angle), 0.0])
    across = np.array([axis[1], -axis[0], 0.0])
    place = np.array([side * (wall + 2.0), 0.0, 0.0]) + offset * axis
    found = []
    for loop in cut_loops(mesh, place, axis):
        outline = np.stack([loop @ across, loop[:, 2]], axis=1)
        width, height = (float(extent) for extent in np.ptp(outline, axis=0))
        area = abs(signed_area_mm2(outline))
        # A cut that grazes the bone beside the pedicle leaves slivers, or not, with the least change of it.
        is_alone = area > SPECK_MM2 and width < _WIDEST_MM
        if is_alone and _is_beside(loop.mean(axis=0) * [side, 1.0, 1.0], wall):
            found.append((area, width, height))
    return found


def _is_beside(middle: Vector, wall: float) -> bool:
    low, high = np.array([_BESIDE_MM, _DEEP_MM, _HIGH_MM]).T
    return bool(np.all((middle > low + [wall, 0.0, 0.0]) & (middle < high + [wall, 0.0, 0.0])))
