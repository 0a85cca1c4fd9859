"""A fit in rounds: before each, the built surface is looked at anew, so that surplus bone counts too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.fitting.cloud import Cloud, Distance, spread_points
from meshes.fitting.model import LevelModel, Numbers
from meshes.fitting.search import Patience, searched
from meshes.fitting.shape_problem import SCALES, Setting, ShapeProblem
from meshes.fitting.similarity import Similarity
from meshes.geometry.axes import Vector
from meshes.surface.extract import extract

OWN_STEP_MM = 2.0
"""Grid step at which the built surface is looked at between rounds."""

Report = Callable[[int, int], object]
"""Called with the rounds done and their number; what it raises ends the fit."""


@dataclass(frozen=True, eq=False)
class Surface:
    """A real surface to fit to.

    Parameters
    ----------
    cloud : Cloud
        Points on and beside it, in its own frame, mm.
    distance : callable
        Its signed distance, negative inside.
    place : Similarity
        Where it lies in the built frame, roughly.
    weight : float
        How much it counts among several.
    scales : (float, float)
        Least and largest size of the built bone over it.
    """

    cloud: Cloud
    distance: Distance
    place: Similarity
    weight: float = 1.0
    scales: tuple[float, float] = SCALES


@dataclass(frozen=True)
class Effort:
    """How long to try: rounds, steps a round, points of the built surface; and how far to trust the start.

    `prior` is the pull to the start: 1 holds a number to about its spread, 0.1 lets it go. `fresh` is the
    number of steps between two looks at how the solid changes with every number, by far the dearest part.
    """

    rounds: int = 4
    steps: int = 8
    own_points: int = 1500
    prior: float = 0.4
    fresh: int = 4


@dataclass(frozen=True, eq=False)
class Shaped:
    """The numbers found, and where each surface lies."""

    numbers: Numbers
    places: Sequence[Similarity]


def shaped(
    model: LevelModel,
    surfaces: Sequence[Surface],
    effort: Effort = Effort(),
    report: Report = lambda done, total: None,
) -> Shaped:
    """The numbers of a level that make its solid lie on the surfaces.

    Parameters
    ----------
    model : LevelModel
        The level, and the numbers it starts at and is drawn to.
    surfaces : sequence of Surface
        One or more real bones of the level.
    effort : Effort
        How long to try.
    report : callable
        Told after each round.
    """
    names = list(model.limits)
    low, high = (np.array([getattr(model.limits[name], end) for name in names]) for end in ("low", "high"))
    values = centre = np.clip([model.start[name] for name in names], low, high)
    first = [_held(surface) for surface in surfaces]
    places: Sequence[Similarity] = first
    for turn in range(effort.rounds):
        report(turn, effort.rounds)
        numbers = {**model.start, **dict(zip(names, map(float, values), strict=True))}
        clouds = _clouds(model, numbers, surfaces, places, effort.own_points, turn)
        points = np.concatenate([p.apply(c.points) for p, c in zip(places, clouds, strict=True)])
        weights, scales = [each.weight for each in surfaces], [each.scales for each in surfaces]
        support = _support(model, numbers, points)
        setting = Setting(model, names, centre, clouds, weights, effort.prior, support, scales)
        found = searched(
            ShapeProblem(setting, values, places, first), Patience(effort.steps, fresh=effort.fresh)
        )
        assert isinstance(found, ShapeProblem)
        values, places = found.values, found.places
    report(effort.rounds, effort.rounds)
    return Shaped({**model.start, **dict(zip(names, map(float, values), strict=True))}, places)


def _held(surface: Surface) -> Similarity:
    """The place with a size a column may have, about the same middle; the numbers make up for the rest."""
    place, middle = surface.place, surface.cloud.points.mean(axis=0)
    scale = float(np.clip(place.scale, *surface.scales))
    return Similarity(scale, place.rotation, place.apply(middle) - scale * place.rotation @ middle)


def _clouds(
    model: LevelModel,
    numbers: Numbers,
    surfaces: Sequence[Surface],
    places: Sequence[Similarity],
    count: int,
    turn: int,
) -> list[Cloud]:
    """Each surface's points, and those of the built one seen from it."""
    built = spread_points(extract(model.solid(numbers), OWN_STEP_MM), count, turn)
    clouds = []
    for surface, place in zip(surfaces, places, strict=True):
        seen = place.undo(built)
        clouds.append(surface.cloud.joined(Cloud(seen, np.asarray(surface.distance(seen)))))
    return clouds


def _support(model: LevelModel, numbers: Numbers, points: Vector) -> dict[str, NDArray[np.intp]]:
    """The points at which a number can matter: where its part, moved a little all over, changes the solid."""
    base = model.solid(numbers)(points)
    support: dict[str, NDArray[np.intp]] = {}
    for names in model.groups().values():
        changed = np.zeros(len(points), bool)
        for way in (-1.0, 1.0):
            moved = {**numbers}
            for name in names:
                limit = model.limits[name]
                moved[name] = float(np.clip(numbers[name] + way * limit.step, limit.low, limit.high))
            changed |= model.solid(moved)(points) != base
        support |= dict.fromkeys(names, np.flatnonzero(changed))
    return support
