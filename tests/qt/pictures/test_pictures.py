from argparse import ArgumentParser
from threading import Event
from threading import enumerate as enumerate_threads

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtCore import QPoint, Qt, QTimer
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QFileDialog

from viewer.commands import shot
from viewer.export.picture_size import PRESETS
from viewer.export.still import compose
from viewer.export.still_spec import StillSpec
from viewer.model.viewpoint import NAMED_VIEWS
from viewer.model.written.figure_file import load_figure
from viewer.model.written.session import session_text
from viewer.qt.pictures.clipboard import qimage
from viewer.qt.pictures.movie_form import MovieForm
from viewer.qt.pictures.picture_preview import share_of
from viewer.qt.pictures.screenshot_dialog import FILE_KINDS, ScreenshotDialog
from viewer.qt.view.camera_moves import turned, zoomed

STARTS = {
    ".png": b"\x89PNG",
    ".tif": b"II",
    ".jpg": b"\xff\xd8",
    ".webp": b"RIFF",
    ".svg": b"<?xml",
    ".pdf": b"%PDF",
}


@pytest.fixture
def dialog(qtbot, window):
    window.studio.ask_picture()
    return next(found for found in window.findChildren(ScreenshotDialog) if found.isVisible())


def ask_for(dialog, width: int, height: int, dpi: int = 150) -> None:
    dialog.form.width_px.setValue(width)
    dialog.form.height_px.setValue(height)
    dialog.form.dpi.setValue(dpi)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_fills_in_its_numbers(dialog, preset):
    dialog.form.preset.setCurrentText(preset.name)
    dialog.form.preset.activated.emit(dialog.form.preset.currentIndex())
    spec = dialog.form.spec()
    assert (spec.width, spec.height, spec.dpi) == (preset.width, preset.height, preset.dpi)
    assert spec.enlarged == preset.enlarged


def test_letters_are_those_of_the_size_until_others_are_typed(qtbot, dialog):
    form = dialog.form
    assert form.spec().enlarged == 1.4, "it opens as a slide"
    slide = form.spec().scale
    ask_for(dialog, 3840, 2160, 288)
    assert form.spec().scale == pytest.approx(2 * slide)
    ask_for(dialog, 900, 700)
    assert form.spec().enlarged == 1.0
    form.letters.setFocus()
    form.letters.selectAll()
    qtbot.keyClicks(form.letters, "200")
    qtbot.keyClick(form.letters, Qt.Key.Key_Tab)
    ask_for(dialog, 1920, 1080, 144)
    assert form.spec().enlarged == 2.0


def test_bright_veins_stand_on_their_own_ground_in_pictures_and_movies(qtbot, window):
    window.scene.set_palette("high-contrast")
    window.studio.ask_picture()
    picture = next(found for found in window.findChildren(ScreenshotDialog) if found.isVisible())
    assert picture.form.spec().background == "#000000"
    picture.reject()
    form = MovieForm(window.scene.state.overlays, None, window.scene.palette.paper)
    assert form.spec().still.background == "#000000"
    window.scene.set_palette("atlas")
    usual = MovieForm(window.scene.state.overlays, None, window.scene.palette.paper)
    assert usual.spec().still.background == "#ffffff"


def test_own_numbers_are_an_own_size_unless_they_are_a_preset(dialog):
    ask_for(dialog, 333, 222)
    assert dialog.form.preset.currentText() == "Own size"
    assert dialog.form.width_mm.value() == pytest.approx(56.4)
    assert dialog.form.height_mm.value() == pytest.approx(37.6)
    ask_for(dialog, 3508, 2480, 300)
    assert dialog.form.preset.currentText() == "A4 across  300 dpi"
    assert dialog.form.spec().paper_mm == (297, 210)


def typed(qtbot, box, text: str) -> None:
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Tab)


def test_millimetres_that_are_typed_stay_whatever_the_resolution(qtbot, dialog):
    form = dialog.form
    typed(qtbot, form.width_mm, "89")
    typed(qtbot, form.height_mm, "60.5")
    typed(qtbot, form.dpi, "600")
    assert (form.width_px.value(), form.height_px.value()) == (2102, 1429)
    typed(qtbot, form.dpi, "1200")
    assert (form.width_px.value(), form.height_px.value()) == (4205, 2858)
    assert (form.width_mm.value(), form.height_mm.value()) == (89.0, 60.5)
    assert form.spec().paper_mm == (89.0, 60.5), "a page is as large as was typed, not as its pixels are"
    typed(qtbot, form.width_px, "1200")
    assert form.spec().paper_mm is None
    typed(qtbot, form.dpi, "300")
    assert form.width_px.value() == 1200, "pixels that are typed stay, too"
    assert form.width_mm.value() == pytest.approx(101.6)


