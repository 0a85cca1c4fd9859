"""Fit the relief of the sacrum to the surface of a real one.

    python -m tools.fitting.sacrum REFERENCE [--slope 39.67] [--scale 0.865]

REFERENCE is a closed surface in LPS millimetres with the upper endplate of S1 near its origin. It is turned
by `--slope` degrees until that endplate is level, and brought to the mean width of dry sacra by `--scale`.
In coordinates bent along the bone each of its four surfaces is a height linear in the numbers of the table,
so each fit is one robust linear least squares with a smoothness prior. Points within the foramina, on the
crest and on the articular processes have parts of their own and are left out. The rows of
`assets/anatomy/sacrum_shape.csv` that come from this source are written anew; heights and tilts of the
segments are kept. Needs pyvista.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes.assets import asset
from meshes.column.landmarks.sacrum import bend_of
from meshes.column.shapes.sacrum_shape import ALA_DEPTHS, COLUMNS, DEPTHS, PLACES, SacrumShape
from meshes.column.shapes.sacrum_table import ala_name, grid_name, load_sacrum_shape
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.geometry.spline import even_spline_weights, spline_weights

SOURCE = "visible-human-sacrum"
ORIGIN = np.array([0.0, -8.0, 14.0])
"""From the level, scaled reference to the frame of the sacrum, mm."""
MOUTHS = (27.0, 57.0, 76.0)
"""Lengths at which the reference's open anterior foramina lie, mm."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """Points of the reference in bent coordinates, left and right laid over each other, and their normals."""

    x: Vector
    s: Vector
    v: Vector
    normal: Vector

    @property
    def width(self) -> Vector:
        """Rough half width of the bone at each point's length, mm."""
        stations = (0.0, 20.0, 40.0, 60.0, 80.0, 95.0, 107.0)
        return np.interp(self.s, stations, (48.0, 54.0, 51.0, 42.0, 36.0, 30.0, 16.0))


def cloud(path: str, shape: SacrumShape, slope_deg: float, scale: float, count: int = 30_000) -> Cloud:
    """Points spread evenly over the reference."""
    mesh = pv.read(path).triangulate()
    level = Pose.about_x(-np.radians(slope_deg), ORIGIN)
    mesh.points = level.apply(np.asarray(mesh.points, float) * scale)
    mesh = mesh.compute_normals(auto_orient_normals=True, split_vertices=False)
    points, normals = _scattered(mesh, count)
    normals[:, 0] *= np.sign(points[:, 0] + 1e-9)
    bend = bend_of(shape)
    s, v = bend.coordinates(points[:, 1:])
    length, _, tilt = bend.curve()
    angle = np.interp(s, length, tilt)
    along = normals[:, 1] * np.sin(angle) - normals[:, 2] * np.cos(angle)
    behind = normals[:, 1] * np.cos(angle) + normals[:, 2] * np.sin(angle)
    return Cloud(np.abs(points[:, 0]), s, v, np.stack([normals[:, 0], along, behind], axis=1))


