"""Claims on veins beside nerves: not in roots and ganglia, not in the cord, though on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most, within
from meshes.column.canal.dural_sac import dural_sac
from meshes.geometry.axes import Vector
from meshes.network.graph import VesselGraph
from meshes.surface.nearness import Nearness

CORD, SPINAL = "nerve.cord.", "vein.spinal"

MEDIAN = ("vein.spinal.anterior", "vein.spinal.posterior")
"""The veins that run on the cord along the midline."""
OFF_IT = tuple(f"{each}.C0" for each in MEDIAN)
"""Their ends, which leave it for the veins of the foramen magnum."""

IN_ROOT_MM = 0.15
"""How deep the wall of a vein may lie in a root: half-way between two of its nodes its line is a chord."""

IN_CORD_MM = 0.1
"""How deep the wall of a vein may lie in the cord."""

ON_CORD_MM = (-IN_CORD_MM, 0.4)
"""Least and largest space between the wall of a median vein and the cord."""


def _places(graph: VesselGraph) -> tuple[Vector, Vector]:
    """Three places along each edge, both ends and the middle, (E, 3, 3), and the radius there, (E, 3)."""
    ends, radius = graph.xyz[graph.edges], graph.radius[graph.edges]
    places = np.stack([ends[:, 0], ends.mean(axis=1), ends[:, 1]], axis=1)
    return places, np.stack([radius[:, 0], radius.mean(axis=1), radius[:, 1]], axis=1)


def _least(near: Sequence[Nearness], places: Vector) -> Vector:
    """Distance (E, 3) of places (E, 3, 3) from the nearest of some meshes, infinite far from all."""
    points = places.reshape(-1, 3)
    far = np.full(len(points), np.inf)
    for each in near:
        far = np.minimum(far, each.inside(points))
    return far.reshape(places.shape[:2])


def _worst(graph: VesselGraph, depth: Vector) -> Mapping[str, float]:
    """The largest of the depths (E, 3) of each structure, 0 at least."""
    worst = depth.max(axis=1, initial=0.0)
    return {name: float(worst[graph.edges_of(name)].max(initial=0.0)) for name in graph.ids}


def _outside_sac(built: Built) -> tuple[VesselGraph, Vector, Vector] | None:
    """The veins, their distance (E, 3) from the nearest root and their radius, inside the sac infinite."""
    graph = built.graph
    if not built.roots or not graph.edge_count:
        return None
    places, radius = _places(graph)
    distance = _least(built.roots, places)
    close = np.isfinite(distance)
    distance[close] = np.where(dural_sac(built.column).distance(places[close]) > 0.0, distance[close], np.inf)
    return graph, distance, radius


def _lines_in_roots(built: Built) -> Measurement | None:
    """How deep the centreline of each vein lies in a root, at its nodes and half-way between them."""
    told = _outside_sac(built)
    return at_most(dict(_worst(told[0], -told[1])), 0.0) if told else None


def _walls_in_roots(built: Built) -> Measurement | None:
    """How deep the wall of each vein lies in a root, likewise."""
    told = _outside_sac(built)
    return at_most(dict(_worst(told[0], told[2] - told[1])), IN_ROOT_MM) if told else None


def _cords(built: Built) -> list[Nearness]:
    return [Nearness(part.mesh) for part in built.of(CORD)]


def _in_cord(built: Built) -> Measurement | None:
    """How deep the wall of each spinal vein lies in the cord, at its nodes and half-way between them."""
    graph, cords = built.graph.of(SPINAL), _cords(built)
    if not cords or not graph.edge_count:
        return None
    places, radius = _places(graph)
    return at_most(dict(_worst(graph, radius - _least(cords, places))), IN_CORD_MM)


def _on_cord(built: Built) -> Measurement | None:
    """The space between median veins and the cord, the largest of each structure."""
    graph, cords = built.graph.of(*MEDIAN), _cords(built)
    graph = graph.restricted(~graph.edges_of(*OFF_IT))
    if not cords or not graph.edge_count:
        return None
    places, radius = _places(graph)
    points = places.reshape(-1, 3)
    distance = np.min([each(points) for each in cords], axis=0).reshape(radius.shape)
    space = (distance - radius).max(axis=1)
    found = {name: float(space[graph.edges_of(name)].max()) for name in graph.ids}
    return within(found, ON_CORD_MM)


CLAIMS = (
    Claim(
        "room.roots.line",
        "The centreline of no vein enters a nerve root or ganglion outside the dural sac",
        "mm",
        0.0,
        ("gray-1918",),
        _lines_in_roots,
    ),
    Claim(
        "room.roots",
        "Veins run beside nerve roots and ganglia: no wall lies in one, though radicular veins pass the dura "
        "beside their root",
        "mm",
        IN_ROOT_MM,
        ("gray-1918",),
        _walls_in_roots,
    ),
    Claim(
        "room.cord",
        "No vein of the cord lies in it",
        "mm",
        IN_CORD_MM,
        ("gray-1918",),
        _in_cord,
    ),
    Claim(
        "room.cord.on",
        "The median veins of the cord lie on it (space between wall and cord)",
        "mm",
        ON_CORD_MM,
        ("gray-1918",),
        _on_cord,
    ),
)
