import numpy as np
import pytest

from meshes.anatomy.levels import TRUNK_LEVELS, below
from meshes.column.frame import LevelNotBuilt, column_frame, landmarks

THORACIC, LUMBAR = TRUNK_LEVELS[:12], TRUNK_LEVELS[12:]


@pytest.mark.parametrize("upper", TRUNK_LEVELS[:-1])
def test_facets_of_neighbours_face_each_other_across_the_joint_gap(upper: str) -> None:
    column = column_frame()
    lower = str(below(upper))
    above, under = column.landmarks[upper].inferior_facet, column.landmarks[lower].superior_facet
    relative = column.relative(lower, upper)
    centre, normal = relative.apply(under.centre[None])[0], relative.apply_direction(under.normal[None])[0]
    assert np.allclose(above.normal, -normal)
    assert (above.centre - centre) @ normal == pytest.approx(column.landmarks[upper].facet_gap)
    assert 1.0 <= column.landmarks[upper].facet_gap <= 3.0


def test_thoracic_superior_facets_look_back_and_lumbar_ones_to_the_midline() -> None:
    for level in THORACIC:
        normal = landmarks(level).superior_facet.normal
        assert normal[1] > 0.7, level
        assert normal[0] > 0, level
    for level in LUMBAR:
        normal = landmarks(level).superior_facet.normal
        assert normal[0] < -0.6, level
        assert normal[1] > 0.4, level


def test_the_twelfth_thoracic_vertebra_changes_from_one_kind_to_the_other() -> None:
    marks = landmarks("T12")
    assert marks.superior_facet.normal[1] > 0.7
    assert abs(marks.inferior_facet.normal[0]) > 0.8


def test_a_mirrored_facet_is_the_facet_of_the_other_side() -> None:
    left = landmarks("L3").superior_facet
    right = left.mirrored()
    assert right.centre.tolist() == [-left.centre[0], left.centre[1], left.centre[2]]
    assert right.normal[0] == -left.normal[0]
    assert right.normal[1] == left.normal[1]


def test_the_pedicles_wall_the_canal() -> None:
    for level in TRUNK_LEVELS:
        marks = landmarks(level)
        assert marks.pedicle.centre[0] - marks.pedicle.width / 2 == pytest.approx(marks.canal.half_width)
        assert marks.pedicle.top < marks.body.height_posterior / 2


def test_kyphotic_bodies_are_lower_in_front_and_lordotic_ones_higher() -> None:
    assert landmarks("T8").body.height_anterior < landmarks("T8").body.height_posterior
    assert landmarks("L5").body.height_anterior > landmarks("L5").body.height_posterior


def test_body_rims_meet_the_posterior_and_the_anterior_height() -> None:
    body = landmarks("L1").body
    assert body.top(0.0) - body.bottom(0.0) == pytest.approx(body.height_posterior)
    front = -(body.depth_upper + body.depth_lower) / 2
    assert body.top(front) - body.bottom(front) == pytest.approx(body.height_anterior)


def test_basivertebral_foramina_lie_on_the_side_of_mid_height_that_was_seen() -> None:
    above = {level for level in TRUNK_LEVELS if landmarks(level).basivertebral.centre[2] > 0}
    beneath = {level for level in TRUNK_LEVELS if landmarks(level).basivertebral.centre[2] < 0}
    assert above == {"T10", "T11", "T12", "L1", "L2", "L3", "L4"}
    assert beneath == {"T1", "T2", "T3", "T4", "T6", "T7", "T8", "L5"}


def test_spines_are_shingled_in_the_middle_of_the_thorax() -> None:
    def slope(level: str) -> float:
        marks = landmarks(level)
        return -marks.spinous_tip[2] / (marks.spinous_tip[1] - marks.lamina.front)

    steep = min(slope(level) for level in ("T5", "T6", "T7", "T8"))
    assert steep > max(slope(level) for level in ("T1", "T2", "T11", "T12", *LUMBAR))


def test_the_foramen_lies_between_two_pedicles() -> None:
    column = column_frame()
    for upper in TRUNK_LEVELS[:-1]:
        lower = str(below(upper))
        foramen = column.landmarks[upper].foramen
        floor = column.relative(lower, upper).apply(column.landmarks[lower].pedicle.centre[None])[0]
        assert floor[2] < foramen.centre[2] < column.landmarks[upper].pedicle.bottom
        assert foramen.height > 4.0


def test_the_outline_of_the_canal_has_its_width_and_depth() -> None:
    canal = landmarks("L3").canal
    outline = canal.outline(count=256)
    assert np.ptp(outline[:, 0]) == pytest.approx(2 * canal.half_width, rel=1e-3)
    assert np.ptp(outline[:, 1]) == pytest.approx(canal.depth, rel=1e-3)
    assert outline[:, 1].min() == pytest.approx(0.0, abs=1e-9)


def test_scale_makes_every_length_larger() -> None:
    one, two = landmarks("T6"), landmarks("T6", {"scale": 1.2})
    assert two.canal.depth == pytest.approx(1.2 * one.canal.depth)
    assert np.allclose(two.inferior_facet.centre, 1.2 * one.inferior_facet.centre)
    assert two.pedicle.transverse_angle == one.pedicle.transverse_angle


def test_a_level_without_geometry_is_refused_by_name() -> None:
    with pytest.raises(LevelNotBuilt, match="Co4"):
        column_frame(("Co4",))


def test_the_lowest_foramen_is_lower_where_the_sacrum_comes_nearer_and_never_higher() -> None:
    usual, near, far = (
        landmarks("L5", {"disc_height": height} if height else {}).foramen.height
        for height in (0, 0.95, 1.07)
    )
    assert near < usual - 0.5
    assert far == pytest.approx(usual)
