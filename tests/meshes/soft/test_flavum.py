"""The pair of ligamenta flava and the cleft between them."""

import numpy as np
import pytest

from meshes.anatomy.measures import load_measures
from meshes.build import build
from meshes.detail import Detail
from meshes.recipe import Recipe


@pytest.mark.parametrize("scale", [1.0, 1.1])
def test_between_a_ligament_and_its_fellow_stays_the_told_cleft(scale: float) -> None:
    ids = [f"ligament.flavum.L2-L3.{side}" for side in ("left", "right")]
    recipe = Recipe(detail=Detail.DRAFT, parameters={"scale": scale} if scale != 1.0 else {})
    left, right = (part.mesh.points[:, 0] for part in build(recipe, ids))
    assert left.min() - right.max() == pytest.approx(scale * load_measures().value("C2-C3", "flavum_gap"))
    assert np.allclose(np.sort(left), np.sort(-right), atol=1e-6)
