"""Worker processes: the same bytes with and without them, and no trace of them afterwards."""

import os
import sys
import time
from threading import Thread

import pytest

from meshes import build as door
from meshes import crew
from meshes.anatomy.catalogue import load_catalogue
from meshes.assembly import Assembly
from meshes.bone_assembly import field_key
from meshes.build import Cancelled, Detail, Recipe, build, buildable
from meshes.builders import made
from meshes.crew import Crew, Worker, WorkerGone
from meshes.shelf import Shelf

PAIR = Recipe(levels=("L1", "L2"), detail=Detail.DRAFT)
WANTED = (
    "bone.vertebra.L1",
    "disc.L1-L2",
    "bone.vertebra.L2",
    "vein.internal.ring.L1",
    "vein.basivertebral.L2",
)
SOFT = ("ligament.flavum.L1-L2.left", "fat.L2", "nerve.root.L1.right", "bone.rib.T12.left")
WHOLE = Recipe(detail=Detail.DRAFT)


@pytest.fixture(scope="module")
def alone():
    """Meshes built without workers."""
    return {part.id: part.mesh for part in build(PAIR, WANTED)}


@pytest.fixture
def workers(monkeypatch):
    """One worker a build, and those that were started, with what each was asked."""
    started = []

    class Watched(Worker):
        def __init__(self, recipe):
            self.asked = []
            super().__init__(recipe)
            started.append(self)

        def ask(self, shelf, verb, *words):
            self.asked.append(verb)
            return super().ask(shelf, verb, *words)

    monkeypatch.setattr(crew, "Worker", Watched)
    monkeypatch.setattr(door, "workers_for", lambda *_: 1)
    return started


def has_ended(worker):
    return worker._process.poll() is not None


def same(mesh, other):
    return mesh.points.tobytes() == other.points.tobytes() and (mesh.triangles == other.triangles).all()


def test_workers_change_no_byte_and_are_gone_when_the_build_is_done(alone, workers):
    built = {part.id: part.mesh for part in build(PAIR, WANTED)}
    assert tuple(built) == WANTED
    assert all(same(built[key], alone[key]) for key in WANTED)
    assert {"sampled", "made", "plexus_piece"} >= set(workers[0].asked) >= {"made"}
    assert has_ended(workers[0])


def test_all_that_can_be_asked_is_what_the_assembly_makes_itself(alone):
    here, worker = Assembly(PAIR), Worker(PAIR)
    try:
        field = worker.sampled("bone", "L1", 1.6)
        mesh = worker.made(WANTED[3], here.shelf)
    finally:
        worker.dismiss()
    assert field.values.tobytes() == here.whole_bone_field("L1").values.tobytes()
    assert same(mesh, alone[WANTED[3]])


def test_a_worker_makes_soft_tissue_of_what_lies_here_and_tells_what_it_made_itself(monkeypatch):
    here, worker = Assembly(WHOLE), Worker(WHOLE)
    structures = load_catalogue().structures
    wanted = {key: made(here, structures[key]) for key in SOFT[:2]}
    lent = Assembly(WHOLE)
    for level in ("T11", "T12", "L1"):
        lent.shelf.put(field_key("bone", level, 1.6), here.whole_bone_field(level))
    try:
        meshes = {key: worker.made(key, lent.shelf) for key in wanted}
    finally:
        worker.dismiss()
    assert all(same(meshes[key], wanted[key]) for key in wanted)
    # Sampled over there, and now here without anybody's work.
    monkeypatch.setattr("meshes.bone_assembly.sample", None)
    assert lent.bone_field("L3").values.tobytes() == here.bone_field("L3").values.tobytes()
    assert same(lent.flavum("L1").mesh(), wanted[SOFT[0]])


def test_plexuses_drawn_over_there_stand_here_without_anybodys_work(monkeypatch):
    alone = Assembly(PAIR).plexus()
    here, worker = Assembly(PAIR), Worker(PAIR)
    try:
        worker.plexus_piece(0, here.shelf)
    finally:
        worker.dismiss()
    monkeypatch.setattr("meshes.assembly.piece", None)
    assert here.plexus().xyz.tobytes() == alone.xyz.tobytes()
    assert here.plexus().radius.tobytes() == alone.radius.tobytes()


