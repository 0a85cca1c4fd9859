"""Which colours groups have."""

from __future__ import annotations

from viewer.actions.action import Action
from viewer.model.palette import load_palette
from viewer.model.scene import Scene

SUBMENU = "Palette and theme"

ORDER = ("atlas", "colour-blind", "high-contrast", "print")
"""As the menu has them; every file in ``assets/palettes`` is among them."""


def _palette(name: str) -> Action:
    palette = load_palette(name)

    def choose(scene: Scene) -> None:
        scene.set_palette(name)

    return Action(
        f"palette.{name}",
        palette.title,
        palette.status,
        "View",
        choose,
        is_checked=lambda scene: scene.state.palette == name,
        starts_section=name == ORDER[0],
        submenu=SUBMENU,
    )


ACTIONS = tuple(_palette(name) for name in ORDER)
