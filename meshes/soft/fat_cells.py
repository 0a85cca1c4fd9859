"""Which cells of the net of the fat have a hollow, where it is open outwards, and which cells are halved."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.soft.fat_net import coarse_chords

Mask = NDArray[np.bool_]


def cells_with(corners: Mask, every: bool) -> Mask:
    """Cells (R - 1, C) of a closed net of which one corner, or every one, is marked."""
    rows = (corners[1:] & corners[:-1]) if every else (corners[1:] | corners[:-1])
    beside = np.roll(rows, -1, axis=1)
    return np.asarray(rows & beside if every else rows | beside, bool)


def corners_of(cells: Mask) -> Mask:
    """Corners (R, C) of marked cells."""
    padded = np.pad(cells, ((1, 1), (0, 0)))
    rows = padded[1:] | padded[:-1]
    return np.asarray(rows | np.roll(rows, 1, axis=1), bool)


def without_touching_corners(cells: Mask) -> Mask:
    """More cells, so that no two areas of them, nor of the others, touch in a corner alone."""
    cells = cells.copy()
    while True:
        above, below = cells[:-1], cells[1:]
        before_above, before_below = np.roll(above, 1, axis=1), np.roll(below, 1, axis=1)
        at = (above == before_below) & (below == before_above) & (above != below)
        if not at.any():
            return cells
        for row in (cells[:-1], cells[1:]):
            row |= at | np.roll(at, -1, axis=1)


def mixed(cells: Mask) -> Mask:
    """Coarse cells (M, K) whose four fine ones are not alike."""
    four = cells.reshape(len(cells) // 2, 2, -1, 2)
    return np.asarray(four.any(axis=(1, 3)) & ~four.all(axis=(1, 3)), bool)


def ill_told(wall: Vector, angle: Vector, beyond_mm: float, within_mm: float) -> Mask:
    """Coarse cells (M, K) whose chords miss the wall between: they go beyond it, or stay too far within."""
    off = coarse_chords(wall, angle) - wall
    is_off = (off > beyond_mm) | (off < -within_mm)
    rows = is_off[:-2:2] | is_off[1::2] | is_off[2::2]
    return np.asarray(rows[:, ::2] | rows[:, 1::2] | np.roll(rows[:, ::2], -1, axis=1), bool)


def drawn_in(wall: Vector, angle: Vector, halved: Mask) -> Vector:
    """The wall (R, C) with the corners of coarse cells drawn in where their chords go beyond it."""
    whole = corners_of(np.repeat(np.repeat(~halved, 2, axis=0), 2, axis=1))
    wall = wall.copy()
    for _ in range(3):
        off = np.where(whole, np.maximum(coarse_chords(wall, angle) - wall, 0.0), 0.0)
        padded = np.pad(off, ((1, 1), (0, 0)))
        rows = np.maximum(off, np.maximum(padded[:-2], padded[2:]))
        less = np.maximum(rows, np.maximum(np.roll(rows, 1, axis=1), np.roll(rows, -1, axis=1)))
        wall[::2, ::2] -= less[::2, ::2]
    return wall


def spread(radius: Vector, to: Mask, less_mm: float) -> Vector:
    """Distances (R, C), where they are infinite but needed taken from the least beside, less so much, step by
    step.
    """
    if not np.isfinite(radius).any():
        return radius
    while (to & ~np.isfinite(radius)).any():
        padded = np.pad(radius, ((1, 1), (0, 0)), constant_values=np.inf)
        rows = np.minimum(padded[1:-1], np.minimum(padded[:-2], padded[2:]))
        beside = np.minimum(rows, np.minimum(np.roll(rows, 1, axis=1), np.roll(rows, -1, axis=1)))
        radius = np.where(np.isfinite(radius), radius, beside - less_mm)
    return radius


def past_edges(radius: Vector, step_mm: float) -> Vector:
    """Distances (R, C), the least of those beside it where one lies a step or more nearer."""
    padded = np.pad(radius, ((1, 1), (0, 0)), mode="edge")
    rows = np.minimum(radius, np.minimum(padded[:-2], padded[2:]))
    beside = np.minimum(rows, np.minimum(np.roll(rows, 1, axis=1), np.roll(rows, -1, axis=1)))
    with np.errstate(invalid="ignore"):
        return np.where(radius - beside > step_mm, np.where(np.isfinite(radius), beside, radius), radius)
