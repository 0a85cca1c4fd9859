import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from meshes.anatomy.levels import UnknownLevel
from tests.viewer.small_atlas import ANTERIOR, BONES, DISC, small_catalogue
from viewer.model.change import Change, Kind
from viewer.model.history import LONGEST_HISTORY, History
from viewer.model.look import FADED_OPACITY
from viewer.model.overlays import Overlays
from viewer.model.scene import Scene
from viewer.model.section import NAMED_SECTIONS
from viewer.model.viewpoint import NAMED_VIEWS
from viewer.model.written.figure_file import read_figure


@pytest.fixture
def scene() -> Scene:
    return Scene(small_catalogue())


@pytest.fixture
def news(scene: Scene) -> list[Change]:
    heard: list[Change] = []
    scene.changed.connect(heard.append)
    return heard


def random_verbs(dice: random.Random) -> list[Callable[[Scene], None]]:
    def some(scene: Scene) -> list[str]:
        return dice.sample(list(scene.catalogue.structures), dice.randint(0, 4))

    def drag(scene: Scene) -> None:
        for _ in range(3):
            scene.set_opacity(BONES, dice.random(), is_drag=True)

    def turn(scene: Scene) -> None:
        for name in dice.sample(list(NAMED_VIEWS), 3):
            scene.set_viewpoint(NAMED_VIEWS[name], is_drag=True)
        scene.end_drag()

    return [
        drag,
        turn,
        lambda scene: scene.toggle(some(scene)),
        lambda scene: scene.hide(some(scene)),
        lambda scene: scene.put_aside(some(scene)),
        lambda scene: scene.isolate(some(scene)),
        Scene.restore,
        Scene.show_all,
        lambda scene: scene.fade_others(some(scene)),
        lambda scene: scene.set_colour(some(scene), dice.choice(("#102030", None))),
        lambda scene: scene.select(some(scene), extend=dice.random() < 0.5),
        lambda scene: scene.set_levels(*dice.choices(("T11", "T12", "L1"), k=2)),
        lambda scene: scene.view_from(dice.choice(list(NAMED_VIEWS))),
        lambda scene: scene.set_section(dice.choice((None, NAMED_SECTIONS["median"]))),
        lambda scene: scene.set_overlays(Overlays(legend=dice.random() < 0.5)),
        Scene.reset,
        Scene.undo,
        Scene.redo,
        lambda scene: scene.hover(dice.choice((None, DISC))),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_undoing_everything_restores_the_start_whatever_was_done(scene: Scene, seed: int) -> None:
    dice = random.Random(seed)
    start = scene.state
    for _ in range(60):
        dice.choice(random_verbs(dice))(scene)
    end = scene.state
    steps = 0
    while scene.undo_name:
        scene.undo()
        steps += 1
    assert scene.state == start
    for _ in range(steps):
        scene.redo()
    assert scene.state == end


@pytest.mark.parametrize("seed", range(5))
def test_redoing_everything_returns_to_where_undo_began(scene: Scene, seed: int) -> None:
    dice = random.Random(seed)
    verbs = [verb for verb in random_verbs(dice) if verb not in (Scene.undo, Scene.redo)]
    for _ in range(40):
        dice.choice(verbs)(scene)
    end = scene.state
    while scene.undo_name:
        scene.undo()
    while scene.redo_name:
        scene.redo()
    assert scene.state == end


@pytest.mark.parametrize("seed", range(5))
def test_a_verb_tells_at_most_once_and_only_of_what_differs(
    scene: Scene, news: list[Change], seed: int
) -> None:
    dice = random.Random(seed)
    plain = [verb for verb in random_verbs(dice) if verb.__name__ not in ("drag", "turn")]
    for _ in range(80):
        before, heard = scene.state, len(news)
        hovered = scene.hovered
        dice.choice(plain)(scene)
        differs = scene.state != before or scene.hovered != hovered
        told = news[heard:]
        if not differs:
            # A fitted view may have been framed on what is no longer all that is shown.
            assert not told or [each.kinds for each in told] == [{Kind.VIEWPOINT}]
            assert not told or scene.state.viewpoint.is_fitted
        else:
            assert len(told) == 1
            ids = {key for key, look in scene.state.looks.items() if before.looks[key] != look}
            assert ids <= news[-1].ids


def test_toggling_a_partly_visible_group_shows_all_of_it(scene: Scene) -> None:
    scene.hide(ANTERIOR[:1])
    scene.toggle(ANTERIOR)
    assert all(scene.state.looks[each].visible for each in ANTERIOR)
    scene.toggle(ANTERIOR)
    assert not any(scene.state.looks[each].visible for each in ANTERIOR)


def test_a_pulled_slider_is_one_undo_step_and_release_ends_it(scene: Scene) -> None:
    for opacity in (0.8, 0.5, 0.3):
        scene.set_opacity(BONES, opacity, is_drag=True)
    scene.end_drag()
    scene.set_opacity(BONES, 0.1, is_drag=True)
    scene.undo()
    assert scene.state.looks[BONES[0]].opacity == 0.3
    scene.undo()
    assert scene.state.looks[BONES[0]].opacity == 1.0
    assert scene.undo_name is None


def test_a_drag_that_returns_to_its_start_leaves_nothing_to_undo(scene: Scene) -> None:
    scene.set_opacity(BONES, 0.4, is_drag=True)
    scene.set_opacity(BONES, 1.0, is_drag=True)
    assert scene.undo_name is None


def test_turning_the_camera_can_be_undone(scene: Scene) -> None:
    start = scene.state.viewpoint
    scene.set_viewpoint(NAMED_VIEWS["left"], is_drag=True)
    scene.set_viewpoint(NAMED_VIEWS["right"], is_drag=True)
    scene.undo()
    assert scene.state.viewpoint == start
    scene.redo()
    assert scene.state.viewpoint == NAMED_VIEWS["right"]


def test_a_new_verb_forgets_what_was_undone(scene: Scene) -> None:
    scene.hide(BONES)
    scene.undo()
    scene.fade(BONES)
    assert scene.redo_name is None
    assert scene.state.looks[BONES[0]].opacity == FADED_OPACITY


def test_restore_brings_back_what_isolate_took_and_no_more(scene: Scene) -> None:
    scene.hide([DISC])
    scene.isolate(ANTERIOR)
    assert set(scene.shown) == set(ANTERIOR)
    scene.restore()
    assert set(scene.shown) == scene.catalogue.structures.keys() - {DISC}


def test_hiding_the_selection_clears_it(scene: Scene) -> None:
    scene.select(BONES[:2])
    scene.put_aside(scene.state.selection)
    assert scene.state.selection == ()
    assert scene.state.set_aside == frozenset(BONES[:2])


def test_levels_hide_what_lies_outside_and_a_disc_needs_both_neighbours(scene: Scene) -> None:
    scene.set_levels("L1", "T12")
    assert scene.state.levels == ("T12", "L1")
    assert "bone.vertebra.T12" in scene.shown
    assert "bone.vertebra.T11" not in scene.shown
    assert DISC not in scene.shown


def test_what_leaves_the_range_leaves_the_selection_and_undo_brings_both_back(scene: Scene) -> None:
    scene.select([BONES[0], DISC, BONES[2]])
    scene.set_levels("T12", "L1")
    assert scene.state.selection == (BONES[2],)
    scene.undo()
    assert scene.state.selection == (BONES[0], DISC, BONES[2])
    assert scene.state.levels == ("T11", "L1")


@pytest.mark.parametrize(
    "verb",
    [
        lambda scene: scene.hide([DISC]),
        lambda scene: scene.set_opacity([DISC], 0.0),
        lambda scene: scene.set_levels("T12", "L1"),
    ],
)
def test_what_is_no_longer_drawn_is_no_longer_hovered(scene: Scene, news: list[Change], verb) -> None:
    scene.hover(DISC)
    scene.hide([BONES[0]])
    assert scene.hovered == DISC
    verb(scene)
    assert scene.hovered is None
    assert len(news) == 3
    assert Kind.HOVER in news[-1].kinds
    assert DISC in news[-1].ids


def test_a_scene_is_empty_once_all_of_it_is_off_or_clear(scene: Scene) -> None:
    scene.isolate(BONES)
    assert not scene.is_empty
    scene.set_opacity(BONES, 0.0)
    assert scene.is_empty
    scene.set_opacity(BONES, 1.0)
    scene.hide(BONES)
    assert scene.is_empty


def test_only_choosing_a_figure_tells_its_caption(scene: Scene, news: list[Change]) -> None:
    text = 'title = "Two"\ncaption = "Two levels."\nlevels = "T11:T12"'
    scene.apply(read_figure("two", text))
    scene.undo()
    assert [change.caption for change in news] == ["Two levels.", ""]


def test_an_unknown_level_or_structure_is_refused_and_changes_nothing(scene: Scene) -> None:
    start = scene.state
    with pytest.raises(UnknownLevel):
        scene.set_levels("T11", "Q7")
    with pytest.raises(KeyError, match=r"bone\.tail"):
        scene.hide(["bone.tail"])
    assert scene.state == start
    assert scene.undo_name is None


def test_hovering_tells_but_cannot_be_undone(scene: Scene, news: list[Change]) -> None:
    scene.hover(DISC)
    scene.hover(DISC)
    assert [change.kinds for change in news] == [frozenset({Kind.HOVER})]
    assert scene.undo_name is None


def test_colour_comes_from_the_palette_until_the_user_paints(scene: Scene) -> None:
    own = scene.colour(DISC)
    scene.set_colour([DISC], "#123456")
    assert scene.colour(DISC) == "#123456"
    scene.set_colour([DISC], None)
    assert scene.colour(DISC) == own


def test_a_state_cannot_be_changed_from_outside(scene: Scene) -> None:
    with pytest.raises(TypeError):
        scene.state.looks[DISC] = replace(scene.state.looks[DISC], visible=False)  # type: ignore[index]


def test_lighting_is_told_but_is_no_part_of_history_or_state(scene: Scene, news: list[Change]) -> None:
    before = scene.state
    scene.light([DISC])
    scene.light([DISC])
    scene.light([BONES[0]])
    assert scene.lit == {BONES[0]}
    assert [change.ids for change in news] == [{DISC}, {DISC, BONES[0]}]
    assert scene.state == before
    assert scene.undo_name is None


def test_revealing_brings_a_hidden_far_structure_into_sight_in_one_step(scene: Scene) -> None:
    scene.set_levels("T11", "T11")
    scene.isolate([BONES[0]])
    before = scene.state
    scene.reveal([BONES[1]])
    assert BONES[1] in scene.shown
    assert scene.state.selection == (BONES[1],)
    assert scene.state.levels == ("T11", "T12")
    assert BONES[1] not in scene.state.set_aside
    scene.undo()
    assert scene.state == before


def test_a_click_with_ctrl_adds_what_is_new_and_drops_what_was_chosen(scene: Scene) -> None:
    scene.select(BONES[:2])
    scene.select([BONES[1], DISC], extend=True)
    assert scene.state.selection == (BONES[0], DISC)


def test_what_was_put_aside_at_several_times_comes_back_together(scene: Scene) -> None:
    scene.put_aside(BONES[:1])
    scene.put_aside([DISC])
    assert scene.state.set_aside == {BONES[0], DISC}
    scene.restore()
    assert set(scene.shown) == scene.catalogue.structures.keys()


def test_what_swapping_shows_again_is_no_longer_aside(scene: Scene) -> None:
    scene.put_aside(BONES[:2])
    scene.invert(BONES[1:])
    assert BONES[1] in scene.shown and BONES[2] not in scene.shown
    assert scene.state.set_aside == {BONES[0]}


def test_pointing_at_another_structure_tells_of_both(scene: Scene, news: list[Change]) -> None:
    scene.hover(DISC)
    scene.hover(BONES[0])
    scene.hover(None)
    assert [change.ids for change in news] == [{DISC}, {DISC, BONES[0]}, {BONES[0]}]


def test_a_drag_that_undo_came_back_to_is_not_gone_on_with(scene: Scene) -> None:
    scene.set_opacity(BONES, 0.5, is_drag=True)
    scene.hide([DISC])
    scene.undo()
    scene.set_opacity(BONES, 0.2, is_drag=True)
    scene.undo()
    assert scene.state.looks[BONES[0]].opacity == 0.5


def test_the_oldest_steps_are_forgotten_first() -> None:
    history: History[int] = History()
    for number in range(LONGEST_HISTORY + 3):
        history.record(number, number + 1, f"step {number}")
    now, steps = LONGEST_HISTORY + 3, 0
    while history.undo_name:
        before = history.undo(now)
        assert before == now - 1
        now, steps = now - 1, steps + 1
    assert (now, steps) == (3, LONGEST_HISTORY)


def test_a_standard_view_keeps_the_projection(scene: Scene) -> None:
    scene.set_viewpoint(replace(scene.state.viewpoint, is_parallel=True))
    scene.view_from("left")
    assert scene.state.viewpoint == replace(NAMED_VIEWS["left"], is_parallel=True)


def test_figures_and_the_way_back_to_the_start_keep_the_kept_scenes(scene: Scene) -> None:
    scene.keep("Mine")
    shelf = scene.state.shelf
    scene.apply(read_figure("two", 'title = "Two"\ncaption = "Two levels."\nlevels = "T11:T12"'))
    assert scene.state.shelf == shelf
    scene.reset()
    assert scene.state.shelf == shelf and scene.state.levels == ("T11", "L1")


def test_a_scene_that_starts_over_cannot_undo_into_the_one_before(scene: Scene) -> None:
    scene.hide(BONES)
    other = replace(scene.state, levels=("T11", "T11"))
    scene.start_over(other)
    assert (scene.undo_name, scene.redo_name) == (None, None)
    scene.hide([DISC])
    scene.reset()
    assert scene.state == other
