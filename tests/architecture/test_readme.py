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


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md"])
def test_links_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_architecture_fits_in_two_hundred_lines_and_names_every_folder() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 200
    rooms = {path.parent for package in ("meshes", "viewer") for path in (ROOT / package).rglob("*.py")}
    missing = [str(room.relative_to(ROOT)) for room in rooms if f"{room.name}/" not in text]
    assert missing == []
