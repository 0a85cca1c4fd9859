"""Questions to pixels: not what they are, but whether they change when they should."""

from collections.abc import Iterator

import numpy as np
import pytest
import pyvista as pv

from meshes.geometry.trimesh import TriMesh
from tests.viewer.small_atlas import ball
from viewer.export.exposure import pixels_of
from viewer.model.viewpoint import Viewpoint
from viewer.render.protocol import Appearance, Cut, LegendRow, Quality
from viewer.render.pyvista_renderer import PyVistaRenderer
from viewer.render.stand_ins import MOVING_TRIANGLES

FRONT = Viewpoint((0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, 0.0), 40.0, is_parallel=True)
RED = Appearance(True, 1.0, "#d02020", "#20d020", "#20d020")
BLUE = Appearance(True, 1.0, "#2020d0", "#20d020", "#20d020")


def faded(appearance: Appearance, opacity: float) -> Appearance:
    return Appearance(True, opacity, appearance.colour, appearance.cut_colour, appearance.rim_colour)


class Stage:
    """A small off-screen picture, 160 pixels for 40 mm: 4 pixels a millimetre."""

    def __init__(self) -> None:
        self.plotter = pv.Plotter(off_screen=True, window_size=[160, 160])
        self.renderer = PyVistaRenderer(self.plotter)
        self.renderer.set_backdrop("#ffffff", "#ffffff")
        self.renderer.set_viewpoint(FRONT)

    def add(self, name: str, mesh: TriMesh, appearance: Appearance, kind: str = "vein") -> None:
        self.renderer.add(name, mesh, kind)
        self.renderer.set_appearance(name, appearance)

    def pixels(self) -> np.ndarray:
        self.renderer.draw()
        return pixels_of(self.plotter.render_window)[..., :3].astype(int)

    def covered(self) -> int:
        return int((np.abs(self.pixels() - 255).sum(axis=-1) > 12).sum())

    def at(self, x_mm: float = 0.0, z_mm: float = 0.0) -> np.ndarray:
        return self.pixels()[round(80 - 4 * z_mm), round(80 + 4 * x_mm)]


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.plotter.close()


DISC_PIXELS = np.pi * 40.0**2


@pytest.mark.parametrize("quality", Quality)
@pytest.mark.parametrize("opacity", [1.0, 0.5, 0.2])
def test_a_ball_covers_its_disc_however_clear_and_in_every_quality(stage, quality, opacity):
    stage.add("ball", ball(), faded(RED, opacity), kind="bone")
    stage.renderer.set_quality(quality)
    assert stage.covered() == pytest.approx(DISC_PIXELS, rel=0.05)


def test_hiding_empties_the_picture_and_showing_fills_it(stage):
    stage.add("ball", ball(), RED)
    full = stage.covered()
    stage.renderer.set_appearance("ball", Appearance(False, 1.0, "#d02020", "#20d020", "#20d020"))
    assert stage.covered() == 0
    stage.renderer.set_appearance("ball", RED)
    assert stage.covered() == full


def test_a_structure_that_was_removed_or_not_painted_yet_is_not_drawn(stage):
    stage.renderer.add("ball", ball(), "vein")
    assert stage.covered() == 0
    stage.renderer.set_appearance("ball", RED)
    assert stage.covered() > 0
    stage.renderer.remove("ball")
    assert stage.covered() == 0


@pytest.mark.parametrize("quality", [Quality.MOVING, Quality.REST])
def test_a_vein_stays_readable_behind_faded_bone_and_vanishes_behind_solid_bone(stage, quality):
    stage.add("vein", ball(radius=4.0), BLUE)
    stage.add("bone", ball(radius=10.0), faded(RED, 0.2), kind="bone")
    stage.renderer.set_quality(quality)
    red, _, blue = stage.at()
    assert blue > red + 25
    stage.renderer.set_appearance("bone", RED)
    red, _, blue = stage.at()
    assert red > blue + 60


def test_two_clear_bodies_look_the_same_in_either_order_of_arrival(stage):
    near, far = ball((0.0, -6.0, 0.0), 5.0), ball((0.0, 6.0, 0.0), 5.0)
    stage.add("near", near, faded(RED, 0.5))
    stage.add("far", far, faded(BLUE, 0.5))
    first = stage.at()
    other = Stage()
    other.add("far", far, faded(BLUE, 0.5))
    other.add("near", near, faded(RED, 0.5))
    np.testing.assert_allclose(first, other.at(), atol=3)
    other.plotter.close()


