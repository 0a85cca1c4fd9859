"""From vessels drawn through way-points to one graph joined at named junctions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from meshes.geometry.curve import arc_length, through
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
    for vessel in vessels:
        points, radii, named = _drawn(vessel, places, step_mm)
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
    return {name: (np.mean(places, axis=0), sizes[name]) for name, places in points.items()}


def _junction_rooms(vessels: Sequence[Vessel], index: dict[str, int], rooms: tuple[str, ...]) -> Ints:
    out = np.full(len(index), -1, np.int32)
    for vessel in vessels:
        for way in vessel.path:
            if way.junction is not None and out[index[way.junction]] < 0:
                out[index[way.junction]] = rooms.index(vessel.room)
    return out


def _drawn(
    vessel: Vessel, places: dict[str, tuple[Floats, float]], step_mm: float
) -> tuple[Floats, Floats, dict[int, str]]:
    """Nodes and radii along one vessel, and which of the nodes are junctions."""
    if len(vessel.path) < 2:
        raise ValueError(f"a vessel of {vessel.structure} has less than two way-points")
    control = np.array(
        [(*(places[way.junction][0] if way.junction else way.point), way.radius) for way in vessel.path]
    )
    fine = through(control, samples_a_span=_SAMPLES)
    stops = [0] + [n for n, way in enumerate(vessel.path) if way.junction and 0 < n < len(vessel.path) - 1]
    stops.append(len(vessel.path) - 1)
    pieces, named, count = [], {}, 0
    for first, last in pairwise(stops):
        piece = _even(fine[first * _SAMPLES : last * _SAMPLES + 1], step_mm)
        pieces.append(piece[:-1])
        count += len(piece) - 1
        if vessel.path[last].junction:
            named[count] = vessel.path[last].junction or ""
    if vessel.path[0].junction:
        named[0] = vessel.path[0].junction or ""
    whole = np.concatenate([*pieces, fine[-1:]])
    return whole[:, :3], np.maximum(whole[:, 3], 0.05), named


_SAMPLES = 8


def _even(points: Floats, step_mm: float) -> Floats:
    """Points with a fourth column, cut into equal steps along the first three; at least two steps."""
    length = arc_length(points[:, :3])
    count = max(round(length[-1] / step_mm), 2)
    at = np.linspace(0.0, length[-1], count + 1)
    return np.stack([np.interp(at, length, column) for column in points.T], axis=1)
