"""The pair of ligamenta flava and the cleft between them."""

import numpy as np
import pytest

from meshes.anatomy.measures import load_measures
from meshes.build import build
from meshes.column.canal.canal import canal_space
from meshes.column.frame import column_frame
from meshes.detail import Detail
from meshes.recipe import Recipe


@pytest.mark.parametrize("scale", [1.0, 1.1])
def test_between_a_ligament_and_its_fellow_stays_the_told_cleft(scale: float) -> None:
    ids = [f"ligament.flavum.L2-L3.{side}" for side in ("left", "right")]
    recipe = Recipe(detail=Detail.DRAFT, parameters={"scale": scale} if scale != 1.0 else {})
    left, right = (part.mesh.points[:, 0] for part in build(recipe, ids))
    assert left.min() - right.max() == pytest.approx(scale * load_measures().value("C2-C3", "flavum_gap"))
    assert np.allclose(np.sort(left), np.sort(-right), atol=1e-6)


@pytest.mark.parametrize("canal_size", [1.0, 1.05])
def test_the_lined_canal_of_the_uppermost_thoracic_vertebra_ends_at_its_ligaments(canal_size: float) -> None:
    """Beside the midline, where posterior columns run: they are kept in that canal, and so out of these."""
    recipe = Recipe(detail=Detail.DRAFT, parameters={"canal_size": canal_size})
    column = column_frame(None, recipe.parameters)
    (part,) = build(recipe, ["ligament.flavum.T1-T2.left"])
    corners = column.poses["T1"].inverse().apply(part.mesh.corners().reshape(-1, 3)).reshape(-1, 3, 3)
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    middle = part.mesh.corners().mean(axis=1)
    aside = corners.mean(axis=1)[:, 0]
    front = across[:, 1] < -0.5 * np.linalg.norm(across, axis=1)
    beyond = canal_space(column, is_lined=True).distance(middle[front & (aside > 4.0) & (aside < 7.0)])
    assert len(beyond) > 20
    assert abs(float(np.median(beyond))) < 0.3