def test_light_comes_from_the_upper_left_so_that_form_shows(stage):
    stage.add("ball", ball(), Appearance(True, 1.0, "#c0c0c0", "#c0c0c0", "#c0c0c0"))
    assert stage.at(-5.0, 5.0).sum() > stage.at(5.0, -5.0).sum() + 60


def test_a_cut_face_has_its_own_colour_and_the_rest_keeps_its_own(stage):
    stage.add("ball", ball(), RED)
    stage.renderer.set_cut(Cut((0.0, 0.0, 0.0), (0.0, -1.0, 0.0)))
    red, green, _ = stage.at()
    assert green > red + 60
    assert stage.covered() == pytest.approx(DISC_PIXELS, rel=0.05)
    stage.renderer.set_cut(None)
    red, green, _ = stage.at()
    assert red > green + 60


def test_a_cut_takes_half_and_spares_what_it_should(stage):
    stage.add("ball", ball(), RED)
    cut = Cut((0.0, 0.0, 0.0), (1.0, 0.0, 0.0))
    stage.renderer.set_cut(cut)
    assert stage.covered() == pytest.approx(DISC_PIXELS / 2, rel=0.06)
    stage.renderer.set_cut(Cut(cut.point, cut.normal, frozenset({"ball"})))
    assert stage.covered() == pytest.approx(DISC_PIXELS, rel=0.05)


def test_what_was_hidden_during_a_cut_comes_back_cut(stage):
    stage.add("ball", ball(), Appearance(False, 1.0, "#d02020", "#20d020", "#20d020"))
    stage.renderer.set_cut(Cut((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)))
    assert stage.covered() == 0
    stage.renderer.set_appearance("ball", RED)
    assert stage.covered() == pytest.approx(DISC_PIXELS / 2, rel=0.06)


def test_the_nearest_solid_structure_is_picked(stage):
    stage.add("near", ball((0.0, -5.0, 0.0), 3.0), RED)
    stage.add("far", ball((0.0, 5.0, 0.0), 8.0), BLUE)
    stage.pixels()
    assert stage.renderer.pick(80, 80) == "near"
    assert stage.renderer.pick(80 + 4 * 6, 80) == "far"
    assert stage.renderer.pick(5, 5) is None


def test_picking_counts_from_the_lower_left(stage):
    stage.add("high", ball((-10.0, 0.0, 12.0), 3.0), RED)
    stage.pixels()
    assert stage.renderer.pick(80 - 40, 80 + 48) == "high"
    assert stage.renderer.pick(80 - 40, 80 - 48) is None


def test_clicks_pass_through_faded_and_hidden_bodies_but_find_faded_ones_alone(stage):
    stage.add("bone", ball(radius=12.0), faded(RED, 0.2), kind="bone")
    stage.add("vein", ball(radius=3.0), BLUE)
    stage.pixels()
    assert stage.renderer.pick(80, 80) == "vein"
    assert stage.renderer.pick(80 + 4 * 8, 80) == "bone"
    stage.renderer.set_appearance("bone", Appearance(False, 1.0, "#d02020", "#20d020", "#20d020"))
    stage.pixels()
    assert stage.renderer.pick(80 + 4 * 8, 80) is None


def test_a_viewpoint_comes_back_as_it_was_given(stage):
    for given in (FRONT, Viewpoint((0.0, 0.6, 0.8), (0.0, -0.8, 0.6), (1.0, 2.0, 3.0), 77.0)):
        stage.renderer.set_viewpoint(given)
        back = stage.renderer.viewpoint()
        np.testing.assert_allclose(back.direction, given.direction, atol=1e-6)
        np.testing.assert_allclose(back.up, given.up, atol=1e-6)
        np.testing.assert_allclose(back.centre, given.centre, atol=1e-6)
        assert back.height_mm == pytest.approx(given.height_mm)
        assert back.is_parallel == given.is_parallel


def test_moving_pictures_are_lighter_once_stand_ins_are_ready(stage):
    heavy = ball(steps=240)
    assert len(heavy.triangles) > MOVING_TRIANGLES
    stage.add("ball", heavy, RED)
    before = stage.covered()
    stage.renderer.set_quality(Quality.MOVING)
    stage.pixels()
    assert triangles_drawn(stage) == len(heavy.triangles)
    assert stage.renderer.finishing.prepare(60.0)
    assert stage.covered() == pytest.approx(before, rel=0.02)
    assert triangles_drawn(stage) <= MOVING_TRIANGLES
    stage.renderer.set_quality(Quality.REST)
    stage.pixels()
    assert triangles_drawn(stage) == len(heavy.triangles)


