"""What is done where a vein has hardly any room, on a plate one can reckon with."""

import numpy as np

from meshes.column.canal.epidural_space import epidural_space
from meshes.column.frame import column_frame
from meshes.sdf.solid import Solid
from meshes.veins.rest.pressing import LEAST_MM, THINNEST_MM, out_again
from meshes.veins.rest.terms import Terms
from meshes.veins.surroundings.ground import Ground

SPACE = epidural_space(column_frame(("T7", "T8")))
FAR = np.array([200.0, 0.0, 0.0])
ASKED = THINNEST_MM + LEAST_MM


def _terms(count: int, internal: list[int], marrow: list[int]) -> Terms:
    each, inside = np.ones(count), np.array(internal, np.intp)
    return Terms(0.6 * each, each, each, each, inside, np.isin(np.arange(count), marrow), each[inside])


def _plate(centre: np.ndarray, wide: float) -> Ground:
    """A plate 2 mm thick across y, whose face to the front goes through a point."""
    middle = centre + (0.0, 1.0, 0.0)

    def distance(points: np.ndarray) -> np.ndarray:
        past = np.abs(points - middle) - (wide, 1.0, wide)
        return np.linalg.norm(np.maximum(past, 0.0), axis=1) + np.minimum(past.max(axis=1), 0.0)

    return Ground.of(Solid(distance, np.array([middle - wide - 1.0, middle + wide + 1.0])))


def test_what_fairing_has_led_into_bone_is_led_out_again_and_nothing_else() -> None:
    ground = _plate(FAR, 12.0)
    deep = np.array([-0.09, 0.1, -0.09, -0.09, -1.0])
    xyz = FAR + np.stack([4.0 * np.arange(5.0) - 8.0, deep, np.zeros(5)], axis=1)
    before = xyz - (0.0, 0.3, 0.0)
    before[2] = xyz[2]
    out = out_again(xyz, before, ground, SPACE, _terms(5, [], [3]))
    np.testing.assert_allclose(FAR[1] - out[:2, 1], ASKED, atol=0.03)
    assert np.array_equal(out[2:], xyz[2:]), "one that has not moved, one of the marrow and one far off"


def test_between_bone_and_sac_the_vein_takes_the_middle() -> None:
    sac = SPACE.sac
    behind = sac.place(np.pi / 2, 1.0, 0.5 * (sac.start + sac.end))[0]
    ground = _plate(behind + (0.0, 0.4, 0.0), 6.0)
    vein = (behind + (0.0, 0.35, 0.0))[None]
    out = out_again(vein, vein - (0.0, 0.1, 0.0), ground, SPACE, _terms(1, [0], []))
    bone, dura = float(ground(out)[0]), float(sac.distance(out)[0])
    assert float(ground(vein)[0]) < 0.1
    assert abs(bone - dura) < 0.08
    assert min(bone, dura) > 0.12
