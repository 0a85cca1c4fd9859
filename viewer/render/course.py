"""How far along its vessel each corner of a surface lies, told from the triangles alone."""

from __future__ import annotations

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
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
    columns, counts = _neighbours(surface)
    has_any = counts > 0
    for _ in range(_SMOOTHINGS):
        # One more, which is nothing, for those that have fewer neighbours than others.
        known = np.append(way, 0.0)
        sums = sum(known[column] for column in columns)
        way = np.where(has_any, (way + sums / np.maximum(counts, 1)) / 2.0, way)
    return way


def _neighbours(surface: pv.PolyData) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first neighbour of each corner, the second and so on, (K, N), past the last corner where there is
    none, and how many each has, (N,). Gathered column by column, they are summed several times faster."""
    here, there = surface.regular_faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).T
    count = surface.n_points
    order = np.argsort(here, kind="stable")
    here, there = here[order], there[order]
    counts = np.bincount(here, minlength=count)
    columns = np.full((int(counts.max(initial=0)), count), count, np.intp)
    columns[np.arange(len(here)) - (np.cumsum(counts) - counts)[here], here] = there
    return columns, counts
