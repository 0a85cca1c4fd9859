"""Smooth curves through way-points, cut into even steps: all vessels of a graph at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from meshes.geometry.curve import through_each
from meshes.network.graph import Floats, Ints

_SAMPLES = 8


class Run(NamedTuple):
    """Nodes along one vessel, (K, 4) with the radius last, and the node at each of its stops."""

    nodes: Floats
    stops: list[int]


def evenly_drawn(controls: Sequence[Floats], stops: Sequence[Sequence[int]], step_mm: float) -> list[Run]:
    """The nodes of every vessel.

    Parameters
    ----------
    controls : sequence of (N, 4) arrays
        Way-points with radii, two or more each.
    stops : sequence of sequences of int
        For each vessel the way-points, its first and last among them, at which a node has to stand.
    step_mm : float
        Wished distance between nodes; between two stops there are at least two steps, all equal.

    Returns
    -------
    list of Run
        In the order of the vessels.
    """
    fine, first = through_each(controls, _SAMPLES)
    steps = np.linalg.norm(np.diff(fine[:, :3], axis=0), axis=1)
    # From one vessel to the next: any length will do, as nothing is put there.
    steps[first[1:] - 1] = 1.0
    length = np.concatenate([[0.0], np.cumsum(steps)])
    ends = [np.array([*pairwise(each)]) * _SAMPLES + start for each, start in zip(stops, first, strict=True)]
    begin, end = np.concatenate(ends).T
    span = length[end] - length[begin]
    many = np.maximum(np.round(span / step_mm), 2.0).astype(np.intp)
    at = np.repeat(length[begin], many) + _counted(many) * np.repeat(span / many, many)
    nodes = np.stack([np.interp(at, length, column) for column in fine.T], axis=1)
    return _parted(nodes, fine, first, stops, many)


def _parted(
    nodes: Floats, fine: Floats, first: Ints, stops: Sequence[Sequence[int]], many: Ints
) -> list[Run]:
    """The nodes vessel by vessel, each with the end of its curve as the last."""
    last = np.append(first[1:], len(fine)) - 1
    out, piece, node = [], 0, 0
    for number, each in enumerate(stops):
        counts = np.concatenate([[0], np.cumsum(many[piece : piece + len(each) - 1])])
        run = np.concatenate([nodes[node : node + counts[-1]], fine[last[number], None]])
        out.append(Run(run, counts.tolist()))
        piece, node = piece + len(each) - 1, node + int(counts[-1])
    return out


def _counted(many: Ints) -> Ints:
    """0, 1, … up to each number, one after another."""
    before = np.cumsum(many) - many
    counted: Ints = np.arange(int(many.sum())) - np.repeat(before, many)
    return counted
