"""Vessels that lie too close to each other: what room they lack, and how they are pushed apart."""

from __future__ import annotations

import numpy as np

from meshes.network.graph import Floats, Ints, Mask

_TOGETHER = 1.5
"""Of several pushes on one node the mean counts, so many times: one alone should not be lost among them."""


def lacking(xyz: Floats, radius: Floats, pairs: Ints, apart_mm: float) -> Floats:
    """What each pair of nodes lacks of the space wanted between their walls, (K,) mm; below 0 where none."""
    between = xyz[pairs[:, 0]] - xyz[pairs[:, 1]]
    lack: Floats = radius[pairs].sum(axis=1) + apart_mm - np.sqrt((between * between).sum(axis=1))
    return lack


def yielding(radius: Floats, pairs: Ints, movable: Mask) -> Floats:
    """The share that each of two nodes gives way, (K, 2): the thinner more, one that may not move nothing."""
    share = radius[pairs[:, ::-1]] * movable[pairs]
    shares: Floats = share / share.sum(axis=1, keepdims=True)
    return shares


def pushed(xyz: Floats, pairs: Ints, give_mm: Floats) -> Floats:
    """The nodes of pairs moved off each other, each of the two by what it gives, (K, 2) mm."""
    away = xyz[pairs[:, 0]] - xyz[pairs[:, 1]]
    away /= np.maximum(np.sqrt((away * away).sum(axis=1)), 1e-6)[:, None]
    push, count = np.zeros(xyz.shape), np.zeros(len(xyz))
    for column, sign in ((0, 1.0), (1, -1.0)):
        np.add.at(push, pairs[:, column], sign * give_mm[:, column, None] * away)
        np.add.at(count, pairs[:, column], 1.0)
    moved: Floats = xyz + _TOGETHER * push / np.maximum(count, 1.0)[:, None]
    return moved
