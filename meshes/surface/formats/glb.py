"""Binary glTF 2.0: named nodes of structures in their groups, under a root that turns LPS upright."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from meshes.geometry.trimesh import TriMesh
from meshes.surface.formats.dress import PLAIN, Dress

_FLOAT, _UNSIGNED = 5126, 5125
_CORNERS, _INDICES = 34962, 34963
_MM = 0.001

_TO_GLTF = [_MM, 0, 0, 0, 0, 0, -_MM, 0, 0, _MM, 0, 0, 0, 0, 0, 1]
"""Column by column: left stays x, posterior becomes -z, superior becomes y, and 1000 mm one metre."""


def glb_bytes(named: Sequence[tuple[str, TriMesh]], dresses: Mapping[str, Dress]) -> bytes:
    """Each mesh as a node under its id, corners in single precision.

    The scene is in metres with y up, as glTF demands; the numbers in the buffers are the LPS millimetres.
    With `dresses` the nodes hang under those of their groups and have colours, blended where they are not
    solid; the names in words stand in ``extras.name``.
    """
    binary = bytearray()
    views: list[dict[str, Any]] = []
    accessors: list[dict[str, Any]] = []
    for _, mesh in named:
        points = mesh.points.astype("<f4")
        views += [_view(binary, points.tobytes(), _CORNERS)]
        accessors += [_accessor(views, points, _FLOAT, "VEC3")]
        accessors[-1] |= {"min": points.min(axis=0).tolist(), "max": points.max(axis=0).tolist()}
        views += [_view(binary, mesh.triangles.astype("<u4").tobytes(), _INDICES)]
        accessors += [_accessor(views, mesh.triangles.ravel(), _UNSIGNED, "SCALAR")]
    names = [name for name, _ in named]
    return _container(_scene(names, dresses) | {
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": len(binary)}],
    }, bytes(binary))  # fmt: skip


def _scene(names: Sequence[str], dresses: Mapping[str, Dress]) -> dict[str, Any]:
    materials = list(dict.fromkeys(dresses[name].rgba for name in names if name in dresses))
    meshes = []
    for number, name in enumerate(names):
        shape: dict[str, Any] = {"attributes": {"POSITION": 2 * number}, "indices": 2 * number + 1}
        if name in dresses:
            shape["material"] = materials.index(dresses[name].rgba)
        meshes.append({"name": name, "primitives": [shape]})
    painted = {"materials": [_material(rgba) for rgba in materials]} if materials else {}
    return {
        "asset": {"version": "2.0", "generator": "Retia"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": _nodes(names, dresses),
        "meshes": meshes,
    } | painted


def _nodes(names: Sequence[str], dresses: Mapping[str, Dress]) -> list[dict[str, Any]]:
    """The root, the groups as they are first needed, and the structures in their groups."""
    nodes: list[dict[str, Any]] = [{"name": "Retia", "matrix": _TO_GLTF, "children": []}]
    places: dict[str, int] = {}

    def hung(under: int, node: dict[str, Any]) -> int:
        nodes.append(node)
        nodes[under].setdefault("children", []).append(len(nodes) - 1)
        return len(nodes) - 1

    for number, name in enumerate(names):
        dress, under = dresses.get(name, PLAIN), 0
        for group, title in dress.groups:
            if group not in places:
                places[group] = hung(under, {"name": group, "extras": {"name": title}})
            under = places[group]
        hung(
            under, {"name": name, "mesh": number} | ({"extras": {"name": dress.title}} if dress.title else {})
        )
    return nodes


def _material(rgba: tuple[int, int, int, int]) -> dict[str, Any]:
    """A dull surface of a colour; glTF wants it linear in light."""
    *colour, alpha = (channel / 255.0 for channel in rgba)
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour]
    factor = [round(each, 5) for each in (*linear, alpha)]
    material: dict[str, Any] = {
        "pbrMetallicRoughness": {"baseColorFactor": factor, "metallicFactor": 0.0, "roughnessFactor": 0.7}
    }
    return material | ({"alphaMode": "BLEND"} if alpha < 1.0 else {})


def _view(binary: bytearray, content: bytes, target: int) -> dict[str, Any]:
    view = {"buffer": 0, "byteOffset": len(binary), "byteLength": len(content), "target": target}
    binary += content  # four bytes a number, so every view stays aligned
    return view


def _accessor(views: Sequence[Any], array: np.ndarray, kind: int, shape: str) -> dict[str, Any]:
    return {"bufferView": len(views) - 1, "componentType": kind, "count": len(array), "type": shape}


def _container(tree: dict[str, Any], binary: bytes) -> bytes:
    text = json.dumps(tree, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 4)
    total = 12 + 8 + len(text) + 8 + len(binary)
    return b"".join([
        struct.pack("<4sII", b"glTF", 2, total),
        struct.pack("<I4s", len(text), b"JSON"), text,
        struct.pack("<I4s", len(binary), b"BIN\0"), binary,
    ])  # fmt: skip
