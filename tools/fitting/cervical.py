"""Fit the shape tables of the cervical bones to surfaces of real vertebrae.

    python -m tools.fitting.cervical REFERENCES [LEVEL ...] [--prior 3] [--rounds 1]

REFERENCES is a folder of folders, one a person; `PERSON` names the one with C1.vtp to C7.vtp in the frame of
the bones. Every fit starts at the numbers in
`assets/anatomy` and is drawn to them, for C3 to C7 to their smoothed run along the column, by the weight
`--prior`; the tables are written anew with the result.

The residual is the solid's own signed distance at points sampled on the reference, less the reference's
distance at points on the solid, so that missing and surplus bone weigh the same. Needs scipy and pyvista.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyvista as pv
from scipy.optimize import least_squares

from meshes.bones.atlas import shaped_atlas
from meshes.bones.axis import shaped_axis
from meshes.bones.cervical import TYPICAL_LEVELS, typical_cervical
from meshes.column.shapes.atlas_shape import AtlasShape, atlas_size
from meshes.column.shapes.axis_shape import AxisShape, axis_size
from meshes.column.shapes.cervical_shape import CervicalShape, cervical_size
from meshes.column.shapes.shape_numbers import from_numbers, shape_table
from meshes.fitting.limit import Limit
from meshes.fitting.neck_limits import neck_limit as limit
from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid
from meshes.surface.extract import extract
from tools.fitting.cervical_sizes import wishes
from tools.fitting.shape_table import write_column

LEVELS = ("C1", "C2", *TYPICAL_LEVELS)
PERSON = "artisynth_dynjaw"
"""The folder of the person whose cervical bones these are."""

POINTS = 1200
"""Points on either surface."""

PRIOR, ROUNDS = 3.0, 1
"""How strongly a fit is drawn to where it starts, and how often the built surface is looked at anew."""

_POSE_LOW, _POSE_HIGH = np.array([-0.3, -0.5, -10.0, -14.0]), np.array([0.2, 0.5, 10.0, 14.0])
_POSE_SCALE = np.array([0.02, 0.03, 0.7, 0.7])


@dataclass(frozen=True)
class Recipe:
    """How one level is made of its numbers, and where they stand."""

    table: str
    kind: type
    solid: Callable[[Mapping[str, float]], Solid]


def recipe(level: str) -> Recipe:
    """The recipe of a cervical level."""
    if level == "C1":
        return Recipe("atlas_shape.csv", AtlasShape, _atlas)
    if level == "C2":
        return Recipe("axis_shape.csv", AxisShape, _axis)
    return Recipe("cervical_shape.csv", CervicalShape, lambda numbers: _typical(level, numbers))


def _atlas(numbers: Mapping[str, float]) -> Solid:
    shape = from_numbers(AtlasShape, numbers)
    return shaped_atlas(atlas_size(shape), shape)


def _axis(numbers: Mapping[str, float]) -> Solid:
    shape = from_numbers(AxisShape, numbers)
    return shaped_axis(*axis_size(shape), shape)


def _typical(level: str, numbers: Mapping[str, float]) -> Solid:
    shape = from_numbers(CervicalShape, numbers)
    return typical_cervical(cervical_size(level, shape), shape)


def is_bone(level: str, points: Vector) -> np.ndarray:
    """Which points of a reference are the bone's: that of C7 carries a disc under its open body."""
    if level != "C7":
        return np.ones(len(points), bool)
    return ~((points[:, 1] < 2.0) & (points[:, 2] < -0.3) & (np.abs(points[:, 0]) < 13.0))


def surface_points(mesh: pv.PolyData, level: str, seed: int = 0) -> Vector:
    """Points spread evenly on the left half of a reference."""
    rng = np.random.default_rng(seed)
    corners = np.asarray(mesh.points, float)[mesh.faces.reshape(-1, 4)[:, 1:]]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    chosen = corners[rng.choice(len(corners), 4 * POINTS, p=area / area.sum())]
    weight = rng.dirichlet(np.ones(3), len(chosen))
    points = np.einsum("ij,ijk->ik", weight, chosen)
    return points[is_bone(level, points) & (points[:, 0] >= -0.3)][:POINTS]


def similarity(pose: Vector) -> tuple[float, Vector, Vector]:
    """Scale, rotation about x and shift that carry the reference into the bone's frame."""
    c, s = np.cos(pose[1]), np.sin(pose[1])
    return (
        float(np.exp(pose[0])),
        np.array([[1, 0, 0], [0, c, -s], [0, s, c]]),
        np.array([0.0, pose[2], pose[3]]),
    )


@dataclass
class Problem:
    """One fit: numbers that may move, the prior they are drawn to, and the points."""

    level: str
    fixed: Mapping[str, float]
    names: list[str]
    limits: list[Limit]
    start: Vector
    weight: float
    points: Vector
    target: Vector

    def numbers(self, x: Vector) -> dict[str, float]:
        """All numbers of the shape with those in `x`."""
        return {**self.fixed, **dict(zip(self.names, map(float, x), strict=False))}

    def error(self, solid: Solid, x: Vector) -> Vector:
        """How far the solid's distances at the points are from what they should be, mm."""
        scale, rotation, shift = similarity(x[len(self.names) :])
        return solid(scale * (self.points @ rotation.T) + shift) - scale * self.target

    def residual(self, x: Vector) -> Vector:
        """Distances at the points, what the bone must keep, and the pull of the prior."""
        numbers = self.numbers(x)
        solid = recipe(self.level).solid(numbers)
        error = self.error(solid, x)
        spread = np.array([*(lim.spread for lim in self.limits), *_pose_spread(self.level)])
        pull = self.weight * (x - self.start) / spread
        kept = wishes(self.level, solid, numbers)
        return np.concatenate([np.clip(error, -5.0, 5.0) * 40 / np.sqrt(len(error)), kept, pull])


