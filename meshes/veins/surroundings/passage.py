"""Finding a way through a gap between bones: the widest short path on a small grid."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel
from meshes.network.graph import Floats, Ints, Mask
from meshes.veins.surroundings.site import LOOSE, Site, vessel, way

Asked = Callable[[Floats], Floats]
"""Distance of (N, 3) world points to what may not be touched."""

_STEP_MM = 0.8
_MARGIN_MM = 7.0
_CLEAR_MM = 0.25
_DETOURS = (6, 14)
"""Cells by which a route may be longer than the straightest, to be found in a part of the grid before all
of it is looked at: most gaps are straight, and asking about every cell is what costs time."""
_SHARES = (1.0, 0.75, 0.5)
"""Room tried, the full one first: a narrow gap lets a vein through that it presses thin."""


def passage(
    site: Site, structure: str, inner: str, start: Vector, outer: str, end: Vector, radius: float
) -> Vessel | None:
    """A vessel from a junction in the canal to one outside that touches neither bone nor dura, if there is a
    way.
    """

    def asked(points: Floats) -> Floats:
        far = site.ground(points)
        return far if site.sac is None else np.minimum(far, site.sac(points))

    for share in _SHARES:
        route = clear_route(asked, start, end, share * (radius + _CLEAR_MM))
        if route is not None:
            break
    else:
        return None
    path = [way(start, radius, inner), *(way(point, radius) for point in route), way(end, radius, outer)]
    return vessel(structure, LOOSE, *path)


def clear_route(ground: Asked, start: Vector, end: Vector, room_mm: float) -> Floats | None:
    """Way-points between two world points, every one at least `room_mm` from bone, or None.

    A wave runs from the start over the free cells of a grid until it meets the end; the way back down the
    wave is the route, thinned to a point every few cells.
    """
    low = np.minimum(start, end) - _MARGIN_MM
    shape = np.ceil((np.maximum(start, end) + _MARGIN_MM - low) / _STEP_MM).astype(int) + 1
    first, last = (np.round((point - low) / _STEP_MM).astype(int) for point in (start, end))
    cells = np.indices(tuple(shape))
    length = sum(np.abs(cells[axis] - first[axis]) + np.abs(cells[axis] - last[axis]) for axis in range(3))
    shortest = int(np.abs(first - last).sum())
    free, is_known = np.zeros(tuple(shape), bool), np.zeros(tuple(shape), bool)
    for most in (*(shortest + detour for detour in _DETOURS), np.inf):
        asked = (length <= most) & ~is_known
        free[asked] = ground(low + np.argwhere(asked) * _STEP_MM) - room_mm > 0
        is_known |= asked
        for cell in (first, last):
            free[_around(cell, shape)] = True
        route = _route(free, first, last)
        if route is not None and len(route) - 1 <= most:
            return _thinned(low + route * _STEP_MM)
    return None


def _thinned(points: Floats) -> Floats:
    """The route without its ends, evened out, a point every few cells."""
    if len(points) < 6:
        return points[1:-1:2] if len(points) > 2 else np.zeros((0, 3))
    smooth = points.copy()
    for _ in range(4):
        smooth[1:-1] = 0.25 * smooth[:-2] + 0.5 * smooth[1:-1] + 0.25 * smooth[2:]
    return smooth[2:-2:3]


def _around(cell: Ints, shape: Ints) -> tuple[slice, ...]:
    return tuple(
        slice(max(c - 1, 0), min(c + 2, n)) for c, n in zip(cell.tolist(), shape.tolist(), strict=True)
    )


def _route(free: Mask, first: Ints, last: Ints) -> Ints | None:
    """A shortest way from one cell to another over free cells, (N, 3); None if there is none."""
    # With a closed border cells can be told by one number, and no step leads out of the grid.
    closed = np.pad(free, 1)
    shape = closed.shape
    ways = np.array([shape[1] * shape[2], shape[2], 1])
    ways = np.concatenate([ways, -ways])
    start, end = (int(np.ravel_multi_index(tuple(cell + 1), shape)) for cell in (first, last))
    wave = _wave(closed.ravel(), start, end, ways)
    if wave[end] < 0:
        return None
    return np.stack(np.unravel_index(_descent(wave, end, ways.tolist())[::-1], shape), axis=1) - 1


def _wave(is_open: Mask, start: int, end: int, ways: Ints) -> Ints:
    """Steps from the start to each free cell, -1 where the wave did not come before it reached the end."""
    wave: Ints = np.full(len(is_open), -1, np.int32)
    front = np.array([start])
    step = wave[start] = 0
    is_open[start] = False
    while len(front) and wave[end] < 0:
        step += 1
        near = (front[:, None] + ways).ravel()
        front = np.unique(near[is_open[near]])
        is_open[front] = False
        wave[front] = step
    return wave


def _descent(wave: Ints, end: int, ways: list[int]) -> list[int]:
    """Cells from the end back to the start, each one step nearer."""
    cells = [end]
    for step in range(int(wave[end]) - 1, -1, -1):
        nearer = [cells[-1] + way for way in ways if wave[cells[-1] + way] == step]
        # By turns the first and the last, so that the way does not hug one side.
        cells.append(nearer[len(cells) % 2 - 1])
    return cells
