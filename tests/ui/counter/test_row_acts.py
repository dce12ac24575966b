"""Acts on one visitor: out of turn with a reason, skipped, sent to one counter, back, back in the line, regrouped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loket.model.events import Kind
from loket.model.service import WaitRange
from loket.office.calling import call_next, start
from loket.office.journeys import transfer
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.texts import Texts
from tests.factories import journal
from tests.ui.counter.officer import Officer
from ui.counter import samples
from ui.counter.calling import visit_tags
from ui.counter.priority import PriorityDialog
from ui.counter.queue_words import entry_tag, row_tip, told_words
from ui.counter.reason import ReasonDialog
from ui.counter.row_menu import RowMenu, WhyDialog
from ui.counter.story import story_of
from ui.counter.target_list import SendBack
from ui.counter.transfer import Destination, TransferDialog
from ui.samples import NOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk

T = Texts.of("id")


def _last(officer: Officer) -> tuple[str, Mapping[str, object]]:
    fact = [each for each in journal(officer.desk.office) if each.visit][-1]
    return fact.kind, fact.data


def _ask_for_last(officer: Officer) -> ReasonDialog:
    """Choose the last of the list and press Enter."""
    officer.press(Qt.Key.Key_Up)
    officer.press(Qt.Key.Key_Return)
    dialog = officer.screen.dialog()
    assert isinstance(dialog, ReasonDialog)
    return dialog


def _open_menu(officer: Officer) -> RowMenu:
    officer.press(Qt.Key.Key_Down)
    officer.press(Qt.Key.Key_Menu)
    menu = officer.screen.dialog()
    assert isinstance(menu, RowMenu)
    return menu


def test_out_of_turn_is_called_only_with_a_reason(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A", "B")
    dialog = _ask_for_last(officer)
    assert not dialog.go.isEnabled()
    officer.press(Qt.Key.Key_Return)
    assert officer.screen.dialog() is dialog, "Enter without a reason does nothing"
    QTest.keyClicks(dialog.line, "   ")
    assert not dialog.go.isEnabled(), "spaces are no reason"
    QTest.keyClicks(dialog.line, "Menunggu ambulans")
    assert dialog.go.isEnabled()
    officer.does(Qt.Key.Key_Return, "calling", "B001")
    kind, data = _last(officer)
    assert (kind, data["reason"], data["because"]) == (Kind.VISIT_CALLED, "chosen", "Menunggu ambulans")
    assert officer.seen.current is not None
    assert officer.seen.current.because == "Menunggu ambulans"


def test_a_ready_reason_fills_the_line_by_press_or_arrow(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A", "B")
    dialog = _ask_for_last(officer)
    dialog.ready.buttons()[1].click()
    assert dialog.reason() == "Berkas kembali"
    officer.press(Qt.Key.Key_Up)
    assert dialog.reason() == "Sakit / darurat"
    QTest.keyClicks(dialog.line, "!")
    assert dialog.ready.key is None, "own words are no ready reason"
    officer.does(Qt.Key.Key_Return, "calling", "B001")
    assert _last(officer)[1]["because"] == "Sakit / darurat!"


def test_an_officer_who_may_not_choose_is_told_so_in_words(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A", "B", pace=1.0)
    board = officer.seen
    assert board.officer is not None
    refused = replace(board, officer=replace(board.officer, may_choose=False))
    asked: list[str] = []
    officer.screen.acts.errands.began.connect(asked.append)
    officer.screen.show_board(refused)
    officer.press(Qt.Key.Key_Up)
    officer.press(Qt.Key.Key_Return)
    assert officer.screen.dialog() is None, "no reason is asked that would not be accepted"
    assert asked == ["call_visit"]
    qtbot.waitUntil(lambda: "B001 belum gilirannya" in officer.said())


def test_f5_lets_somebody_else_first_and_undo_brings_the_call_back(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A", pace=1.0)
    officer.screen.station.pace = 500.0
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.screen.station.pace = 1.0
    assert officer.screen.calling.skip.isVisible()
    officer.press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: officer.seen.state == "ready" and not officer.screen.acts.under_way)
    assert "A001 dilewati" in officer.said()
    assert [entry.number for entry in officer.seen.queue] == ["A002", "A001"]
    first = officer.seen.queue[1]
    assert entry_tag(first, T, 1, officer.seen.now) == ("Mulai 09.06", "neutral", "schedule")
    officer.screen.banners.buttons()[0].click()
    qtbot.waitUntil(lambda: officer.seen.state == "calling")
    assert officer.facts() == [Kind.VISIT_CALLED, Kind.VISIT_SKIPPED, Kind.ACT_UNDONE]


def test_when_all_who_wait_were_skipped_the_screen_says_from_when(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.does(Qt.Key.Key_F5, "ready")
    assert officer.seen.next is None
    assert officer.screen.ready.later_words(officer.seen) == "Yang menunggu dapat dipanggil mulai pukul 09.05."
    desk.clock.pass_(minutes=6)
    officer.screen.tick()
    qtbot.waitUntil(lambda: officer.seen.next is not None)
    officer.does(Qt.Key.Key_F2, "calling", "A001")


def test_a_visitor_is_sent_to_one_counter_or_to_its_officer(qtbot: QtBot, desk: Desk) -> None:
    sign_in(desk.office, 2, "P2")
    officer = Officer(qtbot, desk, "A", "A")
    for name, expected in (("A001", ("to_counter", 2)), ("A002", ("to_officer", "P2"))):
        officer.does(Qt.Key.Key_F2, "calling", name)
        officer.press(Qt.Key.Key_F7)
        dialog = officer.screen.dialog()
        assert isinstance(dialog, TransferDialog)
        assert [chip.text() for chip in dialog.places.buttons()] == ["Siapa saja", "Loket 2"]
        officer.press(Qt.Key.Key_Right)
        only = dialog.places.buttons()[-1]
        assert only.text() == "Hanya Petugas 2"
        if expected[0] == "to_officer":
            only.click()
        officer.does(Qt.Key.Key_Return, "ready")
        kind, data = _last(officer)
        assert (kind, data["service"], data[expected[0]]) == (Kind.VISIT_TRANSFERRED, "B", expected[1])
    assert [(each.number, each.to_counter) for each in officer.board().queue] == [("A001", 2), ("A002", 2)]
    assert entry_tag(officer.board().queue[0], T, 1, NOW) == ("Untuk Loket 2", "neutral", "swap_horiz")


def test_the_own_service_is_offered_at_other_counters_only(qtbot: QtBot, desk: Desk) -> None:
    sign_in(desk.office, 2, "P2")
    officer = Officer(qtbot, desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.press(Qt.Key.Key_F7)
    dialog = officer.screen.dialog()
    assert isinstance(dialog, TransferDialog)
    for _ in range(3):
        officer.press(Qt.Key.Key_Down)
    assert dialog.destination() == Destination("A", 2)
    officer.does(Qt.Key.Key_Return, "ready")
    assert _last(officer)[1]["to_counter"] == 2


def test_who_was_sent_here_can_be_sent_back(qtbot: QtBot, desk: Desk) -> None:
    sign_in(desk.office, 2, "P2")
    take_ticket(desk.office, "A")
    call_next(desk.office, 2)
    start(desk.office, 2)
    transfer(desk.office, 2, "B")
    officer = Officer(qtbot, desk)
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.press(Qt.Key.Key_F7)
    dialog = officer.screen.dialog()
    assert isinstance(dialog, TransferDialog)
    officer.press(Qt.Key.Key_Up)
    assert dialog.view.target() == SendBack(2)
    assert dialog.view.currentIndex().data() == "Kembalikan ke pengirim (Loket 2)"
    QTest.keyClicks(dialog.note, "Fotokopi KK kurang")
    officer.does(Qt.Key.Key_Return, "ready")
    entry = officer.board().queue[0]
    assert (entry.service, entry.to_counter, entry.note) == ("A", 2, "Fotokopi KK kurang")


def test_the_menu_key_asks_the_office_why(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A")
    menu = _open_menu(officer)
    officer.press(Qt.Key.Key_Return)
    assert officer.screen.dialog() is not menu
    qtbot.waitUntil(lambda: isinstance(officer.screen.dialog(), WhyDialog))
    dialog = officer.screen.dialog()
    assert isinstance(dialog, WhyDialog)
    assert dialog.text.startswith("Anda yang pertama menurut urutan datang.")
    officer.press(Qt.Key.Key_Return)
    assert officer.screen.dialog() is None
    assert officer.facts() == [], "asking changes nothing"


def test_shift_f10_and_the_right_button_open_the_same_menu(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A")
    officer.press(Qt.Key.Key_Down)
    officer.press(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(officer.screen.dialog(), RowMenu)
    officer.press(Qt.Key.Key_Escape)
    view = officer.screen.queue.list
    spot = view.visualRect(view.entries.index(1)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), event)
    assert isinstance(officer.screen.dialog(), RowMenu)
    assert officer.chosen() == "A002"


def test_the_dots_of_the_chosen_row_open_the_menu_and_call_nobody(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A")
    view = officer.screen.queue.list
    dots = QPoint(view.viewport().width() - 20, view.visualRect(view.entries.index(1)).center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=dots)
    assert officer.screen.dialog() is None, "the first click chooses the row"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=dots)
    assert isinstance(officer.screen.dialog(), RowMenu)
    assert officer.facts() == []


def test_stepping_back_says_how_often_it_is_still_allowed_and_can_be_undone(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A", "A", "A", "A", pace=1.0)
    menu = _open_menu(officer)
    assert menu.entries["postpone"].text() == "Mundur 3 nomor (masih 2×)"
    menu.entries["postpone"].click()
    qtbot.waitUntil(lambda: officer.seen.queue[0].number == "A002")
    assert [each.number for each in officer.seen.queue] == ["A002", "A003", "A004", "A001", "A005"]
    assert "A001 mundur 3 nomor. Masih boleh 1 kali lagi." in officer.said()
    assert officer.seen.queue[3].postponed == 1
    qtbot.waitUntil(lambda: not officer.screen.acts.under_way)
    officer.screen.banners.buttons()[0].click()
    qtbot.waitUntil(lambda: officer.seen.queue[0].number == "A001")


def test_nobody_behind_is_a_refusal_in_words(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", pace=1.0)
    _open_menu(officer).entries["postpone"].click()
    qtbot.waitUntil(lambda: "Belum ada orang di belakang nomor A001" in officer.said())


def test_another_priority_needs_another_group_and_a_reason(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A")
    _open_menu(officer).entries["regroup"].click()
    dialog = officer.screen.dialog()
    assert isinstance(dialog, PriorityDialog)
    assert dialog.groups is not None
    assert dialog.group() == ""
    dialog.ready.buttons()[0].click()
    assert not dialog.go.isEnabled(), "the group is the same"
    next(chip for chip in dialog.groups.buttons() if chip.text() == "Lanjut usia").click()
    assert dialog.go.isEnabled()
    dialog.accept()
    qtbot.waitUntil(lambda: any(each.group == "LANSIA" for each in officer.seen.queue))
    kind, data = _last(officer)
    assert kind == Kind.PRIORITY_CHANGED
    assert (data["priority"], data["reason"]) == ("LANSIA", "Terlihat oleh petugas")


@pytest.mark.parametrize(
    ("told", "words"),
    [(WaitRange(120, 600, likely_s=300), "±09.45"), (WaitRange(0, 60), "±09.41"), (None, "")],
)
def test_a_row_says_about_when_the_turn_comes(told: WaitRange | None, words: str) -> None:
    entry = samples.entry("A016", 12, told=told)
    assert told_words(entry, NOW.replace(hour=9, minute=41), T) == words


def test_the_whole_range_stands_in_the_tip() -> None:
    entry = samples.entry("A016", 12, told=WaitRange(300, 1200), without_paper=True)
    assert row_tip(entry, NOW.replace(hour=9, minute=41), T) == (
        "Giliran antara pukul 09.46 dan 10.01\nTiket tidak keluar. Ctrl+K mencetaknya."
    )


def test_a_visitor_sent_to_and_fro_is_marked_in_amber_and_the_stops_are_named() -> None:
    board = samples.sent_around()
    visit = board.current
    assert visit is not None

    class Words:
        t = T

    tags = visit_tags(visit, Words())  # type: ignore[arg-type]
    assert ("Sudah 2 kali bolak-balik antar loket", "warn", "sync") in tags
    assert ("Dipilih: Berkas kembali", "neutral", "touch_app") in tags
    assert story_of(board, visit, T)[0].title == "Setelah ini: Pembayaran → Cetak"
