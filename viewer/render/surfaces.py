"""From numbers to what VTK draws: normals, and lighter stand-ins for moving pictures."""

from __future__ import annotations

import numpy as np
import pyvista as pv
from vtkmodules.vtkFiltersCore import vtkBinnedDecimation

from meshes.geometry.axes import Vector
from meshes.geometry.mensuration import area_mm2
from meshes.geometry.normals import vertex_normals
from meshes.geometry.trimesh import TriMesh

HOLLOW = "Hollow"
"""Name of the array that says how deep each corner lies in a hollow, mm."""
COURSE = "Course"
"""Name of the array that says how far along its vessel each corner lies, mm."""
AT_CORNERS = (HOLLOW, COURSE)
"""What cuts have to carry over."""

SPREAD_MM = 1.5
MOST_STEPS = 30

HOLLOW_STEPS = 16
"""Steps for surfaces of full detail."""

FEWEST_TRIANGLES = 400
"""A surface with fewer triangles is its own stand-in."""


_TRIANGLES_A_CELL = 2.6
"""Triangles that binning leaves on an area the size of one face of its cells; tried on spheres."""


def hollowness(mesh: TriMesh, normals: Vector, steps: int = HOLLOW_STEPS) -> Vector:
    """How deep each corner lies in a hollow, (N,) mm; negative on ridges and knobs.

    It is the way outward to where the corner comes when all corners move `steps` times to the mean of their
    neighbours, so hollows a few triangles wide count most.
    """
    here, there = mesh.triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).T
    count = len(mesh.points)
    neighbours = np.maximum(np.bincount(here, minlength=count), 1)[:, None]
    smooth = mesh.points
    for _ in range(steps):
        sums = [np.bincount(here, smooth[there, axis], count) for axis in range(3)]
        smooth = np.stack(sums, axis=1) / neighbours
    return np.asarray(((smooth - mesh.points) * normals).sum(axis=1))


def polydata(mesh: TriMesh, hollow_steps: int = 0) -> pv.PolyData:
    """A surface with smooth normals, single precision, as the graphics card takes it.

    With `hollow_steps` its corners carry their :func:`hollowness` as :data:`HOLLOW`.
    """
    surface = pv.PolyData.from_regular_faces(mesh.points.astype(np.float32), mesh.triangles)
    normals = vertex_normals(mesh)
    surface.point_data.active_normals = normals.astype(np.float32)
    if hollow_steps:
        surface.point_data[HOLLOW] = hollowness(mesh, normals, hollow_steps).astype(np.float32)
    return surface


def with_room_for_hollows(surface: pv.PolyData) -> pv.PolyData:
    """The surface with :data:`HOLLOW` at zero everywhere, until :func:`deepen` has time for it."""
    surface.point_data[HOLLOW] = np.zeros(surface.n_points, np.float32)
    return surface


def deepen(surface: pv.PolyData) -> None:
    """Give the corners of a full surface their :func:`hollowness`."""
    normals = np.asarray(surface.point_data.active_normals, float)
    surface.point_data[HOLLOW] = hollowness(trimesh(surface), normals).astype(np.float32)


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
    # Each step reaches as far as an edge is long, and the way grows with the root of the steps.
    steps = max(1, round(share * HOLLOW_STEPS)) if HOLLOW in surface.point_data else 0
    return polydata(trimesh(pv.wrap(binning.GetOutput())), steps)


def trimesh(surface: pv.PolyData) -> TriMesh:
    """The numbers of a surface made of triangles."""
    return TriMesh(np.asarray(surface.points, float), surface.regular_faces)


def spread_over(flat: pv.PolyData, apart_mm: float = SPREAD_MM) -> Vector:
    """Points about so far apart all over the triangles of a surface, (N, 3)."""
    corners = np.asarray(flat.points, float)[flat.regular_faces]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    steps = np.clip(np.ceil(longest / apart_mm), 1, MOST_STEPS).astype(int)
    parts = [_lattice(corners[steps == count], count) for count in np.unique(steps)]
    return np.concatenate(parts) if parts else np.zeros((0, 3))


def _lattice(corners: Vector, steps: int) -> Vector:
    weights = [(i, j, steps - i - j) for i in range(steps + 1) for j in range(steps + 1 - i)]
    return np.einsum("wc,tcx->twx", np.array(weights) / steps, corners).reshape(-1, 3)
