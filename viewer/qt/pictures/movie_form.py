"""The fields that say what a movie is to be like, and how large it would be."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.export.film import FILM_ENDINGS
from viewer.export.film_size import in_megabytes, likely_bytes
from viewer.export.movie import LONGEST_S, MOST_FPS, MovieSpec, bytes_expected
from viewer.export.picture_size import ON_SLIDES
from viewer.export.still_spec import BACKDROP, DARK_BACKDROP, StillSpec
from viewer.model.overlays import Overlays
from viewer.model.section import Section
from viewer.qt import style

MOTIONS = (
    ("Turn once round", "turntable"),
    ("Take apart and together", "explode"),
    ("Section there and back", "section"),
)
SECTIONS = (
    ("Sagittal", "sagittal"),
    ("Coronal", "coronal"),
    ("Axial", "axial"),
)
SIZES = (
    ("Slide  1280 × 720", (1280, 720)),
    ("Slide  1920 × 1080", (1920, 1080)),
    ("Page  854 × 480", (854, 480)),
    ("Square  720 × 720", (720, 720)),
    ("Small  426 × 240", (426, 240)),
)
BACKGROUNDS = (
    ("White", "#ffffff"),
    ("As in a light window", BACKDROP),
    ("As in a dark window", DARK_BACKDROP),
    ("Black", "#000000"),
)


class MovieForm(QWidget):
    """Motion, length, size and aids.

    Parameters
    ----------
    overlays
        What lies over the view, which is what the boxes start with.
    section
        The scene's section, which a moving one may keep to.
    paper
        The background to start with, one of `BACKGROUNDS`.
    """

    changed = pyqtSignal()
    """Another movie is asked for than before."""

    def __init__(
        self,
        overlays: Overlays,
        section: Section | None,
        paper: str = "#ffffff",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.motion, self.plane = _choice(MOTIONS), _choice(SECTIONS)
        if section is not None:
            self.plane.insertItem(0, "As in the view", None)
            self.plane.setCurrentIndex(0)
        self.seconds, self.fps = QDoubleSpinBox(), QSpinBox()
        self.seconds.setRange(0.5, LONGEST_S)
        self.seconds.setDecimals(1)
        self.seconds.setValue(8.0)
        self.seconds.setSuffix(" s")
        self.fps.setRange(2, round(MOST_FPS))
        self.fps.setValue(24)
        self.size_px, self.background = _choice(SIZES), _choice(BACKGROUNDS)
        self.background.setCurrentIndex(self.background.findData(paper))
        self.legend, self.scale_bar = QCheckBox("Legend"), QCheckBox("Scale bar")
        self.compass, self.labels = QCheckBox("Orientation marker"), QCheckBox("Names")
        self.legend.setChecked(overlays.legend)
        self.scale_bar.setChecked(overlays.scale_bar)
        self.compass.setChecked(overlays.orientation)
        self.labels.setChecked(overlays.labels)
        self.estimate = QLabel()
        self.estimate.setWordWrap(True)
        self.estimate.setObjectName("muted")
        self._lay_out()
        for chooser in (self.motion, self.plane, self.size_px, self.background):
            chooser.currentIndexChanged.connect(self._on_changed)
        for number in (self.seconds, self.fps):
            number.valueChanged.connect(self._on_changed)
        for box in (self.legend, self.scale_bar, self.compass, self.labels):
            box.toggled.connect(self._on_changed)
        self._on_changed()

    def spec(self) -> MovieSpec:
        """What was asked for."""
        width, height = self.size_px.currentData()
        return MovieSpec(
            self.motion.currentData(),
            self.seconds.value(),
            float(self.fps.value()),
            self.plane.currentData(),
            StillSpec(
                width,
                height,
                background=self.background.currentData(),
                has_legend=self.legend.isChecked(),
                has_scale_bar=self.scale_bar.isChecked(),
                has_compass=self.compass.isChecked(),
                has_labels=self.labels.isChecked(),
                enlarged=ON_SLIDES,
            ),
        )

    def tell_sizes(self, sizes: Mapping[str, int], is_sounded: bool = True) -> None:
        """Say between which sizes the files would lie, by what was told of each ending, bytes."""
        spec = self.spec()
        told = (
            f"{in_megabytes(*likely_bytes(count, ending, spec.kind, is_sounded))} as {ending[1:].upper()}"
            for ending, count in sizes.items()
        )
        self.estimate.setText(f"{spec.frames} pictures, {', '.join(told)}")

    def _on_changed(self) -> None:
        self.plane.setEnabled(self.motion.currentData() == "section")
        spec = self.spec()
        self.tell_sizes({ending: bytes_expected(ending, spec) for ending in FILM_ENDINGS}, is_sounded=False)
        self.changed.emit()

    def _lay_out(self) -> None:
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        for box in (self.legend, self.scale_bar, self.compass, self.labels):
            boxes.addWidget(box)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * style.SPACE)
        form.setVerticalSpacing(style.SPACE)
        form.addRow("Motion", self.motion)
        form.addRow("Plane", self.plane)
        form.addRow("Length", self.seconds)
        form.addRow("Pictures a second", self.fps)
        form.addRow("Size", self.size_px)
        form.addRow("Background", self.background)
        form.addRow("With", boxes)
        form.addRow("", self.estimate)


def _choice(rows: tuple[tuple[str, object], ...]) -> QComboBox:
    box = QComboBox()
    for name, value in rows:
        box.addItem(name, value)
    return box
