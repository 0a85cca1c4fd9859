"""Each thing is made once, whoever asks."""

import threading

import pytest

from meshes.shelf import GivenUp, Shelf


def answers_of(*questions):
    """What several threads get, each asking one question."""
    got = [None] * len(questions)

    def ask(place, question):
        got[place] = question()

    threads = [threading.Thread(target=ask, args=each) for each in enumerate(questions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5.0)
    return got


def test_two_threads_that_want_the_same_get_the_same():
    shelf, made, both = Shelf(), [], threading.Event()

    def make():
        both.wait(0.2)
        made.append(object())
        return made[-1]

    first, second = answers_of(lambda: shelf.once("x", make), lambda: shelf.once("x", make))
    assert first is second is made[0]
    assert len(made) == 1


def test_a_fault_is_raised_for_all_who_ask():
    shelf = Shelf()

    def broken():
        raise ValueError("no plaster")

    for make in (broken, lambda: "too late"):
        with pytest.raises(ValueError, match="no plaster"):
            shelf.once("x", make)


def test_what_was_given_up_is_made_by_the_next_who_asks():
    shelf = Shelf()

    def called_off():
        raise GivenUp

    with pytest.raises(GivenUp):
        shelf.once("x", called_off)
    assert shelf.once("x", lambda: "made at last") == "made at last"


def test_what_is_promised_is_waited_for():
    shelf = Shelf()
    assert shelf.lent("x") == (False, None)
    kept, _ = answers_of(lambda: shelf.once("x", lambda: "made twice"), lambda: shelf.keep("x", "promised"))
    assert kept == "promised"
    assert shelf.lent("x") == (True, "promised")


def test_a_promise_withdrawn_is_made_good_by_who_waited():
    shelf = Shelf()
    shelf.lent("x")
    waiting, _ = answers_of(lambda: shelf.once("x", lambda: "made at last"), lambda: shelf.drop("x"))
    assert waiting == "made at last"


def test_what_comes_from_elsewhere_does_not_replace_what_is_there():
    shelf = Shelf()
    shelf.put("x", 1)
    shelf.put("x", 2)
    assert shelf.once("x", lambda: 3) == 1
