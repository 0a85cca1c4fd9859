"""The arch of the azygos vein opens into the superior vena cava at the level that the seed has chosen."""

import numpy as np
import pytest

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.anatomy.measures import load_measures
from meshes.column.frame import column_frame
from meshes.veins.collecting import superior_caval
from meshes.veins.collecting.bodies import body_sizes
from meshes.veins.collecting.terrain import Terrain
from meshes.veins.surroundings.ground import Ground
from meshes.veins.variation import AZYGOS_END, Person


def _land(seed: int) -> Terrain:
    column, measures = column_frame(TRUNK_LEVELS), load_measures()
    sizes = body_sizes(column, measures)
    return Terrain(TRUNK_LEVELS, column, sizes, measures, Ground(()), seed, Person(seed), {}, {}, {})


@pytest.mark.parametrize("level", AZYGOS_END)
def test_the_mouth_lies_at_the_level_of_the_person_and_the_cava_is_wider_below_it(level: str) -> None:
    land = _land(next(seed for seed in range(200) if Person(seed).azygos_end == level))
    ways = [way for each in superior_caval.superior_caval(land) for way in each.path]
    (mouth,) = {way.point for way in ways if way.junction == superior_caval.ARCH_JUNCTION}
    off = {
        each: abs(pose.inverse().apply(np.array([mouth]))[0, 2]) for each, pose in land.column.poses.items()
    }
    assert min(TRUNK_LEVELS, key=off.__getitem__) == level
    trunk = [
        way for each in superior_caval.superior_caval(land) if ".T" in each.structure for way in each.path
    ]
    above, below = (
        [way.radius for way in trunk if sign * (way.point[2] - mouth[2]) > 1.0] for sign in (1, -1)
    )
    assert max(above) < min(below)
