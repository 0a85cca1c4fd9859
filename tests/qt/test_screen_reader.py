"""What a screen reader says of the window, asked over the bus that it would use."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"


def has_bindings() -> bool:
    wanted = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    is_there = shutil.which("dbus-run-session") and shutil.which("gdbus") and os.path.exists(SYSTEM_PYTHON)
    return (
        bool(is_there) and not subprocess.run([SYSTEM_PYTHON, "-c", wanted], capture_output=True).returncode
    )


@pytest.fixture(scope="module")
def heard():
    """Everything in the window, as told to a screen reader."""
    if not has_bindings():
        pytest.skip("no screen reader can ask here (Debian: at-spi2-core, python3-gi, gir1.2-atspi-2.0)")
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.qt.read_aloud", SYSTEM_PYTHON]
    environment = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    # In a session of its own: bus, window and reader end together, should one of them never answer.
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as bus:
        try:
            words, faults = bus.communicate(timeout=120)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(bus.pid, signal.SIGKILL)
    assert bus.returncode == 0, faults[-1500:]
    return json.loads(next(line for line in words.splitlines() if line.startswith("[{")))


def named(heard, role: str) -> dict[str, dict]:
    return {each["name"]: each for each in heard if each["role"] == role}


def test_the_rows_of_the_tree_say_their_whole_names_and_whether_they_are_shown(heard):
    assert "Structures" in named(heard, "tree")
    rows = named(heard, "table cell")
    assert "Vertebrae, partly shown" in rows
    assert {"checkable", "expandable"} <= set(rows["Discs, partly shown"]["states"])
    shown = [name for name in rows if name.endswith(", shown")]
    assert len(shown) > 5
    assert any("opacity" in name for name in rows)
    assert {"Structure", "Opacity"} <= set(named(heard, "table column header"))


def test_switches_say_whether_they_are_on(heard):
    switches = named(heard, "check box")
    assert "checked" in switches["Anterior internal plexus"]["states"]
    assert switches["Anterior internal plexus"]["description"] == "all shown"
    assert switches["Bone"]["description"] == "partly shown"
    assert "checked" not in switches["Dura"]["states"]


def test_boxes_and_sliders_are_called_by_what_they_set(heard):
    labels = {label for each in heard if each["role"] == "combo box" for label in each["labels"]}
    assert {"From", "to"} <= labels
    assert {"Bone opacity", "Taken apart"} <= set(named(heard, "slider"))


def test_nothing_one_can_press_is_without_a_name(heard):
    come_by = [each for each in heard if {"focusable", "showing"} <= set(each["states"])]
    there = {each["role"] for each in come_by}
    assert {"push button", "check box", "combo box", "slider", "spin button", "text", "tree", "list"} <= there
    # Qt keeps a bar without tabs out of sight, for when docks lie behind each other.
    nameless = [each for each in come_by if not (each["name"] or each["labels"])]
    assert {each["role"] for each in nameless} <= {"page tab list"}


def test_docks_and_dialogs_are_heard_as_the_window_is(heard):
    assert set(named(heard, "dialog")) == {"Picture", "Movie", "Mouse and keys", "Commands"}
    assert {"Individual", "Scenes", "Notes", "Section box"} <= set(named(heard, "frame"))
    assert {"Kept scenes", "Notes"} <= set(named(heard, "list"))
    assert {"Lumbar lordosis", "Overall scale"} <= set(named(heard, "slider"))
    assert {"Seed of the variation", "Dots per inch"} <= set(named(heard, "spin button"))


def test_a_box_to_choose_from_says_what_is_chosen_not_only_which(heard):
    boxes = [each for each in heard if each["role"] == "combo box" and "showing" in each["states"]]
    assert len(boxes) >= 6
    assert not [each["name"] for each in boxes if not each["labels"]]
