"""Notes: what may be written, and what foreign files may not."""

import json

import pytest

from meshes.anatomy.catalogue import load_catalogue
from viewer.model.pin import LONGEST_NOTE, MOST_PINS, Pin
from viewer.model.scene import Scene
from viewer.model.written.figure_file import FaultyFigure, read_figure
from viewer.model.written.figure_text import figure_text
from viewer.model.written.session import FaultySession, read_session, session_text

CATALOGUE = load_catalogue()
BAD = ["", "  ", "two\nlines", "bell\x07", "turned \u202e round", "zero\u200bwidth", "x" * (LONGEST_NOTE + 1)]


@pytest.mark.parametrize("text", BAD)
def test_texts_nobody_could_read_are_refused_everywhere(text):
    with pytest.raises(ValueError, match="one line"):
        Pin((0.0, 0.0, 0.0), text)
    scene = Scene(CATALOGUE)
    scene.set_pins([Pin((0.0, 0.0, 0.0), "good")], "New note")
    table = json.loads(session_text(scene.state))
    table["scene"]["pins"][0]["text"] = text
    with pytest.raises(FaultySession, match=r"scene\.pins\[0\]"):
        read_session(json.dumps(table), CATALOGUE)
    figure = figure_text(scene.state, CATALOGUE, "T", "C").replace('"good"', json.dumps(text))
    with pytest.raises(FaultyFigure, match="one line"):
        read_figure("own", figure)


def test_too_many_notes_and_points_that_are_none_are_refused():
    scene = Scene(CATALOGUE)
    scene.set_pins([Pin((0.0, 0.0, 0.0), "good")], "New note")
    table = json.loads(session_text(scene.state))
    table["scene"]["pins"] *= MOST_PINS + 1
    with pytest.raises(FaultySession, match=f"more than {MOST_PINS}"):
        read_session(json.dumps(table), CATALOGUE)
    with pytest.raises(ValueError, match="finite"):
        Pin((0.0, float("nan"), 0.0), "x")


def test_a_note_at_a_structure_of_another_atlas_stays_where_it_is_and_is_told():
    scene = Scene(CATALOGUE)
    scene.set_pins([Pin((1.0, 2.0, 3.0), "good", "bone.vertebra.T12")], "New note")
    table = json.loads(session_text(scene.state))
    table["scene"]["pins"][0]["structure"] = "bone.horn"
    opened = read_session(json.dumps(table), CATALOGUE)
    assert opened.state.pins == (Pin((1.0, 2.0, 3.0), "good"),)
    assert any("bone.horn" in note for note in opened.notes)


def test_sessions_of_before_notes_have_none_and_a_scene_knows_its_structures():
    scene = Scene(CATALOGUE)
    table = json.loads(session_text(scene.state))
    del table["scene"]["pins"]
    assert read_session(json.dumps(table), CATALOGUE).state.pins == ()
    with pytest.raises(KeyError):
        scene.set_pins([Pin((0.0, 0.0, 0.0), "x", "bone.horn")], "New note")
