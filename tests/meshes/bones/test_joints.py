import numpy as np
import pytest

from meshes.bones.joints import parted
from meshes.sdf.prism import Prism, prism, steepness
from meshes.sdf.solid import Solid

GAP_MM = 1.6


def block(low: float, high: float, crown: float) -> Prism:
    corners = np.array([[-6.0, low], [6.0, low], [6.0, high], [-6.0, high]])
    return Prism(corners, 0.0, np.full(3, 8.0), round_mm=0.5, crown_mm=crown)


def surface_along(solid: Solid, up: float, down: float) -> float:
    """Where a solid ends on the axis of z, between two heights."""
    z = np.linspace(up, down, 2001)
    inside = solid(np.stack([0 * z, 0 * z, z], axis=1)) < 0.0
    return float(z[inside][-1 if inside[0] else 0])


def gap_between(crown: float) -> float:
    """Space between two blocks that overlapped by 3 mm, parted."""
    upper, lower = block(-1.5, 8.0, crown), block(-8.0, 1.5, crown)
    gap = GAP_MM * (steepness(upper) + steepness(lower)) / 2
    above, below = parted(prism(upper), [(prism(lower), gap)]), parted(prism(lower), [(prism(upper), gap)])
    return surface_along(above, 6.0, -6.0) - surface_along(below, -6.0, 6.0)


def test_bones_that_overlap_are_parted_by_the_gap() -> None:
    assert gap_between(crown=0.0) == pytest.approx(GAP_MM, abs=0.4)


def test_what_tapers_is_parted_as_far_though_its_distance_is_slow() -> None:
    assert steepness(block(-1.5, 8.0, 2.0)) < 0.8
    assert gap_between(crown=2.0) == pytest.approx(gap_between(crown=0.0), abs=0.25)


def test_the_steepness_is_how_fast_the_distance_changes_across_a_face() -> None:
    form = block(-8.0, 1.5, 2.0)
    above, far = prism(form)(np.array([[0.0, 0.0, 2.2], [0.0, 0.0, 3.2]]))
    assert far - above == pytest.approx(steepness(form))
