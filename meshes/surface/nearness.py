"""How far points lie from a mesh, and on which side."""

from __future__ import annotations

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkDoubleArray, vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkFiltersCore import vtkImplicitPolyDataDistance

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh


class Nearness:
    """The signed distance to a closed mesh: negative inside, exact up to rounding.

    Parameters
    ----------
    mesh : TriMesh
        Closed and outward.
    """

    def __init__(self, mesh: TriMesh) -> None:
        self._bounds = mesh.bounds
        self._distance = vtkImplicitPolyDataDistance()
        self._distance.SetInput(_polydata(mesh))

    def __call__(self, points: Vector) -> Vector:
        """Signed distance (N,) of (N, 3) points, mm."""
        points = np.ascontiguousarray(points, np.float64)
        if not len(points):
            return np.zeros(0)
        values = vtkDoubleArray()
        self._distance.FunctionValue(numpy_to_vtk(points, deep=True), values)
        return vtk_to_numpy(values).copy()

    def near(self, points: Vector, reach_mm: float) -> Vector:
        """The same, but only for points within `reach_mm` of the mesh's box; farther ones get infinity."""
        points = np.asarray(points, float)
        low, high = self._bounds
        inside = ((points > low - reach_mm) & (points < high + reach_mm)).all(axis=1)
        distance = np.full(len(points), np.inf)
        distance[inside] = self(points[inside])
        return distance


def _polydata(mesh: TriMesh) -> vtkPolyData:
    points = vtkPoints()
    points.SetData(numpy_to_vtk(mesh.points, deep=True))
    cells = vtkCellArray()
    offsets = np.arange(0, 3 * len(mesh.triangles) + 1, 3, dtype=np.int64)
    corners = mesh.triangles.astype(np.int64).ravel()
    cells.SetData(numpy_to_vtkIdTypeArray(offsets, deep=True), numpy_to_vtkIdTypeArray(corners, deep=True))
    poly = vtkPolyData()
    poly.SetPoints(points)
    poly.SetPolys(cells)
    return poly
