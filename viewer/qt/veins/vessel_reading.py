"""Size and neighbours of all veins, read off the vein graph beside the window when first asked for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from viewer.model.vessel import VesselFacts

_log = logging.getLogger(__name__)

VesselReader = Callable[[], Mapping[str, VesselFacts]]
"""Facts by id, of the individual shown; may take long and runs in a thread of its own."""

_ASK_EVERY_MS = 60


class VesselReading(QObject):
    """Keeps what a reader found out about the present individual; its thread touches no Qt object.

    Without a reader nothing is ever known.
    """

    read = pyqtSignal()
    """The facts are there."""
    failed = pyqtSignal(object)

    def __init__(self, reader: VesselReader | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._facts: Mapping[str, VesselFacts] | None = None
        self._job: _Job | None = None
        self._has_failed = False
        self._timer = QTimer(self)
        self._timer.setInterval(_ASK_EVERY_MS)
        self._timer.timeout.connect(self._collect)

    @property
    def facts(self) -> Mapping[str, VesselFacts]:
        """By id; nothing as long as nothing is known."""
        return self._facts or {}

    @property
    def is_running(self) -> bool:
        """Whether facts are on their way."""
        return self._job is not None

    def want(self) -> None:
        """Read the facts unless they are known or being read."""
        if self._reader is None or self._facts is not None or self._job is not None or self._has_failed:
            return
        self._job = _Job(self._reader)
        self._job.thread.start()
        self._timer.start()

    def forget(self) -> None:
        """Another individual is shown: what was known is not true of it."""
        self._facts, self._job, self._has_failed = None, None, False
        self._timer.stop()

    def _collect(self) -> None:
        job = self._job
        if job is None or job.thread.is_alive():
            return
        self._job = None
        self._timer.stop()
        if job.fault is not None:
            self._has_failed = True
            self.failed.emit(job.fault)
        else:
            self._facts = job.facts
            self.read.emit()


class _Job:
    """One reading: its thread and what it found."""

    def __init__(self, reader: VesselReader) -> None:
        self.facts: Mapping[str, VesselFacts] = {}
        self.fault: Exception | None = None
        self.thread = threading.Thread(target=self._run, args=(reader,), name="retia-vessels", daemon=True)

    def _run(self, reader: VesselReader) -> None:
        try:
            self.facts = reader()
        except Exception as fault:
            _log.exception("the vein graph could not be read")
            self.fault = fault
