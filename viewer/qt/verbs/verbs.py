"""The table of actions as Qt's own: menus, tool bar and shortcuts all come from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PyQt6.QtCore import QObject, Qt, QTimer
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QWidget

from viewer.actions.action import Action
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.qt.icons import icon

REST_MS = 150
"""While the view is turned the marks wait: bringing them up to date costs as much as a picture can spare."""

PASSING = frozenset({Kind.VIEWPOINT, Kind.HOVER})
"""What changes many times a second while the mouse moves."""


class Verbs(QObject):
    """One QAction for each action of a table, kept true to the scene.

    Parameters
    ----------
    scene
        What the actions are done to.
    actions
        The table, in the order of the menus.
    steps
        Names of what undo and redo would do; without, those of the scene.
    """

    def __init__(
        self,
        scene: Scene,
        actions: Iterable[Action],
        parent: QObject,
        steps: Callable[[], tuple[str | None, str | None]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._steps = steps or (lambda: (scene.undo_name, scene.redo_name))
        self._scene = scene
        self._table = {action.id: action for action in actions}
        self.by_id: Mapping[str, QAction] = {key: self._made(action) for key, action in self._table.items()}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        scene.changed.connect(self._on_changed)
        self.refresh()

    def table(self) -> tuple[Action, ...]:
        """The actions in the order of the menus."""
        return tuple(self._table.values())

    def refresh(self) -> None:
        """Bring enabled and checked marks and the names of undo and redo up to date."""
        for key, action in self._table.items():
            made = self.by_id[key]
            made.setEnabled(action.is_enabled(self._scene))
            if action.is_checked is not None:
                made.setChecked(action.is_checked(self._scene))
        undone, redone = self._steps()
        self._name("edit.undo", "Undo", undone)
        self._name("edit.redo", "Redo", redone)

    def listen_in(self, view: QWidget) -> None:
        """Have a view hear the keys that are its own."""
        view.addActions([self.by_id[key] for key, action in self._table.items() if action.is_in_view])

    def dress(self) -> None:
        """Take the icons of the theme in use."""
        for key, action in self._table.items():
            self.by_id[key].setIcon(icon(action.icon or key))

    def close(self) -> None:
        """Stop listening."""
        self._soon.stop()
        self._scene.changed.disconnect(self._on_changed)

    def _made(self, action: Action) -> QAction:
        made = QAction(action.text, self.parent())
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        if action.is_in_view:
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        made.setStatusTip(action.status)
        made.setToolTip(with_key(action.status, action.keys))
        made.setCheckable(action.is_checked is not None)
        made.setIcon(icon(action.icon or action.id))
        made.triggered.connect(partial(self._run, action.run))
        return made

    def _run(self, run: Callable[[Scene], None], _checked: bool = False) -> None:
        run(self._scene)
        # A switch may end up other than Qt flipped it, and an action may have done nothing.
        self.refresh()

    def _name(self, key: str, word: str, name: str | None) -> None:
        if key in self.by_id:
            self.by_id[key].setText(f"{word}: {name}" if name else word)
            self.by_id[key].setIconText(word)

    def _on_changed(self, change: Change) -> None:
        if change.kinds <= PASSING:
            self._soon.start(REST_MS)
        else:
            self.refresh()


def with_key(sentence: str, keys: tuple[str, ...]) -> str:
    """A tool tip that also says which key does it."""
    return f"{sentence}  ({keys[0]})" if keys else sentence
