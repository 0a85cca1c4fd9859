"""Rings of corners along one tube: where they stand, how they are turned, and the triangles between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.network.graph import Floats
from meshes.surface.tube_joints import Opening
from meshes.surface.tube_line import TubeLine, evenly

Corners = NDArray[np.int64]

_SHORTEST_MM, _LONGEST_MM = 0.75, 2.2
_SPACING = 2.0
"""Longest distance of rings in radii, where nothing opens into the tube."""
_END_RINGS = 2
"""Rings from the end of a tube to the nearest hole: an end sewn into its own tube may not touch that hole."""
_SAGITTA_MM = 0.02
"""How far the walls between two rings may cut a bend short."""


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


def rings(line: TubeLine, low: float, high: float, here: list[Opening], sides: int) -> Rings:
    """The rings of a tube between two lengths, with those its openings need."""
    wide, rows = hole_shape(sides)
    stations, firsts = _stations(line, low, high, here, rows)
    centres, radii = line.at(stations), line.radius_at(stations)
    tangents = line.tangent_at(stations, np.maximum(0.7 * radii, 0.5))
    normals = _carried(tangents, line.closed)
    across = _cross(tangents, normals)
    angle = 2.0 * np.pi * np.arange(sides) / sides
    spoke = np.cos(angle)[:, None] * normals[:, None] + np.sin(angle)[:, None] * across[:, None]
    holes = []
    for opening, first in zip(here, firsts, strict=True):
        middle = first + rows // 2
        turn = np.arctan2(opening.towards @ across[middle], opening.towards @ normals[middle])
        holes.append((opening, first, round(turn / (2.0 * np.pi) * sides - wide / 2.0) % sides))
    points = centres[:, None] + radii[:, None, None] * spoke
    return Rings(points, centres, tangents, _apart(holes, wide, sides), line.closed)


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


def _stations(
    line: TubeLine, low: float, high: float, here: list[Opening], rows: int
) -> tuple[Floats, list[int]]:
    """Lengths at which rings stand, and the number of the first ring of each opening."""
    fixed: dict[float, Floats] = {}
    for each in here:
        fixed[each.place_mm] = evenly(each.place_mm - each.half_mm, each.place_mm + each.half_mm, rows)
    pieces, start, first_at, count = [], low, {}, 0
    for place in sorted(fixed):
        run = _even(line, start, fixed[place][0])[:-1]
        if start == low and not line.closed and len(run) < _END_RINGS:
            run = evenly(low, fixed[place][0], _END_RINGS)[:-1]
        pieces += [run, fixed[place][:-1]]
        first_at[place] = count + len(run)
        count += len(run) + rows
        start = float(fixed[place][-1])
    last = _even(line, start, high)
    if fixed and not line.closed and len(last) <= _END_RINGS:
        last = evenly(start, high, _END_RINGS)
    pieces.append(last[:-1] if line.closed else last)
    return np.concatenate(pieces), [first_at[each.place_mm] for each in here]


def _even(line: TubeLine, low: float, high: float) -> Floats:
    """Lengths between two others, closer where the line bends."""
    if high - low < 1e-9:
        return np.array([high])
    at = evenly(low, high, max(int((high - low) / 0.4), 4))
    tangents = line.tangent_at(at)
    turn = tangents[1:] - tangents[:-1]
    bend = (at[1] - at[0]) / np.maximum(np.sqrt((turn * turn).sum(axis=1)), 1e-6)
    widest = np.minimum(_SPACING * line.radius_at(0.5 * (at[1:] + at[:-1])), _LONGEST_MM)
    step = np.maximum(np.sqrt(8.0 * _SAGITTA_MM * bend), np.minimum(_SHORTEST_MM, widest))
    step = np.minimum(step, widest)
    passed = np.concatenate([[0.0], np.cumsum((at[1] - at[0]) / step)])
    count = max(round(float(passed[-1])), 1)
    return np.interp(evenly(0.0, float(passed[-1]), count), passed, at)


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
