"""Processes that help with a large build, so that the interpreter's lock does not keep cores idle."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import local
from typing import TypeVar, cast

from meshes.recipe import Recipe
from meshes.shelf import GivenUp, Shelf

_MOST_PROCESSES = 4
"""The one that asks included: beyond that the vessel graph, which at most two make, sets the pace."""

_WINDOWS_FLAGS = sum(getattr(subprocess, f"CREATE_{name}", 0) for name in ("NO_WINDOW", "NEW_PROCESS_GROUP"))

Result = TypeVar("Result")


class WorkerGone(GivenUp):
    """A worker does not answer: it could not be started, has died, or was dismissed."""


class Worker:
    """A process that answers questions about one recipe; see `meshes.worker` for what can be asked.

    Parameters
    ----------
    recipe : Recipe
        What is being built.

    Raises
    ------
    WorkerGone
        If no process can be started here.
    """

    def __init__(self, recipe: Recipe) -> None:
        if getattr(sys, "frozen", False) or not sys.executable:
            raise WorkerGone("there is no Python interpreter to start")
        try:
            self._process = subprocess.Popen(
                # -P: a stray numpy.py in the user's folder is not to be imported.
                [sys.executable, "-P", "-m", "meshes.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if sys.stderr else subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": _search_path()},
                # Ctrl-C reaches a whole group: whether this one ends is for the asking one to say.
                process_group=0,
                creationflags=_WINDOWS_FLAGS,
            )
        except OSError as fault:
            raise WorkerGone(str(fault)) from fault
        # A mapping proxy cannot be pickled: the recipe goes as plain values.
        self._tell((recipe.levels, recipe.detail.value, recipe.seed, dict(recipe.parameters)))

    def ask(self, shelf: Shelf, verb: str, *words: object) -> object:
        """The answer to a question; what went wrong over there is raised here.

        On its way to the answer the worker may want what stands on the shelf here, or promise to make it.
        """
        promised: set[object] = set()
        self._tell((verb, *words))
        try:
            while True:
                match self._heard():
                    case "wants", key:
                        self._tell(_lent(shelf, key, promised))
                    case "made", (key, value):
                        shelf.keep(key, value)
                        promised.remove(key)
                    case "failed", BaseException() as fault:
                        raise fault
                    case _, answer:
                        return answer
        finally:
            for key in promised:
                shelf.drop(key)

    def sampled(self, what: str, level: str, step_mm: float) -> object:
        """The field of the bone or disc of a level."""
        return self.ask(Shelf(), "sampled", what, level, step_mm)

    def made(self, structure: str, shelf: Shelf) -> object:
        """The mesh of a structure; what it is made from comes from the shelf or goes there."""
        return self.ask(shelf, "made", structure)

    def plexus_piece(self, number: int, shelf: Shelf) -> None:
        """Make the plexuses of one stretch and put them on the shelf; what they lie on comes from there."""
        self.ask(shelf, "plexus_piece", number)

    def dismiss(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                pipe.close()  # type: ignore[union-attr]

    def _heard(self) -> tuple[str, object]:
        try:
            return cast(tuple[str, object], pickle.load(self._process.stdout))  # type: ignore[arg-type]
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as fault:
            raise WorkerGone("the worker has gone") from fault

    def _tell(self, message: tuple[object, ...]) -> None:
        try:
            pickle.dump(message, self._process.stdin, pickle.HIGHEST_PROTOCOL)  # type: ignore[arg-type]
            self._process.stdin.flush()  # type: ignore[union-attr]
        except (OSError, ValueError) as fault:
            raise WorkerGone("the worker has gone") from fault


class Crew:
    """The threads of one build, all but the first with a worker process of its own.

    A thread whose worker has gone works on by itself.

    Parameters
    ----------
    recipe : Recipe
        What is being built.
    workers : int
        How many processes to start; fewer come if the system gives fewer, and none is an error.
    """

    def __init__(self, recipe: Recipe, workers: int) -> None:
        self._here = local()
        self._free: SimpleQueue[Worker | None] = SimpleQueue()
        self._free.put(None)
        self._workers: list[Worker] = []
        self._is_dismissed = False
        for _ in range(workers):
            try:
                self._workers.append(Worker(recipe))
            except WorkerGone:
                break
        for worker in self._workers:
            self._free.put(worker)

    @property
    def size(self) -> int:
        """Threads it has work for: one, and one for each worker."""
        return 1 + len(self._workers)

    def enrol(self) -> None:
        """Give the calling thread its worker; to be called once by each."""
        try:
            self._here.worker = self._free.get_nowait()
        except Empty:
            self._here.worker = None

    @property
    def is_helped(self) -> bool:
        """Whether the calling thread has a worker."""
        return getattr(self._here, "worker", None) is not None

    def delegated(self, ask: Callable[[Worker], object], work: Callable[[], Result]) -> Result:
        """What the thread's worker answers, or what `work` gives where there is none."""
        worker: Worker | None = getattr(self._here, "worker", None)
        if worker is None:
            return work()
        try:
            return cast(Result, ask(worker))
        except WorkerGone:
            if self._is_dismissed:
                raise
            self._here.worker = None
            return work()

    def dismiss(self) -> None:
        """End all workers at once; threads that wait for one stop with `WorkerGone`."""
        self._is_dismissed = True
        for worker in self._workers:
            worker.dismiss()


def _lent(shelf: Shelf, key: object, promised: set[object]) -> tuple[str, object]:
    """What to answer a worker that wants something: the thing, a fault, or that it is to make it."""
    try:
        is_there, value = shelf.lent(key)
    except Exception as fault:
        return "failed", fault
    if not is_there:
        promised.add(key)
        return "make", None
    return "here", value


def spare_cores() -> int:
    """How many workers this machine has a core for."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_PROCESSES) - 1


def _search_path() -> str:
    """Where the worker finds this very package, and then what this process finds."""
    own = str(Path(__file__).resolve().parents[1])
    return os.pathsep.join([own, *(each for each in sys.path if each)])
