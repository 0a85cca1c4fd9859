"""The fields that say what a picture is to be like."""

from __future__ import annotations

from PyQt6.QtCore import QSignalBlocker, QSize, pyqtSignal
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.export.picture_size import PRESETS, PictureSize, paper_mm, pixels_on
from viewer.export.still_spec import (
    BACKDROP,
    DARK_BACKDROP,
    LARGEST_LETTERS,
    LARGEST_SIDE,
    LONGEST_CAPTION,
    SMALLEST_LETTERS,
    TRANSPARENT,
    StillSpec,
)
from viewer.model.overlays import Overlays
from viewer.model.viewpoint import named_sides
from viewer.qt import style
from viewer.qt.pictures.side_choice import SideChoice

BACKGROUNDS = (
    ("White", "#ffffff"),
    ("Transparent", TRANSPARENT),
    ("As in a light window", BACKDROP),
    ("As in a dark window", DARK_BACKDROP),
    ("Black", "#000000"),
)
OWN_SIZE = "Own size"
LEAST_DPI = 36
CAPTION_LINES = 4.5
"""What is seen at once of a caption that is typed."""


class PictureForm(QWidget):
    """Size by preset or in pixels, resolution, background, and what lies over the picture.

    Parameters
    ----------
    view_size
        Size of the view in device pixels, offered as a preset.
    overlays
        What lies over the view, which is what the boxes start with.
    is_parallel
        Whether near and far are drawn alike: so are other sides then.
    paper
        The background to start with, one of `BACKGROUNDS`.
    caption
        What the picture may say at its foot, until other words are typed.
    """

    changed = pyqtSignal()
    """Another picture is asked for."""

    def __init__(
        self,
        view_size: QSize,
        overlays: Overlays,
        is_parallel: bool = False,
        paper: str = "#ffffff",
        caption: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_parallel = is_parallel
        self.sides = SideChoice()
        view = PictureSize(
            "view", f"As the view  {view_size.width()} × {view_size.height()}", *_sides(view_size), 96
        )
        self.sizes = (*PRESETS, view)
        self.preset = QComboBox()
        self.preset.addItems([*(size.name for size in self.sizes), OWN_SIZE])
        self.width_px, self.height_px = _number(16, LARGEST_SIDE), _number(16, LARGEST_SIDE)
        self.dpi = _number(LEAST_DPI, 2400)
        self.letters = _number(round(100 * SMALLEST_LETTERS), round(100 * LARGEST_LETTERS))
        self.letters.setSuffix(" %")
        self.letters.setSingleStep(10)
        self._usual_letters = 100
        self.width_px.setAccessibleName("Width in pixels")
        self.height_px.setAccessibleName("Height in pixels")
        self.width_mm, self.height_mm = _millimetres(), _millimetres()
        self.width_mm.setAccessibleName("Width on paper in millimetres")
        self.height_mm.setAccessibleName("Height on paper in millimetres")
        self._is_for_paper = False
        """Whether it is millimetres that stay when the resolution changes."""
        self.background = QComboBox()
        for name, value in BACKGROUNDS:
            self.background.addItem(name, value)
        self.background.setCurrentIndex(self.background.findData(paper))
        self.legend, self.scale_bar = QCheckBox("Legend"), QCheckBox("Scale bar")
        self.compass, self.labels = QCheckBox("Orientation marker"), QCheckBox("Labels")
        self.caption, self.words = QCheckBox("Caption"), QPlainTextEdit(caption)
        self.words.setAccessibleName("Words of the caption")
        self.words.setPlaceholderText("Words at the foot of the picture")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(round(CAPTION_LINES * self.words.fontMetrics().lineSpacing()))
        self.words.hide()
        self.memory = QCheckBox("Its scene, to open it from the picture")
        self.memory.setChecked(True)
        self.legend.setChecked(overlays.legend)
        self.scale_bar.setChecked(overlays.scale_bar)
        self.compass.setChecked(overlays.orientation)
        self.labels.setChecked(overlays.labels)
        self._lay_out()
        self.preset.activated.connect(self._on_preset)
        for side in (self.width_px, self.height_px):
            side.valueChanged.connect(self._on_pixels)
        for length in (self.width_mm, self.height_mm):
            length.valueChanged.connect(self._on_paper)
        self.dpi.valueChanged.connect(self._on_dpi)
        self.letters.valueChanged.connect(self.changed)
        self._on_preset(0)
        self.background.currentIndexChanged.connect(self.changed)
        self.sides.changed.connect(self.changed)
        for box in (self.legend, self.scale_bar, self.compass, self.labels):
            box.toggled.connect(self.changed)
        self.caption.toggled.connect(self._on_captioned)
        self.words.textChanged.connect(self.changed)

    def spec(self) -> StillSpec:
        """What was asked for."""
        return StillSpec(
            width=self.width_px.value(),
            height=self.height_px.value(),
            dpi=float(self.dpi.value()),
            background=self.background.currentData(),
            has_legend=self.legend.isChecked(),
            has_scale_bar=self.scale_bar.isChecked(),
            has_compass=self.compass.isChecked(),
            has_labels=self.labels.isChecked(),
            views=named_sides(self.sides.names, self._is_parallel),
            enlarged=self.letters.value() / 100.0,
            caption=self.words.toPlainText()[:LONGEST_CAPTION] if self.caption.isChecked() else "",
            paper_mm=self._paper(),
        )

    def _paper(self) -> tuple[float, float] | None:
        """The page as it was typed in millimetres, or as the chosen size has it."""
        if self._is_for_paper:
            return self.width_mm.value(), self.height_mm.value()
        index = self.preset.currentIndex()
        return self.sizes[index].paper_mm if index < len(self.sizes) else None

    def _lay_out(self) -> None:
        pixels = _side_by_side(self.width_px, self.height_px, "pixels")
        paper = _side_by_side(self.width_mm, self.height_mm, "mm")
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        for box in (self.legend, self.scale_bar, self.compass, self.labels, self.memory, self.caption):
            boxes.addWidget(box)
        boxes.addWidget(self.words)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * style.SPACE)
        form.setVerticalSpacing(style.SPACE)
        form.addRow("Size", self.preset)
        form.addRow("", pixels)
        form.addRow("Dots per inch", self.dpi)
        form.addRow("On paper", paper)
        form.addRow("Letters", self.letters)
        form.addRow("Seen from", self.sides)
        form.addRow("Background", self.background)
        form.addRow("With", boxes)

    def _on_captioned(self, is_on: bool) -> None:
        self.words.setVisible(is_on)
        if is_on:
            self.words.setFocus()
        self.changed.emit()

    def _on_preset(self, index: int) -> None:
        if index >= len(self.sizes):
            return
        size = self.sizes[index]
        for box, number in ((self.width_px, size.width), (self.height_px, size.height), (self.dpi, size.dpi)):
            with QSignalBlocker(box):
                box.setValue(number)
        self._is_for_paper = False
        self._enlarge(size.enlarged)
        self._tell_paper()

    def _on_pixels(self) -> None:
        self._is_for_paper = False
        self._on_number()

    def _on_paper(self) -> None:
        self._is_for_paper = True
        self._fill_paper()
        self._on_number()

    def _on_dpi(self) -> None:
        if self._is_for_paper:
            self._fill_paper()
        self._on_number()

    def _fill_paper(self) -> None:
        """Have as many pixels as the millimetres need."""
        for pixels, paper in ((self.width_px, self.width_mm), (self.height_px, self.height_mm)):
            with QSignalBlocker(pixels):
                pixels.setValue(pixels_on(paper.value(), self.dpi.value()))

    def _on_number(self) -> None:
        now = (self.width_px.value(), self.height_px.value(), self.dpi.value())
        same = [i for i, size in enumerate(self.sizes) if (size.width, size.height, size.dpi) == now]
        self.preset.setCurrentIndex(same[0] if same else len(self.sizes))
        if self.letters.value() == self._usual_letters:
            self._enlarge(self.sizes[same[0]].enlarged if same else 1.0)
        self._tell_paper()

    def _enlarge(self, times: float) -> None:
        """Have letters as a size has them, which they follow until the user chooses others."""
        self._usual_letters = round(100 * times)
        with QSignalBlocker(self.letters):
            self.letters.setValue(self._usual_letters)

    def _tell_paper(self) -> None:
        self.changed.emit()
        if self._is_for_paper:  # what was typed stays as it was typed
            return
        for pixels, paper in ((self.width_px, self.width_mm), (self.height_px, self.height_mm)):
            with QSignalBlocker(paper):
                paper.setValue(paper_mm(pixels.value(), self.dpi.value()))


def _sides(size: QSize) -> tuple[int, int]:
    return max(size.width(), 16), max(size.height(), 16)


def _side_by_side(width: QWidget, height: QWidget, unit: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(width, 1)
    row.addWidget(QLabel("×"))
    row.addWidget(height, 1)
    row.addWidget(QLabel(unit))
    return row


def _millimetres() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(0.2, paper_mm(LARGEST_SIDE, LEAST_DPI))
    box.setDecimals(1)
    return box


def _number(least: int, most: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setGroupSeparatorShown(False)
    return box
