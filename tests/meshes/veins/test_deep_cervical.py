"""The deep cervical vein turns forwards between the transverse processes of C7 and T1, over the first rib."""

import numpy as np
import pytest

from meshes.anatomy.measures import load_measures
from meshes.assembly import Assembly
from meshes.detail import Detail
from meshes.geometry.curve import through
from meshes.recipe import Recipe
from meshes.veins.collecting.deep_cervical import ROUND_MM
from meshes.veins.surroundings.ground import Ground

LEVELS = ("C7", "T1", "T2")


@pytest.mark.parametrize("scale", [0.93, 1.0, 1.12])
def test_its_way_is_clear_of_the_bones_and_of_the_first_rib(scale: float) -> None:
    land = Assembly(Recipe(levels=LEVELS, parameters={"scale": scale}))
    poses = land.column.poses
    bones = Ground.of([(poses[level], land.bone_field(level, Detail.NORMAL)) for level in LEVELS])
    way = through(poses["C7"].apply(scale * np.array(ROUND_MM)))
    path, half = land.rib("T1", Detail.NORMAL).path, land.rib("T1", Detail.NORMAL).tall
    rib = (np.linalg.norm(way[:, None] - path, axis=2) - half).min()
    radius = load_measures().value("cervical", "deep_cervical_vein_diameter") / 2.0
    assert bones(way).min() > radius + 1.0
    assert rib > radius + 0.3
