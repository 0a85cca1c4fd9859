"""Cutting a closed surface and closing the cut."""

from __future__ import annotations

import numpy as np
import pyvista as pv
from vtkmodules.vtkCommonDataModel import vtkPlane, vtkPlaneCollection
from vtkmodules.vtkFiltersGeneral import vtkClipClosedSurface

from viewer.render.protocol import Cut

_CAP_LABEL = 1


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
    return _part(clipped, labels != _CAP_LABEL), _cap(clipped, labels == _CAP_LABEL, cut)


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
    return pv.wrap(clip.GetOutput()).triangulate()


def _part(surface: pv.PolyData, chosen: np.ndarray) -> pv.PolyData:
    """Some triangles of a surface with only their own corners; the normals come along."""
    triangles = surface.regular_faces[chosen]
    corners, renumbered = np.unique(triangles, return_inverse=True)
    part = pv.PolyData.from_regular_faces(np.asarray(surface.points)[corners], renumbered.reshape(-1, 3))
    part.point_data.active_normals = np.asarray(surface.point_data["Normals"])[corners]
    return part


def _cap(surface: pv.PolyData, chosen: np.ndarray, cut: Cut) -> pv.PolyData:
    cap = _part(surface, chosen)
    cap.point_data.active_normals = np.tile(np.array(cut.normal, np.float32), (cap.n_points, 1))
    return cap