def test_what_is_lent_is_not_made_again():
    shelf, worker = Shelf(), Worker(PAIR)
    for level in ("L1", "L2"):
        shelf.put(field_key("bone", level, 1.6), "no field")
    try:
        with pytest.raises(AttributeError, match="'str' object"):
            worker.made("bone.vertebra.L1", shelf)
    finally:
        worker.dismiss()


def test_soft_tissue_is_the_same_with_a_worker_and_without(workers, monkeypatch):
    together = {part.id: part.mesh for part in build(WHOLE, SOFT)}
    assert workers[0].asked
    monkeypatch.setattr(door, "workers_for", lambda *_: 0)
    assert all(same(part.mesh, together[part.id]) for part in build(WHOLE, SOFT))


def test_what_a_worker_promised_and_did_not_make_is_made_by_others():
    worker, shelf, key = Worker(PAIR), Shelf(), field_key("bone", "L1", 1.6)
    real, promised = worker._heard, []

    def killed_once_it_has_promised():
        heard = real()
        if heard[0] == "wants":
            promised.append(heard[1])
            worker._process.kill()
        return heard

    worker._heard = killed_once_it_has_promised
    with pytest.raises(WorkerGone):
        worker.made("bone.vertebra.L1", shelf)
    worker.dismiss()
    assert promised == [key]
    got = []
    waiting = Thread(target=lambda: got.append(shelf.once(key, lambda: "made here")), daemon=True)
    waiting.start()
    waiting.join(5.0)
    assert got == ["made here"]


def test_a_build_whose_worker_dies_ends_by_itself(alone, workers):
    parts = build(PAIR, WANTED[:3])
    built = [next(parts)]
    workers[0]._process.kill()
    built += parts
    assert all(same(part.mesh, alone[part.id]) for part in built)


def test_without_a_process_to_be_had_threads_do_the_work(alone, monkeypatch):
    monkeypatch.setattr(door, "workers_for", lambda *_: 1)
    monkeypatch.setattr(sys, "executable", os.devnull)
    with pytest.raises(WorkerGone):
        Worker(PAIR)
    (part,) = build(PAIR, WANTED[:1])
    assert same(part.mesh, alone[part.id])


def test_calling_off_ends_the_worker_at_once(workers):
    with pytest.raises(Cancelled):
        list(build(PAIR, WANTED, cancelled=lambda: bool(workers and workers[0].asked)))
    began = time.perf_counter()
    assert has_ended(workers[0])
    assert time.perf_counter() - began < 1.0


def test_a_build_left_half_way_leaves_no_worker(workers):
    parts = build(PAIR, WANTED)
    next(parts)
    parts.close()
    assert has_ended(workers[0])


def test_a_fault_over_there_is_raised_here_and_the_worker_goes_on():
    worker = Worker(PAIR)
    try:
        with pytest.raises(ValueError, match="step"):
            worker.sampled("bone", "L1", -1.0)
        with pytest.raises(KeyError, match="Q9"):
            worker.made("bone.vertebra.Q9", Shelf())
        assert worker.sampled("bone", "L1", 3.0)
    finally:
        worker.dismiss()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to ask for")
def test_ctrl_c_in_a_terminal_does_not_reach_a_worker_which_ends_with_its_pipe():
    worker = Worker(PAIR)
    assert os.getpgid(worker._process.pid) != os.getpgid(0)
    assert worker.sampled("bone", "L1", 4.0)
    worker._process.stdin.close()
    assert worker._process.wait(timeout=10.0) == 0


def test_only_large_builds_start_processes():
    structures = load_catalogue().structures
    whole = Recipe()

    def workers_of(recipe, ids):
        return door.workers_for(recipe, [structures[key] for key in ids])

    assert workers_of(whole, []) == workers_of(whole, ["bone.vertebra.L3"]) == 0
    bones = [key for key in buildable(PAIR) if structures[key].kind in ("bone", "disc")]
    assert workers_of(PAIR, bones) == 0
    assert (
        workers_of(whole, buildable(whole))
        == workers_of(whole, ["vein.internal.ring.L1"])
        == crew.spare_cores()
    )


def test_a_crew_needs_no_worker():
    crew_of_one = Crew(PAIR, 0)
    crew_of_one.enrol()
    assert crew_of_one.size == 1
    assert crew_of_one.delegated(lambda worker: "worker", lambda: "itself") == "itself"
