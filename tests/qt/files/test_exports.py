from threading import Event as ThreadEvent

import pytest
import trimesh
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFileDialog, QPushButton

from viewer.export import scene_file
from viewer.qt.files.exports import FILE_KINDS


def export_as(qtbot, monkeypatch, window, path, kind="") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), kind))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.viewport, Qt.Key.Key_M, both)
    qtbot.waitUntil(lambda: not window.exports.is_writing, timeout=20_000)


@pytest.mark.parametrize(("kind", "ending"), FILE_KINDS.items())
def test_the_kind_chosen_in_the_file_dialog_decides(
    qtbot, monkeypatch, window, tmp_path, kind, ending
) -> None:
    export_as(qtbot, monkeypatch, window, tmp_path / "fig.1", kind)
    assert [path.name for path in tmp_path.iterdir()] == [f"fig.1{ending}"]
    assert f"fig.1{ending}" in window.statusBar().currentMessage()
    assert len((tmp_path / f"fig.1{ending}").read_bytes()) > 5000


def test_the_file_holds_what_is_shown_and_no_more_with_its_looks(
    qtbot, monkeypatch, window, tmp_path
) -> None:
    window.scene.hide(["bone.vertebra.T12"])
    export_as(qtbot, monkeypatch, window, tmp_path / "a.glb")
    scene = trimesh.load(tmp_path / "a.glb", process=False)
    assert set(window.scene.shown) <= set(scene.graph.nodes)
    assert "bone.vertebra.T12" not in scene.graph.nodes
    _, bone = scene.graph["bone.vertebra.L1"]
    expected = round(255 * window.scene.state.looks["bone.vertebra.L1"].opacity)
    assert scene.geometry[bone].visual.material.baseColorFactor[3] == pytest.approx(expected, abs=1)


def test_a_folder_that_is_not_there_is_told_in_the_message_bar(qtbot, monkeypatch, window, tmp_path) -> None:
    export_as(qtbot, monkeypatch, window, tmp_path / "missing" / "a.glb")
    assert "a.glb" in window.messages.text.text()


def test_nothing_shown_is_told_and_leaves_no_file(qtbot, monkeypatch, window, tmp_path) -> None:
    window.scene.hide(window.scene.shown)
    export_as(qtbot, monkeypatch, window, tmp_path / "a.html")
    assert "nothing is shown" in window.messages.text.text()
    assert not list(tmp_path.iterdir())


def test_an_export_that_takes_long_says_so_and_can_be_given_up(qtbot, monkeypatch, window, tmp_path) -> None:
    goes_on = ThreadEvent()

    def slow(*_: object) -> bytes:
        assert goes_on.wait(20.0)
        return b"meshes"

    monkeypatch.setattr(scene_file, "mesh_bytes", slow)
    path = tmp_path / "a.glb"
    path.write_bytes(b"old")
    assert window.exports.write(path)
    waiting = window.exports.waiting
    qtbot.waitUntil(waiting.isVisible, timeout=5000)
    assert "a.glb" in waiting.labelText()
    button = waiting.findChild(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "given up" in window.statusBar().currentMessage()
    assert not waiting.isVisible()
    goes_on.set()
    qtbot.waitUntil(lambda: not window.exports.is_writing, timeout=5000)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.glb", b"old")]
    assert window.exports.write(path)
    qtbot.waitUntil(lambda: not window.exports.is_writing, timeout=5000)
    assert path.read_bytes() == b"meshes"
