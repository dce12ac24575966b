"""An officer at work: keys pressed, a real office behind the screen, and the journal read afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loket.model.events import Kind
from loket.office.calling import call_next
from loket.office.ticketing import take_ticket
from tests.factories import a_service
from tests.ui.counter.officer import Officer
from ui.counter.dialogs import HelpDialog, ParkDialog
from ui.counter.transfer import Destination, TransferDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk

Desks = Callable[..., "Desk"]
CTRL = Qt.KeyboardModifier.ControlModifier


def _has_called(officer: Officer, calls: int) -> bool:
    return officer.calls() == calls


def _is_free_in(officer: Officer, state: str) -> bool:
    return officer.seen.state == state and not officer.screen.ready.primary.busy


def test_f2_is_always_the_next_right_thing(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "B")
    assert officer.screen.ready.primary.text() == "Panggil berikutnya"
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.does(Qt.Key.Key_F2, "serving", "A001")
    assert officer.screen.serving.primary.text() == "Selesai dan panggil B001"
    officer.does(Qt.Key.Key_F2, "calling", "B001")
    officer.does(Qt.Key.Key_F2, "serving", "B001")
    assert officer.screen.serving.primary.text() == "Selesai, antrean kosong"
    officer.does(Qt.Key.Key_F2, "ready")
    assert officer.facts() == [
        Kind.VISIT_CALLED, Kind.VISIT_STARTED, Kind.VISIT_FINISHED, Kind.VISIT_CALLED, Kind.VISIT_STARTED,
        Kind.VISIT_FINISHED,
    ]  # fmt: skip


def test_a_double_press_of_f2_makes_one_call(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "B", pace=1.0)
    officer.press(Qt.Key.Key_F2)
    officer.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: officer.board().state == "calling")
    qtbot.waitUntil(lambda: officer.screen.board is not None and officer.seen.state == "calling")
    officer.press(Qt.Key.Key_F2)
    officer.screen.close()
    assert officer.facts() == [Kind.VISIT_CALLED]


def test_f3_calls_again_up_to_the_limit(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    for calls in (2, 3):
        officer.press(Qt.Key.Key_F3)
        qtbot.waitUntil(partial(_has_called, officer, calls))
        officer.until("calling", "A001")
    assert not officer.screen.calling.again.isEnabled()
    officer.does(Qt.Key.Key_F4, "ready")
    assert [entry.number for entry in officer.board().missed] == ["A001"]
    assert "A001 ditandai tidak hadir" in officer.said()


def test_a_short_press_of_f4_explains_itself(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", pace=1.0)
    officer.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: officer.screen.calling.isVisible() and not officer.screen.acts.under_way)
    officer.press(Qt.Key.Key_F4)
    assert officer.screen.calling.loud_hint
    assert officer.board().state == "calling"


def test_f4_held_down_marks_an_absent_visitor(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    QTest.keyPress(officer.screen, Qt.Key.Key_F4)
    officer.until("ready")
    QTest.keyRelease(officer.screen, Qt.Key.Key_F4)
    assert officer.facts() == [Kind.VISIT_CALLED, Kind.VISIT_ABSENT]


def test_the_button_held_down_does_the_same(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    QTest.mousePress(officer.screen.calling.absent, Qt.MouseButton.LeftButton)
    officer.until("ready")
    assert officer.facts() == [Kind.VISIT_CALLED, Kind.VISIT_ABSENT]


def test_f6_finishes_and_calls_nobody(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.press(Qt.Key.Key_F6)
    officer.does(Qt.Key.Key_F2, "serving", "A001")
    officer.does(Qt.Key.Key_F6, "ready")
    assert officer.facts() == [Kind.VISIT_CALLED, Kind.VISIT_STARTED, Kind.VISIT_FINISHED]


def test_f7_sends_a_visitor_on_with_the_same_number(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.does(Qt.Key.Key_F2, "serving", "A001")
    officer.press(Qt.Key.Key_F7)
    dialog = officer.screen.dialog()
    assert isinstance(dialog, TransferDialog)
    target = dialog.target()
    assert target is not None
    assert target.service.code == "B", "the visitor's own service is not offered"
    officer.press(Qt.Key.Key_Down)
    QTest.keyClicks(dialog.note, "Perlu rujukan")
    officer.does(Qt.Key.Key_Return, "ready")
    entry = officer.board().queue[0]
    assert (entry.number, entry.service, entry.note) == ("A001", "C", "Perlu rujukan")


def test_esc_closes_the_transfer_and_changes_nothing(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.press(Qt.Key.Key_F7)
    officer.press(Qt.Key.Key_F2)
    officer.press(Qt.Key.Key_Escape)
    assert officer.screen.dialog() is None
    assert officer.facts() == [Kind.VISIT_CALLED]


def test_f8_puts_a_visitor_aside_and_enter_calls_again(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.press(Qt.Key.Key_F8)
    dialog = officer.screen.dialog()
    assert isinstance(dialog, ParkDialog)
    QTest.keyClicks(dialog.note, "Memfotokopi KK")
    officer.does(Qt.Key.Key_Return, "ready")
    assert [(entry.number, entry.note) for entry in officer.board().parked] == [("A001", "Memfotokopi KK")]
    officer.screen.queue.list.setFocus()
    QTest.keyClick(officer.screen.queue.list, Qt.Key.Key_Right)
    assert officer.screen.queue.tab == "parked"
    QTest.keyClick(officer.screen.queue.list, Qt.Key.Key_Return)
    officer.until("calling", "A001")


def test_a_missed_visitor_goes_back_into_the_queue(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    QTest.keyPress(officer.screen, Qt.Key.Key_F4)
    officer.until("ready")
    assert officer.screen.ready.back.text() == "Lihat yang terlewat"
    officer.screen.ready.back.click()
    assert officer.chosen() == "A001"
    assert officer.screen.queue.do_return.isVisible()
    QTest.keyClick(officer.screen.queue.list, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(officer.seen.queue))
    assert officer.screen.queue.tab == "queue"
    assert officer.facts()[-1] == Kind.VISIT_RETURNED


def test_enter_on_the_next_one_calls_as_f2_does(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A")
    officer.press(Qt.Key.Key_Down)
    officer.press(Qt.Key.Key_Return)
    officer.until("calling", "A001")


def test_f9_begins_and_ends_a_break_and_f2_ends_it_too(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    officer.does(Qt.Key.Key_F9, "break")
    assert officer.screen.pausing.isVisible()
    officer.does(Qt.Key.Key_F9, "ready")
    officer.does(Qt.Key.Key_F9, "break")
    officer.does(Qt.Key.Key_F2, "ready")


def test_a_break_with_a_visitor_is_refused_in_words(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "belum dapat istirahat" in officer.said())
    officer.until("calling", "A001")


def test_ctrl_z_takes_the_last_act_back_step_by_step(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "B", pace=1.0)
    officer.screen.station.pace = 500.0
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.does(Qt.Key.Key_F2, "serving", "A001")
    officer.does(Qt.Key.Key_F2, "calling", "B001")
    officer.screen.station.pace = 1.0
    QTest.keyClick(officer.screen, Qt.Key.Key_Z, CTRL)
    officer.screen.station.pace = 500.0
    officer.until("ready")
    QTest.keyClick(officer.screen, Qt.Key.Key_Z, CTRL)
    officer.until("serving", "A001")


def test_finish_and_call_offers_both_steps_back(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "B", pace=1.0)
    for state in ("calling", "serving"):
        officer.screen._guard.invalidate()
        officer.press(Qt.Key.Key_F2)
        qtbot.waitUntil(partial(_is_free_in, officer, state))
    officer.screen._guard.invalidate()
    officer.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: "A001 selesai, B001 dipanggil" in officer.said())


def test_it_is_said_where_a_visitor_goes_on_to(qtbot: QtBot, make_desk: Desks) -> None:
    desk = make_desk(a_service("A", then=("B",)), a_service("B", "Pembayaran"))
    officer = Officer(qtbot, desk, "A", "A", pace=1.0)
    for state in ("calling", "serving"):
        officer.screen._guard.invalidate()
        officer.press(Qt.Key.Key_F2)
        qtbot.waitUntil(partial(_is_free_in, officer, state))
    officer.press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: "A001 lanjut ke Pembayaran (Loket 1)" in officer.said())


def test_finish_and_call_says_where_the_visitor_goes_on_to(qtbot: QtBot, make_desk: Desks) -> None:
    desk = make_desk(a_service("A", then=("C",)), a_service("C", "Cetak"))
    officer = Officer(qtbot, desk, "A", pace=1.0)
    for state in ("calling", "serving"):
        officer.screen._guard.invalidate()
        officer.press(Qt.Key.Key_F2)
        qtbot.waitUntil(partial(_is_free_in, officer, state))
    take_ticket(desk.office, "A")
    officer.screen._guard.invalidate()
    officer.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: "A001 lanjut ke Cetak" in officer.said())


def test_a_transfer_says_service_and_counter(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", pace=1.0)
    for state in ("calling", "serving"):
        officer.screen._guard.invalidate()
        officer.press(Qt.Key.Key_F2)
        qtbot.waitUntil(partial(_is_free_in, officer, state))
    officer.screen.acts._send_on(Destination("B", 2))
    qtbot.waitUntil(lambda: "A001 dialihkan ke" in officer.said())
    assert "(Loket 2)" in officer.said()


def test_nothing_to_undo_is_said(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, pace=1.0)
    QTest.keyClick(officer.screen, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Tidak ada tindakan loket 1 yang dapat diurungkan" in officer.said())


def test_f2_in_an_empty_queue_says_so_softly(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, pace=1.0)
    officer.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: "Antrean masih kosong" in officer.said())
    assert officer.screen.banners.notices()["empty"].tone == "info"
    assert officer.facts() == []


def test_a_number_taken_elsewhere_appears_and_is_announced(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    with qtbot.waitSignal(officer.screen.arrived):
        take_ticket(desk.office, "A")
    assert officer.screen.ready.primary.isVisible()


def test_an_act_that_came_too_late_is_refused_and_the_truth_shown(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "B", pace=1.0)
    stale = officer.seen
    call_next(desk.office, 1)
    qtbot.waitUntil(lambda: officer.seen.state == "calling")
    officer.screen.show_board(stale)
    officer.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: "Loket 1 masih menangani nomor A001" in officer.said())
    qtbot.waitUntil(lambda: officer.seen.state == "calling")
    assert officer.facts() == [Kind.VISIT_CALLED]


def test_f10_lists_the_keys_and_esc_goes_back(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    officer.press(Qt.Key.Key_F10)
    assert isinstance(officer.screen.dialog(), HelpDialog)
    officer.press(Qt.Key.Key_Escape)
    assert officer.screen.dialog() is None


def test_tab_stays_inside_a_dialog(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.press(Qt.Key.Key_F8)
    dialog = officer.screen.dialog()
    assert isinstance(dialog, ParkDialog)
    officer.screen.activateWindow()
    seen = []
    for _ in range(5):
        seen.append(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert seen[0] is seen[4] is dialog.note
    assert all(dialog.isAncestorOf(each) for each in seen)


def test_the_keyboard_stays_where_it_was_after_an_act(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    again = officer.screen.calling.again
    again.setFocus()
    QTest.keyClick(again, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: officer.calls() == 2 and again.isEnabled())
    assert officer.screen.focusWidget() is again


@pytest.mark.parametrize("key", [Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8])
def test_keys_that_mean_nothing_now_do_nothing(qtbot: QtBot, desk: Desk, key: Qt.Key) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.press(key)
    QApplication.processEvents()
    assert officer.screen.dialog() is None
    assert not officer.screen.acts.under_way
    assert officer.facts() == []
