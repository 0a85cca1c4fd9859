"""A foreign surface made fit for measuring: welded, its small holes closed, its triangles turned alike."""

from __future__ import annotations

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkFiltersCore import vtkPolyDataNormals, vtkTriangleFilter
from vtkmodules.vtkFiltersModeling import vtkFillHolesFilter

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.trimesh import TriMesh, compact
from meshes.surface.nearness import polydata


def welded(mesh: TriMesh, share: float = 1e-6) -> TriMesh:
    """The mesh with corners in one place made one, and triangles without area left out.

    Parameters
    ----------
    mesh : TriMesh
        Perhaps a heap of single triangles, as STL holds them.
    share : float
        Of the mesh's size: what lies nearer is one place.
    """
    low, high = mesh.bounds
    grid = np.round((mesh.points - low) / max(share * float(np.max(high - low)), 1e-300)).astype(np.int64)
    _, first, label = np.unique(grid, axis=0, return_index=True, return_inverse=True)
    triangles = label.ravel()[mesh.triangles]
    a, b, c = triangles.T
    triangles = triangles[(a != b) & (b != c) & (c != a)]
    return compact(mesh.points[first], triangles)


def closed_over(mesh: TriMesh, hole_mm: float) -> TriMesh:
    """The mesh with holes of less than a radius closed."""
    fill = vtkFillHolesFilter()
    fill.SetInputData(polydata(mesh))
    fill.SetHoleSize(hole_mm)
    return _filtered(fill)


def turned_outwards(mesh: TriMesh) -> TriMesh:
    """The mesh with its triangles turned alike and outwards."""
    normals = vtkPolyDataNormals()
    normals.SetInputData(polydata(mesh))
    normals.ConsistencyOn()
    normals.SplittingOff()
    normals.NonManifoldTraversalOff()
    alike = _filtered(normals)
    if signed_volume_mm3(alike) >= 0:
        return alike
    return TriMesh(alike.points, alike.triangles[:, ::-1])


def _filtered(last) -> TriMesh:  # type: ignore[no-untyped-def]
    split = vtkTriangleFilter()
    split.SetInputConnection(last.GetOutputPort())
    split.PassLinesOff()
    split.PassVertsOff()
    split.Update()
    output = split.GetOutput()
    points = vtk_to_numpy(output.GetPoints().GetData()).astype(np.float64)
    triangles = vtk_to_numpy(output.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    return TriMesh(points, triangles.astype(np.int32))
