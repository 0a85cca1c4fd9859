import numpy as np
import pytest

from meshes.geometry.mensuration import area_mm2, signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed, unpaired_edges
from meshes.geometry.trimesh import TriMesh, merged

CORNERS = np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0], [0, 0, 3]], float)
FACES = np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]])


@pytest.fixture
def tetrahedron():
    return TriMesh(CORNERS, FACES)


def test_a_tetrahedron_is_closed_and_holds_a_sixth_of_its_box(tetrahedron):
    assert is_closed(tetrahedron)
    assert signed_volume_mm3(tetrahedron) == pytest.approx(1.0)
    assert area_mm2(tetrahedron) == pytest.approx(1 + 1.5 + 3 + 3.5)


def test_facing_inwards_shows_as_negative_volume(tetrahedron):
    assert signed_volume_mm3(TriMesh(CORNERS, FACES[:, ::-1])) == pytest.approx(-1.0)


def test_a_missing_face_leaves_three_edges_alone():
    assert unpaired_edges(TriMesh(CORNERS, FACES[1:])) == 3


def test_one_turned_face_is_found():
    faces = FACES.copy()
    faces[0] = faces[0, ::-1]
    assert not is_closed(TriMesh(CORNERS, faces))


def test_a_surface_that_stands_there_twice_is_not_closed():
    assert unpaired_edges(TriMesh(CORNERS, np.concatenate([FACES, FACES]))) == 12


def test_pieces_are_counted_and_genus_adds_up(tetrahedron):
    two = merged([tetrahedron, TriMesh(CORNERS + 10, FACES)])
    assert len(set(components(two))) == 2
    assert genus(two) == 0


def test_a_corner_no_triangle_uses_is_no_piece_of_the_surface():
    loose = TriMesh(np.concatenate([CORNERS[:1] - 9, CORNERS, CORNERS[:1] + 9]), FACES + 1)
    assert len(set(components(loose))) == 3
    assert genus(loose) == 0


def test_a_ring_has_one_handle():
    n = 8
    theta = np.arange(n) * 2 * np.pi / n
    u, v = np.meshgrid(theta, theta, indexing="ij")
    out = 3 + np.cos(v)
    points = np.stack([out * np.cos(u), out * np.sin(u), np.sin(v)], axis=-1).reshape(-1, 3)
    i, j = np.meshgrid(np.arange(n), np.arange(n), indexing="ij")
    a, b = (i * n + j).ravel(), ((i + 1) % n * n + j).ravel()
    c, d = ((i + 1) % n * n + (j + 1) % n).ravel(), (i * n + (j + 1) % n).ravel()
    ring = TriMesh(points, np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)]))
    assert genus(ring) == 1
    assert signed_volume_mm3(ring) > 0


def test_genus_of_an_open_mesh_is_refused():
    with pytest.raises(ValueError, match="open"):
        genus(TriMesh(CORNERS, FACES[1:]))


def test_a_triangle_may_not_name_a_corner_that_is_not_there():
    with pytest.raises(ValueError, match="does not exist"):
        TriMesh(CORNERS, np.array([[0, 1, 4]]))
