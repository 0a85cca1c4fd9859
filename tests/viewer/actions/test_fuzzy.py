import pytest

from viewer.actions.fuzzy import fit, ranked
from viewer.actions.table import ACTIONS


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("median", "section.median"),
        ("scale", "overlay.scale_bar"),
        ("iso keep", "show.isolate"),
        ("view ant", "view.anterior"),
        ("undo", "edit.undo"),
        ("prl", "view.parallel"),
        ("lbl lat", "labels.latin"),
    ],
)
def test_a_few_letters_find_the_verb(typed: str, best: str) -> None:
    first = [action.id.replace("-", "_") for action in ranked(ACTIONS, typed)[:3]]
    assert best in first


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("sacral", "levels.sacral"),
        ("sacrum", "figure.sacral"),
        ("isolate", "show.isolate"),
        ("schisto", "figure.way-of-schistosomes"),
    ],
)
def test_a_whole_word_means_more_than_letters_strewn_over_a_title(typed: str, best: str) -> None:
    assert ranked(ACTIONS, typed)[0].id == best


def test_nothing_typed_keeps_all_in_their_order_and_nonsense_keeps_none() -> None:
    assert ranked(ACTIONS, " ") == ACTIONS
    assert ranked(ACTIONS, "qqxz") == ()


def test_letters_have_to_come_in_their_order() -> None:
    assert fit("ba", "Scale bar") > 0.0
    assert fit("rab", "bar") == 0.0
    assert fit("bar", "Scale bar") > fit("bar", "bone clearer")


def test_every_verb_is_the_first_for_its_own_words() -> None:
    for action in ACTIONS:
        found = ranked(ACTIONS, action.text)
        assert action.text in [each.text for each in found[:3]], action.text
