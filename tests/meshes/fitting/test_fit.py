"""A vertebra made with known numbers is found again; what is no vertebra of the level is called so."""

from __future__ import annotations

import numpy as np
import pytest

from meshes.column.frame import column_frame
from meshes.fitting.axes_given import Axes
from meshes.fitting.fit import Fitted, fit
from meshes.fitting.likeness import likeness
from meshes.fitting.model import level_model
from meshes.fitting.placing import scan_form
from meshes.fitting.scan import ScanFault, roughness_deg, scan_of
from meshes.fitting.similarity import Similarity, rotation_about
from meshes.geometry.trimesh import TriMesh, merged
from meshes.sdf.primitives import ball
from meshes.surface.extract import extract
from meshes.surface.nearness import Nearness

CHANGED = {
    "spinous.length": 8.0,
    "transverse.end_z": 5.0,
    "size.EPWu": 0.08,
    "body.waist_side": -1.5,
    "superior.end_y": -3.0,
}
"""By how much each of these numbers of L3 differs from the table."""

LAID = Similarity(1.07, rotation_about(np.array([0.2, -0.1, 0.15])), np.array([4.0, -9.0, 30.0]))
"""From the bone's own frame to where the scan lies: 1.07 times as large, turned and shifted."""


@pytest.fixture(scope="module")
def other() -> TriMesh:
    """An L3 that differs from the table."""
    model = level_model("L3")
    numbers = {**model.start, **{name: model.start[name] + by for name, by in CHANGED.items()}}
    return extract(model.solid(numbers), 1.6)


@pytest.fixture(scope="module")
def tabled() -> TriMesh:
    return extract(level_model("L3").solid(level_model("L3").start), 2.5)


@pytest.fixture(scope="module")
def scan(other: TriMesh) -> TriMesh:
    return TriMesh(LAID.apply(other.points), other.triangles)


@pytest.fixture(scope="module")
def found(scan: TriMesh) -> Fitted:
    """The fit of that scan, as every test but those of bad input looks at it."""
    told = []
    fitted = fit(scan, "L3", source="scan.stl", report=lambda done, total, name: told.append((done, total)))
    assert told[0] == (0, told[0][1]) and [done for done, _ in told] == sorted(done for done, _ in told)
    return fitted


def test_a_vertebra_with_known_numbers_is_found_again(found, other):
    assert not found.faults and not found.said
    assert found.residuals.mean < 0.3 and found.residuals.p95 < 0.8
    assert 0.9 * LAID.scale < found.scale < 1.1 * LAID.scale
    file, model = found.vertebra, level_model("L3")
    size = file.scale
    lengths = {
        "spinous.length": (model.start["spinous.length"] + 8.0) * 1.07,
        "transverse.end_z": (model.start["transverse.end_z"] + 5.0) * 1.07,
    }
    for name, wanted in lengths.items():
        assert size * file.numbers[name] == pytest.approx(wanted, abs=2.5), name
    width = (model.start["size.EPWu"] + 0.08) * 1.07
    assert size * file.numbers["size.EPWu"] == pytest.approx(width, rel=0.03)
    built = extract(
        model.solid({**model.start, **file.numbers, "measure.body_wedge": file.measures["body_wedge"]}), 1.6
    )
    assert size * np.ptp(built.points, axis=0) == pytest.approx(1.07 * np.ptp(other.points, axis=0), abs=1.0)


def test_the_places_the_veins_need_follow_the_fitted_bone(scan, found):
    tip = column_frame(None, found.vertebra.parameters()).landmarks["L3"].spinous_tip
    low = scan.points[np.argmax(LAID.undo(scan.points)[:, 1])]
    assert tip[1] == pytest.approx(1.07 * LAID.undo(low[None])[0, 1], abs=4.0)


def test_what_stops_a_fit_is_what_its_report_raises(scan):
    class Enough(Exception):
        pass

    def stop(done: int, total: int, name: str) -> None:
        if done == 2:
            raise Enough

    with pytest.raises(Enough):
        fit(scan, "L3", report=stop)


