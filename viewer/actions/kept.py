"""Scenes kept under a name, one after the other as in a lecture."""

from __future__ import annotations

from collections.abc import Callable

from viewer.actions.action import Action
from viewer.model.scene import Scene


def step(scene: Scene, steps: int) -> None:
    """Go to the kept scene so many places on; before the first, and where none was gone to, to the first."""
    shelf = scene.state.shelf
    scene.go_to(min(max(shelf.at + steps, 0), len(shelf.scenes) - 1))


def rename(scene: Scene, index: int, name: str) -> None:
    """Call a kept scene something else. Raises ValueError on an impossible name."""
    scene.set_shelf(scene.state.shelf.renamed(index, name), "Rename scene")


def move(scene: Scene, source: int, target: int) -> None:
    """Put one kept scene in another place."""
    scene.set_shelf(scene.state.shelf.moved(source, target), "Move scene")


def has_current(scene: Scene) -> bool:
    """Whether a kept scene was gone to, or kept just now."""
    return scene.state.shelf.current is not None


def _delete(scene: Scene) -> None:
    scene.set_shelf(scene.state.shelf.without(), "Delete scene")


def _move(steps: int) -> Callable[[Scene], None]:
    return lambda scene: move(scene, scene.state.shelf.at, scene.state.shelf.at + steps)


def _can_move(steps: int) -> Callable[[Scene], bool]:
    def can(scene: Scene) -> bool:
        shelf = scene.state.shelf
        return shelf.at >= 0 and 0 <= shelf.at + steps < len(shelf.scenes)

    return can


def _has_next(scene: Scene) -> bool:
    return scene.state.shelf.at + 1 < len(scene.state.shelf.scenes)


def _has_previous(scene: Scene) -> bool:
    return scene.state.shelf.at > 0


def _action(
    name: str,
    text: str,
    status: str,
    run: Callable[[Scene], None],
    is_enabled: Callable[[Scene], bool],
    *keys: str,
    starts_section: bool = False,
) -> Action:
    return Action(
        f"scenes.{name}",
        text,
        status,
        "Scenes",
        run,
        keys,
        is_enabled=is_enabled,
        starts_section=starts_section,
        step="",
    )


ACTIONS = (
    _action(
        "next",
        "Next scene",
        "Shows the next kept scene.",
        lambda scene: step(scene, 1),
        _has_next,
        "Ctrl+PgDown",
    ),
    _action(
        "previous",
        "Previous scene",
        "Shows the kept scene before this one.",
        lambda scene: step(scene, -1),
        _has_previous,
        "Ctrl+PgUp",
    ),
    _action(
        "earlier",
        "Move scene up",
        "Puts the current scene before the one above it.",
        _move(-1),
        _can_move(-1),
        starts_section=True,
    ),
    _action("later", "Move scene down", "Puts the current scene after the next.", _move(1), _can_move(1)),
    _action("delete", "Delete scene", "Keeps the current scene no longer.", _delete, has_current),
)
