import numpy as np
import pytest

from meshes.sdf.loft import Loft, loft
from meshes.sdf.prism import Prism, prism

SQUARE = np.array([[-1.0, -2.0], [1.0, -2.0], [1.0, 2.0], [-1.0, 2.0]])
PEG = np.array([[0.0, 0.0, 4.0, 4.0], [5.0, 0.0, 2.0, 4.0], [10.0, 1.0, 4.0, 4.0]])


def steepest(solid, low, high, seed=0):
    """Largest rate of change of a distance between random near neighbours."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(low, high, (4000, 3))
    near = points + rng.normal(0, 0.02, points.shape)
    return np.max(np.abs(solid(points) - solid(near)) / np.linalg.norm(points - near, axis=1))


def test_a_prism_reaches_its_rounding_beyond_its_corners():
    block = prism(Prism(SQUARE, 3.0, np.full(3, 5.0), round_mm=0.5, rim_mm=0.5))
    inside = np.array([[3.0, 1.4, 0.0], [3.0, 0.0, 2.4], [7.9, 0.0, 0.0]])
    outside = np.array([[3.0, 1.6, 0.0], [3.0, 0.0, 2.6], [8.1, 0.0, 0.0]])
    assert (block(inside) < 0).all() and (block(outside) > 0).all()


def test_a_sheared_prism_slides_as_it_runs_sideways():
    block = prism(Prism(SQUARE, 0.0, np.full(3, 10.0), shear_z=0.5, round_mm=0.5))
    assert block(np.array([[8.0, 0.0, 4.0]]))[0] < 0 < block(np.array([[8.0, 0.0, -2.0]]))[0]


def test_a_crown_narrows_both_ends_and_not_the_middle():
    plain = prism(Prism(SQUARE, 0.0, np.full(3, 5.0), rim_mm=0.2))
    crowned = prism(Prism(SQUARE, 0.0, np.full(3, 5.0), rim_mm=0.2, crown_mm=2.0))
    for z in (-2.0, 2.0):
        end = np.array([[4.0, 0.0, z]])
        assert plain(end)[0] < 0 < crowned(end)[0]
    assert crowned(np.array([[4.7, 0.0, 0.0]]))[0] < 0


@pytest.mark.parametrize("shear", [0.0, 0.6])
def test_a_prism_changes_no_faster_than_it_promises(shear):
    block = prism(Prism(SQUARE, 0.0, np.array([4.0, 5.0, 3.0]), shear_y=shear, crown_mm=1.0))
    assert steepest(block, -12, 12) <= block.lipschitz + 1e-6


def test_a_loft_is_as_wide_as_its_stations_where_they_are():
    peg = loft(Loft(PEG, rim_mm=0.5, dome_mm=0.5))
    assert peg(np.array([[1.9, 0.0, 5.0]]))[0] < 0 < peg(np.array([[2.1, 0.0, 5.0]]))[0]
    assert peg(np.array([[3.9, 0.0, 0.05]]))[0] < 0 < peg(np.array([[0.0, 0.0, -0.5]]))[0]


def test_a_square_loft_fills_the_corner_an_oval_one_leaves():
    corner = np.array([[3.1, 3.1, 0.5]])
    assert loft(Loft(PEG, squareness=0.8))(corner)[0] < 0 < loft(Loft(PEG))(corner)[0]


def test_a_loft_lies_within_its_bounds():
    peg = loft(Loft(PEG))
    points = np.random.default_rng(1).uniform(-8, 14, (20_000, 3))
    filled = points[peg(points) < 0]
    assert len(filled) and (filled >= peg.bounds[0]).all() and (filled <= peg.bounds[1]).all()


def test_a_loft_leans_with_the_middles_of_its_stations():
    peg = loft(Loft(PEG, rim_mm=0.5, dome_mm=0.5))
    behind, before = peg(np.array([[0.0, 4.4, 8.8], [0.0, -4.4, 8.8]]))
    assert behind < 0.0 < before
