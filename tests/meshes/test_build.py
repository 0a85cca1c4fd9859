import time
from dataclasses import replace
from threading import Event

import numpy as np
import pytest

from meshes import assembly, bone_assembly, builders
from meshes import build as door
from meshes import shelf as made_so_far
from meshes.anatomy.catalogue import Catalogue, load_catalogue
from meshes.build import Cancelled, Detail, NotDrawn, Recipe, build, buildable, vessel_graph
from meshes.cache import MeshCache
from meshes.graph_cache import kept_graph
from meshes.veins.variation import Person

DRAFT = Recipe(detail=Detail.DRAFT)
WANTED = ("disc.T5-T6", "bone.vertebra.T6", "bone.vertebra.T5")


class Shelf(dict):
    """A cache that remembers what was put."""

    def put(self, key, mesh):
        self[key] = mesh
        return True


@pytest.fixture(scope="module")
def parts():
    return {part.id: part for part in build(DRAFT, WANTED)}


def test_parts_come_in_the_order_asked_for(parts):
    assert tuple(parts) == WANTED


def test_parts_stand_in_the_column_and_not_in_their_own_frame(parts):
    heights = {key: part.mesh.points[:, 2].mean() for key, part in parts.items()}
    assert heights["bone.vertebra.T5"] > heights["disc.T5-T6"] > heights["bone.vertebra.T6"]


def test_the_pose_takes_a_part_back_to_its_own_frame(parts):
    bone = parts["bone.vertebra.T6"]
    local = bone.local.points
    assert abs(local[:, 0].mean()) < 0.2
    assert bone.pose.apply(local) == pytest.approx(bone.mesh.points)


def test_a_second_build_gives_the_same_bytes(parts):
    (again,) = build(DRAFT, ["bone.vertebra.T6"])
    assert again.mesh.points.tobytes() == parts["bone.vertebra.T6"].mesh.points.tobytes()


def test_finer_detail_is_the_same_bone_with_more_triangles(parts):
    (fine,) = build(replace(DRAFT, detail=Detail.NORMAL), ["bone.vertebra.T6"])
    coarse = parts["bone.vertebra.T6"].mesh
    assert len(fine.mesh.triangles) > 2 * len(coarse.triangles)
    assert fine.mesh.bounds == pytest.approx(coarse.bounds, abs=0.6)


def test_plexuses_do_not_wait_for_what_drains_them(monkeypatch):
    asked = []
    monkeypatch.setattr(assembly.Assembly, "graph", lambda self: asked.append(self))
    few = replace(DRAFT, levels=("T5", "T6", "T7"))
    (vein,) = build(few, ["vein.internal.anterior.T6.left"])
    assert len(vein.mesh.triangles) > 100
    assert not asked


@pytest.mark.parametrize("is_cached", [True, False])
def test_a_build_under_way_follows_another_order(parts, is_cached):
    cache = Shelf()
    if is_cached:
        list(build(DRAFT, WANTED, cache=cache))
    orders = [WANTED]
    got = []
    for part in build(DRAFT, WANTED, cache=cache, order=lambda: orders[-1]):
        got.append(part)
        orders.append(("bone.vertebra.T5", "disc.T5-T6"))
    assert [part.id for part in got] == [WANTED[0], WANTED[2], WANTED[1]]
    assert all(part.mesh.points.tobytes() == parts[part.id].mesh.points.tobytes() for part in got)


def test_what_is_wanted_first_is_also_made_first(parts, monkeypatch):
    begun, ids = [], tuple(f"bone.vertebra.T{number}" for number in range(1, 11))

    def slowly(assembly, structure):
        begun.append(structure.id)
        time.sleep(0.05)
        return parts["bone.vertebra.T6"].mesh

    monkeypatch.setattr(builders, "made", slowly)
    orders = [ids]
    for _ in build(DRAFT, ids, order=lambda: orders[0]):
        orders[0] = ids[::-1] if orders[0] is ids else orders[0]
    assert begun[0] == ids[0]
    assert begun.index(ids[-1]) < begun.index(ids[5])
    assert sorted(begun) == sorted(ids)


def test_progress_counts_to_the_end():
    told = []
    list(build(DRAFT, WANTED[:2], progress=lambda *step: told.append(step)))
    assert [step[:2] for step in told] == [(1, 2), (2, 2)]


