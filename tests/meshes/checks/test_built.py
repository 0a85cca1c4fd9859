"""What was built, with the veins of another individual."""

import numpy as np

from meshes.assembly import Assembly
from meshes.checks.built import Built
from meshes.geometry.pose import Pose
from meshes.part import Part
from meshes.recipe import Recipe
from tests.meshes.checks.small import ball


def test_other_veins_leave_the_bones_and_what_is_known_of_them(pair: Built) -> None:
    old, new = (Part(f"vein.internal.ring.{level}", ball(np.zeros(3), 1.0), Pose()) for level in ("T7", "T8"))
    before = pair.with_veins([old], pair.graph, frozenset({"vein.a"}))
    after = before.with_veins([new], pair.graph.of("vein.internal"), frozenset())
    assert new.id in after.parts and old.id not in after.parts
    assert set(after.bones) == set(pair.bones)
    assert after.nearness is before.nearness
    assert (before.lacking, after.lacking) == ({"vein.a"}, frozenset())
    assert after.graph.ids != pair.graph.ids
    assert "sizes" not in after.__dict__


def test_individuals_share_bones_but_not_veins() -> None:
    one = Assembly(Recipe(levels=("T7", "T8")))
    bone, disc, graph = one.bone("T7"), one.disc("T7"), one.graph()
    other = one.with_seed(5)
    assert other.recipe.seed == 5
    assert other.bone("T7") is bone and other.disc("T7") is disc
    assert other.graph().xyz.shape != graph.xyz.shape or (other.graph().xyz != graph.xyz).any()
    assert one.graph() is graph
