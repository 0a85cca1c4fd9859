"""``--set``: what it passes on to the build, and what it refuses before anything is built."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meshes.anatomy.catalogue import load_catalogue
from meshes.build import Recipe
from meshes.network.graph import VesselGraph, empty_graph
from viewer.cli import main
from viewer.commands import shot
from viewer.commands.scene_options import scene_asked
from viewer.export.composition import Composition
from viewer.export.still_spec import DARK_BACKDROP, TRANSPARENT, StillSpec
from viewer.model.state import SceneState
from viewer.model.written.figure_file import load_figure
from viewer.model.written.figure_text import figure_text


@pytest.fixture
def asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Recipe]]:
    """The recipes that a build was asked for."""
    recipes: list[Recipe] = []

    def graph(recipe: Recipe) -> VesselGraph:
        recipes.append(recipe)
        return empty_graph()

    monkeypatch.setattr("meshes.graph_cache.vessel_graph", graph)
    monkeypatch.setenv("RETIA_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.chdir(tmp_path)
    yield recipes


def test_parameters_reach_the_recipe(asked: list[Recipe]) -> None:
    words = ["--set", "lordosis=50, kyphosis=35", "--set", "preset=woman", "--set", "scale=0.95,seed=7"]
    assert main(["graph", "out.json", *words]) == 0
    (recipe,) = asked
    assert recipe.seed == 7
    assert dict(recipe.parameters) == {
        "lordosis": 50.0, "kyphosis": 35.0, "scale": 0.95, "disc_height": 0.95, "canal_size": 1.033,
    }  # fmt: skip


def test_a_seed_of_its_own_counts_more_than_one_among_the_settings(asked: list[Recipe]) -> None:
    assert main(["graph", "out.json", "--set", "seed=7", "--seed", "3"]) == 0
    assert asked[0].seed == 3


def test_without_set_the_recipe_is_the_tables(asked: list[Recipe]) -> None:
    assert main(["graph", "out.json", "--seed", "3", "--set", "waist=1"]) == 0
    assert (asked[0].seed, dict(asked[0].parameters)) == (3, {})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("lordoss=50", "did you mean lordosis"),
        ("lordosis=500", "between 48 and 65"),
        ("preset=child", "man, woman"),
        ("lordosis", "write NAME=VALUE"),
        ("lordosis=much", "is no number"),
        ("seed=-1", "whole number"),
    ],
)
@pytest.mark.parametrize("command", ["graph", "export", "check", "shot", "view"])
def test_what_cannot_be_set_is_refused_before_anything_is_built(
    command: str, words: str, said: str, asked: list[Recipe], capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"graph": ["out.json"], "export": ["out"], "shot": ["-o", "out.png"]}.get(command, [])
    assert main([command, *places, "--set", words]) == 2
    assert said in capsys.readouterr().err
    assert asked == [] and list(Path().iterdir()) == []


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[SceneState, Recipe]]:
    """The scenes that were to be drawn, and from which recipes; the pictures are a few grey pixels."""
    seen: list[tuple[SceneState, Recipe]] = []

    def nothing(recipe: Recipe, *_: object, **__: object) -> Iterator[object]:
        seen.append((None, recipe))
        return iter(())

    def grey(_catalogue: object, state: SceneState, *_: object) -> Composition:
        seen[-1] = (state, seen[-1][1])
        return Composition(np.full((16, 16, 4), 128, np.uint8), ())

    monkeypatch.setattr("meshes.build.build", nothing)
    monkeypatch.setattr("viewer.export.still.compose", grey)
    monkeypatch.setattr("viewer.render.opengl.prepare_drawing", lambda: None)
    monkeypatch.chdir(tmp_path)
    return seen


def test_a_picture_is_drawn_again_from_the_scene_it_carries(drawn) -> None:
    words = ["--figure", "gray-579", "--set", "preset=woman,seed=4", "--hide", "disc"]
    assert main(["shot", "-o", "one.png", *words]) == 0
    assert main(["shot", "-o", "two.png", "--session", "one.png"]) == 0
    assert main(["shot", "-o", "three.png", "--session", "two.png", "--set", "scale=1", "--seed", "9"]) == 0
    (first, recipe), (again, same), (changed, other) = drawn
    assert again == first and same == recipe
    assert (first.seed, dict(first.parameters)) == (4, dict(recipe.parameters))
    assert first.parameters["scale"] == 0.934
    assert (other.seed, "scale" in other.parameters) == (9, False)
    assert changed.looks == first.looks


def test_a_figure_file_is_drawn_with_its_own_individual(drawn) -> None:
    state = replace(load_figure("gray-579").state(load_catalogue()), seed=6, parameters={"lordosis": 50.0})
    Path("mine.toml").write_text(figure_text(state, load_catalogue(), "T", "C"), "utf-8")
    assert main(["shot", "-o", "one.png", "--figure", "mine.toml"]) == 0
    assert drawn[0][0] == state
    assert (drawn[0][1].seed, dict(drawn[0][1].parameters)) == (6, {"lordosis": 50.0})


def test_a_picture_without_memory_carries_nothing(drawn, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["shot", "-o", "one.png", "--no-memory"]) == 0
    assert main(["shot", "-o", "two.png", "--session", "one.png"]) == 4
    assert "one.png: this picture carries no scene" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("x.retia.json", '{"format": "retia-session", "version": 9}', 4, "use a newer Retia"),
        ("x.retia.json", None, 4, "No such file"),
        ("x.png", "no picture", 4, "x.png: damaged picture: it does not begin as a PNG"),
    ],
)
@pytest.mark.parametrize("words", [["shot", "-o", "out.png", "--session"], ["view"]])
def test_a_session_that_cannot_be_opened_is_told_in_one_line(
    words, name, content, code, said, drawn, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        Path(name).write_text(content, "utf-8")
    assert main([*words, name]) == code
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert drawn == [] and not Path("out.png").exists()


def test_a_session_and_a_figure_at_once_are_refused(drawn, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["shot", "-o", "x.png", "--session", "a.json", "--figure", "gray-579"]) == 2
    assert "name one" in capsys.readouterr().err


def spec_of(*words: str) -> StillSpec:
    """The picture that `retia shot` is asked for by some words."""
    parser = ArgumentParser()
    shot.add_arguments(parser)
    arguments = parser.parse_args(["-o", "x.png", *words])
    return shot._spec(scene_asked(arguments), arguments)


def test_letters_are_larger_on_slides_and_as_large_as_one_says() -> None:
    usual = spec_of("--size", "1920x1080")
    assert spec_of("--preset", "slide").scale == pytest.approx(1.4 * usual.scale)
    assert spec_of("--preset", "slide-4k").scale == pytest.approx(2.8 * usual.scale)
    assert spec_of("--preset", "slide", "--letters", "100").scale == usual.scale
    assert spec_of("--size", "1920x1080", "--letters", "250%").scale == pytest.approx(2.5 * usual.scale)


def test_a_page_has_the_millimetres_that_were_asked_for() -> None:
    asked = spec_of("--size", "120x90mm", "--dpi", "300")
    assert (asked.width, asked.height, asked.paper_mm) == (1417, 1063, (120.0, 90.0))
    assert spec_of("--preset", "journal-89").paper_mm == (89, 89)
    assert spec_of("--preset", "journal-89", "--dpi", "300").paper_mm is None
    assert spec_of("--preset", "a4", "--size", "800x600").paper_mm is None
    assert spec_of("--size", "1417x1063").paper_mm is None


def test_a_picture_stands_on_white_on_the_ground_of_bright_veins_or_on_what_one_says() -> None:
    assert spec_of().background == "#ffffff"
    assert spec_of("--palette", "high-contrast").background == "#000000"
    assert spec_of("--palette", "high-contrast", "--background", "white").background == "#ffffff"
    assert spec_of("--background", "dark").background == DARK_BACKDROP
    assert spec_of("--background", "#102030").background == "#102030"
    assert spec_of("--palette", "high-contrast", "--transparent").background == TRANSPARENT


def test_the_caption_is_the_figure_s_or_what_one_says_and_stands_in_the_file(drawn) -> None:
    told = load_figure("canal").caption
    assert spec_of("--figure", "canal").caption == ""
    assert spec_of("--figure", "canal", "--caption").caption == told
    assert spec_of("--caption", "Of my own").caption == "Of my own"
    assert main(["shot", "-o", "one.png", "--figure", "canal", "--caption", "Of my own"]) == 0
    with Image.open("one.png") as image:
        assert image.text["Description"] == "Of my own"


def test_a_caption_that_is_not_there_is_asked_for(drawn, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["shot", "-o", "one.png", "--caption"]) == 2
    assert "--caption TEXT" in capsys.readouterr().err
    assert drawn == []
