"""What there is to see, told while nothing is chosen."""

from __future__ import annotations

from html import escape

from viewer.actions.switches import SWITCHES
from viewer.model.scene import Scene
from viewer.qt import style


def guide_html(scene: Scene) -> str:
    """Each group of veins in its colour with the catalogue's sentence about it."""
    sentences: dict[str, str] = {}
    for group in scene.catalogue.groups.values():
        sentences.setdefault(group.group, group.sentence)
    blocks = []
    for switch in SWITCHES:
        ids = switch.ids(scene)
        if ids and scene.catalogue.structures[ids[0]].kind == "vein":
            dot = f'<span style="color:{scene.colour(ids[0])}; font-size:{style.scaled(15):g}pt">●</span>'
            words = f"<b>{escape(switch.text)}</b><br>{escape(sentences[switch.group])}"
            blocks.append(f"<p style='margin:7px 0'>{dot} {words}</p>")
    return "".join(blocks)
