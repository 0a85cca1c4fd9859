"""Icons in the colours of a theme: kept for the next start, drawn again where some are missing."""

import pytest

from meshes.assets import ASSETS
from viewer.qt import icons

CHANGES = {"#1b2733": "#e8edf2"}
NAMES = {path.name for path in (ASSETS / "icons").glob("*.svg")}


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("RETIA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(icons._Drawer, "folder", icons._Drawer.folder)
    icons._recoloured.cache_clear()
    yield tmp_path / "cache"
    icons._recoloured.cache_clear()


def drawn_anew(changes=CHANGES, theme="dusk"):
    icons._recoloured.cache_clear()
    return icons.themed_icons(changes, theme)


def test_icons_lie_in_the_cache_and_are_found_there_again(cache):
    folder = drawn_anew()
    assert folder.is_relative_to(cache)
    assert {path.name for path in folder.iterdir()} == NAMES
    changed = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert drawn_anew() == folder
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == changed
    assert drawn_anew({"#1b2733": "#000000"}) != folder, "another colour, another folder"


def test_an_icon_that_was_removed_is_drawn_again(cache):
    folder = drawn_anew()
    (folder / "edit.redo.svg").unlink()
    drawn_anew()
    assert "#e8edf2" in (folder / "edit.redo.svg").read_text("utf-8")


def test_old_folders_go_and_those_of_others_stay(cache):
    foreign = cache / "icons" / "mine"
    foreign.mkdir(parents=True)
    made = [drawn_anew({"#1b2733": f"#00000{number}"}) for number in range(8)]
    assert sum(folder.is_dir() for folder in made) == icons._KEPT_FOLDERS
    assert made[-1].is_dir()
    assert foreign.is_dir()


def test_where_nothing_can_be_kept_there_are_icons_nevertheless(cache):
    cache.write_text("a file where the folder would be")
    assert {path.name for path in drawn_anew().iterdir()} == NAMES
