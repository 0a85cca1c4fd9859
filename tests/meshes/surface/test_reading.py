"""Foreign mesh files: what was written reads back, and whatever is broken is refused in one line."""

from __future__ import annotations

import numpy as np
import pytest

from meshes.geometry.topology import is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.surface.formats import mesh_bytes
from meshes.surface.formats.reading import MeshFileFault, read_mesh

BODY = TriMesh(
    np.array([[0.0, 0, 0], [30, 0, 0], [0, 20, 0], [0, 0, 10]]),
    np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]]),
)
PLY = "ply\nformat ascii 1.0\nelement vertex {}\nproperty float x\nproperty float y\nproperty float z\n"
PLY += "element face 1\nproperty list uchar int vertex_indices\nend_header\n0 0 0\n1 0 0\n0 1 0\n3 0 1 {}\n"


@pytest.mark.parametrize("ending", [".stl", ".ply", ".obj", ".vtp"])
def test_a_written_mesh_reads_back(tmp_path, ending):
    path = tmp_path / f"body{ending}"
    path.write_bytes(mesh_bytes(ending, [("bone", BODY)]))
    mesh = read_mesh(path)
    assert is_closed(mesh) and np.allclose(mesh.bounds, BODY.bounds)


@pytest.mark.parametrize("ending", [".ply", ".vtp"])
def test_a_file_that_was_cut_short_is_refused(tmp_path, ending):
    whole = mesh_bytes(ending, [("bone", BODY)])
    path = tmp_path / f"cut{ending}"
    path.write_bytes(whole[: int(0.6 * len(whole))])
    with pytest.raises(MeshFileFault, match="damaged or cut short"):
        read_mesh(path)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.stl", b"", "is empty"),
        ("a.stl", b"\x89PNG and more than eighty-four bytes" * 9, "does not hold"),
        ("a.ply", b"solid no ply", "does not hold"),
        ("a.ply", PLY.format(10**12, 2).encode(), "does not hold"),
        ("a.vtp", b"<html>", "does not hold"),
        ("a.obj", b"\0\0\0\0", "does not hold"),
        ("a.nii", b"image", "no meshes are read as"),
        ("a.ply", PLY.format(3, 77).encode(), "does not exist"),
        ("a.obj", b"v 0 0 nan\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "no finite numbers"),
        ("a.obj", b"v 0 0 0\nv 1 0 0\n", "no surface"),
    ],
)
def test_what_holds_no_surface_is_refused_in_one_line(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(MeshFileFault, match=says) as fault:
        read_mesh(path)
    assert "\n" not in str(fault.value) and name in str(fault.value)
