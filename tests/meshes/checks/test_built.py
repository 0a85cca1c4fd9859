"""What was built, with the veins of another individual."""

from dataclasses import replace

import numpy as np

from meshes.assembly import Assembly
from meshes.checks.built import Built
from meshes.geometry.pose import Pose
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.veins.variation import Person
from tests.meshes.checks.small import ball


def test_other_veins_leave_the_bones_and_what_is_known_of_them(pair: Built) -> None:
    old, new = (Part(f"vein.internal.ring.{level}", ball(np.zeros(3), 1.0), Pose()) for level in ("T7", "T8"))
    before = pair.with_veins([old], pair.graph, Person(1))
    after = before.with_veins([new], pair.graph.of("vein.internal"), Person(2))
    assert new.id in after.parts and old.id not in after.parts
    assert set(after.bones) == set(pair.bones)
    assert after.nearness is before.nearness
    assert (before.lacking, after.lacking) == (Person(1).wanting, Person(2).wanting)
    assert before.foramina["T7"] == Person(1).foramina("T7")
    assert after.graph.ids != pair.graph.ids
    assert "sizes" not in after.__dict__


def test_a_bone_of_somebody_else_is_looked_at_anew_and_no_other(pair: Built) -> None:
    part = pair.parts["bone.vertebra.T7"]
    other = replace(part, mesh=ball(np.zeros(3), 1.0))
    same, changed = pair.with_bones([part]), pair.with_bones([other])
    assert same.nearness["T7"] is pair.nearness["T7"]
    assert changed.nearness["T7"] is not pair.nearness["T7"]
    assert changed.nearness["T8"] is pair.nearness["T8"]
    assert changed.bones["T7"] is other.mesh


def test_individuals_share_bones_with_as_many_foramina_but_not_veins() -> None:
    one = Assembly(Recipe(levels=("T7", "T8")))
    bone, disc, graph = one.bone("T7"), one.disc("T7"), one.graph()
    seed = next(seed for seed in range(2, 99) if Person(seed).foramina("T7") == Person(1).foramina("T7"))
    other = one.with_seed(seed)
    assert other.recipe.seed == seed
    assert other.bone("T7") is bone and other.disc("T7") is disc
    assert other.graph().xyz.shape != graph.xyz.shape or (other.graph().xyz != graph.xyz).any()
    assert one.graph() is graph


def test_individuals_differ_in_their_foramina_and_share_the_rest_of_their_bones() -> None:
    one = Assembly(Recipe(levels=("T7", "T8")))
    field, whole = one.bone_field("T7"), one.whole_bone_field("T7")
    seed = next(seed for seed in range(2, 99) if Person(seed).foramina("T7") != Person(1).foramina("T7"))
    other = one.with_seed(seed)
    assert other.whole_bone_field("T7") is whole
    assert (other.bone_field("T7").values != field.values).any()
    # The same whoever of them came first.
    alone = Assembly(Recipe(levels=("T7", "T8"), seed=seed))
    assert alone.bone_field("T7").values.tobytes() == other.bone_field("T7").values.tobytes()
