"""Anterior columns kept beside the posterior longitudinal ligament and the most of its fans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import region
from meshes.column.canal.posterior_ligament import body_half_width_mm, disc_half_width_mm
from meshes.network.graph import Floats, Ints, VesselGraph
from meshes.veins.surroundings.site import Site, sides

INTO_MM = 0.25
"""How far a wall may reach into the width of the ligament, whose edge is no line."""

_BODY, _FAN = 0.3, 0.6
"""Up to which height over mid-body the ligament is as narrow as there, in halves of the body's height, and
what share of its fan columns keep beside at the rims where they were drawn so: pushed nearer they would no
longer swing."""
_STEP_MM = 0.3


@dataclass(frozen=True, eq=False)
class BesideLigament:
    """Nodes of anterior columns, each with the edge of the ligament it lies beside.

    Parameters
    ----------
    nodes : (K,) int array
        The nodes.
    sign : (K,) array
        Side of each: 1 to the left, -1 to the right.
    half : (K,) array
        Half the width of the ligament behind the middle of its body, mm.
    fan : (K,) array
        How much farther aside the bound lies from the rims of the body on, mm.
    middle, up : (K, 3) arrays
        Middle of the back of its body, and the way upwards along that, in the world.
    tall : (K,) array
        Half the height of the back of its body, mm.
    """

    nodes: Ints
    sign: Floats
    half: Floats
    fan: Floats
    middle: Floats
    up: Floats
    tall: Floats

    @classmethod
    def of(cls, graph: VesselGraph, sites: Iterable[Site]) -> BesideLigament:
        """The columns of a graph at the levels of some sites that have a body and a ligament behind it."""
        found = [_NOTHING]
        for site in sites:
            if site.level == "C1" or region(site.level) == "sacral":
                continue
            half = site.scale * body_half_width_mm(site.level, site.measures)
            fan = _FAN * (site.scale * disc_half_width_mm(site.level, site.measures) - half)
            for side, sign in sides():
                name = f"vein.internal.anterior.{site.level}.{side}"
                nodes = np.flatnonzero(graph.nodes_of(name)) if name in graph.ids else np.zeros(0, np.intp)
                row = [sign, half, fan, *site.pose.translation, *site.pose.rotation[:, 2], site.height / 2]
                found.append((nodes, np.tile(row, (len(nodes), 1))))
        # Where columns meet between two levels a node is bounded by both.
        rows = np.concatenate([told for _, told in found])
        nodes = np.concatenate([each for each, _ in found])
        sign, half, fan = rows[:, :3].T
        fan = np.clip(sign * graph.xyz[nodes, 0] - graph.radius[nodes] - half, 0.0, fan)
        return cls(nodes, sign, half, fan, rows[:, 3:6], rows[:, 6:9], rows[:, 9])

    def among(self, some: Ints) -> BesideLigament:
        """Those of some nodes."""
        kept = np.isin(self.nodes, some)
        return BesideLigament(
            self.nodes[kept],
            self.sign[kept],
            self.half[kept],
            self.fan[kept],
            self.middle[kept],
            self.up[kept],
            self.tall[kept],
        )

    def with_slope(self, points: Floats) -> tuple[Floats, Floats]:
        """How far a place (K, 3) for each node lies beside the ligament, mm, and the way off it, (K, 3)."""
        height = np.abs(((points - self.middle) * self.up).sum(axis=1))
        up = np.clip((height / self.tall - _BODY) / (1.0 - _BODY), 0.0, 1.0)
        away = np.zeros(points.shape)
        away[:, 0] = self.sign
        return self.sign * points[:, 0] - self.half - self.fan * up, away

    def kept(self, xyz: Floats, radius: Floats) -> Floats:
        """The (N, 3) nodes of a graph, (N,) radii, with these led aside whose wall reaches too far in."""
        far, away = self.with_slope(xyz[self.nodes])
        lack = radius[self.nodes] - INTO_MM - far
        out = np.array(xyz)
        out[self.nodes] += np.clip(lack, 0.0, _STEP_MM)[:, None] * away
        return out


_NOTHING = (np.zeros(0, np.intp), np.zeros((0, 10)))
NOWHERE = BesideLigament(
    _NOTHING[0], np.zeros(0), np.zeros(0), np.zeros(0), np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0)
)
"""No nodes at all."""
