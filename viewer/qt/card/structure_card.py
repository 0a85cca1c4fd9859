"""What is known about the selected structure: names, numbers, one sentence, evidence."""

from __future__ import annotations

from html import escape

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from meshes.anatomy.sources import Source, load_sources
from meshes.anatomy.structure import Structure
from meshes.anatomy.valves import valves_of
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.selection import selected
from viewer.qt import style
from viewer.qt.card.guide import guide_html
from viewer.qt.card.vessel_card import VesselCard
from viewer.qt.veins.vessel_reading import VesselReading

_MARKS = {
    "measured": ("Measured", "#dcefe3", "#17613a", "Its size was measured; the sources say by whom."),
    "derived": ("Derived", "#dfeaf7", "#1c4f86", "Its size follows from measurements by arithmetic."),
    "illustrative": ("Illustrative", "#fcebd0", "#7d4c05", "Nobody measured it: a plausible picture only."),
}
_CERTAINTIES = {
    "verified": "",
    "transcribed": "Its values were copied from the source.",
    "secondary": "Some of its values are quoted second hand.",
    "derived": "Some of its values are worked out from others.",
    "recalled-high": "Some of its values are quoted from memory, surely enough.",
    "recalled-medium": "Some of its values are quoted from memory and should be checked.",
    "recalled-low": "Some of its values are quoted from memory and doubtful.",
    "illustrative": "Some of its values nobody measured.",
}
"""What the least certain of the core measures means to a reader."""

EMPTY = "Click a structure in the view or in the tree to read what it is and how well it is known."


class StructureCard(QWidget):
    """The last chosen structure in words."""

    def __init__(
        self, scene: Scene, reading: VesselReading | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._scene = scene
        self.name, self.latin = _label("title"), _label("latin")
        self.place, self.sentence = _label("muted"), _label()
        self.mark, self.certainty = _label("mark"), _label("muted")
        self.codes, self.sources, self.others = _label("muted"), _label(), _label("muted")
        self.valves = _label()
        self.vessel = VesselCard(scene, reading or VesselReading(None, self))
        self.sources.setTextFormat(Qt.TextFormat.RichText)
        self.sources.setOpenExternalLinks(True)
        self.sources.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.SPACE, style.HALF_SPACE, style.SPACE, style.SPACE)
        column.setSpacing(style.HALF_SPACE)
        for label in (self.name, self.latin, self.place):
            column.addWidget(label)
        column.addSpacing(style.HALF_SPACE)
        column.addWidget(self.sentence)
        column.addWidget(self.valves)
        column.addWidget(self.vessel)
        column.addSpacing(style.HALF_SPACE)
        row = QHBoxLayout()
        row.addWidget(self.mark)
        row.addStretch(1)
        column.addLayout(row)
        for label in (self.certainty, self.sources, self.codes, self.others):
            column.addWidget(label)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the structure chosen last, or how to choose one."""
        self.vessel.refresh()
        chosen = self._scene.state.selection
        if chosen:
            self._tell(self._scene.catalogue.structures[chosen[-1]], len(chosen) - 1)
        else:
            self._tell_nothing()

    def on_changed(self, change: Change) -> None:
        """Follow the scene; the guide has the colours of its palette."""
        if change.kinds & {Kind.SELECTION, Kind.PALETTE}:
            self.refresh()

    def _tell(self, structure: Structure, others: int) -> None:
        word, fill, ink, meaning = _MARKS[structure.evidence]
        self.name.setText(structure.name)
        self.latin.setText(structure.latin)
        self.place.setText(" · ".join(filter(None, (structure.kind, structure.level, structure.side))))
        self.sentence.setText(structure.sentence)
        self.mark.setText(word)
        self.mark.setStyleSheet(f"background: {fill}; color: {ink};")
        self.mark.setToolTip(meaning)
        self.certainty.setText(f"{meaning} {_CERTAINTIES.get(structure.certainty, '')}".strip())
        self.codes.setText(codes_text(structure))
        self.sources.setText("".join(source_html(load_sources()[key]) for key in structure.sources))
        self.valves.setText(valves_text(structure))
        self.others.setText(self._route_text() or (f"and {others} more selected" if others else ""))
        self._show_parts(is_told=True)

    def _route_text(self) -> str:
        """The steps of the way that is selected, if one is."""
        state, known = self._scene.state, self._scene.catalogue.structures
        if not state.route or state.selection != selected(step.id for step in state.route):
            return ""
        whole = sum(step.length_mm for step in state.route)
        lines = [f"Venous route, {whole:.0f} mm in {len(state.route)} steps:"]
        for number, step in enumerate(state.route, start=1):
            low, high = step.calibre_mm
            lines.append(
                f"{number}. {known[step.id].name}: {step.length_mm:.0f} mm, Ø {low:.1f}–{high:.1f} mm"
            )
        return "\n".join(lines)

    def _tell_nothing(self) -> None:
        self.sentence.setText(f"<p>{EMPTY}</p>{guide_html(self._scene)}")
        self._show_parts(is_told=False)

    def _show_parts(self, is_told: bool) -> None:
        for label in (self.name, self.mark, self.certainty, self.codes, self.sources, self.place):
            label.setVisible(is_told)
        self.latin.setVisible(is_told and bool(self.latin.text()))
        self.valves.setVisible(is_told and bool(self.valves.text()))
        self.others.setVisible(is_told and bool(self.others.text()))


def _label(kind: str = "") -> QLabel:
    label = QLabel()
    label.setObjectName(kind)
    label.setWordWrap(kind != "mark")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def codes_text(structure: Structure) -> str:
    """TA2, TA98 and FMA numbers as far as they are known."""
    known = (("TA2", structure.ta2), ("TA98", structure.ta98), ("FMA", structure.fma))
    return " · ".join(f"{name} {number}" for name, number in known if number) or "No terminology number known"


def valves_text(structure: Structure) -> str:
    """What is said of the valves of a vein; empty for anything else."""
    valves = valves_of(structure.id)
    if valves is None:
        return ""
    way = f", opening {valves.way}" if valves.state == "valved" else ""
    return f"Valves: {valves.state}{way}. {valves.sentence} ({load_sources()[valves.source].citation})"


def source_html(source: Source) -> str:
    """A citation, linked to its DOI or PubMed entry where one is known."""
    words = escape(source.citation)
    if source.doi:
        words = f'<a href="https://doi.org/{escape(source.doi)}">{words}</a>'
    elif source.pmid:
        words = f'<a href="https://pubmed.ncbi.nlm.nih.gov/{escape(source.pmid)}/">{words}</a>'
    look = f"color:{style.theme().muted}; font-size:{style.scaled(9.5):g}pt"
    note = f'<br><span style="{look}">{escape(source.note)}</span>'
    return f"<p style='margin:3px 0'>{words}{note if source.note else ''}</p>"
