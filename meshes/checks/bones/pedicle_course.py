"""Which way the pedicles of the thorax run from body to arch, read off the mesh, and a claim on it."""

from __future__ import annotations

from functools import partial

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.checks.measures.morphometry import isthmus
from meshes.checks.measures.vertebra_cuts import NotMeasurable, VertebraCuts, measured
from meshes.geometry.axes import SIDES, Vector
from meshes.geometry.section import crossings, encloses, flat_loops

BONE_AT = load_catalogue().bones
"""Id of the bone at each level."""

STATIONS_MM = np.linspace(1.5, 5.5, 7)
"""Where behind the posterior wall a pedicle is cut: there it is free of body and articular pillar."""

LIMIT_DEG = 6.0
"""Two authors' means of one level lie 6 to 9 degrees apart (Zindrick 1987 and Kaur 2016 at T12 and T1)."""

MEASURED_AT = {
    "PDIt": tuple(f"T{i}" for i in range(1, 11)),
    "PDIs": tuple(f"T{i}" for i in range(4, 12)),
}
"""Levels whose pedicle has free sides there: above T4 the superior process springs from it too far in front,
the outer side of the lowest two carries the facet of a rib."""


def pedicle_course_deg(cuts: VertebraCuts) -> dict[str, float]:
    """Turn of the pedicles' axis to the side and its rise, both as it runs backwards, mean of both sides.

    The axis goes amid the canal and the outer side in the axial cut through the isthmus, and amid both
    notches in the sagittal one; its rise is told against the upper endplate.

    Parameters
    ----------
    cuts : VertebraCuts
        A thoracic vertebra in its own frame.

    Returns
    -------
    dict
        `PDIt` and `PDIs`, degrees.

    Raises
    ------
    NotMeasurable
        If the pedicle is not free at all the stations.
    """
    aside, rise = np.mean([_course(cuts, side) for side in SIDES.values()], axis=0)
    tilt = np.arctan(cuts.upper_endplate[0])
    return {"PDIt": float(np.degrees(aside)), "PDIs": float(np.degrees(rise - tilt))}


def _course(cuts: VertebraCuts, side: float) -> tuple[float, float]:
    _, (x, y), ring = isthmus(cuts, side)
    flip = np.array([side, 1.0])
    across = [_amid(ring.wall * flip, ring.outer * flip, at) for at in STATIONS_MM]
    loops = flat_loops(cuts.mesh, 0, side * x)
    outline = next((loop for loop in loops if encloses(loop, np.array([y, ring.height]))), None)
    if outline is None:
        raise NotMeasurable("the sagittal cut misses the pedicle")
    upright = [_between(crossings(outline, 0, at), ring.height) for at in STATIONS_MM]
    slopes = [np.arctan(np.polyfit(STATIONS_MM, middles, 1)[0]) for middles in (across, upright)]
    return float(slopes[0]), float(slopes[1])


def _amid(wall: Vector, outer: Vector, y: float) -> float:
    """The middle of the left pedicle between the canal and the outer side, at one depth."""
    inner = crossings(wall, 1, y).max(initial=-np.inf)
    beyond = crossings(outer, 1, y)
    beyond = beyond[beyond > max(inner, 0.0)]
    if inner <= 0.0 or not len(beyond):
        raise NotMeasurable("the pedicle has no two sides")
    return float(inner + beyond.min()) / 2


def _between(heights: Vector, within: float) -> float:
    below, above = heights[heights < within], heights[heights > within]
    if not len(below) or not len(above):
        raise NotMeasurable("the pedicle lies between no two notches")
    return float(below.max() + above.min()) / 2


def _off(built: Built, measure: str) -> Measurement | None:
    """How far the pedicles turn or rise from what their rows tell."""
    found = {}
    for level in (each for each in MEASURED_AT[measure] if each in built.bones):
        row = built.row(level, measure)
        if row is not None:
            cuts = VertebraCuts(built.unscaled(level))
            course = measured(cuts, {measure: lambda each: pedicle_course_deg(each)[measure]})
            found[BONE_AT[level]] = abs(course[measure] - row.value)
    return at_most(found, LIMIT_DEG)


CLAIMS = tuple(
    Claim(f"pedicle.{measure}", text, "deg", LIMIT_DEG, ("zindrick-1987",), partial(_off, measure=measure))
    for measure, text in {
        "PDIt": "Pedicles of T1 to T10 turn aside as they run backwards, within 6 degrees of their rows",
        "PDIs": "Pedicles of T4 to T11 rise as they run backwards, within 6 degrees of their rows",
    }.items()
)