def test_units_are_guessed_and_said(tabled):
    metres = TriMesh(tabled.points / 1000.0, tabled.triangles)
    scan = scan_of(metres, 130.0, None, None)
    assert any("metres" in each and "1000" in each for each in scan.said)
    assert scan.mesh.bounds == pytest.approx(tabled.bounds, abs=1e-6)
    assert scan_of(metres, 130.0, 1000.0, None).said == []
    with pytest.raises(ScanFault, match="--scale"):
        scan_of(TriMesh(tabled.points * 1e5, tabled.triangles), 130.0, None, None)
    with pytest.raises(ScanFault, match="--scale 10 "):
        scan_of(tabled, 130.0, 10.0, None)


def test_axes_are_guessed_and_said(tabled):
    odd = TriMesh(tabled.points[:, [2, 0, 1]] * [1.0, -1.0, -1.0], tabled.triangles)
    form = scan_form(odd, Nearness(odd))
    like = likeness("L3", form, are_axes_known=False)
    assert like.placed.cost < 0.02 and "-y,-z,x" in like.said[0]
    known = scan_of(odd, 130.0, None, Axes.named("-y,-z,x")).mesh
    assert known.bounds == pytest.approx(tabled.bounds, abs=1e-6)


def test_another_level_is_called_by_its_name():
    model = level_model("T6")
    chest = extract(model.solid(model.start), 2.5)
    found = fit(chest, "L3")
    assert found.faults and "looks like T" in found.faults[0]
    assert not likeness("T6", scan_form(chest, Nearness(chest)), are_axes_known=True).said


def test_a_ball_is_no_vertebra():
    found = fit(extract(ball(np.zeros(3), 35.0), 2.5), "L3")
    assert found.faults


def test_an_open_or_broken_surface_is_refused(tabled):
    front = tabled.points[tabled.triangles].mean(axis=1)[:, 1] > 10.0
    with pytest.raises(ScanFault, match="open"):
        scan_of(TriMesh(tabled.points, tabled.triangles[front]), 130.0, 1.0, None)
    heap = [TriMesh(tabled.points * 0.35 + [60.0 * i, 0.0, 0.0], tabled.triangles) for i in range(3)]
    with pytest.raises(ScanFault, match="3 pieces"):
        scan_of(merged(heap), 130.0, 1.0, None)
    with pytest.raises(ScanFault, match="triangles"):
        scan_of(TriMesh(tabled.points, tabled.triangles[:50]), 130.0, None, None)


def test_small_flaws_are_mended_and_said(tabled):
    torn = TriMesh(tabled.points, tabled.triangles[2:])
    scan = scan_of(torn, 130.0, None, None)
    assert any("holes" in each for each in scan.said)
    soup = TriMesh(tabled.corners().reshape(-1, 3), np.arange(3 * len(tabled.triangles)).reshape(-1, 3))
    assert scan_of(soup, 130.0, None, None).said == []
    with_bit = TriMesh(
        np.concatenate([tabled.points, tabled.points[:4] + 50.0]),
        np.concatenate([tabled.triangles, len(tabled.points) + np.array([[0, 1, 2], [0, 2, 3]])]),
    )
    assert any("pieces" in each for each in scan_of(with_bit, 130.0, 1.0, None).said)


def test_a_mirrored_surface_is_said_and_turned(tabled):
    mirrored = TriMesh(tabled.points * [-1.0, 1.0, 1.0], tabled.triangles)
    scan = scan_of(mirrored, 130.0, None, None)
    assert "inwards" in scan.said[0]
    assert Nearness(scan.mesh)(np.array([[0.0, -15.0, 0.0]]))[0] < 0
    turned = tabled.triangles.copy()
    turned[::7] = turned[::7, ::-1]
    assert "wrong way" in scan_of(TriMesh(tabled.points, turned), 130.0, None, None).said[0]


def test_noise_is_seen(tabled):
    noise = np.random.default_rng(0).normal(0.0, 2.5, tabled.points.shape)
    scan = scan_of(TriMesh(tabled.points + noise, tabled.triangles), 130.0, None, None)
    assert any("rough" in each for each in scan.said)
    assert roughness_deg(tabled) < 30.0
    assert fit(TriMesh(tabled.points + noise, tabled.triangles), "L3").faults
