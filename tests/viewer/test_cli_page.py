"""`retia export OUT.html` on a small build: what is shown, how finely, and what is refused."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from meshes.detail import Detail
from meshes.geometry.pose import Pose
from meshes.part import Part
from meshes.recipe import Recipe
from tests.viewer.small_atlas import ball
from viewer.cli import main
from viewer.export import web_file
from viewer.model.written.figure_file import load_figure


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Recipe]:
    asked: list[Recipe] = []

    def build(recipe: Recipe, ids: tuple[str, ...], *_: object, **__: object) -> Iterator[Part]:
        asked.append(recipe)
        steps = 6 if recipe.detail is Detail.DRAFT else 60
        return (Part(key, ball(steps=steps), Pose.about_x(0.0, np.zeros(3))) for key in ids)

    monkeypatch.setattr(web_file, "build", build)
    monkeypatch.chdir(tmp_path)
    return asked


def ids(name: str) -> set[str]:
    text = Path(name).read_text("utf-8")
    found = re.search(r'id="atlas">(.*?)</script>', text)
    assert found
    return {row["id"] for row in json.loads(found[1])["structures"]}


def test_without_words_it_is_the_first_figure_and_with_levels_those(built: list[Recipe]) -> None:
    assert main(["export", "a.html", "-q"]) == 0
    assert main(["export", "b.html", "-q", "--levels", "L3", "--seed", "7"]) == 0
    assert {"bone.vertebra.T11", "bone.vertebra.L2"} <= ids("a.html")
    assert "bone.vertebra.L3" in ids("b.html")
    assert "bone.vertebra.L2" not in ids("b.html")
    assert [(each.detail, each.seed) for each in built] == [(Detail.NORMAL, 1), (Detail.NORMAL, 7)]


def test_a_figure_gives_title_and_caption_and_a_selection_only_what_is_named() -> None:
    assert main(["export", "a.html", "-q", "--figure", "axial-ring"]) == 0
    assert load_figure("axial-ring").title in Path("a.html").read_text("utf-8")
    assert main(["export", "b.html", "-q", "--levels", "L2:L4", "--select", "bone.vertebra"]) == 0
    assert ids("b.html") == {f"bone.vertebra.{level}" for level in ("L2", "L3", "L4")}


def test_a_page_too_large_is_written_as_a_draft_and_says_so(
    built: list[Recipe], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "a.html", "-q", "--levels", "L3"]) == 0
    fine = Path("a.html").stat().st_size
    monkeypatch.setattr(web_file, "LARGEST_PAGE_BYTES", fine - 1)
    assert main(["export", "a.html", "--levels", "L3"]) == 0
    assert Path("a.html").stat().st_size < fine
    assert "draft" in capsys.readouterr().err
    assert built[-1].detail is Detail.DRAFT


def test_a_page_too_large_even_as_a_draft_is_refused_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(web_file, "LARGEST_PAGE_BYTES", 1000)
    assert main(["export", "a.html", "-q", "--levels", "L3"]) == 2
    assert "fewer levels" in capsys.readouterr().err
    assert not list(Path().iterdir())


@pytest.mark.parametrize("words", [["--local"], ["--union"], ["--figure", "no-such"], ["--select", "bona"]])
def test_what_does_not_fit_is_told_before_anything_is_built(words: list[str], built: list[Recipe]) -> None:
    assert main(["export", "a.html", *words]) == 2
    assert not built
