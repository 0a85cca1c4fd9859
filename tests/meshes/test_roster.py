"""Jobs go to threads in the order they are wanted, but for those that have to wait."""

import threading
import time

import pytest

from meshes.roster import Job, Roster


@pytest.fixture
def done():
    """Names of jobs in the order they were done."""
    return []


def job(done, name, **words):
    return Job(lambda: done.append(name), **words)


def test_one_thread_takes_them_in_order(done):
    Roster([job(done, name) for name in "abc"]).serve(lambda: False)
    assert done == ["a", "b", "c"]


def test_what_has_to_wait_lets_others_by_and_then_comes_first(done):
    graph = job(done, "graph")
    wait = [job(done, name, after=(graph,)) for name in ("vein 1", "vein 2")]
    Roster([wait[0], job(done, "bone"), graph, wait[1], job(done, "disc")]).serve(lambda: False)
    assert done == ["bone", "graph", "vein 1", "vein 2", "disc"]


def test_a_helped_thread_leaves_what_no_worker_can_do_and_waits_for_it(done):
    graph = job(done, "graph", is_for_unhelped=True)
    roster = Roster([graph, job(done, "bone"), job(done, "vein", after=(graph,))])
    helped = threading.Thread(target=roster.serve, args=(lambda: True,))
    helped.start()
    until = time.monotonic() + 5.0
    while done != ["bone"] and time.monotonic() < until:
        time.sleep(0.005)
    assert done == ["bone"]
    assert helped.is_alive()
    roster.serve(lambda: False)
    helped.join(5.0)
    assert not helped.is_alive()
    assert done == ["bone", "graph", "vein"]


def test_a_fault_stays_with_its_job_and_does_not_hold_up_what_waits_for_it(done):
    def broken():
        raise ValueError("no plaster")

    graph = Job(broken)
    vein = job(done, "vein", after=(graph,))
    Roster([graph, vein]).serve(lambda: False)
    assert str(graph.done.exception()) == "no plaster"
    assert done == ["vein"]


def test_what_waits_is_handed_out_in_another_order(done):
    named = {name: job(done, name) for name in "abcd"}
    roster = Roster(named.values())
    before = job(done, "never asked for")
    named["a"].work()
    roster.reorder([before, named["d"], named["b"]])
    roster.serve(lambda: False)
    assert done == ["a", "d", "b", "a", "c"]


def test_a_closed_roster_hands_out_no_more(done):
    graph = job(done, "graph", is_for_unhelped=True)
    roster = Roster([graph, job(done, "vein", after=(graph,))])
    helped = threading.Thread(target=roster.serve, args=(lambda: True,))
    helped.start()
    roster.close()
    helped.join(5.0)
    assert not helped.is_alive()
    assert done == []
