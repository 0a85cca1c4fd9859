"""Closed meshes from rings."""

import numpy as np
import pytest

from meshes.geometry.lofting import banded, doubled_ends, lofted, sheath, tube
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed


def _rings(radius: float, count: int = 9, corners: int = 48) -> np.ndarray:
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    ring = radius * np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1)
    return np.stack([ring + [0, 0, -z] for z in np.linspace(0, 10, count)])


@pytest.mark.parametrize("sense", [1, -1])
def test_a_loft_is_closed_and_faces_outwards_whichever_way_its_rings_run(sense: int) -> None:
    mesh = lofted(_rings(2.0)[:, ::sense])
    assert is_closed(mesh) and genus(mesh) == 0
    assert signed_volume_mm3(mesh) == pytest.approx(np.pi * 4 * 10, rel=0.01)


def test_a_hose_has_one_handle_and_the_volume_of_its_wall() -> None:
    mesh = sheath(_rings(3.0), _rings(2.0))
    assert is_closed(mesh) and genus(mesh) == 1
    assert signed_volume_mm3(mesh) == pytest.approx(np.pi * 5 * 10, rel=0.01)


def test_a_finger_of_a_glove_has_none() -> None:
    outer, inner = _rings(3.0), _rings(2.0)
    mesh = sheath(outer, inner + np.array([0, 0, 0.5]) * np.linspace(0, 1, 9)[:, None, None], True)
    assert is_closed(mesh) and genus(mesh) == 0


def test_a_tube_keeps_its_radius_along_a_bend() -> None:
    t = np.linspace(0, np.pi / 2, 30)
    path = 20.0 * np.stack([np.sin(t), 0 * t, np.cos(t)], axis=1)
    mesh = tube(path, np.full(30, 1.5), 24)
    off = np.abs(np.hypot(np.hypot(mesh.points[:, 0], mesh.points[:, 2]) - 20.0, mesh.points[:, 1]))
    inner = (mesh.points[:, 0] > 2) & (mesh.points[:, 2] > 2) & (off > 0.1)
    assert is_closed(mesh) and signed_volume_mm3(mesh) > 0
    assert off[inner] == pytest.approx(1.5, abs=0.02)


def test_doubled_ends_stay_in_order() -> None:
    assert (np.diff(doubled_ends(np.linspace(0, 5, 6))) > 0).all()


def test_a_bent_band_is_closed_by_rungs_and_keeps_within_its_rings() -> None:
    t = np.linspace(-1, 1, 9)
    front = np.stack([10 * t, 6 * t**2, 0 * t], axis=1)
    ring = np.concatenate([front, front[::-1] + [0, 1.0, 0]])
    rings = np.stack([ring - [0, 0, z] for z in range(4)])
    mesh = banded(rings)
    assert is_closed(mesh) and genus(mesh) == 0
    assert len(mesh.points) == rings.size // 3
    assert signed_volume_mm3(mesh) == pytest.approx(20 * 1 * 3, rel=0.01)
