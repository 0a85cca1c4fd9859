"""A picture in coarse cells: what of each cloud of points is seen in them, and where a leader may end."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from viewer.model.viewpoint import Viewpoint
from viewer.render.labels.sight import Cloud, Sighting
from viewer.render.projection import projected

ROWS = 200
"""Cells in which sight is told apart, from top to bottom of a picture."""
LEAST_CELL_MM = 2.0
"""Surfaces have points about this close: through smaller cells one would see through them."""
DEPTH_CELLS = 1.2
"""A point this many cells behind the nearest surface still counts as on it."""
MOST_PLACES = 48
_MOST_MERIT = 12
"""More than points have by where in the cells of a structure they lie, and which way it faces there."""
_BROAD_MERIT = 3
"""Of a point with its own structure all round it: a thin twig is not what is meant."""
_FACING_MERIT = 3
"""Of a point whose surface faces the eye: on a tube those lie along its middle."""
_ASIDE = 0.25
"""Where in a cell the middle of the picture lies, in cells: on no border, for much is symmetrical there."""


@dataclass(frozen=True)
class View:
    """The points of one cloud inside the picture."""

    cells: NDArray[np.int64]
    places: NDArray[np.float64]
    nearness: NDArray[np.float64]
    points: Vector
    opacity: float
    is_solid: bool
    facing: NDArray[np.float64]
    """How far each faces the eye, from 1 to -1; 1 where it is not known."""
    mass: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 3)))
    """Of all points in the cell of each: the sum of their places, and how many they are."""

    def __getitem__(self, chosen: NDArray) -> View:
        return View(
            self.cells[chosen], self.places[chosen], self.nearness[chosen], self.points[chosen],
            self.opacity, self.is_solid, self.facing[chosen],
        )  # fmt: skip


class SightGrid:
    """The picture in cells: how near the nearest solid point of each is, and whose cell it is."""

    def __init__(self, viewpoint: Viewpoint, aspect: float) -> None:
        height = viewpoint.height_mm or 1.0
        self._viewpoint, self._aspect = viewpoint, aspect
        self._side = max(1.0 / ROWS, LEAST_CELL_MM / height)
        self._tolerance = DEPTH_CELLS * self._side * height
        # Cells are told from the middle, so that a picture a pixel wider has the same ones; those round the
        # picture tell what hides at its edges.
        self._middle = math.ceil(aspect / 2.0 / self._side) + 1, math.ceil(0.5 / self._side) + 1
        self._columns, self._rows = (2 * number + 1 for number in self._middle)
        self._nearest = np.full(self._columns * self._rows, -np.inf)
        self._owner = np.full(self._nearest.size, -1)
        self._claim = np.full(self._nearest.size, -np.inf)
        self._mass = np.zeros((self._nearest.size, 3))
        self._front = np.full(self._nearest.size, -np.inf)

    def view(self, cloud: Cloud) -> View:
        places, nearness = projected(cloud.points, self._viewpoint)
        column, row = (np.floor(places / self._side + _ASIDE) + self._middle).T
        inside = (column >= 0) & (column < self._columns) & (row >= 0) & (row < self._rows)
        cells = (row[inside] * self._columns + column[inside]).astype(np.int64)
        points = np.asarray(cloud.points, float)[inside]
        facing = np.ones(len(points))
        if cloud.facing is not None:
            normals = np.asarray(cloud.facing, float)[inside]
            facing = np.where(normals.any(axis=1), normals @ self._viewpoint.axes[2], 1.0)
        return View(cells, places[inside], nearness[inside], points, cloud.opacity, cloud.is_solid, facing)

    def hide_behind(self, view: View) -> None:
        if view.is_solid:
            np.maximum.at(self._nearest, view.cells, view.nearness)

    def close(self) -> None:
        """Close holes of one cell, in which no point of a surface of few points happens to lie."""
        depth = self._nearest.reshape(self._rows, self._columns)
        wide = np.pad(depth, 1, constant_values=-np.inf)
        level = np.minimum(wide[1:-1, :-2], wide[1:-1, 2:])
        upright = np.minimum(wide[:-2, 1:-1], wide[2:, 1:-1])
        self._nearest = np.maximum(depth, np.maximum(level, upright)).ravel()

    def visible(self, view: View) -> View:
        """The nearest point of each cell in which anything of it is seen."""
        is_in_picture = np.abs(view.places) < np.array([self._aspect / 2.0, 0.5])
        view = view[np.asarray(is_in_picture.all(axis=1))]
        view = view[view.nearness >= self._nearest[view.cells] - self._tolerance]
        order = np.lexsort((-view.nearness, view.cells))
        first, which, count = np.unique(
            view.cells[order], return_index=True, return_inverse=True, return_counts=True
        )[1:]
        across, upward = (np.bincount(which, places) for places in view.places[order].T)
        return replace(view[order[first]], mass=np.stack([across, upward, count], axis=1))

    def claim(self, view: View, number: int) -> None:
        """A cell belongs to the most opaque in it; among equals to the nearest."""
        strength = view.opacity * 1e6 + view.nearness
        stronger = strength > self._claim[view.cells]
        self._claim[view.cells[stronger]] = strength[stronger]
        self._owner[view.cells[stronger]] = number
        self._mass[view.cells[stronger]] = view.mass[stronger]
        np.maximum.at(self._front, view.cells, view.nearness)

    def sighting(self, view: View, number: int) -> Sighting:
        is_own = self._owner[view.cells] == number
        middle = view.places[is_own].mean(axis=0) if is_own.any() else view.places.mean(axis=0)
        away = np.linalg.norm(view.places - middle, axis=1)
        # In its own cells first; there in its middle, facing the eye, and where nothing clear lies before it.
        is_front = view.nearness >= self._front[view.cells] - self._tolerance
        facing = np.rint(_FACING_MERIT * np.clip(view.facing, 0.0, 1.0)).astype(int)
        merit = self._merit(view, number) + facing + is_front
        best = np.lexsort((away, -merit - _MOST_MERIT * is_own))
        cells = self._aspect / self._side**2
        share = (is_own.sum() + 0.5 * (~is_own).sum()) / cells
        return Sighting(share, view.points[best[:MOST_PLACES]], bool(is_own.any()), view.opacity)

    def _merit(self, view: View, number: int) -> NDArray[np.int64]:
        """How near points are, 4 to 0, to the middle of what is seen about them of their own structure, and
        how much that is.

        At its edge a dot might seem to lie on what is beside it.
        """
        here = np.array([-1, 0, 1])
        around = view.cells[:, None] + (self._columns * here[:, None] + here).ravel()
        around = np.clip(around, 0, self._owner.size - 1)
        is_own = self._owner[around] == number
        mass = np.where(is_own[..., None], self._mass[around], 0.0).sum(axis=1)
        middle = mass[:, :2] / np.maximum(mass[:, 2:], 1.0)
        aside = np.linalg.norm(middle - view.places, axis=1) / self._side
        # Well within something large the middle of all of it is best, not that of the cells about.
        aside[is_own.all(axis=1)] = 0.0
        broad = np.rint(_BROAD_MERIT * is_own.mean(axis=1)).astype(np.int64)
        return 4 - np.minimum(6.0 * aside, 4.0).astype(np.int64) + broad
