"""The door to the geometry: parts and vessels of a recipe."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import Protocol, cast

from meshes.anatomy.catalogue import Catalogue, load_catalogue
from meshes.anatomy.levels import below, bone_level
from meshes.anatomy.structure import Structure
from meshes.cache import MeshCache, part_key
from meshes.column.frame import column_frame
from meshes.crew import Crew, spare_cores
from meshes.detail import Detail
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import VesselGraph
from meshes.part import Part
from meshes.queue import Order, Queue
from meshes.recipe import NotDrawn, Recipe
from meshes.roster import Job, Roster
from meshes.veins.variation import Person

__all__ = ["Cancelled", "Detail", "NotDrawn", "Part", "Recipe", "build", "vessel_graph"]

_THREADS = 2
"""Of a small build, without workers: numpy gives up the interpreter's lock in its inner loops."""

_LARGE = 14
"""Solids to sample from which on it pays to start processes, which first have to import everything."""

_AHEAD_OF_VEINS = 16
"""At most so many structures are begun before the vessel graph, where veins are wanted at all: it takes one
or two cores for longer than anything else, and veins are the last in the tree."""

Progress = Callable[[int, int, str], None]


class Cancelled(Exception):
    """The build was called off; parts yielded before stay valid."""


class PartCache(Protocol):
    """Where built meshes are kept; `meshes.cache.MeshCache` is one."""

    def get(self, key: str) -> TriMesh | None:
        """The mesh kept under a key."""

    def put(self, key: str, mesh: TriMesh) -> bool:
        """Keep a mesh under a key."""


def build(
    recipe: Recipe,
    ids: Sequence[str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    cache: PartCache | None = None,
    order: Order | None = None,
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
    MeshFault
        If a mesh comes out open, inside out or of the wrong genus.
    """
    lacking = Person(recipe.seed).wanting
    wanted = [each for each in (buildable(recipe) if ids is None else ids) if each not in lacking]
    structures = [_structure(recipe, each) for each in wanted]
    stopped = cancelled or (lambda: False)

    def pause() -> None:
        if stopped():
            raise Cancelled

    poses = column_frame(None, recipe.parameters).poses
    with closing(_meshes(recipe, Queue(structures, order), cache, pause)) as meshes:
        for done, (structure, mesh) in enumerate(meshes, start=1):
            if isinstance(mesh, TriMesh):
                yield Part(structure.id, mesh, poses[bone_level(structure.level or "")])
            elif ids is not None:
                raise mesh
            if progress:
                progress(done, len(structures), structure.name)


def _meshes(
    recipe: Recipe, queue: Queue, cache: PartCache | None, pause: Callable[[], None]
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
            yield from _built(recipe, queue, cache, pause)
            return
        queue.remove(structure)
        yield structure, mesh


def _built(
    recipe: Recipe, queue: Queue, cache: PartCache | None, pause: Callable[[], None]
) -> Iterator[tuple[Structure, TriMesh | NotDrawn]]:
    kept = _kept(recipe, queue, cache)
    missing = [each for each in queue if each.id not in kept]
    crew = Crew(recipe, workers_for(recipe, missing))
    threads = max(crew.size, _THREADS)
    with ThreadPoolExecutor(threads, "build", crew.enrol) as pool:
        jobs, first = _jobs(recipe, missing, cache, pause, crew)
        roster = Roster(_ordered(missing, jobs, first))
        try:
            for _ in range(threads):
                pool.submit(roster.serve, lambda: crew.is_helped)
            while queue:
                pause()
                if queue.is_reordered():
                    roster.reorder(_ordered([each for each in queue if each.id in jobs], jobs, first))
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


def _jobs(
    recipe: Recipe,
    structures: Sequence[Structure],
    cache: PartCache | None,
    pause: Callable[[], None],
    crew: Crew,
) -> tuple[Mapping[str, Job], Sequence[Job]]:
    """One job a structure by its id, and those that come before the first vein: the ground, the plexuses a
    stretch each, and the whole graph where it is needed, for which veins of the plexuses need not wait; it is
    kept in the cache.
    """
    # Loaded only when something is missing from the cache: a fifth of a second of the first picture.
    from meshes.assembly import Assembly
    from meshes.builders import made
    from meshes.graph_file import keep_graph
    from meshes.veins.assemble import is_of_plexus

    assembly = Assembly(recipe, pause, crew)

    def mesh_of(structure: Structure) -> TriMesh:
        pause()
        mesh = crew.delegated(
            lambda worker: worker.made(structure.id, assembly.shelf), lambda: made(assembly, structure)
        )
        if cache is not None:
            cache.put(part_key(recipe, structure.id), mesh)
        return mesh

    def stretch(number: int) -> None:
        crew.delegated(
            lambda worker: worker.plexus_piece(number, assembly.shelf), lambda: assembly.plexus_piece(number)
        )

    def keep() -> None:
        if isinstance(cache, MeshCache):
            keep_graph(recipe, assembly.graph(), cache)

    def after(structure: Structure) -> tuple[Job, ...]:
        if structure.kind != "vein":
            return ()
        return plexus if is_of_plexus(structure.id) else (graph,)

    # The sacrum takes longest; the others from above downwards, so that the first stretch is not held up.
    place = {level: recipe.levels.index(level) * (level != "S1") for level in recipe.levels}
    ground = sorted(assembly.ground_pieces(), key=lambda piece: place[piece[0]])
    fields = [Job(partial(field, level, Detail.NORMAL)) for level, field in ground]
    plexus = tuple(Job(partial(stretch, number)) for number in range(len(assembly.stretches)))
    graph = Job(assembly.graph, after=plexus, is_for_unhelped=True)
    # Ways, lengths and claims are read off the graph: who asks for them next need not have it drawn again.
    keeping = Job(keep, after=(graph,), is_for_unhelped=True)
    jobs = {each.id: Job(partial(mesh_of, each), after=after(each)) for each in structures}
    needs_graph = any(each.kind == "vein" and not is_of_plexus(each.id) for each in structures)
    return jobs, [*fields, *plexus, *([graph, keeping] if needs_graph else [])]


def _ordered(
    structures: Sequence[Structure], jobs: Mapping[str, Job], before_veins: Sequence[Job]
) -> Iterator[Job]:
    """The jobs in the order asked for, and among them early what all veins wait for."""
    kinds = [each.kind for each in structures]
    start = min(kinds.index("vein"), _AHEAD_OF_VEINS) if "vein" in kinds else len(kinds)
    for place, structure in enumerate(structures):
        if place == start:
            yield from before_veins
        yield jobs[structure.id]


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
