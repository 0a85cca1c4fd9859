"""The classic sizes of one vertebra, read off its mesh in its own frame.

Names follow Panjabi: EPWu and EPWl width of the upper and lower endplate, EPDu and EPDl their depth in the
midline, VBHp height of the body behind, SCW and SCD width and depth of the canal, PDW and PDH width and
height of the pedicle at its isthmus (mean of both sides), TPW span of the transverse processes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.section import crossings, cut_loops, encloses, flat_loops, signed_area_mm2
from meshes.geometry.trimesh import TriMesh

RIM_OFFSETS_MM = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5)
"""How far inside the endplate the body is gauged for its largest width and depth."""

RING_STEP_MM = 0.75
"""Distance between the axial cuts through the canal."""

NOTCH_REACH_MM = 7.0
"""How far in front of and behind the isthmus the vertebral notches are sought."""


class NotMeasurable(ValueError):
    """The mesh lacks the part a measure is taken on."""


def endplate_lines(mesh: TriMesh) -> tuple[Vector, Vector, Vector]:
    """The body in the midline: its outline (K, 2) in y and z, and its upper and lower endplate.

    Each endplate is ``(slope, height)`` of the line z = slope * y + height through the rims, fitted between a
    fifth and four fifths of the depth, and lifted to touch the outline.
    """
    body = _median_outlines(mesh)[0]
    low, high = body[:, 0].min(), body[:, 0].max()
    ys = low + np.linspace(0.2, 0.8, 13) * (high - low)
    ends = np.array([crossings(body, 0, y)[[0, -1]] for y in ys])
    lines = []
    for z, sign in ((ends[:, 1], 1.0), (ends[:, 0], -1.0)):
        slope = np.polyfit(ys, z, 1)[0]
        lines.append(np.array([slope, sign * (sign * (body[:, 1] - slope * body[:, 0])).max()]))
    return body, lines[0], lines[1]


def _median_outlines(mesh: TriMesh) -> list[Vector]:
    """Body and posterior element in the median plane, from front to back."""
    loops = [loop for loop in flat_loops(mesh, 0, 0.0) if abs(signed_area_mm2(loop)) > 5.0]
    if len(loops) < 2:
        raise NotMeasurable("the median cut does not show a body and a spinous process apart from each other")
    front = min(loops[:3], key=lambda loop: loop[:, 0].mean())
    back = max((loop for loop in loops if loop is not front), key=lambda loop: abs(signed_area_mm2(loop)))
    return [front, back]


def endplate_width_mm(mesh: TriMesh, upper: bool) -> float:
    """Largest transverse width close under (or above) an endplate, in front of the pedicles."""
    body, top, bottom = endplate_lines(mesh)
    slope, height = top if upper else bottom
    inwards = -1.0 if upper else 1.0
    low, high = body[:, 0].min(), body[:, 0].max()
    window = (low, low + 0.62 * (high - low))
    normal = np.array([0.0, -slope, 1.0])
    widths = []
    for offset in RIM_OFFSETS_MM:
        loops = cut_loops(mesh, np.array([0.0, 0.0, height + inwards * offset]), normal)
        widths += [_widest(loop[:, :2], window) for loop in loops if _spans_midline(loop)]
    return max(widths)


def _spans_midline(loop: Vector) -> bool:
    return bool(loop[:, 0].min() < 0.0 < loop[:, 0].max())


def _widest(outline: Vector, window: tuple[float, float]) -> float:
    inside = outline[(outline[:, 1] >= window[0]) & (outline[:, 1] <= window[1])]
    return float(np.ptp(inside[:, 0])) if len(inside) else 0.0


def endplate_depth_mm(mesh: TriMesh, upper: bool) -> float:
    """Largest depth of the body in the midline close under (or above) an endplate."""
    body, top, bottom = endplate_lines(mesh)
    slope, height = top if upper else bottom
    inwards = -1.0 if upper else 1.0
    tilted = np.stack([body[:, 0], body[:, 1] - slope * body[:, 0]], axis=1)
    stretch = float(np.hypot(1.0, slope))
    chords = [crossings(tilted, 1, height + inwards * offset) for offset in RIM_OFFSETS_MM]
    return max(float(np.ptp(chord)) for chord in chords if len(chord)) * stretch


def posterior_height_mm(mesh: TriMesh) -> float:
    """Distance in the midline between the posterior corners of the two rims.

    A corner is the point of the outline furthest back and up, or back and down, in equal parts.
    """
    body = _median_outlines(mesh)[0]
    upper, lower = (body[(body @ np.array([1.0, sign])).argmax()] for sign in (1.0, -1.0))
    return float(np.linalg.norm(upper - lower))


def canal_depth_mm(mesh: TriMesh) -> float:
    """Least depth of the canal in the midline, between body and lamina at one height."""
    body, arch = _median_outlines(mesh)
    low, high = max(body[:, 1].min(), arch[:, 1].min()), min(body[:, 1].max(), arch[:, 1].max())
    heights = np.linspace(low, high, 61)[1:-1]
    gaps = [crossings(arch, 1, z)[0] - crossings(body, 1, z)[-1] for z in heights]
    return float(min(gaps))


def canal_width_mm(mesh: TriMesh) -> float:
    """Median transverse width of the canal over the axial cuts whose ring of bone is closed."""
    return float(np.median([np.ptp(wall[:, 0]) for _, wall, _ in _closed_rings(mesh)]))


def _closed_rings(mesh: TriMesh) -> list[tuple[float, Vector, Vector]]:
    """Height, inner and outer outline of the axial cuts in which bone closes round the canal."""
    body, arch = _median_outlines(mesh)
    middle = np.array([0.0, (body[:, 0].max() + arch[:, 0].min()) / 2])
    rings = []
    for z in np.arange(body[:, 1].min(), body[:, 1].max(), RING_STEP_MM):
        loops = [loop for loop in flat_loops(mesh, 2, z) if encloses(loop, middle)]
        if len(loops) >= 2:
            rings.append((float(z), loops[-1], loops[0]))
    if not rings:
        raise NotMeasurable("no axial cut closes round the canal")
    return rings


def pedicle_mm(mesh: TriMesh, side: float) -> tuple[float, float]:
    """Width and height of a pedicle at its isthmus, as callipers take them.

    The width is the shortest way through bone from the canal to the outer side in an axial cut, in the cut
    where that is longest; the height the shortest way from the upper to the lower notch in a sagittal cut
    through the same place.

    Parameters
    ----------
    mesh : TriMesh
        The vertebra in its own frame.
    side : float
        +1 left, -1 right.
    """
    necks = [(*_neck(wall * (side, 1.0), outer * (side, 1.0)), z) for z, wall, outer in _closed_rings(mesh)]
    width, x, y, z = max(necks)
    return width, _notch_to_notch_mm(mesh, side * x, y, z)


def _neck(wall: Vector, outer: Vector) -> tuple[float, float, float]:
    """Shortest way between the lateral wall of the canal and the outline lateral to it, and its middle."""
    reach = wall[:, 0].max()
    inner = wall[wall[:, 0] > 0.7 * reach]
    back = inner[:, 1].max()
    outer = outer[(outer[:, 0] > reach) & (outer[:, 1] > -3.0) & (outer[:, 1] < back)]
    return _shortest(inner, outer)


def _notch_to_notch_mm(mesh: TriMesh, x: float, y: float, z: float) -> float:
    outline = next((loop for loop in flat_loops(mesh, 0, x) if encloses(loop, np.array([y, z]))), None)
    if outline is None:
        raise NotMeasurable("the sagittal cut misses the pedicle")
    near = outline[np.abs(outline[:, 0] - y) < NOTCH_REACH_MM]
    return _shortest(near[near[:, 1] > z], near[near[:, 1] < z])[0]


def _shortest(ones: Vector, others: Vector) -> tuple[float, float, float]:
    """Distance of the nearest two points of two flat sets, and the point between them."""
    if not len(ones) or not len(others):
        raise NotMeasurable("the pedicle has no free side")
    gap = np.linalg.norm(ones[:, None] - others[None], axis=2)
    i, j = np.unravel_index(gap.argmin(), gap.shape)
    middle = (ones[i] + others[j]) / 2
    return float(gap[i, j]), float(middle[0]), float(middle[1])


def transverse_span_mm(mesh: TriMesh) -> float:
    """Distance between the tips of the transverse processes along x."""
    behind = mesh.points[mesh.points[:, 1] > 2.0]
    if not len(behind):
        raise NotMeasurable("nothing lies behind the body")
    return float(np.ptp(behind[:, 0]))


def _pedicle_mean(which: int) -> Callable[[TriMesh], float]:
    return lambda mesh: (pedicle_mm(mesh, 1.0)[which] + pedicle_mm(mesh, -1.0)[which]) / 2


MEASURERS: Mapping[str, Callable[[TriMesh], float]] = {
    "EPWu": lambda mesh: endplate_width_mm(mesh, upper=True),
    "EPWl": lambda mesh: endplate_width_mm(mesh, upper=False),
    "EPDu": lambda mesh: endplate_depth_mm(mesh, upper=True),
    "EPDl": lambda mesh: endplate_depth_mm(mesh, upper=False),
    "VBHp": posterior_height_mm,
    "SCW": canal_width_mm,
    "SCD": canal_depth_mm,
    "PDW": _pedicle_mean(0),
    "PDH": _pedicle_mean(1),
    "TPW": transverse_span_mm,
}
"""Each measure, by the name its row has in ``vertebrae.csv``."""