def triangles_drawn(stage: Stage) -> int:
    actors = stage.plotter.renderer.GetActors()
    return sum(actor.GetMapper().GetInput().GetNumberOfCells() for actor in actors if actor.GetVisibility())


def test_legend_scale_bar_and_marker_appear_in_their_corners_and_go(stage):
    def corners() -> list[int]:
        dark = np.abs(stage.pixels() - 255).sum(axis=-1) > 60
        return [int(part.sum()) for part in (dark[:80, :80], dark[80:, :80], dark[80:, 80:], dark[:80, 80:])]

    assert corners() == [0, 0, 0, 0]
    stage.renderer.set_legend([LegendRow("Vein", "#2020d0")])
    stage.renderer.set_orientation_marker(True)
    stage.renderer.set_scale_bar(True)
    upper_left, lower_left, lower_right, upper_right = corners()
    assert min(upper_left, lower_left, lower_right) > 20
    assert upper_right == 0
    stage.renderer.set_legend([])
    stage.renderer.set_orientation_marker(False)
    stage.renderer.set_scale_bar(False)
    assert corners() == [0, 0, 0, 0]


def test_the_orientation_marker_turns_with_the_view(stage):
    stage.renderer.set_orientation_marker(True)
    first = stage.pixels()
    stage.renderer.set_viewpoint(Viewpoint((0.6, 0.0, 0.8), (-0.8, 0.0, 0.6), (0.0, 0.0, 0.0), 40.0))
    assert np.abs(stage.pixels() - first).sum() > 0


def test_nothing_is_drawn_before_it_is_asked_for():
    asked: list[int] = []
    plotter = pv.Plotter(off_screen=True, window_size=[40, 40])
    renderer = PyVistaRenderer(plotter, draw=lambda: asked.append(1))
    renderer.add("ball", ball(), "vein")
    renderer.set_appearance("ball", RED)
    renderer.set_cut(None)
    renderer.set_viewpoint(FRONT)
    renderer.set_quality(Quality.MOVING)
    assert asked == []
    renderer.draw()
    assert asked == [1]
    plotter.close()


def test_spare_time_smooths_the_resting_picture_once(stage, monkeypatch):
    stage.add("ball", ball(), RED)
    rough = stage.pixels()
    monkeypatch.setattr("viewer.render.finishing.POLISH_AFTER_S", 1e9)
    assert not stage.renderer.finishing.prepare(0.01)
    monkeypatch.setattr("viewer.render.finishing.POLISH_AFTER_S", 0.0)
    assert stage.renderer.finishing.prepare(0.01)
    smooth = pixels_of(stage.plotter.render_window)[..., :3].astype(int)
    assert shades(smooth) > shades(rough)
    drawings = []
    monkeypatch.setattr(stage.renderer, "_ask", lambda: drawings.append(1))
    assert stage.renderer.finishing.prepare(0.01)
    assert drawings == []
    stage.renderer.set_quality(Quality.MOVING)
    assert stage.renderer.finishing.prepare(0.01)
    assert drawings == []


def shades(pixels: np.ndarray) -> int:
    return len(np.unique(pixels.reshape(-1, 3), axis=0))


def test_hollows_of_bone_are_darker_than_its_ridges(stage):
    plate = pv.Plane(i_size=30.0, j_size=30.0, i_resolution=60, j_resolution=60).triangulate()
    x, y, _ = plate.points.T
    plate.points[:, 2] = np.exp(-((x - 5) ** 2 + y**2) / 4.0) - np.exp(-((x + 5) ** 2 + y**2) / 4.0)
    points = np.asarray(plate.points)[:, [0, 2, 1]] * [1.0, -1.0, 1.0]
    grey = Appearance(True, 1.0, "#c0c0c0", "#c0c0c0", "#c0c0c0")
    brightness = {}
    for kind in ("bone", "other"):
        stage.add(kind, TriMesh(points, plate.regular_faces), grey, kind=kind)
        assert len(list(stage.renderer.bodies.deepening())) >= 1
        brightness[kind] = stage.at(-5.0, 0.0).sum() / stage.at(5.0, 0.0).sum()
        stage.renderer.remove(kind)
    assert brightness["bone"] < 0.9 * brightness["other"]
