"""Where the docks stand: beside the view, or as tabs where the screen is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import QPoint, QSettings, Qt, QTimer
from PyQt6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTabBar, QTabWidget, QWidget

from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.qt import style
from viewer.qt.docks.room import Room, Side, room_for
from viewer.qt.widgets.screen_room import on_the_screen

SHARE, LEAST_SHARE = 0.6, 0.5
"""Of the height of card and dock together: what a dock that is brought below the card is given, should it be
left with less than the latter."""

AWAY = QPoint(28, 28)
"""How far a panel steps away from its place when it is made to float, in pixels."""

_GEOMETRY, _LAYOUT, _SIDE = "window/geometry", "window/layout", "window/panels"


class Panels:
    """Arranges the docks anew when the window becomes much wider or narrower, or letters larger.

    Between that they stay as the user has them: what floats is left alone always.

    Parameters
    ----------
    window
        Whose docks they are.
    left, right
        The panels that are always there: what is shown, and what is chosen.
    others
        Docks that come and go, as tabs of each other.
    settings
        Where it is remembered how they stand; without, it is not.
    """

    def __init__(
        self,
        window: QMainWindow,
        left: QDockWidget,
        right: QDockWidget,
        others: Sequence[QDockWidget],
        settings: QSettings | None = None,
    ) -> None:
        self._window, self._settings = window, settings
        self.left, self.right, self.others = left, right, tuple(others)
        self._room: Room | None = None
        self._were_shown: tuple[QDockWidget, ...] = ()
        self._in_front: set[QDockWidget] = set()
        self._brought = right
        self._alone = self._shared = 0
        """Widths of the card before a dock came below it, and with that."""
        self._later = QTimer(window)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._give_room)
        self._soon = QTimer(window)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._spell_out)
        self._waiting: tuple[QDockWidget, ...] = ()
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, left)
        for dock in (right, *self.others):
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        for dock in self.others:
            dock.hide()
        for dock in (left, right, *self.others):
            dock.visibilityChanged.connect(partial(self._on_seen, dock))
            dock.topLevelChanged.connect(partial(self._on_parted, dock))

    @property
    def is_together(self) -> bool:
        """Whether all stand in one place as tabs."""
        return self._room is not None and self._room.side is not Side.BESIDE

    def recall(self) -> None:
        """Bring back the size of the window and how the panels stood, as far as that is remembered."""
        if self._settings is not None:
            self._window.restoreGeometry(self._settings.value(_GEOMETRY, b""))
            self._window.restoreState(self._settings.value(_LAYOUT, b""))
            self._hold_back()
            side = self._settings.value(_SIDE)
            room = room_for(self._window.width(), style.worn().scale)
            if side == room.side.value:
                self._wear(room)
                return
        self.fit()

    def _hold_back(self) -> None:
        """Keep what floats from opening before the window does: it would lie behind it."""
        docks = (self.left, self.right, *self.others)
        self._waiting = tuple(dock for dock in docks if dock.isFloating() and not dock.isHidden())
        for dock in self._waiting:
            dock.hide()

    def let_float(self) -> None:
        """Show what floated when the window was closed, now that the window is there."""
        for dock in self._waiting:
            dock.show()
        self._waiting = ()

    def remember(self) -> None:
        """Remember the size of the window and how the panels stand."""
        if self._settings is None:
            return
        self._settings.setValue(_GEOMETRY, self._window.saveGeometry())
        self._settings.setValue(_LAYOUT, self._window.saveState())
        if self._room is not None:
            self._settings.setValue(_SIDE, self._room.side.value)

    def fit(self) -> None:
        """Stand as a window of this width and letters of this size have room for."""
        room = room_for(self._window.width(), style.worn().scale)
        if room == self._room:
            return
        was = self._room.side if self._room is not None else None
        self._wear(room)
        if room.side is not was:
            self._arrange(was)
        self._window.resizeDocks([self.left, self.right], [room.left, room.right], Qt.Orientation.Horizontal)

    def turn(self) -> None:
        """Hide the docks, or bring them back; those that come and go only if they were there."""
        shown = tuple(dock for dock in (self.left, self.right, *self.others) if not dock.isHidden())
        if self.left in shown or self.right in shown:
            self._were_shown = shown
            for dock in shown:
                dock.hide()
            return
        for dock in {self.left: None, self.right: None, **dict.fromkeys(self._were_shown)}:
            dock.show()
        self.left.raise_()

    def bring(self, dock: QDockWidget) -> None:
        """Show a dock, before the others where it is a tab."""
        if all(other.isHidden() for other in self.others):
            self._alone = self._shared = self.right.width()
        dock.show()
        dock.raise_()
        if dock in self.others:
            # The layout gives a dock its place once the events are through.
            self._brought = dock
            self._later.start()

    def _give_room(self) -> None:
        """Let a dock below the card have more than the line of a list that it would be left with."""
        dock = self._brought
        self._shared = self.right.width()
        if self.is_together or dock.isFloating() or dock.isHidden() or self.right.isHidden():
            return
        whole = self.right.height() + dock.height()
        if dock.height() < LEAST_SHARE * whole:
            sizes = [round((1.0 - SHARE) * whole), round(SHARE * whole)]
            self._window.resizeDocks([self.right, dock], sizes, Qt.Orientation.Vertical)

    def toggle(self, dock: QDockWidget) -> None:
        """Put away a dock that is seen, bring any other."""
        if dock.isHidden() or dock not in self._in_front:
            self.bring(dock)
        else:
            dock.hide()

    def on_changed(self, change: Change, scene: Scene) -> None:
        """As tabs, bring up what is known of a structure chosen in the view, and the switches after it."""
        if Kind.SELECTION not in change.kinds or not self.is_together or self._has_focus(self.left):
            return
        front = self.right if scene.state.selection else self.left
        if not front.isHidden() and front in (self.right, *self._window.tabifiedDockWidgets(self.right)):
            front.raise_()

    def _wear(self, room: Room) -> None:
        self._room = room
        for dock in (self.left, self.right):
            # A tab says what it is.
            dock.setTitleBarWidget(QWidget() if self.is_together else None)

    def _arrange(self, was: Side | None) -> None:
        assert self._room is not None
        docked = [dock for dock in (self.right, *self.others) if not dock.isFloating()]
        for dock in docked:
            if self.is_together and not self.left.isFloating():
                self._window.tabifyDockWidget(self.left, dock)
            else:
                self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        if not self.is_together:
            self._stack([dock for dock in self.others if dock in docked])
        if self._room.side is Side.AWAY:
            self.left.hide()
            self.right.hide()
        elif was is Side.AWAY:
            self.left.show()
            self.right.show()
        self.left.raise_()
        self._spell_out()

    def _spell_out(self) -> None:
        """Write the names of all tabs out: cut to three letters they would say nothing.

        Where there are too many they scroll. Qt makes the bars anew whenever it needs them.
        """
        for bar in self._window.findChildren(QTabBar):
            bar.setElideMode(Qt.TextElideMode.ElideNone)

    def _stack(self, docks: Sequence[QDockWidget]) -> None:
        for dock in docks[1:]:
            self._window.tabifyDockWidget(docks[0], dock)

    def _on_seen(self, dock: QDockWidget, is_seen: bool) -> None:
        """Qt tells nowhere else whether a tab is the one in front."""
        (self._in_front.add if is_seen else self._in_front.discard)(dock)
        self._soon.start()
        if dock in self.others and all(other.isHidden() for other in self.others):
            QTimer.singleShot(0, self._take_back)

    def _on_parted(self, dock: QDockWidget, is_floating: bool) -> None:
        """Let one see that a panel floats: Qt leaves it where it stood, as if nothing had happened.

        One that the mouse carries goes with it, and one that is recalled to where it was.
        """
        is_carried = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if is_floating and self._window.isVisible() and not is_carried:
            dock.move(on_the_screen(dock, self._window, dock.pos() + AWAY))

    def _take_back(self) -> None:
        """Give the view back the width that a dock below the card needed, unless the user chose another."""
        if self.is_together or self.right.isHidden() or not self._alone < self._shared == self.right.width():
            return
        self._window.resizeDocks([self.right], [self._alone], Qt.Orientation.Horizontal)

    def _has_focus(self, dock: QDockWidget) -> bool:
        focus = self._window.focusWidget()
        return focus is not None and dock.isAncestorOf(focus)
