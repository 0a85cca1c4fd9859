import numpy as np
import pytest

from tests.viewer.small_atlas import ball
from viewer.model.viewpoint import NAMED_VIEWS, framing
from viewer.render.labels.looking import sight_of
from viewer.render.labels.sight import Cloud
from viewer.render.projection import projected

FRONT = framing(NAMED_VIEWS["anterior"], [[-40, -40, -40], [40, 40, 40]], 1.5)
NEAR = ball((0.0, -30.0, 0.0), 12.0).points
FAR = ball((0.0, 10.0, 0.0), 6.0).points


def test_left_is_right_in_a_view_from_the_front_and_up_is_up() -> None:
    places, nearness = projected(np.array([[10.0, 0.0, 0.0], [0.0, 0.0, 10.0], [0.0, -10.0, 0.0]]), FRONT)
    assert places[0, 0] > 0.0 == pytest.approx(places[0, 1])
    assert places[1, 1] > 0.0 == pytest.approx(places[1, 0])
    assert nearness.tolist() == pytest.approx([0.0, 0.0, 10.0])


def test_the_nearer_seems_larger_in_perspective_and_what_is_behind_the_eye_is_nowhere() -> None:
    eye_y = FRONT.eye[1]
    places, _ = projected(np.array([[10.0, -30.0, 0.0], [10.0, 30.0, 0.0], [0.0, eye_y - 5.0, 0.0]]), FRONT)
    assert places[0, 0] > places[1, 0] > 0.0
    assert np.isnan(places[2]).all()


def test_a_solid_body_hides_what_is_behind_it_and_a_faded_one_does_not() -> None:
    solid = sight_of({"near": Cloud(NEAR), "far": Cloud(FAR)}, FRONT, 1.5)
    faded = sight_of({"near": Cloud(NEAR, 0.3), "far": Cloud(FAR)}, FRONT, 1.5)
    assert set(solid.seen) == {"near"}
    assert set(faded.seen) == {"near", "far"}


def test_from_the_other_side_the_hidden_one_is_seen() -> None:
    back = framing(NAMED_VIEWS["posterior"], [[-40, -40, -40], [40, 40, 40]], 1.5)
    seen = sight_of({"near": Cloud(NEAR), "far": Cloud(FAR)}, back, 1.5).seen
    assert "far" in seen
    assert (seen["far"].points[:, 1] > 8.0).all()


def test_the_points_are_on_the_near_side_the_best_in_the_middle() -> None:
    seen = sight_of({"near": Cloud(NEAR)}, FRONT, 1.5).seen["near"]
    assert np.linalg.norm(seen.points[0] - [0.0, -42.0, 0.0]) < 4.0
    assert (seen.points[:, 1] < -28.0).all()


def test_a_dot_keeps_clear_of_what_shines_through() -> None:
    seen = sight_of({"near": Cloud(NEAR, 0.3), "far": Cloud(FAR)}, FRONT, 1.5).seen["near"]
    assert np.hypot(seen.points[0, 0], seen.points[0, 2]) > 6.0


def wall(y: float, left: float = -20.0, right: float = 20.0) -> np.ndarray:
    axes = np.meshgrid(np.arange(left, right + 0.1, 1.5), [y], np.arange(-20.0, 20.1, 1.5))
    return np.stack([*axes], axis=-1).reshape(-1, 3)


def test_a_dot_lies_where_nothing_clear_is_before_it() -> None:
    clouds = {"wall": Cloud(wall(10.0)), "veil": Cloud(wall(-10.0, left=-8.0), 0.4)}
    assert sight_of(clouds, FRONT, 1.5).seen["wall"].points[0][0] < -9.0


@pytest.mark.parametrize("across", [-0.9, -0.4, 0.1, 0.6, 1.1])
def test_a_dot_lies_in_the_middle_of_a_vein_beside_a_bone(across: float) -> None:
    # Wherever the borders of cells pass; the bone at its left would have it lie at the right edge.
    angles, heights = np.meshgrid(np.linspace(-1.5, 1.5, 13), np.arange(-18.0, 18.1, 0.7))
    vein = 1.2 * np.stack([np.sin(angles), -np.cos(angles), heights / 1.2], axis=-1).reshape(-1, 3)
    clouds = {"vein": Cloud(vein + [across, 0.0, 0.0]), "bone": Cloud(wall(2.0, right=across - 1.2))}
    seen = sight_of(clouds, FRONT, 1.5).seen["vein"]
    assert abs(seen.points[0][0] - across) < 0.5


