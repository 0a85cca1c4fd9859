"""Rings round vessels: what a print without colour shows of them."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import pyvista as pv

from meshes.anatomy.catalogue import load_catalogue
from meshes.geometry.trimesh import TriMesh, merged
from viewer.export.exposure import pixels_of
from viewer.model.palette import load_palette
from viewer.model.pattern import Pattern
from viewer.model.viewpoint import Viewpoint
from viewer.render.course import course_mm
from viewer.render.drawn import Drawn
from viewer.render.protocol import Appearance, Cut, Quality
from viewer.render.pyvista_renderer import PyVistaRenderer
from viewer.render.rings import pitch_mm
from viewer.render.surfaces import COURSE, polydata

HEIGHT_MM = 40.0
FRONT = Viewpoint((0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, 0.0), HEIGHT_MM, is_parallel=True)
PIXELS = 640
DASHES = Pattern("#f0f0f0", ((0.25, 0.75),))
VEINS = tuple(dict.fromkeys(s.group for s in load_catalogue().structures.values() if s.kind == "vein"))
TOLD_APART = 10.0
"""Units of lightness (CIELAB) between two greys that a reader of a print tells apart."""


def tube(length: float = 36.0, radius: float = 2.0, x: float = 0.0, bend: float = 0.0) -> TriMesh:
    line = np.linspace(-length / 2.0, length / 2.0, 49)
    spine = pv.MultipleLines(np.stack([x + bend * line**2, 0.0 * line, line], axis=1))
    surface = spine.tube(radius=radius, n_sides=14, capping=True).triangulate().clean()
    return TriMesh(np.asarray(surface.points, float), surface.regular_faces)


@pytest.fixture
def room() -> Iterator[tuple[pv.Plotter, PyVistaRenderer]]:
    plotter = pv.Plotter(off_screen=True, window_size=[160, PIXELS])
    renderer = PyVistaRenderer(plotter)
    renderer.set_backdrop("#ffffff", "#ffffff")
    renderer.set_viewpoint(FRONT)
    yield plotter, renderer
    plotter.close()


def painted(room, mesh: TriMesh, appearance: Appearance) -> np.ndarray:
    plotter, renderer = room
    renderer.add("vein", mesh, "vein")
    renderer.set_appearance("vein", appearance)
    renderer.draw()
    return pixels_of(plotter.render_window)[..., :3].astype(float)


def as_drawn(palette_name: str, group: str) -> Appearance:
    palette = load_palette(palette_name)
    colour = palette.colour(group)
    return Appearance(True, 1.0, colour, colour, colour, pattern=palette.patterns.get(group))


def lightness(picture: np.ndarray) -> np.ndarray:
    """CIELAB lightness along the middle of a tube that stands upright, as printed without colour."""
    channels = picture[40:-40, picture.shape[1] // 2] / 255.0
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    return np.where(luminance > 0.008856, 116.0 * np.cbrt(luminance) - 16.0, 903.3 * luminance)


def signature(profile: np.ndarray) -> tuple[int, float, float, float]:
    """Of a profile: steps from dark to light a pitch, share that is light, and both lightnesses."""
    low, high = np.percentile(profile, (2, 98))
    if high - low < TOLD_APART:
        return 0, 0.0, float(profile.mean()), float(profile.mean())
    is_light = profile > (low + high) / 2.0
    pitches = len(profile) * HEIGHT_MM / PIXELS / pitch_mm(HEIGHT_MM)
    steps = round((np.diff(is_light.astype(int)) > 0).sum() / pitches)
    return steps, float(is_light.mean()), float(low), float(high)


def are_told_apart(one, other) -> bool:
    by_rings = one[0] != other[0] or abs(one[1] - other[1]) > 0.15
    return by_rings or max(abs(one[2] - other[2]), abs(one[3] - other[3])) > TOLD_APART


def test_any_two_groups_of_veins_printed_in_grey_differ_by_rings_or_by_shade(room):
    seen = {group: signature(lightness(painted(room, tube(), as_drawn("print", group)))) for group in VEINS}
    alike = [
        pair
        for pair in itertools.combinations(VEINS, 2)
        if not are_told_apart(*(seen[each] for each in pair))
    ]
    assert not alike, {group: seen[group] for pair in alike for group in pair}
    assert len({steps for steps, *_ in seen.values()}) == 3  # solid, one ring, two


def test_the_same_greys_without_rings_are_not_told_apart(room):
    plain = {group: as_drawn("print", group).colour for group in ("craniocervical", "anterior-internal")}
    one, other = (
        signature(lightness(painted(room, tube(), Appearance(True, 1.0, colour, colour, colour))))
        for colour in plain.values()
    )
    assert not are_told_apart(one, other)


@pytest.mark.parametrize("bend", [0.0, 0.01])
def test_rings_lie_square_to_a_vessel_and_are_as_far_apart_as_along_its_middle(bend):
    mesh = tube(bend=bend)
    course = course_mm(polydata(mesh))
    line = np.linspace(-18.0, 18.0, 49)
    middle = np.stack([bend * line**2, 0.0 * line, line], axis=1)
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(middle, axis=0), axis=1))])
    ring = ((mesh.points[:, None] - middle) ** 2).sum(axis=2).argmin(axis=1)
    inner = range(6, 43)  # the ends are round
    assert max(np.ptp(course[ring == each]) for each in inner) < 1.2  # of a tube 4 mm thick
    means = np.array([course[ring == each].mean() for each in inner])
    np.testing.assert_allclose(abs(means[-1] - means[0]), along[42] - along[6], rtol=0.06)


def test_each_vessel_of_a_structure_is_gone_along_from_its_own_end():
    course = course_mm(polydata(merged([tube(), tube(length=20.0, x=30.0)])))
    first = len(tube().points)
    for own, length in ((course[:first], 36.0), (course[first:], 20.0)):
        assert own.min() < 5.0
        assert own.max() == pytest.approx(length, abs=4.0)


def test_without_rings_nothing_is_reckoned_and_taking_them_off_leaves_the_picture_as_it_was(room):
    plain, ringed = (
        Appearance(True, 1.0, "#303030", "#101010", "#101010", pattern=p) for p in (None, DASHES)
    )
    plotter, renderer = room
    before = painted(room, tube(), plain)
    assert COURSE not in renderer.bodies.by_id["vein"].versions.full.point_data
    renderer.set_appearance("vein", ringed)
    renderer.draw()
    between = pixels_of(plotter.render_window)[..., :3].astype(float)
    renderer.set_appearance("vein", plain)
    renderer.draw()
    after = pixels_of(plotter.render_window)[..., :3].astype(float)
    assert np.abs(before - between).max() > 100.0
    np.testing.assert_array_equal(before, after)


def test_a_window_does_not_wait_for_rings_which_come_in_spare_time_to_the_same_picture(room):
    ringed = Appearance(True, 1.0, "#303030", "#101010", "#101010", pattern=DASHES)
    wanted = painted(room, tube(), ringed)
    plotter = pv.Plotter(off_screen=True, window_size=[160, PIXELS])
    renderer = PyVistaRenderer(plotter, is_patient=True)
    renderer.set_backdrop("#ffffff", "#ffffff")
    renderer.set_viewpoint(FRONT)
    plain = painted((plotter, renderer), tube(), replace(ringed, pattern=None))
    renderer.set_appearance("vein", ringed)
    renderer.draw()
    np.testing.assert_array_equal(pixels_of(plotter.render_window)[..., :3], plain)
    assert COURSE not in renderer.bodies.by_id["vein"].versions.full.point_data, (
        "nothing was reckoned meanwhile"
    )
    assert not renderer.finishing.prepare(0.01), "it had something to do"
    np.testing.assert_array_equal(pixels_of(plotter.render_window)[..., :3], wanted)
    plotter.close()


def test_a_moving_picture_shows_the_full_surface_until_its_stand_in_has_its_rings(room):
    drawn = Drawn("vein", "vein", polydata(tube()))
    drawn.paint(Appearance(True, 1.0, "#303030", "#101010", "#101010"))
    drawn.prepare(0.6)
    assert drawn.has_stand_in(0.6)
    drawn.paint(Appearance(True, 1.0, "#303030", "#101010", "#101010", pattern=DASHES))
    drawn.lay_course()
    assert not drawn.has_stand_in(0.6)
    drawn.show(0.6, ())
    assert pv.wrap(drawn.surface.GetMapper().GetInput()).n_cells == drawn.triangles
    drawn.prepare(0.6)
    drawn.show(0.6, ())
    assert pv.wrap(drawn.surface.GetMapper().GetInput()).n_cells < drawn.triangles


def test_rings_stay_on_what_a_section_leaves_and_on_what_moves(room):
    plotter, renderer = room
    ringed = Appearance(True, 1.0, "#303030", "#101010", "#101010", pattern=DASHES)
    whole = painted(room, tube(), ringed)
    renderer.set_cut(Cut((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)))
    renderer.draw()
    halved = pixels_of(plotter.render_window)[..., :3].astype(float)
    left = slice(60, 76)  # of a tube 64 pixels wide about the middle, 80
    assert np.abs(whole[40:-40, left] - halved[40:-40, left]).mean() < 3.0
    assert (halved[40:-40, 90:] == 255.0).all()
    renderer.set_cut(None)
    renderer.set_quality(Quality.MOVING)
    renderer.draw()
    moving = lightness(pixels_of(plotter.render_window)[..., :3].astype(float))
    assert signature(moving)[0] == signature(lightness(whole))[0] == 1


def test_a_lighter_stand_in_has_its_rings_too():
    drawn = Drawn("vein", "vein", polydata(tube()))
    drawn.paint(Appearance(True, 1.0, "#303030", "#101010", "#101010", pattern=DASHES))
    drawn.lay_course()
    drawn.prepare(0.6)
    drawn.show(0.6, ())
    shown = pv.wrap(drawn.surface.GetMapper().GetInput())
    assert shown.n_cells < drawn.triangles
    assert np.ptp(shown.point_data[COURSE]) > 25.0


@pytest.mark.parametrize("height", [3.0, 100.0, 900.0])
def test_a_picture_is_32_to_64_pitches_high(height):
    assert 32.0 < height / pitch_mm(height) <= 64.0
    assert pitch_mm(2.0 * height) == 2.0 * pitch_mm(height)
