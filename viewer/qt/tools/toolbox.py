"""The tools that take the mouse: one at a time."""

from __future__ import annotations

from viewer.qt.tools.chalk import Chalk, Tool
from viewer.qt.tools.measuring import Measuring
from viewer.qt.tools.notes import Notes


class Toolbox:
    """Takes a tool out or puts it away; whatever else was out is put away first."""

    def __init__(self, measuring: Measuring, notes: Notes, chalk: Chalk) -> None:
        self._measuring, self._notes, self._chalk = measuring, notes, chalk

    def measure(self, points: int) -> None:
        """Measure distances, angles or ways by clicks, or stop it."""
        self._chalk.end()
        self._notes.end()
        self._measuring.turn(points)

    def take(self, tool: Tool) -> None:
        """Take pencil or pointer, or put it away."""
        self._measuring.end()
        self._notes.end()
        self._chalk.turn(tool)

    def place_note(self, number: int) -> None:
        """Have the next click set a note, or stop it."""
        self._measuring.end()
        self._chalk.end()
        self._notes.place(number)

    def end(self) -> None:
        """Put all tools away."""
        self._measuring.end()
        self._notes.end()
        self._chalk.end()
