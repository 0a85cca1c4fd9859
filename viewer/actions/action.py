"""One thing the user can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from viewer.model.scene import Scene


def _always(_scene: Scene) -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """A verb with its words and keys.

    Parameters
    ----------
    id
        Name in lower case with dots, general to special: ``view.anterior``.
    text
        What menu and button say.
    status
        One sentence for the status bar and the tool tip.
    menu
        Menu it belongs to; a table's order is the menu's order.
    run
        Does it to a scene.
    keys
        Shortcuts as Qt spells them, the first one shown in the menu.
    is_checked
        For switches: whether it is on now. ``None`` for plain verbs.
    is_enabled
        Whether it can be done now.
    icon
        Name of a file in ``assets/icons`` without ending, or ``None``.
    starts_section
        Whether a menu draws a line above it.
    submenu
        Name of the menu within the menu it stands in; empty where it stands in the menu itself.
    step
        Name of its step in the Edit menu; ``None``, what its text says, empty, what the scene calls it, which
        may know more: which figure, whether on or off.
    is_in_view
        Whether its keys are heard only while the view has the focus: arrows, Home and Space are those of
        lists and sliders elsewhere.
    """

    id: str
    text: str
    status: str
    menu: str
    run: Callable[[Scene], None]
    keys: tuple[str, ...] = ()
    is_checked: Callable[[Scene], bool] | None = None
    is_enabled: Callable[[Scene], bool] = _always
    icon: str | None = None
    starts_section: bool = False
    submenu: str = ""
    step: str | None = None
    is_in_view: bool = False
