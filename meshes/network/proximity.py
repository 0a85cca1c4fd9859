"""Which nodes lie near each other, in space and along the vessels."""

from __future__ import annotations

import numpy as np

from meshes.network.graph import Floats, Ints, Mask


def close_pairs(points: Floats, reach_mm: float) -> tuple[Ints, Floats]:
    """Every pair of (N, 3) points nearer than `reach_mm`, lower index first, and their distances.

    Points are put into cubes as wide as the reach and compared with the cube itself and half of its 26
    neighbours, so each pair is met once.
    """
    if len(points) < 2 or reach_mm <= 0:
        return np.zeros((0, 2), np.int32), np.zeros(0)
    cell = np.floor((points - points.min(axis=0)) / reach_mm).astype(np.int64) + 1
    span = cell.max(axis=0) + 2
    key = (cell[:, 0] * span[1] + cell[:, 1]) * span[2] + cell[:, 2]
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    found = []
    for step in _half_neighbourhood():
        target = ranked + (step[0] * span[1] + step[1]) * span[2] + step[2]
        first = np.searchsorted(ranked, target, "left")
        last = np.searchsorted(ranked, target, "right")
        if step == (0, 0, 0):
            first = np.arange(len(ranked)) + 1
        found.append(_spread(np.arange(len(ranked)), first, np.maximum(last - first, 0)))
    ranks = np.concatenate(found)
    pairs = order[ranks]
    distance = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    near = distance < reach_mm
    return np.sort(pairs[near], axis=1).astype(np.int32), distance[near]


def within_hops(edges: Ints, count: int, pairs: Ints, hops: int) -> Mask:
    """Mark the pairs whose two nodes are at most `hops` edges apart."""
    return among(hop_keys(edges, count, hops), count, pairs)


def close_between(points: Floats, some: Ints, others: Ints, reach_mm: float) -> tuple[Ints, Floats]:
    """Every pair of one of `some` and one of `others`, numbers of (N, 3) points, nearer than `reach_mm`.

    A node that is among both is not paired with itself.
    """
    if not len(some) or not len(others):
        return np.zeros((0, 2), np.int32), np.zeros(0)
    low = points.min(axis=0)
    cell = np.floor((points - low) / reach_mm).astype(np.int64) + 1
    span = cell.max(axis=0) + 2
    key = (cell[:, 0] * span[1] + cell[:, 1]) * span[2] + cell[:, 2]
    ranked = others[np.argsort(key[others], kind="stable")]
    keys = key[ranked]
    found = []
    for x, y, z in ((x, y, z) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1)):
        target = key[some] + (x * span[1] + y) * span[2] + z
        first = np.searchsorted(keys, target, "left")
        found.append(_spread(np.arange(len(some)), first, np.searchsorted(keys, target, "right") - first))
    rows = np.concatenate(found)
    pairs = np.stack([some[rows[:, 0]], ranked[rows[:, 1]]], axis=1)
    distance = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    near = (distance < reach_mm) & (pairs[:, 0] != pairs[:, 1])
    return pairs[near].astype(np.int32), distance[near]


def hop_keys(edges: Ints, count: int, hops: int, origins: Ints | None = None) -> Ints:
    """Every pair (a, b) of nodes at most `hops` edges apart, both ways, as sorted keys a * count + b.

    With `origins` only the pairs whose first node is one of them.
    """
    both = np.concatenate([edges, edges[:, ::-1]]).astype(np.int64)
    both = both[np.argsort(both[:, 0], kind="stable")]
    first = np.searchsorted(both[:, 0], np.arange(count), "left")
    many = np.searchsorted(both[:, 0], np.arange(count), "right") - first
    starts = np.arange(count) if origins is None else np.sort(origins)
    met = front = starts.astype(np.int64) * (count + 1)
    for _ in range(hops):
        origin, here = front // count, front % count
        step = _spread(origin, first[here], many[here])
        reached = _sorted_once(step[:, 0] * count + both[step[:, 1], 1])
        front = reached[~_holds(met, reached)]
        met = np.sort(np.concatenate([met, front]))
    return met


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


def _spread(owner: Ints, first: Ints, many: Ints) -> Ints:
    """Rows (owner, first), (owner, first + 1), … `many` for each owner."""
    total = int(many.sum())
    before = np.cumsum(many) - many
    within = np.arange(total) - np.repeat(before, many)
    return np.stack([np.repeat(owner, many), np.repeat(first, many) + within], axis=1)


def _half_neighbourhood() -> list[tuple[int, int, int]]:
    steps = [(x, y, z) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1)]
    return [step for step in steps if step >= (0, 0, 0)]
