"""The work of a build, job by job, and the order it is done in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from meshes.anatomy.structure import Structure
from meshes.cache import MeshCache, part_key
from meshes.crew import Crew
from meshes.detail import Detail
from meshes.geometry.trimesh import TriMesh
from meshes.roster import Job

if TYPE_CHECKING:
    from meshes.assembly import Assembly

_AHEAD_OF_VEINS = 16
"""At most so many structures are begun before the vessel graph, where veins are wanted at all: it takes one
or two cores for longer than anything else, and veins are the last in the tree."""


class PartCache(Protocol):
    """Where built meshes are kept; `meshes.cache.MeshCache` is one."""

    def get(self, key: str) -> TriMesh | None:
        """The mesh kept under a key."""

    def put(self, key: str, mesh: TriMesh) -> bool:
        """Keep a mesh under a key."""


def jobs_of(
    assembly: Assembly,
    structures: Sequence[Structure],
    cache: PartCache | None,
    pause: Callable[[], None],
    crew: Crew,
) -> tuple[Mapping[str, Job], Sequence[Job]]:
    """One job a structure by its id, and those that come before the first vein: the ground, the plexuses a
    stretch each, and the whole graph where it is needed, for which veins of the plexuses need not wait; it is
    kept in the cache.
    """
    from meshes.builders import made
    from meshes.graph_file import keep_graph
    from meshes.veins.assemble import is_of_plexus

    recipe = assembly.recipe

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


def in_order(
    structures: Sequence[Structure], jobs: Mapping[str, Job], before_veins: Sequence[Job]
) -> Iterator[Job]:
    """The jobs in the order asked for, and among them early what all veins wait for."""
    kinds = [each.kind for each in structures]
    start = min(kinds.index("vein"), _AHEAD_OF_VEINS) if "vein" in kinds else len(kinds)
    for place, structure in enumerate(structures):
        if place == start:
            yield from before_veins
        yield jobs[structure.id]
