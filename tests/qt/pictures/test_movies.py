import pytest
from imageio_ffmpeg import count_frames_and_secs
from PIL import Image
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QFileDialog

from viewer.export.film import FILM_ENDINGS
from viewer.export.film_size import in_megabytes, likely_bytes
from viewer.export.movie import bytes_expected
from viewer.qt.pictures.movie_dialog import FILE_KINDS, MovieDialog
from viewer.qt.pictures.movie_form import SIZES


@pytest.fixture
def dialog(qtbot, window):
    qtbot.keyClick(window.viewport, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    dialog = next(found for found in window.findChildren(MovieDialog) if found.isVisible())
    dialog.form.size_px.setCurrentIndex(len(SIZES) - 1)
    dialog.form.seconds.setValue(0.5)
    dialog.form.fps.setValue(8)
    yield dialog
    dialog.stop()


def save_as(qtbot, monkeypatch, dialog, path, kind="") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), kind))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("kind", "ending"), FILE_KINDS.items())
def test_the_save_button_films_and_tells(qtbot, monkeypatch, window, dialog, tmp_path, kind, ending) -> None:
    save_as(qtbot, monkeypatch, dialog, tmp_path / "fig.1", kind)
    assert dialog.is_filming
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        pass
    path = tmp_path / f"fig.1{ending}"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.name in window.statusBar().currentMessage()
    if ending == ".gif":
        with Image.open(path) as image:
            assert (image.n_frames, image.size) == (4, (426, 240))
    else:
        assert count_frames_and_secs(str(path))[0] == 4


def test_while_it_films_the_window_answers_and_the_movie_is_of_the_scene_as_it_was(
    qtbot, monkeypatch, window, dialog, tmp_path
) -> None:
    before = window.scene.state.looks["bone.vertebra.L1"].visible
    save_as(qtbot, monkeypatch, dialog, tmp_path / "a.mp4")
    qtbot.waitUntil(lambda: dialog.bar.value() >= 1, timeout=20_000)
    qtbot.keyClick(window.viewport, Qt.Key.Key_7)
    assert dialog.is_filming
    assert window.scene.state.looks["bone.vertebra.L1"].visible != before
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        pass


def test_cancel_leaves_no_file_and_the_form_to_try_again(qtbot, monkeypatch, dialog, tmp_path) -> None:
    dialog.form.seconds.setValue(60.0)
    save_as(qtbot, monkeypatch, dialog, tmp_path / "a.mp4")
    qtbot.waitUntil(lambda: dialog.bar.value() >= 1, timeout=20_000)
    assert dialog.bar.format() == f"{dialog.bar.value()} of 480", "no size before enough is written to tell"
    assert not dialog.form.isEnabled()
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert not dialog.is_filming
    assert list(tmp_path.iterdir()) == []
    assert dialog.isVisible()
    assert dialog.form.isEnabled()
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_a_window_that_closes_gives_the_movie_up(qtbot, monkeypatch, fresh_window, tmp_path) -> None:
    fresh_window.studio.ask_movie()
    (dialog,) = fresh_window.findChildren(MovieDialog)
    save_as(qtbot, monkeypatch, dialog, tmp_path / "a.mp4")
    qtbot.waitUntil(lambda: dialog.bar.value() >= 1, timeout=20_000)
    fresh_window.close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told_in_the_message_bar(qtbot, monkeypatch, window, dialog, tmp_path):
    save_as(qtbot, monkeypatch, dialog, tmp_path / "missing" / "a.mp4")
    qtbot.waitUntil(lambda: not dialog.is_filming, timeout=20_000)
    assert "a.mp4" in window.messages.text.text()
    assert dialog.save.isEnabled()


def ink_of(box) -> int:
    """Lightness of the darkest pixel of the words of a field."""
    image = box.grab().toImage()
    across, down = range(8, image.width() // 2), range(6, image.height() - 6)
    return min(image.pixelColor(x, y).lightness() for x in across for y in down)


def test_the_form_tells_frames_and_sizes_and_asks_for_a_plane_only_of_a_section(dialog) -> None:
    spec = dialog.form.spec()
    assert "4 pictures" in dialog.form.estimate.text()
    for ending in FILM_ENDINGS:
        likely = in_megabytes(*likely_bytes(bytes_expected(ending, spec), ending, spec.kind, False))
        assert f"{likely} as {ending[1:].upper()}" in dialog.form.estimate.text()
    assert not dialog.form.plane.isEnabled()
    faint = ink_of(dialog.form.plane)
    dialog.form.motion.setCurrentText("Section there and back")
    dialog.form.plane.setCurrentText("Axial")
    assert (dialog.form.spec().kind, dialog.form.spec().plane) == ("section", "axial")
    assert dialog.form.plane.isEnabled()
    assert faint > ink_of(dialog.form.plane) + 80, "what cannot be chosen now looks so"


def test_after_a_moment_the_form_tells_what_a_few_frames_have_shown(qtbot, dialog, monkeypatch, tmp_path):
    dialog.form.seconds.setValue(1.0)
    guess = dialog.form.estimate.text()
    qtbot.waitUntil(lambda: not dialog.lead.is_sounding, timeout=30_000)
    told = dialog.form.estimate.text()
    assert told != guess
    save_as(qtbot, monkeypatch, dialog, tmp_path / "a.mp4")
    assert not dialog.lead.is_sounding
    with qtbot.waitSignal(dialog.accepted, timeout=30_000):
        pass
    # So small a film was filmed as it is: the middle of what is told.
    size = (tmp_path / "a.mp4").stat().st_size
    assert f"{in_megabytes(*likely_bytes(size, '.mp4', 'turntable', True))} as MP4" in told


def test_names_are_filmed_when_they_are_ticked(qtbot, dialog) -> None:
    assert not dialog.form.spec().still.has_labels
    box = dialog.form.labels
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert dialog.form.spec().still.has_labels
