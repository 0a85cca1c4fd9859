"""What a legend calls what is shown."""

import pytest

from meshes.anatomy.catalogue import load_catalogue
from viewer.model.scene import Scene
from viewer.render.appearance import legend_rows

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (("bone.vertebra.C1",), ["Vertebrae"]),
        (("bone.occipital", "bone.vertebra.C1"), ["Bones"]),
        (("bone.vertebra.L5", "bone.sacrum"), ["Bones"]),
        (("bone.vertebra.T9", "bone.rib.T9.left"), ["Vertebrae", "Ribs"]),
        (("bone.vertebra.T9", "vein.internal.transverse.T9"), ["Anterior internal plexus", "Vertebrae"]),
    ],
)
def test_the_skull_and_the_sacrum_are_not_called_vertebrae(ids, names):
    scene = Scene(CATALOGUE)
    scene.set_levels("C0", "Co1")
    scene.isolate(ids)
    rows = legend_rows(scene)
    assert [row.name for row in rows] == names
    assert {row.family for row in rows} == {CATALOGUE.structures[key].group for key in ids}
