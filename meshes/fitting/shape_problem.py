"""Shape numbers and places searched together: the built distance is to equal the scans' own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from meshes.anatomy.parameters import load_parameters
from meshes.fitting.cloud import Cloud
from meshes.fitting.limit import Limit
from meshes.fitting.model import LevelModel
from meshes.fitting.similarity import Similarity
from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid

REACH_MM = 6.0
"""Misses count no more beyond this: what is further off belongs to something that is not there."""

OUTLIER_MM = 1.2
"""Where a miss stops counting by its square."""

SCALES = 1.0 / load_parameters()["scale"].largest, 1.0 / load_parameters()["scale"].least
"""Least and largest size of the built bone over the scan: a column may be no smaller or larger than that."""

_PLACE_SCALES = np.array([0.02, 0.03, 0.03, 0.03, 0.7, 0.7, 0.7])
_PLACE_SPREADS = np.array([0.05, 0.3, 0.3, 0.3, 6.0, 6.0, 6.0])
_SLOPE_STEP = 1e-3
_DATA = 2300.0
"""How much a whole cloud that misses by `OUTLIER_MM` counts beside a number that lies a spread off."""


@dataclass(frozen=True, eq=False)
class Setting:
    """What stays the same during one search.

    Parameters
    ----------
    model : LevelModel
        The level.
    names : sequence of str
        The free numbers.
    centre : (K,) array
        Where the prior draws them.
    clouds : sequence of Cloud
        One a scan.
    weights : sequence of float
        How much each scan counts.
    prior : float
        How strongly a number is held, in ordinary misses a spread.
    support : mapping
        By the name of each number, the points (indices into all clouds laid together) it can matter at.
    scales : sequence of (float, float)
        Least and largest size of the built bone over each scan.
    """

    model: LevelModel
    names: Sequence[str]
    centre: Vector
    clouds: Sequence[Cloud]
    weights: Sequence[float]
    prior: float
    support: Mapping[str, NDArray[np.intp]]
    scales: Sequence[tuple[float, float]]

    @cached_property
    def limits(self) -> list[Limit]:
        """Of the free numbers."""
        return [self.model.limits[name] for name in self.names]

    @cached_property
    def share(self) -> Vector:
        """How much each point counts: all points of a cloud together by its weight, however many they are."""
        shares = [
            np.full(len(cloud.points), _DATA * weight / len(cloud.points))
            for cloud, weight in zip(self.clouds, self.weights, strict=True)
        ]
        return np.concatenate(shares)


@dataclass(frozen=True, eq=False)
class ShapeProblem:
    """One state of the search: values of the free numbers and where each scan lies.

    Parameters
    ----------
    setting : Setting
        What stays.
    values : (K,) array
        The free numbers.
    places : sequence of Similarity
        One a scan.
    """

    setting: Setting
    values: Vector
    places: Sequence[Similarity]
    first_places: Sequence[Similarity]

    @property
    def numbers(self) -> dict[str, float]:
        """All numbers of the level by name."""
        free = dict(zip(self.setting.names, map(float, self.values), strict=True))
        return {**self.setting.model.start, **free}

    @cached_property
    def points(self) -> Vector:
        """Points of all clouds in the built frame."""
        laid = [place.apply(cloud.points) for place, cloud in self._laid()]
        return np.concatenate(laid)

    @cached_property
    def errors_mm(self) -> Vector:
        """Built distance less the scans' own, at all points."""
        return np.asarray(self.setting.model.solid(self.numbers)(self.points) - self._own)

    def misses(self) -> Vector:
        """Errors, held within reach, in units of `OUTLIER_MM`."""
        return _softened(self.errors_mm)

    def weights(self) -> Vector:
        """How much each point counts."""
        return self.setting.share

    def pulls(self) -> Vector:
        """The prior: of each number from its centre, of each place from where it was first laid."""
        spread = np.array([limit.spread for limit in self.setting.limits])
        shape = self.setting.prior * (self.values - self.setting.centre) / spread
        grown = [
            np.log(place.scale / first.scale) / _PLACE_SPREADS[0]
            for place, first in zip(self.places, self.first_places, strict=True)
        ]
        return np.concatenate([shape, grown])

    def slopes(self) -> tuple[Vector, Vector]:
        """Slopes by small steps; a number is tried only at the points it can matter at."""
        count, here = len(self.values), self.misses()
        slopes = np.zeros((len(self.points), count + Similarity.FREEDOMS * len(self.places)))
        for i, name in enumerate(self.setting.names):
            at = self.setting.support[name]
            if len(at):
                slopes[at, i] = self._number_slope(i, name, at, here)
        solid = self.setting.model.solid(self.numbers)
        for j, rows in enumerate(self._rows()):
            for k in range(Similarity.FREEDOMS):
                slopes[rows, count + Similarity.FREEDOMS * j + k] = self._place_slope(solid, j, k, rows, here)
        return slopes, self._bends()

    def _bends(self) -> Vector:
        """How the pulls change."""
        count, places = len(self.values), len(self.places)
        spread = np.array([limit.spread for limit in self.setting.limits])
        bends = np.zeros((count + places, count + Similarity.FREEDOMS * places))
        bends[:count, :count] = np.diag(self.setting.prior / spread)
        for j in range(places):
            bends[count + j, count + Similarity.FREEDOMS * j] = 1.0 / _PLACE_SPREADS[0]
        return bends

    def _number_slope(self, i: int, name: str, at: NDArray[np.intp], here: Vector) -> Vector:
        limit, value = self.setting.limits[i], self.values[i]
        step = _SLOPE_STEP * limit.step * (1.0 if value + limit.step < limit.high else -1.0)
        moved = self.setting.model.solid({**self.numbers, name: value + step})(self.points[at])
        return np.asarray((_softened(moved - self._own[at]) - here[at]) / step)

    def moved(self, step: Vector) -> ShapeProblem:
        """A step further, numbers within their limits."""
        count = len(self.values)
        low, high = self._bounds()
        values = np.clip(self.values + step[:count], low, high)
        steps = step[count:].reshape(-1, Similarity.FREEDOMS)
        places = [place.moved(each) for place, each in zip(self.places, steps, strict=True)]
        return replace(self, values=values, places=places)

    def room(self) -> tuple[Vector, Vector]:
        """How far numbers may still move, and the places in one step."""
        low, high = self._bounds()
        freely = np.tile(_PLACE_SPREADS, (len(self.places), 1))
        down, up = -freely, freely.copy()
        size = np.log([place.scale for place in self.places])
        least, most = np.log(self.setting.scales).T
        down[:, 0], up[:, 0] = least - size, most - size
        return (
            np.concatenate([low - self.values, down.ravel()]),
            np.concatenate([high - self.values, up.ravel()]),
        )

    def scales(self) -> Vector:
        """Natural steps."""
        shape = [limit.step for limit in self.setting.limits]
        return np.concatenate([shape, np.tile(_PLACE_SCALES, len(self.places))])

    @cached_property
    def _own(self) -> Vector:
        """The scans' own distances at all points, in built millimetres."""
        return np.concatenate([place.scale * cloud.distances for place, cloud in self._laid()])

    def _place_slope(self, solid: Solid, j: int, k: int, rows: slice, here: Vector) -> Vector:
        """How the misses of one cloud change with one freedom of its place."""
        step = np.zeros(Similarity.FREEDOMS)
        step[k] = _SLOPE_STEP * _PLACE_SCALES[k]
        place, cloud = self.places[j].moved(step), self.setting.clouds[j]
        errors = solid(place.apply(cloud.points)) - place.scale * cloud.distances
        return np.asarray((_softened(errors) - here[rows]) / step[k])

    def _rows(self) -> list[slice]:
        ends = np.cumsum([0, *(len(cloud.points) for cloud in self.setting.clouds)])
        return [slice(int(a), int(b)) for a, b in pairwise(ends)]

    def _laid(self) -> list[tuple[Similarity, Cloud]]:
        return list(zip(self.places, self.setting.clouds, strict=True))

    def _bounds(self) -> tuple[Vector, Vector]:
        limits = self.setting.limits
        return np.array([each.low for each in limits]), np.array([each.high for each in limits])


def _softened(errors_mm: Vector) -> Vector:
    return np.clip(errors_mm, -REACH_MM, REACH_MM) / OUTLIER_MM
