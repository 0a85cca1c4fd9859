"""The way between two chosen veins, looked for beside the window."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from viewer.model.route import RouteStep

_log = logging.getLogger(__name__)

Tracer = Callable[[str, str], tuple[RouteStep, ...]]
"""From two ids to the way between them; may take long and runs in a thread of its own."""

_ASK_EVERY_MS = 50


class RouteFinder(QObject):
    """Runs a tracer in a thread and tells its way, or why there is none, in the GUI thread.

    The thread touches no Qt object. Asked anew, it forgets what it was looking for.
    """

    found = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, tracer: Callable[[Any, Any], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tracer = tracer
        self._job: _Job | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_ASK_EVERY_MS)
        self._timer.timeout.connect(self._collect)

    @property
    def is_running(self) -> bool:
        """Whether a way is being looked for."""
        return self._job is not None

    def start(self, start: object, goal: object) -> None:
        """Look for the way from one to another, whatever the tracer takes for ends."""
        self._job = _Job(self._tracer, start, goal)
        self._job.thread.start()
        self._timer.start()

    def close(self) -> None:
        """Forget what is being looked for."""
        self._job = None
        self._timer.stop()

    def _collect(self) -> None:
        job = self._job
        if job is None or job.thread.is_alive():
            return
        self.close()
        if job.fault is not None:
            self.failed.emit(job.fault)
        else:
            self.found.emit(job.way)


class _Job:
    """One question: its thread and its answer."""

    def __init__(self, tracer: Callable[[Any, Any], object], start: object, goal: object) -> None:
        self.way: object = ()
        self.fault: Exception | None = None
        self.thread = threading.Thread(
            target=self._run, args=(tracer, start, goal), name="retia-trace", daemon=True
        )

    def _run(self, tracer: Callable[[Any, Any], object], start: object, goal: object) -> None:
        try:
            self.way = tracer(start, goal)
        except Exception as fault:
            _log.info("no way was found: %s", fault)
            self.fault = fault
