"""How far points lie from a mesh, and on which side."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkDoubleArray, vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkFiltersCore import vtkImplicitPolyDataDistance

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh
from meshes.geometry.winding import winding

_AT_ONCE = 32
"""Points whose winding number is asked together."""


class Nearness:
    """The signed distance to a closed mesh: negative inside.

    Beside slivers and edges of thin bodies the sign may err, near as such places lie; :meth:`deepest_mm` is
    sure of it.

    Parameters
    ----------
    mesh : TriMesh
        Closed and outward.
    """

    def __init__(self, mesh: TriMesh) -> None:
        self.mesh = mesh
        self._mesh = mesh
        self._distance = vtkImplicitPolyDataDistance()
        self._distance.SetInput(polydata(mesh))

    def __call__(self, points: Vector) -> Vector:
        """Signed distance (N,) of (N, 3) points, mm."""
        points = np.ascontiguousarray(points, np.float64)
        if not len(points):
            return np.zeros(0)
        values = vtkDoubleArray()
        self._distance.FunctionValue(numpy_to_vtk(points, deep=True), values)
        return vtk_to_numpy(values).copy()

    @cached_property
    def _surroundings(self) -> Surroundings:
        """Only who asks for what is inside needs them, and they take longer than a few points."""
        return Surroundings(self._mesh)

    def inside(self, points: Vector) -> Vector:
        """The same, but infinity for points that are clearly outside: most points, in a moment."""
        points = np.asarray(points, float)
        distance = np.full(len(points), np.inf)
        near = ~self._surroundings.are_clear(points)
        distance[near] = self(points[near])
        return distance

    def within(self, points: Vector, reach_mm: float) -> Vector:
        """The same, but infinity for points farther than a reach from the mesh's box."""
        low, high = self.mesh.bounds
        near = _all_three((points > low - reach_mm) & (points < high + reach_mm))
        distance = np.full(len(points), np.inf)
        distance[near] = self(points[near])
        return distance

    def deepest_mm(self, points: Vector, least_mm: float) -> float:
        """How deep points (N, 3) lie inside, at most; 0 where none lies deeper than a least depth."""
        deep = -self.inside(points)
        suspects = np.flatnonzero(deep > least_mm)
        suspects = suspects[np.argsort(-deep[suspects], kind="stable")]
        # The winding number has the last word. It is slow, and of the deepest the first that it confirms
        # tells all.
        for first in range(0, len(suspects), _AT_ONCE):
            some = suspects[first : first + _AT_ONCE]
            inside = winding(self.mesh, points[some]) > 0.5
            if inside.any():
                return float(deep[some[inside][0]])
        return 0.0


class Surroundings:
    """A coarse grid that tells which places are clearly outside a mesh.

    Parameters
    ----------
    mesh : TriMesh
        Closed; its triangles smaller than two cells.
    """

    CELL_MM = 1.5

    def __init__(self, mesh: TriMesh) -> None:
        low, high = mesh.bounds
        self._low = low - 3 * self.CELL_MM
        shape = np.ceil((high - self._low) / self.CELL_MM).astype(int) + 4
        self._clear = _flooded(self._shell(mesh, shape))

    def are_clear(self, points: Vector) -> NDArray[np.bool_]:
        """Mark the points (N,) that lie outside, at least a cell away from the mesh."""
        cells = np.floor((points - self._low) / self.CELL_MM).astype(int)
        within = _all_three((cells >= 0) & (cells < self._clear.shape))
        clear = ~within
        clear[within] = self._clear[tuple(cells[within].T)]
        return clear

    def _shell(self, mesh: TriMesh, shape: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The cells the surface runs through and their neighbours: without a gap, so that no flood enters."""
        corners = mesh.corners()
        middles = (corners + np.roll(corners, 1, axis=1)) / 2
        places = np.concatenate([corners.reshape(-1, 3), middles.reshape(-1, 3), corners.mean(axis=1)])
        shell = np.zeros(tuple(shape), bool)
        shell[tuple(np.floor((places - self._low) / self.CELL_MM).astype(int).T)] = True
        return _grown(shell)


def _all_three(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which rows (N, 3) are true throughout; along rows of three numpy takes several times as long."""
    x, y, z = marks.T
    return np.asarray(x & y & z)


def _flooded(wall: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The cells a flood reaches from all sides of the grid, where no wall is, without passing the wall."""
    flood = np.ones_like(wall)
    flood[1:-1, 1:-1, 1:-1] = False
    reached = 0
    while reached != (reached := int(flood.sum())):
        for _ in range(4):
            flood = _grown(flood) & ~wall
    return flood


def _grown(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The cells and their six neighbours."""
    grown = cells.copy()
    grown[1:] |= cells[:-1]
    grown[:-1] |= cells[1:]
    grown[:, 1:] |= cells[:, :-1]
    grown[:, :-1] |= cells[:, 1:]
    grown[:, :, 1:] |= cells[:, :, :-1]
    grown[:, :, :-1] |= cells[:, :, 1:]
    return grown


def polydata(mesh: TriMesh) -> vtkPolyData:
    """The mesh as VTK takes it."""
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
