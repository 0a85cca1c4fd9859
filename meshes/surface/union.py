"""Several closed meshes as one watertight solid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkImagingStencil import vtkImageStencilToImage, vtkPolyDataToImageStencil

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.sample import Field
from meshes.surface.extract import contour
from meshes.surface.formats.vtp import poly_data

Occupied = NDArray[np.uint8]
_MARGIN = 3


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
    if not meshes:
        raise ValueError("nothing to unite")
    bounds = np.array([mesh.bounds for mesh in meshes])
    origin = bounds[:, 0].min(axis=0) - _MARGIN * step_mm
    size = np.ceil((bounds[:, 1].max(axis=0) - origin) / step_mm).astype(int) + _MARGIN + 1
    grid = np.zeros(tuple(size), np.uint8)
    for mesh in meshes:
        _mark(grid, mesh, origin, step_mm)
    covered = _blurred(grid)
    return contour(Field(origin, step_mm, (31.5 - covered.astype(np.float32)) * np.float32(step_mm / 64)))


def _mark(grid: Occupied, mesh: TriMesh, origin: Vector, step_mm: float) -> None:
    """Set the voxels whose centres lie inside `mesh`."""
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
    block = scalars.reshape((x + 1, y + 1, z + 1), order="F")
    grid[tuple(slice(a, b + 1) for a, b in zip(low, high, strict=True))] |= block


def _blurred(grid: Occupied) -> Occupied:
    """Each voxel's cover, 0 to 64, with weights 1-2-1 along each axis."""
    for axis in range(3):
        along = np.moveaxis(grid, axis, 0)
        sums = along * 2
        sums[1:] += along[:-1]
        sums[:-1] += along[1:]
        grid = np.moveaxis(sums, 0, axis)
    return grid
