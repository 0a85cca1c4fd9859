"""What looks alike is one body while things move, and nobody can tell."""

from collections.abc import Iterator

import numpy as np
import pytest

from tests.render.test_pyvista_renderer import BLUE, RED, Stage, faded
from tests.viewer.small_atlas import ball
from viewer.export.exposure import pixels_of
from viewer.render.protocol import Appearance, Cut, Quality

PLACES = {"left": 12.0, "middle": 0.0, "right": -12.0}


@pytest.fixture
def flock() -> Iterator[Stage]:
    """Three red balls beside each other and a blue one below, in a picture that moves."""
    stage = Stage()
    for name, x in PLACES.items():
        stage.add(name, ball((x, 0.0, 0.0), 4.0), RED)
    stage.add("below", ball((0.0, 0.0, -12.0), 4.0), BLUE)
    stage.renderer.set_quality(Quality.MOVING)
    stage.pixels()
    stage.pixels()
    yield stage
    stage.plotter.close()


def bodies_drawn(stage: Stage) -> int:
    return sum(actor.GetVisibility() for actor in stage.plotter.renderer.GetActors())


@pytest.mark.parametrize("opacity", [1.0, 0.5])
def test_the_picture_is_the_same_with_fewer_bodies(opacity):
    stage = Stage()
    for name, x in PLACES.items():
        stage.add(name, ball((x, 0.0, 0.0), 4.0), faded(RED, opacity))
    stage.add("below", ball((0.0, 0.0, -12.0), 4.0), faded(BLUE, opacity))
    stage.renderer.set_quality(Quality.MOVING)
    together, count = stage.pixels(), bodies_drawn(stage)
    stage.renderer.bodies.flock.part()
    stage.plotter.render_window.Render()
    one_by_one = pixels_of(stage.plotter.render_window)[..., :3]
    assert (count, bodies_drawn(stage)) == (2, 4)
    assert np.array_equal(one_by_one, together)
    stage.renderer.set_quality(Quality.REST)
    stage.pixels()
    assert bodies_drawn(stage) == 4
    stage.plotter.close()


def test_one_that_is_hidden_painted_or_taken_away_meanwhile_is_seen_so(flock):
    flock.renderer.set_appearance("left", BLUE)
    flock.renderer.set_appearance("middle", Appearance(False, 1.0, "#d02020", "#20d020", "#20d020"))
    flock.renderer.remove("right")
    for _ in range(2):
        red, _, blue = flock.at(12.0)
        assert blue > red + 60
        assert list(flock.at(0.0)) == list(flock.at(-12.0)) == [255, 255, 255]


def test_one_that_is_shifted_or_cut_meanwhile_is_seen_so(flock):
    for name in ("left", "right"):
        flock.renderer.set_shift(name, (0.0, 0.0, 12.0))
    for _ in range(2):
        assert list(flock.at(12.0)) == list(flock.at(-12.0)) == [255, 255, 255]
        assert [255, 255, 255] not in (list(flock.at(12.0, 12.0)), list(flock.at(-12.0, 12.0)))
    flock.renderer.set_cut(Cut((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)))
    for _ in range(2):
        assert [list(flock.at(x)) != [255, 255, 255] for x in (2.0, -2.0)] == [False, True]


def test_each_is_picked_by_itself(flock):
    assert flock.renderer.pick(80 + 4 * 12, 80) == "left"
    assert flock.renderer.pick(80 - 4 * 12, 80) == "right"
    flock.pixels()
    assert bodies_drawn(flock) == 2


def test_members_are_made_into_a_body_once_whatever_it_looks_like_and_however_it_is_cut(flock):
    def drawn_together() -> list:
        return [group.body for group in flock.renderer.bodies.flock._groups]

    made = drawn_together()
    for name in PLACES:
        flock.renderer.set_appearance(name, faded(BLUE, 0.5))
        flock.renderer.set_shift(name, (0.0, 0.0, 2.0))
    blue = flock.at(0.0, 2.0)
    assert blue[2] > blue[0] + 30
    assert drawn_together() == made
    flock.renderer.set_appearance("left", RED)
    flock.pixels()
    assert drawn_together() != made