def test_a_dot_lies_where_the_surface_faces_the_eye_as_the_middle_of_a_tube_does() -> None:
    # Seen by one point a cell, so that their places alone cannot tell the middle from the edges.
    angles, heights = np.meshgrid(np.linspace(-1.5, 1.5, 7), np.arange(-18.0, 18.1, 4.0))
    out = np.stack([np.sin(angles), -np.cos(angles), 0.0 * heights], axis=-1).reshape(-1, 3)
    points = 9.0 * out + np.stack([0.0 * heights, 0.0 * heights, heights], axis=-1).reshape(-1, 3)
    aside = sight_of({"vein": Cloud(points)}, FRONT, 1.5).seen["vein"].points[:20]
    facing = sight_of({"vein": Cloud(points, 1.0, out)}, FRONT, 1.5).seen["vein"].points[:20]
    assert np.abs(aside[:, 0]).max() > 8.0
    assert np.abs(facing[:, 0]).max() < 5.0


def test_a_dot_lies_on_what_is_broad_rather_than_on_a_twig() -> None:
    twig = np.stack([np.arange(1.0, 36.0, 2.0), np.full(18, -4.0), np.full(18, 0.3)], axis=-1)
    body = ball((-4.0, 0.0, 0.0), 4.0).points
    seen = sight_of({"vein": Cloud(np.concatenate([body, twig]))}, FRONT, 1.5).seen["vein"]
    assert (seen.points[:4, 0] < 0.0).all()


def test_what_is_seen_only_through_something_denser_is_not_distinct() -> None:
    clouds = {"near": Cloud(NEAR, 0.5), "far": Cloud(FAR, 0.3), "bone": Cloud(FAR + [0.0, 5.0, 0.0])}
    seen = sight_of(clouds, FRONT, 1.5).seen
    assert {key: each.is_distinct for key, each in seen.items()} == {"near": True, "far": False, "bone": True}
    assert seen["near"].opacity == 0.5


def test_what_is_out_of_the_picture_is_not_in_sight() -> None:
    assert not sight_of({"away": Cloud(NEAR + [0.0, 0.0, 300.0])}, FRONT, 1.5).seen
    assert not sight_of({}, FRONT, 1.5).seen


def test_the_share_is_about_what_the_body_covers() -> None:
    share = sight_of({"near": Cloud(NEAR)}, FRONT, 1.5).seen["near"].share
    radius = 12.0 / (FRONT.height_mm or 1.0) / (1.0 - 30.0 / FRONT.distance_mm)
    assert share == pytest.approx(np.pi * radius**2 / 1.5, rel=0.2)


def test_close_by_a_surface_of_few_points_still_hides() -> None:
    close = framing(NAMED_VIEWS["anterior"], [[-6, -40, -6], [6, 40, 6]], 1.5)
    wall = np.stack([*np.meshgrid(np.arange(-30, 31, 1.5), [-20.0], np.arange(-30, 31, 1.5))], axis=-1)
    assert set(sight_of({"wall": Cloud(wall.reshape(-1, 3)), "far": Cloud(FAR)}, close, 1.5).seen) == {"wall"}


def test_of_the_points_in_a_cell_the_nearest_is_pointed_at() -> None:
    points = np.array([[0.0, 20.0, 0.0], [0.0, -20.0, 0.0], [0.0, 5.0, 0.0]])
    seen = sight_of({"deep": Cloud(points, 0.3)}, FRONT, 1.5).seen["deep"]
    assert seen.points.tolist() == [[0.0, -20.0, 0.0]]


def test_of_two_as_clear_the_nearer_owns_the_picture() -> None:
    alone = sight_of({"far": Cloud(FAR, 0.3)}, FRONT, 1.5).seen["far"].share
    for order in (("far", "near"), ("near", "far")):
        clouds = {"near": Cloud(NEAR, 0.3), "far": Cloud(FAR, 0.3)}
        seen = sight_of({key: clouds[key] for key in order}, FRONT, 1.5).seen
        assert seen["far"].share == pytest.approx(alone / 2.0, rel=0.1)