def test_the_picture_on_disk_has_exactly_the_pixels_and_the_dpi(dialog, tmp_path):
    ask_for(dialog, 421, 297, 150)
    assert dialog.save_to(tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert image.size == (421, 297)
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)
        assert np.asarray(image.convert("RGB")).std() > 5
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_a_transparent_picture_is_clear_around_the_column(dialog, tmp_path):
    ask_for(dialog, 300, 200)
    dialog.form.background.setCurrentText("Transparent")
    for box in (dialog.form.legend, dialog.form.scale_bar, dialog.form.compass, dialog.form.labels):
        box.setChecked(False)
    dialog.save_to(tmp_path / "a.png")
    alpha = np.asarray(Image.open(tmp_path / "a.png").convert("RGBA"))[..., 3]
    assert alpha[0, 0] == 0
    assert alpha.max() == 255


@pytest.mark.parametrize("box", ["legend", "scale_bar", "compass", "labels"])
def test_what_lies_over_the_picture_can_be_left_out(dialog, tmp_path, box):
    ask_for(dialog, 400, 300)
    for wish in (False, True):
        getattr(dialog.form, box).setChecked(wish)
        dialog.save_to(tmp_path / f"{wish}.png")
    without, with_it = (np.asarray(Image.open(tmp_path / f"{wish}.png")) for wish in (False, True))
    assert np.any(without != with_it)


def test_a_folder_that_is_not_there_is_told_in_the_message_bar(window, dialog, tmp_path):
    ask_for(dialog, 64, 64)
    assert not dialog.save_to(tmp_path / "missing" / "a.png")
    assert window.messages.isVisible()
    assert "a.png" in window.messages.text.text()


def test_the_save_button_asks_where_and_adds_the_ending(qtbot, monkeypatch, dialog, tmp_path):
    ask_for(dialog, 64, 64)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "mine.png").is_file()


@pytest.mark.parametrize(("button", "is_replaced"), [("No", False), ("Yes", True)])
def test_a_file_whose_ending_nobody_typed_is_asked_about_before_it_is_replaced(
    qtbot, monkeypatch, dialog, tmp_path, button, is_replaced
):
    ask_for(dialog, 64, 64)
    old = tmp_path / "mine.png"
    old.write_bytes(b"old")
    typed = [str(tmp_path / "mine"), ""]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed.pop(0), ""))
    asked = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        asked.append(box.text())
        qtbot.mouseClick(
            next(each for each in box.buttons() if button in each.text()), Qt.MouseButton.LeftButton
        )

    QTimer.singleShot(300, answer)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(typed) == (1 if is_replaced else 0), timeout=20_000)
    assert ["mine.png" in text for text in asked] == [True]
    assert (old.read_bytes() != b"old") == is_replaced


@pytest.mark.parametrize(("kind", "ending"), FILE_KINDS.items())
def test_the_kind_chosen_in_the_file_dialog_decides(qtbot, monkeypatch, dialog, tmp_path, kind, ending):
    ask_for(dialog, 80, 64)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "fig.1"), kind))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / f"fig.1{ending}").read_bytes().startswith(STARTS[ending])


def test_a_clear_jpeg_is_refused_in_words(window, dialog, tmp_path):
    ask_for(dialog, 64, 64)
    dialog.form.background.setCurrentText("Transparent")
    assert not dialog.save_to(tmp_path / "a.jpg")
    assert "transparency" in window.messages.text.text()
    assert not list(tmp_path.iterdir())


def test_the_copy_button_puts_the_picture_into_the_clipboard(qtbot, dialog):
    ask_for(dialog, 123, 77)
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (123, 77)


def test_the_clipboard_keeps_colours_and_alpha():
    picture = np.zeros((2, 3, 4), np.uint8)
    picture[0, 1] = (10, 20, 30, 40)
    colour = qimage(picture).pixelColor(1, 0)
    assert colour.getRgb() == (10, 20, 30, 40)


def test_a_picture_of_more_pixels_than_can_be_drawn_is_told(window, dialog, tmp_path):
    ask_for(dialog, 16000, 16000)
    assert not dialog.save_to(tmp_path / "a.png")
    assert "million pixels" in window.messages.text.text()
    assert not dialog.is_taking and dialog.form.isEnabled()


