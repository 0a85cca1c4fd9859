"""Rings of corners along one tube: where they stand, how they are turned, and the triangles between them."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, pi

import numpy as np
from numpy.typing import NDArray

from meshes.network.graph import Floats
from meshes.surface.tube_joints import Opening
from meshes.surface.tube_lines import TubeLines
from meshes.surface.tube_stations import stations

Corners = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Rings:
    """The rings of one tube.

    Parameters
    ----------
    points : (M, n, 3) array
        Corners; those of a ring run anticlockwise about the tube's direction.
    centres, tangents : (M, 3) arrays
        Middle and direction of each ring.
    holes : tuple of (Opening, int, int)
        Each opening with the first ring and the first column of its hole.
    closed : bool
        Whether the last ring joins the first.
    """

    points: Floats
    centres: Floats
    tangents: Floats
    holes: tuple[tuple[Opening, int, int], ...]
    closed: bool


def hole_shape(sides: int) -> tuple[int, int]:
    """Columns and rows of faces a hole takes, so that its rim has as many corners as a ring.

    >>> hole_shape(8), hole_shape(10), hole_shape(12)
    ((2, 2), (2, 3), (3, 3))
    """
    wide = sides // 4
    return wide, sides // 2 - wide


def rings(
    lines: TubeLines, spans: list[tuple[float, float]], joints: list[Opening], sides: int
) -> list[Rings]:
    """The rings of each tube between two lengths, with those its openings need."""
    wide, rows = hole_shape(sides)
    placed = stations(lines, spans, joints, rows)
    many = [len(each.lengths) for each in placed]
    tube, at = np.repeat(np.arange(len(spans)), many), np.concatenate([each.lengths for each in placed])
    centres, radii = lines.at(tube, at)
    tangents = lines.tangent(tube, at, np.maximum(0.7 * radii, 0.5))
    ends = [0, *np.cumsum(many).tolist()]
    normals = np.concatenate(
        [
            _carried(tangents[a:b], is_closed)
            for a, b, is_closed in zip(ends[:-1], ends[1:], lines.closed.tolist(), strict=True)
        ]
    )
    across = _cross(tangents, normals)
    angle = 2.0 * np.pi * np.arange(sides) / sides
    spoke = np.cos(angle)[:, None] * normals[:, None] + np.sin(angle)[:, None] * across[:, None]
    points = centres[:, None] + radii[:, None, None] * spoke
    holes: list[list[tuple[Opening, int, int]]] = [[] for _ in spans]
    for opening in joints:
        first = placed[opening.main].first_at[opening.place_mm]
        middle = ends[opening.main] + first + rows // 2
        turn = atan2(opening.towards @ across[middle], opening.towards @ normals[middle])
        column = round(turn / (2.0 * pi) * sides - wide / 2.0) % sides
        holes[opening.main].append((opening, first, column))
    return [
        Rings(points[a:b], centres[a:b], tangents[a:b], _apart(each, wide, sides), is_closed)
        for a, b, each, is_closed in zip(ends[:-1], ends[1:], holes, lines.closed.tolist(), strict=True)
    ]


def ring_faces(count: int, sides: int, closed: bool) -> Corners:
    """Quadrilaterals between rings as corner numbers, (count - 1 or count, sides, 4), outward."""
    rows = np.arange(count if closed else count - 1)
    columns = np.arange(sides)
    here, there = rows[:, None] * sides, (rows[:, None] + 1) % count * sides
    right = (columns + 1) % sides
    return np.stack([here + columns, here + right, there + right, there + columns], axis=2)


def hole_rim(first: int, column: int, sides: int) -> Corners:
    """Corner numbers round a hole, anticlockwise seen from outside."""
    wide, rows = hole_shape(sides)
    below = [(first, column + k) for k in range(wide)]
    right = [(first + k, column + wide) for k in range(rows)]
    above = [(first + rows, column + wide - k) for k in range(wide)]
    left = [(first + rows - k, column) for k in range(rows)]
    return np.array([ring * sides + place % sides for ring, place in below + right + above + left])


def _cross(a: Floats, b: Floats) -> Floats:
    """Vector products of (N, 3) rows; numpy's own weighs every case and takes several times as long."""
    (ax, ay, az), (bx, by, bz) = a.T, b.T
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], axis=1)


def _carried(tangents: Floats, closed: bool) -> Floats:
    """Normals carried along without needless turning; on a loop the leftover turn is shared out."""
    rows = tangents.tolist()
    x, y, z = np.eye(3)[np.argmin(np.abs(tangents[0]))].tolist()
    out = []
    for tx, ty, tz in [*rows, rows[0]]:
        dot = x * tx + y * ty + z * tz
        x, y, z = x - dot * tx, y - dot * ty, z - dot * tz
        size = max((x * x + y * y + z * z) ** 0.5, 1e-12)
        x, y, z = x / size, y / size, z / size
        out.append((x, y, z))
    normals = np.array(out[:-1])
    if not closed:
        return normals
    across = _cross(tangents, normals)
    twist = np.arctan2(np.array(out[-1]) @ across[0], np.array(out[-1]) @ normals[0])
    angle = -twist * np.arange(len(rows))[:, None] / len(rows)
    turned: Floats = np.cos(angle) * normals + np.sin(angle) * across
    return turned


def _apart(
    holes: list[tuple[Opening, int, int]], wide: int, sides: int
) -> tuple[tuple[Opening, int, int], ...]:
    """Holes that share rings moved so far round the tube that they share no face."""
    out: list[tuple[Opening, int, int]] = []
    for opening, first, column in holes:
        for _, other, taken in out:
            if other == first:
                step = (column - taken) % sides
                column = (taken + min(max(step, wide), sides - wide)) % sides
        out.append((opening, first, column))
    return tuple(out)
