"""Every anatomical claim, tried on the whole column as it is built for the window."""

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import NECK_LEVELS, TRUNK_LEVELS, VEIN_LEVELS
from meshes.build import build
from meshes.cache import MeshCache
from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.column.frame import column_frame
from meshes.graph_cache import kept_graph
from meshes.network.morphometry import component_count
from meshes.recipe import Recipe
from meshes.veins.variation import Person


@pytest.fixture(scope="module")
def column() -> Built:
    recipe = Recipe()
    parts, person = list(build(recipe, cache=MeshCache())), Person(recipe.seed)
    return built(parts, column_frame(), kept_graph(recipe), person=person)


OF_OTHERS = ("contact.basivertebral-small",)
"""Claims on what the person of the default seed has nowhere: a body that many small foramina open."""


def test_what_the_default_person_lacks_is_not_asked(column: Built) -> None:
    assert [name for name in CLAIMS if CLAIMS[name].measure(column) is None] == list(OF_OTHERS)


@pytest.mark.parametrize("name", [name for name in CLAIMS if name not in OF_OTHERS])
def test_the_claim_holds(column: Built, name: str) -> None:
    measurement = CLAIMS[name].measure(column)
    assert measurement is not None
    assert measurement.passed, (
        f"{measurement.measured:.3f} against {CLAIMS[name].limit}: {measurement.culprits}"
    )


@pytest.mark.parametrize("level", (*NECK_LEVELS[1:], *TRUNK_LEVELS))
def test_every_size_lies_within_one_standard_deviation_of_its_published_row(
    column: Built, level: str
) -> None:
    for name, found in column.sizes[level].items():
        row = column.row(level, name)
        if row is None:
            assert name == "spinous_slope" and level[0] != "T", name
            continue
        tolerance = row.spread if row.spread is not None else 0.1 * row.value
        assert abs(found - row.value) <= tolerance, f"{name}: {found:.2f} for {row.value} ± {tolerance:.2f}"


@pytest.mark.parametrize("level", VEIN_LEVELS)
def test_every_level_has_its_veins_in_the_graph(column: Built, level: str) -> None:
    """What the person has of the catalogue there, and two columns and outlets wherever the canal runs."""
    listed = [each.id for each in load_catalogue().structures.values() if each.level == level]
    veins = [name for name in listed if name.startswith("vein.")]
    assert sum(name.startswith("vein.internal.anterior") for name in veins) == 2
    assert sum(name.startswith("vein.intervertebral") for name in veins) == 2
    # At which level the hemiazygos vein crosses differs from person to person.
    for name in {*veins} - column.lacking:
        assert column.graph.edges_of(name).any(), name


def test_the_internal_plexus_joins_the_atlas_to_the_last_sacral_level(column: Built) -> None:
    internal = column.graph.of("vein.internal")
    assert component_count(internal) == 1
    assert internal.nodes_of("vein.internal.anterior.C1").any()
    assert internal.nodes_of("vein.internal.anterior.S5").any()


def test_left_and_right_are_not_mirror_images(column: Built) -> None:
    left, right = (column.graph.of(f"vein.internal.anterior.T7.{side}").xyz for side in ("left", "right"))
    if len(left) == len(right):
        assert not np.allclose(np.sort(left[:, 0]), np.sort(-right[:, 0]), atol=0.05)
    assert left[:, 0].mean() > 0 > right[:, 0].mean()


@pytest.mark.parametrize("taken_for", [0.85, 1.2])
def test_a_column_too_long_or_too_short_is_noticed(column: Built, taken_for: float) -> None:
    other = Built(column.parts, column.column, column.graph, {"scale": taken_for})
    measurement = CLAIMS["curve.length"].measure(other)
    assert measurement is not None and not measurement.passed
