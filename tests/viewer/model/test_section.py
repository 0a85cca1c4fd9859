import numpy as np
import pytest

from viewer.model.section import NAMED_SECTIONS, Section


def test_a_flipped_section_is_the_same_plane_with_the_other_side_gone():
    section = NAMED_SECTIONS["median"].moved_to(7.0)
    flipped = section.flipped()
    np.testing.assert_allclose(flipped.point(), section.point())
    assert flipped.normal == (-1.0, 0.0, 0.0)
    assert flipped.flipped() == section


def test_an_open_origin_is_the_middle_of_what_is_shown():
    np.testing.assert_allclose(NAMED_SECTIONS["axial"].moved_to(3.0).point([1.0, 2.0, 4.0]), [1.0, 2.0, 7.0])
    np.testing.assert_allclose(NAMED_SECTIONS["median"].point([9.0, 9.0, 9.0]), [0.0, 0.0, 0.0])


def test_a_normal_that_is_not_of_length_one_is_refused():
    with pytest.raises(ValueError, match="length one"):
        Section((0.0, 2.0, 0.0))
