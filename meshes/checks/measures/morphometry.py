"""The classic sizes of one vertebra, read off its mesh in its own frame.

Names follow Panjabi: EPWu and EPWl width of the upper and lower endplate, EPDu and EPDl their depth in the
midline, VBHp height of the body behind, SCW and SCD width and depth of the canal, PDW and PDH width and
height of the pedicle at its isthmus (mean of both sides), TPW span of the transverse processes.
`spinous_slope` is in degrees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from meshes.checks.measures.spinous_process import spinous_slope_deg
from meshes.checks.measures.vertebra_cuts import NotMeasurable, VertebraCuts, measured
from meshes.geometry.axes import SIDES, Vector
from meshes.geometry.section import crossings, cut_loops, encloses, flat_loops
from meshes.geometry.trimesh import TriMesh

RIM_OFFSETS_MM = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5)
"""How far inside the endplate the body is gauged for its largest width and depth."""

CORNER_RAD = np.radians(np.arange(25.0, 66.0, 2.5))
"""Directions, from straight back to straight up, in which the corner of a rim is looked for."""

NOTCH_REACH_MM = 7.0
"""How far in front of and behind the isthmus the vertebral notches are sought."""


def endplate_width_mm(cuts: VertebraCuts, upper: bool) -> float:
    """Largest transverse width close under (or above) an endplate, in front of the pedicles."""
    slope, height = cuts.upper_endplate if upper else cuts.lower_endplate
    low, high = cuts.body[:, 0].min(), cuts.body[:, 0].max()
    window = (low, low + 0.62 * (high - low))
    normal = np.array([0.0, -slope, 1.0])
    widths = []
    for offset in _inwards(upper):
        loops = cut_loops(cuts.mesh, np.array([0.0, 0.0, height + offset]), normal)
        widths += [_widest(loop[:, :2], window) for loop in loops if _spans_midline(loop)]
    return max(widths)


def _inwards(upper: bool) -> Vector:
    return np.array(RIM_OFFSETS_MM) * (-1.0 if upper else 1.0)


def _spans_midline(loop: Vector) -> bool:
    return bool(loop[:, 0].min() < 0.0 < loop[:, 0].max())


def _widest(outline: Vector, window: tuple[float, float]) -> float:
    inside = outline[(outline[:, 1] >= window[0]) & (outline[:, 1] <= window[1])]
    return float(np.ptp(inside[:, 0])) if len(inside) else 0.0


def endplate_depth_mm(cuts: VertebraCuts, upper: bool) -> float:
    """Largest depth of the body in the midline close under (or above) an endplate."""
    slope, height = cuts.upper_endplate if upper else cuts.lower_endplate
    level = np.stack([cuts.body[:, 0], cuts.body[:, 1] - slope * cuts.body[:, 0]], axis=1)
    chords = [crossings(level, 1, height + offset) for offset in _inwards(upper)]
    return max(float(np.ptp(chord)) for chord in chords if len(chord)) * float(np.hypot(1.0, slope))


def posterior_height_mm(cuts: VertebraCuts) -> float:
    """Distance in the midline between the posterior corners of the two rims.

    A corner is the mean of the points of the outline that lie furthest back and up, or back and down, the
    one and the other weighed in turn: on a rounded rim any single one of them may leap with the least change.
    """
    upper, lower = (hind_corner(cuts.body, sign) for sign in (1.0, -1.0))
    return float(np.linalg.norm(upper - lower))


def hind_corner(body: Vector, sign: float) -> Vector:
    """The posterior corner of the upper (1) or the lower (-1) rim in an outline of the body, y and z."""
    directions = np.stack([np.cos(CORNER_RAD), sign * np.sin(CORNER_RAD)])
    corner: Vector = body[(body @ directions).argmax(axis=0)].mean(axis=0)
    return corner


def canal_depth_mm(cuts: VertebraCuts) -> float:
    """Least depth of the canal in the midline, between body and lamina at one height.

    Raises
    ------
    NotMeasurable
        If body and lamina share no height.
    """
    body, arch = cuts.body[:, 1], cuts.arch[:, 1]
    heights = np.linspace(max(body.min(), arch.min()), min(body.max(), arch.max()), 61)[1:-1]
    facing = [(crossings(cuts.arch, 1, z), crossings(cuts.body, 1, z)) for z in heights]
    depths = [back[0] - front[-1] for back, front in facing if len(back) and len(front)]
    if not depths:
        raise NotMeasurable("no height shows both the body and the lamina behind it")
    return float(min(depths))


def canal_width_mm(cuts: VertebraCuts) -> float:
    """Median transverse width of the canal over the axial cuts whose ring of bone is closed."""
    return float(np.median([np.ptp(ring.wall[:, 0]) for ring in cuts.rings]))


def pedicle_mm(cuts: VertebraCuts, side: float) -> tuple[float, float]:
    """Width and height of a pedicle at its isthmus, as callipers take them.

    The width is the shortest way through bone from the canal to the outer side in an axial cut, in the cut
    where that is longest; the height the shortest way from the upper to the lower notch in a sagittal cut
    through the same place.

    Parameters
    ----------
    cuts : VertebraCuts
        The vertebra.
    side : float
        +1 left, -1 right.
    """
    flip = np.array([side, 1.0])
    necks = [(*_neck(ring.wall * flip, ring.outer * flip), ring.height) for ring in cuts.rings]
    width, x, y, z = max(necks)
    return width, _notch_to_notch_mm(cuts.mesh, side * x, y, z)


def _neck(wall: Vector, outer: Vector) -> tuple[float, float, float]:
    """Shortest way between the lateral wall of the canal and the outline lateral to it, and its middle."""
    reach = wall[:, 0].max()
    inner = wall[wall[:, 0] > 0.7 * reach]
    back = inner[:, 1].max()
    return _shortest(inner, outer[(outer[:, 0] > reach) & (outer[:, 1] > -3.0) & (outer[:, 1] < back)])


def _notch_to_notch_mm(mesh: TriMesh, x: float, y: float, z: float) -> float:
    outline = next((loop for loop in flat_loops(mesh, 0, x) if encloses(loop, np.array([y, z]))), None)
    if outline is None:
        raise NotMeasurable("the sagittal cut misses the pedicle")
    # In front of the posterior wall a cut beside a narrow body runs out of the pedicle.
    near = outline[(np.abs(outline[:, 0] - y) < NOTCH_REACH_MM) & (outline[:, 0] > 0.0)]
    return _shortest(near[near[:, 1] > z], near[near[:, 1] < z])[0]


def _shortest(ones: Vector, others: Vector) -> tuple[float, float, float]:
    """Distance of the nearest two points of two flat sets, and the point between them."""
    if not len(ones) or not len(others):
        raise NotMeasurable("the pedicle has no free side")
    gap = np.linalg.norm(ones[:, None] - others[None], axis=2)
    i, j = np.unravel_index(gap.argmin(), gap.shape)
    middle = (ones[i] + others[j]) / 2
    return float(gap[i, j]), float(middle[0]), float(middle[1])


def pedicle_means_mm(cuts: VertebraCuts) -> tuple[float, float]:
    """Width and height of the pedicles, mean of both sides."""
    width, height = np.mean([pedicle_mm(cuts, side) for side in SIDES.values()], axis=0)
    return float(width), float(height)


def transverse_span_mm(cuts: VertebraCuts) -> float:
    """Distance between the tips of the transverse processes along x. Raises NotMeasurable."""
    behind = cuts.mesh.points[cuts.mesh.points[:, 1] > 2.0]
    if not len(behind):
        raise NotMeasurable("nothing lies behind the body")
    return float(np.ptp(behind[:, 0]))


MEASURERS: Mapping[str, Callable[[VertebraCuts], float]] = {
    "EPWu": lambda cuts: endplate_width_mm(cuts, upper=True),
    "EPWl": lambda cuts: endplate_width_mm(cuts, upper=False),
    "EPDu": lambda cuts: endplate_depth_mm(cuts, upper=True),
    "EPDl": lambda cuts: endplate_depth_mm(cuts, upper=False),
    "VBHp": posterior_height_mm,
    "SCW": canal_width_mm,
    "SCD": canal_depth_mm,
    "PDW": lambda cuts: pedicle_means_mm(cuts)[0],
    "PDH": lambda cuts: pedicle_means_mm(cuts)[1],
    "TPW": transverse_span_mm,
    "spinous_slope": spinous_slope_deg,
}
"""Each measure, by the name its row has in ``vertebrae.csv``."""


def morphometry(mesh: TriMesh) -> dict[str, float]:
    """Every measure of one vertebra by name, mm, slopes in degrees; NaN where the mesh lacks the part.

    Parameters
    ----------
    mesh : TriMesh
        The vertebra in its own frame.
    """
    return measured(VertebraCuts(mesh), MEASURERS)
