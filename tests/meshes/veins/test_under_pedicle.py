"""Intervertebral veins pass a root that lies high in its foramen below the pedicle, not over its margin."""

import numpy as np
import pytest

from meshes.anatomy.measures import load_measures
from meshes.column.frame import column_frame
from meshes.column.segment import segment
from meshes.geometry.axes import SIDES
from meshes.network.builder import Vessel
from meshes.sdf.solid import Solid
from meshes.veins.rest.under_pedicle import under_pedicles
from meshes.veins.surroundings.beside_roots import past_roots
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.roots import CLEAR_MM, Roots
from meshes.veins.surroundings.site import LOOSE, Site, way

FAR = Ground.of(
    Solid(lambda p: np.linalg.norm(p - 300.0, axis=1) - 1.0, np.array([[299.0] * 3, [301.0] * 3]))
)


def _site(scale: float) -> Site:
    column = column_frame(("C6", "C7"), {"scale": scale})
    found = segment("C6", column)
    return Site("C6", found.landmarks, found.pose, load_measures(), FAR, 1, scale=scale)


def _root(site: Site, scale: float, behind: float) -> Roots:
    """Across the foramen, below its upper margin and some mm behind its middle, as thick as a ganglion."""
    pedicle, middle = site.landmarks.pedicle, site.landmarks.foramen.centre
    x = pedicle.centre[0] + scale * np.linspace(-8.0, 8.0, 12)
    line = np.stack([x, np.full(12, middle[1] + behind), np.full(12, pedicle.bottom - 1.6)], axis=1)
    return Roots.of([(site.pose.apply(line), np.full(12, 1.6 * scale))])


def _vein(site: Site, side: str, deep: float = 0.8) -> Vessel:
    pedicle, middle = site.landmarks.pedicle, site.landmarks.foramen.centre
    z = pedicle.bottom - deep
    places = [(pedicle.centre[0] + step, middle[1], z) for step in (-6.0, 0.4, 6.0)]
    ends = [way(site.world(SIDES[side] * x, y, z), 0.9) for x, y, z in places]
    return Vessel(f"vein.intervertebral.C6.{side}", tuple(ends), LOOSE)


def _over(site: Site, vessel: Vessel) -> float:
    """How far the way-point in the foramen lies above the pedicle's lower margin."""
    return float(site.local(np.array(vessel.path[1].point))[2] - site.landmarks.pedicle.bottom)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("scale", [0.93, 1.12])
@pytest.mark.parametrize("behind", [0.5, -0.5])
def test_a_vein_lifted_over_the_margin_passes_the_root_on_the_nearer_side(
    side: str, scale: float, behind: float
) -> None:
    site = _site(scale)
    roots = _root(site, scale, behind)
    lifted = past_roots([_vein(site, side)], roots)
    (under,) = under_pedicles(lifted, [site], FAR, roots)
    assert _over(site, lifted[0]) > 0.3, "this root lifts no vein"
    assert _over(site, under) == pytest.approx(-1.0, abs=0.01)
    point = np.array(under.path[1].point)
    assert roots.told(point[None], 9.0).distance[0] > 0.9 + CLEAR_MM
    aside = site.local(point)[1] - site.landmarks.foramen.centre[1]
    assert np.sign(aside) == -np.sign(behind)
    assert (under.path[0], under.path[2]) == (lifted[0].path[0], lifted[0].path[2])


def test_a_vein_with_too_little_room_passes_slimmer() -> None:
    site = _site(1.0)
    roots = _root(site, 1.0, 0.5)
    lifted = past_roots([_vein(site, "left")], roots)
    (under,) = under_pedicles(lifted, [site], lambda points: np.full(len(points), 1.05), roots)
    assert _over(site, under) < -0.5
    assert [each.radius for each in under.path] == pytest.approx([0.9, 0.85 * 0.9, 0.9])


def test_where_neither_side_has_room_the_vein_stays() -> None:
    site = _site(1.0)
    roots = _root(site, 1.0, 0.5)
    lifted = past_roots([_vein(site, "left")], roots)
    assert under_pedicles(lifted, [site], lambda points: np.full(len(points), 0.5), roots) == lifted


def test_veins_below_the_margin_and_others_stay_as_they_are() -> None:
    site = _site(1.0)
    roots = _root(site, 1.0, 0.5)
    low, high = _vein(site, "left", deep=5.0), _vein(site, "right", deep=-1.0)
    other = Vessel("vein.external.posterior.C6", high.path, LOOSE)
    assert under_pedicles([low, other], [site], FAR, roots) == [low, other]
    assert under_pedicles([high], [site], FAR, roots) != [high]
