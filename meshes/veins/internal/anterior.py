"""The two anterior columns: nets on the back of bodies and discs, one each side of the posterior ligament."""

from __future__ import annotations

from meshes.network.builder import Vessel, WayPoint
from meshes.veins.internal.anterior_course import Course
from meshes.veins.surroundings.site import Site, sides


def anterior_internal(site: Site) -> list[Vessel]:
    """Both columns of one level, from the disc below to the upper rim of the body.

    A main channel runs medially at mid-body and laterally at the discs. A lateral channel leaves it below
    the pedicle, follows the pedicle's medial wall and comes back; a second strand crosses the disc below.
    Slight oblique links part what lies between into meshes; their number, heights and slopes, the calibres
    and how far each channel lies from the midline are each side's own.
    """
    return [each for side, sign in sides() for each in _column(site, side, sign)]


def top(site: Site, side: str) -> WayPoint:
    """Where the main channel of the uppermost level ends, for what goes on from there."""
    return Course.of(site, side, dict(sides())[side]).top()


def _column(site: Site, side: str, sign: float) -> list[Vessel]:
    course = Course.of(site, side, sign)
    return [course.trunk(), *course.lateral_net(), *course.strand()]
