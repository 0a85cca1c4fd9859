from collections.abc import Callable

import pytest

from meshes.anatomy.catalogue import load_catalogue
from viewer.actions.switches import SWITCHES
from viewer.actions.table import ACTIONS, BY_ID, MENUS
from viewer.actions.visibility import bone_opacity, set_bone_opacity
from viewer.model.scene import Scene
from viewer.model.viewpoint import Viewpoint
from viewer.model.visibility import ids_in_group, ids_in_range, ids_of_kind
from viewer.model.written.figure_file import load_figure


@pytest.fixture
def scene() -> Scene:
    return Scene(load_catalogue(), load_figure("default"))


def hide_some(scene: Scene) -> None:
    scene.hide(scene.shown[:1])


def undo_something(scene: Scene) -> None:
    hide_some(scene)
    scene.undo()


def come_close(scene: Scene) -> None:
    scene.set_viewpoint(Viewpoint((0, 1, 0), (0, 0, 1), (0, 0, 0), 50.0))


def keep_three(at: int) -> Callable[[Scene], None]:
    """Three scenes, of which one is current, and another view than theirs."""

    def run(scene: Scene) -> None:
        for number in range(3):
            scene.keep(f"Scene {number}")
        scene.go_to(at)
        scene.view_from("superior")

    return run


BEFORE = {
    "scenes.next": keep_three(1),
    "scenes.previous": keep_three(1),
    "scenes.earlier": keep_three(1),
    "scenes.later": keep_three(1),
    "scenes.delete": keep_three(1),
    "show.restore": lambda scene: scene.put_aside(scene.shown[:2]),
    "edit.redo": undo_something,
    "edit.reset": hide_some,
    "show.all": hide_some,
    "view.oblique": lambda scene: scene.view_from("left"),
    "view.frame": come_close,
    "apart.less": lambda scene: scene.explode(0.5),
    "show.kind": lambda scene: scene.hide(["bone.vertebra.L1"]),
    "palette.atlas": lambda scene: scene.set_palette("print"),
    "look.palette-colour": lambda scene: scene.set_colour(scene.shown, "#102030"),
}
"""What has to have happened for an action to have something to do."""


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_does_one_thing_that_undo_takes_back(scene: Scene, action) -> None:
    scene.set_section(None)
    scene.set_parameter("scale", 0.95)
    if action.id.startswith("section.") and not action.is_enabled(scene):
        BY_ID["section.on"].run(scene)
    BEFORE.get(action.id, lambda _: None)(scene)
    if action.id not in ("show.restore", "edit.redo"):
        scene.select(scene.shown[:3])
    heard: list[object] = []
    scene.changed.connect(heard.append)
    before = scene.state
    assert action.is_enabled(scene)
    action.run(scene)
    assert len(heard) == 1
    assert scene.state != before
    if action.id not in ("edit.undo", "edit.redo"):
        assert scene.undo_name == heard[0].verb == (action.step or scene.undo_name)
        scene.undo()
        assert scene.state == before


@pytest.mark.parametrize(
    "action",
    [action for action in ACTIONS if action.is_checked and action.id.split(".")[0] in ("switch", "overlay")],
    ids=lambda action: action.id,
)
def test_a_switch_turned_twice_is_where_it_was(scene: Scene, action) -> None:
    before = action.is_checked(scene)
    action.run(scene)
    assert action.is_checked(scene) != before
    action.run(scene)
    assert action.is_checked(scene) == before


def test_the_switches_together_reach_every_structure_of_the_catalogue_once(scene: Scene) -> None:
    reached = [each for switch in SWITCHES for each in switch.ids(scene)]
    assert sorted(reached) == sorted(scene.catalogue.structures)


def test_key_1_turns_the_anterior_internal_plexus_with_its_anastomoses_and_nothing_else(scene: Scene) -> None:
    action = next(action for action in ACTIONS if action.keys == ("1",))
    before = set(scene.shown)
    action.run(scene)
    gone = before - set(scene.shown)
    assert gone == set(ids_in_group(scene.catalogue, "anterior-internal")) & before
    assert any(each.startswith("vein.internal.transverse") for each in gone)


