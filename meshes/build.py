"""The door to the geometry: parts and vessels of a recipe."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from threading import Event
from typing import cast

from meshes.anatomy.catalogue import Catalogue, load_catalogue
from meshes.anatomy.levels import below, bone_level
from meshes.anatomy.structure import Structure
from meshes.bones.closed_canal import require_closed
from meshes.cache import part_key
from meshes.column.frame import column_frame
from meshes.crew import Crew, spare_cores
from meshes.detail import Detail
from meshes.geometry.trimesh import TriMesh
from meshes.jobs import PartCache, in_order, jobs_of
from meshes.network.graph import VesselGraph
from meshes.part import Part
from meshes.queue import Order, Queue
from meshes.recipe import NotDrawn, Recipe
from meshes.roster import Roster
from meshes.shelf import GivenUp, Shelf
from meshes.veins.variation import Person

__all__ = ["Cancelled", "Detail", "NotDrawn", "Part", "Recipe", "build", "vessel_graph"]

_THREADS = 2
"""Of a small build, without workers: numpy gives up the interpreter's lock in its inner loops."""

_LARGE = 14
"""Solids to sample from which on it pays to start processes, which first have to import everything."""

Progress = Callable[[int, int, str], None]


class Cancelled(GivenUp):
    """The build was called off; parts yielded before stay valid."""


