"""The work of a build as jobs, handed out to its threads in the order they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition


@dataclass(frozen=True, eq=False)
class Job:
    """A piece of work.

    Parameters
    ----------
    work : callable
        What to do.
    after : tuple of Job
        Jobs whose end it has to await; until then those behind it go before.
    is_for_unhelped : bool
        Whether it is done in this process anyway: no thread that has a worker should take it.
    """

    work: Callable[[], object]
    after: tuple[Job, ...] = ()
    is_for_unhelped: bool = False
    done: Future[object] = field(default_factory=Future)

    def do(self) -> None:
        """Do it, and leave what came of it in `done`."""
        try:
            self.done.set_result(self.work())
        except BaseException as fault:
            self.done.set_exception(fault)


class Roster:
    """Jobs waiting for a thread, the most urgent first.

    Parameters
    ----------
    jobs : iterable of Job
        In the order they are wanted. At least one of the threads that serve it has to be without a worker.
    """

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._waiting = list(jobs)
        self._changed = Condition()

    def serve(self, is_helped: Callable[[], bool]) -> None:
        """Do jobs until none is left; `is_helped` tells whether this thread has a worker."""
        while (job := self._taken(is_helped)) is not None:
            job.do()
            with self._changed:
                self._changed.notify_all()

    def reorder(self, jobs: Iterable[Job]) -> None:
        """Hand out in this order what is still waiting; what it does not name comes last, as it stood."""
        with self._changed:
            waiting = dict.fromkeys(self._waiting)
            named = dict.fromkeys(job for job in jobs if job in waiting)
            self._waiting = [*named, *(job for job in waiting if job not in named)]
            self._changed.notify_all()

    def close(self) -> None:
        """Hand out no more."""
        with self._changed:
            self._waiting.clear()
            self._changed.notify_all()

    def _taken(self, is_helped: Callable[[], bool]) -> Job | None:
        with self._changed:
            while self._waiting:
                for job in self._waiting:
                    is_ready = all(each.done.done() for each in job.after)
                    if is_ready and not (job.is_for_unhelped and is_helped()):
                        self._waiting.remove(job)
                        return job
                self._changed.wait()
        return None
