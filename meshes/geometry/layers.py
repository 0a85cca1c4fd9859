"""A body between two walls with hollows in it: layer upon layer over one net, some solid, some not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.lofting import outward
from meshes.geometry.trimesh import TriMesh, compact

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


def layered(walls: Sequence[Vector], solid: Sequence[Mask], outside: Ints, inside: Ints) -> TriMesh:
    """The closed surface of the solid part of some layers.

    Parameters
    ----------
    walls : sequence of (N, 3) arrays
        Places of the corners of the net on each wall from the innermost outwards, mm; each is beyond the one
        before, and what lies between two is a layer.
    solid : sequence of (T,) arrays of bool
        Over which triangles each layer is solid. The innermost always is. No two areas of a layer, solid or
        not, may touch in a corner of the net alone, nor may two neighbours have one of two layers each.
    outside, inside : (T, 3) and (S, 3) arrays
        Triangles of the net for all walls but the innermost, and for that. Both have the same edges at their
        borders; corners within a triangle of the innermost wall lie on it.
    """
    count, last = len(walls[0]), len(walls) - 1
    is_solid = np.array([*solid, np.zeros(len(outside), bool)])
    faces = [inside[:, ::-1]]
    for wall in range(1, last + 1):
        below, above = is_solid[wall - 1], is_solid[wall]
        faces += [outside[below & ~above] + wall * count, outside[above & ~below][:, ::-1] + wall * count]
    edges, here, there = _edges(outside, count)
    within = there >= 0
    for layer in range(last):
        stands = is_solid[layer][here[within]] & ~is_solid[layer][there[within]]
        faces += _standing(edges[within][stands], layer, count)
    faces.append(_rims(edges[~within], is_solid[:last, here[~within]].T, count))
    return outward(compact(np.concatenate(walls), np.concatenate(faces)))


def _edges(triangles: Ints, count: int) -> tuple[Ints, Ints, Ints]:
    """Directed edges (3 T, 2), the triangle of each, and that on its other side, -1 where there is none."""
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    owner = np.tile(np.arange(len(triangles)), 3)
    key, back = edges @ (count, 1), edges @ (1, count)
    order = np.argsort(key)
    at = order[np.minimum(np.searchsorted(key, back, sorter=order), len(key) - 1)]
    return edges, owner, np.where(key[at] == back, owner[at], -1)


def _standing(edges: Ints, layer: int, count: int) -> list[Ints]:
    """Triangles that stand on edges through a layer, the body on the side of the edge's own triangle."""
    p, q = edges.T + layer * count
    return [np.stack([q + count, p + count, p], axis=1), np.stack([q + count, p, q], axis=1)]


def _rims(edges: Ints, solid: Mask, count: int) -> Ints:
    """Triangles along the borders of the net over edges (E, 2), whose layers are solid or not, (E, L)."""
    patterns: dict[int, set[bytes]] = {}
    for ends, pattern in zip(edges.tolist(), solid, strict=True):
        for end in ends:
            patterns.setdefault(end, set()).add(pattern.tobytes())
    found: list[tuple[int, int, int]] = []
    for (p, q), pattern in zip(edges.tolist(), solid.tolist(), strict=True):
        for is_solid, run in groupby(range(len(pattern)), key=pattern.__getitem__):
            if is_solid:
                layers = [*run]
                walls = [*layers, layers[-1] + 1]
                # Where the next edge has other layers, the walls between are corners of what stands there.
                steps = (1 if len(patterns[end]) > 1 else len(layers) for end in (p, q))
                chains = ([count * wall for wall in walls[::step]] for step in steps)
                found += _zipped(
                    *([end + wall for wall in each] for end, each in zip((p, q), chains, strict=True))
                )
    return np.array(found, np.int64).reshape(-1, 3)


def _zipped(left: list[int], right: list[int]) -> list[tuple[int, int, int]]:
    """Triangles between two chains of corners that both run outwards."""
    up_left = [(high, low, right[0]) for low, high in pairwise(left)]
    return up_left + [(left[-1], low, high) for low, high in pairwise(right)]
