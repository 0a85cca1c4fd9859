"""The sizes of a typical cervical vertebra, C3 to C7, read off its mesh in its own frame.

Its arch hangs lower than its body, so that no level cut closes round the canal, and its pedicles run
obliquely: the width of the canal and the pedicles are gauged in their own ways. The width of the upper
endplate is that between the unci.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from meshes.checks.measures.cervical_pedicle import cervical_pedicle_mm
from meshes.checks.measures.morphometry import (
    canal_depth_mm,
    endplate_width_mm,
    hind_corner,
    posterior_height_mm,
)
from meshes.checks.measures.spinous_process import spinous_length_mm
from meshes.checks.measures.vertebra_cuts import NotMeasurable, VertebraCuts, measured
from meshes.geometry.section import crossings, flat_loops
from meshes.geometry.trimesh import TriMesh

CANAL_HEIGHTS_MM = (-2.0, 0.0, 2.0, 4.0)
"""Heights of the level cuts through the canal."""
CANAL_SHARES = (0.12, 0.22, 0.32)
"""Shares of the depth of the canal at which its width is taken."""
UPPER_SHARES, LOWER_SHARES = (0.6, 0.78), (-0.45, -0.7)
"""Shares of half the height of the body at which its depth is taken."""
UNCUS_X_MM = 16.0
"""How far from the midline an uncus is sought."""


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


def upper_width_mm(cuts: VertebraCuts) -> float:
    """Width of the upper face between the unci, half-way up their rise, in the middle of its depth.

    Raises NotMeasurable.
    """
    y = (cuts.body[:, 0].min() + cuts.body[:, 0].max()) / 2
    loops = [loop for loop in flat_loops(cuts.mesh, 1, float(y)) if loop[:, 0].min() < 0 < loop[:, 0].max()]
    if not loops:
        raise NotMeasurable("the frontal cut misses the body")
    outline = max(loops, key=lambda loop: float(np.ptp(loop[:, 0])))
    x = np.arange(0.0, UNCUS_X_MM, 0.1)
    top = np.array([crossings(outline, 0, float(each))[-1] for each in x if each < outline[:, 0].max()])
    half = (top[: len(x) // 8].mean() + top.max()) / 2
    return 2 * float(x[np.argmax(top > half)])


def span_mm(cuts: VertebraCuts) -> float:
    """Distance between the tips of the transverse processes along x."""
    return float(np.ptp(cuts.mesh.points[:, 0]))


def _pedicle_mm(cuts: VertebraCuts) -> tuple[float, float]:
    return cervical_pedicle_mm(cuts.mesh, canal_width_mm(cuts) / 2)


MEASURERS: Mapping[str, Callable[[VertebraCuts], float]] = {
    "EPWu": upper_width_mm,
    "EPWl": lambda cuts: endplate_width_mm(cuts, upper=False),
    "EPDu": lambda cuts: body_depth_mm(cuts, UPPER_SHARES),
    "EPDl": lambda cuts: body_depth_mm(cuts, LOWER_SHARES),
    "VBHp": posterior_height_mm,
    "SCW": canal_width_mm,
    "SCD": canal_depth_mm,
    "PDW": lambda cuts: _pedicle_mm(cuts)[0],
    "PDH": lambda cuts: _pedicle_mm(cuts)[1],
    "TPW": span_mm,
    "SPL": lambda cuts: spinous_length_mm(cuts, hind_corner(cuts.body, 1.0)),
}
"""Each measure, by the name its row has in ``vertebrae.csv``."""


def cervical_sizes(mesh: TriMesh) -> dict[str, float]:
    """Every measure of one typical cervical vertebra by name, mm; NaN where the mesh lacks the part."""
    return measured(VertebraCuts(mesh), MEASURERS)