def test_a_cancelled_build_stops_after_the_part_at_hand():
    got = []
    with pytest.raises(Cancelled):
        for part in build(DRAFT, buildable(DRAFT), cancelled=lambda: bool(got)):
            got.append(part.id)  # noqa: PERF401  # the parts before the end count
    assert len(got) <= 2


def test_a_build_can_be_called_off_in_the_midst_of_the_vessel_graph(monkeypatch):
    rounds = []
    given_up = []

    def endless(stretch, column, ground, seed, measures, pause, *_):
        try:
            while True:
                rounds.append(1)
                pause()
        except Cancelled:
            given_up.append(1)
            raise

    monkeypatch.setattr(assembly, "piece", endless)
    with pytest.raises(Cancelled):
        few = replace(DRAFT, levels=("T6", "T7"))
        list(build(few, ["vein.basivertebral.T6"], cancelled=lambda: len(rounds) > 3))
    assert given_up


def test_a_build_taken_up_again_goes_on_from_what_was_made(monkeypatch):
    few, ids = replace(DRAFT, levels=("T6", "T7")), ["vein.basivertebral.T6", "vein.internal.ring.T7"]
    alone = {part.id: part.mesh for part in build(few, ids)}
    shelf, sampled, real = made_so_far.Shelf(), [], bone_assembly.sample

    def sample(solid, step_mm):
        sampled.append(solid)
        return real(solid, step_mm)

    monkeypatch.setattr(bone_assembly, "sample", sample)
    pieces, draw = [], assembly.piece

    def called_off_at_first(*words):
        pieces.append(words)
        words[5]()
        return draw(*words)

    monkeypatch.setattr(assembly, "piece", called_off_at_first)
    with pytest.raises(Cancelled):
        list(build(few, ids, cancelled=lambda: bool(pieces), shelf=shelf))
    before = len(sampled)
    again = {part.id: part.mesh for part in build(few, ids, shelf=shelf)}
    assert before >= 3
    assert len(sampled) == before
    assert all(again[key].points.tobytes() == alone[key].points.tobytes() for key in ids)


def test_a_build_that_nobody_listens_to_any_more_stops_what_it_is_at(monkeypatch):
    begun, given_up = Event(), []

    def long(stretch, column, ground, seed, measures, pause, *_):
        begun.set()
        try:
            for _ in range(500):
                time.sleep(0.01)
                pause()
        except Cancelled:
            given_up.append(stretch)
            raise

    monkeypatch.setattr(assembly, "piece", long)
    few = replace(DRAFT, levels=("T6", "T7"))
    coming = build(few, ["bone.vertebra.T6", "vein.basivertebral.T6"])
    next(coming)
    assert begun.wait(20.0)
    coming.close()
    assert len(given_up) == 1


def test_the_cache_saves_the_second_build(monkeypatch):
    shelf = Shelf()
    (first,) = build(DRAFT, ["disc.T5-T6"], cache=shelf)
    monkeypatch.setattr(builders, "BUILDERS", {})
    (second,) = build(DRAFT, ["disc.T5-T6"], cache=shelf)
    assert second.mesh is first.mesh


def test_what_is_in_the_cache_comes_before_the_rest_is_made_ready(parts, monkeypatch):
    shelf = Shelf()
    list(build(DRAFT, WANTED[:2], cache=shelf))

    def not_yet(*_):
        raise RuntimeError("made ready too early")

    monkeypatch.setattr(door, "Crew", not_yet)
    told = []
    coming = build(DRAFT, WANTED, progress=lambda *step: told.append(step[:2]), cache=shelf)
    assert [next(coming).id, next(coming).id] == list(WANTED[:2])
    with pytest.raises(RuntimeError, match="too early"):
        next(coming)
    assert told == [(1, 3), (2, 3)]


def test_another_detail_is_another_entry():
    shelf = Shelf()
    for detail in (Detail.DRAFT, Detail.NORMAL):
        list(build(Recipe(detail=detail), ["disc.T5-T6"], cache=shelf))
    assert len(shelf) == 2


