"""``--set``: what it passes on to the build, and what it refuses before anything is built."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from meshes.build import Recipe
from meshes.network.graph import VesselGraph, empty_graph
from viewer.cli import main


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[Recipe]]:
    """The recipes that a build was asked for."""
    recipes: list[Recipe] = []

    def graph(recipe: Recipe) -> VesselGraph:
        recipes.append(recipe)
        return empty_graph()

    monkeypatch.setattr("meshes.build.vessel_graph", graph)
    monkeypatch.chdir(tmp_path)
    yield recipes


def test_parameters_reach_the_recipe(asked: list[Recipe]) -> None:
    words = ["--set", "lordosis=50, kyphosis=35", "--set", "preset=woman", "--set", "scale=0.9,seed=7"]
    assert main(["graph", "out.json", *words]) == 0
    (recipe,) = asked
    assert recipe.seed == 7
    assert dict(recipe.parameters) == {
        "lordosis": 50.0, "kyphosis": 35.0, "scale": 0.9, "disc_height": 0.95, "canal_size": 1.033,
    }  # fmt: skip


def test_without_set_the_recipe_is_the_tables(asked: list[Recipe]) -> None:
    assert main(["graph", "out.json", "--seed", "3", "--set", "waist=1"]) == 0
    assert (asked[0].seed, dict(asked[0].parameters)) == (3, {})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("lordoss=50", "did you mean lordosis"),
        ("lordosis=500", "between 39.6 and 80.8"),
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
