"""Where tubes open into tubes: the place and width of each opening, and where each tube is cut back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot, sqrt

import numpy as np

from meshes.network.graph import Floats
from meshes.surface.tube_line import TubeLine, evenly
from meshes.surface.tube_paths import Mouth


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
    """

    main: int
    branch: int
    end: int
    place_mm: float
    half_mm: float
    towards: Floats
    cut_mm: float


def openings(
    lines: list[TubeLine], mouths: dict[tuple[int, int], Mouth], spans: list[tuple[float, float]]
) -> list[Opening]:
    """One opening for each tube end that lies inside another tube, spread so that holes do not overlap.

    `spans` tells from which length to which each line is drawn.
    """
    found = [_opening(lines, branch, end, mouth) for (branch, end), mouth in mouths.items()]
    cut = {(each.branch, each.end): each.cut_mm for each in found}
    out: list[Opening] = []
    for main, line in enumerate(lines):
        here = sorted((each for each in found if each.main == main), key=lambda each: each.place_mm)
        low, high = spans[main]
        out += _spread(here, line, cut.get((main, 0), low), cut.get((main, -1), high))
    return out


def _opening(lines: list[TubeLine], branch: int, end: int, mouth: Mouth) -> Opening:
    main, side = lines[mouth.tube], lines[branch]
    at_main = _passed(main, side.points[end])
    reach = 4.0 * float(main.radius_at(np.array(at_main)) + side.radii[end])
    near = main.window(at_main - reach, at_main + reach)
    limit = 0.42 * side.length
    s = evenly(0.0, min(limit, reach), 39)
    s_side = s if end == 0 else side.length - s
    centre, radius = side.at(s_side), side.radius_at(s_side)
    foot, gap = near.nearest(centre)
    along, wide = near.tangent_at(foot), near.radius_at(foot)
    out = side.tangent_at(s_side) * (1.0 if end == 0 else -1.0)
    slant = np.abs((out * along).sum(axis=1))
    free = gap - wide - radius * (0.25 + 0.75 * slant)
    first = int((free >= 0.0).argmax()) if free.max() >= 0.0 else len(s) - 1
    back = (gap[first] - wide[first]) / max(sqrt(1.0 - float(slant[first]) ** 2), 0.35)
    entry = centre[first] - out[first] * max(float(back), 0.0)
    place, _ = near.nearest(entry[None])
    tangent = near.tangent_at(place)[0]
    towards = centre[first] - near.at(place)[0]
    towards = towards - (towards @ tangent) * tangent
    half = max(0.85 * float(radius[first]), 0.4 * float(near.radius_at(place)[0]))
    start = at_main - reach if main.closed else max(at_main - reach, 0.0)
    return Opening(
        mouth.tube,
        branch,
        end,
        start + float(place[0]),
        half,
        towards / max(hypot(*towards.tolist()), 1e-9),
        float(s_side[first]),
    )


def _passed(main: TubeLine, node: Floats) -> float:
    """Length along a tube at which it passes a node; of one that ends in its own side that is not its end."""
    inner = main.points if main.closed else main.points[1:-1]
    nearest = int(((inner - node) ** 2).sum(axis=1).argmin())
    return float(main.lengths[nearest if main.closed else nearest + 1])


def _spread(here: list[Opening], line: TubeLine, low: float, high: float) -> list[Opening]:
    """Move openings of one tube apart, and inside its cut ends; narrow them when there is no room."""
    if not here:
        return []
    groups = _grouped(here)
    gap = 0.12 * float(line.radii.mean())
    halves = np.array([max(each.half_mm for each in group) for group in groups])
    room = (high - low) - gap * (len(groups) + 1)
    halves *= min(1.0, max(0.9 * room, 0.05) / (2.0 * halves.sum()))
    places = np.array([float(np.mean([each.place_mm for each in group])) for group in groups])
    reach = np.concatenate([[0.0], np.cumsum(2.0 * halves + gap)])
    floor = low + gap + reach[:-1] + halves
    ceiling = high - gap - (reach[-1] - reach[:-1] - halves - gap)
    places = np.clip(places, floor, np.maximum(ceiling, floor))
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + halves[i - 1] + halves[i] + gap)
    return [
        replace(each, place_mm=float(place), half_mm=float(half))
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
