"""Parameters and seed as part of a scene: one step a verb or drag, undone with everything else."""

import pytest

from meshes.anatomy.parameters import OutsideRange, UnknownParameter
from tests.viewer.small_atlas import small_catalogue
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.written.figure_file import load_figure, read_figure


@pytest.fixture
def scene() -> Scene:
    return Scene(small_catalogue())


@pytest.fixture
def heard(scene) -> list[Change]:
    changes: list[Change] = []
    scene.changed.connect(changes.append)
    return changes


def test_a_parameter_is_one_step_and_one_signal(scene, heard):
    scene.set_parameter("lordosis", 50)
    assert scene.state.parameters == {"lordosis": 50.0}
    assert [change.kinds for change in heard] == [frozenset({Kind.INDIVIDUAL})]
    assert scene.undo_name == "Lumbar lordosis"
    scene.undo()
    assert scene.state.parameters == {}
    assert heard[-1].kinds == {Kind.INDIVIDUAL}


def test_a_drag_is_one_step_and_another_parameter_another(scene):
    for value in (59.0, 55.0, 50.0):
        scene.set_parameter("lordosis", value, is_drag=True)
    for value in (39.0, 35.0):
        scene.set_parameter("kyphosis", value, is_drag=True)
    scene.undo()
    assert scene.state.parameters == {"lordosis": 50.0}
    scene.undo()
    assert scene.state.parameters == {}


def test_the_published_value_is_no_parameter(scene, heard):
    scene.set_parameter("waist", 1.1)
    scene.set_parameter("waist", 1.0)
    assert scene.state.parameters == {}
    scene.set_parameter("waist", 1.0)
    assert len(heard) == 2


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [("lordosis", 200.0, OutsideRange), ("lordoses", 50.0, UnknownParameter)],
)
def test_what_cannot_be_leaves_the_scene_alone(scene, heard, name, value, fault):
    with pytest.raises(fault):
        scene.set_parameter(name, value)
    with pytest.raises(fault):
        scene.set_parameters({name: value})
    assert heard == [] and scene.undo_name is None


def test_a_seed_is_undone_and_never_negative(scene, heard):
    scene.set_seed(7)
    with pytest.raises(ValueError, match="from 0"):
        scene.set_seed(-1)
    assert scene.state.seed == 7
    scene.undo()
    assert scene.state.seed == 1
    assert [change.kinds for change in heard] == 2 * [frozenset({Kind.INDIVIDUAL})]


def test_a_named_figure_keeps_the_individual_and_a_reset_does_not():
    scene = Scene(small_catalogue())
    scene.set_parameters({"scale": 0.95})
    scene.set_seed(4)
    scene.apply(read_figure("x", 'title = "X"\ncaption = "x"\nlevels = "T11:L1"'))
    assert (scene.state.parameters, scene.state.seed) == ({"scale": 0.95}, 4)
    scene.reset()
    assert (scene.state.parameters, scene.state.seed) == ({}, 1)


def test_composed_figures_are_of_nobody_in_particular():
    assert load_figure("default").parameters is None
    assert load_figure("default").seed is None
