"""Moving the corners round a seam onto the smooth union of the two tubes that meet there."""

from __future__ import annotations

import numpy as np

from meshes.network.graph import Floats
from meshes.surface.tube_joints import Opening
from meshes.surface.tube_line import TubeLine
from meshes.surface.tube_rings import Corners

_BLEND = 0.55
"""Reach of the blend between stem and branch, in radii of the branch."""
_ROUNDS = 3


def filleted(
    points: Floats, faces: Corners, seams: list[Corners], joints: list[Opening], lines: list[TubeLine]
) -> Floats:
    """The corners with those near each seam evened out and moved onto the smooth union.

    Parameters
    ----------
    points : (N, 3) array
        All corners of a structure.
    faces : (M, 3) array
        All its triangles.
    seams : list of int arrays
        For each joint the corners of the rim and of the ring sewn to it.
    joints : list of Opening
        In the order of `seams`.
    lines : list of TubeLine
        All tubes of the structure.
    """
    if not joints:
        return points
    links = _links(faces, len(points))
    first = np.searchsorted(links[:, 0], np.arange(len(points) + 1)).tolist()
    zones = [_zone(seam, links[:, 1], first) for seam in seams]
    out = points.copy()
    even = np.unique(np.concatenate(seams))
    mask = np.zeros(len(points), bool)
    mask[even] = True
    near = links[mask[links[:, 0]]]
    near[:, 0] = np.searchsorted(even, near[:, 0])
    stems = [_near_lines(joint, lines) for joint in joints]
    for turn in range(_ROUNDS):
        out[even] += 0.5 * (_mean(out, near, len(even)) - out[even])
        for zone, (stem, branch, blend) in zip(zones, stems, strict=True):
            out[zone] = _onto(out[zone], stem, branch, blend, 1 if turn < _ROUNDS - 1 else 2)
    return out


def _zone(seam: Corners, there: Corners, first: list[int]) -> Corners:
    """The seam's corners, with those next to them; `first` tells where the links of each corner begin."""
    return np.unique(np.concatenate([seam, *(there[first[c] : first[c + 1]] for c in seam.tolist())]))


def _mean(points: Floats, links: Corners, count: int) -> Floats:
    """Mean of the corners that each of `count` places is linked to."""
    many = np.bincount(links[:, 0], minlength=count)
    sums = [np.bincount(links[:, 0], points[links[:, 1], axis], count) for axis in range(3)]
    return np.stack(sums, axis=1) / np.maximum(many, 1)[:, None]


def _near_lines(joint: Opening, lines: list[TubeLine]) -> tuple[TubeLine, TubeLine, float]:
    """The parts of the stem and of the branch near a joint, and the reach of their blend."""
    main, side = lines[joint.main], lines[joint.branch]
    radius = float(side.radius_at(np.array([joint.cut_mm]))[0])
    reach = 3.0 * joint.half_mm + 3.0 * radius + float(main.radii.mean())
    stem = main.window(joint.place_mm - reach, joint.place_mm + reach)
    branch = side.window(joint.cut_mm - reach, joint.cut_mm + reach)
    return stem, branch, _BLEND * radius


def _onto(points: Floats, stem: TubeLine, branch: TubeLine, blend: float, steps: int) -> Floats:
    """Newton steps onto the zero level of the smooth union of two tubes."""
    for _ in range(steps):
        a, up_a = stem.wall_gap(points)
        b, up_b = branch.wall_gap(points)
        mix = _held(0.5 + 0.5 / blend * (b - a), 0.0, 1.0)
        distance = b + (a - b) * mix - blend * mix * (1.0 - mix)
        slope = mix[:, None] * up_a + (1.0 - mix)[:, None] * up_b
        square = np.maximum((slope * slope).sum(axis=1), 0.15)
        step = _held(distance / square, -0.8 * blend, 0.8 * blend)
        points = points - step[:, None] * slope
    return points


def _held(values: Floats, low: float, high: float) -> Floats:
    """Values held between two; on so few `np.clip` takes several times as long."""
    held: Floats = np.minimum(np.maximum(values, low), high)
    return held


def _links(faces: Corners, count: int) -> Corners:
    """Both directions of every edge of a closed mesh, (K, 2), by their first corner."""
    a, b = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]).T
    key = np.sort(a * count + b)
    return np.stack([key // count, key % count], axis=1)
