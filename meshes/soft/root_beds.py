"""Beds of the roots in the epidural fat: what of it gives way to them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.curve import resampled
from meshes.soft.fat_net import FatNet
from meshes.soft.fat_walls import Met
from meshes.soft.nerve_roots import Root

Ints = NDArray[np.int64]

_GAP_MM = 0.17
_BEAD_MM = 0.4
_SLIMMEST_MM = 0.6
_CLEAR_MM, _CLOSE, _TURN_RINGS = 0.03, 2.0, 4
"""Roots slimmer than this are given the room of one as thick."""


class RootBeds:
    """Roots as rays across the canal's line meet them, with a gap that grows with the steps of the net.

    Chords between corners of a finer net come nearer to a root, and those of a coarser one are kept further
    off, by as much as they cut off its curve.

    Parameters
    ----------
    net : FatNet
        Along whose line they run.
    roots : sequence of Root
        Left ones.
    scale : float
        The global scale.
    """

    def __init__(self, net: FatNet, roots: Sequence[Root], scale: float) -> None:
        cords = [resampled(np.column_stack([each.path, each.radius]), scale * _BEAD_MM) for each in roots]
        beads = np.concatenate([np.zeros((0, 4)), *cords])
        self._owner = np.repeat(np.arange(len(cords)), [len(each) for each in cords])
        self._count = len(cords)
        self._centres = beads[:, :3]
        self._told = net.sac.line.coordinates(beads[:, :3])
        slim = np.maximum(beads[:, 3], scale * _SLIMMEST_MM)
        self._wide = slim + scale * _GAP_MM + _across_mm(net, self._told, self._owner) ** 2 / (8.0 * slim)
        self._clear = scale * _CLEAR_MM

    def edges(self, net: FatNet) -> tuple[Ints, Vector]:
        """Rings, and directions on the left side in them between which roots are seen from the line."""
        rows, angles = [], []
        x, s, v = self._told.T
        reach, bearing = np.hypot(x, v), np.arctan2(v, x)
        for row, length in enumerate(net.s):
            wide = np.sqrt(np.maximum(self._wide**2 - (s - length) ** 2, 0.0))
            seen = (wide > 0.0) & (reach > _CLOSE * wide)
            half = np.arcsin((wide[seen] + self._clear) / reach[seen])
            for owner in np.unique(self._owner[seen]):
                own = self._owner[seen] == owner
                rows += [row, row]
                angles += [(bearing[seen] - half)[own].min(), (bearing[seen] + half)[own].max()]
        return np.array(rows, np.int64), np.array(angles, float)

    def met(self, net: FatNet, outer: Vector) -> tuple[Met, Met]:
        """Where rays on the left spokes come to roots and leave them, in two layers: in each ring the root
        that leaves the canal next is of the second, all others are of the first.
        """
        each = [self._met(net, number) for number in range(self._count)]
        is_there = np.array([(one.entry < outer).any(axis=1) for one in each], bool).reshape(-1, len(net.s))
        is_next = _in_turn(is_there)
        # Where another root takes its turn, both are of both layers, so that no cell is without either.
        wide, others = _and_beside(is_next), _and_beside(is_there & ~is_next)
        return _first_and_last(each, others & is_there, net), _first_and_last(each, wide, net)

    def _met(self, net: FatNet, number: int) -> Met:
        entry, leave = np.full(net.left.shape, np.inf), np.full(net.left.shape, -np.inf)
        own = np.flatnonzero(self._owner == number)
        away = np.abs(self._told[own, 1] - net.s[:, None])
        for row in np.flatnonzero((away < self._wide[own]).any(axis=1)):
            near, length, angle = own[away[row] < self._wide[own]], net.s[row], net.left[row]
            start = net.sac.line.place(0.0, length, 0.0)[0]
            ways = net.sac.line.place(np.cos(angle), length, np.sin(angle)) - start
            entry[row], leave[row] = _struck(start, ways, self._centres[near], self._wide[near])
        return Met(entry, leave)


def _in_turn(is_there: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """In which rings (N, R) each root is the next to leave: it takes its turn when those before have left."""
    found, first = np.zeros_like(is_there), 0
    for own, rings in zip(found, is_there, strict=True):
        if rings.any():
            own[first:] = rings[first:]
            first = int(np.flatnonzero(rings)[-1]) + _TURN_RINGS
    return found


def _and_beside(rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Marked rings (N, R) of some roots, and those beside them."""
    padded = np.pad(rows, ((0, 0), (1, 1)))
    return np.asarray(padded[:, :-2] | padded[:, 1:-1] | padded[:, 2:], bool)


def _first_and_last(each: Sequence[Met], rings: NDArray[np.bool_], net: FatNet) -> Met:
    """Of some roots, each in its rings, where rays come to the first and leave the last."""
    entry, leave = np.full(net.left.shape, np.inf), np.full(net.left.shape, -np.inf)
    for one, own in zip(each, rings, strict=True):
        entry[own] = np.minimum(entry[own], one.entry[own])
        leave[own] = np.maximum(leave[own], one.leave[own])
    return Met(entry, leave)


def _across_mm(net: FatNet, told: Vector, owner: Ints) -> Vector:
    """Distance of fine corners across a root, at its beads told by their coordinates on the line."""
    x, v = told[:, 0], told[:, 2]
    reach = np.maximum(np.hypot(x, v), 1e-6)
    # From each bead to the next; the last of a root does as the one before.
    way = np.roll(told, -1, axis=0) - told
    last = np.flatnonzero(owner != np.roll(owner, -1))
    way[last] = way[last - 1]
    way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
    along, round_ = way[:, 1], (way[:, 2] * x - way[:, 0] * v) / reach
    steps = net.ring_mm * np.sqrt(1.0 - along**2), net.spoke_mm(reach) * np.sqrt(1.0 - round_**2)
    return np.asarray(np.maximum(*steps), float)


def _struck(start: Vector, ways: Vector, centres: Vector, radii: Vector) -> tuple[Vector, Vector]:
    """Where unit rays (K, 3) from one point first enter and last leave some balls, (K,) each."""
    to = centres - start
    along = ways @ to.T
    deep = radii**2 - ((to**2).sum(axis=1) - along**2)
    half = np.sqrt(np.maximum(deep, 0.0))
    is_met = (deep > 0.0) & (along + half > 0.0)
    entry, leave = np.where(is_met, along - half, np.inf), np.where(is_met, along + half, -np.inf)
    return np.asarray(entry.min(axis=1), float), np.asarray(leave.max(axis=1), float)
