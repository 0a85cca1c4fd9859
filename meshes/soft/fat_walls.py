"""What rays across the canal's line meet between the dural sac and the wall of the canal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from meshes.column.canal.canal import CanalSpace
from meshes.geometry.axes import Vector
from meshes.sdf.oval_tube import OvalTube
from meshes.sdf.surroundings import Surroundings
from meshes.soft.fat_cells import past_edges
from meshes.soft.fat_net import FatNet, both_sides, coarse_chords
from meshes.soft.sheet import Sheet

THINNEST_MM = 0.02
"""Least distance of two walls of the fat."""
_WALL_GAP_MM, _DURA_GAP_MM, _CLEAR_MM = 0.15, 0.06, 0.03
"""Gaps to bone and sac, and how far beyond what rays meet of a ligament a spoke is moved."""
_BEYOND_CANAL_MM = 1.0
"""How far beyond the drawn wall of the canal the fat may go where bone is further off, or wanting."""
_BEHIND_GAP_MM, _BEHIND_SIDE_MM = 0.2, 0.25
"""Margin of the ligaments behind the sac."""
_JUMP_MM, _PAST_MM = 1.2, 0.15
"""What lies so much nearer than beside it is the edge of a ligament, and how much nearer it is taken then."""
_REACH_MM, _STEPS, _HALVINGS = 14.0, 36, 7

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Margin(NamedTuple):
    """How far before and behind a ligament, and beyond its edges, rays still meet it, mm."""

    gap_mm: float
    side_mm: float


@dataclass(frozen=True, eq=False)
class Met:
    """Where rays (R, C) come upon something and leave it, mm; infinite and minus infinite if never."""

    entry: Vector
    leave: Vector

    @property
    def is_met(self) -> Mask:
        """Which rays do."""
        return np.isfinite(self.entry)

    def whole(self, step_mm: float) -> Met:
        """The same on all spokes; past edges what is met beside them, so that no chord cuts them."""
        entry, leave = both_sides(self.entry), both_sides(self.leave)
        return Met(past_edges(entry, step_mm), -past_edges(-leave, step_mm))

    def and_(self, other: Met) -> Met:
        """The first entry and the last leave of both."""
        return Met(np.minimum(self.entry, other.entry), np.maximum(self.leave, other.leave))


def sac_wall(net: FatNet, least: float) -> Vector:
    """Distance (R, C) of the sac from the line, at least some mm, widened so that no chord between coarse
    corners lies within; on those chords between.
    """
    true = np.maximum(_sac_radius(net.sac, net.s, net.angle), least)
    wall = true
    for _ in range(2):
        chords = _on_rings(net, coarse_chords(wall, net.angle))
        short = np.maximum(true / chords, 1.0)
        for axis in (1, 0):
            short = _most_beside(short, axis)
        wall = wall * short
    return _on_rings(net, coarse_chords(wall, net.angle)) + _DURA_GAP_MM


def _on_rings(net: FatNet, radius: Vector) -> Vector:
    """Distances (R, C) on the straight lines between those of the rings on which the sac is drawn."""
    rings = net.s[::2][net.sac_rings]
    return np.stack([np.interp(net.s, rings, each[::2][net.sac_rings]) for each in radius.T], axis=1)


def _most_beside(share: Vector, axis: int) -> Vector:
    if axis == 1:
        return np.maximum(share, np.maximum(np.roll(share, 1, axis=1), np.roll(share, -1, axis=1)))
    padded = np.pad(share, ((1, 1), (0, 0)), mode="edge")
    return np.asarray(np.maximum(share, np.maximum(padded[:-2], padded[2:])), float)


def canal_wall(
    net: FatNet, inner: Vector, ground: Surroundings, canal: CanalSpace, behind: Sequence[Sheet], scale: float
) -> Vector:
    """Distance (R, C) from the line at which bone, disc or a ligament behind the sac begins, a gap kept.

    Where there is none, before a foramen and between laminae, it is little more than that of the canal's
    drawn wall.
    """
    half = inner[:, : net.left.shape[1]]
    starts, ahead = (net.placed(each).reshape(-1, 3) for each in (half, half + 1.0))
    free = ground.struck(starts, ahead - starts, scale * _WALL_GAP_MM, scale * _REACH_MM).reshape(half.shape)
    open_ = _canal_radius(net, canal, scale) + scale * _BEYOND_CANAL_MM
    wall = np.maximum(np.minimum(half + free, open_), half)
    met = met_sheets(net, (half, wall), behind, Margin(scale * _BEHIND_GAP_MM, scale * _BEHIND_SIDE_MM))
    return both_sides(np.minimum(wall, _also_beside(met.entry, scale)))


def met_sheets(net: FatNet, walls: tuple[Vector, Vector], sheets: Sequence[Sheet], margin: Margin) -> Met:
    """Where rays meet ligaments between two walls told on the left spokes; in short steps."""
    inner, outer = walls
    reach = inner[..., None] + np.linspace(0.0, 1.0, _STEPS) * (outer - inner)[..., None]
    angle = net.left[..., None]
    x, v = (reach * np.cos(angle)).ravel(), (reach * np.sin(angle)).ravel()
    along = np.broadcast_to(net.s[:, None, None], reach.shape).ravel()
    held = np.zeros(len(x), bool)
    for sheet in sheets:
        held |= sheet.holds(x, along, v, *margin)
    hit = held.reshape(reach.shape)
    first = np.maximum(hit.argmax(axis=-1) - 1, 0)
    last = np.minimum(_STEPS - hit[..., ::-1].argmax(axis=-1), _STEPS - 1)
    entry, leave = (np.take_along_axis(reach, each[..., None], axis=-1)[..., 0] for each in (first, last))
    is_met = hit.any(axis=-1)
    return Met(np.where(is_met, entry, np.inf), np.where(is_met, leave, -np.inf))


def _also_beside(entry: Vector, scale: float) -> Vector:
    """What rays meet, and past its edges what those beside them do, so that no chord cuts them."""
    padded = np.pad(entry, 1, mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).min(axis=(2, 3))
    return np.where(entry < around + _JUMP_MM * scale, entry, around - _PAST_MM * scale)


def sheet_edges(net: FatNet, sheets: Sequence[Sheet], margin: Margin, scale: float) -> tuple[Ints, Vector]:
    """Rings, and directions on the left side in them of the edges of ligaments."""
    rows, angles = [np.zeros(0, np.int64)], [np.zeros(0)]
    for sheet in sheets:
        row = np.flatnonzero((net.s > sheet.s[0]) & (net.s < sheet.s[-1]))
        edge, front, back = (
            np.interp(net.s[row], sheet.s, each[:, -1]) for each in (sheet.x, sheet.front, sheet.back)
        )
        gap, beside = margin.gap_mm, edge + margin.side_mm + scale * _CLEAR_MM
        rows.append(row)
        angles.append(np.maximum(np.arctan2(front - gap, beside), np.arctan2(back + gap, beside)))
    return np.concatenate(rows), np.concatenate(angles)


def _canal_radius(net: FatNet, canal: CanalSpace, scale: float) -> Vector:
    """Distance of the canal's drawn wall from the line, on the left spokes."""
    low = np.zeros(net.left.shape)
    high = low + 1.5 * scale * _REACH_MM
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        is_in = canal.distance(net.placed(middle).reshape(-1, 3)).reshape(low.shape) < 0.0
        low, high = np.where(is_in, middle, low), np.where(is_in, high, middle)
    return low


def _sac_radius(sac: OvalTube, s: Vector, angles: Vector) -> Vector:
    """Distance of the sac's wall from the line in each direction, (R, C) mm; none below its end."""
    turn = np.linspace(0.0, 2.0 * np.pi, 145)
    wide, deep, middle, taper = (each[:, None] for each in sac.sizes(s))
    x, v = wide * np.cos(turn) * (1.0 - taper * np.sin(turn)), middle + deep * np.sin(turn)
    bearing, reach = np.unwrap(np.arctan2(v, x), axis=1), np.hypot(x, v)
    found = np.array(
        [
            np.interp(angle, b, r, period=2.0 * np.pi)
            for b, r, angle in zip(bearing, reach, angles, strict=True)
        ]
    )
    return np.where(s[:, None] > sac.end, 0.0, found)
