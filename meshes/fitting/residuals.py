"""How far a built bone and a scan lie apart, both ways."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from meshes.fitting.cloud import Distance, spread_points
from meshes.fitting.similarity import Similarity
from meshes.geometry.trimesh import TriMesh
from meshes.surface.nearness import Nearness

_POINTS = 4000


@dataclass(frozen=True)
class Residuals:
    """Distances between both surfaces in millimetres of the scan, from points spread over either.

    `body` and `posterior` are means in front of and behind the origin, the posterior wall of the body.
    """

    mean: float
    p95: float
    max: float
    body: float
    posterior: float

    def by_name(self) -> dict[str, float]:
        """The same by name."""
        return asdict(self)


def residuals(built: TriMesh, scan: TriMesh, scan_distance: Distance, place: Similarity) -> Residuals:
    """Distances both ways between a built bone and a scan that lies at `place`."""
    ours, theirs = spread_points(built, _POINTS, 11), spread_points(scan, _POINTS, 12)
    seen = place.apply(theirs)
    apart = np.abs(
        np.concatenate([scan_distance(place.undo(ours)), np.asarray(Nearness(built)(seen)) / place.scale])
    )
    is_behind = np.concatenate([ours[:, 1], seen[:, 1]]) >= 0.0
    return Residuals(
        mean=float(apart.mean()),
        p95=float(np.quantile(apart, 0.95)),
        max=float(apart.max()),
        body=float(apart[~is_behind].mean()),
        posterior=float(apart[is_behind].mean()),
    )
