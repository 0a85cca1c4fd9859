"""Thin parts of a solid made as thick as a printer needs, on a grid of voxels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkImagingGeneral import vtkImageEuclideanDistance

Occupied = NDArray[np.uint8]

_QUARTERS = 4
"""Steps a voxel in which thicknesses are told apart."""
_UNSURE = 1.6
"""Voxels by which a part may be thinner than they say, and by which rounding off thins it; tried on tubes."""

_CORNER = 1.8
"""How much farther the corner of a block lies from where a ball has room than its faces, and some more."""


def thickened(inside: Occupied, touched: Occupied, reach: float) -> Occupied:
    """A solid with its thin parts, and only those, grown to a least thickness.

    Parameters
    ----------
    inside : (nx, ny, nz) array
        1 inside the solid, else 0; at least `reach` + 2 voxels of 0 at each face.
    touched : (nx, ny, nz) array
        1 in voxels that the solid touches at all: it keeps what is thinner than a voxel.
    reach : float
        Half the least thickness, voxels.

    Returns
    -------
    array
        1 inside the thickened solid.

    Notes
    -----
    Thin is what a ball of the radius `reach` does not fill, unless it is near to where one has room, as the
    edges of thick parts are. A thin part grows by what its middle lacks; it comes to 1 to 1.6 times the least
    thickness.
    """
    depth = _distance(inside, reach + 2.0)
    has_room = (depth - _UNSURE >= reach).astype(np.uint8)
    lost = (touched == 1) & (inside == 0) & (_distance(1 - inside, 2.0) > 1.5)
    filled = inside | lost.astype(np.uint8)
    is_thin = (filled == 1) & _is_off(has_room, filled, reach + _UNSURE)
    quarters = np.where(is_thin, np.rint(depth * _QUARTERS), 0).astype(np.uint8)
    half = neighbourhood(quarters, int(np.ceil(reach)))
    grown = filled
    for quarter in np.unique(half[is_thin]):
        lacks = reach + _UNSURE - quarter / _QUARTERS
        if lacks > 0.0:
            away = np.where(is_thin & (half == quarter), 0, 1).astype(np.uint8)
            grown |= (_distance(away, lacks + 1.0) <= lacks).astype(np.uint8)
    return grown


def sight_of(reach: float) -> int:
    """Voxels from a voxel beyond which nothing bears on whether `thickened` fills it."""
    ball = reach + _UNSURE
    steps = reach + 2.0, _CORNER * ball + 1.0, (_CORNER - 1.0) * ball + 2.0, np.ceil(reach), ball + 1.0
    return int(np.ceil(sum(steps))) + 2


def _is_off(has_room: Occupied, filled: Occupied, ball: float) -> NDArray[np.bool_]:
    """What lies off the thick parts: beyond their corners, and what joins them to it."""
    away = _distance(1 - has_room, _CORNER * ball + 1.0)
    is_off = away > _CORNER * ball
    beyond = 1 - (is_off & (filled == 1)).astype(np.uint8)
    reaches = (_CORNER - 1.0) * ball + 1.0
    return is_off | ((away > ball) & (_distance(beyond, reaches + 1.0) <= reaches))


def neighbourhood(values: NDArray[np.uint8], away: int) -> NDArray[np.uint8]:
    """The greatest value within some voxels along each axis, (nx, ny, nz)."""
    for axis in range(3):
        along = np.moveaxis(values, axis, 0)
        best = along.copy()
        for step in range(1, away + 1):
            np.maximum(best[step:], along[:-step], out=best[step:])
            np.maximum(best[:-step], along[step:], out=best[:-step])
        values = np.moveaxis(best, 0, axis)
    return values


def _distance(mask: NDArray, most: float) -> NDArray[np.float32]:
    """From each voxel that is 1 to the nearest one that is 0, in voxels; cut off at `most`."""
    image = vtkImageData()
    image.SetDimensions(*mask.shape)
    image.GetPointData().SetScalars(numpy_to_vtk(mask.astype(np.uint8).ravel(order="F"), deep=True))
    measure = vtkImageEuclideanDistance()
    measure.SetInputData(image)
    measure.SetMaximumDistance(most**2)
    measure.Update()
    squared = vtk_to_numpy(measure.GetOutput().GetPointData().GetScalars())
    return np.sqrt(squared).astype(np.float32).reshape(mask.shape, order="F")
