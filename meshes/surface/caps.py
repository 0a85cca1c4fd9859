"""Caps on the edges that are left where ends of tubes were taken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from meshes.geometry.normals import vertex_normals
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import Floats
from meshes.surface.cut_open import Corners, CutOpen
from meshes.surface.trim import Trim

LIP_MM = 0.02
"""How far the wall goes on past its edge: corners there face as the wall does, not as the cap."""
_DEEP_MM, _STEEPEST, _LONGEST = 0.15, 0.2, 0.6
"""How deep the wall of a branch goes on into that of its stem, the least sine of the angle at which it may,
and how far at most, in mean radii of its edge: a stem's surface may lie a little deeper than told."""
_STEPS, _NUDGE_MM = 4, 0.01
"""Steps in which an edge is brought to where the wall is cut exactly, and how far slopes are felt for."""
_SUNK = 0.35
"""How far a cap that is not plane bulges into what it is taken off at, in mean radii of its edge."""
_LEAST_FLAT = 0.7
"""Least share of the area of a fan that faces one way: less, and it would be folded."""
_EVENINGS = (0.5, -0.52, 0.5, -0.52)
"""Shares of the way to the middle of their neighbours that corners of an edge go, forth and back."""


@dataclass(frozen=True, eq=False)
class Cap:
    """What closes one edge that is left.

    Parameters
    ----------
    loop, even
        Corners of the edge in order, (K,), and where they are after evening, (K, 3) mm.
    points : (L, 3) array
        More corners, mm, numbered on from those of the loop.
    wall, fan : (M, 3) array
        Triangles that go on with the wall, and those that close it.
    onward : tuple of str
        Names of the meshes in which the tube goes on.
    """

    loop: Corners
    even: Floats
    points: Floats
    wall: Corners
    fan: Corners
    onward: tuple[str, ...]


def caps_on(cut: CutOpen, trims: Sequence[Trim], pieces: Sequence[int]) -> tuple[list[Cap], set[int]]:
    """A cap for each piece that went, and the pieces for which there is none."""
    after: dict[int, int] = {}
    failed: set[int] = set()
    for a, b in _rim(cut.triangles, len(cut.points)).tolist():
        # The cap runs along each edge of the rim against the triangle at it.
        if b in after:
            failed.add(int(cut.at[b]))
        after[b] = a
    loops = _loops(after)
    normals = vertex_normals(TriMesh(cut.points, cut.triangles.astype(np.int32)))
    caps = []
    for number in pieces:
        own = [loop for loop in loops if cut.at[loop[0]] == number]
        cap = _cap(cut, normals, np.array(own[0]), trims[number]) if len(own) == 1 else None
        if cap is None:
            failed.add(number)
        else:
            caps.append(cap)
    return caps, failed


def _rim(triangles: Corners, count: int) -> Corners:
    """The edges of triangles that no other triangle has, (K, 2), in the direction of theirs."""
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    key, back = edges[:, 0] * count + edges[:, 1], edges[:, 1] * count + edges[:, 0]
    return edges[~np.isin(key, back)]


def _loops(after: dict[int, int]) -> list[list[int]]:
    loops, left = [], dict(after)
    while left:
        corner, _ = next(iter(left.items()))
        loop = []
        while corner in left:
            loop.append(corner)
            corner = left.pop(corner)
        loops.append(loop)
    return loops


def _cap(cut: CutOpen, normals: Floats, loop: Corners, trim: Trim) -> Cap | None:
    """A lip that goes on where the wall ends, and a fan round the middle of it; None if that would fold."""
    if len(loop) < 3:
        return None
    even = cut.points[loop]
    for share in _EVENINGS:
        even = even + share * (0.5 * (np.roll(even, 1, axis=0) + np.roll(even, -1, axis=0)) - even)
    if trim.way is None:
        along, steep = _along(even, normals[loop], trim)
        for _ in range(_STEPS):
            step = np.clip(trim.kept(even) / np.maximum(steep, _STEEPEST), -_DEEP_MM, _DEEP_MM)
            even = even + step[:, None] * along
    middle = even.mean(axis=0)
    area = np.cross(even - middle, np.roll(even, -1, axis=0) - middle)
    out = area.sum(axis=0)
    if float(np.linalg.norm(out)) < _LEAST_FLAT * float(np.linalg.norm(area, axis=1).sum()):
        return None
    out /= max(float(np.linalg.norm(out)), 1e-12)
    if trim.way is not None:
        lip, hub = even + LIP_MM * trim.way, middle + (LIP_MM - trim.sunk_mm) * trim.way
    else:
        wide = float(np.linalg.norm(even - middle, axis=1).mean())
        hub = middle + _SUNK * wide * out
        along, steep = _along(even, normals[loop], trim)
        length = np.minimum(_DEEP_MM / np.maximum(steep, _STEEPEST), _LONGEST * wide)[:, None]
        inward = LIP_MM * (hub - even) / np.maximum(np.linalg.norm(hub - even, axis=1), 1e-9)[:, None]
        lip = even + np.where((steep > _STEEPEST)[:, None], length * along, inward)
    count = len(loop)
    here, there = np.arange(count), np.roll(np.arange(count), -1)
    rows = ((here, there, count + there), (here, count + there, count + here))
    wall = np.concatenate([np.stack(row, axis=1) for row in rows])
    fan = np.stack([count + here, count + there, np.full(count, 2 * count)], axis=1)
    if trim.way is None:
        # What lies in the wall of a stem closes the branch: through a clear stem it would be seen.
        wall, fan = wall[:0], np.concatenate([wall, fan])
    return Cap(loop, even, np.concatenate([lip, hub[None]]), wall, fan, trim.onward)


def _along(edge: Floats, normals: Floats, trim: Trim) -> tuple[Floats, Floats]:
    """The way along the wall by which it leads fastest into what cuts it off, and how steeply it does."""
    here = trim.kept(edge)
    slope = np.stack([(here - trim.kept(edge + _NUDGE_MM * axis)) / _NUDGE_MM for axis in np.eye(3)], axis=1)
    along = slope - (slope * normals).sum(axis=1)[:, None] * normals
    steep = np.linalg.norm(along, axis=1)
    return along / np.maximum(steep, 1e-9)[:, None], steep