def test_a_fault_in_a_builder_reaches_the_caller(monkeypatch):
    def broken(assembly, structure):
        raise RuntimeError("out of plaster")

    monkeypatch.setattr(builders, "BUILDERS", {**builders.BUILDERS, "disc": broken})
    with pytest.raises(RuntimeError, match="out of plaster"):
        list(build(DRAFT, ["disc.T5-T6"]))


def test_strange_ids_are_refused_before_anything_is_built():
    with pytest.raises(KeyError, match=r"bone\.vertebra\.Q9"):
        list(build(DRAFT, ["bone.vertebra.Q9"]))
    with pytest.raises(KeyError, match="outside the levels"):
        list(build(Recipe(levels=("T1", "T2")), ["bone.vertebra.L5"]))


def test_a_vein_that_a_person_lacks_is_passed_over():
    lacking = {seed: Person(seed).wanting for seed in (1, 2)}
    assert lacking[2] - lacking[1] == {
        "vein.craniocervical.condylar-emissary.left",
        "vein.segmental.retro-aortic.T6",
    }
    assert list(build(Recipe(seed=2), sorted(lacking[2]))) == []
    assert {*buildable(Recipe())} - {*buildable(Recipe(seed=2))} == {*(lacking[2] - lacking[1])}


def test_a_few_levels_give_what_they_have_and_say_what_they_lack(tmp_path):
    recipe, cache = Recipe(levels=("C5", "C6"), detail=Detail.DRAFT), MeshCache(tmp_path)
    built = {part.id for part in build(recipe, cache=cache)}
    drawn = {*kept_graph(recipe, cache).ids}
    wanted = {
        each.id for each in map(load_catalogue().structures.get, buildable(recipe)) if each.kind == "vein"
    }
    lacking = sorted(wanted - drawn)
    assert drawn <= wanted
    assert lacking
    assert built == {*buildable(recipe)} - {*lacking}
    with pytest.raises(NotDrawn, match=rf"{lacking[0]} is not drawn on these levels .* whole column"):
        list(build(recipe, lacking[:1]))


def test_plexuses_are_skinned_before_what_drains_them_is_made(monkeypatch):
    def not_yet(*_):
        raise RuntimeError("waited for")

    monkeypatch.setattr(assembly, "with_collecting", not_yet)
    recipe = Recipe(levels=("L1", "L2"), detail=Detail.DRAFT)
    (part,) = build(recipe, ["vein.intervertebral.L1.left"])
    assert len(part.mesh.triangles)
    with pytest.raises(RuntimeError, match="waited for"):
        list(build(recipe, ["vein.segmental.lumbar.L1.left"]))


def test_a_build_of_veins_leaves_their_graph_to_whoever_asks_next(tmp_path, monkeypatch):
    recipe, cache = Recipe(levels=("L1", "L2"), detail=Detail.DRAFT), MeshCache(tmp_path)
    list(build(recipe, ["vein.segmental.lumbar.L1.left"], cache=cache))
    drawn = vessel_graph(recipe)
    monkeypatch.setattr("meshes.graph_cache.vessel_graph", None)
    kept = kept_graph(recipe, cache)
    assert kept.ids == drawn.ids
    for name in ("xyz", "radius", "edges", "structure"):
        assert getattr(kept, name).tobytes() == getattr(drawn, name).tobytes()


def test_the_disc_under_the_last_level_waits_for_its_lower_neighbour():
    ids = buildable(Recipe(levels=("T5", "T6")))
    assert "disc.T5-T6" in ids
    assert "disc.T6-T7" not in ids


def test_every_row_of_the_catalogue_has_a_builder_and_every_builder_a_row():
    whole = load_catalogue()
    without_discs = {key: each for key, each in whole.structures.items() if each.kind != "disc"}
    with pytest.raises(LookupError, match="disc"):
        builders.require_builders(Catalogue(without_discs, whole.groups))


def test_left_is_where_x_is_positive():
    ids = ["vein.intervertebral.L2.left", "vein.intervertebral.L2.right"]
    left, right = build(replace(DRAFT, levels=("L1", "L2", "L3")), ids)
    assert left.mesh.points[:, 0].min() > 0 > right.mesh.points[:, 0].max()
    assert np.sign(left.mesh.points[:, 0].mean()) == 1
