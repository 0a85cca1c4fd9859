"""Who builds what: one function a family of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from meshes.anatomy.catalogue import Catalogue, load_catalogue
from meshes.anatomy.structure import Structure
from meshes.assembly import Assembly
from meshes.bones.bone import GENUS
from meshes.geometry.trimesh import TriMesh
from meshes.soft_builders import SOFT_BUILDERS
from meshes.surface.creases import creased
from meshes.surface.extract import contour, surface_of
from meshes.surface.gates import gated
from meshes.surface.grooves import grooved
from meshes.veins.assemble import FAMILIES
from meshes.veins.collecting import gather

Builder = Callable[[Assembly, Structure], TriMesh]


def made(assembly: Assembly, structure: Structure) -> TriMesh:
    """The mesh of one structure in the frame of the column. Raises MeshFault if it is not sound."""
    return BUILDERS[structure.parent or ""](assembly, structure)


def _bone(assembly: Assembly, structure: Structure) -> TriMesh:
    level = structure.level or ""
    mesh = surface_of(assembly.bone_field(level), assembly.bone(level))
    gated(structure.id, mesh, declared_genus=GENUS[level])
    return mesh.transformed(assembly.column.poses[level])


def _disc(assembly: Assembly, structure: Structure) -> TriMesh:
    level = structure.level or ""
    field = assembly.disc_field(level)
    solid = assembly.disc(level)
    mesh = grooved(creased(contour(field), solid, field.step_mm), solid, field.step_mm)
    gated(structure.id, mesh, declared_genus=0)
    return mesh.transformed(assembly.column.poses[level])


def _vein(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, assembly.skinned(structure.id))


BUILDERS: Mapping[str, Builder] = MappingProxyType({
    "bone": _bone,
    "bone.vertebra": _bone,
    "disc": _disc,
    **SOFT_BUILDERS,
    **dict.fromkeys((*FAMILIES, *gather.FAMILIES), _vein),
})  # fmt: skip
"""Who builds the structures that hang under a group of the catalogue."""


def require_builders(catalogue: Catalogue) -> None:
    """Raise LookupError if a family of the catalogue has no builder, or a builder no family."""
    families = {structure.parent for structure in catalogue.structures.values()}
    if strangers := families ^ BUILDERS.keys():
        named = ", ".join(sorted(map(str, strangers)))
        raise LookupError(f"in the catalogue but not built, or built but not in the catalogue: {named}")


require_builders(load_catalogue())
