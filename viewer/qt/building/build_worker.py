"""Geometry built beside the window: one thread, whose results the window collects when it has time."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter
from typing import Any, Protocol

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

_log = logging.getLogger(__name__)

FIRST_AFTER_MS = 30
COLLECT_EVERY_MS = 90
"""Each helping makes a picture, and on two cores pictures take time from the build."""
COLLECT_BUDGET_S = 0.040
HELPING = 16
"""Parts handed over at once: several, as each helping frames the view anew; few, so nobody waits."""
STOP_WITHIN_S = 0.3


class PartSource(Protocol):
    """What a worker runs: yields parts, as a build does."""

    def __call__(
        self,
        ids: Sequence[str],
        progress: Callable[[int, int, str], None],
        cancelled: Callable[[], bool],
        order: Callable[[], Sequence[str]],
    ) -> Iterator[Any]:
        """Yield the parts of `ids` in the order that `order()` tells at the time, which may leave out
        what has come; stop or raise once `cancelled()` is true.
        """
        ...


class BuildWorker(QObject):
    """Runs a build source in a thread and hands its parts to the GUI thread in small helpings.

    The thread touches no Qt object: it fills a queue, and a timer that runs only while a build
    does empties it for some 40 ms at a time, so that a burst of parts from the cache cannot
    keep the window from answering.
    """

    advanced = pyqtSignal(int, int, str)
    built = pyqtSignal(list)
    """Parts, in the order they were asked for."""
    failed = pyqtSignal(object)
    ended = pyqtSignal(bool)
    """Emitted once a build is over; true if it ran to its end."""

    def __init__(self, source: PartSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._job: _Job | None = None
        self.order: tuple[str, ...] = ()
        """The order that the latest build, when it ended, was following."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)

    @property
    def is_running(self) -> bool:
        """Whether a build is under way or its parts are still being handed over."""
        return self._job is not None

    def start(self, ids: Sequence[str]) -> None:
        """Build `ids`, giving up the build under way if there is one."""
        self.cancel()
        if not ids:
            return
        self._job = _Job(self._source, tuple(ids))
        self._job.thread.start()
        self._timer.start(FIRST_AFTER_MS)

    def reorder(self, ids: Sequence[str]) -> None:
        """Have the build under way hand over what it has still to build in this order; nothing is lost."""
        if self._job is not None:
            self._job.ids = tuple(ids)

    def cancel(self) -> None:
        """Give up the build under way; parts not yet handed over are dropped."""
        if self._job is None:
            return
        self._job.stop.set()
        self._finish(complete=False)

    def close(self) -> None:
        """Give up the build and wait a moment for its thread, which touches nothing of the window."""
        job = self._job
        self.cancel()
        if job is not None:
            job.thread.join(STOP_WITHIN_S)

    def _collect(self) -> None:
        job = self._job
        if job is None:
            return
        self._timer.setInterval(COLLECT_EVERY_MS)
        # Asked before the queue is emptied: a thread that has ended adds nothing afterwards.
        is_over = not job.thread.is_alive()
        if job.progress is not None:
            self.advanced.emit(*job.progress)
        until = perf_counter() + COLLECT_BUDGET_S
        while job.parts and perf_counter() < until:
            self.built.emit([job.parts.popleft() for _ in range(min(HELPING, len(job.parts)))])
            if self._job is not job:
                return
        if is_over and not job.parts:
            self._finish(complete=job.fault is None)
            if job.fault is not None:
                self.failed.emit(job.fault)

    def _finish(self, complete: bool) -> None:
        assert self._job is not None
        self.order = self._job.followed
        self._job = None
        self._timer.stop()
        self.ended.emit(complete)


class _Job:
    """One run of the source: its thread, what it has built so far and how it ended."""

    def __init__(self, source: PartSource, ids: tuple[str, ...]) -> None:
        self.source = source
        self.ids = self.followed = ids
        self.parts: deque[Any] = deque()
        self.progress: tuple[int, int, str] | None = None
        self.fault: Exception | None = None
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run, name="retia-build", daemon=True)

    def _run(self) -> None:
        try:
            for part in self.source(self.ids, self._on_progress, self.stop.is_set, self._order):
                if self.stop.is_set():
                    return
                self.parts.append(part)
        except Exception as fault:
            if not self.stop.is_set():
                _log.exception("the build failed")
                self.fault = fault

    def _on_progress(self, done: int, total: int, label: str) -> None:
        self.progress = (done, total, label)

    def _order(self) -> tuple[str, ...]:
        self.followed = self.ids
        return self.followed
