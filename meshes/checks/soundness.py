"""Claims on the meshes themselves: closed, outward, with the handles they should have."""

from __future__ import annotations

from meshes.checks.built import BONE, DISC, Built
from meshes.checks.claim import Claim, Measurement, at_most, none_lacking
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed, unpaired_edges

GENUS = {BONE: 1, DISC: 0}
"""Handles by kind: the vertebral foramen makes a vertebra a ring, a disc has none. Veins are nets."""


def _open_edges(built: Built) -> Measurement | None:
    return at_most({name: float(unpaired_edges(part.mesh)) for name, part in built.parts.items()}, 0.0)


def _inward(built: Built) -> Measurement | None:
    inward = [name for name, part in built.parts.items() if not signed_volume_mm3(part.mesh) > 0]
    return none_lacking(inward, len(built.parts))


def _handles(built: Built) -> Measurement | None:
    excess = {}
    for prefix, declared in GENUS.items():
        for part in built.of(prefix):
            found = genus(part.mesh) if is_closed(part.mesh) else float("nan")
            excess[part.id] = abs(found - declared)
    return at_most(excess, 0.0)


CLAIMS = (
    Claim("mesh.closed", "Every mesh is closed", "edges", 0.0, (), _open_edges),
    Claim(
        "mesh.outward", "Every mesh faces outwards: its signed volume is positive", "meshes", 0.0, (), _inward
    ),
    Claim("mesh.genus", "Each vertebra has one handle, each disc none", "handles", 0.0, (), _handles),
)
