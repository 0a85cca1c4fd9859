"""The stubs of the ribs as veins see them: balls along their middle lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.rows import least_of_runs, sizes
from meshes.network.graph import Floats, Ints, Mask

CLEAR_MM = 0.2
"""Least space between the wall of a vein and a rib, which is thinner than the balls it is told by."""

_MOST_MM = 0.8
"""How far a node is moved at once."""

_MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True, eq=False)
class Ribs:
    """Balls that stand for ribs.

    Parameters
    ----------
    centres : (B, 3) array
        In the world, mm.
    radii : (B,) array
        Half the height of the rib there, mm.
    """

    centres: Floats
    radii: Floats

    @classmethod
    def of(cls, stubs: Mapping[str, tuple[Vector, Vector]]) -> Ribs:
        """Both sides of left stubs: middle line (N, 3) and half heights (N,) of each."""
        sides = [(path * side, tall) for path, tall in stubs.values() for side in (1.0, _MIRROR)]
        return cls(
            np.concatenate([np.zeros((0, 3)), *(path for path, _ in sides)]),
            np.concatenate([np.zeros(0), *(tall for _, tall in sides)]),
        )

    def about(self, xyz: Floats, asked: Mask, reach_mm: float) -> RibsAbout:
        """Those that the asked nodes may touch while they move by less than a reach, radius included."""
        nodes = np.flatnonzero(asked)
        if not len(self.radii) or not len(nodes):
            return RibsAbout(self, *(np.zeros(0, np.intp) for _ in range(4)))
        low = (self.centres - self.radii[:, None]).min(axis=0) - reach_mm
        high = (self.centres + self.radii[:, None]).max(axis=0) + reach_mm
        nodes = nodes[((xyz[nodes] > low) & (xyz[nodes] < high)).all(axis=1)]
        near, centres = xyz[nodes] - low, self.centres - low
        square = (
            (near * near).sum(axis=1)[:, None] + (centres * centres).sum(axis=1) - 2.0 * (near @ centres.T)
        )
        row, ball = np.nonzero(square < (self.radii + reach_mm) ** 2)
        found, starts = np.unique(row, return_index=True)
        return RibsAbout(self, nodes[found], starts, ball, nodes[row])


@dataclass(frozen=True, eq=False)
class RibsAbout:
    """Nodes of a graph with the balls that are near to each.

    Parameters
    ----------
    ribs : Ribs
        All balls.
    nodes : (N,) int array
        The nodes.
    starts : (N,) int array
        Where the pairs of each begin.
    balls, owners : (P,) int arrays
        The pairs: balls, and the nodes they are near to.
    """

    ribs: Ribs
    nodes: Ints
    starts: Ints
    balls: Ints
    owners: Ints

    def room(self, xyz: Floats) -> tuple[Floats, Floats]:
        """How far each of `nodes` lies from the nearest ball, and the way off it, (N,) and (N, 3)."""
        off = xyz[self.owners] - self.ribs.centres[self.balls]
        far = sizes(off)
        gap = far - self.ribs.radii[self.balls]
        first = least_of_runs(gap, self.starts)
        return gap[first], off[first] / np.maximum(far[first], 1e-9)[:, None]

    def kept_off(self, xyz: Floats, radius: Floats) -> Floats:
        """The (M, 3) nodes of the whole graph with these moved off ribs."""
        if not len(self.nodes):
            return xyz
        room, away = self.room(xyz)
        out = np.array(xyz)
        lack = radius[self.nodes] + CLEAR_MM - room
        out[self.nodes] += np.clip(lack, 0.0, _MOST_MM)[:, None] * away
        return out

    def pressed(self, xyz: Floats, room: Floats) -> Floats:
        """The room (M,) for the radius of each node of the graph, where ribs leave less."""
        if not len(self.nodes):
            return room
        out = np.array(room)
        out[self.nodes] = np.minimum(out[self.nodes], self.room(xyz)[0] - CLEAR_MM / 2)
        return out


NO_RIBS = Ribs.of({})
"""Where there are none."""

NO_RIBS_ABOUT = NO_RIBS.about(np.zeros((0, 3)), np.zeros(0, bool), 0.0)
"""Where none are near."""
