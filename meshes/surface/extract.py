"""From a sampled distance to a closed triangle mesh."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D

from meshes.geometry.trimesh import TriMesh, compact
from meshes.sdf.sample import Field, sample
from meshes.sdf.solid import Solid
from meshes.surface.creases import creased
from meshes.surface.fairing import faired


def extract(solid: Solid, step_mm: float) -> TriMesh:
    """The surface of `solid`, closed, its triangles facing outwards.

    Parameters
    ----------
    solid : Solid
        What to mesh.
    step_mm : float
        Grid step; details thinner than it are lost.

    Returns
    -------
    TriMesh
        In the frame of the solid.

    Raises
    ------
    ValueError
        If the solid has no surface at this step.
    """
    return contour(sample(solid, step_mm))


def surface_of(field: Field, solid: Solid) -> TriMesh:
    """The contour of a sampled solid as it is shown: whole at creases and even elsewhere.

    Raises
    ------
    ValueError
        If there is no surface at this grid step.
    """
    plain = contour(field)
    return faired(creased(plain, solid, field.step_mm), len(plain.points))


def contour(field: Field) -> TriMesh:
    """The zero level of a sampled distance as a closed, outward mesh (flying edges).

    Raises
    ------
    ValueError
        If there is no surface at this grid step.
    """
    surface = vtkFlyingEdges3D()
    surface.SetInputData(_image(field))
    surface.SetValue(0, 0.0)
    surface.ComputeNormalsOff()
    surface.ComputeGradientsOff()
    surface.ComputeScalarsOff()
    surface.Update()
    output = surface.GetOutput()
    if output.GetNumberOfCells() == 0:
        raise ValueError("the solid has no surface at this grid step")
    points = vtk_to_numpy(output.GetPoints().GetData()).astype(np.float64)
    triangles = vtk_to_numpy(output.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    # Fields that are negative inside come out facing inwards: here, and only here, that is turned round.
    return compact(points, triangles[:, ::-1])


def _image(field: Field) -> vtkImageData:
    image = vtkImageData()
    image.SetDimensions(*field.values.shape)
    image.SetOrigin(*field.origin)
    image.SetSpacing(*[field.step_mm] * 3)
    # VTK runs x fastest: Fortran order, or x and z change places without a word.
    image.GetPointData().SetScalars(numpy_to_vtk(_off_zero(field.values).ravel(order="F"), deep=True))
    return image


def _off_zero(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Samples that are exactly zero would put several corners in one place and open the mesh."""
    return np.where(np.abs(values) < 1e-5, np.float32(1e-5), values)
