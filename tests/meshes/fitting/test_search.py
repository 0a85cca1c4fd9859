"""The search finds the least cost within bounds, outliers counting little; slopes are those of the misses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from meshes.fitting.cloud import surface_cloud
from meshes.fitting.model import level_model
from meshes.fitting.rounds import _support
from meshes.fitting.search import Patience, cost, searched
from meshes.fitting.shape_problem import SCALES, Setting, ShapeProblem
from meshes.fitting.similarity import Similarity, rotation_about
from meshes.surface.extract import extract
from meshes.surface.nearness import Nearness


@dataclass(frozen=True, eq=False)
class Line:
    """y = a + b t through points, b no larger than a bound."""

    t: np.ndarray
    y: np.ndarray
    state: np.ndarray
    most: float = 10.0

    def misses(self):
        return self.state[0] + self.state[1] * self.t - self.y

    def weights(self):
        return np.ones(len(self.t))

    def pulls(self):
        return 1e-6 * self.state

    def slopes(self):
        return np.stack([np.ones_like(self.t), self.t], axis=1), 1e-6 * np.eye(2)

    def moved(self, step):
        return replace(self, state=self.state + step)

    def room(self):
        return np.array([-50.0, -10.0 - self.state[1]]), np.array([50.0, self.most - self.state[1]])

    def scales(self):
        return np.ones(2)


@dataclass(frozen=True, eq=False)
class Waves(Line):
    """y = a + exp(b t): its slopes change with b. `looks` counts how often they are asked for."""

    looks: list[int] = field(default_factory=list)

    def misses(self):
        return self.state[0] + np.exp(self.state[1] * self.t) - self.y

    def slopes(self):
        self.looks.append(1)
        steep = self.t * np.exp(self.state[1] * self.t)
        return np.stack([np.ones_like(self.t), steep], axis=1), 1e-6 * np.eye(2)


@pytest.mark.parametrize("fresh", [1, 4])
def test_slopes_kept_for_some_steps_lead_to_the_same_place_with_fewer_looks(fresh):
    t = np.linspace(0.0, 2.0, 31)
    start = Waves(t, 1.5 + np.exp(0.9 * t), np.zeros(2))
    found = searched(start, Patience(40, 1e-10, fresh))
    assert found.state == pytest.approx([1.5, 0.9], abs=1e-4)
    looks = len(start.looks)
    every = replace(start, looks=[])
    searched(every, Patience(40, 1e-10, 1))
    assert looks == len(every.looks) if fresh == 1 else looks < 0.7 * len(every.looks)


def test_outliers_do_not_carry_the_line():
    t = np.linspace(0.0, 10.0, 41)
    y = 2.0 + 3.0 * t
    y[::8] += 40.0
    found = searched(Line(t, y, np.zeros(2)), Patience(60, 1e-9))
    assert found.state == pytest.approx([2.0, 3.0], abs=0.4)


def test_a_bound_holds_and_the_rest_makes_up_for_it():
    t = np.linspace(-1.0, 1.0, 21) + 2.0
    found = searched(Line(t, 3.0 * t, np.zeros(2), most=2.0), Patience(60, 1e-9))
    assert found.state[1] == pytest.approx(2.0, abs=1e-6)
    assert found.state[0] == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("level", ["L3", "C5"])
def test_slopes_of_a_shape_are_those_of_its_misses(level):
    model = level_model(level)
    mesh = extract(model.solid(model.start), 3.0)
    cloud = surface_cloud(mesh, Nearness(mesh), 300)
    place = Similarity(1.05, rotation_about(np.array([0.05, 0.02, -0.04])), np.array([0.5, 1.0, -0.7]))
    names = list(model.limits)
    values = np.array([model.start[name] for name in names])
    support = _support(model, model.start, place.apply(cloud.points))
    setting = Setting(model, names, values, [cloud], [1.0], 0.3, support, [SCALES])
    problem = ShapeProblem(setting, values, [place], [place])
    slopes, bends = problem.slopes()
    rng, scales = np.random.default_rng(0), problem.scales()
    inside = np.minimum(-problem.room()[0], problem.room()[1]) > 1e-3 * scales
    step = 2e-4 * scales * rng.choice([-1.0, 1.0], len(scales)) * inside
    there = problem.moved(step)
    change = there.misses() - problem.misses()
    off = np.abs(change - slopes @ step)
    assert np.median(off) < 0.02 * np.median(np.abs(change))
    assert np.quantile(off, 0.95) < 0.2 * np.quantile(np.abs(change), 0.95)
    assert there.pulls() == pytest.approx(problem.pulls() + bends @ step, abs=1e-9)
    assert np.isfinite(cost(problem))


def test_a_similarity_is_undone():
    place = Similarity(1.3, rotation_about(np.array([0.4, -0.2, 0.9])), np.array([1.0, 2.0, 3.0]))
    points = np.random.default_rng(1).normal(size=(5, 3))
    assert place.undo(place.apply(points)) == pytest.approx(points)
    moved = place.moved(np.array([0.1, 0.0, 0.0, 0.2, 1.0, 0.0, 0.0]))
    c, s = np.cos(0.2), np.sin(0.2)
    turn = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    assert moved.apply(points) == pytest.approx(np.exp(0.1) * place.apply(points) @ turn.T + [1.0, 0.0, 0.0])
