"""The vein graph of a recipe, drawn once and kept on disk beside the meshes."""

from __future__ import annotations

from meshes.build import Recipe, vessel_graph
from meshes.cache import MeshCache
from meshes.graph_file import found_graph, keep_graph
from meshes.network.graph import VesselGraph


def kept_graph(recipe: Recipe, cache: MeshCache | None = None) -> VesselGraph:
    """The graph of a recipe from the cache, or drawn and kept there where it can be.

    A build of veins leaves it there too.
    """
    cache = cache or MeshCache()
    graph = found_graph(recipe, cache)
    if graph is None:
        graph = vessel_graph(recipe)
        keep_graph(recipe, graph, cache)
    return graph
