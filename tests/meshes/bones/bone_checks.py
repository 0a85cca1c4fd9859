"""What the tests of several bones ask."""

from itertools import pairwise

import numpy as np

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.solid import Solid


def require_sound(bone: TriMesh, holes: int) -> None:
    """Closed, outward, in one piece and of the genus that is declared."""
    assert is_closed(bone)
    assert signed_volume_mm3(bone) > 0
    assert len(np.unique(components(bone))) == 1
    assert genus(bone) == holes


def clearance(bone: TriMesh, way: np.ndarray) -> float:
    """Diameter of the largest ball that can follow the way without touching the surface, mm."""
    spots = np.concatenate([np.linspace(a, b, 15) for a, b in pairwise(way)])
    return 2 * min(np.linalg.norm(bone.points - spot, axis=1).min() for spot in spots)


def steepest(solid: Solid) -> float:
    """How fast the distance changes at most within 6 mm of the surface, as far as is seen."""
    rng = np.random.default_rng(5)
    one = rng.uniform(solid.bounds[0], solid.bounds[1], (20_000, 3))
    one = one[np.abs(solid(one)) < 6.0]
    other = one + rng.normal(0.0, 0.2, one.shape)
    return float((np.abs(solid(one) - solid(other)) / np.linalg.norm(one - other, axis=1)).max())
