import itertools

import numpy as np
import pytest

from viewer.model.transition import between, eased
from viewer.model.viewpoint import NAMED_VIEWS, Viewpoint


def placed(name: str, height: float = 100.0) -> Viewpoint:
    view = NAMED_VIEWS[name]
    return Viewpoint(view.direction, view.up, (1.0, 2.0, 3.0), height)


@pytest.mark.parametrize(("start", "end"), list(itertools.permutations(NAMED_VIEWS, 2)))
def test_the_way_turns_evenly_and_ends_where_it_should(start, end):
    """Half turns too, for which most formulas fail."""
    a, b = placed(start), placed(end)
    steps = [between(a, b, share) for share in np.linspace(0.0, 1.0, 9)]
    np.testing.assert_allclose(steps[0].direction, a.direction, atol=1e-7)
    np.testing.assert_allclose(between(a, b, 1.0 - 1e-9).direction, b.direction, atol=1e-6)
    np.testing.assert_allclose(between(a, b, 1.0 - 1e-9).up, b.up, atol=1e-6)
    for one in steps:
        frame = np.array([one.direction, one.up])
        np.testing.assert_allclose(frame @ frame.T, np.eye(2), atol=1e-6)
    gaps = [np.linalg.norm(np.subtract(x.direction, y.direction)) for x, y in itertools.pairwise(steps)]
    assert max(gaps) < 0.85


def test_half_way_is_half_the_angle_and_the_geometric_mean_of_heights():
    half = between(placed("anterior", 50.0), placed("left", 200.0), 0.5)
    np.testing.assert_allclose(half.direction, np.array([1.0, -1.0, 0.0]) / np.sqrt(2.0), atol=1e-7)
    assert half.height_mm == pytest.approx(100.0)


def test_a_fitted_viewpoint_leads_nowhere():
    with pytest.raises(ValueError, match="fitted"):
        between(NAMED_VIEWS["left"], placed("right"), 0.5)


def test_easing_is_slow_at_both_ends():
    assert (eased(0.0), eased(0.5), eased(1.0)) == (0.0, 0.5, 1.0)
    assert eased(0.1) < 0.1
    assert eased(0.9) > 0.9
