"""Damped least squares with bounds and a robust loss: the Levenberg-Marquardt method on plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from meshes.geometry.axes import Vector

_FIRST_DAMPING, _MOST_DAMPING = 1e-2, 1e6


class Problem(Protocol):
    """What is searched: a state moved by steps, residuals, and how they change."""

    def misses(self) -> Vector:
        """Residuals of the present state, in units of a miss beyond which they count only linearly."""

    def weights(self) -> Vector:
        """How much each miss counts."""

    def pulls(self) -> Vector:
        """Residuals that are squared: the prior."""

    def slopes(self) -> tuple[Vector, Vector]:
        """How misses and pulls change with each freedom, (misses, freedoms) and (pulls, freedoms)."""

    def moved(self, step: Vector) -> Problem:
        """The problem at a state a step further, held within its bounds."""

    def room(self) -> tuple[Vector, Vector]:
        """How far each freedom may still move down (negative) and up."""

    def scales(self) -> Vector:
        """A natural step of each freedom."""


@dataclass(frozen=True)
class Patience:
    """When a search ends: after so many steps, or when one gains less than this share of the cost.

    `fresh` is the number of steps that share what was asked about slopes; 1 asks before each.
    """

    steps: int = 12
    gain: float = 2e-3
    fresh: int = 1


def cost(problem: Problem) -> float:
    """Half the sum of the softened squares: quadratic for small misses, linear for large ones."""
    softened = problem.weights() * (np.sqrt(1.0 + problem.misses() ** 2) - 1.0)
    return float(np.sum(softened) + np.sum(problem.pulls() ** 2) / 2)


def searched(problem: Problem, patience: Patience = Patience()) -> Problem:
    """The problem at the least cost found near its state.

    Slopes are costly: they are asked for anew every few steps, and between learn from what each step did
    (Broyden's update).
    """
    damping, here = _FIRST_DAMPING, cost(problem)
    slopes, age = problem.slopes(), 0
    for _ in range(patience.steps):
        found = _downhill(problem, slopes, damping, here)
        if found is None and age:
            slopes, age = problem.slopes(), 0
            found = _downhill(problem, slopes, damping, here)
        if found is None:
            return problem
        tried, step, damping = found
        there = cost(tried)
        gain, here = (here - there) / max(here, 1e-12), there
        if gain < patience.gain and not age:
            return tried
        is_stale = age + 1 >= patience.fresh or gain < patience.gain
        slopes = tried.slopes() if is_stale else _learnt(slopes, step, problem, tried)
        age = 0 if is_stale else age + 1
        problem, damping = tried, max(damping / 5.0, 1e-6)
    return problem


Slopes = tuple[Vector, Vector]


def _downhill(
    problem: Problem, slopes: Slopes, damping: float, here: float
) -> tuple[Problem, Vector, float] | None:
    """The first state down the damped steps, its step and damping; nothing where none is lower."""
    normal, gradient = _normal(problem, slopes)
    while damping < _MOST_DAMPING:
        step = _step(problem, normal, gradient, damping)
        tried = problem.moved(step)
        if cost(tried) < here:
            return tried, step, damping
        damping *= 8.0
    return None


def _learnt(slopes: Slopes, step: Vector, before: Problem, after: Problem) -> Slopes:
    """The slopes changed as little as makes them tell what a step did to the misses."""
    steep, bends = slopes
    measured = step / before.scales() ** 2
    wrong = after.misses() - before.misses() - steep @ step
    return steep + np.outer(wrong, measured / max(float(measured @ step), 1e-12)), bends


def _normal(problem: Problem, given: Slopes) -> tuple[Vector, Vector]:
    """The normal matrix and the gradient, misses weighed by how ordinary they are."""
    misses, (slopes, bends) = problem.misses(), given
    weight = problem.weights() / np.sqrt(1.0 + misses**2)
    weighed = slopes * weight[:, None]
    return slopes.T @ weighed + bends.T @ bends, weighed.T @ misses + bends.T @ problem.pulls()


def _step(problem: Problem, normal: Vector, gradient: Vector, damping: float) -> Vector:
    """The damped step; freedoms that would leave their room stop at its end and the others take over."""
    low, high = problem.room()
    damped = normal + damping * np.diag(np.diag(normal) + 1e-6 / problem.scales() ** 2)
    step, free = np.zeros(len(gradient)), np.ones(len(gradient), bool)
    for _ in range(6):
        index = np.flatnonzero(free)
        held = damped[np.ix_(index, np.flatnonzero(~free))] @ step[~free]
        step[index] = np.linalg.solve(damped[np.ix_(index, index)], -gradient[index] - held)
        beyond = free & ((step < low) | (step > high))
        if not beyond.any():
            break
        step[beyond] = np.clip(step[beyond], low[beyond], high[beyond])
        free &= ~beyond
    return np.clip(step, low, high)
