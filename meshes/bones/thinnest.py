"""How thick bone is where it is thinnest, told before meshing from the distance to its solid."""

from __future__ import annotations

from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid


def thinnest_mm(solid: Solid, places: Vector) -> float:
    """Thickness of a bone on that way through it on which it is thinnest, mm, negative where it is open.

    On each way the place deepest in bone is sought, which lies half the thickness from both faces.

    Parameters
    ----------
    solid : Solid
        The bone.
    places : (M, N, 3) array
        N places on each of M ways.
    """
    deepest = solid(places.reshape(-1, 3)).reshape(places.shape[:2]).min(axis=1)
    return -2.0 * float(deepest.max())
