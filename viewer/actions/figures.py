"""The named figures, each a verb that arranges the whole scene."""

from __future__ import annotations

from viewer.actions.action import Action
from viewer.model.figure import Figure
from viewer.model.scene import Scene
from viewer.model.written.figure_file import DEFAULT_FIGURE, figures, load_figure


def _action(figure: Figure, number: int) -> Action:
    def run(scene: Scene) -> None:
        scene.apply(figure)

    return Action(
        f"figure.{figure.name}",
        figure.title,
        figure.caption,
        "Figures",
        run,
        (f"Ctrl+{number}",) if number < 10 else (),
        step="",
    )


def _ordered() -> list[str]:
    """The figure the atlas opens with first, the others by name."""
    return sorted(figures(), key=lambda name: (name != DEFAULT_FIGURE, name))


ACTIONS = tuple(_action(load_figure(name), number) for number, name in enumerate(_ordered(), 1))
