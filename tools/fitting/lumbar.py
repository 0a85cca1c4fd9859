"""Fit the shape of a lumbar level to real vertebrae and write it into `shape.csv`.

    python -m tools.fitting.lumbar L3 ../shared/reference/meshes/ssm87_mean/L3.vtp
    ../shared/reference/meshes/vhp_lss/L3.vtp \
        --weights 1 0.6

Least squares on the distance field: at points on and near each real surface, and on our own, the built
distance is to equal the real one. Each real bone may be scaled, tilted and shifted in the median plane;
sizes stay within the spread of their rows, and a prior holds every number near where it started. Half a
minute a level; run it again to go further.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyvista as pv
from scipy.optimize import least_squares

from meshes.anatomy.measures import load_measures
from meshes.bones import vertebra as recipe
from meshes.bones.processes import knob, spinous_process
from meshes.bones.vertebral_arch import pedicle, plate
from meshes.bones.vertebral_body import vertebral_body
from meshes.column.body_form import body_form
from meshes.column.shape import SIZE, VertebraShape, shape_from, shape_rows
from meshes.column.size import VertebraSize
from meshes.geometry.axes import Vector
from meshes.sdf.blend import smooth_maximum, smooth_minimum
from meshes.surface.extract import extract
from tools.fitting.lumbar_limits import FIXED, limit
from tools.fitting.shape_table import write_column

MEASURES = ("EPWu", "EPWl", "EPDu", "EPDl", "VBHp", "SCW", "SCD", "PDW", "PDH", "TPW")
MELTED = ("lamina", "inferior", "superior", "transverse", "mammillary", "spinous")
TOUCHED = {**dict.fromkeys(("EPWu", "EPWl", "EPDu", "EPDl", "VBHp"), ("body",)), "SCW": ("canal", "pedicle"),
           "SCD": ("canal",), "PDW": ("pedicle",), "PDH": ("pedicle",), "TPW": ("transverse",)}  # fmt: skip
"""Parts that a measure changes."""

PRIOR, REACH_MM, OUTLIER_MM, LARGEST_SCALE = 0.4, 6.0, 1.2, 1.08
Numbers = dict[str, float]


@dataclass
class Real:
    """Points in the frame of a real bone with their distance to it; the last ones lie on our own surface."""

    mesh: pv.PolyData
    points: Vector
    distances: Vector
    own: int

    @classmethod
    def read(cls, path: Path, count: int) -> Real:
        """Points on and near the surface of a file."""
        mesh = pv.read(path).extract_surface(algorithm="dataset_surface").triangulate().clean()
        mesh = mesh.compute_normals(auto_orient_normals=True, consistent_normals=True, split_vertices=False)
        rng = np.random.default_rng(0)
        corners = np.asarray(mesh.points, float)[mesh.regular_faces]
        area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
        weights = rng.dirichlet(np.ones(3), count)
        on = np.einsum("nk,nkj->nj", weights, corners[rng.choice(len(area), count, p=area / area.sum())])
        real = cls(mesh, on, np.zeros(count), count)
        beside = on[: count // 3] + rng.normal(0.0, 1.5, (count // 3, 3))
        points = np.concatenate([on, beside])
        return cls(mesh, points, np.concatenate([np.zeros(count), real.distance(beside)]), len(points))

    def distance(self, points: Vector) -> Vector:
        """Signed distance to the real surface, negative inside."""
        cloud = pv.PolyData(np.ascontiguousarray(points)).compute_implicit_distance(self.mesh)
        return np.asarray(cloud["implicit_distance"], float)

    def with_own(self, points: Vector) -> Real:
        """The same with points of our surface in place of earlier ones."""
        kept, known = self.points[: self.own], self.distances[: self.own]
        points, known = np.concatenate([kept, points]), np.concatenate([known, self.distance(points)])
        return Real(self.mesh, points, known, self.own)


@dataclass(frozen=True)
class Placing:
    """A real bone's place in our frame: scale, tilt about x, shift in the median plane."""

    log_scale: float
    tilt: float
    y: float
    z: float

    @property
    def scale(self) -> float:
        """Ours over real."""
        return float(np.exp(self.log_scale))

    @property
    def rotation(self) -> Vector:
        """Tilt as a matrix."""
        c, s = np.cos(self.tilt), np.sin(self.tilt)
        return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])

    def apply(self, points: Vector) -> Vector:
        """Real to ours."""
        return self.scale * points @ self.rotation.T + [0.0, self.y, self.z]

    def undo(self, points: Vector) -> Vector:
        """Ours to real."""
        return (points - [0.0, self.y, self.z]) / self.scale @ self.rotation


