import numpy as np
import pytest

from meshes.anatomy.catalogue import UnknownName, load_catalogue
from meshes.anatomy.levels import LEVELS
from meshes.column.posture import level_poses
from tests.viewer.small_atlas import BONES, DISC, small_catalogue
from viewer.model.palette import load_palette
from viewer.model.scene import Scene
from viewer.model.section import NAMED_SECTIONS
from viewer.model.written.figure_file import FaultyFigure, UnknownFigure, figures, load_figure, read_figure

TEXT = """
title = "Two levels"
caption = "Cut open."
levels = "T11:T12"
[view]
name = "left"
parallel = true
zoom = 1.5
[section]
name = "median"
offset_mm = 2
spared = ["vein.basivertebral"]
[overlays]
legend = false
[[look]]
structures = "bone"
opacity = 0.25
[[look]]
structures = "bone.vertebra.T12"
visible = false
"""


def test_later_rules_win_and_leave_other_fields_alone():
    scene = Scene(small_catalogue(), read_figure("two", TEXT))
    looks = scene.state.looks
    assert (looks[BONES[0]].visible, looks[BONES[0]].opacity) == (True, 0.25)
    assert (looks[BONES[1]].visible, looks[BONES[1]].opacity) == (False, 0.25)
    assert looks[DISC].opacity == 1.0


def test_view_section_levels_and_overlays_are_read():
    figure = read_figure("two", TEXT)
    assert figure.levels == ("T11", "T12")
    assert figure.viewpoint.is_parallel
    assert figure.viewpoint.zoom == 1.5
    assert figure.section.normal == NAMED_SECTIONS["median"].normal
    assert figure.section.offset_mm == 2.0
    assert figure.section.spared == ("vein.basivertebral",)
    assert not figure.overlays.legend


def test_applying_a_figure_is_one_step():
    scene = Scene(small_catalogue())
    start = scene.state
    scene.select(BONES)
    scene.apply(read_figure("two", TEXT))
    assert scene.state.selection == ()
    scene.undo()
    scene.undo()
    assert scene.state == start


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('levels = "T11:T12"', 'levels = "T11:Q9"', "Q9"),
        ('title = "Two levels"', "", "title"),
        ("opacity = 0.25", "opaqueness = 0.25", "opaqueness"),
        ('name = "median"', 'name = "skew"', "skew"),
        ("legend = false", "legends = false", "legends"),
    ],
)
def test_a_faulty_figure_says_what_is_wrong(old, new, words):
    with pytest.raises(FaultyFigure, match=f"two.*{words}"):
        read_figure("two", TEXT.replace(old, new))


def test_a_figure_of_something_unknown_is_refused():
    figure = read_figure("two", TEXT.replace('structures = "bone"', 'structures = "bone.tail"'))
    with pytest.raises(UnknownName):
        figure.state(small_catalogue())


def test_the_nearest_figure_names_are_offered():
    with pytest.raises(UnknownFigure, match="gray-579"):
        load_figure("grey-579")


@pytest.mark.parametrize(
    ("direction", "upward"), [("[1.0, 0.5, 0.32]", [0, 0, 1]), ("[0.0, 0.0, 1.0]", [0, -1, 0])]
)
def test_a_direction_without_up_does_not_roll_the_picture(direction, upward):
    view = read_figure("two", TEXT.replace('name = "left"', f"direction = {direction}")).viewpoint
    assert np.cross(view.up, view.direction) @ upward == pytest.approx(0.0, abs=1e-8)
    assert np.dot(view.up, upward) > 0.9


@pytest.mark.parametrize("name", figures())
def test_the_spine_stands_upright_in_every_figure(name):
    view = load_figure(name).viewpoint
    upward = [0, 0, 1] if abs(view.direction[2]) < 0.9 else [0, -1, 0]
    # Up to three degrees may level the endplates of the one or two vertebrae a figure shows.
    assert abs(np.cross(view.up, view.direction) @ upward) <= np.sin(np.radians(3.0))


def test_the_axial_figure_looks_along_the_axis_of_its_vertebra():
    figure = load_figure("axial-ring")
    axis = level_poses()[figure.levels[0]].apply_direction([0.0, 0.0, 1.0])
    assert np.dot(figure.viewpoint.direction, axis) > np.cos(np.radians(1.0))


def test_the_window_in_the_back_is_level_with_the_posterior_walls():
    figure, poses = load_figure("posterior-window"), level_poses()
    first, last = (LEVELS.index(level) for level in figure.levels)
    # Of the last level only the disc above it is shown.
    upper, lower = (poses[LEVELS[each]].translation for each in (first, last - 1))
    along = (upper - lower) / np.linalg.norm(upper - lower)
    assert figure.section.normal @ along == pytest.approx(0.0, abs=np.sin(np.radians(1.0)))


def test_the_window_in_the_back_shows_no_veins_that_others_cover():
    scene = Scene(load_catalogue(), load_figure("posterior-window"))
    hidden = scene.catalogue.select("vein.basivertebral")
    assert not set(hidden) & set(scene.shown)


@pytest.mark.parametrize("name", figures())
def test_every_figure_on_disk_fits_the_catalogue_and_its_palette(name):
    figure = load_figure(name)
    scene = Scene(load_catalogue(), figure)
    assert scene.shown
    assert figure.title
    assert figure.caption.endswith(".")
    palette = load_palette(figure.palette)
    groups = {scene.catalogue.structures[each].group for each in scene.shown}
    assert groups <= palette.groups.keys() | palette.tissues.keys() | palette.alike.keys()
    if figure.section:
        for pattern in figure.section.spared:
            assert scene.catalogue.select(pattern)
