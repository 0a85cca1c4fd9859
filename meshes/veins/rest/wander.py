"""Natural irregularity: no vessel runs straight, turns a corner or keeps one calibre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from meshes.geometry.curve import through_each
from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats, Ints


@dataclass(frozen=True)
class Habit:
    """How veins of a kind leave the course they were drawn in.

    Parameters
    ----------
    sway : float
        Sideways displacement between way-points as a share of their distance (one standard deviation).
    swell, most : float
        Relative change of calibre between way-points (one standard deviation), and the largest.
    spacing_mm, spacing_radii : float
        Wished distance between way-points, the larger of a length and of so many radii: what is thick
        undulates slowly.
    """

    sway: float
    swell: float
    most: float
    spacing_mm: float
    spacing_radii: float = 0.0


PLEXIFORM = Habit(sway=0.14, swell=0.13, most=0.25, spacing_mm=4.5)
"""The plexuses."""
GATHERING = Habit(sway=0.07, swell=0.07, most=0.14, spacing_mm=6.0, spacing_radii=2.5)
"""The veins that drain them: gently swayed and varicose."""
SINUOUS = Habit(sway=0.32, swell=0.1, most=0.2, spacing_mm=7.0, spacing_radii=2.5)
"""Those of them that are nets or go their way in loose tissue, more crooked."""
CALM = Habit(sway=0.02, swell=0.05, most=0.1, spacing_mm=6.0, spacing_radii=2.5)
"""The largest, which would fold where they bend within their own width."""

_LEAST = 0.6
"""Length of a stretch, in wished distances, from which on it has a way-point of its own."""
_SAMPLES = 8


def wandering(
    vessels: Sequence[Vessel], chance_of: Callable[[str], np.random.Generator], habit: Habit = PLEXIFORM
) -> list[Vessel]:
    """The vessels with more way-points, on a smooth curve through their own, which stay in place.

    Parameters
    ----------
    vessels : sequence of Vessel
        As they were drawn.
    chance_of : callable
        The stream of chance of a structure, asked for once: its vessels draw from it one after another, so
        that they are the same whichever other structures are drawn.
    habit : Habit
        How far they sway and swell.
    """
    if not vessels:
        return []
    controls = [np.array([(*each.point, each.radius) for each in vessel.path]) for vessel in vessels]
    spans = [len(each) - 1 for each in controls]
    many = _counts(controls, habit)
    owner = np.repeat(np.arange(len(vessels)), spans)
    added = np.bincount(owner, many, len(vessels)).astype(np.intp)
    chances: dict[str, np.random.Generator] = {}
    drawn = [
        (chances.get(each.structure) or chances.setdefault(each.structure, chance_of(each.structure)))
        .standard_normal((count, 4))
        for each, count in zip(vessels, added.tolist(), strict=True)
    ]  # fmt: skip
    points = _swayed(controls, many, np.concatenate(drawn), habit)
    out, place, span = [], 0, 0
    for vessel, run in zip(vessels, spans, strict=True):
        path = [vessel.path[0]]
        for there, count in zip(vessel.path[1:], many[span : span + run].tolist(), strict=True):
            path += (WayPoint((x, y, z), size) for x, y, z, size in points[place : place + count])
            path.append(there)
            place += count
        span += run
        out.append(replace(vessel, path=tuple(path)))
    return out


def _counts(controls: Sequence[Floats], habit: Habit) -> Ints:
    """How many way-points each stretch between two gets."""
    step = np.concatenate([np.diff(each, axis=0) for each in controls])
    radius = np.concatenate([0.5 * (each[1:, 3] + each[:-1, 3]) for each in controls])
    wished = np.sqrt((step[:, :3] ** 2).sum(axis=1)) / np.maximum(
        habit.spacing_mm, habit.spacing_radii * radius
    )
    counts: Ints = np.maximum(np.round(wished).astype(np.intp) - 1, wished > _LEAST)
    return counts


def _swayed(
    controls: Sequence[Floats], many: Ints, drawn: Floats, habit: Habit
) -> list[tuple[float, float, float, float]]:
    """The new way-points of all vessels one after another, with their radii."""
    fine, first = through_each(controls, _SAMPLES)
    begin = np.concatenate(
        [start + _SAMPLES * np.arange(len(each) - 1) for start, each in zip(first, controls, strict=True)]
    )
    span = np.repeat(np.arange(len(many)), many)
    number = np.arange(len(span)) - np.repeat(np.cumsum(many) - many, many)
    share = (number + 1) / (many[span] + 1)
    low = begin[span] + np.minimum((share * _SAMPLES).astype(np.intp), _SAMPLES - 1)
    part = (begin[span] + share * _SAMPLES - low)[:, None]
    along = fine[low + 1, :3] - fine[low, :3]
    along /= np.sqrt((along * along).sum(axis=1, keepdims=True))
    chord = fine[begin + _SAMPLES, :3] - fine[begin, :3]
    reach = habit.sway * np.sqrt((chord * chord).sum(axis=1)) / (many + 1)
    step = np.clip(drawn[:, :3], -1.8, 1.8)
    step -= (step * along).sum(axis=1, keepdims=True) * along
    out = (1.0 - part) * fine[low] + part * fine[low + 1]
    out[:, :3] += reach[span, None] * step
    out[:, 3] *= np.clip(1.0 + habit.swell * drawn[:, 3], 1.0 - habit.most, 1.0 + habit.most)
    return [(x, y, z, size) for x, y, z, size in out.tolist()]
