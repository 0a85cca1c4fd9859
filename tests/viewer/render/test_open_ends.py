"""Where one clear vein goes on into the next nothing is seen of the discs that close both."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from meshes.geometry.topology import unpaired_edges
from meshes.geometry.trimesh import MeshEnd, TriMesh
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.surface.skin import skin
from tests.render.test_pyvista_renderer import BLUE, Stage, faded
from tests.viewer.small_atlas import ball
from viewer.model.viewpoint import Viewpoint
from viewer.render.open_ends import bare_ends, without_ends
from viewer.render.surfaces import polydata, trimesh

RADIUS_MM = 5.0
"""Of a tube from 15 mm below to 15 mm above, aslant, which another takes over from in the middle."""
LEAN = 0.8
ABOVE = Viewpoint((0.0, 0.0, 1.0), (0.0, -1.0, 0.0), (0.0, 0.0, 0.0), 40.0, is_parallel=True)


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


def test_a_tube_loses_the_disc_where_another_follows_and_nothing_else() -> None:
    for mesh in _two():
        surface = polydata(mesh)
        (followed,) = (end for end in mesh.ends if end.onward)
        left = trimesh(without_ends(surface, [followed]))
        assert len(left.triangles) == len(mesh.triangles) - followed.count
        assert left.bounds == pytest.approx(mesh.bounds, abs=1e-3)
        assert unpaired_edges(left) == followed.count


def test_what_has_no_ends_stays_as_it_is() -> None:
    surface = polydata(ball())
    assert without_ends(surface, ball().ends) is surface


def test_an_end_is_bare_unless_something_of_what_goes_on_there_is_shown() -> None:
    ends = MeshEnd(0, 6, ("a", "b")), MeshEnd(6, 6)
    assert bare_ends(ends, {"c"}) == ends
    assert bare_ends(ends, {"b"}) == ends[1:]


@pytest.mark.parametrize("opacity", [0.4, 1.0])
def test_an_end_is_drawn_as_cut_while_what_follows_is_hidden(stage: Stage, opacity: float) -> None:
    stage.renderer.set_viewpoint(ABOVE)
    low, high = _two()
    stage.add("low", low, faded(BLUE, opacity))
    stage.add("high", high, replace(BLUE, visible=False))
    alone = stage.at()
    stage.renderer.set_appearance("high", faded(BLUE, opacity))
    followed = stage.at()
    assert alone[1] > alone[2] + 30
    assert followed[2] > followed[1] + 30


@pytest.mark.parametrize("opacity", [0.4, 1.0])
def test_a_tube_of_two_pieces_looks_alike_all_along(stage: Stage, opacity: float) -> None:
    for name, mesh in zip(("low", "high"), _two(), strict=True):
        stage.add(name, mesh, faded(BLUE, opacity))
    middle = stage.pixels()[40:110, 80]
    assert np.ptp(middle, axis=0).max() < 12


def test_a_tube_that_becomes_clear_and_solid_again_is_open_and_closed_where_another_follows(
    stage: Stage,
) -> None:
    (low, high), counts = _two(), []
    stage.add("high", high, BLUE)
    for opacity in (1.0, 0.4, 1.0):
        stage.add("low", low, faded(BLUE, opacity))
        stage.pixels()
        counts.append(stage.renderer.bodies.by_id["low"].surface.GetMapper().GetInput().GetNumberOfCells())
    assert counts[0] == counts[2] == counts[1] + sum(end.count for end in low.ends if end.onward)
