"""Triangles in and out of VTK on the shortest way: PyVista's takes longer than cutting a small body does."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkDataArray, vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData

from viewer.render.surfaces import AT_CORNERS

Array = NDArray[np.generic]

NOTHING: Mapping[str, Array] = {}


def points_of(surface: vtkPolyData) -> Array:
    """Its corners, (N, 3) mm, as VTK has them."""
    points = surface.GetPoints()
    return (
        vtk_to_numpy(points.GetData())
        if points and points.GetNumberOfPoints()
        else np.zeros((0, 3), np.float32)
    )


def triangles_of(surface: vtkPolyData) -> NDArray[np.integer]:
    """Numbers of corners, (M, 3), of a surface that has triangles alone."""
    polys = surface.GetPolys()
    if not polys.GetNumberOfCells():
        return np.zeros((0, 3), np.int32)
    found: NDArray[np.integer] = vtk_to_numpy(polys.GetConnectivityArray()).reshape(-1, 3)
    return found


def normals_of(surface: vtkPolyData) -> Array | None:
    """One a corner, (N, 3), where it has normals."""
    normals = surface.GetPointData().GetNormals()
    return None if normals is None else vtk_to_numpy(normals)


def carried_by(surface: vtkPolyData) -> dict[str, Array]:
    """What cuts have to carry over, by name, as far as the surface has it."""
    data = surface.GetPointData()
    found = ((name, data.GetArray(name)) for name in AT_CORNERS)
    return {name: vtk_to_numpy(array) for name, array in found if array is not None}


def surface_of(
    points: Array,
    triangles: NDArray[np.integer],
    normals: Array | None = None,
    carried: Mapping[str, Array] = NOTHING,
) -> pv.PolyData:
    """A surface of its own copies of these.

    Parameters
    ----------
    points : (N, 3) array
        mm.
    triangles : (M, 3) array
        Numbers of points.
    normals : (N, 3) array, optional
        One a corner.
    carried
        More values, one a corner, by name.
    """
    corners, cells, surface = vtkPoints(), vtkCellArray(), pv.PolyData()
    corners.SetData(numpy_to_vtk(np.ascontiguousarray(points), deep=True))
    cells.SetData(3, numpy_to_vtk(np.ascontiguousarray(triangles).ravel(), deep=True))
    surface.SetPoints(corners)
    surface.SetPolys(cells)
    data = surface.GetPointData()
    if normals is not None:
        data.SetNormals(named("Normals", normals))
    for name, values in carried.items():
        data.AddArray(named(name, values))
    return surface


def named(name: str, values: Array) -> vtkDataArray:
    """A copy of values, one a corner, as VTK keeps them."""
    array = numpy_to_vtk(np.ascontiguousarray(values), deep=True)
    array.SetName(name)
    return array


def faces_of(surface: vtkPolyData, chosen: Array) -> pv.PolyData:
    """Some triangles of a surface with only their own corners; normals and what is carried come along."""
    points, triangles = points_of(surface), triangles_of(surface)[chosen]
    is_used = np.zeros(len(points), bool)
    is_used[triangles] = True
    renumbered = (np.cumsum(is_used) - 1)[triangles]
    carried = {name: values[is_used] for name, values in carried_by(surface).items()}
    normals = normals_of(surface)
    return surface_of(points[is_used], renumbered, None if normals is None else normals[is_used], carried)