@pytest.mark.parametrize("ending", [".png", ".webp"])
def test_a_picture_being_saved_can_be_given_up_and_leaves_the_old_one(
    qtbot, window, dialog, tmp_path, ending
):
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"old")
    ask_for(dialog, 3000, 2000)
    seen = []

    def give_up() -> None:
        seen.append((dialog.is_taking, dialog.bar.isVisible(), dialog.form.isEnabled()))
        seen.append((dialog.save.text(), dialog.close_button.text()))
        qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(150, give_up)
    assert not dialog.save_to(path)
    assert seen == [(True, True, False), ("Drawing …", "Cancel")]
    assert "given up" in window.statusBar().currentMessage()
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [(path.name, b"old")]
    assert dialog.isVisible() and dialog.form.isEnabled() and not dialog.bar.isVisible()
    ask_for(dialog, 64, 64)
    assert dialog.save_to(path)
    assert path.read_bytes().startswith(STARTS[ending])


def test_given_up_while_it_is_written_a_picture_leaves_nothing(qtbot, monkeypatch, dialog, tmp_path):
    from viewer.qt.pictures import screenshot_dialog

    begun, goes_on = Event(), Event()

    def slow(*given: object) -> bytes:
        begun.set()
        assert goes_on.wait(20.0)
        return b"picture"

    monkeypatch.setattr(screenshot_dialog, "picture_bytes", slow)
    ask_for(dialog, 64, 64)
    waiting = QTimer(dialog)

    def escape() -> None:
        if begun.is_set():
            waiting.stop()
            assert dialog.save.text() == "Writing …"
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    waiting.timeout.connect(escape)
    waiting.start(20)
    assert not dialog.save_to(tmp_path / "a.png")
    (writer,) = [each for each in enumerate_threads() if each.name == "picture"]
    goes_on.set()
    writer.join(20.0)
    assert list(tmp_path.iterdir()) == []


def from_command_line(window, path, *options: str) -> np.ndarray:
    """What ``retia shot`` makes of the window's session with the surfaces the window has."""
    parser = ArgumentParser()
    shot.add_arguments(parser)
    session = path / "told.retia.json"
    session.write_text(session_text(window.scene.state), "utf-8")
    asked = parser.parse_args(["-o", "x.png", "--session", str(session), *options])
    scene = shot.scene_asked(asked)
    return compose(scene.catalogue, scene.state, window.building.meshes, shot._spec(scene, asked)).painted()


def test_several_sides_in_one_picture_are_the_command_line_s_to_the_pixel(qtbot, window, dialog, tmp_path):
    ask_for(dialog, 480, 300, 150)
    for name in ("posterior", "left"):
        qtbot.mouseClick(dialog.form.sides.buttons[name], Qt.MouseButton.LeftButton)
    assert dialog.form.sides.words.text() == "Posterior, left: beside each other, at one scale"
    dialog.form.labels.setChecked(True)
    assert dialog.save_to(tmp_path / "a.png")
    made = np.asarray(Image.open(tmp_path / "a.png").convert("RGBA"))
    wanted = from_command_line(
        window, tmp_path, "--size", "480x300", "--dpi", "150", "--views", "posterior,left", "--labels"
    )
    np.testing.assert_array_equal(made, wanted)
    turned = from_command_line(window, tmp_path, "--size", "480x300", "--views", "left,posterior", "--labels")
    assert np.abs(made.astype(int) - turned).mean() > 1, "the order they were chosen in"


@pytest.mark.parametrize("kept", ["picture", "session", "figure"])
def test_what_was_saved_is_drawn_again_to_the_pixel_in_a_narrow_picture(
    qtbot, monkeypatch, window, tmp_path, kept
):
    window.scene.view_from("left")
    window.scene.set_viewpoint(zoomed(turned(window.renderer.viewpoint(), 0.4, 0.2), 1.3, 0.1, 0.1))
    window.studio.ask_picture()
    dialog = next(found for found in window.findChildren(ScreenshotDialog) if found.isVisible())
    ask_for(dialog, 200, 400, 150)
    assert dialog.save_to(tmp_path / "a.png")
    dialog.reject()
    saved, option = {
        "picture": (tmp_path / "a.png", "--session"),
        "session": (tmp_path / "a.retia.json", "--session"),
        "figure": (tmp_path / "a.toml", "--figure"),
    }[kept]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    if kept != "picture":
        window.documents.save_as() if kept == "session" else window.documents.save_figure()
    parser = ArgumentParser()
    shot.add_arguments(parser)
    asked = parser.parse_args(["-o", "x.png", option, str(saved), "--size", "200x400", "--dpi", "150"])
    scene = shot.scene_asked(asked)
    spec = shot._spec(scene, asked)
    again = compose(scene.catalogue, scene.state, window.building.meshes, spec).painted()
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "a.png").convert("RGBA")), again)
    wide = window.viewport.width() / window.viewport.height()
    assert scene.state.viewpoint.aspect == pytest.approx(wide)
    before = window.scene.state.viewpoint
    assert window.documents.open_file(saved if kept != "figure" else tmp_path / "a.png")
    assert window.scene.state.viewpoint == before


