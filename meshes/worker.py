"""A process that makes things for another one, which asks over a pipe: ``python -m meshes.worker``."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from typing import BinaryIO, cast

from meshes.anatomy.catalogue import load_catalogue
from meshes.assembly import Assembly
from meshes.bone_assembly import field_key
from meshes.detail import Detail
from meshes.recipe import Recipe
from meshes.sdf.sample import sample
from meshes.shelf import Made, Shelf


def main() -> None:
    """Answer until the other end closes the pipe."""
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Read pickled questions and answer each: ("done", result) or ("failed", fault).

    Before that may come any number of ("wants", key), to be answered with ("here", value), ("failed", fault)
    or ("make", None), and after the last of these ("made", (key, value)).
    """
    try:
        levels, detail, seed, parameters = pickle.load(questions)
        desk = Desk(Recipe(levels, Detail(detail), seed, parameters), _BorrowingShelf(questions, answers))
        while True:
            _send(answers, _answer(desk, pickle.load(questions)))
    except (EOFError, BrokenPipeError):
        return


class Desk:
    """What can be asked for.

    Parameters
    ----------
    recipe : Recipe
        What is being built.
    shelf : Shelf
        Where what it is made from is found and kept.
    """

    def __init__(self, recipe: Recipe, shelf: Shelf) -> None:
        self._assembly = Assembly(recipe, shelf=shelf)

    def sampled(self, what: str, level: str, step_mm: float) -> object:
        """The field of the bone or disc of a level."""
        field = sample(self._assembly.solid(what, level), step_mm)
        self._assembly.shelf.put(field_key(what, level, step_mm), field)
        return field

    def plexus_piece(self, number: int) -> None:
        """The plexuses of one stretch, told by the shelf."""
        self._assembly.plexus_piece(number)

    def made(self, structure: str) -> object:
        """The mesh of a structure."""
        # Loaded while the first fields are already sampled: VTK takes its time.
        from meshes.builders import made

        return made(self._assembly, load_catalogue().structures[structure])


class _BorrowingShelf(Shelf):
    """A shelf that asks the other end before anything costly is made here, and tells it what was."""

    def __init__(self, questions: BinaryIO, answers: BinaryIO) -> None:
        super().__init__()
        self._questions, self._answers = questions, answers

    def shared(self, key: object, make: Callable[[], Made]) -> Made:
        return self.once(key, lambda: self._borrowed(key, make))

    def _borrowed(self, key: object, make: Callable[[], Made]) -> Made:
        _send(self._answers, ("wants", key))
        match pickle.load(self._questions):
            case "here", value:
                return cast(Made, value)
            case "failed", fault:
                raise fault
        made = make()
        _send(self._answers, ("made", (key, made)))
        return made


def _send(answers: BinaryIO, message: tuple[str, object]) -> None:
    pickle.dump(message, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _answer(desk: Desk, question: tuple[object, ...]) -> tuple[str, object]:
    verb, *words = question
    try:
        return "done", getattr(desk, str(verb))(*words)
    except (EOFError, BrokenPipeError):
        raise
    except Exception as fault:
        return "failed", fault


if __name__ == "__main__":
    main()
