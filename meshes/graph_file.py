"""The file of a recipe's vein graph, beside the meshes in the cache."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np

from meshes.cache import MeshCache, part_key
from meshes.network.graph import GraphFault, VesselGraph
from meshes.recipe import Recipe
from meshes.replacing import write_bytes

_MAGIC = b"retia graph 2\n"
_ARRAYS = ("xyz", "radius", "edges", "structure")
_LENGTH = 16


def found_graph(recipe: Recipe, cache: MeshCache) -> VesselGraph | None:
    """The graph kept for a recipe; None where there is none, or one that was cut short or altered."""
    try:
        return _unpacked(_place(recipe, cache).read_bytes())
    except (OSError, ValueError):
        return None


def keep_graph(recipe: Recipe, graph: VesselGraph, cache: MeshCache) -> None:
    """Keep the graph of a recipe; a folder that cannot be written forgets it."""
    place = _place(recipe, cache)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(place, _packed(graph))


def _place(recipe: Recipe, cache: MeshCache) -> Path:
    return cache.root / f"{part_key(recipe, 'graph')}.mesh"


def _packed(graph: VesselGraph) -> bytes:
    """Magic, checksum of the rest, and the arrays as NumPy keeps them: as text they take tenfold time."""
    names = np.frombuffer("\n".join(graph.ids).encode(), np.uint8)
    buffer = BytesIO()
    np.savez_compressed(buffer, names=names, **{name: getattr(graph, name) for name in _ARRAYS})
    body = buffer.getvalue()
    return _MAGIC + hashlib.blake2b(body, digest_size=_LENGTH).digest() + body


def _unpacked(content: bytes) -> VesselGraph:
    start = len(_MAGIC) + _LENGTH
    body = content[start:]
    if content[:start] != _MAGIC + hashlib.blake2b(body, digest_size=_LENGTH).digest():
        raise GraphFault("not a whole graph file")
    with np.load(BytesIO(body), allow_pickle=False) as kept:
        names = kept["names"].tobytes().decode()
        xyz, radius, edges, structure = (kept[name] for name in _ARRAYS)
        return VesselGraph(xyz, radius, edges, structure, tuple(names.split("\n")) if names else ())
