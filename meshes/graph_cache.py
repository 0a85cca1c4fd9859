"""The vein graph of a recipe kept on disk beside the meshes."""

from __future__ import annotations

import hashlib
import zlib

from meshes.build import Recipe, vessel_graph
from meshes.cache import MeshCache, part_key
from meshes.network.files import from_json, to_json
from meshes.network.graph import GraphFault, VesselGraph
from meshes.replacing import write_bytes

_MAGIC = b"retia graph 1\n"
_LENGTH = 16


def kept_graph(recipe: Recipe, cache: MeshCache | None = None) -> VesselGraph:
    """The graph of a recipe from the cache, or built and kept there where it can be.

    A file that was cut short or altered counts as absent.
    """
    place = (cache or MeshCache()).root / f"{part_key(recipe, 'graph')}.mesh"
    try:
        return _unpacked(place.read_bytes())
    except (OSError, ValueError):
        graph = vessel_graph(recipe)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(place, _packed(graph))
    except OSError:
        return graph
    return graph


def _packed(graph: VesselGraph) -> bytes:
    body = zlib.compress(to_json(graph).encode(), 3)
    return _MAGIC + hashlib.blake2b(body, digest_size=_LENGTH).digest() + body


def _unpacked(content: bytes) -> VesselGraph:
    start = len(_MAGIC) + _LENGTH
    body = content[start:]
    if content[:start] != _MAGIC + hashlib.blake2b(body, digest_size=_LENGTH).digest():
        raise GraphFault("not a whole graph file")
    return from_json(zlib.decompress(body).decode())
