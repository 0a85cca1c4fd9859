"""Vessels that lie too close to each other: what room they lack, and how they are pushed apart."""

from __future__ import annotations

import numpy as np

from meshes.geometry.rows import sizes
from meshes.network.graph import Floats, Ints, Mask

_TOGETHER = 1.5
"""Of several pushes on one node the mean counts, so many times: one alone should not be lost among them."""


def lacking(xyz: Floats, radius: Floats, pairs: Ints, apart_mm: Floats | float) -> Floats:
    """What each pair of nodes lacks of the space wanted between their walls, (K,) mm; below 0 where none."""
    one, other = pairs.T
    between = xyz.take(one, axis=0) - xyz.take(other, axis=0)
    lack: Floats = radius.take(one) + radius.take(other) + apart_mm - sizes(between)
    return lack


def yielding(radius: Floats, pairs: Ints, movable: Mask) -> Floats:
    """The share that each of two nodes gives way, (K, 2): the thinner more, one that may not move nothing."""
    share = radius[pairs[:, ::-1]] * movable[pairs]
    shares: Floats = share / share.sum(axis=1, keepdims=True)
    return shares


def pushed(xyz: Floats, pairs: Ints, give_mm: Floats) -> Floats:
    """The nodes of pairs moved off each other, each of the two by what it gives, (K, 2) mm."""
    away = xyz[pairs[:, 0]] - xyz[pairs[:, 1]]
    away /= np.maximum(sizes(away), 1e-6)[:, None]
    nodes = pairs.T.ravel()
    pushes = np.concatenate([give_mm[:, :1] * away, -give_mm[:, 1:] * away])
    sums = [np.bincount(nodes, column, len(xyz)) for column in pushes.T]
    count = np.maximum(np.bincount(nodes, minlength=len(xyz)), 1)
    moved: Floats = xyz + _TOGETHER * np.stack(sums, axis=1) / count[:, None]
    return moved