class PartwiseBone:
    """The vertebra as a blend of parts, so that a change of one number costs one part only."""

    def __init__(self, level: str) -> None:
        table = load_measures()
        self._rows = {measure: table.value(level, measure) for measure in MEASURES}
        self._wedge = table.value(level, "body_wedge")

    def form(self, numbers: Mapping[str, float]) -> tuple[VertebraSize, VertebraShape]:
        """Size and shape from numbers by dotted name."""
        sizes = [self._rows[measure] * numbers[f"{SIZE}.{measure}"] for measure in MEASURES]
        return VertebraSize(*[*sizes, self._wedge]), shape_from(numbers)

    def parts(self, numbers: Numbers, points: Vector, which: Sequence[str]) -> dict[str, Vector]:
        """Distances to some of the parts."""
        size, shape = self.form(numbers)
        makers = {
            "body": lambda: vertebral_body(body_form(size, shape)),
            "pedicle": lambda: pedicle(recipe.pedicle_measures(size, shape), shape.pedicle),
            "canal": lambda: recipe.canal_space(size, shape),
            "lamina": lambda: plate(shape.lamina, recipe.BREADTH["lamina"]),
            "inferior": lambda: plate(shape.inferior, recipe.BREADTH["inferior"]),
            "superior": lambda: plate(shape.superior, recipe.BREADTH["superior"]),
            "transverse": lambda: recipe.transverse_process(size, shape),
            "mammillary": lambda: knob(shape.mammillary),
            "spinous": lambda: spinous_process(shape.spinous),
        }
        return {part: makers[part]()(points) for part in which}

    def blend(self, parts: Mapping[str, Vector], numbers: Numbers) -> Vector:
        """The bone's distance from those of all its parts."""
        value = parts["pedicle"]
        for part in MELTED:
            value = smooth_minimum(value, parts[part], numbers[f"{part}.melt"])
        value = smooth_maximum(value, -parts["canal"], recipe.CANAL_EDGE_MM)
        return smooth_minimum(parts["body"], value, numbers["pedicle.melt"])


ALL_PARTS = ("body", "pedicle", "canal", *MELTED)


def touched(name: str) -> Sequence[str]:
    """Parts whose distance a number changes."""
    part, _, number = name.partition(".")
    if part == SIZE:
        return TOUCHED[number]
    return () if number == "melt" else (part,)


