import sys
import time
from itertools import pairwise

import pytest
from PyQt6.QtCore import QSettings, Qt, QTimer

from tests.qt.conftest import SIZE, pixels, settled
from tests.qt.shapes import FakeSource
from viewer.model.visibility import ids_in_range
from viewer.qt.application import catch_faults
from viewer.qt.building.building import build_order


def test_the_status_bar_says_what_was_done_and_undone(window):
    window.verbs.by_id["switch.disc"].trigger()
    assert window.statusBar().currentMessage() == "Discs"
    window.verbs.by_id["edit.undo"].trigger()
    assert window.statusBar().currentMessage() == "Undo Discs"


def test_what_the_status_bar_says_stands_there_alone_when_letters_have_just_changed(qtbot, window):
    window.interface.choose_scale(1.5)
    settled(qtbot, window)
    window.interface.choose_scale(1.0)
    window.verbs.by_id["palette.print"].trigger()
    settled(qtbot, window)
    assert window.statusBar().currentMessage() == "Black and white for print"
    qtbot.waitUntil(lambda: not window.foot.honesty.isVisible(), timeout=2_000)
    window.foot.clear()
    assert window.foot.honesty.isVisible()


def test_what_is_shown_is_built_first_then_its_levels_then_the_rest(window):
    window.scene.hide(["disc.T12-L1"])
    order = build_order(window.scene, built=())
    shown = window.scene.shown
    assert order[: len(shown)] == shown
    near = set(ids_in_range(window.scene.catalogue, window.scene.state.levels))
    assert "disc.T12-L1" in near
    assert set(order[: len(near)]) == near
    assert set(order) == set(window.scene.catalogue.structures)
    assert build_order(window.scene, built=order[:5]) == order[5:]


def test_everything_is_built_once(qtbot, open_on):
    source = FakeSource()
    window = open_on(source)
    settled(qtbot, window)
    assert window.sync.ids == set(window.scene.catalogue.structures)
    assert len(source.asked) == 1
    window.scene.set_levels("T1", "L5")
    qtbot.wait(300)
    assert len(source.asked) == 1


def test_other_levels_are_built_first_once_they_are_shown(qtbot, open_on):
    source = FakeSource(pause_s=0.03)
    window = open_on(source)
    window.scene.set_levels("L4", "L5")
    shown = set(window.scene.shown)
    assert not set(source.asked[0][:10]) & shown
    qtbot.waitUntil(lambda: window.sync.ids >= shown, timeout=20_000)
    first = next(place for place, key in enumerate(source.came) if key in shown)
    assert set(source.came[first : first + 10]) <= shown


def test_switching_figures_gives_up_nothing_that_was_begun(qtbot, open_on):
    source = FakeSource(pause_s=0.03)
    window = open_on(source)
    counted = []
    window.status.bar.valueChanged.connect(counted.append)
    for number in (7, 2, 9):
        qtbot.keyClick(window.viewport, str(number), Qt.KeyboardModifier.ControlModifier)
        begun = len(source.came)
        qtbot.waitUntil(lambda begun=begun: len(source.came) > begun + 12, timeout=20_000)
        assert set(source.came[begun + 10 : begun + 12]) <= set(window.scene.shown)
    assert len(source.asked) == 1
    assert source.ended == 0
    assert len(counted) > 5
    assert counted == sorted(counted), "progress does not begin anew"


def test_what_is_switched_on_comes_before_what_is_not_shown(qtbot, open_on):
    source = FakeSource(pause_s=0.03)
    window = open_on(source)
    window.scene.set_levels("T1", "L5")
    late = [key for key in window.scene.shown if key.startswith("vein.")][-1]
    window.scene.hide([key for key in window.scene.shown if key != "bone.vertebra.L5"])
    qtbot.waitUntil(lambda: "bone.vertebra.L5" in window.sync.ids, timeout=20_000)
    assert late not in source.came
    begun = len(source.came)
    window.scene.show([late])
    qtbot.waitUntil(lambda: late in window.sync.ids, timeout=20_000)
    assert source.came.index(late) < begun + 20
    assert len(source.asked) == 1


def test_a_structure_at_fault_is_found_though_the_order_has_changed(qtbot, open_on):
    source = FakeSource(pause_s=0.02, fails_at="vein.internal.ring.L5")
    window = open_on(source)
    qtbot.waitUntil(lambda: len(source.came) >= 3, timeout=20_000)
    window.scene.set_levels("L4", "L5")
    qtbot.waitUntil(lambda: len(source.asked) == 2, timeout=20_000)
    source.pause_s = 0.0
    settled(qtbot, window)
    assert window.sync.ids == set(window.scene.catalogue.structures) - {source.fails_at}