def _scattered(mesh: pv.PolyData, count: int) -> tuple[Vector, Vector]:
    rng = np.random.default_rng(0)
    corners = mesh.faces.reshape(-1, 4)[:, 1:]
    points, normals = np.asarray(mesh.points, float), np.asarray(mesh.point_data["Normals"], float)
    a, b, c = (points[corners[:, i]] for i in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    chosen = corners[rng.choice(len(corners), count, p=area / area.sum())]
    weight = rng.dirichlet([1.0, 1.0, 1.0], count)
    mixed = np.einsum("ij,ijk->ik", weight, normals[chosen])
    where = np.einsum("ij,ijk->ik", weight, points[chosen])
    return where, mixed / np.linalg.norm(mixed, axis=1, keepdims=True)


def pelvic(c: Cloud, stations: Vector) -> Vector:
    """Depths of the pelvic surface; points deeper than it lie in a foramen and count less and less."""
    near = np.min(np.abs(c.s[:, None] - MOUTHS) / np.array([9.0, 7.0, 6.0]), axis=1) < 1.0
    floor = -13.0 + np.clip((c.s - 27.0) * 0.2, 0.0, 12.0)
    mouth = near & (c.x > 12) & (c.x < 27) & (c.v > floor)
    front = (c.normal[:, 2] < -0.35) & (c.s > -3) & (c.s < 109) & (c.x < c.width - 1)
    keep = front & ~((c.s < 4) & (c.x < 27)) & ~mouth & ~((c.v > 0) & (c.x < 14))
    # Behind the endplate's rim, where the body has a part of its own.
    x, s = (g.ravel() for g in np.meshgrid(np.linspace(0, 24, 25), np.linspace(-2, 0.6, 8)))
    rim = -28.0 * np.sqrt(1.0 - np.minimum(x / 26.0, 0.98) ** 3) + 0.8
    design = _design(COLUMNS, stations, _joined(c.x, keep, x), _joined(c.s, keep, s), is_even=True)
    return _solved(design, _joined(c.v, keep, rim), len(COLUMNS), (2.0, 1.0), _too_deep)


def dorsal(c: Cloud, stations: Vector) -> Vector:
    """Depths of the dorsal surface without crest, articular processes and lateral border."""
    process = (c.s < 10) & (c.x < 26) | (c.x > 14) & (c.x < 29) & (c.s < 20) & (c.v > 10)
    back = (c.normal[:, 2] > 0.35) & (c.s > -3) & (c.s < 109) & (c.v > 3) & (c.x > 4) & (c.x < c.width - 2)
    keep = back & ~process & ~((c.x < 6) & (c.s > 86)) & (c.normal[:, 0] <= 0.75)
    # Over the hiatus the reference has no lamina; the surface runs on, and the hiatus is cut out of it.
    x, s = (g.ravel() for g in np.meshgrid(np.linspace(0, 4, 8), np.linspace(88, 109, 8)))
    design = _design(COLUMNS, stations, _joined(c.x, keep, x), _joined(c.s, keep, s), is_even=True)
    return _solved(design, _joined(c.v, keep, 13.0 - 0.3 * (s - 88)), len(COLUMNS), (1.5, 0.7))


def side(c: Cloud, stations: Vector) -> Vector:
    """Distances of the lateral border from the median plane."""
    outer = (c.normal[:, 0] > 0.5) & (c.s > 2) & (c.x > c.width * 0.55)
    lower = (c.normal[:, 1] > 0.4) & (c.s > 80)
    keep = (outer & (c.x > 14) | lower & (c.x > 13)) & (c.s < 109)
    design = _design(DEPTHS, stations, c.v[keep], c.s[keep])
    return _solved(design, c.x[keep], len(DEPTHS), (1.5, 0.5))


def ala(c: Cloud) -> Vector:
    """Lengths at which the upper surface of the lateral part lies; below the endplate near the body."""
    keep = (c.normal[:, 1] < -0.35) & (c.s < 30) & (c.x > 27) & (c.x < 54)
    design = _design(COLUMNS, np.array(ALA_DEPTHS), c.x[keep], c.v[keep], is_even=True)
    heights = _solved(design, c.s[keep], len(COLUMNS), (6.0, 3.0))
    heights[:4] = np.maximum(heights[:4], [[5.0], [5.0], [5.0], [3.0]])
    return heights


def _joined(values: Vector, keep: NDArray[np.bool_], more: Vector) -> Vector:
    return np.concatenate([values[keep], more])


def _design(
    u_nodes: tuple[float, ...], v_nodes: Vector, u: Vector, v: Vector, is_even: bool = False
) -> Vector:
    across = (even_spline_weights if is_even else spline_weights)(np.array(u_nodes), u)
    columns = np.einsum("ij,ik->ijk", across, spline_weights(v_nodes, v))
    return np.asarray(columns.reshape(len(u), -1), float)


def _evenly(residual: Vector) -> Vector:
    return np.abs(residual) / 4.0


def _too_deep(residual: Vector) -> Vector:
    return np.where(residual > 0, residual / 1.2, -residual / 4.0)


def _solved(
    design: Vector,
    given: Vector,
    rows: int,
    bend: tuple[float, float],
    strangeness: Callable[[Vector], Vector] = _evenly,
) -> Vector:
    """Iteratively reweighted least squares for a grid of `rows` rows.

    `bend` weighs its second differences along both axes; `strangeness` tells how little a residual counts.
    """
    prior = _stiffness(rows, design.shape[1] // rows, bend)
    weight = np.ones(len(given))
    for _ in range(12):
        weighted = design * weight[:, None]
        found = np.linalg.solve(design.T @ weighted + prior, weighted.T @ given)
        weight = 1.0 / (1.0 + strangeness(given - design @ found) ** 2)
    return np.asarray(found, float).reshape(rows, -1)


def _stiffness(nu: int, nv: int, bend: tuple[float, float]) -> Vector:
    u, v = np.diff(np.eye(nu), 2, axis=0), np.diff(np.eye(nv), 2, axis=0)
    stiff = bend[0] * np.kron(u.T @ u, np.eye(nv)) + bend[1] * np.kron(np.eye(nu), v.T @ v)
    return stiff + 1e-6 * np.eye(nu * nv)


def numbers(c: Cloud, stations: Vector) -> dict[tuple[str, str], float]:
    """Every fitted number by level and measure."""
    found = {}
    for name, columns, axis, grid in (
        ("pelvic", COLUMNS, "y", pelvic(c, stations)),
        ("dorsal", COLUMNS, "y", dorsal(c, stations)),
        ("side", DEPTHS, "x", side(c, stations)),
    ):
        for column, row in zip(columns, grid, strict=True):
            for (level, part), value in zip(PLACES, row, strict=True):
                found[level, grid_name(name, column, part, axis)] = value
    for column, row in zip(COLUMNS, ala(c), strict=True):
        for depth, value in zip(ALA_DEPTHS, row, strict=True):
            found["S1", ala_name(column, depth)] = value
    return found


def write(found: dict[tuple[str, str], float]) -> None:
    """Put the numbers in the place of those the table has."""
    path = asset("anatomy", "sacrum_shape.csv")
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        key = row["level"], row["measure"]
        if row["source"] == SOURCE and key in found:
            row["value"] = f"{found[key]:.2f}"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Read the command line, fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reference")
    parser.add_argument("--slope", type=float, default=39.67)
    parser.add_argument("--scale", type=float, default=0.865)
    chosen = parser.parse_args()
    shape = load_sacrum_shape()
    write(numbers(cloud(chosen.reference, shape, chosen.slope, chosen.scale), shape.relief.stations))


if __name__ == "__main__":
    main()
