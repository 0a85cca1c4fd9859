"""Many bodies cut at once: nearly the picture at once, exactly the picture in the end."""

from collections.abc import Iterator

import numpy as np
import pytest

from tests.render.test_pyvista_renderer import BLUE, FRONT, RED, Stage, faded
from tests.viewer.render.test_flock import bodies_drawn
from tests.viewer.small_atlas import ball
from viewer.render import closing, stand_ins
from viewer.render.protocol import Box, Cut, Quality
from viewer.render.pyvista_renderer import PyVistaRenderer

PLACES = ((-8.0, 8.0), (8.0, 8.0), (-8.0, -8.0), (8.0, -8.0))
FRONT_HALF = Cut((0.0, 0.0, 0.0), (0.0, -1.0, 0.0))
BOX = Box((((-9.0, 0, 0), (-1.0, 0, 0)), ((9.0, 0, 0), (1.0, 0, 0)), ((0, 0, 9.0), (0, 0, 1.0))))


def filled(stage: Stage, opacity: float = 1.0) -> Stage:
    for number, (x, z) in enumerate(PLACES):
        stage.add(f"ball {number}", ball((x, 0.0, z), 6.0), faded(RED if number else BLUE, opacity), "bone")
    return stage


class Patient(Stage):
    """The stage of a window, that has time to spare later."""

    def __init__(self) -> None:
        super().__init__()
        self.renderer = PyVistaRenderer(self.plotter, is_patient=True)
        self.renderer.set_backdrop("#ffffff", "#ffffff")
        self.renderer.set_viewpoint(FRONT)


@pytest.fixture
def patient(monkeypatch) -> Iterator[Stage]:
    """Four balls in a picture that has no time for any exact cut at first."""
    monkeypatch.setattr(closing, "MANY", 0)
    monkeypatch.setattr(closing, "FEW", 0)
    stage = filled(Patient())
    yield stage
    stage.plotter.close()


def exact(opacity: float = 1.0, cut: Cut | None = FRONT_HALF, box: Box | None = None) -> np.ndarray:
    stage = filled(Stage(), opacity)
    stage.renderer.set_cut(cut)
    stage.renderer.set_box(box)
    found = stage.pixels()
    stage.plotter.close()
    return found


def close_all(stage: Stage) -> int:
    """Give it time until all is cut, and tell in how many helpings."""
    helpings = 0
    while stage.renderer.finishing.closing.left and helpings < 100:
        stage.renderer.finishing.prepare(0.0001)
        helpings += 1
    return helpings


@pytest.mark.parametrize("opacity", [1.0, 0.4])
@pytest.mark.parametrize(("cut", "box"), [(FRONT_HALF, None), (None, BOX), (FRONT_HALF, BOX)])
def test_what_was_cut_roughly_is_in_the_end_what_is_cut_exactly(patient, opacity, cut, box):
    for number in range(4):
        patient.renderer.set_appearance(f"ball {number}", faded(RED if number else BLUE, opacity))
    wanted = []
    patient.renderer.finishing.wants_time = lambda: wanted.append(1)
    patient.renderer.set_cut(cut)
    patient.renderer.set_box(box)
    patient.pixels()
    assert patient.renderer.finishing.closing.left == patient.renderer.finishing.closing.total == 4
    assert wanted
    assert close_all(patient) == 4, "a helping too short for two does one"
    assert np.array_equal(patient.pixels(), exact(opacity, cut, box))


def test_the_rough_picture_shows_cut_faces_where_they_will_be(patient):
    patient.renderer.set_cut(FRONT_HALF)
    rough = patient.pixels()
    assert patient.renderer.finishing.closing.left == 4
    far = np.abs(rough - exact()).max(axis=-1) > 24
    # The bands along the edges are missing, and nothing else.
    assert far.mean() < 0.02
    patient.renderer.set_cut(Cut((0.0, 0.0, 0.0), (0.0, 1.0, 0.0)))
    assert (np.abs(patient.pixels() - rough).max(axis=-1) > 24).mean() > 0.2


def test_what_is_rough_follows_its_shift_and_becomes_whole_again(patient):
    whole = patient.pixels()
    patient.renderer.set_cut(Cut((0.0, 0.0, 8.0), (0.0, 0.0, 1.0)))
    patient.pixels()
    patient.renderer.set_shift("ball 1", (0.0, 0.0, 3.0))
    assert list(patient.at(8.0, 10.0)) != [255, 255, 255]
    assert list(patient.at(8.0, 12.0)) == list(patient.at(-8.0, 9.0)) == [255, 255, 255]
    patient.renderer.set_shift("ball 1", (0.0, 0.0, 0.0))
    patient.renderer.set_cut(None)
    assert np.array_equal(patient.pixels(), whole)
    assert not patient.renderer.finishing.closing.left


def test_closing_starts_over_when_the_cut_moves_and_waits_while_things_move(patient):
    patient.renderer.set_cut(FRONT_HALF)
    patient.pixels()
    patient.renderer.finishing.prepare(0.0001)
    assert patient.renderer.finishing.closing.left == 3
    patient.renderer.set_cut(Cut((0.0, 1.0, 0.0), (0.0, -1.0, 0.0)))
    patient.pixels()
    assert patient.renderer.finishing.closing.left == 4
    patient.renderer.set_quality(Quality.MOVING)
    patient.pixels()
    assert not patient.renderer.finishing.prepare(1.0)
    assert patient.renderer.finishing.closing.left == 4
    patient.renderer.set_quality(Quality.REST)
    patient.pixels()
    close_all(patient)
    assert np.array_equal(patient.pixels(), exact(cut=Cut((0.0, 1.0, 0.0), (0.0, -1.0, 0.0))))


