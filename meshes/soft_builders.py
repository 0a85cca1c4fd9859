"""Who builds the soft tissue and the ribs, which are drawn in the world round bones already sampled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from meshes.anatomy.levels import levels_near
from meshes.anatomy.structure import Structure
from meshes.assembly import Assembly
from meshes.geometry.lofting import mirrored
from meshes.geometry.trimesh import TriMesh
from meshes.soft.cauda import cauda_equina, filum
from meshes.soft.cord import cord
from meshes.soft.dura import LAST_LEVEL, dura
from meshes.soft.fat import Round, fat, roots_near
from meshes.soft.flavum import UPPER_LEVELS
from meshes.soft.longitudinal import LEVELS_WITH
from meshes.soft.nerve_roots import with_strand
from meshes.soft.posterior_membrane import UPPER_LEVELS as UNDER_SKULL
from meshes.soft.sheet import Sheet
from meshes.soft.spinous_ligaments import supraspinous
from meshes.surface.gates import gated

Builder = Callable[[Assembly, Structure], TriMesh]


def _dura(assembly: Assembly, structure: Structure) -> TriMesh:
    level = structure.level or ""
    mesh = dura(level, assembly.column_whole, assembly.sheet_step_mm)
    return gated(structure.id, mesh, declared_genus=0 if level == LAST_LEVEL else 1)


def _cord(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, cord(structure.level or "", assembly.column_whole, assembly.sheet_step_mm), 0)


def _root(assembly: Assembly, structure: Structure) -> TriMesh:
    name = structure.id.split(".")[2]
    left = with_strand(name, assembly.nerve_root(name), assembly.column_whole)
    return gated(structure.id, left if structure.side == "left" else mirrored(left), 0)


def _cauda(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, cauda_equina(structure.level or "", assembly.column_whole), 0)


def _filum(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, filum(structure.level or "", assembly.column_whole), 0)


def _posterior(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, assembly.posterior_ligament(structure.level or "").mesh(), 0)


def _anterior(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, assembly.anterior_ligament(structure.level or "").mesh(), 0)


def _flavum(assembly: Assembly, structure: Structure) -> TriMesh:
    left = assembly.flavum(structure.level or "")
    return gated(structure.id, (left if structure.side == "left" else left.mirrored()).mesh(), 0)


def _membrane(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, assembly.posterior_membrane(structure.level or "").mesh(), 0)


def _nuchal(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, assembly.nuchal(structure.level or "").mesh, 0)


def _supraspinous(assembly: Assembly, structure: Structure) -> TriMesh:
    level = structure.level or ""
    ground = assembly.surroundings(*levels_near(level, 1, 2))
    return gated(
        structure.id, supraspinous(level, assembly.column_whole, ground, assembly.sheet_step_mm).mesh(), 0
    )


def _interspinous(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, assembly.interspinous(structure.level or "").mesh, 0)


def _fat(assembly: Assembly, structure: Structure) -> TriMesh:
    level = structure.level or ""
    around = Round(
        assembly.surroundings(*levels_near(level, 1, 1)),
        assembly.canal_whole,
        [assembly.posterior_ligament(each) for each in levels_near(level, 1, 1) if each in LEVELS_WITH],
        _ligaments_behind(assembly, level),
        [assembly.nerve_root(each) for each in roots_near(level, assembly.column_whole)],
    )
    return gated(structure.id, fat(level, assembly.column_whole, around, assembly.sheet_step_mm))


def _rib(assembly: Assembly, structure: Structure) -> TriMesh:
    return gated(structure.id, assembly.rib(structure.level or "").mesh(structure.side or ""), 0)


def _ligaments_behind(assembly: Assembly, level: str) -> list[Sheet]:
    """The ligaments that the fat of a level reaches behind the sac."""
    pairs = [each for each in levels_near(level, 2, 0) if each in UPPER_LEVELS]
    flava = [assembly.flavum(each) for each in pairs]
    membranes = [
        assembly.posterior_membrane(each) for each in levels_near(level, 2, 0) if each in UNDER_SKULL
    ]
    return flava + [each.mirrored() for each in flava] + membranes


SOFT_BUILDERS: Mapping[str, Builder] = MappingProxyType({
    "bone.rib": _rib,
    "ligament.longitudinal.anterior": _anterior,
    "ligament.longitudinal.posterior": _posterior,
    "ligament.flavum": _flavum,
    "ligament.membrane": _membrane,
    "ligament.nuchal": _nuchal,
    "ligament.supraspinous": _supraspinous,
    "ligament.interspinous": _interspinous,
    "dura": _dura,
    "nerve.cord": _cord,
    "nerve.root": _root,
    "nerve.cauda": _cauda,
    "nerve.filum": _filum,
    "fat": _fat,
})  # fmt: skip
"""Who builds the structures that hang under a group of the catalogue."""
