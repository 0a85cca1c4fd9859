"""Cutting a closed surface and closing the cut."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkPlane, vtkPlaneCollection, vtkPolyData
from vtkmodules.vtkFiltersGeneral import vtkClipClosedSurface

from meshes.geometry.axes import Vector
from viewer.render.cuts.facets import carried_by, faces_of, points_of, surface_of, triangles_of
from viewer.render.cuts.fill import filled
from viewer.render.protocol import Cut

_CAP_LABEL = 1
_TRIANGLE = 3

_IN_PLANE_MM = 1e-4


def cut_open(surface: pv.PolyData, cut: Cut) -> tuple[pv.PolyData, pv.PolyData]:
    """What a cut leaves of a closed surface: the kept part of the surface, and the faces that close it.

    A surface wholly on one side comes back as it is, or empty, without faces.
    """
    lowest, highest = reach_across(surface, cut)
    if highest <= 0.0:
        return surface, pv.PolyData()
    if lowest >= 0.0:
        return pv.PolyData(), pv.PolyData()
    clipped = _clipped(surface, cut)
    labels = vtk_to_numpy(clipped.GetCellData().GetArray("Labels"))
    outline = _open_edges(clipped, cut)
    if len(outline):
        # VTK gives up on some outlines, of thin tubes that lie along the plane.
        outline = _open_edges(kept := faces_of(clipped, labels != _CAP_LABEL), cut)
        return kept, facing(filled(points_of(kept).astype(float)[outline], np.array(cut.normal)), cut)
    return faces_of(clipped, labels != _CAP_LABEL), facing(faces_of(clipped, labels == _CAP_LABEL), cut)


def reach_across(surface: vtkPolyData, cut: Cut) -> tuple[float, float]:
    """How far a surface reaches along the normal of a cut, from the plane, mm: least and most.

    The corners are asked only where the box around them does not say on which side all of them lie; nothing
    lies at 0 and 0.
    """
    if not surface.GetNumberOfPoints():
        return 0.0, 0.0
    normal = np.array(cut.normal)
    low, high = np.reshape(surface.GetBounds(), (3, 2)).T
    middle = float(((low + high) / 2.0 - cut.point) @ normal)
    half = float((high - low) @ np.abs(normal)) / 2.0
    if abs(middle) > half + _IN_PLANE_MM:
        return middle - half, middle + half
    heights = _heights(surface, cut)
    return float(heights.min()), float(heights.max())


def met_by(surface: vtkPolyData, cuts: Sequence[Cut]) -> tuple[Cut, ...] | None:
    """The cuts that run through a surface; ``None`` if one of them takes all of it away."""
    met = []
    for cut in cuts:
        lowest, highest = reach_across(surface, cut)
        if highest <= 0.0:
            continue
        if lowest >= 0.0:
            return None
        met.append(cut)
    return tuple(met)


def _heights(surface: vtkPolyData, cut: Cut) -> Vector:
    return (points_of(surface).astype(float) - np.array(cut.point)) @ np.array(cut.normal)


def _clipped(surface: vtkPolyData, cut: Cut) -> vtkPolyData:
    plane = vtkPlane()
    plane.SetOrigin(cut.point)
    plane.SetNormal(*(-value for value in cut.normal))
    planes = vtkPlaneCollection()
    planes.AddItem(plane)
    clip = vtkClipClosedSurface()
    clip.SetClippingPlanes(planes)
    clip.SetInputData(surface)
    clip.PassPointDataOn()
    clip.SetScalarModeToLabels()
    clip.SetInsideOut(False)
    clip.Update()
    clipped = clip.GetOutput()
    is_all_triangles = (
        clipped.GetPolys().IsHomogeneous() == _TRIANGLE
        and clipped.GetNumberOfCells() == clipped.GetNumberOfPolys()
    )
    return clipped if is_all_triangles else pv.wrap(clipped).triangulate()


def _open_edges(surface: vtkPolyData, cut: Cut) -> NDArray[np.int64]:
    """Edges in the plane of a cut that bound a triangle on one side only, (N, 2) numbers of points."""
    heights = _heights(surface, cut)
    in_plane = np.abs(heights) < _IN_PLANE_MM
    triangles = triangles_of(surface)
    triangles = triangles[in_plane[triangles].sum(axis=1) >= 2]
    edges = triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).astype(np.int64)
    edges = edges[in_plane[edges].all(axis=1)]
    there, back = edges @ [len(heights), 1], edges @ [1, len(heights)]
    return edges[~np.isin(there, back)]


def facing(cap: vtkPolyData, cut: Cut) -> pv.PolyData:
    """The faces of a cut with the cut's normal at every corner."""
    normals = np.tile(np.array(cut.normal, np.float32), (cap.GetNumberOfPoints(), 1))
    return surface_of(points_of(cap), triangles_of(cap), normals, carried_by(cap))
