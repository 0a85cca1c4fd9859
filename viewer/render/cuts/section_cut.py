"""Cutting a closed surface and closing the cut."""

from __future__ import annotations

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkPlane, vtkPlaneCollection
from vtkmodules.vtkFiltersGeneral import vtkClipClosedSurface

from viewer.render.cuts.fill import filled
from viewer.render.protocol import Cut
from viewer.render.surfaces import AT_CORNERS

_CAP_LABEL = 1

_IN_PLANE_MM = 1e-4


def cut_open(surface: pv.PolyData, cut: Cut) -> tuple[pv.PolyData, pv.PolyData]:
    """What a cut leaves of a closed surface: the kept part of the surface, and the faces that close it.

    A surface wholly on one side comes back as it is, or empty, without faces.
    """
    heights = (np.asarray(surface.points, float) - np.array(cut.point)) @ np.array(cut.normal)
    if not len(heights) or heights.max() <= 0.0:
        return surface, pv.PolyData()
    if heights.min() >= 0.0:
        return pv.PolyData(), pv.PolyData()
    clipped = _clipped(surface, cut)
    labels = clipped.cell_data["Labels"]
    outline = _open_edges(clipped, cut)
    if len(outline):
        # VTK gives up on some outlines, of thin tubes that lie along the plane.
        outline = _open_edges(kept := faces_of(clipped, labels != _CAP_LABEL), cut)
        return kept, facing(filled(np.asarray(kept.points, float)[outline], np.array(cut.normal)), cut)
    return faces_of(clipped, labels != _CAP_LABEL), facing(faces_of(clipped, labels == _CAP_LABEL), cut)


def _clipped(surface: pv.PolyData, cut: Cut) -> pv.PolyData:
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
    clipped = pv.wrap(clip.GetOutput())
    return clipped if clipped.is_all_triangles else clipped.triangulate()


def faces_of(surface: pv.PolyData, chosen: np.ndarray) -> pv.PolyData:
    """Some triangles of a surface with only their own corners; the normals come along."""
    triangles = surface.regular_faces[chosen]
    corners, renumbered = np.unique(triangles, return_inverse=True)
    part = pv.PolyData.from_regular_faces(np.asarray(surface.points)[corners], renumbered.reshape(-1, 3))
    part.point_data.active_normals = np.asarray(surface.point_data["Normals"])[corners]
    for name in AT_CORNERS:
        if name in surface.point_data:
            part.point_data[name] = np.asarray(surface.point_data[name])[corners]
    return part


def _open_edges(surface: pv.PolyData, cut: Cut) -> NDArray[np.int64]:
    """Edges in the plane of a cut that bound a triangle on one side only, (N, 2) numbers of points."""
    heights = (np.asarray(surface.points, float) - np.array(cut.point)) @ np.array(cut.normal)
    in_plane = np.abs(heights) < _IN_PLANE_MM
    triangles = surface.regular_faces
    triangles = triangles[in_plane[triangles].sum(axis=1) >= 2]
    edges = triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).astype(np.int64)
    edges = edges[in_plane[edges].all(axis=1)]
    there, back = edges @ [len(heights), 1], edges @ [1, len(heights)]
    return edges[~np.isin(there, back)]


def facing(cap: pv.PolyData, cut: Cut) -> pv.PolyData:
    """The faces of a cut with the cut's normal at every corner."""
    cap.point_data.active_normals = np.tile(np.array(cut.normal, np.float32), (cap.n_points, 1))
    return cap
