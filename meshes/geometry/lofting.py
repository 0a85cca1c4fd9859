"""Closed meshes drawn from ring to ring: no grid, exactly closed, smooth along the rings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.frames import carried_frames
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.trimesh import TriMesh

Triangles = NDArray[np.int64]

SHARE_OF_END = 0.02
"""Where a ring is doubled before an end, in steps of the rings: it keeps the shading of the wall smooth."""

_DOME_SHARE = 0.7
"""Height of a rounded end in radii."""


def lofted(rings: Vector) -> TriMesh:
    """The body between the first and the last of some rings, its ends closed flat.

    Parameters
    ----------
    rings : (M, K, 3) array
        Outlines of K corners each, all in the same sense and order, from one end to the other, mm.

    Examples
    --------
    >>> square = np.array([[0.0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]])
    >>> round(signed_volume_mm3(lofted(np.stack([square, square + [0, 0, 2.0]]))), 6)
    2.0
    """
    count, corners = rings.shape[:2]
    first, last = count * corners, count * corners + 1
    points = np.concatenate([rings.reshape(-1, 3), rings[:1].mean(axis=1), rings[-1:].mean(axis=1)])
    caps = [_fan(0, corners, first, True), _fan((count - 1) * corners, corners, last, False)]
    return outward(TriMesh(points, np.concatenate([_wall(count, corners, 0), *caps]).astype(np.int32)))


def banded(rings: Vector) -> TriMesh:
    """The same for flat bent rings, there along one side and back along the other: the ends are closed from
    side to side and not from their middle, which may lie beside the body.
    """
    count, corners = rings.shape[:2]
    start = (count - 1) * corners
    parts = [_wall(count, corners, 0), _ladder(0, corners), _ladder(start, corners)[:, ::-1]]
    return outward(TriMesh(rings.reshape(-1, 3), np.concatenate(parts).astype(np.int32)))


def sheath(outer: Vector, inner: Vector, is_closed_below: bool = False) -> TriMesh:
    """What lies between two tubes: a hose open at both ends, or closed below like a glove's finger.

    Parameters
    ----------
    outer, inner : (M, K, 3) arrays
        Rings of both walls, as in `lofted`; corner by corner the inner ones lie within the outer ones.
    is_closed_below : bool
        Whether both walls are closed at the last ring; else both ends are open and joined by flat rims.
    """
    count, corners = outer.shape[:2]
    start = count * corners
    points = [outer.reshape(-1, 3), inner.reshape(-1, 3)]
    parts = [_wall(count, corners, 0), _wall(count, corners, start)[:, ::-1], _rim(0, start, corners)]
    end = (count - 1) * corners
    if is_closed_below:
        points += [outer[-1:].mean(axis=1), inner[-1:].mean(axis=1)]
        parts += [_fan(end, corners, 2 * start, False), _fan(start + end, corners, 2 * start + 1, True)]
    else:
        parts.append(_rim(end, start + end, corners)[:, ::-1])
    return outward(TriMesh(np.concatenate(points), np.concatenate(parts).astype(np.int32)))


def tube(
    path: Vector,
    radius: Vector,
    corners: int = 12,
    upright: Vector | None = None,
    has_flat_ends: bool = False,
) -> TriMesh:
    """A cord along a path: round, or oval with its long axis upright.

    Parameters
    ----------
    path : (N, 3) array
        At least three points, mm.
    radius : (N,) array
        At each of them, mm.
    corners : int
        Of each ring.
    upright : (N,) array, optional
        Half of its height along z, if that is not its radius, mm.
    has_flat_ends : bool
        Whether it ends square and not rounded.
    """
    path = np.asarray(path, float)
    radii = np.stack([radius, radius if upright is None else upright], axis=1)
    if not has_flat_ends:
        path, radii = _rounded_ends(path, radii)
    first = _across(path) if upright is None else np.array([0.0, 0.0, 1.0])
    _, normal, binormal = carried_frames(path, first)
    angle = np.linspace(0.0, 2.0 * np.pi, corners, endpoint=False)[None, :, None]
    across, along = radii[:, 0, None, None], radii[:, 1, None, None]
    spokes = along * np.cos(angle) * normal[:, None] + across * np.sin(angle) * binormal[:, None]
    return lofted(path[:, None] + spokes)


def mirrored(mesh: TriMesh) -> TriMesh:
    """A mesh seen in the median plane: left and right exchanged, still facing outwards."""
    return TriMesh(mesh.points * (-1.0, 1.0, 1.0), mesh.triangles[:, ::-1])


def outward(mesh: TriMesh) -> TriMesh:
    """A closed mesh with its triangles facing outwards."""
    return mesh if signed_volume_mm3(mesh) > 0 else TriMesh(mesh.points, mesh.triangles[:, ::-1])


def doubled_ends(stations: Vector) -> Vector:
    """Stations with one more close to each end."""
    first, last = SHARE_OF_END * (stations[1] - stations[0]), SHARE_OF_END * (stations[-1] - stations[-2])
    doubled = [stations[0] + first], stations[1:-1], [stations[-1] - last]
    return np.concatenate([stations[:1], *doubled, stations[-1:]])


def _rounded_ends(path: Vector, radii: Vector) -> tuple[Vector, Vector]:
    """The path with a dome of three rings at each end; `radii` are (N, 2)."""
    ahead = [(path[i] - path[j]) / np.linalg.norm(path[i] - path[j]) for i, j in ((0, 1), (-1, -2))]
    rise = np.array([0.45, 0.8, 0.98])
    shrink = np.sqrt(1.0 - rise**2)[:, None]
    first, last = (_DOME_SHARE * float(radii[at].min()) for at in (0, -1))
    start = path[0] + ahead[0] * (rise[::-1] * first)[:, None]
    end = path[-1] + ahead[1] * (rise * last)[:, None]
    return (
        np.concatenate([start, path, end]),
        np.concatenate([shrink[::-1] * radii[0], radii, shrink * radii[-1]]),
    )


def _across(path: Vector) -> Vector:
    """The axis that the beginning of a path runs along least."""
    along = np.abs(path[1] - path[0])
    return np.eye(3)[int(along.argmin())]


def _wall(count: int, corners: int, start: int) -> Triangles:
    """Triangles between neighbouring rings whose corners are numbered from `start`."""
    ring, at = np.meshgrid(np.arange(count - 1), np.arange(corners), indexing="ij")
    here = start + ring * corners
    a, b = (here + at).ravel(), (here + (at + 1) % corners).ravel()
    c, d = a + corners, b + corners
    return np.concatenate([np.stack([a, b, d], axis=1), np.stack([a, d, c], axis=1)])


def _fan(start: int, corners: int, middle: int, is_first: bool) -> Triangles:
    at = np.arange(corners)
    a, b = start + at, start + (at + 1) % corners
    fan = np.stack([b, a, np.full(corners, middle)], axis=1)
    return fan if is_first else fan[:, ::-1]


def _ladder(start: int, corners: int) -> Triangles:
    """The flat end of a band: rungs from each corner to the one opposite."""
    at = np.arange(corners // 2 - 1)
    a, b = start + at, start + at + 1
    c, d = start + corners - 1 - at, start + corners - 2 - at
    return np.concatenate([np.stack([b, a, c], axis=1), np.stack([b, c, d], axis=1)])


def _rim(outer: int, inner: int, corners: int) -> Triangles:
    """The flat rim at the first rings of two walls."""
    at = np.arange(corners)
    after = (at + 1) % corners
    a, b, c, d = outer + at, outer + after, inner + at, inner + after
    return np.concatenate([np.stack([b, a, c], axis=1), np.stack([b, c, d], axis=1)])