def _pose_spread(level: str) -> tuple[float, ...]:
    """References stand in the frame of their bone, except C7, which was framed with a disc."""
    return (0.05, 0.3, 5.0, 5.0) if level == "C7" else (0.05, 0.003, 0.03, 0.03)


def fitted(
    level: str, numbers: Mapping[str, float], mesh: pv.PolyData, weight: float, rounds: int
) -> dict[str, float]:
    """The numbers of a level fitted to a reference, starting at and drawn to `numbers`."""
    limits = {name: limit(level, name) for name in numbers}
    free = [name for name in numbers if limits[name] is not None]
    bounds = [lim for name in free if (lim := limits[name]) is not None]
    low, high = np.array([lim.low for lim in bounds]), np.array([lim.high for lim in bounds])
    start = np.clip([numbers[name] for name in free], low + 1e-4, high - 1e-4)
    x = np.concatenate([start, _first_pose(level)])
    on_reference = surface_points(mesh, level)
    for turn in range(rounds):
        make = recipe(level).solid
        ours, depth = _own_points(make({**numbers, **dict(zip(free, x, strict=False))}), level, mesh, x, turn)
        problem = Problem(
            level=level,
            fixed=numbers,
            names=free,
            limits=bounds,
            start=np.concatenate([start, x[len(free) :]]),
            weight=weight,
            points=np.concatenate([on_reference, ours]),
            target=np.concatenate([np.zeros(len(on_reference)), depth]),
        )
        x = _solve(problem, x, np.concatenate([low, _POSE_LOW]), np.concatenate([high, _POSE_HIGH]))
        error = np.abs(problem.error(make(problem.numbers(x)), x))
        print(f"{level} round {turn}: mean {error.mean():.2f}, 95 %: {np.quantile(error, 0.95):.2f} mm")
    return {**numbers, **dict(zip(free, map(float, x), strict=False))}


def _own_points(solid: Solid, level: str, mesh: pv.PolyData, x: Vector, seed: int) -> tuple[Vector, Vector]:
    """Points on the solid in the reference's frame, and their distances to the reference."""
    scale, rotation, shift = similarity(x[-4:])
    points = np.asarray(extract(solid, 1.6).points)
    points = points[points[:, 0] >= -0.3]
    points = points[np.random.default_rng(seed).choice(len(points), min(POINTS, len(points)), replace=False)]
    points = (points - shift) / scale @ rotation
    if level == "C7":
        points = points[~((points[:, 1] < 2.0) & (points[:, 2] < 4.0) & (np.abs(points[:, 0]) < 13.0))]
    cloud = pv.PolyData(np.ascontiguousarray(points)).compute_implicit_distance(mesh)
    return points, np.asarray(cloud["implicit_distance"])


def _solve(problem: Problem, x: Vector, low: Vector, high: Vector) -> Vector:
    step = np.concatenate([[lim.step for lim in problem.limits], _POSE_SCALE])

    def slope(x: Vector) -> Vector:
        here = problem.residual(x)
        columns = []
        for i, h in enumerate(1e-3 * step):
            there = x.copy()
            there[i] += h if x[i] + h < high[i] else -h
            columns.append((problem.residual(there) - here) / (there[i] - x[i]))
        return np.stack(columns, axis=1)

    x = np.clip(x, low + 1e-6, high - 1e-6)
    found = least_squares(
        problem.residual,
        x,
        jac=slope,
        bounds=(low, high),
        x_scale=step,
        loss="soft_l1",
        f_scale=1.0,
        max_nfev=9,
    )
    return np.clip(found.x, low + 1e-6, high - 1e-6)


def _first_pose(level: str) -> Vector:
    """Where the fit starts: the reference of C7 is not centred on its body."""
    return np.array([0.08, 0.02, -1.1, -7.9]) if level == "C7" else np.zeros(4)


def smoothed(table: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """The numbers of C3 to C7 drawn towards their neighbours'; C7 stands apart."""
    rows = [
        [0.6, 0.4, 0.15, -0.15, 0.0],
        [0.27, 0.46, 0.27, 0.0, 0.0],
        [0.0, 0.27, 0.46, 0.27, 0.0],
        [0.0, 0.05, 0.3, 0.45, 0.2],
        [0.0, 0.0, 0.0, 0.0, 1.0],
    ]
    names = list(table[TYPICAL_LEVELS[0]])
    run = np.array([[table[level][name] for name in names] for level in TYPICAL_LEVELS])
    values = np.array(rows) @ run
    return {
        level: dict(zip(names, map(float, values[i]), strict=True)) for i, level in enumerate(TYPICAL_LEVELS)
    }


def refit(references: Path, level: str, prior: float = PRIOR, rounds: int = ROUNDS) -> None:
    """Fit one level and write its table."""
    name, kind = recipe(level).table, recipe(level).kind
    table = {each: dict(numbers) for each, numbers in shape_table(name, kind).items()}
    start = smoothed(table) if name == "cervical_shape.csv" else table
    mesh = pv.read(references / PERSON / f"{level}.vtp")
    write_column(name, level, fitted(level, start[level], mesh, prior, rounds))


def main() -> None:
    """Fit the levels asked for and write their tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("references", type=Path)
    asked.add_argument("levels", nargs="*", default=LEVELS)
    asked.add_argument("--prior", type=float, default=PRIOR)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    given = asked.parse_args()
    for level in given.levels:
        refit(given.references, level, given.prior, given.rounds)


if __name__ == "__main__":
    main()
