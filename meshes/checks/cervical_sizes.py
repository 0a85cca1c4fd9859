"""The sizes of a typical cervical vertebra, C3 to C7, that can be read off its mesh in its own frame.

Its arch hangs lower than its body, so that no level cut closes round the canal, and its unci hide the edge
of the upper endplate: width of the endplates, height of the body, depth of the canal and the pedicles, which
level cuts define, are not gauged here, nor is the span of the transverse processes: its rows are unsure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from meshes.checks.morphometry import canal_depth_mm
from meshes.checks.vertebra_cuts import NotMeasurable, VertebraCuts
from meshes.geometry.section import crossings, flat_loops
from meshes.geometry.trimesh import TriMesh

CANAL_HEIGHTS_MM = (-2.0, 0.0, 2.0, 4.0)
"""Heights of the level cuts through the canal."""
CANAL_SHARES = (0.12, 0.22, 0.32)
"""Shares of the depth of the canal at which its width is taken."""
UPPER_SHARES, LOWER_SHARES = (0.6, 0.78), (-0.45, -0.7)
"""Shares of half the height of the body at which its depth is taken."""


def body_depth_mm(cuts: VertebraCuts, shares: tuple[float, ...]) -> float:
    """Largest depth of the body in the midline at some shares of half its height."""
    half = (cuts.body[:, 1].max() - cuts.body[:, 1].min()) / 2
    middle = cuts.body[:, 1].min() + half
    chords = [crossings(cuts.body, 1, float(middle + share * half)) for share in shares]
    return max(float(np.ptp(chord)) for chord in chords if len(chord))


def canal_width_mm(cuts: VertebraCuts) -> float:
    """Width of the canal between its side walls: least over the height, largest over the depth."""
    depth = canal_depth_mm(cuts)
    widths = [_least_width_mm(cuts.mesh, share * depth) for share in CANAL_SHARES]
    return max(widths)


def _least_width_mm(mesh: TriMesh, y: float) -> float:
    found = []
    for z in CANAL_HEIGHTS_MM:
        places = np.concatenate([crossings(loop, 1, y) for loop in flat_loops(mesh, 2, z)] or [np.zeros(0)])
        left, right = places[places > 0], places[places < 0]
        if len(left) and len(right):
            found.append(float(left.min() - right.max()))
    if not found:
        raise NotMeasurable("no level cut meets both side walls of the canal")
    return min(found)


MEASURERS: Mapping[str, Callable[[VertebraCuts], float]] = {
    "EPDu": lambda cuts: body_depth_mm(cuts, UPPER_SHARES),
    "EPDl": lambda cuts: body_depth_mm(cuts, LOWER_SHARES),
    "SCW": canal_width_mm,
}
"""Each measure, by the name its row has in ``vertebrae.csv``."""


def cervical_sizes(mesh: TriMesh) -> dict[str, float]:
    """Every measure of one typical cervical vertebra by name, mm; NaN where the mesh lacks the part."""
    cuts = VertebraCuts(mesh)
    return {name: _or_nan(measurer, cuts) for name, measurer in MEASURERS.items()}


def _or_nan(measurer: Callable[[VertebraCuts], float], cuts: VertebraCuts) -> float:
    try:
        return measurer(cuts)
    except NotMeasurable:
        return float("nan")
