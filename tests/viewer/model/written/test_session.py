"""Sessions: what goes out comes back, and what is foreign is checked."""

import base64
import json
import struct
from dataclasses import fields, replace

import pytest

from meshes.anatomy.catalogue import load_catalogue
from viewer.model.look import Look
from viewer.model.measure import Measurement
from viewer.model.overlays import Overlays
from viewer.model.pin import Pin
from viewer.model.route import RouteStep
from viewer.model.section import NAMED_SECTIONS
from viewer.model.section_box import SectionBox
from viewer.model.state import NO_SCENES, KeptScene, SceneState, Shelf
from viewer.model.viewpoint import Viewpoint
from viewer.model.written.figure_file import figures, load_figure
from viewer.model.written.plain import Reader
from viewer.model.written.session import MIGRATIONS, VERSION, FaultySession, read_session, session_text

CATALOGUE = load_catalogue()
THUMBNAIL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
"""One black pixel."""
BONE, VEIN = "bone.vertebra.T12", "vein.basivertebral.T12"


def sized(width: int, height: int) -> str:
    """The thumbnail with another size in its head."""
    content = base64.b64decode(THUMBNAIL)
    return base64.b64encode(content[:16] + struct.pack(">II", width, height) + content[24:]).decode()


@pytest.fixture
def state() -> SceneState:
    """A state in which every field differs from its default."""
    usual = {key: Look() for key in CATALOGUE.structures}
    first = SceneState({**usual, VEIN: Look(visible=False)}, ("C1", "C3"), seed=4, explosion=0.5)
    second = SceneState({**usual, BONE: Look(opacity=0.5)}, ("L1", "L3"), selection=(BONE,))
    looks = dict(usual)
    looks |= {BONE: Look(opacity=1 / 3, colour="#12ab34"), VEIN: Look(visible=False)}
    return SceneState(
        looks,
        ("T11", "L2"),
        selection=("disc.T12-L1", BONE),
        set_aside=frozenset({VEIN}),
        viewpoint=Viewpoint((0.6, 0.8, 0.0), (0.0, 0.0, 1.0), (1.5, -2.0, 3.25), 123.456, 1.5, True),
        section=replace(NAMED_SECTIONS["coronal"], offset_mm=-7.5, spared=("vein.internal",)),
        overlays=Overlays(legend=False, scale_bar=True, orientation=False),
        palette="atlas",
        parameters={"lordosis": 50.0, "L3.EPWu": 46.1, "L3.shape.spinous.length": 31.0},
        seed=12345678901234567,
        explosion=0.25,
        route=(RouteStep(VEIN, 12.5, (0.8, 3.0)),),
        box=SectionBox((-20.0, -30.5, 10.0), (20.0, 10.0, 90.0), ("vein.internal",)),
        pins=(Pin((1.5, -2.5, 30.0), "Hier mündet die Basivertebralvene …", VEIN), Pin((0.0, 1.0, 2.0), "x")),
        measurements=(
            Measurement(((1.0, 2.5, -3.0), (4.0, 6.5, -3.0))),
            Measurement(tuple((0.0, float(y * y), 1.5) for y in range(5)), 2.25),
        ),
        shelf=Shelf((KeptScene("Neck", first, THUMBNAIL), KeptScene("Lumbar veins", second)), 1),
    )


def edited(state: SceneState, **changes: object) -> str:
    table = json.loads(session_text(state))
    for path, value in changes.items():
        where = table
        *way, last = path.split("__")
        for step in way:
            where = where[int(step) if step.isdigit() else step]
        where[last] = value
    return json.dumps(table)


def test_all_of_a_state_goes_out_and_comes_back(state):
    usual = SceneState({}, ("T1", "L5"))
    # A field that is added to the state has to differ here too, or this test says nothing of it.
    names = [each.name for each in fields(state)]
    unchanged = {name for name in names if getattr(state, name) == getattr(usual, name)}
    assert unchanged <= {"palette"}
    opened = read_session(session_text(state), CATALOGUE)
    assert opened.state == state
    assert opened.notes == ()


