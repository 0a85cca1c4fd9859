"""Nets of two levels have no gaps, and what is drawn layer upon layer over them is closed."""

from __future__ import annotations

import numpy as np
import pytest

from meshes.geometry.layers import layered
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed
from meshes.geometry.two_level import bordered_net, two_level_net

ROWS, ROUND = 6, 8
KEPT = np.array([0, 1, 3, 5, 6])


def _walls(*radii):
    angle = np.arange(2 * ROUND) * np.pi / ROUND
    z = np.arange(2 * ROWS + 1.0)
    return [
        np.stack(np.broadcast_arrays(r * np.cos(angle), r * np.sin(angle), -z[:, None]), axis=-1).reshape(
            -1, 3
        )
        for r in radii
    ]


def _body(absent, halved=None, inside=None):
    """Four layers, of which some fine cells are absent in some."""
    halved = np.zeros((ROWS, ROUND), bool) if halved is None else halved
    for cells in absent.values():
        four = cells.reshape(ROWS, 2, ROUND, 2)
        halved = halved | (four.any(axis=(1, 3)) & ~four.all(axis=(1, 3)))
    net = two_level_net(halved)
    none = np.zeros((2 * ROWS, 2 * ROUND), bool)
    solid = [~absent.get(layer, none).ravel()[net.cells] for layer in range(4)]
    return layered(_walls(2.0, 3.0, 4.0, 5.0, 6.0), solid, net.triangles, bordered_net(halved, KEPT))


def _cells(rows, columns):
    cells = np.zeros((2 * ROWS, 2 * ROUND), bool)
    cells[rows, columns] = True
    return cells


def test_a_plain_one_is_a_hose():
    mesh = _body({})
    assert is_closed(mesh) and genus(mesh) == 1


@pytest.mark.parametrize("seed", range(4))
def test_halved_cells_anywhere_leave_no_gap(seed):
    halved = np.random.default_rng(seed).random((ROWS, ROUND)) < 0.4
    mesh = _body({}, halved)
    assert is_closed(mesh) and genus(mesh) == 1


def test_a_hollow_is_a_closed_bubble_and_one_through_both_ends_a_bore():
    bubble = _body({2: _cells(slice(3, 6), slice(3, 7))})
    assert is_closed(bubble) and genus(bubble) == 1
    bore = _body({2: _cells(slice(None), slice(3, 7))})
    assert is_closed(bore) and genus(bore) == 2
    assert signed_volume_mm3(bore) < signed_volume_mm3(bubble) < signed_volume_mm3(_body({}))


def test_a_hollow_may_open_outwards_beside_one_that_does_not():
    both = _cells(slice(0, 5), slice(3, 7))
    open_ = _cells(slice(2, 5), slice(4, 7))
    mesh = _body({2: both, 3: open_})
    assert is_closed(mesh)
    assert signed_volume_mm3(mesh) < signed_volume_mm3(_body({2: both}))
