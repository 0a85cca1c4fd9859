"""Where tubes open into tubes: the place and width of each opening, and where each tube is cut back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meshes.geometry.rows import dots, sizes
from meshes.network.graph import Floats
from meshes.surface.tube_lines import TubeLines
from meshes.surface.tube_paths import Mouth

_SHORTEST = 0.7
"""Share of its length to which a hole may be shortened."""
_PIECES, _TRIED = 40, 40
"""Pieces of the stem near a branch, and places at which the branch is asked whether it has left the stem."""


@dataclass(frozen=True, eq=False)
class Opening:
    """A hole in the wall of one tube into which the end of another is sewn.

    Parameters
    ----------
    main, branch : int
        The tubes.
    end : int
        Which end of the branch, 0 or -1.
    place_mm : float
        Length along the main tube at the middle of the hole.
    half_mm : float
        Half the length of the hole.
    towards : (3,) array
        Unit direction from the main tube's centreline to the hole.
    cut_mm : float
        Length along the branch at which its own first (or last) ring stands.
    has_room : bool
        Whether the branch leaves the wall in time, and the hole did not have to be made much too short.
    """

    main: int
    branch: int
    end: int
    place_mm: float
    half_mm: float
    towards: Floats
    cut_mm: float
    has_room: bool = True


def openings(
    lines: TubeLines, mouths: dict[tuple[int, int], Mouth], spans: list[tuple[float, float]]
) -> list[Opening]:
    """One opening for each tube end that lies inside another tube, spread so that holes do not overlap.

    `spans` tells from which length to which each line is drawn.
    """
    if not mouths:
        return []
    found = _found(lines, mouths)
    cut = {(each.branch, each.end): each.cut_mm for each in found}
    out: list[Opening] = []
    for main, radius in enumerate(lines.mean_radius.tolist()):
        here = sorted((each for each in found if each.main == main), key=lambda each: each.place_mm)
        low, high = spans[main]
        out += _spread(here, 0.12 * radius, cut.get((main, 0), low), cut.get((main, -1), high))
    return out


def _found(lines: TubeLines, mouths: dict[tuple[int, int], Mouth]) -> list[Opening]:
    """The opening of each mouth, all of them told at once."""
    branch, end = np.array(list(mouths)).T
    main = np.array([mouth.tube for mouth in mouths.values()])
    tip = np.where(end == 0, lines.first[branch], lines.last[branch])
    at_main = lines.place_of(main, tip)
    reach = 4.0 * (lines.at(main, at_main)[1] + lines.radii[tip])
    near = lines.windows(main, at_main - reach, at_main + reach, _PIECES)
    s = np.minimum(0.42 * lines.length[branch], reach)[:, None] * np.linspace(0.0, 1.0, _TRIED)
    s_side = np.where(end[:, None] == 0, s, lines.length[branch, None] - s)
    branches, mains = (np.repeat(each[:, None], _TRIED, axis=1) for each in (branch, main))
    centre, radius = lines.at(branches, s_side)
    out = lines.tangent(branches, s_side) * np.where(end == 0, 1.0, -1.0)[:, None, None]
    piece = near.nearest(centre)
    t, away = near.foot(centre, piece)
    foot = near.length_at(piece, t)
    wide, gap = lines.at(mains, foot)[1], np.sqrt((away * away).sum(axis=2))
    slant = np.abs((out * lines.tangent(mains, foot)).sum(axis=2))
    is_free = gap - wide - radius * (0.25 + 0.75 * slant) >= 0.0
    # The first place at which the branch has left the wall, or the last one tried.
    row = np.arange(len(main))
    first = np.where(is_free.any(axis=1), is_free.argmax(axis=1), _TRIED - 1)
    centre, radius, out, slant = (each[row, first] for each in (centre, radius, out, slant))
    back = (gap - wide)[row, first] / np.maximum(np.sqrt(np.maximum(1.0 - slant**2, 0.0)), 0.35)
    entry = (centre - out * np.maximum(back, 0.0)[:, None])[:, None]
    piece = near.nearest(entry)
    place = near.length_at(piece, near.foot(entry, piece)[0])[:, 0]
    middle, wall = lines.at(main, place)
    towards, tangent = centre - middle, lines.tangent(main, place)
    towards -= dots(towards, tangent)[:, None] * tangent
    towards /= np.maximum(sizes(towards), 1e-9)[:, None]
    half = np.maximum(0.85 * radius, 0.4 * wall)
    leaves = is_free.any(axis=1).tolist()
    told = zip(place.tolist(), half.tolist(), towards, s_side[row, first].tolist(), leaves, strict=True)
    return [
        Opening(mouth.tube, *key, *numbers)
        for (key, mouth), numbers in zip(mouths.items(), told, strict=True)
    ]


def _spread(here: list[Opening], gap: float, low: float, high: float) -> list[Opening]:
    """Move openings of one tube apart by a gap and inside its cut ends; narrow them when there is no room."""
    if not here:
        return []
    groups = _grouped(here)
    halves = np.array([max(each.half_mm for each in group) for group in groups])
    room = (high - low) - gap * (len(groups) + 1)
    shortened = min(1.0, max(0.9 * room, 0.05) / (2.0 * halves.sum()))
    halves *= shortened
    places = np.array([float(np.mean([each.place_mm for each in group])) for group in groups])
    reach = np.concatenate([[0.0], np.cumsum(2.0 * halves + gap)])
    floor = low + gap + reach[:-1] + halves
    ceiling = high - gap - (reach[-1] - reach[:-1] - halves - gap)
    places = np.clip(places, floor, np.maximum(ceiling, floor))
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + halves[i - 1] + halves[i] + gap)
    fits = shortened >= _SHORTEST
    return [
        replace(each, place_mm=float(place), half_mm=float(half), has_room=each.has_room and fits)
        for group, place, half in zip(groups, places, halves, strict=True)
        for each in group
    ]


def _grouped(here: list[Opening]) -> list[list[Opening]]:
    """Openings at one place on opposite sides share their rings."""
    groups: list[list[Opening]] = []
    for each in here:
        last = groups[-1] if groups else []
        near = last and each.place_mm - last[0].place_mm < 0.6 * (each.half_mm + last[0].half_mm)
        if near and len(last) == 1 and float(each.towards @ last[0].towards) < -0.3:
            last.append(each)
        else:
            groups.append([each])
    return groups
