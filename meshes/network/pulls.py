"""Who pulls whom while veins settle: along a vessel fully, across a junction a little."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import dist

import numpy as np

from meshes.geometry.rows import dots, sizes
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.morphometry import neighbours

_BRANCH_PULL = 0.12
"""Pull of a branch on the node of the vessel it opens into, where the vessel's own neighbours pull with 1."""
LOOK_AHEAD = 3
"""Edges along each vessel that tell its direction at a junction."""
_SHARP, _FAIR_ROUNDS = float(np.cos(np.radians(35.0))), 10
"""Cosine of the turn from one edge to the next that is drawn out, and in how many rounds."""
_KEPT_TO_LINE = 0.85
"""Share of a push along a vessel that its nodes do not follow."""


@dataclass(frozen=True, eq=False)
class Links:
    """Both directions of each edge.

    Parameters
    ----------
    here, there : (K,) int arrays
        Each node with each of its neighbours.
    weight : (K,) array
        Pull of the neighbour on the node; those on one node sum to 1.
    many : (N,) int array
        Number of neighbours of each node.
    middle, before, after : (M,) int arrays
        The nodes with just two neighbours, and these.
    passed, come_from, gone_to : (P,) int arrays
        The same and the junctions, with the two neighbours between which a vessel passes them straightest.
    """

    here: Ints
    there: Ints
    weight: Floats
    many: Ints
    middle: Ints
    before: Ints
    after: Ints
    passed: Ints
    come_from: Ints
    gone_to: Ints

    def across(self, xyz: Floats, steps: Floats) -> Floats:
        """Steps of the nodes with most of what runs along their vessel taken away, (N, 3).

        Nodes that slide along their vessel off a ridge would leave a long edge over it.
        """
        x, y, z = steps.take(self.middle, axis=0).T
        moving = np.flatnonzero((x != 0.0) | (y != 0.0) | (z != 0.0))
        here = self.middle[moving]
        along = xyz[self.after[moving]] - xyz[self.before[moving]]
        along /= np.maximum(sizes(along), 1e-9)[:, None]
        out = np.array(steps)
        lengthwise = dots(steps[here], along)
        out[here] -= (_KEPT_TO_LINE * lengthwise)[:, None] * along
        return out

    def mean(self, values: Floats) -> Floats:
        """Weighted mean of the neighbours' values, (N, D)."""
        count = len(self.many)
        sums = [np.bincount(self.here, self.weight * column[self.there], count) for column in values.T]
        return np.stack(sums, axis=1)

    def mean_square_step(self, xyz: Floats) -> Floats:
        """Weighted mean of the squared distances to the neighbours, (N,)."""
        way = xyz.take(self.there, axis=0) - xyz.take(self.here, axis=0)
        return self.mean_of_links(dots(way, way))

    def unkinked(self, xyz: Floats, tightest_mm: Floats, movable: Mask | bool = True) -> Floats:
        """Nodes in bends tighter than allowed, (N,) mm, moved half-way to the middle of their neighbours."""
        off = self.mean(xyz) - xyz
        size = sizes(off)
        tight = size > self.mean_square_step(xyz) / (2.0 * tightest_mm)
        moved: Floats = xyz + 0.5 * (tight & movable & (self.many >= 2))[:, None] * off
        return moved

    def faired(self, xyz: Floats, movable: Mask | bool = True) -> Floats:
        """Sharp turns, such as nodes show that were pushed together, drawn out.

        Round by round a node that its vessel turns sharply at goes half-way to the middle of its neighbours,
        and so do these; ends stay.
        """
        along = np.zeros(len(xyz), bool)
        along[self.passed] = True
        along &= movable
        for _ in range(_FAIR_ROUNDS):
            come, gone = xyz[self.passed] - xyz[self.come_from], xyz[self.gone_to] - xyz[self.passed]
            both = np.sqrt(dots(come, come) * dots(gone, gone))
            sharp = np.flatnonzero(dots(come, gone) < _SHARP * both)
            if not len(sharp):
                break
            moved = np.zeros(len(xyz), bool)
            for each in (self.passed, self.come_from, self.gone_to):
                moved[each[sharp]] = True
            xyz = xyz + 0.5 * (moved & along)[:, None] * (self.mean(xyz) - xyz)
        return xyz

    def mean_of_links(self, values: Floats) -> Floats:
        """Weighted mean over each node's links of a value a link, (N,)."""
        return np.bincount(self.here, self.weight * values, len(self.many)).astype(np.float64)


def links_of(graph: VesselGraph) -> Links:
    """The links of a graph; at a junction the two that run on straightest pull, the others hardly."""
    pairs = np.concatenate([graph.edges, graph.edges[:, ::-1]])
    many = np.bincount(pairs[:, 0], minlength=graph.node_count)
    near = neighbours(graph)
    place = graph.xyz.tolist()
    joints = np.flatnonzero(many >= 3)
    through = np.array([_onward(place, near, node) for node in joints.tolist()], np.intp).reshape(-1, 2)
    keys = pairs[:, 0].astype(np.int64) * graph.node_count + pairs[:, 1]
    strong = np.concatenate([joints * graph.node_count + side for side in through.T])
    is_slight = (many[pairs[:, 0]] >= 3) & ~np.isin(keys, strong)
    weight = np.where(is_slight, _BRANCH_PULL, 1.0)
    total = np.bincount(pairs[:, 0], weight, graph.node_count)
    middle = np.flatnonzero(many == 2)
    both = np.array([near[node] for node in middle.tolist()], np.intp).reshape(-1, 2)
    (before, after), (come_from, gone_to) = both.T, np.concatenate([both, through]).T
    passed = np.concatenate([middle, joints])
    weight /= total[pairs[:, 0]]
    return Links(pairs[:, 0], pairs[:, 1], weight, many, middle, before, after, passed, come_from, gone_to)


def _onward(place: list[list[float]], near: list[list[int]], node: int) -> tuple[int, int]:
    """The two neighbours of a junction between which a vessel passes it: the others are branches."""
    # In plain numbers: a junction has three or four neighbours, and numpy is slow on so few.
    rays = {other: _ray(place[node], place[_ahead(near, node, other)]) for other in near[node]}
    turns = {
        (a, b): sum(p * q for p, q in zip(rays[a], rays[b], strict=True)) for a, b in combinations(rays, 2)
    }
    return min(turns, key=lambda pair: turns[pair])


def _ray(start: list[float], end: list[float]) -> list[float]:
    """The unit direction from one place to another."""
    size = max(dist(start, end), 1e-9)
    return [(b - a) / size for a, b in zip(start, end, strict=True)]


def _ahead(near: list[list[int]], node: int, other: int) -> int:
    """A node some way along a vessel."""
    before, here = node, other
    for _ in range(LOOK_AHEAD - 1):
        onward = [each for each in near[here] if each != before]
        if len(onward) != 1:
            break
        before, here = here, onward[0]
    return here
