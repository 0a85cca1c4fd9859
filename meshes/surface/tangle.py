"""Vessels that run too close together to be sewn, as one surface searched on a grid."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.mensuration import area_mm2
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import Floats
from meshes.sdf.sample import Field
from meshes.surface.extract import contour
from meshes.surface.fewer import with_fewer_triangles
from meshes.surface.specks import without_specks
from meshes.surface.tube_ends import EndedLine, end_of
from meshes.surface.tube_fillet import BLEND

Samples = NDArray[np.float32]
Place = tuple[slice, slice, slice]

_CELL = 0.75
"""Edge of a cell of the grid, in steps."""
_THINNEST = 0.7
"""Radius of a tube that is sure to be seen, in cells."""
_TRIANGLES = 3.0
"""On as much of the surface as a step by a typical radius."""
_BEYOND = 1.5
"""How far an end that is to be cut off goes on beyond the cut, in cells: a grid rounds its edge off."""
_TIP, _LAP = 1.6, 0.2
"""How far round its tip a plane end takes off what lies beyond it, in radii, and how far beyond, in cells."""
_SPECK = 2.0
"""Hollows between walls that nearly touch, and tips cut loose, of fewer cells than these are left out."""
_PIECES = 6
"""Pieces of a line whose walls are told together: more would tell of much that is far off."""


def thinnest_mm(step_mm: float) -> float:
    """Radius up to which tubes would be lost between the samples of the grid."""
    return _THINNEST * _CELL * step_mm


def beyond_mm(step_mm: float) -> float:
    """How far ends that are to be cut off go on beyond the cut."""
    return _BEYOND * _CELL * step_mm


def tangle(ended: Sequence[EndedLine], step_mm: float, cut: Collection[tuple[int, int]] = ()) -> TriMesh:
    """The smooth union of some tubes, closed and outward; ends that are to be cut go on a little.

    Where two tubes lie so near that the one never leaves the wall of the other there is no rim to sew; their
    union has a surface nevertheless.

    Parameters
    ----------
    ended : sequence of EndedLine
        The tubes with their ends.
    step_mm : float
        Fineness.
    cut : collection of (int, int)
        Tubes and ends (0 or 1) that end nearly where they are to be cut, less sharply.

    Raises
    ------
    ValueError
        If all tubes are too thin for the grid.
    """
    cell = _CELL * step_mm
    thick_first = sorted(range(len(ended)), key=lambda k: -float(ended[k].line.radii.mean()))
    widest = max(float(each.line.radii.max()) for each in ended)
    margin = 2.0 * cell + BLEND * widest
    drawn = [_drawn(ended[k], _BEYOND * cell) for k in thick_first]
    corners = np.concatenate([points for points, _ in drawn])
    low, high = corners.min(axis=0) - widest - margin, corners.max(axis=0) + widest + margin
    values = np.full(np.ceil((high - low) / cell).astype(int) + 1, margin, np.float32)
    for number, (points, radii) in zip(thick_first, drawn, strict=True):
        room, own = _tube(points, radii, low, cell, margin)
        for end in (end for end in (0, 1) if ended[number].is_across(end)):
            corner = low + cell * np.array([side.start for side in room])
            lap = cell * (_LAP if (number, end) in cut else _BEYOND)
            _cut(own, *end_of(ended[number], end), lap, (corner, cell))
        reach = np.float32(BLEND * float(ended[number].line.radii.mean()))
        values[room] = _blended(values[room], own, reach)
    surface = without_specks(contour(Field(low, cell, values)), _SPECK * cell**3)
    typical = np.median(np.concatenate([each.line.radii for each in ended]))
    return with_fewer_triangles(surface, int(_TRIANGLES * area_mm2(surface) / (float(typical) * step_mm)))


def _blended(a: Samples, b: Samples, reach: np.float32) -> Samples:
    """The smooth lesser of two distances."""
    share = np.maximum(reach - np.abs(a - b), np.float32(0.0)) / reach
    return np.minimum(a, b) - np.float32(0.25) * reach * share * share


def _tube(points: Floats, radii: Floats, low: Floats, cell: float, margin: float) -> tuple[Place, Samples]:
    """The part of the grid round a tube, and how far its samples lie outside the tube's wall."""
    room, axes = _box(points, float(radii.max()) + margin, low, cell)
    corner = np.array([axis.flat[0] for axis in axes])
    own = np.full([axis.size for axis in axes], margin, np.float32)
    for first in range(0, len(points) - 1, _PIECES):
        p, r = points[first : first + _PIECES + 1], radii[first : first + _PIECES + 1]
        place, axes = _box(p, float(r.max()) + margin, corner, cell)
        own[place] = np.minimum(own[place], _gap(axes, p.astype(np.float32), r.astype(np.float32)))
    return room, own


