"""The sizes of atlas and axis, each read off its mesh in its own frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from meshes.checks.measures.vertebra_cuts import NotMeasurable, measured
from meshes.geometry.axes import Vector
from meshes.geometry.section import crossings, flat_loops, signed_area_mm2
from meshes.geometry.trimesh import TriMesh

Measurer = Callable[[TriMesh], float]

RING_HEIGHT_MM, RING_DEPTHS_MM = -1.0, np.arange(14.0, 24.0, 1.0)
"""Height of the cut through the ring of the atlas, and the depths among which it is widest."""
CANAL_HEIGHT_MM, CANAL_DEPTHS_MM = 1.0, np.arange(3.0, 14.0, 1.0)
"""The same for the canal of the axis."""
FORAMEN_HEIGHTS_MM = np.arange(-4.0, 4.1, 0.5)
FORAMEN_MM2 = (15.0, 90.0)
"""Heights at which the transverse foramen of the atlas is cut, and the areas its outline may have."""
BODY_HEIGHTS_MM = (-4.0, -3.0, -2.0)
BODY_DEPTHS_MM = (-9.0, -6.0)
UPPER_FACE_SHARE = 0.53
"""Where the upper joint face of the axis has its middle, as a share of the way from the median plane to
the tip of the transverse process.
"""
DENS_SHARES = (0.45, 0.97)
"""Part of the height of the axis above its origin that is searched for the neck and the head of the dens."""


def around(mesh: TriMesh, axis: int, at: tuple[float, float, float]) -> tuple[float, float]:
    """Where a line along one axis through a point first meets the surface, downwards and upwards, mm.

    Raises
    ------
    NotMeasurable
        If it does not meet it on both sides.
    """
    across = 2 if axis != 2 else 0
    loops = flat_loops(mesh, across, at[across])
    kept = [each for each in range(3) if each != across]
    along, other = kept.index(axis), next(each for each in kept if each != axis)
    met = np.concatenate([_along(loop, along, at[other]) for loop in loops] or [np.zeros(0)])
    low, high = met[met < at[axis]], met[met > at[axis]]
    if not len(low) or not len(high):
        raise NotMeasurable("a line meets no bone on one side")
    return float(low.max()), float(high.min())


def _along(loop: Vector, axis: int, at_mm: float) -> Vector:
    """Where an outline meets the line along `axis` at the place `at_mm` of the other one."""
    return np.asarray(crossings(loop, 1 - axis, at_mm))


def _room(mesh: TriMesh, axis: int, at: tuple[float, float, float]) -> float:
    low, high = around(mesh, axis, at)
    return high - low


def _widest(mesh: TriMesh, depths: Iterable[float], height: float) -> float:
    return max(_room(mesh, 0, (0.0, float(y), height)) for y in depths)


def _arch_height(mesh: TriMesh, is_front: bool) -> float:
    loops = sorted(flat_loops(mesh, 0, 0.0), key=lambda loop: float(loop[:, 0].mean()))
    if len(loops) < 2:
        raise NotMeasurable("the median cut does not show both arches")
    return float(np.ptp(loops[0 if is_front else -1][:, 1]))


def _foramen(mesh: TriMesh, axis: int) -> float:
    """Least extent of the left transverse foramen over the level cuts that close round it."""
    least, most = FORAMEN_MM2
    found = [
        float(np.ptp(loop[:, axis]))
        for z in FORAMEN_HEIGHTS_MM
        for loop in flat_loops(mesh, 2, float(z))
        if loop[:, 0].min() > 12.0 and least < -signed_area_mm2(loop) < most
    ]
    if not found:
        raise NotMeasurable("no level cut closes round the transverse foramen")
    return min(found)


def _dens_widths(mesh: TriMesh) -> Vector:
    """Widths of the dens from its foot upwards."""
    top = float(mesh.points[:, 2].max())
    heights = np.arange(DENS_SHARES[0] * top, DENS_SHARES[1] * top, 0.25)
    return np.array([_dens_section(mesh, float(z))[0] for z in heights])


def _dens_section(mesh: TriMesh, z: float) -> tuple[float, float]:
    """Width and depth of the dens at one height."""
    loops = [loop for loop in flat_loops(mesh, 2, z) if loop[:, 0].min() < 0.0 < loop[:, 0].max()]
    if not loops:
        raise NotMeasurable("the level cut misses the dens")
    front = min(loops, key=lambda loop: float(loop[:, 1].mean()))
    return float(np.ptp(front[:, 0])), float(np.ptp(front[:, 1]))


def _dens_neck(mesh: TriMesh) -> float:
    widths = _dens_widths(mesh)
    return float(widths[: len(widths) // 2].min())


def _dens_height(mesh: TriMesh) -> float:
    """From the middle of the upper joint faces to the tip of the dens."""
    cuts = [flat_loops(mesh, 0, UPPER_FACE_SHARE * float(tip)) for tip in mesh.bounds[:, 0]]
    if not all(cuts):
        raise NotMeasurable("an upright cut misses an upper joint face")
    faces = [max(float(loop[:, 1].max()) for loop in cut) for cut in cuts]
    return float(mesh.points[:, 2].max()) - sum(faces) / 2


def _dens_head(mesh: TriMesh) -> tuple[float, float]:
    """Width and depth of the head of the dens, where it is widest above its neck."""
    top = float(mesh.points[:, 2].max())
    widths = _dens_widths(mesh)
    neck = int(widths[: len(widths) // 2].argmin())
    place = DENS_SHARES[0] * top + 0.25 * (neck + int(widths[neck:].argmax()))
    return _dens_section(mesh, place)


ATLAS: Mapping[str, Measurer] = {
    "SCW": lambda mesh: _widest(mesh, RING_DEPTHS_MM, RING_HEIGHT_MM),
    "SCD": lambda mesh: _room(mesh, 1, (0.0, 15.0, 0.0)),
    "TPW": lambda mesh: float(np.ptp(mesh.points[:, 0])),
    "anterior_arch_height": lambda mesh: _arch_height(mesh, is_front=True),
    "posterior_arch_height": lambda mesh: _arch_height(mesh, is_front=False),
    "artery_groove_thickness": lambda mesh: _room(mesh, 2, (15.0, 25.0, -0.5)),
    "transverse_foramen_width": lambda mesh: _foramen(mesh, 0),
    "transverse_foramen_depth": lambda mesh: _foramen(mesh, 1),
}
AXIS: Mapping[str, Measurer] = {
    "EPWl": lambda mesh: _widest(mesh, BODY_DEPTHS_MM, BODY_HEIGHTS_MM[1]),
    "EPDl": lambda mesh: max(_room(mesh, 1, (0.0, -7.0, z)) for z in BODY_HEIGHTS_MM),
    "SCW": lambda mesh: _widest(mesh, CANAL_DEPTHS_MM, CANAL_HEIGHT_MM),
    "SCD": lambda mesh: _room(mesh, 1, (0.0, 8.0, 0.0)),
    "dens_neck_width": _dens_neck,
    "dens_width": lambda mesh: _dens_head(mesh)[0],
    "dens_depth": lambda mesh: _dens_head(mesh)[1],
    "dens_height": _dens_height,
    "height": lambda mesh: float(np.ptp(mesh.points[:, 2])),
}
"""Each measure of the axis, by the name its row has in ``vertebrae.csv``; `ATLAS` has those of the atlas."""

MEASURERS: Mapping[str, Mapping[str, Measurer]] = {"C1": ATLAS, "C2": AXIS}


def upper_neck_sizes(level: str, mesh: TriMesh) -> dict[str, float]:
    """Every measure of the atlas (C1) or the axis (C2) by name, mm; NaN where the mesh lacks the part."""
    return measured(mesh, MEASURERS[level])