def test_a_caption_is_the_figure_s_until_other_words_are_typed_and_the_command_line_s(
    qtbot, window, tmp_path
):
    window.verbs.by_id["figure.default"].trigger()
    caption = load_figure("default").caption
    window.studio.ask_picture()
    dialog = next(found for found in window.findChildren(ScreenshotDialog) if found.isVisible())
    assert dialog.form.spec().caption == ""
    assert dialog.form.words.isHidden()
    qtbot.mouseClick(dialog.form.caption, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert dialog.form.spec().caption == caption
    dialog.form.words.selectAll()
    qtbot.keyClicks(dialog.form.words, "Two vertebrae")
    ask_for(dialog, 480, 300, 150)
    assert dialog.save_to(tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert image.text["Description"] == "Two vertebrae"
        made = np.asarray(image.convert("RGBA"))
    dialog.reject()
    wanted = from_command_line(
        window, tmp_path, "--size", "480x300", "--dpi", "150", "--caption", "Two vertebrae"
    )
    np.testing.assert_array_equal(made, wanted)


def test_a_side_chosen_twice_is_left_out_again(qtbot, dialog):
    left = dialog.form.sides.buttons["left"]
    qtbot.mouseClick(left, Qt.MouseButton.LeftButton)
    assert dialog.form.spec().views == (NAMED_VIEWS["left"],)
    qtbot.mouseClick(left, Qt.MouseButton.LeftButton)
    assert dialog.form.spec().views == ()
    assert dialog.form.sides.words.text() == "As in the view"


def previewed(qtbot, dialog) -> np.ndarray:
    """The preview once it is drawn, (height, width, 3)."""
    qtbot.waitUntil(lambda: not dialog.preview.is_drawing, timeout=20_000)
    image = dialog.preview.pixmap().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bytes(bits), np.uint8).reshape(image.height(), image.width(), 4)[..., :3]


def coarse(picture: np.ndarray) -> np.ndarray:
    """A picture of 360 by 180 so small that a line of letters a pixel elsewhere changes nothing."""
    return picture.reshape(45, 4, 90, 4, 3).mean(axis=(1, 3))


def test_the_preview_is_the_picture_shrunk(qtbot, dialog, tmp_path):
    ask_for(dialog, 1200, 600, 150)
    seen, saved = [], []
    for sides in ((), ("anterior", "left")):
        for name in sides:
            qtbot.mouseClick(dialog.form.sides.buttons[name], Qt.MouseButton.LeftButton)
        seen.append(previewed(qtbot, dialog))
        assert seen[-1].shape == (180, 360, 3)
        dialog.save_to(tmp_path / "a.png")
        with Image.open(tmp_path / "a.png") as image:
            saved.append(np.asarray(image.convert("RGB").resize((360, 180), Image.Resampling.BOX)))
    for number in (0, 1):
        assert np.abs(coarse(seen[number]) - coarse(saved[number])).mean() < 1.5
        assert np.abs(coarse(seen[number]) - coarse(saved[1 - number])).mean() > 8.0


@pytest.mark.parametrize("size", PRESETS, ids=lambda size: size.key)
def test_a_preview_has_enough_of_a_picture_s_pixels_and_no_more(size):
    seen = StillSpec(size.width, size.height).shrunk(share_of(StillSpec(size.width, size.height)))
    assert 600 < max(seen.width, seen.height) <= 1080
    assert share_of(StillSpec(300, 200)) == 1.0


def test_the_preview_follows_the_form_and_a_closed_dialog_draws_nothing(qtbot, dialog):
    ask_for(dialog, 400, 300)
    white = previewed(qtbot, dialog)
    dialog.form.background.setCurrentText("Black")
    black = previewed(qtbot, dialog)
    assert white[5, -5].min() > 250 and black[5, -5].max() < 5
    dialog.form.background.setCurrentText("Transparent")
    clear = previewed(qtbot, dialog)
    assert len({tuple(pixel) for pixel in clear[2, :60].tolist()}) > 1, "squares stand for nothing"
    dialog.form.background.setCurrentText("White")
    dialog.reject()
    assert not dialog.preview.is_drawing
