"""Mesh files: read back by another reader, the numbers are those that went in."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv
import trimesh

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.trimesh import TriMesh, merged
from meshes.surface.formats import WRITERS, UnknownFormat, mesh_bytes
from meshes.surface.formats.dress import Dress

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


# -- colours and groups, read back by trimesh

BONES = (("bone", "Bones"), ("bone.vertebra", "Vertebrae"))
DRESSES = {
    "bone.vertebra.L3": Dress((234, 223, 201), 1.0, "Third lumbar vertebra", BONES),
    "disc.L3-L4": Dress((10, 128, 250), 0.4, "Disc", (("disc", "Discs"),)),
}


def _dressed(ending: str, folder: Path) -> trimesh.Scene | trimesh.Trimesh:
    path = folder / f"mesh{ending}"
    path.write_bytes(mesh_bytes(ending, NAMED, DRESSES))
    return trimesh.load(path, process=False)


def test_a_glb_has_names_groups_places_and_colours(tmp_path: Path) -> None:
    scene = _dressed(".glb", tmp_path)
    parents = scene.graph.transforms.parents
    assert parents["bone.vertebra.L3"] == "bone.vertebra"
    assert (parents["bone.vertebra"], parents["bone"], parents["disc"]) == ("bone", "Retia", "Retia")
    assert parents["disc.L3-L4"] == "disc"
    turn = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]])  # left stays, posterior to -z, superior to y
    for (name, mesh), opacity in zip(NAMED, (1.0, 0.4), strict=True):
        transform, geometry = scene.graph[name]
        read = scene.geometry[geometry]
        placed = trimesh.transform_points(read.vertices, transform)
        np.testing.assert_allclose(placed, mesh.points @ turn / 1000.0, atol=1e-7)
        assert read.is_watertight
        assert read.volume > 0
        factor = np.asarray(read.visual.material.baseColorFactor) / 255.0
        linear = factor[:3]
        shown = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
        np.testing.assert_allclose(shown * 255.0, DRESSES[name].colour, atol=6.0)
        assert factor[3] == pytest.approx(opacity, abs=1 / 255)
        assert (read.visual.material.alphaMode == "BLEND") == (opacity < 1.0)


def test_ply_corners_have_the_colour_of_their_structure(tmp_path: Path) -> None:
    read = _dressed(".ply", tmp_path)
    expected = np.repeat([dress.rgba for dress in DRESSES.values()], 4, axis=0)
    np.testing.assert_array_equal(read.visual.vertex_colors, expected)
    np.testing.assert_allclose(read.vertices, BOTH.points)


def test_obj_objects_name_their_groups_and_colour_their_corners(tmp_path: Path) -> None:
    lines = mesh_bytes(".obj", NAMED, DRESSES).decode().splitlines()
    assert [line for line in lines if line.startswith("g ")] == ["g bone bone.vertebra", "g disc"]
    corner = next(line for line in lines if line.startswith("v ")).split()
    assert [round(255 * float(each)) for each in corner[4:]] == [234, 223, 201]
    read = _dressed(".obj", tmp_path)
    meshes = list(read.geometry.values()) if isinstance(read, trimesh.Scene) else [read]
    assert sum(each.volume for each in meshes) == pytest.approx(signed_volume_mm3(BOTH), rel=1e-5)


def test_what_has_no_dress_is_written_all_the_same() -> None:
    for ending in WRITERS:
        assert mesh_bytes(ending, NAMED, {"disc.L3-L4": DRESSES["disc.L3-L4"]})