class Fit:
    """Residuals of one level against its real bones, and their slopes."""

    def __init__(self, level: str, start: Numbers, reals: Sequence[Real], weights: Sequence[float]) -> None:
        self.bone, self.reals, self.weights, self.base = PartwiseBone(level), list(reals), weights, start
        self.names = [n for n in start if n not in FIXED and not n.startswith("costal.")]
        limits = [limit(level, name, start[name]) for name in self.names]
        places = len(reals)
        self.low = np.array([each.low for each in limits] + [-np.log(LARGEST_SCALE), -0.3, -8, -8] * places)
        self.high = np.array([each.high for each in limits] + [0.15, 0.3, 8, 8] * places)
        self.step = np.array([each.step for each in limits] + [0.02, 0.03, 0.7, 0.7] * places)
        self.spread = np.array([each.spread for each in limits] + [0.05, 0.15, 3, 3] * places)
        first = np.array([start[name] for name in self.names] + [-0.06, 0.0, 0.0, 0.0] * places)
        self.x = self.centre = np.clip(first, self.low + 1e-6, self.high - 1e-6)

    def numbers(self, x: Vector) -> Numbers:
        """All numbers by name."""
        found = dict(zip(self.names, map(float, x[: len(self.names)]), strict=True))
        return {**self.base, **found}

    def placing(self, x: Vector, j: int) -> Placing:
        """Where real bone j lies."""
        at = len(self.names) + 4 * j
        return Placing(*map(float, x[at : at + 4]))

    def targets(self, x: Vector) -> tuple[Vector, Vector, Vector]:
        """Points in our frame (folded), the distances they should have, and their weights."""
        found = []
        for j, (real, weight) in enumerate(zip(self.reals, self.weights, strict=True)):
            placing = self.placing(x, j)
            points = placing.apply(real.points)
            points[:, 0] = np.abs(points[:, 0])
            share = np.full(len(points), 40.0 * weight / np.sqrt(len(points)))
            found.append((points, placing.scale * real.distances, share))
        points, wanted, shares = (np.concatenate(each) for each in zip(*found, strict=True))
        return points, wanted, shares

    def residuals(self, x: Vector) -> Vector:
        """Differences of distance, and the pull of the prior."""
        points, wanted, share = self.targets(x)
        numbers = self.numbers(x)
        value = self.bone.blend(self.bone.parts(numbers, points, ALL_PARTS), numbers)
        missed = np.clip(value - wanted, -REACH_MM, REACH_MM) * share
        return np.concatenate([missed, PRIOR * (x - self.centre) / self.spread])

    def slopes(self, x: Vector) -> Vector:
        """The Jacobian of `residuals`, part by part."""
        points, wanted, share = self.targets(x)
        numbers = self.numbers(x)
        parts = self.bone.parts(numbers, points, ALL_PARTS)
        before = np.clip(self.bone.blend(parts, numbers) - wanted, -REACH_MM, REACH_MM)
        slopes = np.zeros((len(points) + len(x), len(x)))
        for i, name in enumerate(self.names):
            step = 1e-3 * self.step[i] * (1.0 if x[i] < (self.low[i] + self.high[i]) / 2 else -1.0)
            moved = {**numbers, name: x[i] + step}
            changed = {**parts, **self.bone.parts(moved, points, touched(name))}
            after = np.clip(self.bone.blend(changed, moved) - wanted, -REACH_MM, REACH_MM)
            slopes[: len(points), i] = (after - before) * share / step
        base = self.residuals(x)[: len(points)]
        for i in range(len(self.names), len(x)):
            step = 1e-4 * (1.0 if x[i] < (self.low[i] + self.high[i]) / 2 else -1.0)
            other = x.copy()
            other[i] += step
            slopes[: len(points), i] = (self.residuals(other)[: len(points)] - base) / step
        slopes[len(points) :] = np.diag(PRIOR / self.spread)
        return slopes

    def round(self, count: int, turn: int) -> float:
        """Look at our own surface anew, then search; returns the cost."""
        own = extract(recipe.sized_vertebra(*self.bone.form(self.numbers(self.x))), 2.0).points
        chosen = own[np.random.default_rng(turn).choice(len(own), min(count, len(own)), replace=False)]
        self.reals = [r.with_own(self.placing(self.x, j).undo(chosen)) for j, r in enumerate(self.reals)]
        found = least_squares(
            self.residuals,
            self.x,
            jac=self.slopes,
            bounds=(self.low, self.high),
            x_scale=self.step,
            loss="soft_l1",
            f_scale=OUTLIER_MM,
            max_nfev=12,
        )
        self.x = np.clip(found.x, self.low + 1e-6, self.high - 1e-6)
        return float(found.cost)


def main() -> None:
    """Fit one level and write its column."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("level")
    parser.add_argument("real", type=Path, nargs="+")
    parser.add_argument("--weights", type=float, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--points", type=int, default=1500)
    chosen = parser.parse_args()
    weights = chosen.weights or [1.0] * len(chosen.real)
    start = dict(shape_rows()[chosen.level])
    fit = Fit(chosen.level, start, [Real.read(path, chosen.points) for path in chosen.real], weights)
    for turn in range(chosen.rounds):
        print(f"round {turn}: cost {fit.round(chosen.points, turn):.1f}")
    write_column(chosen.level, {name: fit.numbers(fit.x)[name] for name in fit.names})


if __name__ == "__main__":
    main()
