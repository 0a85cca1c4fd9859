"""The door to the geometry: parts and vessels of a recipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import MappingProxyType
from typing import Protocol

from meshes.anatomy.catalogue import Catalogue, load_catalogue
from meshes.anatomy.levels import below
from meshes.anatomy.structure import Structure
from meshes.assembly import Assembly
from meshes.bones.bone import GENUS
from meshes.cache import part_key
from meshes.detail import Detail
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import VesselGraph
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.surface.extract import contour
from meshes.surface.gates import gated
from meshes.surface.skin import skin
from meshes.veins.assemble import FAMILIES

__all__ = ["Cancelled", "Detail", "Part", "Recipe", "build", "vessel_graph"]

_WORKERS = 2
"""Numpy gives up the interpreter's lock in its inner loops: two threads build almost twice as fast."""

Progress = Callable[[int, int, str], None]
Builder = Callable[[Assembly, Structure], TriMesh]


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
) -> Iterator[Part]:
    """Build structures, in the order asked for.

    Parameters
    ----------
    recipe : Recipe
        What they are built from.
    ids : sequence of str, optional
        Structures wanted, the most urgent first; all of the recipe's levels when left out.
    progress : callable, optional
        Called with (done, total, name) after each part, in the calling thread.
    cancelled : callable, optional
        Asked between parts, in all threads; when it says True the build stops within one part's time.
    cache : MeshCache, optional
        Asked before and fed after building.

    Yields
    ------
    Part
        One a structure.

    Raises
    ------
    Cancelled
        When `cancelled` said so.
    KeyError
        If an id is not in the catalogue or its level not in the recipe.
    MeshFault
        If a mesh comes out open, inside out or of the wrong genus.
    """
    structures = [_structure(recipe, each) for each in (buildable(recipe) if ids is None else ids)]
    stopped = cancelled or (lambda: False)

    def pause() -> None:
        if stopped():
            raise Cancelled

    assembly = Assembly(recipe, pause)
    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="build") as pool:
        try:
            jobs = list(_submitted(pool, assembly, structures, cache, pause))
            for done, (structure, job) in enumerate(zip(structures, jobs, strict=True), start=1):
                yield _waited(job, stopped)
                if progress:
                    progress(done, len(jobs), structure.name)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _submitted(
    pool: ThreadPoolExecutor,
    assembly: Assembly,
    structures: Sequence[Structure],
    cache: PartCache | None,
    pause: Callable[[], None],
) -> Iterator[Future[Part]]:
    """One job a structure; what the veins lie on is sampled by all workers before the first vein."""
    first_vein = next((each for each in structures if each.kind == "vein"), None)
    for structure in structures:
        # Veins are kept together: if the first is in the cache, so are most.
        if structure is first_vein and not _is_kept(assembly, structure, cache):
            for level, field in assembly.ground_pieces():
                pool.submit(field, level, Detail.NORMAL)
        yield pool.submit(_part, assembly, structure, cache, pause)


def _is_kept(assembly: Assembly, structure: Structure, cache: PartCache | None) -> bool:
    return cache is not None and cache.get(part_key(assembly.recipe, structure.id)) is not None


def vessel_graph(recipe: Recipe) -> VesselGraph:
    """The centrelines and calibres of all veins of a recipe, in the frame of the column."""
    return Assembly(recipe).graph()


def buildable(recipe: Recipe, catalogue: Catalogue | None = None) -> tuple[str, ...]:
    """Ids of all structures whose levels the recipe has, in tree order; a disc needs both its neighbours."""
    structures = (catalogue or load_catalogue()).structures.values()
    return tuple(each.id for each in structures if _lies_within(each, recipe))


def _lies_within(structure: Structure, recipe: Recipe) -> bool:
    needed = {structure.level} | ({below(structure.level or "")} if structure.kind == "disc" else set())
    return needed <= set(recipe.levels)


def _structure(recipe: Recipe, structure_id: str) -> Structure:
    structure = load_catalogue().structures[structure_id]
    if not _lies_within(structure, recipe):
        raise KeyError(f"{structure_id} lies outside the levels of the recipe")
    return structure


def _waited(job: Future[Part], stopped: Callable[[], bool]) -> Part:
    while True:
        try:
            return job.result(timeout=0.05)
        except TimeoutError:
            if job.done():
                raise
            if stopped():
                raise Cancelled from None


def _part(
    assembly: Assembly, structure: Structure, cache: PartCache | None, pause: Callable[[], None]
) -> Part:
    pause()
    assert structure.level is not None
    pose = assembly.column.poses[structure.level]
    if cache is None:
        return Part(structure.id, _made(assembly, structure), pose)
    key = part_key(assembly.recipe, structure.id)
    mesh = cache.get(key)
    if mesh is None:
        mesh = _made(assembly, structure)
        cache.put(key, mesh)
    return Part(structure.id, mesh, pose)


def _made(assembly: Assembly, structure: Structure) -> TriMesh:
    return BUILDERS[structure.parent or ""](assembly, structure)


def _bone(assembly: Assembly, structure: Structure) -> TriMesh:
    level = structure.level or ""
    mesh = gated(structure.id, contour(assembly.bone_field(level)), declared_genus=GENUS[level])
    return mesh.transformed(assembly.column.poses[level])


def _disc(assembly: Assembly, structure: Structure) -> TriMesh:
    level = structure.level or ""
    mesh = gated(structure.id, contour(assembly.disc_field(level)), declared_genus=0)
    return mesh.transformed(assembly.column.poses[level])


def _vein(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, skin(assembly.graph(), structure.id, assembly.recipe.detail.vein_step_mm))


BUILDERS: Mapping[str, Builder] = MappingProxyType({
    "bone": _bone,
    "bone.vertebra": _bone,
    "disc": _disc,
    **dict.fromkeys(FAMILIES, _vein),
})  # fmt: skip
"""Who builds the structures that hang under a group of the catalogue."""


def _require_builders(catalogue: Catalogue) -> None:
    families = {structure.parent for structure in catalogue.structures.values()}
    if strangers := families ^ BUILDERS.keys():
        named = ", ".join(sorted(map(str, strangers)))
        raise LookupError(f"in the catalogue but not built, or built but not in the catalogue: {named}")


_require_builders(load_catalogue())
