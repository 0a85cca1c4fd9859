"""Several closed meshes as one watertight solid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkImagingStencil import vtkImageStencilToImage, vtkPolyDataToImageStencil

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh
from meshes.surface.formats.vtp import poly_data
from meshes.surface.slabs import in_slabs, surface_in_slabs
from meshes.surface.thickening import neighbourhood, sight_of, thickened

Occupied = NDArray[np.uint8]
_MARGIN = 3
_VOXELS_A_WALL = 5.0
_ASIDE = 0.37
_FINER = 2
"""Marks along the edge of a voxel where thin parts must not be lost."""
_FULL = _FINER**3
MOST_VOXELS = 600_000_000
"""Bytes of a grid; the internal plexus of the whole column at life size takes two thirds of them."""


class TooFine(ValueError):
    """A grid that would fill this machine's memory; the message says what to do."""


def printable_mesh(meshes: Sequence[TriMesh], step_mm: float, wall_mm: float) -> TriMesh:
    """As :func:`union_mesh`, with no part thinner than a wall: thinner vessels and sheets are thickened.

    Parameters
    ----------
    meshes, step_mm
        As there; the grid is made finer if the wall asks for it.
    wall_mm
        Least thickness, in the millimetres of the meshes.

    Raises
    ------
    TooFine
        When the grid would have more than `MOST_VOXELS` voxels.
    """
    step_mm = min(step_mm, wall_mm / _VOXELS_A_WALL)
    reach = wall_mm / step_mm / 2.0
    # Faces are where the bounds end; off the middle of voxels they are not all told as lying half inside.
    margin = _MARGIN + int(np.ceil(reach)) + _ASIDE
    origin, filling = _room(meshes, step_mm, margin)
    for mesh in meshes:
        _fill(filling, mesh, origin, step_mm)
    walled = in_slabs(filling, partial(_walled, reach=reach), sight_of(reach) + 1)
    return _rounded(walled, origin, step_mm, _FULL)


def _walled(filling: Occupied, reach: float) -> Occupied:
    """The same filling with thin parts grown to twice `reach` voxels."""
    inside = (2 * filling >= _FULL).astype(np.uint8)
    added = thickened(inside, (filling > 0).astype(np.uint8), reach) - inside
    # What is only partly full beside what was added is now within the thickened part.
    is_full = neighbourhood(added, 1) & np.maximum(inside, added) == 1
    return np.where(is_full, np.uint8(_FULL), filling)


def union_mesh(meshes: Sequence[TriMesh], step_mm: float) -> TriMesh:
    """One closed surface around everything that is inside any of `meshes`.

    Parameters
    ----------
    meshes : sequence of TriMesh
        Closed, outward, in one frame; they may overlap, touch or lie apart.
    step_mm : float
        Edge of a voxel. The surface keeps within about half a step of the originals; what is thinner than a
        step is lost, gaps narrower than a step close.

    Returns
    -------
    TriMesh
        Closed and outward.

    Raises
    ------
    ValueError
        If there is nothing to unite.

    Notes
    -----
    Voxels are marked by even-odd stencils, blurred over their neighbours with weights 1-2-1 and contoured
    half way, which rounds off the steps of the grid.
    """
    origin, grid = _room(meshes, step_mm, _MARGIN)
    for mesh in meshes:
        low, block = _block(mesh, origin, step_mm)
        grid[_within(low, block)] |= block
    return _rounded(grid, origin, step_mm, 1)


def _room(meshes: Sequence[TriMesh], step_mm: float, margin: float) -> tuple[Vector, Occupied]:
    """An empty grid round all meshes, and where its first voxel lies."""
    if not meshes:
        raise ValueError("nothing to unite")
    bounds = np.array([mesh.bounds for mesh in meshes])
    origin = bounds[:, 0].min(axis=0) - margin * step_mm
    size = np.ceil((bounds[:, 1].max(axis=0) - origin) / step_mm).astype(int) + int(np.ceil(margin)) + 1
    if float(np.prod(size.astype(float))) > MOST_VOXELS:
        raise TooFine("so fine a solid does not fit into memory; choose fewer levels, or a thicker wall")
    return origin, np.zeros(tuple(size), np.uint8)


def _rounded(filling: Occupied, origin: Vector, step_mm: float, full: int) -> TriMesh:
    """The surface round the voxels filled at least half, without the steps of the grid."""
    half = 32.0 * full - 0.5

    def field(part: Occupied) -> NDArray[np.float32]:
        covered = _blurred(part.astype(np.uint16) if full > 1 else part)
        return (half - covered.astype(np.float32)) / np.float32(64 * full)

    surface = surface_in_slabs(filling, field)
    return TriMesh(origin + step_mm * surface.points, surface.triangles)


def _within(low: NDArray[np.int64], block: Occupied) -> tuple[slice, ...]:
    return tuple(slice(int(a), int(a) + size) for a, size in zip(low, block.shape, strict=True))


def _fill(filling: Occupied, mesh: TriMesh, origin: Vector, step_mm: float) -> None:
    """Add how much of each voxel lies inside `mesh`, in marks; what several fill is full at most once."""
    fine_mm = step_mm / _FINER
    # The marks of a voxel lie symmetrically about its centre.
    first = origin - (step_mm - fine_mm) / 2.0
    low, block = _block(mesh, first, fine_mm)
    start = low // _FINER
    before = low - start * _FINER
    after = -(before + block.shape) % _FINER
    padded = np.pad(block, list(zip(before, after, strict=True)))
    x, y, z = (size // _FINER for size in padded.shape)
    counts = padded.reshape(x, _FINER, y, _FINER, z, _FINER).sum(axis=(1, 3, 5))
    place = _within(start, counts)
    filling[place] = np.minimum(filling[place] + counts, _FULL)


def _block(mesh: TriMesh, origin: Vector, step_mm: float) -> tuple[NDArray[np.int64], Occupied]:
    """Which centres of a grid lie inside `mesh`, and where in the grid this block begins."""
    low, high = ((mesh.bounds - origin) / step_mm).round().astype(int) + np.array([[-1], [1]])
    stencil = vtkPolyDataToImageStencil()
    stencil.SetInputData(poly_data([("", mesh)]))
    stencil.SetOutputOrigin(*(origin + low * step_mm))
    stencil.SetOutputSpacing(step_mm, step_mm, step_mm)
    x, y, z = high - low
    stencil.SetOutputWholeExtent(0, int(x), 0, int(y), 0, int(z))
    painter = vtkImageStencilToImage()
    painter.SetInputConnection(stencil.GetOutputPort())
    painter.SetInsideValue(1)
    painter.SetOutsideValue(0)
    painter.SetOutputScalarTypeToUnsignedChar()
    painter.Update()
    scalars = vtk_to_numpy(painter.GetOutput().GetPointData().GetScalars())
    return low, scalars.reshape((x + 1, y + 1, z + 1), order="F")


def _blurred(grid: Occupied) -> Occupied:
    """Each voxel's cover, 64 times as high where all around is alike, with weights 1-2-1 along each axis."""
    for axis in range(3):
        along = np.moveaxis(grid, axis, 0)
        sums = along * 2
        sums[1:] += along[:-1]
        sums[:-1] += along[1:]
        grid = np.moveaxis(sums, 0, axis)
    return grid
