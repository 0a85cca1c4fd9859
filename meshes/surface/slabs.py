"""A large grid of voxels worked on slab by slab, so that memory is asked for a part of it at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.trimesh import TriMesh, compact
from meshes.sdf.sample import Field
from meshes.surface.extract import contour

Voxels = NDArray[np.uint8]

VOXELS_A_SLAB = 40_000_000
_FEWEST_PLANES = 96
"""Planes of a slab at least: what it must see beyond its faces is not to be most of the work."""


def seams(shape: Sequence[int], voxels: int = VOXELS_A_SLAB, fewest: int = _FEWEST_PLANES) -> list[int]:
    """First plane of each slab along the last axis of a grid, and the number of planes."""
    thick = max(fewest, voxels // (shape[0] * shape[1]))
    return [*range(0, shape[2], thick), shape[2]]


def in_slabs(
    grid: Voxels, work: Callable[[Voxels], Voxels], sight: int, between: Sequence[int] | None = None
) -> Voxels:
    """What `work` makes of a grid, done slab by slab.

    Parameters
    ----------
    grid : (nx, ny, nz) array
        0 where nothing is.
    work : callable
        Makes an array of the same shape of a part of the grid; 0 where nothing is in sight.
    sight : int
        Voxels from a voxel beyond which nothing bears on what it becomes.
    between : sequence of int, optional
        As `seams` says.
    """
    made = np.zeros_like(grid)
    for first, end in pairwise(between or seams(grid.shape)):
        for window in _occupied(grid, first - sight, end + sight, sight):
            block, start = work(grid[window]), window[2].start
            made[*window[:2], first:end] = block[:, :, first - start : end - start]
    return made


def surface_in_slabs(
    grid: Voxels, field: Callable[[Voxels], NDArray[np.float32]], between: Sequence[int] | None = None
) -> TriMesh:
    """The closed surface of a field on a grid, contoured slab by slab and sewn.

    Parameters
    ----------
    grid : (nx, ny, nz) array
        0 where nothing is, and at its faces.
    field : callable
        Negative inside, from a part of the grid; a voxel's value depends on itself and the next ones.
    between : sequence of int, optional
        As `seams` says.

    Returns
    -------
    TriMesh
        In voxels from the middle of the first.

    Raises
    ------
    ValueError
        If the field has no surface.
    """
    planes, last = list(between or seams(grid.shape)), grid.shape[2] - 1
    pieces = []
    for first, end in pairwise([*planes[:-1], last]):
        for window in _occupied(grid, first - 1, end + 2, 2):
            start = window[2].start
            values = field(grid[window])[:, :, first - start : end + 1 - start]
            if (values < 0.0).any():
                low = np.array([window[0].start, window[1].start, first], float)
                pieces.append(contour(Field(low, 1.0, values)))
    if not pieces:
        raise ValueError("the solid has no surface at this grid step")
    return _sewn(pieces, planes[1:-1])


def _occupied(grid: Voxels, first: int, end: int, around: int) -> Iterator[tuple[slice, slice, slice]]:
    """The part of some planes that holds anything, and voxels around it; none where nothing is."""
    along = slice(max(first, 0), min(end, grid.shape[2]))
    sides = [np.flatnonzero(grid[:, :, along].any(axis=axes)) for axes in ((1, 2), (0, 2))]
    if not len(sides[0]):
        return
    x, y = (
        slice(max(int(each[0]) - around, 0), min(int(each[-1]) + 1 + around, size))
        for each, size in zip(sides, grid.shape[:2], strict=True)
    )
    yield x, y, along


def _sewn(pieces: Sequence[TriMesh], planes: Sequence[int]) -> TriMesh:
    """Meshes that meet in planes of the grid as one.

    An edge of the grid bears one corner at most, by which the corners of a plane are known again: they differ
    in the last bit where the slabs begin at other voxels.
    """
    points = np.concatenate([each.points for each in pieces])
    before = np.cumsum([0, *(len(each.points) for each in pieces[:-1])])
    triangles = np.concatenate([each.triangles + start for each, start in zip(pieces, before, strict=True)])
    on_seam = np.flatnonzero(np.isin(points[:, 2], planes))
    low = np.floor(points[on_seam])
    edge = np.column_stack([low, points[on_seam, 0] == low[:, 0]])
    _, first, same = np.unique(edge, axis=0, return_index=True, return_inverse=True)
    stands_for = np.arange(len(points))
    stands_for[on_seam] = on_seam[first[same.reshape(-1)]]
    return compact(points, stands_for[triangles])
