"""Hollows of the fat: where in two layers, one beyond the other, it gives way to what lies in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.soft.fat_cells import cells_with, corners_of, spread, without_touching_corners
from meshes.soft.fat_walls import THINNEST_MM, Met

Mask = NDArray[np.bool_]

_LEAST_MM = 0.3
"""Fat thinner than this between two hollows, or beyond them, is left out."""


@dataclass(frozen=True, eq=False)
class Hollows:
    """The hollows.

    Parameters
    ----------
    radii : sequence of four (R, C) arrays
        Distances from the line at which the first begins and ends, then the second, mm; each beyond the one
        before, and all between the walls of the fat.
    absent : sequence of four (R - 1, C) arrays of bool
        Cells with the first hollow, with none of the fat between both, with the second, with none beyond it.
    """

    radii: Sequence[Vector]
    absent: Sequence[Mask]


def hollows(walls: tuple[Vector, Vector], layers: Sequence[Met], less_mm: float, scale: float) -> Hollows:
    """The hollows of two layers between the inner and the outer wall.

    Parameters
    ----------
    walls : two (R, C) arrays
        Distances of both walls of the fat from the line, mm.
    layers : two Met
        What lies in the way, told on all spokes.
    less_mm : float
        How much nearer, or further, than beside it a hollow begins, or ends, past the last ray that meets
        what it is for.
    scale : float
        The global scale.
    """
    inner, outer = walls
    least = scale * _LEAST_MM
    entries = [np.where(each.entry < outer - THINNEST_MM, each.entry, np.inf) for each in layers]
    met = [np.isfinite(each) for each in entries]
    own = [without_touching_corners(cells_with(each, every=False)) for each in met]
    there = [corners_of(each) for each in own]
    leaves = [np.where(is_met, -each.leave, np.inf) for is_met, each in zip(met, layers, strict=True)]
    near = [np.where(at, spread(e, at, less_mm), np.inf) for e, at in zip(entries, there, strict=True)]
    far = [np.where(at, -spread(e, at, less_mm), -np.inf) for e, at in zip(leaves, there, strict=True)]
    open_ = (own[0] | own[1]) & ~cells_with(outer - np.maximum(*far) > least, every=True)
    merged = own[0] & own[1] & ~cells_with(near[1] - far[0] > least, every=True)
    absent = _joined(own, merged, open_)
    return Hollows(in_order(inner, outer, _told_apart(outer, near, far, met)), absent)


def _joined(own: Sequence[Mask], merged: Mask, open_: Mask) -> tuple[Mask, ...]:
    """All four kinds of cells, grown until none touch in corners alone and each has what it implies."""
    first, second = own
    while True:
        before = sum(int(each.sum()) for each in (first, merged, second, open_))
        open_ = without_touching_corners(open_)
        merged = without_touching_corners(merged | (first & open_ & ~own[1]))
        first = without_touching_corners(first | merged)
        second = without_touching_corners(second | merged | open_)
        if sum(int(each.sum()) for each in (first, merged, second, open_)) == before:
            return first, merged, second, open_


def _told_apart(outer: Vector, near: list[Vector], far: list[Vector], met: list[Mask]) -> list[Vector]:
    """Begin and end of both hollows at all corners: where they cross, what a ray met counts, and where one is
    not, it is next to the other and as good as nothing.
    """
    thin = THINNEST_MM
    one, other = (np.isfinite(each) for each in near)
    cross = one & other & (far[0] > near[1] - thin)
    middle = (np.where(cross, far[0], 0.0) + np.where(cross, near[1], 0.0)) / 2.0
    end = np.where(met[0] & ~met[1], far[0], np.where(met[1] & ~met[0], near[1] - thin, middle - thin / 2.0))
    end = np.where(cross, end, np.where(one, far[0], np.where(other, near[1], outer) - thin))
    begin = np.where(cross | ~other, end + thin, near[1])
    return [np.where(one, near[0], end - thin), end, begin, np.where(other, far[1], begin + thin)]


def in_order(inner: Vector, outer: Vector, radii: Sequence[Vector]) -> list[Vector]:
    """Distances kept between both walls, each beyond the one before."""
    ordered: list[Vector] = []
    limit = outer
    for each in radii[::-1]:
        limit = np.minimum(each, limit - THINNEST_MM)
        ordered.insert(0, limit)
    limit = inner
    for number, each in enumerate(ordered):
        limit = ordered[number] = np.maximum(each, limit + THINNEST_MM)
    return ordered
