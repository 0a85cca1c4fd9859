"""Moving the corners round a seam onto the smooth union of the two tubes that meet there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.network.graph import Floats
from meshes.surface.tube_joints import Opening
from meshes.surface.tube_lines import TubeLines, Windows
from meshes.surface.tube_rings import Corners

BLEND = 0.55
"""Reach of the blend between stem and branch, in radii of the branch."""
_ROUNDS = 3
_PIECES = 24
"""Pieces in which stem and branch are told near a joint."""


def filleted(
    points: Floats, faces: Corners, seams: list[Corners], joints: list[Opening], lines: TubeLines
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
    lines : TubeLines
        All tubes of the structure.
    """
    if not joints:
        return points
    links = _links(faces, len(points))
    zones = _zones(seams, links, len(points))
    walls = _Walls.of(joints, lines)
    out = points.copy()
    even = np.unique(np.concatenate(seams))
    mask = np.zeros(len(points), bool)
    mask[even] = True
    near = links[mask[links[:, 0]]]
    near[:, 0] = np.searchsorted(even, near[:, 0])
    piece = walls.nearest(points[zones])
    for turn in range(_ROUNDS):
        out[even] += 0.5 * (_mean(out, near, len(even)) - out[even])
        out[zones], piece = walls.onto(out[zones], piece, 1 if turn < _ROUNDS - 1 else 2)
    return out


def _zones(seams: list[Corners], links: Corners, count: int) -> Corners:
    """The corners of each seam with those next to them, (J, N); a zone that has fewer repeats its last."""
    joint = np.repeat(np.arange(len(seams)), [len(seam) for seam in seams])
    seam = np.concatenate(seams)
    first = np.searchsorted(links[:, 0], seam)
    many = np.searchsorted(links[:, 0], seam, "right") - first
    beside = np.arange(many.sum()) + np.repeat(first - np.cumsum(many) + many, many)
    keys = np.concatenate([joint * count + seam, np.repeat(joint, many) * count + links[beside, 1]])
    keys = np.unique(keys)
    ends = np.searchsorted(keys, (np.arange(len(seams)) + 1) * count)
    starts = np.concatenate([[0], ends[:-1]])
    place = starts[:, None] + np.arange((ends - starts).max())
    zones: Corners = keys[np.minimum(place, ends[:, None] - 1)] % count
    return zones


def _mean(points: Floats, links: Corners, count: int) -> Floats:
    """Mean of the corners that each of `count` places is linked to."""
    many = np.bincount(links[:, 0], minlength=count)
    sums = [np.bincount(links[:, 0], points[links[:, 1], axis], count) for axis in range(3)]
    return np.stack(sums, axis=1) / np.maximum(many, 1)[:, None]


@dataclass(frozen=True, eq=False)
class _Walls:
    """The smooth union of stem and branch at each joint.

    Parameters
    ----------
    windows : Windows
        The stems near all J joints, and then the branches.
    blend : (J, 1) array
        Reach of the blend, mm.
    """

    windows: Windows
    blend: Floats

    @classmethod
    def of(cls, joints: list[Opening], lines: TubeLines) -> _Walls:
        """Those of some openings."""
        main, branch = (np.array([getattr(each, name) for each in joints]) for name in ("main", "branch"))
        place, cut, half = (
            np.array([getattr(each, name) for each in joints]) for name in ("place_mm", "cut_mm", "half_mm")
        )
        radius = lines.at(branch, cut)[1]
        reach = np.tile(3.0 * half + 3.0 * radius + lines.mean_radius[main], 2)
        tubes, middles = np.concatenate([main, branch]), np.concatenate([place, cut])
        return cls(lines.windows(tubes, middles - reach, middles + reach, _PIECES), BLEND * radius[:, None])

    def nearest(self, points: Floats) -> Corners:
        """The pieces of stem and branch nearest to the points (J, N, 3) of each joint, (2 J, N)."""
        return self.windows.nearest(np.concatenate([points, points]))

    def onto(self, points: Floats, piece: Corners, steps: int) -> tuple[Floats, Corners]:
        """Newton steps of points (J, N, 3) onto the zero level, and the pieces nearest to them."""
        for _ in range(steps):
            both = np.concatenate([points, points])
            piece = self.windows.followed(both, piece)
            gap, up = self.windows.wall_gap(both, piece)
            (a, b), (up_a, up_b) = np.split(gap, 2), np.split(up, 2)
            mix = np.minimum(np.maximum(0.5 + 0.5 / self.blend * (b - a), 0.0), 1.0)
            distance = b + (a - b) * mix - self.blend * mix * (1.0 - mix)
            slope = mix[..., None] * up_a + (1.0 - mix)[..., None] * up_b
            square = np.maximum((slope * slope).sum(axis=2), 0.15)
            step = np.minimum(np.maximum(distance / square, -0.8 * self.blend), 0.8 * self.blend)
            points = points - step[..., None] * slope
        return points, piece


def _links(faces: Corners, count: int) -> Corners:
    """Both directions of every edge of a closed mesh, (K, 2), by their first corner."""
    a, b = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]).T
    key = np.sort(a * count + b)
    return np.stack([key // count, key % count], axis=1)