def test_progress_is_shown_while_building_and_gone_afterwards(qtbot, open_on):
    window = open_on(FakeSource(pause_s=0.01))
    qtbot.waitUntil(lambda: window.status.bar.value() > 20, timeout=10_000)
    assert window.status.isVisible()
    assert window.status.label.text().startswith("Building ")
    window.status.cancel.click()
    assert not window.status.isVisible()


def test_cancel_keeps_what_is_built_and_the_window_works_on(qtbot, open_on):
    source = FakeSource(pause_s=0.02)
    window = open_on(source)
    qtbot.waitUntil(lambda: len(window.sync.ids) >= 5, timeout=10_000)
    qtbot.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    count = len(window.sync.ids)
    qtbot.waitUntil(lambda: source.ended == 1, timeout=3000)
    qtbot.wait(200)
    assert len(window.sync.ids) == count
    window.verbs.by_id["switch.vertebra"].trigger()
    assert window.scene.undo_name == "Bone"


def test_the_window_answers_while_it_builds(qtbot, open_on):
    # Time the GUI thread itself spends between two answers: what other processes take does not count.
    spent: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: spent.append(time.thread_time()))
    window = open_on(FakeSource(pause_s=0.004))
    timer.start(10)
    settled(qtbot, window)
    timer.stop()
    gaps = sorted(after - before for before, after in pairwise(spent))
    assert len(gaps) > 10
    assert gaps[len(gaps) * 9 // 10] < 0.1


def test_a_fault_in_the_build_reaches_the_message_bar_and_can_be_put_away(qtbot, open_on):
    window = open_on(FakeSource(fails_at="disc.T12-L1"))
    qtbot.waitUntil(window.messages.isVisible, timeout=10_000)
    assert window.messages.text.text() == "Building failed: disc.T12-L1 has no closed surface"
    qtbot.mouseClick(window.messages.details, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.messages.dismiss, Qt.MouseButton.LeftButton)
    assert not window.messages.isVisible()
    window.verbs.by_id["view.left"].trigger()
    assert window.verbs.by_id["view.left"].isChecked()


def test_one_faulty_structure_does_not_keep_the_others_from_being_built(qtbot, open_on):
    source = FakeSource(fails_at="vein.internal.ring.T12")
    window = open_on(source)
    everything = set(window.scene.catalogue.structures)
    qtbot.waitUntil(lambda: window.sync.ids == everything - {source.fails_at}, timeout=20_000)
    assert len(source.asked) == 2
    window.scene.hide(["disc.T12-L1"])
    qtbot.wait(250)
    assert len(source.asked) == 2, "what failed once is not tried at every click"


def test_a_source_that_gives_nothing_is_not_asked_again_and_again(qtbot, open_on):
    source = FakeSource(fails_at="bone.vertebra.T12")
    window = open_on(source)
    qtbot.waitUntil(window.messages.isVisible, timeout=10_000)
    qtbot.wait(300)
    assert len(source.asked) == 1


def test_a_fault_in_a_slot_reaches_the_message_bar_and_not_the_end(qtbot, monkeypatch, window):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_faults(window)

    def fail():
        raise RuntimeError("the disc slipped")

    QTimer.singleShot(0, fail)
    qtbot.waitUntil(window.messages.isVisible)
    assert "the disc slipped" in window.messages.text.text()
    assert window.isVisible()


def test_repeated_faults_are_counted_not_piled_up(window):
    for number in range(3):
        window.messages.tell(f"fault {number}")
    assert window.messages.text.text() == "fault 2  (2 earlier)"


@pytest.mark.parametrize("pause_s", [0.05, 1.0])
def test_closing_with_a_build_under_way_does_not_hang(qtbot, open_on, pause_s):
    source = FakeSource(pause_s=pause_s)
    window = open_on(source)
    qtbot.wait(100)
    start = time.perf_counter()
    window.close()
    assert time.perf_counter() - start < 3.0
    assert not window.building.worker.is_running
    qtbot.waitUntil(lambda: source.ended == 1, timeout=3000)


def test_a_closed_window_no_longer_listens(qtbot, open_on):
    window = open_on()
    settled(qtbot, window)
    window.close()
    window.scene.show_all()
    window.scene.hide(["disc.T12-L1"])
    qtbot.wait(50)


def test_size_and_docks_are_remembered(qtbot, open_on, tmp_path):
    settings = QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat)
    first = open_on(settings=settings)
    first.resize(SIZE[0] - 120, SIZE[1] - 60)
    qtbot.wait(50)
    width = first.left.width()
    first.close()
    again = open_on(settings=settings)
    assert (again.size(), again.left.width()) == (first.size(), width)


def test_two_windows_live_side_by_side(qtbot, open_on):
    one, other = open_on(), open_on()
    settled(qtbot, one)
    settled(qtbot, other)
    before = pixels(qtbot, other)
    one.scene.hide(one.scene.shown)
    assert (pixels(qtbot, other) == before).all()
    one.close()
    assert pixels(qtbot, other).std() > 5