def build(
    recipe: Recipe,
    ids: Sequence[str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    cache: PartCache | None = None,
    order: Order | None = None,
    shelf: Shelf | None = None,
) -> Iterator[Part]:
    """Build structures, in the order asked for.

    Parameters
    ----------
    recipe : Recipe
        What they are built from.
    ids : sequence of str, optional
        Structures wanted, the most urgent first; all that the recipe's levels have when left out.
    progress : callable, optional
        Called with (done, total, name) after each part, in the calling thread.
    cancelled : callable, optional
        Asked between parts, in all threads; when it says True the build stops within one part's time.
    cache : MeshCache, optional
        Asked before and fed after building.
    order : callable, optional
        Asked between parts in which order they are wanted now; another answer, always a sequence of its own,
        changes what comes next, and nothing made or being made is lost. None leaves the order as it is.
    shelf : Shelf, optional
        What an earlier build of the same recipe, called off, has made on its way, and where this one puts it.

    Yields
    ------
    Part
        One a structure, but for those that the recipe's person lacks.

    Raises
    ------
    Cancelled
        When `cancelled` said so.
    KeyError
        If an id is not in the catalogue or its level not in the recipe.
    NotDrawn
        If a vein asked for needs more levels than the recipe has.
    ImpossibleVertebra
        Before all else, if numbers that are set contradict each other or open a canal.
    MeshFault
        If a mesh comes out open, inside out or of the wrong genus.
    """
    lacking = Person(recipe.seed).wanting
    wanted = [each for each in (buildable(recipe) if ids is None else ids) if each not in lacking]
    structures = [_structure(recipe, each) for each in wanted]
    stopped = cancelled or (lambda: False)

    is_over = Event()

    def pause() -> None:
        if is_over.is_set() or stopped():
            raise Cancelled

    require_closed(recipe.parameters)
    poses = column_frame(None, recipe.parameters).poses
    coming = _meshes(recipe, Queue(structures, order), cache, pause, shelf)
    with closing(coming) as meshes, ExitStack() as at_the_end:
        # Who is still at work for nobody learns of it by its next pause.
        at_the_end.callback(is_over.set)
        for done, (structure, mesh) in enumerate(meshes, start=1):
            if isinstance(mesh, TriMesh):
                yield Part(structure.id, mesh, poses[bone_level(structure.level or "")])
            elif ids is not None:
                raise mesh
            if progress:
                progress(done, len(structures), structure.name)


def _meshes(
    recipe: Recipe,
    queue: Queue,
    cache: PartCache | None,
    pause: Callable[[], None],
    shelf: Shelf | None,
) -> Generator[tuple[Structure, TriMesh | NotDrawn], None, None]:
    """Each with its mesh, or with why there is none.

    What leads the queue and is in the cache comes before all else is made ready.
    """
    while queue:
        pause()
        queue.is_reordered()
        structure = queue.first
        mesh = cache.get(part_key(recipe, structure.id)) if cache is not None else None
        if mesh is None:
            yield from _built(recipe, queue, cache, pause, shelf)
            return
        queue.remove(structure)
        yield structure, mesh


def _built(
    recipe: Recipe,
    queue: Queue,
    cache: PartCache | None,
    pause: Callable[[], None],
    shelf: Shelf | None,
) -> Iterator[tuple[Structure, TriMesh | NotDrawn]]:
    # Loaded only when something is missing from the cache: a fifth of a second of the first picture.
    from meshes.assembly import Assembly

    kept = _kept(recipe, queue, cache)
    missing = [each for each in queue if each.id not in kept]
    crew = Crew(recipe, workers_for(recipe, missing))
    threads = max(crew.size, _THREADS)
    with ThreadPoolExecutor(threads, "build", crew.enrol) as pool:
        assembly = Assembly(recipe, pause, crew, shelf)
        jobs, first = jobs_of(assembly, missing, cache, pause, crew)
        roster = Roster(in_order(missing, jobs, first))
        try:
            for _ in range(threads):
                pool.submit(roster.serve, lambda: crew.is_helped)
            while queue:
                pause()
                if queue.is_reordered():
                    roster.reorder(in_order([each for each in queue if each.id in jobs], jobs, first))
                structure = queue.first
                mesh = kept.get(structure.id) or _soon(jobs[structure.id].done)
                if mesh is not None:
                    queue.remove(structure)
                    yield structure, mesh
        finally:
            roster.close()
            crew.dismiss()


def workers_for(recipe: Recipe, missing: Sequence[Structure]) -> int:
    """How many processes should help to build structures: none if that is done sooner than they are ready."""
    solids = sum(each.kind != "vein" for each in missing)
    has_veins = solids < len(missing)
    return spare_cores() if max(solids, 2 * len(recipe.levels) * has_veins) >= _LARGE else 0


def _kept(recipe: Recipe, structures: Iterable[Structure], cache: PartCache | None) -> dict[str, TriMesh]:
    if cache is None:
        return {}
    found = ((each.id, cache.get(part_key(recipe, each.id))) for each in structures)
    return {key: mesh for key, mesh in found if mesh is not None}


def vessel_graph(recipe: Recipe) -> VesselGraph:
    """The centrelines and calibres of all veins of a recipe, in the frame of the column."""
    from meshes.assembly import Assembly

    return Assembly(recipe).graph()


def buildable(recipe: Recipe, catalogue: Catalogue | None = None) -> tuple[str, ...]:
    """Ids of all structures whose levels the recipe has, in tree order; what lies between two needs both.

    Of the long veins a column of few levels has fewer: see `NotDrawn`. What its person lacks is left out.
    """
    structures, lacking = (catalogue or load_catalogue()).structures.values(), Person(recipe.seed).wanting
    return tuple(each.id for each in structures if _lies_within(each, recipe) and each.id not in lacking)


def _lies_within(structure: Structure, recipe: Recipe) -> bool:
    needed = {bone_level(structure.level or "")}
    if structure.lies_between:
        needed.add(below(structure.level or "") or "")
    return needed <= set(recipe.levels)


def _structure(recipe: Recipe, structure_id: str) -> Structure:
    structure = load_catalogue().structures[structure_id]
    if not _lies_within(structure, recipe):
        raise KeyError(f"{structure_id} lies outside the levels of the recipe")
    return structure


def _soon(job: Future[object]) -> TriMesh | NotDrawn | None:
    """What comes of a job within a moment; None if it is not done by then."""
    try:
        return cast(TriMesh, job.result(timeout=0.05))
    except NotDrawn as absent:
        return absent
    except TimeoutError:
        if job.done():
            raise
        return None
