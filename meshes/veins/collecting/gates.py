"""The nodes of the plexuses at which collecting veins are hung on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from meshes.anatomy.levels import region
from meshes.geometry.axes import SIDES
from meshes.network.graph import Ints, Mask, VesselGraph
from meshes.network.morphometry import degree
from meshes.veins.collecting.deep_cervical import NECK

_COMING_DOWN = "vein.craniocervical.vertebral-vein"
_SINUS = "vein.craniocervical.sigmoid-sinus"
_RING = "vein.craniocervical.marginal-sinus"
_BEFORE_MM = {"fore": 0.0, "outer": 2.6}
"""How far before the end of what comes down through the atlas strands of the vertebral vein go on from it."""


def outlets(plexus: VesselGraph) -> Mapping[tuple[str, str], int]:
    """Node at which each intervertebral vein meets the external plexus, by level and side.

    Where it meets none it is its free end.
    """
    outside = plexus.nodes_of("vein.external")
    ends = degree(plexus) == 1
    found = {}
    for name in plexus.ids:
        if name.startswith("vein.intervertebral."):
            level, side = name.split(".")[-2:]
            own = plexus.nodes_of(name)
            marked = next(each for each in (own & outside, own & ends, own) if each.any())
            nodes = np.flatnonzero(marked)
            found[level, side] = int(nodes[np.argmax(SIDES[side] * plexus.xyz[nodes, 0])])
    return found


def root_gates(plexus: VesselGraph) -> Mapping[tuple[str, str], Ints]:
    """Nodes of each intervertebral vein up to half its way out, where it meets no other, by level, side."""
    many = degree(plexus)
    return {key: nodes[is_inner & (many[nodes] == 2)] for key, nodes, is_inner in _intervertebral(plexus)}


def outer_gates(plexus: VesselGraph) -> Mapping[tuple[str, str], Ints]:
    """Nodes of each intervertebral vein of the neck in the outer half of its way, by level and side."""
    neck = [each for each in _intervertebral(plexus) if region(each[0][0]) == "cervical"]
    return {key: nodes[~is_inner] for key, nodes, is_inner in neck}


def _intervertebral(plexus: VesselGraph) -> Iterator[tuple[tuple[str, str], Ints, Mask]]:
    """Level and side of each intervertebral vein, its nodes, and which lie in the inner half of its way."""
    for name in plexus.ids:
        if name.startswith("vein.intervertebral."):
            level, side = name.split(".")[-2:]
            nodes = np.flatnonzero(plexus.nodes_of(name))
            out = SIDES[side] * plexus.xyz[nodes, 0]
            yield (level, side), nodes, out < 0.5 * (out.min() + out.max())


def nape_gates(plexus: VesselGraph) -> Mapping[tuple[str, str], int]:
    """The fork of the posterior external net of a level of the neck that lies farthest out and back."""
    many = degree(plexus)
    found = {}
    for level in NECK:
        forks = np.flatnonzero(plexus.nodes_of(f"vein.external.posterior.{level}") & (many > 2))
        for side, sign in SIDES.items():
            here = forks[sign * plexus.xyz[forks, 0] > 0.0]
            if len(here):
                found[level, side] = int(here[np.argmax(plexus.xyz[here] @ (sign, 1.0, 0.0))])
    return found


def front_ends(plexus: VesselGraph) -> Mapping[str, int]:
    """By side the end of the anterior external plexus in front of S5 that lies farthest out, if any."""
    many = degree(plexus)
    ends = np.flatnonzero(plexus.nodes_of("vein.external.anterior.S5") & (many == 1))
    found = {}
    for side, sign in SIDES.items():
        here = ends[sign * plexus.xyz[ends, 0] > 0.0]
        if len(here):
            found[side] = int(here[np.argmax(sign * plexus.xyz[here, 0])])
    return found


def vertebral_starts(plexus: VesselGraph) -> Mapping[tuple[str, str], int]:
    """By side and strand a node of the vein that comes out of the suboccipital plexus through the atlas.

    One strand goes on from its end, another leaves it before: from one place two of them would turn into each
    other. The hind strand begins at the outlet of the atlas.
    """
    many = degree(plexus)
    found: dict[tuple[str, str], int] = {}
    for side in SIDES:
        own = np.flatnonzero(plexus.nodes_of(f"{_COMING_DOWN}.{side}"))
        ends = own[many[own] == 1]
        if len(ends) == 1:
            off = np.linalg.norm(plexus.xyz[own] - plexus.xyz[ends[0]], axis=1)
            found |= {(side, name): int(own[np.argmin(np.abs(off - mm))]) for name, mm in _BEFORE_MM.items()}
    return found


def crown_gates(plexus: VesselGraph) -> Mapping[bool, int]:
    """The node of the marginal sinus next to the midline in front (True) and behind, if it is built."""
    own = np.flatnonzero(plexus.nodes_of(_RING))
    if not len(own):
        return {}
    aside, y = np.abs(plexus.xyz[own, 0]), plexus.xyz[own, 1]
    return {front: int(own[np.argmin(aside + (y if front else -y))]) for front in (True, False)}


def bulb_ends(plexus: VesselGraph) -> Mapping[str, int]:
    """By side the lower end of the sigmoid sinus with its bulb, if it is built."""
    many = degree(plexus)
    found = {}
    for side in SIDES:
        ends = np.flatnonzero(plexus.nodes_of(f"{_SINUS}.{side}") & (many == 1))
        if len(ends):
            found[side] = int(ends[np.argmin(plexus.xyz[ends, 2])])
    return found
