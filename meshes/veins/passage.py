"""Finding a way through a gap between bones: the widest short path on a small grid."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel
from meshes.network.graph import Floats, Ints, Mask
from meshes.veins.site import LOOSE, Site, vessel, way

Asked = Callable[[Floats], Floats]
"""Distance to bone of (N, 3) world points."""

_STEP_MM = 0.8
_MARGIN_MM = 7.0
_CLEAR_MM = 0.25
_SHARES = (1.0, 0.75, 0.5)
"""Room tried, the full one first: a narrow gap lets a vein through that it presses thin."""


def passage(
    site: Site, structure: str, inner: str, start: Vector, outer: str, end: Vector, radius: float
) -> Vessel | None:
    """A vessel from a junction in the canal to one outside that touches no bone; None if there is no way."""
    for share in _SHARES:
        route = clear_route(site.ground, start, end, share * (radius + _CLEAR_MM))
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
    grid = np.stack(np.meshgrid(*(np.arange(n) for n in shape), indexing="ij"), axis=-1)
    room = ground(low + grid.reshape(-1, 3) * _STEP_MM).reshape(tuple(shape)) - room_mm
    free = room > 0
    ends = [tuple(np.round((point - low) / _STEP_MM).astype(int)) for point in (start, end)]
    for cell in ends:
        free[_around(cell, shape)] = True
    wave = _wave(free, ends[0], ends[1])
    if wave is None:
        return None
    cells = _descent(wave, ends[1])
    points = low + np.array(cells[::-1]) * _STEP_MM
    if len(points) < 6:
        return points[1:-1:2] if len(points) > 2 else np.zeros((0, 3))
    smooth = points.copy()
    for _ in range(4):
        smooth[1:-1] = 0.25 * smooth[:-2] + 0.5 * smooth[1:-1] + 0.25 * smooth[2:]
    return smooth[2:-2:3]


def _around(cell: tuple[int, ...], shape: Floats) -> tuple[slice, ...]:
    return tuple(slice(max(c - 1, 0), min(c + 2, int(n))) for c, n in zip(cell, shape, strict=True))


def _wave(free: Mask, start: tuple[int, ...], end: tuple[int, ...]) -> Ints | None:
    """Steps from the start to each free cell, -1 where the wave did not come before it reached the end."""
    wave: Ints = np.full(free.shape, -1, np.int32)
    front: Mask = np.zeros(free.shape, bool)
    front[start] = True
    wave[start] = 0
    step = 0
    while front.any():
        if wave[end] >= 0:
            return wave
        step += 1
        grown = front.copy()
        for axis in range(3):
            ahead = [slice(None)] * 3
            behind = [slice(None)] * 3
            ahead[axis], behind[axis] = slice(1, None), slice(None, -1)
            grown[tuple(ahead)] |= front[tuple(behind)]
            grown[tuple(behind)] |= front[tuple(ahead)]
        front = grown & free & (wave < 0)
        wave[front] = step
    return None


def _descent(wave: Ints, end: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Cells from the end back to the start, each one step nearer."""
    here = np.array(end)
    cells = [tuple(here)]
    steps = np.concatenate([np.eye(3, dtype=int), -np.eye(3, dtype=int)])
    while wave[tuple(here)] > 0:
        near = here + steps
        near = near[((near >= 0) & (near < wave.shape)).all(axis=1)]
        value = wave[tuple(near.T)]
        here = near[np.flatnonzero(value == wave[tuple(here)] - 1)[(len(cells) * 5) % 2 - 1]]
        cells.append(tuple(here))
    return cells
