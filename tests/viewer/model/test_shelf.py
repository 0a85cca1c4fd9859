"""The scenes a user keeps, as a value."""

import pytest

from viewer.model.state import KeptScene, SceneState, Shelf

STATE = SceneState({}, ("T1", "L5"))


def shelf(names: str, at: int) -> Shelf:
    return Shelf(tuple(KeptScene(name, STATE) for name in names), at)


def names(kept: Shelf) -> str:
    return "".join(each.name for each in kept.scenes)


def test_a_new_scene_stands_after_the_current_one_and_is_current():
    grown = shelf("abc", 1).with_scene(KeptScene("x", STATE))
    assert (names(grown), grown.at) == ("abxc", 2)
    grown = shelf("abc", -1).with_scene(KeptScene("x", STATE))
    assert (names(grown), grown.at) == ("abcx", 3)


def test_the_same_name_takes_the_place():
    other = SceneState({}, ("C1", "C2"))
    grown = shelf("abc", 0).with_scene(KeptScene("c", other))
    assert (names(grown), grown.at, grown.scenes[2].state) == ("abc", 2, other)


@pytest.mark.parametrize(
    ("at", "left", "then"), [(0, "bc", 0), (1, "ac", 0), (2, "ab", 1)], ids=["first", "middle", "last"]
)
def test_the_one_before_a_deleted_one_is_current(at, left, then):
    fewer = shelf("abc", at).without()
    assert (names(fewer), fewer.at) == (left, then)


def test_the_last_one_leaves_an_empty_shelf():
    assert shelf("a", 0).without() == Shelf()


@pytest.mark.parametrize(
    ("source", "target", "order"), [(0, 2, "bca"), (2, 0, "cab"), (1, 2, "acb"), (1, 1, "abc")]
)
def test_moving_keeps_the_same_scene_current(source, target, order):
    for at in range(3):
        moved = shelf("abc", at).moved(source, target)
        assert names(moved) == order
        assert moved.current == shelf("abc", at).current


def test_a_proposed_name_is_free():
    taken = Shelf((KeptScene("Scene 1", STATE), KeptScene("Scene 3", STATE)))
    assert taken.free_name() == "Scene 2"
    assert Shelf().free_name() == "Scene 1"