def test_keys_1_to_4_are_the_four_plexuses() -> None:
    groups = {action.keys[0]: action.id for action in ACTIONS if action.id.startswith("switch.")}
    assert [groups[key] for key in "1234"] == [
        "switch.anterior-internal",
        "switch.posterior-internal",
        "switch.anterior-external",
        "switch.posterior-external",
    ]


def test_ids_keys_and_menus_are_in_order() -> None:
    keys = [key for action in ACTIONS for key in action.keys]
    assert len(set(keys)) == len(keys)
    assert {action.menu for action in ACTIONS} == set(MENUS)
    assert set(BY_ID) == {action.id for action in ACTIONS}
    assert all(action.status.endswith(".") and not action.text.endswith(".") for action in ACTIONS)


def test_the_edit_menu_tells_steps_apart_by_the_words_of_their_verbs() -> None:
    steps = [action.step for action in ACTIONS if action.step]
    assert len(set(steps)) == len(steps)
    assert all(action.text.casefold() in action.step.casefold() for action in ACTIONS if action.step)
    by_scene = {action.id for action in ACTIONS if not action.step}
    rest = {key for key in by_scene if key.split(".")[0] not in ("figure", "scenes")}
    assert rest == {"section.on", "apart.on"}, "on and off are told apart by the scene"


def test_a_name_given_to_steps_holds_within_its_context_alone(scene: Scene) -> None:
    with scene.called("Lesson"):
        BY_ID["show.solid"].run(scene)
        assert scene.undo_name == "Lesson", "the outermost knows what was asked for"
    set_bone_opacity(scene, 0.4)
    assert scene.undo_name == "Opacity of bone"
    scene.set_opacity(["disc.T12-L1"], 0.4)
    assert scene.undo_name == "Opacity"


def test_bone_opacity_is_cut_off_at_both_ends(scene: Scene) -> None:
    set_bone_opacity(scene, 1.7)
    assert bone_opacity(scene) == 1.0
    assert not BY_ID["bone.denser"].is_enabled(scene)
    set_bone_opacity(scene, -1.0)
    assert bone_opacity(scene) == 0.0
    assert not BY_ID["bone.clearer"].is_enabled(scene)
    bones = set(ids_of_kind(scene.catalogue, "bone"))
    assert all(scene.state.looks[each].opacity > 0.0 for each in scene.state.looks.keys() - bones)


def test_the_kind_of_the_selection_is_its_family_and_nothing_else(scene: Scene) -> None:
    bones = set(ids_in_group(scene.catalogue, "vertebra"))
    scene.select(["bone.vertebra.T12"])
    veins = {key for key in scene.shown if key.startswith("vein")}
    BY_ID["show.only-of-kind"].run(scene)
    assert set(scene.shown) & bones == {"bone.vertebra.T12"}
    assert veins <= set(scene.shown)
    BY_ID["show.restore"].run(scene)
    scene.hide(bones)
    scene.hide(["disc.T12-L1"])
    BY_ID["show.kind"].run(scene)
    assert bones & set(ids_in_range(scene.catalogue, scene.state.levels)) <= set(scene.shown)
    assert "disc.T12-L1" not in scene.shown


def test_swapping_twice_changes_nothing_and_once_all_of_these_levels(scene: Scene) -> None:
    scene.hide(["disc.T12-L1"])
    before, shown = scene.state.looks, set(scene.shown)
    BY_ID["show.invert"].run(scene)
    assert set(scene.shown) == set(ids_in_range(scene.catalogue, scene.state.levels)) - shown
    assert "disc.T12-L1" in scene.shown
    assert scene.state.looks["bone.vertebra.C3"].visible
    BY_ID["show.invert"].run(scene)
    assert scene.state.looks == before


def test_the_selection_alone_grows_clearer_and_denser(scene: Scene) -> None:
    scene.select(["disc.T12-L1"])
    scene.set_opacity(["disc.T12-L1"], 0.95)
    BY_ID["look.denser"].run(scene)
    assert scene.state.looks["disc.T12-L1"].opacity == 1.0
    BY_ID["look.clearer"].run(scene)
    assert scene.state.looks["disc.T12-L1"].opacity == pytest.approx(0.9)
    assert scene.state.looks["disc.T11-T12"].opacity != pytest.approx(0.9)
