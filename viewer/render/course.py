"""How far along its vessel each corner of a surface lies, told from the triangles alone."""

from __future__ import annotations

import numpy as np
import pyvista as pv
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkDoubleArray
from vtkmodules.vtkFiltersModeling import vtkDijkstraGraphGeodesicPath

from meshes.geometry.axes import Vector

_SMOOTHINGS = 40


def course_mm(surface: pv.PolyData) -> Vector:
    """The way from one end of each vessel to every corner of its surface, (N,) mm.

    It is the shortest way along edges, evened out among neighbours: on a tube it is nearly the same all
    round, so that rings of one course lie square to the vessel. Where a net closes, two ways meet.
    """
    way, heights = np.zeros(surface.n_points), np.asarray(surface.points, float)[:, 2]
    left = np.zeros(surface.n_points, bool)
    left[surface.regular_faces] = True
    search = _search(surface)
    while left.any():
        anywhere = int(np.where(left, heights, -np.inf).argmax())
        # What is farthest from anywhere is an end.
        end = int(_ways(search, anywhere, surface.n_points).argmax())
        found = _ways(search, end, surface.n_points)
        part = left & (found > -np.inf)
        way[part] = found[part]
        left &= ~part
    return _evened(way, surface)


def _search(surface: pv.PolyData) -> vtkDijkstraGraphGeodesicPath:
    search = vtkDijkstraGraphGeodesicPath()
    search.SetInputData(surface)
    search.StopWhenEndReachedOff()
    return search


def _ways(search: vtkDijkstraGraphGeodesicPath, start: int, count: int) -> Vector:
    """The way from a corner to each, minus infinity where there is none."""
    search.SetStartVertex(start)
    search.SetEndVertex(start)
    search.Update()
    weights = vtkDoubleArray()
    search.GetCumulativeWeights(weights)
    ways = np.array(vtk_to_numpy(weights), float)[:count]
    is_reached = ways > 0.0
    is_reached[start] = True
    return np.where(is_reached, ways, -np.inf)


def _evened(way: Vector, surface: pv.PolyData) -> Vector:
    here, there = surface.regular_faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).T
    there = there[np.argsort(here, kind="stable")]
    counts = np.bincount(here, minlength=surface.n_points)
    has_any = counts > 0
    firsts, number = (np.cumsum(counts) - counts)[has_any], counts[has_any]
    for _ in range(_SMOOTHINGS if has_any.any() else 0):
        way[has_any] = (way[has_any] + np.add.reduceat(way[there], firsts) / number) / 2.0
    return way
