import itertools
import time

import pytest
from PyQt6.QtCore import QTimer

from meshes.anatomy.catalogue import load_catalogue
from tests.qt.shapes import FakeSource
from viewer.qt.building.build_worker import BuildWorker

IDS = tuple(load_catalogue().structures)[:30]


@pytest.fixture
def started(qtbot):
    """Starts a worker on a source and records what it tells."""
    workers = []

    def start(source, ids=IDS):
        worker = BuildWorker(source)
        worker.got, worker.faults, worker.told = [], [], []
        worker.built.connect(lambda parts: worker.got.extend(part.id for part in parts))
        worker.failed.connect(worker.faults.append)
        worker.advanced.connect(lambda *news: worker.told.append(news))
        workers.append(worker)
        worker.start(ids)
        return worker

    yield start
    for worker in workers:
        worker.close()


def test_parts_come_in_the_order_they_were_asked_for(qtbot, started):
    worker = started(FakeSource())
    with qtbot.waitSignal(worker.ended, timeout=20_000) as end:
        pass
    assert end.args == [True]
    assert tuple(worker.got) == IDS
    assert not worker.is_running


def test_progress_is_told_and_never_runs_back(qtbot, started):
    worker = started(FakeSource(pause_s=0.02))
    with qtbot.waitSignal(worker.ended, timeout=20_000):
        pass
    done = [news[0] for news in worker.told]
    assert done == sorted(done)
    assert worker.told[-1][:2] == (30, 30)


def test_cancelling_stops_the_thread_and_hands_over_nothing_more(qtbot, started):
    source = FakeSource(pause_s=0.05)
    worker = started(source)
    qtbot.waitUntil(lambda: len(worker.got) >= 1, timeout=20_000)
    with qtbot.waitSignal(worker.ended) as end:
        worker.cancel()
    count = len(worker.got)
    qtbot.waitUntil(lambda: source.ended == 1, timeout=2000)
    qtbot.wait(150)
    assert end.args == [False]
    assert len(worker.got) == count < 30


def test_a_fault_is_told_after_the_parts_before_it(qtbot, started):
    worker = started(FakeSource(fails_at=IDS[5]))
    with qtbot.waitSignal(worker.failed, timeout=20_000):
        pass
    assert tuple(worker.got) == IDS[:5]
    assert IDS[5] in str(worker.faults[0])
    assert not worker.is_running


def test_a_new_start_replaces_the_build_under_way(qtbot, started):
    source = FakeSource(pause_s=0.03)
    worker = started(source)
    qtbot.wait(80)
    worker.got.clear()
    worker.start(IDS[-3:])
    with qtbot.waitSignal(worker.ended, timeout=20_000):
        pass
    assert tuple(worker.got) == IDS[-3:]


def test_a_build_under_way_goes_on_in_another_order_and_misses_nothing(qtbot, started):
    source = FakeSource(pause_s=0.03)
    worker = started(source)
    qtbot.waitUntil(lambda: len(worker.got) >= 2, timeout=20_000)
    begun = len(source.came)
    worker.reorder(IDS[:1:-1])
    with qtbot.waitSignal(worker.ended, timeout=20_000):
        pass
    assert IDS[-1] in worker.got[begun : begun + 2]
    assert sorted(worker.got) == sorted(IDS)
    assert len(source.asked) == 1
    assert worker.order == IDS[:1:-1]


def test_closing_does_not_wait_for_a_source_that_never_asks(qtbot, started):
    def deaf(ids, progress, cancelled, order):
        time.sleep(30)
        yield from ()

    worker = started(deaf)
    start = time.perf_counter()
    worker.close()
    assert time.perf_counter() - start < 3.0


def test_timers_keep_ticking_while_numbers_are_crunched(qtbot, started):
    import numpy as np

    def busy(ids, progress, cancelled, order):
        until = time.perf_counter() + 1.0
        while time.perf_counter() < until:
            np.sqrt(np.random.default_rng(1).normal(size=400_000) ** 2).sum()
        yield from FakeSource()(ids, progress, cancelled, order)

    ticks = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(10)
    worker = started(busy)
    with qtbot.waitSignal(worker.ended, timeout=10_000):
        pass
    gaps = [after - before for before, after in itertools.pairwise(ticks)]
    assert len(ticks) > 20
    assert sorted(gaps)[len(gaps) // 2] < 0.05
    assert max(gaps) < 0.6