def _box(points: Floats, reach: float, low: Floats, cell: float) -> tuple[Place, list[Samples]]:
    """The part of the grid within reach of some points, and where its samples lie along each axis."""
    begin = np.floor((points.min(axis=0) - reach - low) / cell).astype(int).clip(0)
    stop = np.ceil((points.max(axis=0) + reach - low) / cell).astype(int) + 1
    axes = []
    for axis in range(3):
        shape = [1, 1, 1]
        shape[axis] = -1
        along = low[axis] + cell * np.arange(begin[axis], stop[axis])
        axes.append(along.astype(np.float32).reshape(shape))
    return (slice(begin[0], stop[0]), slice(begin[1], stop[1]), slice(begin[2], stop[2])), axes


def _gap(axes: list[Samples], p: Samples, r: Samples) -> Samples:
    """Distances of samples from the round cones along some pieces of a line."""
    out = np.full([axis.size for axis in axes], np.inf, np.float32)
    for a, b, ra, rb in zip(p[:-1], p[1:], r[:-1], r[1:], strict=True):
        way = b - a
        x, y, z = (axis - start for axis, start in zip(axes, a, strict=True))
        along = (x * way[0] + y * way[1] + z * way[2]) / np.maximum(way @ way, np.float32(1e-12))
        t = np.clip(along, 0.0, 1.0)
        x, y, z = x - t * way[0], y - t * way[1], z - t * way[2]
        np.minimum(out, np.sqrt(x * x + y * y + z * z) - (ra + t * (rb - ra)), out=out)
    return out


def _cut(
    own: Samples, tip: Floats, out: Floats, radius: float, lap_mm: float, grid: tuple[Floats, float]
) -> None:
    """Cut a tube off so far beyond the plane through its tip that faces outwards."""
    near = _TIP * radius + 2.0 * lap_mm
    place, axes = _box(tip[None], near, *grid)
    # The tube's part of the grid may end sooner.
    axes = [axis[tuple(slice(size) for size in own[place].shape)] for axis in axes]
    x, y, z = (axis - start for axis, start in zip(axes, tip.astype(np.float32), strict=True))
    beyond = x * np.float32(out[0]) + y * np.float32(out[1]) + z * np.float32(out[2])
    within = x * x + y * y + z * z < near**2
    own[place] = np.where(within, np.maximum(own[place], beyond - np.float32(lap_mm)), own[place])


def _drawn(each: EndedLine, beyond_mm: float) -> tuple[Floats, Floats]:
    """Corners and radii of the line between its ends, those that are cut so far beyond these."""
    lengths = each.line.lengths
    inner = (lengths > each.low_mm + 1e-6) & (lengths < each.high_mm - 1e-6)
    at = np.concatenate([[each.low_mm], lengths[inner], [each.high_mm]])
    points = np.stack([np.interp(at, lengths, axis) for axis in each.line.points.T], axis=1)
    radii = np.interp(at, lengths, each.line.radii)
    for end in (0, 1):
        if each.is_across(end):
            middle, way, radius = end_of(each, end)
            row = len(points) if end else 0
            points = np.insert(points, row, middle + beyond_mm * way, axis=0)
            radii = np.insert(radii, row, radius)
    return points, radii
