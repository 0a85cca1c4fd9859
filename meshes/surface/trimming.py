"""Ends of tubes taken off exactly, in a plane or where they come through a wall, and closed with a cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from meshes.geometry.topology import directed_edges, lowest_linked
from meshes.geometry.trimesh import MeshEnd, TriMesh, compact
from meshes.network.graph import Floats
from meshes.surface.caps import Cap, caps_on
from meshes.surface.cut_open import Corners, CutOpen, cut_open
from meshes.surface.trim import Trim

_FAR = 1e6


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
            caps, failed = caps_on(cut, [trims[k] for k in left], np.unique(piece[piece >= 0]).tolist())
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
    root = lowest_linked(a[linked], b[linked], len(values))
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


def _closed(mesh: TriMesh, cut: CutOpen, caps: Sequence[Cap]) -> TriMesh:
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
    return replace(compact(points, np.concatenate([walls, *parts])), ends=tuple(ends))
