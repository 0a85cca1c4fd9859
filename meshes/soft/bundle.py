"""Strands side by side in a tube, pushed apart in cross-sections until none stands in another's way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.sdf.oval_tube import OvalTube

_ROUNDS = 60
_LONGEST_PUSH_MM = 0.4
_PINNED = 2
"""Cross-sections in which the beginning of a strand stays, whatever pushes: it hangs on the core there."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Bundle:
    """What the strands of the left side run among. Places are (J, N, 2): left of the line and behind it, mm.

    Parameters
    ----------
    s : (J,) array
        Lengths of the cross-sections on the line, evenly spaced, mm.
    radius : (N,) array
        Of each strand, mm.
    runs : (J, N) array of bool
        Where each strand runs.
    bore, core : OvalTube
        What they lie in, and what they lie round.
    gaps : (bore, core, each other)
        Kept between their surfaces, mm.
    thread : (start, radius)
        A thread along the line from a length on, mm.
    """

    s: Vector
    radius: Vector
    runs: Flags
    bore: OvalTube
    core: OvalTube
    gaps: tuple[float, float, float]
    thread: tuple[float, float]

    def settled(self, wish: Vector) -> Vector:
        """Places near the wished ones, changed smoothly along the line; both ends of a strand stay."""
        moved, free = np.zeros_like(wish), self.runs.copy()
        for shift in (-1, *range(1, _PINNED + 1)):
            free &= np.roll(self.runs, shift, axis=0)
        for _ in range(_ROUNDS):
            moved = np.where(free[..., None], self._smooth(moved), moved)
            push = np.clip(self._push(wish + moved), -_LONGEST_PUSH_MM, _LONGEST_PUSH_MM)
            moved = moved + push * free[..., None]
        return wish + moved

    def room(self, places: Vector) -> Vector:
        """The largest radius (J, N) at which each strand keeps all gaps, the others grown in proportion."""
        bore, core, beside = self.gaps
        at, which = np.nonzero(self.runs)
        told = np.column_stack([places[at, which, 0], self.s[at], places[at, which, 1]])
        room = np.full(self.runs.shape, np.inf)
        inside, outside = -self.bore.distance_at(told) - bore, self.core.distance_at(told) - core
        room[at, which] = np.minimum(np.minimum(inside, outside), told[:, 0] - beside / 2)
        room[at, which] = np.minimum(room[at, which], self._from_thread(told)[0])
        j, a, b = self._pairs()
        far = np.linalg.norm(places[j, a] - places[j, b], axis=1) - beside
        for one, other in ((a, b), (b, a)):
            share = self.radius[one] / (self.radius[one] + self.radius[other])
            np.minimum.at(room, (j, one), far * share)
        return room

    def _smooth(self, moved: Vector) -> Vector:
        """The mean of each place's move and those above and below it, where strands run."""
        weight = self.runs[..., None].astype(float)
        total, count = 2.0 * weight * moved, 2.0 * weight
        for shift in (1, -1):
            total = total + np.roll(weight * moved, shift, axis=0)
            count = count + np.roll(weight, shift, axis=0)
        return np.asarray(total / np.maximum(count, 1.0), float)

    def _push(self, places: Vector) -> Vector:
        """How far each strand is pushed, (J, N, 2)."""
        bore, core, beside = self.gaps
        push = np.zeros_like(places)
        j, a, b = self._pairs()
        way = places[j, a] - places[j, b]
        far = np.linalg.norm(way, axis=1)
        lacking = np.clip(self.radius[a] + self.radius[b] + beside - far, 0.0, None)
        part = 0.5 * (lacking / np.maximum(far, 1e-3))[:, None] * way
        np.add.at(push, (j, a), part)
        np.add.at(push, (j, b), -part)
        at, which = np.nonzero(self.runs)
        told = np.column_stack([places[at, which, 0], self.s[at], places[at, which, 1]])
        radius = self.radius[which]
        far, slope = self.core.with_slope_at(told)
        push[at, which] += np.clip(radius + core - far, 0.0, None)[:, None] * slope
        far, away = self._from_thread(told)
        push[at, which] += np.clip(radius - far, 0.0, None)[:, None] * away
        push[at, which, 0] += np.clip(radius + beside / 2 - told[:, 0], 0.0, None)
        far, slope = self.bore.with_slope_at(told)
        # The wall has the last word: no strand is pushed through it.
        push[at, which] -= np.clip(far + radius + bore, 0.0, None)[:, None] * slope
        return push

    def _from_thread(self, told: Vector) -> tuple[Vector, Vector]:
        """Room (N,) beside the thread, its gap kept, and unit directions (N, 2) away from it."""
        start, radius = self.thread
        flat = told[:, [0, 2]]
        far = np.linalg.norm(flat, axis=1)
        room = np.where(told[:, 1] > start, far - radius - self.gaps[2], np.inf)
        return room, flat / np.maximum(far, 1e-3)[:, None]

    def _pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Stations and both strands of all pairs that run beside each other."""
        one, other = np.triu_indices(self.runs.shape[1], 1)
        at, pair = np.nonzero(self.runs[:, one] & self.runs[:, other])
        return at, one[pair], other[pair]
