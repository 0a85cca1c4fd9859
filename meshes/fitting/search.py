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
    """When a search ends: after so many steps, or when one gains less than this share of the cost."""

    steps: int = 12
    gain: float = 2e-3


def cost(problem: Problem) -> float:
    """Half the sum of the softened squares: quadratic for small misses, linear for large ones."""
    softened = problem.weights() * (np.sqrt(1.0 + problem.misses() ** 2) - 1.0)
    return float(np.sum(softened) + np.sum(problem.pulls() ** 2) / 2)


def searched(problem: Problem, patience: Patience = Patience()) -> Problem:
    """The problem at the least cost found near its state."""
    damping, here = _FIRST_DAMPING, cost(problem)
    for _ in range(patience.steps):
        normal, gradient = _normal(problem)
        while damping < _MOST_DAMPING:
            tried = problem.moved(_step(problem, normal, gradient, damping))
            there = cost(tried)
            if there < here:
                break
            damping *= 8.0
        else:
            return problem
        gain, here, problem = (here - there) / max(here, 1e-12), there, tried
        damping = max(damping / 5.0, 1e-6)
        if gain < patience.gain:
            break
    return problem


def _normal(problem: Problem) -> tuple[Vector, Vector]:
    """The normal matrix and the gradient, misses weighed by how ordinary they are."""
    misses, (slopes, bends) = problem.misses(), problem.slopes()
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