@pytest.mark.parametrize("name", figures())
def test_every_figure_makes_a_session(name):
    state = load_figure(name).state(CATALOGUE)
    assert read_session(session_text(state).encode(), CATALOGUE).state == state


def test_the_same_state_gives_the_same_text_whatever_its_order(state):
    turned = replace(state, looks=dict(sorted(state.looks.items())), set_aside=frozenset([VEIN]))
    assert session_text(turned) == session_text(state)
    assert json.loads(session_text(state))["version"] == VERSION


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"scene__levels": ["T11"]}, r"scene\.levels: has 1 entries instead of 2"),
        ({"scene__levels": ["T11", "T99"]}, r"scene\.levels: there is no level 'T99'"),
        ({"scene__levels": ["L2", "T11"]}, r"scene\.levels: L2 lies below T11"),
        ({"scene__viewpoint__up": [0, 0, "1"]}, r"scene\.viewpoint\.up\[2\]: is '1', not a number"),
        ({"scene__viewpoint__up": [0, 0, 3]}, r"scene\.viewpoint: direction and up"),
        ({"scene__viewpoint__zoom": 1e300}, r"scene\.viewpoint\.zoom: is 1e\+300, beyond"),
        ({"scene__viewpoint__height_mm": -5}, r"scene\.viewpoint: height_mm -5"),
        ({"scene__viewpoint__is_parallel": 1}, r"is_parallel: is 1, neither true nor false"),
        ({"scene__section__normal": [0, 0, 2]}, r"scene\.section: the normal"),
        ({"scene__overlays": []}, r"scene\.overlays: is a list, not an object"),
        ({"scene__palette": "../../etc/passwd"}, r"scene\.palette: no palette"),
        ({"scene__parameters": {"lordosis": 500}}, r"scene\.parameters: lordosis is 500°; it must"),
        ({"scene__parameters": {"lordoses": 50}}, r"scene\.parameters: there is no parameter 'lordoses'"),
        ({"scene__seed": -1}, r"scene\.seed: a seed is a whole number"),
        ({"scene__seed": 1.5}, r"scene\.seed: is 1\.5, not a whole number"),
        ({"scene__seed": True}, r"scene\.seed: is True, not a whole number"),
        ({"scene__looks": {BONE: {"opacity": 2}}}, rf"scene\.looks\.{BONE}: opacity 2.0 is outside"),
        ({"scene__looks": {BONE: {"colour": "red"}}}, rf"scene\.looks\.{BONE}: 'red' is no colour"),
        ({"scene__measurements": [{"points": [[0, 0, 0]]}]}, r"measurements\[0\]: a measurement has two or"),
        ({"scene__measurements": [{"points": [[0, 0, 0], [1, 0, 0]]}] * 201}, "scene: more than 200 meas"),
        ({"scene__selection": {"a": 1}}, r"scene\.selection: is an object, not a list"),
        ({"scene__selection": [3]}, r"scene\.selection\[0\]: is 3, not a text"),
        ({"scene": None}, "scene: is missing"),
        ({"scene__shelf__at": 2}, r"scene\.shelf: at is 2, which is none of 2 scenes"),
        ({"scene__shelf__at": -2}, r"scene\.shelf: at is -2"),
        ({"scene__shelf__scenes__0__name": "Lumbar veins"}, r"scene\.shelf: two scenes have the same name"),
        ({"scene__shelf__scenes__1__name": " "}, r"shelf\.scenes\[1\]: a scene's name is one line"),
        ({"scene__shelf__scenes__1__name": "a\nb"}, r"shelf\.scenes\[1\]: a scene's name is one line"),
        ({"scene__shelf__scenes__0__thumbnail": "R0lGODdh"}, r"scenes\[0\]: a thumbnail is a PNG"),
        (
            {"scene__shelf__scenes__0__thumbnail": "iVBORw0KGgo" + "A" * 200_000},
            r"scenes\[0\]: a thumbnail is a PNG in base64 of at most",
        ),
        ({"scene__shelf__scenes__0__thumbnail": THUMBNAIL[:20]}, r"scenes\[0\]: a thumbnail is a PNG"),
        ({"scene__shelf__scenes__0__thumbnail": THUMBNAIL[:20] + "é" * 40}, r"scenes\[0\]: a thumbnail is"),
        ({"scene__shelf__scenes__0__thumbnail": sized(30_000, 30_000)}, "and 1024 pixels a side"),
        ({"scene__shelf__scenes__0__thumbnail": sized(1, 1025)}, "and 1024 pixels a side"),
        ({"scene__shelf__scenes__0__thumbnail": sized(0, 1)}, "and 1024 pixels a side"),
        ({"scene__shelf__scenes__1__state__seed": -1}, r"scene\.shelf\.scenes\[1\]\.state\.seed: a seed"),
        ({"scene__shelf__scenes__0__state": 7}, r"shelf\.scenes\[0\]\.state: is 7, not an object"),
        (
            {"scene__shelf__scenes__0__state__levels": ["C1", "C99"]},
            r"scene\.shelf\.scenes\[0\]\.state\.levels: there is no level 'C99'",
        ),
        ({"scene__pins__0__text": "half \ud800"}, r"scene\.pins\[0\]\.text: has half a letter"),
        ({"scene__looks": {"a\nb": 3}}, r"scene\.looks\.a\\nb: is 3, not an object"),
        ({"scene__looks": {"x" * 9000: 3}}, r"scene\.looks\.x+…: is 3, not an object"),
        ({"version": "1"}, "version: is missing or no whole number"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(state, changes, where):
    with pytest.raises(FaultySession, match=where):
        read_session(edited(state, **changes), CATALOGUE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no JSON at line 1, column 1"),
        (b"\xff\xfe\x00", "no UTF-8"),
        ("[1, 2]", "this is no session"),
        ('{"format": "something else"}', "this is no session"),
        ('{"format": "retia-session", "version": 1, "scene": {"levels"', "no JSON at line 1, column"),
        ('{"format": "retia-session", "version": 1, "version": 1}', "version: stands twice"),
        ('{"format": "retia-session", "version": 1, "scene": {"seed": NaN}}', "NaN: is no number of JSON"),
        ('{"format": "retia-session", "version": 1, "scene": ' + "[" * 100_000, "nested too deeply"),
        ('{"format": "retia-session", "version": 1, "scene": {}}', r"scene\.looks: is missing"),
        (b" " * 20_000_001, "more than 20 MB"),
        ("9" * 5000, "a number has too many digits$"),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(content, said):
    with pytest.raises(FaultySession, match=said) as caught:
        read_session(content, CATALOGUE)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_newer_session_is_refused(state):
    with pytest.raises(FaultySession, match="of version 3; this Retia reads up to 2"):
        read_session(edited(state, version=3), CATALOGUE)


def test_structures_that_the_atlas_does_not_have_are_left_out_and_told(state):
    strange = {"bone.tail": {"visible": False}, "bone.wing": {}, "bone.fin": {}, "bone.horn": {}}
    looks = json.loads(session_text(state))["scene"]["looks"] | strange
    opened = read_session(edited(state, scene__looks=looks, scene__selection=["bone.tail", BONE]), CATALOGUE)
    assert opened.state == replace(state, selection=(BONE,))
    assert opened.notes == ("not in this atlas and left out: bone.tail, bone.wing, bone.fin and 1 more",)


def test_keys_that_nobody_knows_are_left_out_and_told(state):
    opened = read_session(edited(state, scene__overlays__moon=True), CATALOGUE)
    assert opened.state == state
    assert opened.notes == ("scene.overlays.moon: is not known here and was left out",)


def test_notes_are_lines_of_bounded_length_whatever_is_named(state):
    looks = {"a\nb": {}, "x" * 9000: {"moon\n": 1}}
    opened = read_session(edited(state, scene__looks=looks), CATALOGUE)
    assert len(opened.notes) == 2
    assert all(note.isprintable() and len(note) < 400 for note in opened.notes)


def test_a_spared_pattern_that_names_nothing_is_left_out_and_told(state):
    opened = read_session(edited(state, scene__section__spared=["vein.moon", "vein.internal"]), CATALOGUE)
    assert opened.state == state
    assert "vein.moon" in opened.notes[0]


def test_a_pattern_that_a_box_cannot_spare_is_left_out_and_told(state):
    opened = read_session(edited(state, scene__box__spared=["vein.moon", "vein.internal"]), CATALOGUE)
    assert opened.state == state
    assert "scene.box.spared: 'vein.moon'" in opened.notes[0]


def test_what_is_shown_is_not_aside_whatever_the_file_says(state):
    opened = read_session(edited(state, scene__set_aside=[VEIN, BONE]), CATALOGUE)
    assert opened.state == state


@pytest.mark.parametrize("version", [True, 2.0, "2", None])
def test_a_version_is_a_whole_number(state, version):
    with pytest.raises(FaultySession, match="version: is missing or no whole number"):
        read_session(edited(state, version=version), CATALOGUE)


def test_a_structure_that_is_new_since_looks_as_usual(state):
    looks = json.loads(session_text(state))["scene"]["looks"]
    del looks[BONE]
    assert read_session(edited(state, scene__looks=looks), CATALOGUE).state.looks[BONE] == Look()


def test_an_older_version_is_brought_up_to_date_step_by_step(state):
    """Version 0, which never was, called the seed a number and knew neither parameters nor shelf."""

    def from_0(table: dict) -> dict:
        scene = dict(table["scene"])
        scene["seed"] = scene.pop("number")
        return {**table, "version": 1, "scene": scene}

    table = json.loads(session_text(state))
    table["version"] = 0
    table["scene"]["number"] = table["scene"].pop("seed")
    del table["scene"]["parameters"], table["scene"]["shelf"]
    opened = read_session(json.dumps(table), CATALOGUE, {**MIGRATIONS, 0: from_0})
    assert opened.state == replace(state, parameters={}, shelf=NO_SCENES)
    with pytest.raises(FaultySession, match="damaged session of version 0"):
        read_session(edited(state, version=0), CATALOGUE, {**MIGRATIONS, 0: from_0})
    with pytest.raises(FaultySession, match="of version 0, which this Retia does not read"):
        read_session(json.dumps(table), CATALOGUE)


def test_a_session_of_version_1_opens_with_an_empty_shelf(state):
    table = json.loads(session_text(state))
    table["version"] = 1
    del table["scene"]["shelf"]
    opened = read_session(json.dumps(table), CATALOGUE)
    assert opened.state == replace(state, shelf=NO_SCENES)
    assert opened.notes == ()
    with pytest.raises(FaultySession, match="scene: is missing"):
        read_session(json.dumps({**table, "scene": None}), CATALOGUE)


def test_a_kept_scene_keeps_no_scenes(state):
    with pytest.raises(FaultySession, match=r"shelf\.scenes\[0\]: a kept scene keeps no scenes"):
        shelf = json.loads(session_text(state))["scene"]["shelf"]
        read_session(edited(state, scene__shelf__scenes__0__state__shelf=shelf), CATALOGUE)


def test_strangers_in_kept_scenes_are_left_out_and_told(state):
    path = {"scene__shelf__scenes__1__state__selection": ["bone.tail", BONE]}
    opened = read_session(edited(state, **path), CATALOGUE)
    assert opened.state == state
    assert opened.notes == ("not in this atlas and left out: bone.tail",)


def test_every_version_before_this_one_can_be_migrated():
    assert set(MIGRATIONS) == set(range(1, VERSION))


def test_a_reader_takes_no_more_entries_than_a_scene_can_have():
    with pytest.raises(ValueError, match="more than 20000 entries"):
        Reader().read(tuple[str, ...], ["a"] * 20_001, "x")