def test_closing_that_is_called_off_stays_so_until_there_is_another_cut(patient):
    patient.renderer.set_cut(FRONT_HALF)
    rough = patient.pixels()
    patient.renderer.finishing.call_off_closing()
    assert np.array_equal(patient.pixels(), rough)
    assert not patient.renderer.finishing.closing.left
    patient.renderer.set_cut(Cut((0.0, 1.0, 0.0), (0.0, -1.0, 0.0)))
    patient.pixels()
    assert patient.renderer.finishing.closing.left == 4


def test_what_moves_and_rests_in_turns_is_cut_once(patient, monkeypatch):
    monkeypatch.setattr(stand_ins, "MOVING_TRIANGLES", 1)
    stand_ins.prepare(patient.renderer.bodies.visible, 60.0)
    patient.renderer.set_cut(FRONT_HALF)
    patient.pixels()
    close_all(patient)
    resting = patient.pixels()
    patient.renderer.set_quality(Quality.MOVING)
    assert not np.array_equal(patient.pixels(), resting)
    alike = [one for one in patient.renderer.bodies.visible if one.id != "ball 0"]
    assert all(one.is_ready(1.0, (FRONT_HALF,)) for one in alike), "there is nothing to load"
    patient.renderer.set_quality(Quality.REST)
    assert np.array_equal(patient.pixels(), resting)
    assert not patient.renderer.finishing.closing.left


def test_alike_bodies_that_are_cut_roughly_move_as_one(patient):
    patient.renderer.set_cut(FRONT_HALF)
    patient.renderer.set_quality(Quality.MOVING)
    together = patient.pixels()
    assert bodies_drawn(patient) == 2
    patient.renderer.set_quality(Quality.REST)
    assert np.array_equal(patient.pixels(), together)
    assert bodies_drawn(patient) == 4


@pytest.fixture
def heavy(patient, monkeypatch) -> Stage:
    """The same, seen and with stand-ins, where a single body is too much for one picture."""
    monkeypatch.setattr(stand_ins, "MOVING_TRIANGLES", 1)
    stand_ins.prepare(patient.renderer.bodies.visible, 60.0)
    patient.pixels()
    monkeypatch.setattr(closing, "TOO_MANY_TRIANGLES", 0)
    monkeypatch.setattr(closing, "LOADED_AT_ONCE", 1)
    return patient


def pictures_until_over(stage: Stage) -> list[np.ndarray]:
    """Give it time until nothing is left, and keep what it shows on the way."""
    shown = [stage.pixels()]
    while not stage.renderer.finishing.closing.is_over and len(shown) < 100:
        stage.renderer.finishing.prepare(0.0001)
        shown.append(stage.pixels())
    return shown


def test_a_heavy_picture_is_light_at_once_and_full_in_the_end(heavy):
    whole = heavy.pixels()
    heavy.renderer.set_cut(FRONT_HALF)
    light = heavy.pixels()
    assert bodies_drawn(heavy) == 2, "three alike are one"
    assert heavy.renderer.finishing.closing.left == 4
    assert (np.abs(light - exact()).max(axis=-1) > 24).mean() < 0.06, "cut as it will be"
    assert np.array_equal(pictures_until_over(heavy)[-1], exact())
    heavy.renderer.set_cut(None)
    heavy.pixels()
    assert bodies_drawn(heavy) == 2
    assert np.array_equal(pictures_until_over(heavy)[-1], whole)


def test_what_is_light_is_picked_as_it_is_cut(heavy):
    heavy.renderer.set_cut(Cut((0.0, 0.0, 8.0), (0.0, 0.0, 1.0)))
    light = heavy.pixels()
    assert heavy.renderer.pick(80 + 4 * 8, 80 + 4 * 6) == "ball 1"
    assert heavy.renderer.pick(80 + 4 * 8, 80 + 4 * 11) is None
    assert np.array_equal(heavy.pixels(), light)


def test_a_light_picture_that_is_painted_or_called_off_shows_it(heavy):
    heavy.renderer.set_cut(Cut((0.0, 0.0, 8.0), (0.0, 0.0, 1.0)))
    heavy.pixels()
    heavy.renderer.set_appearance("ball 1", BLUE)
    red, _, blue = heavy.at(8.0, 5.0)
    assert blue > red + 60
    heavy.renderer.finishing.call_off_closing()
    last = pictures_until_over(heavy)[-1]
    assert bodies_drawn(heavy) == 4
    assert list(last[80 - 4 * 10, 80 + 4 * 8]) == [255, 255, 255]
    assert all(one.rough_cuts for one in heavy.renderer.bodies.visible if one.bounds[5] > 8.0)


def test_what_was_never_seen_comes_into_a_heavy_picture_one_by_one(monkeypatch):
    monkeypatch.setattr(closing, "TOO_MANY_TRIANGLES", 0)
    monkeypatch.setattr(closing, "LOADED_AT_ONCE", 1)
    monkeypatch.setattr(stand_ins, "MOVING_TRIANGLES", 1)
    stage = filled(Patient())
    shown = pictures_until_over(stage)
    covered = [int((picture != 255).any(axis=-1).sum()) for picture in shown]
    assert covered[0] == 0
    assert len(set(covered)) == 5
    assert np.array_equal(shown[-1], exact(cut=None))
    stage.plotter.close()


def test_names_are_not_looked_for_in_what_is_cut_away(patient):
    patient.renderer.set_cut(FRONT_HALF)
    patient.pixels()
    for cloud in patient.renderer.clouds().values():
        assert len(cloud.points)
        assert cloud.points[:, 1].min() >= 0.0
    x, y = 80 - 4 * 8, 80 + 4 * 8
    found = patient.renderer.pick_surface(x, y)
    assert found is not None
    assert found[0][1] > 1.0, "the far wall, from within"
