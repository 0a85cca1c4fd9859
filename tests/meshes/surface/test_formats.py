"""Mesh files: read back by another reader, the numbers are those that went in."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.trimesh import TriMesh, merged
from meshes.surface.formats import WRITERS, UnknownFormat, mesh_bytes

POINTS = np.array([[0.0, 0, 0], [3.25, 0, 0], [0, 2.125, 0], [0, 0, 1 / 3]])
BLOCK = TriMesh(POINTS, np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]]))
NAMED = [("bone.vertebra.L3", BLOCK), ("disc.L3-L4", TriMesh(POINTS + [10, 20, 30], BLOCK.triangles))]
BOTH = merged([mesh for _, mesh in NAMED])


def _read(ending: str, folder: Path) -> pv.DataSet:
    path = folder / f"mesh{ending}"
    path.write_bytes(mesh_bytes(ending, NAMED))
    return pv.read(path)


@pytest.mark.parametrize("ending", [".stl", ".ply", ".obj", ".vtp"])
def test_another_reader_sees_the_same_corners_and_sides(ending: str, tmp_path: Path) -> None:
    read = _read(ending, tmp_path)
    corners = read.points[read.regular_faces]
    np.testing.assert_allclose(corners, BOTH.corners(), atol=2e-6)
    again = TriMesh(corners.reshape(-1, 3), np.arange(24).reshape(-1, 3))
    assert signed_volume_mm3(again) == pytest.approx(signed_volume_mm3(BOTH), rel=1e-5)
    assert signed_volume_mm3(again) > 0


def test_vtp_keeps_full_precision_and_tells_the_structures_apart(tmp_path: Path) -> None:
    read = _read(".vtp", tmp_path)
    assert read.points.tobytes() == BOTH.points.tobytes()
    assert read.cell_data["structure"].tolist() == [0] * 4 + [1] * 4
    assert list(read.field_data["id"]) == [name for name, _ in NAMED]
    assert list(read.field_data["frame"]) == ["LPS"]


def test_ply_keeps_full_precision() -> None:
    assert BOTH.points.tobytes() in mesh_bytes(".ply", NAMED)


def test_stl_normals_point_outwards() -> None:
    rows = np.frombuffer(mesh_bytes(".stl", [NAMED[0]])[84:], np.uint8).reshape(4, 50)
    normals = rows[:, :12].copy().view("<f4")
    np.testing.assert_allclose(normals[0], [0, 0, -1])
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-6)


def test_obj_names_each_structure() -> None:
    lines = mesh_bytes(".obj", NAMED).decode().splitlines()
    assert [line[2:] for line in lines if line.startswith("o ")] == [name for name, _ in NAMED]


def test_glb_is_upright_in_metres_with_a_named_node_a_structure(tmp_path: Path) -> None:
    bounds = np.array(_read(".glb", tmp_path).combine().bounds).reshape(3, 2)
    left, posterior, superior = BOTH.bounds.T
    np.testing.assert_allclose(bounds[0] * 1000, left, atol=1e-4)
    np.testing.assert_allclose(bounds[1] * 1000, superior, atol=1e-4)
    np.testing.assert_allclose(bounds[2] * 1000, -posterior[::-1], atol=1e-4)
    content = mesh_bytes(".glb", NAMED)
    magic, version, total = struct.unpack_from("<4sII", content)
    assert (magic, version, total) == (b"glTF", 2, len(content))
    (length,) = struct.unpack_from("<I", content, 12)
    tree = json.loads(content[20 : 20 + length])
    assert [node["name"] for node in tree["nodes"][1:]] == [name for name, _ in NAMED]


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_meshes_give_the_same_bytes(ending: str) -> None:
    assert mesh_bytes(ending, NAMED) == mesh_bytes(ending.upper(), NAMED)


def test_an_unknown_ending_is_told_the_known_ones() -> None:
    with pytest.raises(UnknownFormat, match=r"\.stl.*\.vtp"):
        mesh_bytes(".xyz", NAMED)
