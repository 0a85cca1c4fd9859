import numpy as np
import pytest

from tests.viewer.small_atlas import ANTERIOR, BONES, DISC, small_catalogue
from viewer.model.motion import KINDS, Stage, moments, moving
from viewer.model.scene import Scene
from viewer.model.section import section_facing
from viewer.model.viewpoint import Viewpoint, looking_from

CATALOGUE = small_catalogue()
CLOUD = np.random.default_rng(3).normal(size=(300, 3)) * [20.0, 35.0, 60.0] + [5.0, -40.0, 900.0]
POINTS = {DISC: CLOUD, BONES[0]: CLOUD + [0.0, 0.0, 30.0], ANTERIOR[1]: CLOUD - [0.0, 0.0, 30.0]}
CLOSE = Viewpoint((0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (3.0, 4.0, 5.0), 40.0)


def stage(viewpoint=None, section=None, explosion: float = 0.0) -> Stage:
    scene = Scene(CATALOGUE)
    scene.set_levels("T11", "L1")
    scene.set_viewpoint(viewpoint or looking_from((0.6, 0.8, 0.3)))
    scene.set_section(section)
    scene.explode(explosion)
    return Stage(CATALOGUE, scene.state, POINTS, 1.5)


def seen(view: Viewpoint, points: np.ndarray) -> np.ndarray:
    """Where a perspective shows points, right and up in parts of the picture's height."""
    up, back = np.array(view.up), np.array(view.direction)
    offset = (points - view.centre) @ np.array([np.cross(up, back), up, back]).T
    return offset[:, :2] / view.height_mm * (view.distance_mm / (view.distance_mm - offset[:, 2]))[:, None]


@pytest.mark.parametrize("kind", KINDS)
def test_the_end_is_the_beginning(kind: str) -> None:
    at = moving(kind, stage())
    assert at(0.0) == at(1.0)
    assert len({repr(at(moment)) for moment in (0.0, 0.1, 0.25, 0.5)}) == 4


@pytest.mark.parametrize("frames", [2, 7, 24])
def test_a_loop_has_no_frame_twice_and_even_steps(frames: int) -> None:
    at = moving("turntable", stage())
    directions = np.array([at(moment).viewpoint.direction for moment in moments(frames)])
    steps = np.einsum("ij,ij->i", directions, np.roll(directions, -1, axis=0))
    np.testing.assert_allclose(steps, steps[0], atol=1e-8)
    assert len(np.unique(directions.round(6), axis=0)) == frames


def test_the_near_side_goes_to_the_right_as_when_it_is_spun() -> None:
    at = moving("turntable", stage(CLOSE))
    near = np.array([[3.0, 14.0, 5.0]])
    assert seen(at(0.0).viewpoint, near)[0, 0] == pytest.approx(0.0, abs=1e-9)
    assert seen(at(0.05).viewpoint, near)[0, 0] > 0.01


@pytest.mark.parametrize("direction", [(0.6, 0.8, 0.3), (0.0, 0.0, 1.0), (0.1, 0.2, -1.0)])
def test_a_turning_column_stays_in_the_picture_and_about_its_axis(direction) -> None:
    at = moving("turntable", stage(looking_from(direction)))
    everything = np.concatenate(list(POINTS.values()))
    axis = (everything.min(axis=0) + everything.max(axis=0)) / 2.0
    first = seen(at(0.0).viewpoint, axis[None])
    for moment in moments(16):
        view = at(moment).viewpoint
        assert view.height_mm == at(0.0).viewpoint.height_mm
        right, up = np.abs(seen(view, everything)).max(axis=0)
        assert right <= 0.5 * 1.5 + 1e-6
        assert up <= 0.5 + 1e-6
        np.testing.assert_allclose(seen(view, axis[None]), first, atol=1e-6)


def test_a_close_look_keeps_its_height_and_turns_about_its_own_middle() -> None:
    at = moving("turntable", stage(CLOSE))
    assert {at(moment).viewpoint.centre for moment in moments(5)} == {CLOSE.centre}
    assert {at(moment).viewpoint.height_mm for moment in moments(5)} == {40.0}


def test_taking_apart_goes_all_the_way_and_the_eye_rests_where_all_stays_in_sight() -> None:
    at = moving("explode", stage(explosion=0.3))
    assert [at(moment).explosion for moment in (0.0, 0.5)] == [0.0, 1.0]
    assert len({at(moment).viewpoint for moment in moments(9)}) == 1
    for amount in (0.0, 0.5, 1.0):
        right, up = np.abs(seen(at(0.0).viewpoint, stage().placed(amount))).max(axis=0)
        assert (right <= 0.75 + 1e-6) and (up <= 0.5 + 1e-6)


@pytest.mark.parametrize(("plane", "axis"), [("sagittal", 0), ("coronal", 1), ("axial", 2), (None, 0)])
@pytest.mark.parametrize("eye", [(0.6, 0.8, 0.3), (-0.6, -0.8, -0.3)])
def test_a_section_comes_from_the_side_of_the_eye_and_takes_nothing_at_first(plane, axis, eye) -> None:
    at = moving("section", stage(looking_from(eye)), plane)
    everything = np.concatenate(list(POINTS.values()))
    gone = {}
    for moment in (0.0, 0.25, 0.5):
        section = at(moment).section
        assert np.flatnonzero(section.normal).tolist() == [axis]
        assert np.dot(section.normal, eye) > 0.0
        gone[moment] = ((everything - section.point()) @ section.normal > 0.0).mean()
    assert gone[0.0] == 0.0
    assert 0.0 < gone[0.25] < gone[0.5] < 1.0


def test_a_scene_that_is_cut_keeps_its_plane() -> None:
    own = section_facing((1.0, 1.0, 0.0))
    assert moving("section", stage(section=own))(0.5).section.normal == own.normal


def test_other_words_are_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="turntable"):
        moving("dance", stage())
    with pytest.raises(ValueError, match="axial"):
        moving("section", stage(), "oblique")
