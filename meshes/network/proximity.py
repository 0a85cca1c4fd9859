"""Which nodes lie near each other, in space and along the vessels."""

from __future__ import annotations

import numpy as np

from meshes.geometry.rows import extent
from meshes.network.graph import Floats, Ints, Mask

_WIDE_MM = 1.6
"""Radius of the balls that are looked for apart: as far as they reach, thin ones would meet crowds."""


def close_walls(points: Floats, radius: Floats, apart_mm: float, some: Ints | None = None) -> Ints:
    """Every pair of balls whose walls are less than `apart_mm` apart, lower index first, (K, 2).

    With `some` only the pairs one of which is among these.
    """
    wide = radius > _WIDE_MM
    every = np.flatnonzero(~wide), np.flatnonzero(wide)
    asked = every if some is None else (some[~wide[some]], some[wide[some]])
    widest = [float(radius[nodes].max(initial=0.0)) for nodes in every]
    found = [np.zeros(0, np.int64)]
    for one, nodes in enumerate(asked):
        for other, others in enumerate(every):
            pairs, distance = close_between(points, nodes, others, widest[one] + widest[other] + apart_mm)
            a, b = pairs.T
            a, b = pairs[distance < radius[a] + radius[b] + apart_mm].T
            found.append(np.minimum(a, b).astype(np.int64) * len(points) + np.maximum(a, b))
    keys = _sorted_once(np.concatenate(found))
    return np.stack([keys // len(points), keys % len(points)], axis=1).astype(np.int32)


def close_between(points: Floats, some: Ints, others: Ints, reach_mm: float) -> tuple[Ints, Floats]:
    """Every pair of one of `some` and one of `others`, numbers of (N, 3) points, nearer than `reach_mm`.

    A node that is among both is not paired with itself.
    """
    if not len(some) or not len(others) or reach_mm <= 0:
        return np.zeros((0, 2), np.int32), np.zeros(0)
    low, high = extent(points)
    span = np.floor((high - low) / reach_mm).astype(np.int64) + 3
    some, here, place = _by_cell(points, some, low, reach_mm, span)
    others, there, aim = _by_cell(points, others, low, reach_mm, span)
    found, squares = [], []
    for x, y in ((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)):
        # The three cells above each other have keys that follow each other: they are met as one run.
        middle = here + (x * span[1] + y) * span[2]
        first = np.searchsorted(there, middle - 1, "left")
        one, other = spread(
            np.arange(len(some)), first, np.searchsorted(there, middle + 1, "right") - first
        ).T
        square = sum((a.take(one) - b.take(other)) ** 2 for a, b in zip(place, aim, strict=True))
        near = np.flatnonzero(square < reach_mm * reach_mm)
        found.append(np.stack([some[one[near]], others[other[near]]], axis=1))
        squares.append(square[near])
    pairs = np.concatenate(found)
    apart = np.flatnonzero(pairs[:, 0] != pairs[:, 1])
    return pairs.take(apart, axis=0).astype(np.int32), np.sqrt(np.concatenate(squares).take(apart))


def _by_cell(
    points: Floats, some: Ints, low: Floats, reach_mm: float, span: Ints
) -> tuple[Ints, Ints, Floats]:
    """Some points in the order of their cells, the keys of these, and the places as (3, N) columns."""
    place = points.T.take(some, axis=1)
    x, y, z = np.floor((place - low[:, None]) / reach_mm).astype(np.int64) + 1
    key = (x * span[1] + y) * span[2] + z
    order = np.argsort(key, kind="stable")
    return some[order], key[order], place.take(order, axis=1)


def hop_keys(edges: Ints, count: int, hops: int, origins: Ints | None = None) -> Ints:
    """Every pair (a, b) of nodes at most `hops` edges apart, both ways, as sorted keys a * count + b.

    With `origins` only the pairs whose first node is one of them.
    """
    return np.sort(np.concatenate(_fronts(edges, count, hops, origins)))


def keys_with_hops(edges: Ints, count: int, hops: int, origins: Ints | None = None) -> tuple[Ints, Ints]:
    """The same, and how many edges apart each pair is."""
    fronts = _fronts(edges, count, hops, origins)
    keys = np.concatenate(fronts)
    apart = np.repeat(np.arange(len(fronts)), [len(each) for each in fronts])
    order = np.argsort(keys)
    return keys[order], apart[order]


def _fronts(edges: Ints, count: int, hops: int, origins: Ints | None) -> list[Ints]:
    """The keys of the pairs no, one, two … edges apart, each sorted."""
    both = np.concatenate([edges, edges[:, ::-1]]).astype(np.int64)
    both = both[np.argsort(both[:, 0], kind="stable")]
    first = np.searchsorted(both[:, 0], np.arange(count), "left")
    many = np.searchsorted(both[:, 0], np.arange(count), "right") - first
    starts = np.arange(count) if origins is None else np.sort(origins)
    fronts = [starts.astype(np.int64) * (count + 1)]
    for _ in range(hops):
        front = fronts[-1]
        step = spread(front // count, first[front % count], many[front % count])
        reached = _sorted_once(step[:, 0] * count + both[step[:, 1], 1])
        # Whoever is reached was no nearer than one edge less: further back none can have been met.
        for met in fronts[-2:]:
            reached = reached[~_holds(met, reached)]
        fronts.append(reached)
    return fronts


def among(keys: Ints, count: int, pairs: Ints) -> Mask:
    """Mark the pairs that are among the keys of `hop_keys`."""
    return _holds(keys, pairs[:, 0].astype(np.int64) * count + pairs[:, 1])


def _holds(keys: Ints, wanted: Ints) -> Mask:
    if not len(keys):
        return np.zeros(len(wanted), dtype=bool)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: Mask = keys[place] == wanted
    return found


def _sorted_once(keys: Ints) -> Ints:
    keys = np.sort(keys)
    return keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys


def spread(owner: Ints, first: Ints, many: Ints) -> Ints:
    """Rows (owner, first), (owner, first + 1), … `many` for each owner."""
    total = int(many.sum())
    before = np.cumsum(many) - many
    within = np.arange(total) - np.repeat(before, many)
    return np.stack([np.repeat(owner, many), np.repeat(first, many) + within], axis=1)
