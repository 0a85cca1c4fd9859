"""A foreign surface made ready for a fit, and what was found about it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from meshes.fitting.axes_given import Axes
from meshes.geometry.axes import Vector
from meshes.geometry.mensuration import signed_volume_mm3, triangle_areas_mm2
from meshes.geometry.topology import components, unpaired_edges
from meshes.geometry.trimesh import TriMesh
from meshes.surface.repair import closed_over, turned_outwards, welded

UNITS = ((1.0, "millimetres"), (1000.0, "metres"), (10.0, "centimetres"), (25.4, "inches"))
"""Units a scan may be in: what makes them mm, the most likely first."""

_SIZES = (0.55, 1.7)
"""Least and largest size of a real bone over the tabled one."""

_FEWEST_TRIANGLES, _HOLE_MM, _MAIN_SHARE = 200, 6.0, 0.5
_ROUGH_DEG = 50.0
_TURNED_SHARE = 0.02


class ScanFault(ValueError):
    """A surface no vertebra can be fitted to; the message says what was found and what to do."""


@dataclass(frozen=True, eq=False)
class Scan:
    """One closed surface, mm, outward, in axes given or as they came.

    Parameters
    ----------
    mesh : TriMesh
        The surface.
    said : sequence of str
        What was found and done, a sentence each.
    """

    mesh: TriMesh
    said: Sequence[str]


def scan_of(raw: TriMesh, size_mm: float, scale: float | None, axes: Axes | None) -> Scan:
    """The surface of a file made ready.

    Parameters
    ----------
    raw : TriMesh
        As read.
    size_mm : float
        Diagonal of the box round the tabled bone, by which units are guessed.
    scale : float, optional
        What makes the file's units mm; guessed when left out.
    axes : Axes, optional
        How the file's axes lie; taken as they are when left out.

    Raises
    ------
    ScanFault
        If it is too coarse, of a size no vertebra has, in pieces or open.
    """
    if len(raw.triangles) < _FEWEST_TRIANGLES:
        raise ScanFault(
            f"it has {len(raw.triangles)} triangles; a vertebra needs {_FEWEST_TRIANGLES} or more"
        )
    factor, said = _unit(raw, size_mm, scale)
    mesh = welded(TriMesh((axes or Axes()).apply(raw.points) * factor, raw.triangles))
    if not len(mesh.triangles):
        raise ScanFault("all its corners lie in one place")
    mesh, more = _main_piece(mesh)
    said += more
    mesh, more = _closed(mesh)
    said += more
    turned = turned_outwards(mesh)
    if signed_volume_mm3(mesh) < 0:
        said.append(
            "its triangles face inwards: it is inside out, or left and right were exchanged; the model is "
            "symmetric, so either way the fit is the same"
        )
    elif (share := _turned_share(mesh, turned)) > _TURNED_SHARE:
        said.append(f"{share:.0%} of its triangles faced the wrong way and were turned")
    if (angle := roughness_deg(turned)) > _ROUGH_DEG:
        said.append(
            f"it is rough: neighbouring triangles stand at {angle:.0f}° to each other; smooth it first"
        )
    return Scan(turned, said)


def roughness_deg(mesh: TriMesh) -> float:
    """Median angle between neighbouring triangles of a closed mesh, degrees."""
    corners = mesh.corners()
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    t = mesh.triangles.astype(np.int64)
    edges = np.sort(np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]]), axis=1)
    order = np.argsort(edges[:, 0] * len(mesh.points) + edges[:, 1], kind="stable")
    owner = np.tile(np.arange(len(t)), 3)[order]
    pairs = (np.diff(edges[order], axis=0) == 0).all(axis=1)
    cosine = (normals[owner[:-1][pairs]] * normals[owner[1:][pairs]]).sum(axis=1)
    return float(np.degrees(np.arccos(np.clip(np.median(cosine), -1.0, 1.0)))) if len(cosine) else 0.0


def _unit(raw: TriMesh, size_mm: float, scale: float | None) -> tuple[float, list[str]]:
    diagonal = float(np.linalg.norm(np.ptp(raw.points, axis=0)))
    if scale is not None:
        if not _SIZES[0] < diagonal * scale / size_mm < _SIZES[1]:
            raise ScanFault(
                f"with --scale {scale:g} it is {diagonal * scale:.3g} mm across, "
                f"this bone is about {size_mm:.0f}"
            )
        return scale, []
    for factor, name in UNITS:
        if _SIZES[0] < diagonal * factor / size_mm < _SIZES[1]:
            return factor, ([] if factor == 1.0 else [f"read as {name}: taken ×{factor:g}"])
    raise ScanFault(
        f"it is {diagonal:.3g} units across and this bone about {size_mm:.0f} mm; "
        "--scale tells what a unit is"
    )


def _main_piece(mesh: TriMesh) -> tuple[TriMesh, list[str]]:
    label = components(mesh)[mesh.triangles[:, 0]]
    areas = np.bincount(label, triangle_areas_mm2(mesh))
    if np.count_nonzero(areas) == 1:
        return mesh, []
    main, share = int(areas.argmax()), float(areas.max() / areas.sum())
    count = int(np.count_nonzero(areas))
    if share < _MAIN_SHARE:
        raise ScanFault(
            f"it falls into {count} pieces, the largest {share:.0%} of its surface; keep one bone"
        )
    kept, compact = np.unique(mesh.triangles[label == main], return_inverse=True)
    piece = TriMesh(mesh.points[kept], compact.reshape(-1, 3).astype(np.int32))
    said = f"of {count} pieces the largest was taken, {share:.0%} of the surface"
    return piece, [said]


def _closed(mesh: TriMesh) -> tuple[TriMesh, list[str]]:
    """The mesh with small holes closed; a large one is a fault."""
    if not _border_edges(mesh):
        return mesh, []
    before = _border_edges(mesh)
    mesh = closed_over(mesh, _HOLE_MM)
    if left := _border_edges(mesh):
        raise ScanFault(f"it is open: {left} edges belong to one triangle only; close the surface first")
    return mesh, [f"small holes were closed ({before} open edges)"]


def _border_edges(mesh: TriMesh) -> int:
    """Edges that belong to a single triangle."""
    if unpaired_edges(mesh) == 0:
        return 0
    t = mesh.triangles.astype(np.int64)
    edges = np.sort(np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]]), axis=1)
    _, counts = np.unique(edges[:, 0] * len(mesh.points) + edges[:, 1], return_counts=True)
    return int((counts == 1).sum())


def _turned_share(before: TriMesh, after: TriMesh) -> float:
    """Share of the triangles that were turned."""
    if before.triangles.shape != after.triangles.shape:
        return 0.0
    return float((_sense(before) * _sense(after) < 0).mean())


def _sense(mesh: TriMesh) -> Vector:
    """+1 or -1 a triangle by the order in which its corners run."""
    a, b, c = mesh.triangles.astype(np.int64).T
    return np.sign((b - a) * (c - b) * (a - c)).astype(float)
