"""Figures as files: any state written out shows the same again."""

import tomllib
from dataclasses import fields, replace

import pytest

from meshes.anatomy.catalogue import UnknownName, load_catalogue
from viewer.model.look import Look
from viewer.model.measure import Measurement
from viewer.model.section import NAMED_SECTIONS
from viewer.model.state import SceneState
from viewer.model.viewpoint import Viewpoint
from viewer.model.written.figure_file import (
    FaultyFigure,
    UnknownFigure,
    figure_of,
    figures,
    load_figure,
    read_figure,
)
from viewer.model.written.figure_text import figure_text
from viewer.model.written.toml_text import toml_text

CATALOGUE = load_catalogue()
HEAD = 'title = "T"\nlevels = "T1:T2"\ncaption = "C"\n'


def again(state: SceneState) -> SceneState:
    return read_figure("x", figure_text(state, CATALOGUE, "T", "C")).state(CATALOGUE)


@pytest.mark.parametrize("name", figures())
def test_a_composed_figure_written_out_is_the_same(name):
    state = load_figure(name).state(CATALOGUE)
    assert again(state) == state


def test_a_state_that_no_figure_has_comes_back():
    looks = {key: Look() for key in CATALOGUE.structures}
    looks |= {key: Look(opacity=0.1 + 0.2) for key in CATALOGUE.select("vein.internal")}
    looks |= {key: Look(visible=False) for key in CATALOGUE.select("T12")}
    looks["bone.vertebra.L1"] = Look(colour="#12ab34")
    view = Viewpoint((0.6, 0.8, 0.0), (0.0, 0.0, 1.0), (1.5, -2.0, 3.25), 123.456789, 1.5, True)
    state = SceneState(
        looks,
        ("T11", "L2"),
        viewpoint=view,
        section=replace(NAMED_SECTIONS["median"], offset_mm=-0.1, spared=("vein.internal", "L1")),
        parameters={"lordosis": 50.0, "L3.EPWu": 46.1},
        seed=7,
        selection=("vein.internal.anterior.L1.left", "bone.vertebra.T12"),
        explosion=0.3,
        measurements=(
            Measurement(((0.0, 1.0, 2.5), (3.0, 4.0, 5.0))),
            Measurement(((0.0, 1.0, 2.5), (3.0, 4.0, 5.0), (3.0, 4.0, 9.0), (0.0, 4.0, 9.0)), 1.75),
        ),
    )
    back = again(state)
    for each in fields(state):
        assert getattr(back, each.name) == getattr(state, each.name), each.name
    assert again(replace(state, section=NAMED_SECTIONS["axial"])).section == NAMED_SECTIONS["axial"]


def test_a_turned_view_comes_back_to_a_millionth():
    up = (0.0, -0.0974428, 0.9952411)
    turned = Viewpoint((0.1234567890123, 0.9876543210987, 0.0967), up, (0.0, 0.0, 0.0), 50.0)
    length = sum(value * value for value in turned.direction) ** 0.5
    turned = replace(turned, direction=tuple(value / length for value in turned.direction))
    state = replace(load_figure("default").state(CATALOGUE), viewpoint=turned)
    assert again(state).viewpoint.direction == pytest.approx(turned.direction, abs=1e-6)


def test_a_whole_group_is_one_word_and_an_exception_is_kept_out():
    state = load_figure("default").state(CATALOGUE).with_looks(["bone.vertebra.L1"], opacity=1.0)
    rows = tomllib.loads(figure_text(state, CATALOGUE, "T", "C"))["look"]
    patterns = {row.get("opacity"): row["structures"].split(",") for row in rows}
    assert patterns[0.4] == ["disc"]
    assert "bone.vertebra.L1" not in patterns[0.36] and "bone" not in patterns[0.36]


def test_words_with_any_letters_survive():
    title, caption = 'He said "L5\\S1"\ttoday', "Zeile eins 椎骨 \x7f"
    text = figure_text(load_figure("default").state(CATALOGUE), CATALOGUE, title, caption)
    assert tomllib.loads(text)["title"] == title
    assert tomllib.loads(text)["caption"] == caption


def test_toml_of_every_kind_of_value_is_read_back():
    table = {"a": 1.5e-300, "b": [True, "x"], "c.d": {"e": -3, "f": {"g": []}}, "h": [{"i": 1}, {"i": 2}]}
    assert tomllib.loads(toml_text(table)) == table


