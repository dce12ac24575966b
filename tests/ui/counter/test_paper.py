"""Paper at the counter: how the printer is, whose ticket did not come out, and receipts by keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loket.model.calendar import Holiday, WeekHours
from loket.model.events import Kind
from loket.model.printer import Attempt, PrinterProfile, PrintJob
from loket.model.slip import ReceiptSlip, RequirementsSlip
from loket.office import printer_setup, printing
from loket.office.pictures import PrinterFace
from loket.office.receipts import FARTHEST, receipt_draft
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.texts import Texts
from tests.factories import a_service, journal, serve
from tests.ui.counter.officer import Officer
from ui.counter import samples
from ui.counter.calling import visit_tags
from ui.counter.paper_words import printer_notice, printer_tag
from ui.counter.promise import days_of_work, read_promise
from ui.counter.queue_list import ENTRY
from ui.counter.receipt import ReceiptDialog
from ui.parts.banner import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
OFFICE_HOURS = WeekHours.of_plain({day: ["08:00-15:00"] for day in ("mon", "tue", "wed", "thu", "fri")})
T = Texts.of("id")


def with_printer(desk: Desk, state: str = "ready", name: str = "kios") -> None:
    printer_setup.add_printer(desk.office, name, "tcp://127.0.0.1:9", profile=PrinterProfile(spare="-"))
    printer_setup.set_printer_state(desk.office, name, state)


def serving(officer: Officer, number: str = "A001") -> None:
    officer.does(Qt.Key.Key_F2, "calling", number)
    officer.does(Qt.Key.Key_F2, "serving", number)


def ask_receipt(officer: Officer) -> ReceiptDialog:
    """Press Ctrl+P and wait for the question."""
    officer.press(Qt.Key.Key_P, CTRL)
    officer.qtbot.waitUntil(lambda: isinstance(officer.screen.dialog(), ReceiptDialog))
    dialog = officer.screen.dialog()
    assert isinstance(dialog, ReceiptDialog)
    return dialog


def ordered(officer: Officer) -> list[PrintJob]:
    """Every slip that is no ticket, as a printer would get it; tickets on the way are printed."""
    jobs = []
    while (job := printing.claim_job(officer.desk.office, "kios")) is not None:
        printing.record_outcome(officer.desk.office, job.id, "kios", Attempt("PRINTED"))
        if not job.number.isalnum() or isinstance(job.slip, ReceiptSlip | RequirementsSlip):
            jobs.append(job)
    return jobs


# --- the printer in words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printer", "without", "said", "tone"),
    [
        (PrinterFace("ready", "kios"), 0, "Printer siap", "ok"),
        (PrinterFace("low", "kios", left=12), 0, "Kertas hampir habis (±12 lembar)", "warn"),
        (PrinterFace("out", "kios"), 0, "Tanpa kertas", "err"),
        (PrinterFace("out", "kios"), 4, "Tanpa kertas · 4 tiket menunggu", "err"),
        (PrinterFace("offline", "kios"), 1, "Printer tidak menjawab · 1 tiket menunggu", "err"),
        (PrinterFace("cover", "kios", "Cadangan"), 0, "Tutup printer terbuka", "warn"),
    ],
)
def test_the_top_bar_says_how_the_printer_is(printer: PrinterFace, without: int, said: str, tone: str) -> None:
    board = replace(samples.board(), printer=printer, without_paper=without)
    words = printer_tag(board, T)
    assert words is not None
    assert words[:2] == (said, tone)


def test_an_office_without_a_printer_is_told_nothing_of_one() -> None:
    board = replace(samples.board(), printer=PrinterFace("none"))
    assert printer_tag(board, T) is None
    assert printer_notice(board, T, lambda: None) is None


def notice_of(printer: PrinterFace, without: int = 0) -> Notice:
    notice = printer_notice(replace(samples.board(), printer=printer, without_paper=without), T, lambda: None)
    assert notice is not None
    return notice


def test_the_banner_says_what_to_do_and_how_many_wait() -> None:
    notice = notice_of(PrinterFace("out", "kios"), 4)
    assert (notice.title, notice.tone) == ("Kertas habis di printer kios", "err")
    assert notice.text == "Isi kertas. 4 tiket menunggu; yang masih baru tercetak sendiri."


def test_the_banner_says_where_slips_come_out_meanwhile() -> None:
    notice = notice_of(PrinterFace("offline", "kios", "Cadangan"), 4)
    assert (notice.title, notice.tone) == ("Printer kios tidak menjawab", "warn")
    assert notice.text.endswith("Sementara ini cetakan keluar di printer Cadangan.")


def test_little_paper_is_told_before_it_ends() -> None:
    notice = notice_of(PrinterFace("low", "kios", left=12))
    assert (notice.text, notice.tone) == ("Sisa kira-kira 12 lembar. Siapkan rol baru.", "warn")


# --- whose ticket did not come out -------------------------------------------------------------------------------


def test_a_visitor_whose_ticket_never_came_is_marked_in_the_list_and_at_the_counter(qtbot: QtBot, desk: Desk) -> None:
    with_printer(desk, "out")
    officer = Officer(qtbot, desk, "A", "B")
    qtbot.waitUntil(lambda: officer.seen.without_paper == 2)
    model = officer.screen.queue.list.entries
    assert [model.index(row).data(ENTRY).without_paper for row in range(2)] == [True, True]
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    current = officer.seen.current
    assert current is not None
    assert "Tanpa kertas" in [words for words, _, _ in visit_tags(current, officer.screen.calling)]
    assert officer.screen.calling.ticket.isVisible()


def test_a_visitor_with_a_ticket_is_not_marked(qtbot: QtBot, desk: Desk) -> None:
    with_printer(desk)
    officer = Officer(qtbot, desk, "A")
    ordered(officer)
    qtbot.waitUntil(lambda: officer.board().seq == officer.seen.seq)
    assert officer.seen.without_paper == 0
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    assert not officer.screen.calling.ticket.isVisible()


def test_an_office_without_a_printer_marks_nobody(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    desk.clock.pass_(minutes=5)
    assert officer.board().without_paper == 0


def test_a_ticket_that_never_came_is_printed_where_the_officer_sits(qtbot: QtBot, desk: Desk) -> None:
    with_printer(desk, "out")
    with_printer(desk, name="loket1")
    officer = Officer(qtbot, desk, "A")
    officer.screen.station.printer = "loket1"
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.press(Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(lambda: "Tiket A001 dicetak" in officer.said())
    job = printing.claim_job(desk.office, "loket1")
    assert job is not None
    assert (job.number, job.copy) == ("A001", 1)
    printing.record_outcome(desk.office, job.id, "loket1", Attempt("PRINTED"))
    assert printing.claim_job(desk.office, "kios") is None
    qtbot.waitUntil(lambda: officer.seen.current is not None and not officer.seen.current.without_paper)


def test_the_chosen_visitors_ticket_is_printed_from_the_list(qtbot: QtBot, desk: Desk) -> None:
    with_printer(desk, "out")
    with_printer(desk, name="loket1")
    officer = Officer(qtbot, desk, "A", "B")
    officer.screen.station.printer = "loket1"
    qtbot.waitUntil(lambda: officer.seen.without_paper == 2)
    officer.press(Qt.Key.Key_Down)
    officer.press(Qt.Key.Key_Down)
    assert officer.chosen() == "B001"
    officer.press(Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(lambda: "Tiket B001 dicetak" in officer.said())


def test_a_ticket_on_paper_is_not_printed_by_a_slip_of_the_hand(qtbot: QtBot, desk: Desk) -> None:
    with_printer(desk)
    officer = Officer(qtbot, desk, "A")
    ordered(officer)
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.press(Qt.Key.Key_K, CTRL)
    assert not officer.screen.acts.under_way
    assert Kind.SLIP_REPRINTED not in [fact.kind for fact in journal(desk.office)]


# --- receipts ----------------------------------------------------------------------------------------------------


@pytest.fixture
def weekday_desk(make_desk: Callable[..., Desk]) -> Desk:
    """An office that works from Monday to Friday."""
    made = make_desk(a_service("A", hours=OFFICE_HOURS))
    with_printer(made)
    return made


def test_a_receipt_is_printed_by_keyboard_with_counter_officer_and_promise(qtbot: QtBot, weekday_desk: Desk) -> None:
    officer = Officer(qtbot, weekday_desk, "A")
    serving(officer)
    dialog = ask_receipt(officer)
    assert dialog.received() == ("KTP-el asli", "Kartu Keluarga")
    officer.press(Qt.Key.Key_Down)
    officer.press(Qt.Key.Key_Space)
    officer.press(Qt.Key.Key_Tab)
    assert dialog.day.hasFocus()
    QTest.keyClicks(dialog.day, "+5")
    officer.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Tanda terima A001 dicetak" in officer.said())
    (job,) = ordered(officer)
    slip = job.slip
    assert isinstance(slip, ReceiptSlip)
    assert [(each.name, each.received) for each in slip.documents] == [("KTP-el asli", True), ("Kartu Keluarga", False)]
    assert (slip.promised, slip.officer, slip.number) == (date(2026, 11, 30), "P1", "A001")
    fact = next(fact for fact in journal(weekday_desk.office) if fact.kind == Kind.SLIP_ORDERED)
    assert (fact.counter, fact.officer, fact.number) == (1, "P1", "A001")


def test_what_the_visitor_said_to_lack_is_not_ticked_and_can_be_printed_as_a_list(
    qtbot: QtBot, weekday_desk: Desk
) -> None:
    weekday_desk.clock.pass_(seconds=1)
    take_ticket(weekday_desk.office, "A", missing=["Kartu Keluarga"])
    officer = Officer(qtbot, weekday_desk)
    serving(officer)
    dialog = ask_receipt(officer)
    assert (dialog.received(), dialog.missing()) == (("KTP-el asli",), ("Kartu Keluarga",))
    assert dialog.list.isEnabled()
    officer.press(Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: "Daftar kekurangan A001 dicetak" in officer.said())
    (job,) = ordered(officer)
    assert isinstance(job.slip, RequirementsSlip)
    assert [(need.name, need.missing) for need in job.slip.needs] == [("KTP-el asli", False), ("Kartu Keluarga", True)]
    assert job.slip.number == "A001"


def test_with_every_paper_there_is_no_list_of_what_is_missing(qtbot: QtBot, weekday_desk: Desk) -> None:
    officer = Officer(qtbot, weekday_desk, "A")
    serving(officer)
    dialog = ask_receipt(officer)
    assert not dialog.list.isEnabled()
    officer.press(Qt.Key.Key_D, CTRL)
    assert dialog.isVisible()


def test_a_day_that_cannot_be_read_prints_nothing(qtbot: QtBot, weekday_desk: Desk) -> None:
    officer = Officer(qtbot, weekday_desk, "A")
    serving(officer)
    dialog = ask_receipt(officer)
    dialog.day.setText("besok")
    officer.press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.day.property("error") is True
    dialog.day.clear()
    assert dialog.day.property("error") is False
    officer.press(Qt.Key.Key_Escape)
    assert Kind.SLIP_ORDERED not in [fact.kind for fact in journal(weekday_desk.office)]


def test_a_button_promises_working_days_and_another_takes_the_promise_back(qtbot: QtBot, weekday_desk: Desk) -> None:
    officer = Officer(qtbot, weekday_desk, "A")
    serving(officer)
    dialog = ask_receipt(officer)
    QTest.mouseClick(dialog.ahead[2], Qt.MouseButton.LeftButton)
    assert dialog.day.text() == "07-12-2026"
    QTest.mouseClick(dialog.no_day, Qt.MouseButton.LeftButton)
    assert dialog.promised() is None


def test_a_receipt_needs_somebody_who_is_served(qtbot: QtBot, weekday_desk: Desk) -> None:
    officer = Officer(qtbot, weekday_desk, "A")
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    officer.press(Qt.Key.Key_P, CTRL)
    assert not officer.screen.acts.under_way
    assert officer.screen.dialog() is None


def test_a_receipt_that_waits_for_its_printer_says_so(qtbot: QtBot, weekday_desk: Desk) -> None:
    officer = Officer(qtbot, weekday_desk, "A")
    serving(officer)
    printer_setup.set_printer_state(weekday_desk.office, "kios", "out")
    ask_receipt(officer)
    officer.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Tanda terima A001 menunggu printer kios" in officer.said())


def test_after_a_receipt_the_last_act_can_still_be_undone(qtbot: QtBot, weekday_desk: Desk) -> None:
    officer = Officer(qtbot, weekday_desk, "A")
    serving(officer)
    ask_receipt(officer)
    officer.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Tanda terima A001 dicetak" in officer.said())
    officer.until("serving", "A001")
    officer.does(Qt.Key.Key_F6, "ready")
    officer.press(Qt.Key.Key_Z, CTRL)
    officer.until("serving", "A001")


def test_the_keyboard_comes_back_to_the_screen_after_a_receipt(qtbot: QtBot, weekday_desk: Desk) -> None:
    officer = Officer(qtbot, weekday_desk, "A")
    serving(officer)
    ask_receipt(officer)
    officer.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is officer.screen or officer.screen.hasFocus() or not officer.screen.dialog()
    officer.does(Qt.Key.Key_F6, "ready")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None), ("–", None), ("+1", date(2025, 11, 19)), ("+ 10", date(2025, 12, 2)),
        ("2-12-2025", date(2025, 12, 2)), ("2/12/25", date(2025, 12, 2)), ("2.12", date(2025, 12, 2)),
        ("5 1", date(2026, 1, 5)), ("18-11-2025", date(2025, 11, 18)),
    ],
)  # fmt: skip
def test_a_promise_is_read_as_people_write_it(typed: str, meant: date | None) -> None:
    assert read_promise(typed, samples.draft()) == meant


@pytest.mark.parametrize("typed", ["besok", "31-2-2026", "17-11-2025", f"+{FARTHEST + 1}", "+0", "5", "29-2"])
def test_what_is_no_day_to_come_is_no_promise(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_promise(typed, samples.draft())


def test_working_days_leave_weekends_and_holidays_out(make_desk: Callable[..., Desk]) -> None:
    holiday = Holiday(date(2026, 11, 26), "Hari contoh")
    office = make_desk(a_service("A", hours=OFFICE_HOURS), holidays=(holiday,)).office
    sign_in(office, 1, "P1")
    take_ticket(office, "A")
    serve(office)
    draft = receipt_draft(office, 1)
    assert len(draft.working_days) == FARTHEST
    assert [day.day for day in draft.working_days[:5]] == [24, 25, 27, 30, 1]
    assert days_of_work(date(2026, 11, 30), draft) == 4
    assert days_of_work(date(2026, 11, 29), draft) is None
