import numpy as np
import pytest

from viewer.model.palette import load_palette, palettes
from viewer.model.section_box import SectionBox
from viewer.render.cuts.box_outline import edges_of
from viewer.render.protocol import Box

BOX = SectionBox((-1.0, -20.0, -300.0), (4.0, 50.0, 6000.0 / 10))


def test_the_twelve_edges_join_the_eight_corners_along_the_axes():
    edges = edges_of(Box(BOX.sides()))
    assert edges.shape == (12, 2, 3)
    steps = edges[:, 1] - edges[:, 0]
    assert (np.count_nonzero(steps, axis=1) == 1).all()
    np.testing.assert_allclose(np.abs(steps).sum(axis=0), 4 * (np.array(BOX.upper) - BOX.lower))
    ends = {tuple(end) for end in edges.reshape(-1, 3).tolist()}
    assert len(ends) == 8
    np.testing.assert_allclose(np.min(list(ends), axis=0), BOX.lower)
    np.testing.assert_allclose(np.max(list(ends), axis=0), BOX.upper)


@pytest.mark.parametrize("name", palettes())
@pytest.mark.parametrize("is_dark", [False, True])
def test_the_accent_can_be_told_from_its_backdrop(name, is_dark):
    palette = load_palette(name)
    channels = [
        np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], float)
        for colour in (palette.accent(is_dark), *palette.backdrop(is_dark))
    ]
    for behind in channels[1:]:
        assert np.abs(channels[0] - behind).max() > 80
