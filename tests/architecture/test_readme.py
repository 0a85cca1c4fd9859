"""The README says what is true: its keys exist, its commands parse, its files are there."""

import re
import shlex
from pathlib import Path
from unittest.mock import Mock

import pytest

from viewer.cli import COMMANDS, _parsers
from viewer.qt.verbs.window_actions import all_actions

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND_LINES = [line.split("#")[0] for line in re.findall(r"^    (retia .*)$", README, re.MULTILINE)]


def _table_keys() -> set[str]:
    section = README.partition("## Mouse and keys")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {key for row in rows for key in re.findall(r"`([^`]+)`", row)}


EVERYTHING = all_actions(Mock())


def test_every_key_of_the_atlas_is_in_the_readme() -> None:
    first_keys = {action.keys[0] for action in EVERYTHING if action.keys}
    assert first_keys - _table_keys() <= {"Esc", "Ctrl+Q"}


def test_the_readme_names_no_key_that_does_nothing() -> None:
    assert _table_keys() <= {key for action in EVERYTHING for key in action.keys}


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_command_lines_in_the_readme_parse(line: str) -> None:
    _, *words = shlex.split(line)
    parser, _ = _parsers(words[0])
    assert parser.parse_args(words).command == words[0]


def test_every_command_is_in_the_readme() -> None:
    assert len(COMMAND_LINES) >= 4
    assert all(f"retia {name}" in README for name in COMMANDS)


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_targets_of_make_and_modules_that_are_named_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = set(re.findall(r"(?:^    |`)make ([a-z]+)", text, re.MULTILINE))
    assert told and told <= targets
    for module in re.findall(r"python -m ([\w.]+)", text):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module


ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROOMS = ARCHITECTURE.partition("## Rooms")[2].partition("\n## ")[0]


def _told_rooms() -> set[str]:
    """The folders that the list of rooms names, each below the one it is indented under."""
    told: set[str] = set()
    above: list[str] = []
    for line in ROOMS.splitlines():
        depth = (len(line) - len(line.lstrip()) - 4) // 2
        for name in re.match(r"\s*((?:\w+/\s+)*)", f"{line} ")[1].split():  # type: ignore[index]
            above[depth:] = [name]
            told.add("".join(above).rstrip("/"))
    return {room for room in told if room.startswith(("meshes", "viewer"))}


def test_the_architecture_fits_in_two_hundred_lines() -> None:
    assert len(ARCHITECTURE.splitlines()) <= 200


def test_the_architecture_names_every_room_where_it_is_and_none_that_is_not() -> None:
    files = [path for package in ("meshes", "viewer") for path in (ROOT / package).rglob("*.py")]
    assert _told_rooms() == {path.parent.relative_to(ROOT).as_posix() for path in files}
    doors = [path.name for path in files if path.parent.parent == ROOT and not path.name.startswith("__")]
    assert [name for name in doors if not re.search(rf"(?<!\w){name}", ROOMS)] == []


def test_files_that_the_architecture_points_at_are_there() -> None:
    told = set(re.findall(r"`([\w/]+\.(?:py|csv|toml))`", ARCHITECTURE))
    there = [f"/{path.relative_to(ROOT).as_posix()}" for path in ROOT.glob("[a-z]*/**/*.*")]
    assert len(told) > 8
    assert [name for name in told if not any(path.endswith(f"/{name}") for path in there)] == [
        "pyproject.toml"
    ]
