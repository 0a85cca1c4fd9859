"""The part of the card that tells a vein's size and leads to its neighbours."""

from __future__ import annotations

from html import escape

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel

from viewer.model.scene import Scene
from viewer.model.vessel import VesselFacts
from viewer.qt import style
from viewer.qt.veins.vessel_reading import VesselReading

READING = "Calibre, length and neighbours are being read …"
MOST_LINKS = 6
"""Veins named in one direction; large veins take up dozens."""


class VesselCard(QLabel):
    """Calibre and length of the chosen vein, and the veins it takes blood from and drains to, as links."""

    def __init__(self, scene: Scene, reading: VesselReading) -> None:
        super().__init__()
        self._scene, self._reading = scene, reading
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setOpenExternalLinks(False)
        self.linkActivated.connect(self._follow)
        reading.read.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Tell about what was chosen last; hidden unless that is a vein."""
        chosen = self._scene.state.selection
        structure = self._scene.catalogue.structures[chosen[-1]] if chosen else None
        if structure is None or structure.kind != "vein":
            self.hide()
            return
        self._reading.want()
        facts = self._reading.facts.get(structure.id)
        self.setText(READING if facts is None else facts_html(self._scene, facts))
        self.setVisible(facts is not None or self._reading.is_running)

    def _follow(self, structure_id: str) -> None:
        if structure_id in self._scene.catalogue.structures:
            self._scene.reveal([structure_id], "Follow the vein")


def facts_html(scene: Scene, facts: VesselFacts) -> str:
    """Size and neighbours in words, each neighbour a link to its id."""
    low, high = facts.calibre_mm
    wide = f"{low:.1f} mm" if f"{low:.1f}" == f"{high:.1f}" else f"{low:.1f}–{high:.1f} mm"
    size = f"<b>Calibre</b> {wide} · <b>length</b> {facts.length_mm:.0f} mm, as built"
    lines = [f"<p style='margin:2px 0'>{size}</p>"]
    for words, ids in (
        ("Takes from", facts.upstream),
        ("Drains to", facts.downstream),
        ("Communicates with", facts.beside),
    ):
        if ids:
            lines.append(f"<p style='margin:6px 0 2px 0'><b>{words}</b><br>{_links(scene, ids)}</p>")
    return "".join(lines)


def _links(scene: Scene, ids: tuple[str, ...]) -> str:
    known = scene.catalogue.structures
    look = f"color:{style.theme().accent}"
    links = [
        f'<a style="{look}" href="{escape(key)}">{escape(known[key].name)}</a>' for key in ids[:MOST_LINKS]
    ]
    if len(ids) > MOST_LINKS:
        links.append(f"and {len(ids) - MOST_LINKS} more")
    return "<br>".join(links)
