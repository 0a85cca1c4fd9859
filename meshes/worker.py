"""A process that samples and skins for another one, which asks over a pipe: ``python -m meshes.worker``."""

from __future__ import annotations

import os
import pickle
import sys
from typing import BinaryIO

from meshes.assembly import Assembly
from meshes.detail import Detail
from meshes.network.graph import VesselGraph
from meshes.recipe import Recipe
from meshes.sdf.sample import sample
from meshes.surface.skin import skin


def main() -> None:
    """Answer until the other end closes the pipe."""
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Read pickled questions and write as many pickled answers: (whether it went well, result or fault)."""
    try:
        levels, detail, seed, parameters = pickle.load(questions)
        desk = Desk(Recipe(levels, Detail(detail), seed, parameters))
        while True:
            answer = _answer(desk, pickle.load(questions))
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
    except (EOFError, BrokenPipeError):
        return


class Desk:
    """What can be asked for.

    Parameters
    ----------
    recipe : Recipe
        What is being built.
    """

    def __init__(self, recipe: Recipe) -> None:
        self._assembly = Assembly(recipe)
        self._graph: VesselGraph | None = None

    def sampled(self, solid: str, level: str, step_mm: float) -> object:
        """The field of the solid that a method of the assembly gives for a level."""
        return sample(getattr(self._assembly, solid)(level), step_mm)

    def take_graph(self, *arrays: object) -> None:
        """Keep the vessel graph, told by its arrays, for the skins to come."""
        self._graph = VesselGraph(*arrays)  # type: ignore[arg-type]

    def skinned(self, structure: str, step_mm: float) -> object:
        """The skin of a structure of that graph."""
        if self._graph is None:
            raise LookupError("a skin was asked for before the graph was told")
        return skin(self._graph, structure, step_mm)


def _answer(desk: Desk, question: tuple[object, ...]) -> tuple[bool, object]:
    verb, *words = question
    try:
        return True, getattr(desk, str(verb))(*words)
    except Exception as fault:
        return False, fault


if __name__ == "__main__":
    main()
