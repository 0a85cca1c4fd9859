"""Binary glTF 2.0: one named node a structure, under a root that turns LPS millimetres into glTF's metres."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

from meshes.geometry.trimesh import TriMesh

_FLOAT, _UNSIGNED = 5126, 5125
_CORNERS, _INDICES = 34962, 34963
_MM = 0.001

_TO_GLTF = [_MM, 0, 0, 0, 0, 0, -_MM, 0, 0, _MM, 0, 0, 0, 0, 0, 1]
"""Column by column: left stays x, posterior becomes -z, superior becomes y, and 1000 mm one metre."""


def glb_bytes(named: Sequence[tuple[str, TriMesh]]) -> bytes:
    """Each mesh as a node under its id, corners in single precision.

    The scene is in metres with y up, as glTF demands; the numbers in the buffers are the LPS millimetres.
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
    return _container(_scene(names) | {
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": len(binary)}],
    }, bytes(binary))  # fmt: skip


def _scene(names: Sequence[str]) -> dict[str, Any]:
    children = list(range(1, len(names) + 1))
    nodes: list[dict[str, Any]] = [{"name": "Retia", "matrix": _TO_GLTF, "children": children}]
    nodes += [{"name": name, "mesh": number} for number, name in enumerate(names)]
    return {
        "asset": {"version": "2.0", "generator": "Retia"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": nodes,
        "meshes": [
            {
                "name": name,
                "primitives": [{"attributes": {"POSITION": 2 * number}, "indices": 2 * number + 1}],
            }
            for number, name in enumerate(names)
        ],
    }


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
