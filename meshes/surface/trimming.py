"""Ends of tubes taken off exactly, in a plane or where they come through a wall, and closed with a cap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from meshes.geometry.normals import vertex_normals
from meshes.geometry.topology import directed_edges
from meshes.geometry.trimesh import MeshEnd, TriMesh
from meshes.network.graph import Floats
from meshes.surface.cut_open import Corners, CutOpen, cut_open

_FAR = 1e6
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
class Trim:
    """One end of a tube and what is to be taken off there.

    Parameters
    ----------
    tip : (3,) array
        A place at the very end, mm.
    reach_mm : float
        All that goes lies within this distance of the tip; if it does not, nothing is taken off.
    kept : function
        Of (N, 3) places how far they lie on the side that stays, (N,) mm.
    onward : tuple of str
        Names of the meshes in which the tube goes on.
    way : (3,) array or None
        Direction in which the tube ends, for a plane cap.
    sunk_mm : float
        How deep the middle of a plane cap is sunk in.
    """

    tip: Floats
    reach_mm: float
    kept: Callable[[Floats], Floats]
    onward: tuple[str, ...] = ()
    way: Floats | None = None
    sunk_mm: float = 0.0


def trimmed(mesh: TriMesh, trims: Sequence[Trim]) -> tuple[TriMesh, list[Trim]]:
    """A closed mesh with ends of tubes taken off, and told as such; and what could not be taken off.

    An end stays as it is if what is to go there does not hang together, is not all within reach or leaves
    another edge than one loop round its middle.
    """
    told = _told(mesh, trims)
    left = list(range(len(trims)))
    while left:
        values, piece, failed = _going(mesh, [trims[k] for k in left], [told[k] for k in left])
        if not failed:
            cut = cut_open(mesh, values, piece)
            caps, failed = _caps(cut, [trims[k] for k in left], np.unique(piece[piece >= 0]).tolist())
            if not failed:
                return _closed(mesh, cut, caps), [each for k, each in enumerate(trims) if k not in left]
        left = [k for number, k in enumerate(left) if number not in failed]
    return mesh, list(trims)


def _told(mesh: TriMesh, trims: Sequence[Trim]) -> list[Floats]:
    """Of each corner how far it lies on the side that stays; far off where a trim does not reach.

    Where several planes reach, that of the tube whose axis is nearest tells.
    """
    told: list[Floats] = []
    aside = np.full(len(mesh.points), np.inf)
    for trim in trims:
        way = mesh.points - trim.tip
        square = (way * way).sum(axis=1)
        reached = square < trim.reach_mm**2
        if trim.way is not None:
            square -= (way @ trim.way) ** 2
            reached &= square < aside
            aside[reached] = square[reached]
            for values, other in zip(told, trims, strict=False):
                if other.way is not None:
                    values[reached] = _FAR
        values = np.full(len(mesh.points), _FAR)
        within = np.flatnonzero(reached)
        if len(within):
            values[within] = trim.kept(mesh.points[within])
        told.append(values)
    return told


def _going(mesh: TriMesh, trims: Sequence[Trim], told: Sequence[Floats]) -> tuple[Floats, Corners, set[int]]:
    """How far each corner is kept, the number of the trim that it goes by or -1, and the trims that fail."""
    values = np.min(told, axis=0)
    goes = values < 0.0
    a, b = directed_edges(mesh).T
    linked = goes[a] & goes[b]
    root = _hung_together(a[linked], b[linked], len(values))
    piece, failed = np.full(len(values), -1), set()
    for number, trim in enumerate(trims):
        own = np.flatnonzero(told[number] < 0.0)
        if not len(own):
            failed.add(number)
            continue
        away = mesh.points[own] - trim.tip
        tip = own[(away * away).sum(axis=1).argmin()]
        if piece[tip] < 0:
            piece[goes & (root == root[tip])] = number
    far = (piece[a] >= 0) & (values[b] >= _FAR)
    failed |= set(piece[a[far]].tolist())
    return np.where(piece >= 0, values, np.maximum(np.abs(values), 1e-9)), piece, failed


def _hung_together(a: Corners, b: Corners, count: int) -> Corners:
    """The lowest corner of all that hang together with each, by links given in both directions."""
    label = np.arange(count)
    while True:
        lowest = label.copy()
        np.minimum.at(lowest, a, label[b])
        lowest = lowest[lowest]
        if np.array_equal(lowest, label):
            return label
        label = lowest


@dataclass(frozen=True, eq=False)
class _Cap:
    """A loop of corners, where they are after evening, and more points with the triangles that go on with the
    wall and those that close it.
    """

    loop: Corners
    even: Floats
    points: Floats
    wall: Corners
    fan: Corners
    onward: tuple[str, ...]


def _caps(cut: CutOpen, trims: Sequence[Trim], pieces: Sequence[int]) -> tuple[list[_Cap], set[int]]:
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


def _cap(cut: CutOpen, normals: Floats, loop: Corners, trim: Trim) -> _Cap | None:
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
    return _Cap(loop, even, np.concatenate([lip, hub[None]]), wall, fan, trim.onward)


def _along(edge: Floats, normals: Floats, trim: Trim) -> tuple[Floats, Floats]:
    """The way along the wall by which it leads fastest into what cuts it off, and how steeply it does."""
    here = trim.kept(edge)
    slope = np.stack([(here - trim.kept(edge + _NUDGE_MM * axis)) / _NUDGE_MM for axis in np.eye(3)], axis=1)
    along = slope - (slope * normals).sum(axis=1)[:, None] * normals
    steep = np.linalg.norm(along, axis=1)
    return along / np.maximum(steep, 1e-9)[:, None], steep


def _closed(mesh: TriMesh, cut: CutOpen, caps: Sequence[_Cap]) -> TriMesh:
    """What stays, its caps, and those ends of the mesh that were left alone, the walls first."""
    points = cut.points.copy()
    more, parts, onward = [points], [], []
    label = np.full(len(mesh.triangles), -1)
    for number, each in enumerate(mesh.ends):
        label[each.first : each.first + each.count] = number
    label = label[cut.origin]
    for number, each in enumerate(mesh.ends):
        if (label == number).sum() == each.count:
            parts.append(cut.triangles[label == number])
            onward.append(each.onward)
            continue
        label[label == number] = -1
    count, walls = len(points), [cut.triangles[label < 0]]
    for cap in caps:
        points[cap.loop] = cap.even
        numbers = np.concatenate([cap.loop, count + np.arange(len(cap.points))])
        more.append(cap.points)
        walls.append(numbers[cap.wall])
        parts.append(numbers[cap.fan])
        onward.append(cap.onward)
        count += len(cap.points)
    return with_ends(np.concatenate(more), np.concatenate(walls), parts, onward)


def with_ends(
    points: Floats, walls: Corners, parts: Sequence[Corners], onward: Sequence[tuple[str, ...]]
) -> TriMesh:
    """A mesh of walls and of triangles that close its ends, only with the points that these use."""
    starts = np.cumsum([len(walls), *(len(part) for part in parts)])
    ends = [
        MeshEnd(int(first), len(part), names)
        for first, part, names in zip(starts[:-1], parts, onward, strict=True)
    ]
    used, inverse = np.unique(np.concatenate([walls, *parts]), return_inverse=True)
    return TriMesh(points[used], inverse.reshape(-1, 3).astype(np.int32), tuple(ends))