def test_a_figure_file_is_named_by_its_path(tmp_path):
    path = tmp_path / "lecture.toml"
    path.write_text(figure_text(load_figure("gray-579").state(CATALOGUE), CATALOGUE, "T", "C"), "utf-8")
    assert figure_of(str(path)).state(CATALOGUE) == load_figure("gray-579").state(CATALOGUE)
    with pytest.raises(UnknownFigure, match="gray-579"):
        figure_of("gray579")
    with pytest.raises(FileNotFoundError):
        figure_of(str(tmp_path / "none.toml"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "x"', "levels: is missing|caption: is missing"),
        (HEAD.replace('"C"', "3"), "caption: is 3, not a text"),
        (HEAD.replace('"C"', r'"a\u0007b"'), "caption: has characters that nobody sees"),
        (f'{HEAD}palette = "nope"', "no palette"),
        (f"{HEAD}[individual.parameters]\nscale = 9", "must lie between"),
        (f"{HEAD}[individual]\nseed = -1", "seed"),
        (f"{HEAD}view = 3", "view: is 3, not an object"),
        (f"{HEAD}view.zoom = nan", "view.zoom: is no finite number"),
        (f"{HEAD}view.zoom = -1", "view: zoom -1 is outside"),
        (f"{HEAD}view.zoom = {10**400}", "view.zoom: is 1000"),
        (f"{HEAD}view.zoom = 0x{'f' * 5000}", "figure mine: "),
        (f"{HEAD}view.direction = [1, 1e300, 0]", r"view.direction\[1\]: is 1e\+300, beyond"),
        (f"{HEAD}view.height_mm = inf", "view.height_mm: is no finite number"),
        (f"{HEAD}section.normal = [0, 0, 0]", "section: the normal of a section has no length"),
        (f"{HEAD}section.normal = [1, 0]", "section.normal: has 2 entries instead of 3"),
        (f"{HEAD}section.offset_mm = 3", "section: there is no section ''"),
        (f"{HEAD}overlays.legend = 'no'", "overlays.legend: is 'no', neither true nor false"),
        (f"{HEAD}[[look]]\nstructures = 3", r"look\[0\].structures: is 3, not a text"),
        (f"{HEAD}[[look]]\nstructures = 'vein'\nopacity = nan", r"look\[0\].opacity: is no finite"),
        (f"{HEAD}[[look]]\nstructures = 'vein'\nopacity = 7", r"look\[0\]: opacity 7.0 is outside 0 to 1"),
        (f"{HEAD}[[look]]\nstructures = 'vein'\ncolour = 'red'", r"look\[0\]: 'red' is no colour"),
        (f"{HEAD}individual.seed = 1.5", "individual.seed: is 1.5, not a whole number"),
        (f"{HEAD}'a\\nb' = 1", r"a\\nb: is not known here"),
        (f"{HEAD}{'x' * 9000} = 1", "xxx….?: is not known here"),
        (f"{HEAD}x = {'[' * 9000}", "figure mine: it is nested too deeply"),
        (f"{HEAD}x = {'9' * 5000}", "a number has too many digits$"),
        (f"{HEAD}levels = 1979-05-27", "levels|Cannot"),
        (f"{HEAD}explosion = 1.5", "outside 0 to 1"),
        (f"{HEAD}measurement = 3", "measurement: is 3, not a list"),
        (f"{HEAD}[[measurement]]\npoints = [[0, 0, 0]]", "two or three points"),
        (HEAD + 201 * "[[measurement]]\npoints = [[0, 0, 0], [1, 0, 0]]\n", "measurement: more than 200"),
        (f"{HEAD}[[measurement]]\npoints = [[0, 0, 0], [1, 'x', 0]]", r"points\[1\]"),
        ("title = ", "Invalid value"),
        (b"\xff", "UTF-8"),
    ],
)
def test_a_faulty_figure_file_says_what_is_wrong(tmp_path, text, said):
    path = tmp_path / "mine.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(FaultyFigure, match=said) as caught:
        figure_of(str(path))
    assert "mine" in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    "cut", ["section.name = 'median'\nsection", "box.lower = [0, 0, 0]\nbox.upper = [9, 9, 9]\nbox"]
)
def test_a_figure_that_spares_what_does_not_exist_says_so(cut):
    with pytest.raises(UnknownName, match="'moon'"):
        read_figure("x", f"{HEAD}{cut}.spared = ['moon']").state(CATALOGUE)


def test_a_name_of_nothing_is_told_in_one_line_however_long():
    with pytest.raises(UnknownName) as caught:
        CATALOGUE.select("x\n" * 5000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


def test_a_figure_that_selects_what_does_not_exist_says_so():
    with pytest.raises(UnknownName, match=r"bone\.vertebra\.L9"):
        read_figure("x", f'{HEAD}selected = ["bone.vertebra.L9"]').state(CATALOGUE)
