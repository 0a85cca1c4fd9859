"""Claims on the meshes themselves: closed, outward, with the handles they should have."""

from __future__ import annotations

from meshes.anatomy.catalogue import load_catalogue
from meshes.bones.bone import GENUS
from meshes.checks.built import DISC, Built
from meshes.checks.claim import Claim, Measurement, at_most, none_lacking
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed, unpaired_edges

SOLID = ("bone.rib.", "ligament.", "nerve.")
"""Structures without handles."""

HOSE = "dura."
"""Structures with the handle of a hose; the last is closed below and has none. Roots give fat any number."""


def _open_edges(built: Built) -> Measurement | None:
    return at_most({name: float(unpaired_edges(part.mesh)) for name, part in built.parts.items()}, 0.0)


def _inward(built: Built) -> Measurement | None:
    inward = [name for name, part in built.parts.items() if not signed_volume_mm3(part.mesh) > 0]
    return none_lacking(inward, len(built.parts))


def _handles(built: Built) -> Measurement | None:
    """Bones have the handles of their recipe, dura that of a hose, the rest none; veins and fat are nets."""
    declared = {name: GENUS[level] for level, name in load_catalogue().bones.items()}
    declared |= {part.id: 0 for each in (DISC, *SOLID) for part in built.of(each)}
    declared |= {part.id: 1 for part in built.of(HOSE)}
    declared |= {name: 0 for name in ("dura.S1",) if name in built.parts}
    excess = {}
    for name, handles in declared.items():
        if name in built.parts:
            mesh = built.parts[name].mesh
            excess[name] = abs((genus(mesh) if is_closed(mesh) else float("nan")) - handles)
    return at_most(excess, 0.0)


CLAIMS = (
    Claim("mesh.closed", "Every mesh is closed", "edges", 0.0, (), _open_edges),
    Claim(
        "mesh.outward", "Every mesh faces outwards: its signed volume is positive", "meshes", 0.0, (), _inward
    ),
    Claim(
        "mesh.genus",
        "A bone has the handles its passages make, the dura that of a hose, other solids but fat none",
        "handles",
        0.0,
        (),
        _handles,
    ),
)
