"""Roots of the spinal nerves: a strand in the sac, then the way to the foramen and the ganglion there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_nerves import CAUDAL, nerve_way
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import scale_of
from meshes.geometry.axes import Vector
from meshes.geometry.curve import arc_length, resampled, through
from meshes.geometry.lofting import tube
from meshes.geometry.trimesh import TriMesh, merged
from meshes.sdf.oval_tube import OvalTube
from meshes.sdf.surroundings import Surroundings
from meshes.soft.strands import EXIT_ANGLE, STRAND_CORNERS, nerve_width, strand

_GAP_MM = 0.3
_SAC_GAP_MM = 0.2
"""Left to the thin fat between sac and root."""
_ROUNDS = 30
_STEP_MM = 1.5
_CORNERS = 14
_THINNEST_MM = 0.3


@dataclass(frozen=True, eq=False)
class Root:
    """The left root of a nerve from the sac to beyond its foramen, in the world.

    Parameters
    ----------
    path : (N, 3) array
        Its line, mm.
    radius : (N,) array
        At each point, mm.
    """

    path: Vector
    radius: Vector

    def mesh(self) -> TriMesh:
        """Its closed surface."""
        return tube(self.path, self.radius, _CORNERS)


def nerve_root(name: str, column: ColumnFrame, ground: Surroundings, beside: Sequence[Root] = ()) -> Root:
    """The left root of a nerve outside the sac: schematic, one root a side where nature has many rootlets.

    Parameters
    ----------
    name : str
        One of `NERVES`.
    column : ColumnFrame
        Its parameters count.
    ground : Surroundings
        The bones, discs and ribs on its way.
    beside : sequence of Root
        Roots it runs beside and gives way to.

    Notes
    -----
    The way is told by `meshes.column.canal.spinal_nerves` and then kept off bone, disc and sac; where the
    foramen leaves less room than the ganglion wants, the ganglion is pressed.
    """
    way, sac, scale = nerve_way(name, column), dural_sac(column), scale_of(column.parameters)
    root, knot = (nerve_width(name, each, column) / 2 for each in ("root_width", "ganglion_width"))
    start = _outlet(name, column, ground)
    path = resampled(through(np.concatenate([start[None], way.points])), _STEP_MM * scale)
    lengths = arc_length(path)
    middle = lengths[int(np.linalg.norm(path - way.points[way.ganglion], axis=1).argmin())]
    wish = root + (knot - root) * np.exp(-(((lengths - middle) / (3.2 * scale)) ** 2))
    balls = _Balls(
        np.concatenate([np.zeros((0, 3)), *(each.path for each in beside)]),
        np.concatenate([np.zeros(0), *(each.radius for each in beside)]),
    )
    path = _kept_off(path, wish, ground, sac, balls)
    off_sac = sac.distance(path) - _SAC_GAP_MM
    room = np.minimum(np.minimum(ground.distance(path) - _GAP_MM, off_sac), balls.distance(path) - 0.1)
    radius = np.maximum(np.minimum(wish, room), _THINNEST_MM)
    for _ in range(2):
        radius = np.minimum(radius, np.convolve(np.pad(radius, 1, mode="edge"), [0.25, 0.5, 0.25], "valid"))
    return Root(path, radius)


def with_strand(name: str, root: Root, column: ColumnFrame) -> TriMesh:
    """The closed surface of a root with its strand in the sac, where that is not drawn with the cauda."""
    if name in CAUDAL:
        return root.mesh()
    inside = strand(name, column)
    return merged([tube(inside.path, inside.radius, STRAND_CORNERS), root.mesh()])


@dataclass(frozen=True, eq=False)
class _Balls:
    """What other roots fill, (K, 3) and (K,)."""

    centres: Vector
    radii: Vector

    def distance(self, points: Vector) -> Vector:
        """How far (N, 3) points lie outside all of them, mm."""
        return np.asarray(self._each(points).min(axis=1, initial=np.inf), float)

    def push(self, points: Vector, gap: Vector) -> Vector:
        """How far (N, 3) points move, a gap (N,) kept."""
        way = points[:, None] - self.centres
        lacking = np.clip(gap[:, None] - self._each(points), 0.0, 0.5)
        unit = way / np.maximum(np.linalg.norm(way, axis=2, keepdims=True), 1e-6)
        return np.asarray((lacking[..., None] * unit).sum(axis=1), float)

    def _each(self, points: Vector) -> Vector:
        return np.asarray(np.linalg.norm(points[:, None] - self.centres, axis=2) - self.radii, float)


def _outlet(name: str, column: ColumnFrame, ground: Surroundings) -> Vector:
    """Where the line of a root begins beside the sac."""
    sac, scale = dural_sac(column), scale_of(column.parameters)
    leave = min(nerve_way(name, column).leave, sac.end - 1.5 * scale)
    start = sac.place(EXIT_ANGLE, 1.0, leave)[0]
    out = start - sac.place(EXIT_ANGLE, 0.9, leave)[0]
    # Where bone is near, half-way to it.
    wish = 0.75 * nerve_width(name, "root_width", column) / 2 + _GAP_MM
    clear = min(wish, 0.5 * max(float(ground.distance(start[None])[0]), 0.0))
    return np.asarray(start + out / np.linalg.norm(out) * clear, float)


def _kept_off(path: Vector, radius: Vector, ground: Surroundings, sac: OvalTube, balls: _Balls) -> Vector:
    """The path smoothed and moved out of reach of bone, disc, sac and other roots; its start stays."""
    for _ in range(_ROUNDS):
        path = path.copy()
        path[1:-1] += 0.25 * (path[:-2] - 2.0 * path[1:-1] + path[2:])
        if len(balls.radii):
            path[1:] += balls.push(path[1:], radius[1:] + 0.15)
        lacking = np.clip(radius + _GAP_MM - ground.distance(path), 0.0, 0.8)
        lacking[0] = 0.0
        near = np.flatnonzero(lacking)
        if len(near):
            path[near] += lacking[near, None] * ground.slope(path[near])
        told = sac.line.coordinates(path)
        lacking = np.clip(radius + _SAC_GAP_MM + 0.05 - sac.distance_at(told), 0.0, 0.8)
        lacking[:2] = 0.0
        near = np.flatnonzero(lacking)
        path[near] += lacking[near, None] * _away(sac, told[near])
    return path


def _away(sac: OvalTube, told: Vector) -> Vector:
    """Unit directions from the sac's line outwards, across it, at places told by their coordinates."""
    out = sac.line.across(*told.T)
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6), float)
