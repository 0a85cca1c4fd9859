"""From vessels drawn through way-points to one graph joined at named junctions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

import numpy as np

from meshes.network.drawing import evenly_drawn
from meshes.network.graph import Floats, Ints, VesselGraph, empty_graph


@dataclass(frozen=True)
class WayPoint:
    """A place a vessel passes.

    Parameters
    ----------
    point : tuple of three float
        Position, mm.
    radius : float
        Lumen radius there, mm.
    junction : str or None
        Name of a node that other vessels may share; every way-point of that name becomes one node.
    """

    point: tuple[float, float, float]
    radius: float
    junction: str | None = None


@dataclass(frozen=True)
class Vessel:
    """A run of way-points that belongs to one structure.

    Parameters
    ----------
    structure : str
        Id of the owner.
    path : tuple of WayPoint
        Two or more, in order.
    room : str
        Where it has to run; a word that the builder only passes on.
    """

    structure: str
    path: tuple[WayPoint, ...]
    room: str = ""


class Joined(NamedTuple):
    """A graph with what its nodes remember of the drawing."""

    graph: VesselGraph
    junctions: dict[str, int]
    rooms: tuple[str, ...]
    room: Ints


def joined(vessels: Sequence[Vessel], step_mm: float = 1.0) -> Joined:
    """Draw every vessel as a smooth curve and join them where their way-points share a junction name.

    Parameters
    ----------
    vessels : sequence of Vessel
        In the order in which nodes and structure ids are numbered.
    step_mm : float
        Wished distance between neighbouring nodes, mm.

    Returns
    -------
    Joined
        The graph; the node of each junction; `room[i]` is the index in `rooms` of node i's room, junctions
        taking that of the first vessel that names them. A junction lies at the mean of its way-points and
        has the largest of their radii.

    Raises
    ------
    ValueError
        If a vessel has less than two way-points.
    """
    if not vessels:
        return Joined(empty_graph(), {}, (), np.zeros(0, np.int32))
    places = _junction_places(vessels)
    index = {name: number for number, name in enumerate(places)}
    xyz = [np.array([place for place, _ in places.values()]).reshape(-1, 3)]
    radius = [np.array([size for _, size in places.values()])]
    rooms = tuple(dict.fromkeys(vessel.room for vessel in vessels))
    room = [_junction_rooms(vessels, index, rooms)]
    ids = tuple(dict.fromkeys(vessel.structure for vessel in vessels))
    edges, owner, count = [], [], len(index)
    for vessel, (points, radii, named) in zip(vessels, _drawn(vessels, places, step_mm), strict=True):
        numbers = np.full(len(points), -1)
        for place, name in named.items():
            numbers[place] = index[name]
        free = numbers < 0
        numbers[free] = count + np.arange(free.sum())
        count += int(free.sum())
        xyz.append(points[free])
        radius.append(radii[free])
        room.append(np.full(free.sum(), rooms.index(vessel.room)))
        edges.append(np.stack([numbers[:-1], numbers[1:]], axis=1))
        owner.append(np.full(len(points) - 1, ids.index(vessel.structure)))
    graph = VesselGraph(
        np.concatenate(xyz), np.concatenate(radius), np.concatenate(edges), np.concatenate(owner), ids
    )
    return Joined(graph, index, rooms, np.concatenate(room).astype(np.int32))


def _junction_places(vessels: Sequence[Vessel]) -> dict[str, tuple[Floats, float]]:
    points: dict[str, list[tuple[float, float, float]]] = {}
    sizes: dict[str, float] = {}
    for vessel in vessels:
        for way in vessel.path:
            if way.junction is not None:
                points.setdefault(way.junction, []).append(way.point)
                sizes[way.junction] = max(sizes.get(way.junction, 0.0), way.radius)
    # In plain numbers: numpy is slow on so few.
    return {
        name: (np.array([fsum(axis) / len(places) for axis in zip(*places, strict=True)]), sizes[name])
        for name, places in points.items()
    }


def _junction_rooms(vessels: Sequence[Vessel], index: dict[str, int], rooms: tuple[str, ...]) -> Ints:
    out = np.full(len(index), -1, np.int32)
    for vessel in vessels:
        for way in vessel.path:
            if way.junction is not None and out[index[way.junction]] < 0:
                out[index[way.junction]] = rooms.index(vessel.room)
    return out


def _drawn(
    vessels: Sequence[Vessel], places: dict[str, tuple[Floats, float]], step_mm: float
) -> Iterator[tuple[Floats, Floats, dict[int, str]]]:
    """Nodes and radii along each vessel, and which of the nodes are junctions."""
    controls = [_control(vessel, places) for vessel in vessels]
    stops = [_stops(vessel) for vessel in vessels]
    for vessel, here, run in zip(vessels, stops, evenly_drawn(controls, stops, step_mm), strict=True):
        names = (vessel.path[stop].junction for stop in here)
        named = {node: name for node, name in zip(run.stops, names, strict=True) if name}
        yield run.nodes[:, :3], np.maximum(run.nodes[:, 3], 0.05), named


def _control(vessel: Vessel, places: dict[str, tuple[Floats, float]]) -> Floats:
    """Way-points with radii, junctions in their common place."""
    if len(vessel.path) < 2:
        raise ValueError(f"a vessel of {vessel.structure} has less than two way-points")
    return np.array(
        [(*(places[way.junction][0] if way.junction else way.point), way.radius) for way in vessel.path]
    )


def _stops(vessel: Vessel) -> list[int]:
    """The way-points at which a node has to stand: both ends and the junctions."""
    last = len(vessel.path) - 1
    return [n for n, way in enumerate(vessel.path) if n in (0, last) or way.junction]
