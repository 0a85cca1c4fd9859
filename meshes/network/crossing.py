"""Vessels that come close without being joined there, told by the pieces of their lines between two nodes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, product

import numpy as np

from meshes.geometry.rows import dots, sizes
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.neighbourhood import LIMITS_MM
from meshes.network.proximity import close_between, spread

_LOOKS_MM = (1.7, 3.5, np.inf)
"""How far a way is looked for at first, then for whom that found none: most are near neighbours."""


@dataclass(frozen=True, eq=False)
class Crossings:
    """Pairs of pieces whose walls lie close though no short way leads from one to the other.

    Parameters
    ----------
    edges : (K, 2) int array
        Numbers of both edges in the graph.
    share : (K, 2) array
        Where on each, from 0 at its first node to 1 at its second, they come nearest.
    lack_mm : (K,) array
        What their walls lack there of the space that was asked for; with none asked for, how deep one runs
        into the other.
    way_mm : (K,) array
        Length of the way along the vessels between both places; infinite where it is longer than was looked.
    """

    edges: Ints
    share: Floats
    lack_mm: Floats
    way_mm: Floats

    def among(self, rows: Mask) -> Crossings:
        """Some of them."""
        return Crossings(self.edges[rows], self.share[rows], self.lack_mm[rows], self.way_mm[rows])


def joined_within(thick_mm: Floats) -> Floats:
    """Length of the way between two places up to which they count as joined, for the sums of their radii.

    Vessels that part at an angle are clear of each other once the way between them is the sum of their radii
    divided by the sine of half that angle. Thin ones may part at 23 degrees; wide ones, round which so long a
    way would hide much, hardly at less than 47.

    Examples
    --------
    >>> joined_within(np.array([1.0, 10.0])).tolist()
    [5.0, 28.0]
    """
    return np.minimum(_THIN * thick_mm, _WIDE * thick_mm + _WIDE_MM)


_THIN, _WIDE, _WIDE_MM = 5.0, 2.5, 3.0


def crossings(graph: VesselGraph, apart_mm: float = 0.0, asked: Mask | None = None) -> Crossings:
    """Every pair of pieces whose walls lie less than `apart_mm` apart without being joined nearby.

    Parameters
    ----------
    graph : VesselGraph
        The vessels; between two nodes both line and calibre are taken as straight.
    apart_mm : float
        Space wanted between two walls, mm; below 0 they may run into each other so deep.
    asked : (E,) bool array, optional
        Pairs without one of these edges are left out.

    Notes
    -----
    Of each pair of pieces the place where their lines come nearest counts. Where calibre changes much along
    one another place may lie a little deeper.
    """
    found = _close(graph, _near(graph, apart_mm, asked), apart_mm)
    most = joined_within(_thick(graph, found))
    beyond = _along_run(graph, found) > most
    found, most = found.among(beyond), most[beyond]
    for looked_mm in _LOOKS_MM:
        way = _ways(graph, found, np.minimum(most, looked_mm))
        found, most = replace(found, way_mm=way).among(way > most), most[way > most]
    return found


def lacking_between(xyz: Floats, radius: Floats, ends: Ints, apart_mm: float) -> tuple[Floats, Floats]:
    """Where both pieces of each pair come nearest, (K, 2), and what walls lack of the space there, (K,) mm.

    `ends` are the nodes of both, (K, 2, 2).
    """
    share, distance = _nearest(xyz[ends])
    return share, _at(radius[ends], share).sum(axis=1) + apart_mm - distance


def _at(values: Floats, share: Floats) -> Floats:
    """Values between those at the ends of pieces, (K, 2, 2)."""
    between: Floats = (1.0 - share) * values[:, :, 0] + share * values[:, :, 1]
    return between


def _thick(graph: VesselGraph, found: Crossings) -> Floats:
    """Sum of both radii, (K,)."""
    thick: Floats = _at(graph.radius[graph.edges[found.edges]], found.share).sum(axis=1)
    return thick


def _close(graph: VesselGraph, pairs: Ints, apart_mm: float) -> Crossings:
    """Those of some pairs of edges whose walls lie close."""
    share, lack = lacking_between(graph.xyz, graph.radius, graph.edges[pairs], apart_mm)
    return Crossings(pairs, share, lack, np.full(len(pairs), np.inf)).among(lack > 0.0)


def _near(graph: VesselGraph, apart_mm: float, asked: Mask | None) -> Ints:
    """Pairs of edges without a common node whose walls may lie close, (K, 2), each once."""
    ends = graph.xyz[graph.edges]
    middle = ends.mean(axis=1)
    reach = 0.5 * sizes(ends[:, 1] - ends[:, 0]) + graph.radius[graph.edges].max(axis=1) + 0.5 * apart_mm
    is_asked = np.ones(graph.edge_count, bool) if asked is None else asked
    limits = np.array([0.0, *LIMITS_MM[:-1], np.inf])
    classes = [np.flatnonzero((reach > low) & (reach <= high)) for low, high in pairwise(limits)]
    found = [np.zeros((0, 2), np.int32)]
    for one, other in product(classes, classes):
        some = one[is_asked[one]]
        far = reach[some].max(initial=0.0) + reach[other].max(initial=0.0)
        pairs, distance = close_between(middle, some, other, float(far))
        a, b = pairs.T
        # Where both are asked for the pair is met from both of them.
        found.append(pairs[(distance < reach[a] + reach[b]) & ((a < b) | ~is_asked[b])])
    pairs = np.concatenate(found)
    a, b = graph.edges[pairs[:, 0]], graph.edges[pairs[:, 1]]
    shared = (a[:, 0] == b[:, 0]) | (a[:, 0] == b[:, 1]) | (a[:, 1] == b[:, 0]) | (a[:, 1] == b[:, 1])
    return pairs[~shared]


def _nearest(ends: Floats) -> tuple[Floats, Floats]:
    """Where the two pieces of each pair, (K, 2, 2, 3), come nearest, and how near, (K, 2) and (K,)."""
    (p, q), (r, s) = ends[:, 0].swapaxes(0, 1), ends[:, 1].swapaxes(0, 1)
    u, v, w = q - p, s - r, p - r
    uu, vv, uv, uw, vw = dots(u, u), dots(v, v), dots(u, v), dots(u, w), dots(v, w)
    flat = uu * vv - uv * uv
    a = np.clip((uv * vw - vv * uw) / np.where(flat > 1e-12, flat, np.inf), 0.0, 1.0)
    b = np.clip((uv * a + vw) / np.maximum(vv, 1e-12), 0.0, 1.0)
    a = np.clip((uv * b - uw) / np.maximum(uu, 1e-12), 0.0, 1.0)
    between = w + a[:, None] * u - b[:, None] * v
    return np.stack([a, b], axis=1), sizes(between)


def _along_run(graph: VesselGraph, found: Crossings) -> Floats:
    """Length of a way between both places along edges numbered one after the other, else infinite.

    Edges are numbered along their vessel as a rule, so that this finds most neighbours at once.
    """
    a, b = graph.edges[:-1], graph.edges[1:]
    is_on = np.array(a[:, 1] == b[:, 0])
    run = np.concatenate([[0], np.cumsum(~is_on)])
    end = np.cumsum(sizes(graph.xyz[graph.edges[:, 1]] - graph.xyz[graph.edges[:, 0]]))
    start = np.concatenate([[0.0], end[:-1]])
    place = start[found.edges] + found.share * (end - start)[found.edges]
    one, other = run[found.edges].T
    return np.where(one == other, np.abs(place[:, 0] - place[:, 1]), np.inf)


def _ways(graph: VesselGraph, found: Crossings, most: Floats) -> Floats:
    """Length of the shortest way between both places of each pair where it is no longer than `most`."""
    pairs, share, count = found.edges, found.share, graph.node_count
    length = sizes(graph.xyz[graph.edges[:, 1]] - graph.xyz[graph.edges[:, 0]])
    limit = np.zeros(count)
    ends = graph.edges[pairs]
    for side in (0, 1):
        np.maximum.at(limit, ends[:, 0, side], most)
    keys, far = _reached(graph.edges, length, limit)
    out = np.full(len(pairs), np.inf)
    for one in (0, 1):
        for other in (0, 1):
            wanted = ends[:, 0, one].astype(np.int64) * count + ends[:, 1, other]
            place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
            known = keys[place] == wanted if len(keys) else np.zeros(len(wanted), bool)
            rest = sum(
                length[pairs[:, at]] * (share[:, at] if end == 0 else 1.0 - share[:, at])
                for at, end in ((0, one), (1, other))
            )
            way = np.where(known, far[place] if len(keys) else np.inf, np.inf) + rest
            out = np.minimum(out, way)
    return out


def _reached(edges: Ints, length: Floats, limit: Floats) -> tuple[Ints, Floats]:
    """Every pair (a, b) with a way up to the limit of a, as sorted keys a * count + b, and its length."""
    count = len(limit)
    both = np.concatenate([edges, edges[:, ::-1]]).astype(np.int64)
    order = np.argsort(both[:, 0], kind="stable")
    both, step = both[order], np.concatenate([length, length])[order]
    first = np.searchsorted(both[:, 0], np.arange(count + 1))
    origins = np.flatnonzero(limit > 0.0)
    keys, far = origins * (count + 1), np.zeros(len(origins))
    front, here = keys, far
    while len(front):
        origin, node = front // count, front % count
        rows = spread(np.arange(len(front)), first[node], first[node + 1] - first[node])
        onward = here[rows[:, 0]] + step[rows[:, 1]]
        target = origin[rows[:, 0]] * count + both[rows[:, 1], 1]
        near = onward <= limit[origin[rows[:, 0]]]
        front, here = _shortest(target[near], onward[near])
        place = np.minimum(np.searchsorted(keys, front), len(keys) - 1)
        is_known = keys[place] == front
        is_better = ~is_known | (here < far[place] - 1e-9)
        front, here = front[is_better], here[is_better]
        known, place = is_known[is_better], place[is_better]
        far[place[known]] = here[known]
        keys, far = np.concatenate([keys, front[~known]]), np.concatenate([far, here[~known]])
        order = np.argsort(keys, kind="stable")
        keys, far = keys[order], far[order]
    return keys, far


def _shortest(keys: Ints, values: Floats) -> tuple[Ints, Floats]:
    """Each key once, sorted, with its least value."""
    if not len(keys):
        return keys, values
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    new = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[new], np.minimum.reduceat(values[order], new)
