"""What is still to come, in an order that changes."""

import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.queue import Queue

IDS = tuple(load_catalogue().structures)[:4]


@pytest.fixture
def structures():
    return [load_catalogue().structures[key] for key in IDS]


def ids_of(queue):
    return [each.id for each in queue]


def test_without_another_order_it_keeps_its_own(structures):
    queue = Queue(structures)
    assert not queue.is_reordered()
    queue.remove(queue.first)
    assert ids_of(queue) == [*IDS[1:]]


def test_what_an_order_names_comes_first_and_the_rest_as_it_stood(structures):
    queue = Queue(structures, lambda: order)
    queue.remove(structures[1])
    order = (IDS[3], IDS[1], "bone.vertebra.Q9", IDS[2])
    assert queue.is_reordered()
    assert queue.first.id == IDS[3]
    assert ids_of(queue) == [IDS[3], IDS[2], IDS[0]]
    assert not queue.is_reordered(), "the same order again is no news"
    order = IDS
    assert queue.is_reordered()
    assert ids_of(queue) == [IDS[0], IDS[2], IDS[3]]


def test_it_is_over_when_all_is_handed_over(structures):
    queue = Queue(structures)
    for each in structures:
        assert queue
        queue.remove(each)
    assert not queue
