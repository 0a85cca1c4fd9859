"""Where a scan lies and how it is turned: the tabled bone laid over it as it is, from many starts.

Both bones are read off coarse grids of their distances, so that a start costs milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import permutations, product

import numpy as np

from meshes.fitting.cloud import Distance, spread_points
from meshes.fitting.model import level_model
from meshes.fitting.search import Patience, cost, searched
from meshes.fitting.similarity import Similarity, rotation_about
from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.sample import Field
from meshes.surface.extract import extract
from meshes.surface.nearness import Nearness

_STEP_MM, _MARGIN_MM, _POINTS = 4.0, 20.0, 400
_SOFT_MM, _ASIDE_MM = 3.0, 0.137
_SCALES = np.array([0.03, 0.05, 0.05, 0.05, 1.0, 1.0, 1.0])
_PITCHES = np.radians([-20.0, 0.0, 20.0])


@dataclass(frozen=True, eq=False)
class Form:
    """A bone coarsely: its distance on a grid, points spread over it, their middle and mean radius."""

    field: Field
    points: Vector

    @cached_property
    def middle(self) -> Vector:
        """Mean of the points."""
        return np.asarray(self.points.mean(axis=0))

    @cached_property
    def radius_mm(self) -> float:
        """Root mean square distance of the points from their middle."""
        return float(np.sqrt(((self.points - self.middle) ** 2).sum(axis=1).mean()))


@lru_cache(maxsize=32)
def tabled_form(level: str) -> Form:
    """The bone of a level as tabled."""
    solid = level_model(level).solid(level_model(level).start)
    return _form(solid, extract(solid, 2.5))


def scan_form(mesh: TriMesh, distance: Nearness) -> Form:
    """A scan, in mm."""
    return _form(distance, mesh)


def _form(distance: Distance, mesh: TriMesh) -> Form:
    low, high = mesh.bounds + np.array([[-_MARGIN_MM], [_MARGIN_MM]])
    # Off the middle plane, on which the formula of a canal has no slope.
    low = low - _ASIDE_MM
    axes = [np.arange(a, b + _STEP_MM, _STEP_MM) for a, b in zip(low, high, strict=True)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    values = np.asarray(distance(grid.reshape(-1, 3)), np.float32).reshape(grid.shape[:3])
    return Form(Field(low, _STEP_MM, values), spread_points(mesh, _POINTS, 3))


@dataclass(frozen=True, eq=False)
class Placed:
    """A place found, and what it costs: 0 where both surfaces coincide, about 1 where they miss by 4 mm."""

    place: Similarity
    cost: float


@dataclass(frozen=True, eq=False)
class _PlaceProblem:
    """The tabled bone and the scan, each at the other's surface."""

    built: Form
    scan: Form
    place: Similarity

    def misses(self) -> Vector:
        """Distances in units of `_SOFT_MM`."""
        there = self.built.field(self.place.apply(self.scan.points))
        here = self.place.scale * self.scan.field(self.place.undo(self.built.points))
        return np.concatenate([there, here]) / _SOFT_MM

    def weights(self) -> Vector:
        """All alike, their sum 1."""
        return np.full(2 * _POINTS, 1.0 / (2 * _POINTS))

    def pulls(self) -> Vector:
        """The size is what both radii say, within a few hundredths."""
        return np.array([np.log(self._ratio()) / 2.0])

    def slopes(self) -> tuple[Vector, Vector]:
        """By small moves of the place."""
        base, columns = self.misses(), []
        for k in range(Similarity.FREEDOMS):
            step = np.zeros(Similarity.FREEDOMS)
            step[k] = 1e-2 * _SCALES[k]
            columns.append((replace(self, place=self.place.moved(step)).misses() - base) / step[k])
        bends = np.zeros((1, Similarity.FREEDOMS))
        bends[0, 0] = 0.5
        return np.stack(columns, axis=1), bends

    def moved(self, step: Vector) -> _PlaceProblem:
        """A step further."""
        return replace(self, place=self.place.moved(step))

    def room(self) -> tuple[Vector, Vector]:
        """A quarter of a turn, a tenth of the size and a few centimetres a step."""
        most = np.array([0.1, 0.7, 0.7, 0.7, 40.0, 40.0, 40.0])
        return -most, most

    def scales(self) -> Vector:
        """Natural steps."""
        return _SCALES

    def _ratio(self) -> float:
        return self.place.scale * self.scan.radius_mm / self.built.radius_mm


def laid(built: Form, scan: Form, rotations: Sequence[Vector]) -> Placed:
    """The best place of a scan from these turns: all tried briefly, the three best to the end."""
    tried = [_searched(built, scan, _start(built, scan, each), 8) for each in rotations]
    tried.sort(key=lambda each: each.cost)
    return min((_searched(built, scan, each.place, 40) for each in tried[:3]), key=lambda each: each.cost)


def near_turns() -> list[Vector]:
    """Turns of a scan whose axes are roughly those of the frame."""
    return [rotation_about(np.array([pitch, 0.0, 0.0])) for pitch in _PITCHES]


def axis_turns() -> list[Vector]:
    """The 24 ways axes can be exchanged without mirroring."""
    found = []
    for order, signs in product(permutations(range(3)), product((1.0, -1.0), repeat=3)):
        turn = np.zeros((3, 3))
        turn[range(3), order] = signs
        if np.linalg.det(turn) > 0:
            found.append(turn)
    return found


def _start(built: Form, scan: Form, rotation: Vector) -> Similarity:
    scale = built.radius_mm / scan.radius_mm
    return Similarity(scale, rotation, built.middle - scale * rotation @ scan.middle)


def _searched(built: Form, scan: Form, start: Similarity, steps: int) -> Placed:
    found = searched(_PlaceProblem(built, scan, start), Patience(steps, 1e-3))
    assert isinstance(found, _PlaceProblem)
    return Placed(found.place, cost(found))
