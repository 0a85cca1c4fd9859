"""Lengths along veins: from one clicked vein to another through the graph of centrelines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from viewer.model.measure import Measurement
from viewer.model.scene import Scene

if TYPE_CHECKING:
    from meshes.build import Recipe
    from meshes.network.graph import Mask, VesselGraph
    from viewer.qt.tools.measuring import PathEnd, PathTracer


class NoPath(ValueError):
    """Two places that no vein joins, or that are one; the message says which."""


def path_between(graph: VesselGraph, start: PathEnd, goal: PathEnd) -> Measurement:
    """The shortest way along centrelines, with its mean calibre (each mm of it counts alike).

    Parameters
    ----------
    graph
        All veins.
    start, goal
        Id of a vein and a point of its wall; the way begins at the node of its centreline nearest to that.

    Raises
    ------
    NoPath
        When nothing joins them, or both are the same place.
    """
    from meshes.network.route import shortest

    nodes = shortest(graph, _nearest(graph, *start), _nearest(graph, *goal))
    if nodes is None:
        raise NoPath(f"no vein leads from {start[0]} to {goal[0]}")
    if len(nodes) < 2:
        raise NoPath("both clicks are at the same place of the vein; click further apart")
    points, wide = graph.xyz[nodes], 2.0 * graph.radius[nodes]
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    mean = float((steps * (wide[1:] + wide[:-1]) / 2.0).sum() / steps.sum())
    return Measurement(tuple((float(x), float(y), float(z)) for x, y, z in points), mean)


def window_paths(recipe: Recipe, scene: Scene) -> PathTracer:
    """Measures on the graph of the individual shown, built or fetched when first asked for."""

    def path(start: PathEnd, goal: PathEnd) -> Measurement:
        from meshes.graph_cache import kept_graph

        individual = replace(recipe, parameters=scene.state.parameters, seed=scene.state.seed)
        return path_between(kept_graph(individual), start, goal)

    return path


def _nearest(graph: VesselGraph, name: str, point: tuple[float, float, float]) -> Mask:
    nodes = np.flatnonzero(graph.nodes_of(name))
    if not len(nodes):
        raise NoPath(f"{name} has no centreline")
    mask = np.zeros(graph.node_count, bool)
    mask[nodes[int(np.linalg.norm(graph.xyz[nodes] - point, axis=1).argmin())]] = True
    return mask
