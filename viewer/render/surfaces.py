"""From numbers to what VTK draws: normals, and lighter stand-ins for moving pictures."""

from __future__ import annotations

import numpy as np
import pyvista as pv
from vtkmodules.vtkFiltersCore import vtkBinnedDecimation

from meshes.geometry.axes import Vector
from meshes.geometry.mensuration import area_mm2
from meshes.geometry.trimesh import TriMesh

FEWEST_TRIANGLES = 400
"""A surface with fewer triangles is its own stand-in."""


_TRIANGLES_A_CELL = 2.6
"""Triangles that binning leaves on an area the size of one face of its cells; tried on spheres."""


def vertex_normals(mesh: TriMesh) -> Vector:
    """Unit normals at the corners, (N, 3), each the area-weighted mean of the triangles that meet there.

    A corner without triangles, or in which they cancel, gets +z.
    """
    corners = mesh.corners()
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    where = mesh.triangles.ravel()
    sums = [np.bincount(where, np.repeat(across[:, axis], 3), len(mesh.points)) for axis in range(3)]
    normals = np.stack(sums, axis=1)
    lengths = np.linalg.norm(normals, axis=1)
    normals[lengths < 1e-12] = (0.0, 0.0, 1.0)
    return normals / np.where(lengths < 1e-12, 1.0, lengths)[:, None]


def polydata(mesh: TriMesh) -> pv.PolyData:
    """A surface with smooth normals, single precision, as the graphics card takes it."""
    surface = pv.PolyData.from_regular_faces(mesh.points.astype(np.float32), mesh.triangles)
    surface.point_data.active_normals = vertex_normals(mesh).astype(np.float32)
    return surface


def stand_in(surface: pv.PolyData, share: float) -> pv.PolyData:
    """A lighter surface of about `share` of the triangles: corners that share a cell of a grid become one.

    Quadric decimation keeps form better, but takes a second for a vertebra where this takes milliseconds, and
    moving pictures have to be ready before anybody moves them.
    """
    count = surface.n_cells
    if count <= FEWEST_TRIANGLES or share >= 1.0:
        return surface
    wanted = max(share * count, FEWEST_TRIANGLES)
    cell_mm = float(np.sqrt(_TRIANGLES_A_CELL * area_mm2(trimesh(surface)) / wanted))
    low, high = np.reshape(surface.bounds, (3, 2)).T
    binning = vtkBinnedDecimation()
    binning.SetInputData(surface)
    binning.SetAutoAdjustNumberOfDivisions(False)
    binning.SetNumberOfDivisions(*(max(1, round(float(extent) / cell_mm)) for extent in high - low))
    binning.SetPointGenerationModeToBinAverages()
    binning.Update()
    return polydata(trimesh(pv.wrap(binning.GetOutput())))


def trimesh(surface: pv.PolyData) -> TriMesh:
    """The numbers of a surface made of triangles."""
    return TriMesh(np.asarray(surface.points, float), surface.regular_faces)
