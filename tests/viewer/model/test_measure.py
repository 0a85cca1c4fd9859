import pytest

from viewer.model.measure import Measurement


def test_two_points_are_a_distance_in_millimetres():
    measured = Measurement(((1.0, 2.0, 3.0), (4.0, 6.0, 3.0)))
    assert measured.value == pytest.approx(5.0)
    assert (measured.text, measured.is_angle) == ("5.0 mm", False)


def test_three_points_are_the_angle_at_the_second():
    measured = Measurement(((10.0, 0.0, 0.0), (0.0, 0.0, 0.0), (3.0, 3.0, 0.0)))
    assert measured.value == pytest.approx(45.0)
    assert measured.text == "45.0°"


@pytest.mark.parametrize(("last", "degrees"), [((-1.0, 0.0, 0.0), 180.0), ((2.0, 0.0, 0.0), 0.0)])
def test_flat_angles_lose_nothing_to_rounding(last, degrees):
    assert Measurement(((1.0, 0.0, 0.0), (0.0, 0.0, 0.0), last)).value == pytest.approx(degrees, abs=1e-9)


@pytest.mark.parametrize(
    "points", [((0.0, 0.0, 0.0),), ((0.0, 0.0, 0.0),) * 2, ((0.0, 0.0, 0.0), (float("nan"), 0.0, 0.0))]
)
def test_what_cannot_be_measured_is_refused(points):
    with pytest.raises(ValueError, match="measurement"):
        Measurement(points)
