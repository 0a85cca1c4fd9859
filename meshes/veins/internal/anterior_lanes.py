"""Where the channels of an anterior column lie: heights of their junctions, distances from the midline."""

from __future__ import annotations

from meshes.anatomy.levels import region
from meshes.column.canal.posterior_ligament import body_half_width_mm
from meshes.network.junction import child_radius
from meshes.veins.surroundings.site import Site


def heights(site: Site) -> dict[str, float]:
    """Heights of the junctions of a column, upwards, mm above the middle of the body."""
    h, pedicle = site.height, site.landmarks.pedicle
    exit_z = max(min(pedicle.bottom - 0.3, -0.02 * h), -0.22 * h)
    middle = site.landmarks.basivertebral.centre[2]
    arcade = middle - 0.17 * h if middle > -0.05 * h else middle + 0.17 * h
    return {
        "strand-in": min(exit_z - 0.24 * h, -0.37 * h),
        "lateral-out": min(exit_z - 0.18 * h, -0.29 * h),
        "exit": exit_z,
        "arcade": arcade,
        "middle": middle,
        "ring": pedicle.centre[2] + 0.02 * h,
        "lateral-in": max(0.31 * h, middle + 0.18 * h, pedicle.centre[2] + 0.15 * h),
        "strand-out": max(0.42 * h, pedicle.centre[2] + 0.26 * h),
    }


def medial_x(site: Site) -> float:
    """How far from the midline the main channel lies at mid-body: beside the ligament.

    Where the canal of the trunk is too narrow for the swing behind discs it comes nearer, though not into the
    ligament.
    """
    usual, ligament = _usual_medial_x(site), site.scale * body_half_width_mm(site.level, site.measures)
    nearest = max(site.value("ligament_free_half_width_body"), ligament) + main_radius(site)
    wished = _SWING_MM.get(region(site.level), 0.0)
    lack = usual + wished - _disc_room(site)
    return usual - min(_GIVEN * max(lack, 0.0), max(usual - nearest, 0.0))


def _usual_medial_x(site: Site) -> float:
    aside = _NECK_MM if region(site.level) == "cervical" else 0.0
    ligament = _CLEAR_SHARE * site.scale * body_half_width_mm(site.level, site.measures)
    free = max(site.value("ligament_free_half_width_body"), ligament)
    return free + 1.25 * main_radius(site) + 0.25 * aside


def disc_x(site: Site) -> float:
    """How far from the midline the main channel lies behind a disc, inside the canal."""
    radius, where = main_radius(site), region(site.level)
    aside = _NECK_MM if where == "cervical" else 0.0
    swung = _usual_medial_x(site) + _SWING_MM.get(where, 1.6)
    wished = max(site.value("ligament_free_half_width_disc") + radius + aside, swung)
    return min(wished, _disc_room(site))


def _disc_room(site: Site) -> float:
    """How far from the midline the main channel may lie behind a disc."""
    share = _ROOM.get(region(site.level), 0.84)
    return share * site.landmarks.canal.half_width - main_radius(site)


_GIVEN = 0.5
"""Share of the swing lacking behind discs that a column makes up for behind the body."""

_CLEAR_SHARE = 1.14
"""Where a column is drawn, in halves of the ligament's width: at rest its transverse links draw it nearer."""

_SWING_MM, _ROOM = {"thoracic": 3.0, "lumbar": 3.0}, {"thoracic": 0.88, "lumbar": 0.88}
"""How much farther from the midline the main channel lies behind a disc than behind a body, at least, and how
near to the wall it may come there, in half widths of the canal: what is drawn swings less at rest.
"""

_NECK_MM = 2.3
"""How much wider the columns of the neck are drawn: the bows between low bodies lose this as they settle."""


def lateral_x(site: Site) -> float:
    """How far from the midline the lateral channel lies beside the pedicle.

    In the wide canal of the lower loins it keeps to the body, whose back recedes towards the side.
    """
    beside = 0.9 * site.landmarks.canal.half_width - site.radius("anterior_internal_net")
    return min(beside, medial_x(site) + _APART_MM) if region(site.level) == "lumbar" else beside


_APART_MM = 4.8
"""How far from the main channel the lateral one is drawn in the loins at most: illustrative."""


def main_radius(site: Site) -> float:
    """Radius of the main channel, which carries its share of what the whole column would."""
    return child_radius(site.radius("anterior_internal_longitudinal"), _MAIN_SHARE)


_MAIN_SHARE = 0.38
