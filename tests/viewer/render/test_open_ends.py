"""Where one clear vein goes on into the next nothing is seen of the discs that close both."""

from collections.abc import Iterator

import numpy as np
import pytest

from meshes.geometry.trimesh import TriMesh
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.surface.skin import skin
from tests.render.test_pyvista_renderer import BLUE, Stage, faded
from tests.viewer.small_atlas import ball
from viewer.render.open_ends import with_open_ends
from viewer.render.surfaces import polydata, trimesh

RADIUS_MM = 5.0
"""Of a tube from 15 mm below to 15 mm above, aslant, which another takes over from in the middle."""
LEAN = 0.8


def _two() -> list[TriMesh]:
    ways = [
        WayPoint((0.0, LEAN * z, z), RADIUS_MM, name) for z, name in ((-15.0, None), (0.0, "m"), (15.0, None))
    ]
    graph = joined([Vessel("low", tuple(ways[:2])), Vessel("high", tuple(ways[1:]))]).graph
    return [skin(graph, name, 0.6) for name in ("low", "high")]


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.plotter.close()


def _upright(mesh: TriMesh) -> np.ndarray:
    """How nearly each triangle lies across the tube, 0 to 1."""
    a, b, c = mesh.corners().transpose(1, 0, 2)
    across = np.cross(b - a, c - a)
    along = np.array([0.0, LEAN, 1.0]) / np.hypot(LEAN, 1.0)
    upright: np.ndarray = np.abs(across @ along) / np.linalg.norm(across, axis=1)
    return upright


def test_a_tube_loses_the_disc_where_another_follows_and_nothing_else() -> None:
    for mesh in _two():
        left = trimesh(with_open_ends(polydata(mesh)))
        assert left.bounds == pytest.approx(mesh.bounds, abs=1e-3)
        # At the other end, which nothing follows, a disc is left.
        assert (_upright(mesh) > 0.5).sum() == 2 * (_upright(left) > 0.5).sum()
        assert (_upright(left) < 0.5).sum() == (_upright(mesh) < 0.5).sum()


def test_an_end_that_nothing_follows_stays_closed() -> None:
    ways = (WayPoint((0.0, 0.0, 0.0), RADIUS_MM), WayPoint((0.0, 0.0, 15.0), RADIUS_MM))
    surface = polydata(skin(joined([Vessel("alone", ways)]).graph, "alone", 0.6))
    assert with_open_ends(surface) is surface


def test_what_has_no_plane_ends_stays_as_it_is() -> None:
    surface = polydata(ball())
    assert with_open_ends(surface) is surface


@pytest.mark.parametrize("opacity", [0.4, 1.0])
def test_a_tube_of_two_pieces_looks_alike_all_along(stage: Stage, opacity: float) -> None:
    for name, mesh in zip(("low", "high"), _two(), strict=True):
        stage.add(name, mesh, faded(BLUE, opacity))
    middle = stage.pixels()[30:120, 80]
    assert np.ptp(middle, axis=0).max() < 12


def test_a_tube_that_becomes_clear_and_solid_again_is_open_and_closed(stage: Stage) -> None:
    (low, _), counts = _two(), []
    for opacity in (1.0, 0.4, 1.0):
        stage.add("low", low, faded(BLUE, opacity))
        stage.renderer.set_appearance("low", faded(BLUE, opacity))
        stage.pixels()
        counts.append(stage.renderer.bodies.by_id["low"].surface.GetMapper().GetInput().GetNumberOfCells())
    assert counts[0] == counts[2] == len(low.triangles) > counts[1]
