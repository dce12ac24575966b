"""Who has a number or a code already types or scans it, and is told how it stands; nothing personal is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from loket.model.appointment import SlotPlan, qr_text
from loket.office.appointments import book
from loket.office.calling import mark_absent
from loket.office.carrying_over import carry_over
from loket.office.days import close_day
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.office.undo import undo_postpone
from tests.factories import a_service, call, leg_of
from tests.ui.kiosk.visitor import Visitor
from ui.kiosk.attract import AttractPage
from ui.kiosk.check_in import CheckInPage
from ui.kiosk.home import HomePage
from ui.kiosk.resting import DeepNotice
from ui.kiosk.standing import StandingPage
from ui.kiosk.ticket import TicketPage

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

Coming = Callable[..., Visitor]
Desks = Callable[..., "Desk"]


def opens_the_field(visitor: Visitor) -> CheckInPage:
    visitor.begins()
    visitor.touches("check-in")
    return visitor.sees(CheckInPage)


def types(visitor: Visitor, words: str) -> None:
    """Touch the keys, four a second."""
    for char in words:
        visitor.touches(f"key-{char}", after_ms=250)


def asks_for(visitor: Visitor, number: str) -> StandingPage:
    opens_the_field(visitor)
    types(visitor, number)
    visitor.touches("go-on")
    return visitor.sees(StandingPage)


def scans(widget: QWidget, words: str) -> None:
    """Type as a scanner does: all at once, with Enter at the end."""
    QTest.keyClicks(widget, words)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_a_number_of_today_is_told_its_turn_and_no_number_is_taken(visitor: Visitor) -> None:
    for _ in range(3):
        take_ticket(visitor.desk.office, "A")
    page = asks_for(visitor, "A003")
    assert page.title() == "Nomor A003"
    assert page.standing.why.sentence.startswith("2 orang di depan Anda menurut urutan datang.")
    assert page.standing.why.sentence in page.accessibleName()
    assert visitor.numbers() == ["A001", "A002", "A003"]


def test_a_visitor_lets_three_others_go_first_and_is_told_how_often_it_is_left(visitor: Visitor) -> None:
    first = take_ticket(visitor.desk.office, "A")
    for _ in range(7):
        take_ticket(visitor.desk.office, "A")
    page = asks_for(visitor, f"A001{first.code}")
    assert page.standing.postpones == 2
    visitor.touches("step-back")
    visitor.qtbot.waitUntil(lambda: visitor.sees(StandingPage).stepped_back)
    page = visitor.sees(StandingPage)
    assert page.headline() == "Nomor Anda mundur 3 tempat"
    assert (page.standing.why.ahead, page.standing.postpones) == (3, 1)
    visitor.touches("step-back")
    visitor.qtbot.waitUntil(lambda: leg_of(visitor.desk.office, first.visit).postponed == 2)
    visitor.qtbot.waitUntil(lambda: not visitor.finds("step-back").isVisible())


def test_a_mundur_by_mistake_is_taken_back_on_the_same_page(visitor: Visitor) -> None:
    first = take_ticket(visitor.desk.office, "A")
    for _ in range(4):
        take_ticket(visitor.desk.office, "A")
    asks_for(visitor, f"A001{first.code}")
    assert not visitor.finds("step-forward").isVisible()
    visitor.touches("step-back")
    visitor.qtbot.waitUntil(lambda: visitor.sees(StandingPage).stepped_back)
    visitor.touches("step-forward")
    visitor.qtbot.waitUntil(lambda: not visitor.sees(StandingPage).stepped_back)
    page = visitor.sees(StandingPage)
    assert (page.standing.why.ahead, page.standing.postpones) == (0, 2)
    assert page.headline() == "Nomor Anda ada di antrean"
    assert leg_of(visitor.desk.office, first.visit).postponed == 0


def test_a_mundur_that_cannot_be_taken_back_any_more_says_so(visitor: Visitor) -> None:
    office = visitor.desk.office
    first = take_ticket(office, "A")
    take_ticket(office, "A")
    asks_for(visitor, f"A001{first.code}")
    visitor.touches("step-back")
    visitor.qtbot.waitUntil(lambda: visitor.sees(StandingPage).stepped_back)
    undo_postpone(office, first.visit)
    visitor.touches("step-forward")
    visitor.qtbot.waitUntil(lambda: visitor.sees(StandingPage).refusal is not None)
    assert "Tidak ada mundur" in visitor.sees(StandingPage).accessibleDescription()
    assert not visitor.finds("step-forward").isVisible()


@pytest.mark.parametrize("chosen", [True, False])
def test_the_language_that_was_chosen_at_the_kiosk_is_that_of_the_paper(
    make_desk: Desks, come: Coming, chosen: bool
) -> None:
    desk = make_desk(a_service("A", slots=SlotPlan(capacity=3)))
    code = book(desk.office, "A", date(2026, 11, 23), time(9, 30), language="id").appointment.code
    visitor = come(desk)
    opens_the_field(visitor)
    if chosen:
        visitor.touches("language-en")
    types(visitor, code)
    visitor.touches("go-on")
    assert visitor.sees(TicketPage).ticket.language == ("en" if chosen else "id")


def test_whoever_only_types_a_number_may_ask_but_not_change_its_turn(visitor: Visitor) -> None:
    for _ in range(3):
        take_ticket(visitor.desk.office, "A")
    page = asks_for(visitor, "A001")
    assert page.standing.why.ahead == 0
    assert not visitor.finds("step-back").isVisible()


def test_with_nobody_behind_the_place_stays_and_the_page_says_so(visitor: Visitor) -> None:
    ticket = take_ticket(visitor.desk.office, "A")
    page = asks_for(visitor, f"A001{ticket.code}")
    visitor.touches("step-back")
    visitor.qtbot.waitUntil(lambda: page.refusal is not None)
    assert page.accessibleDescription() == "Belum ada orang di belakang nomor A001; tempatnya tetap."
    assert not visitor.finds("step-back").isVisible()


def test_who_was_called_and_missed_is_sent_to_an_officer_and_cannot_postpone(visitor: Visitor) -> None:
    office = visitor.desk.office
    sign_in(office, 1, "P1")
    take_ticket(office, "A")
    call(office, 1)
    mark_absent(office, 1)
    page = asks_for(visitor, "A001")
    assert "Lapor ke petugas" in page.standing.why.sentence
    assert not visitor.finds("step-back").isVisible()


def test_what_is_read_is_renewed_when_the_queue_moves(visitor: Visitor) -> None:
    office = visitor.desk.office
    sign_in(office, 1, "P1")
    for _ in range(2):
        take_ticket(office, "A")
    page = asks_for(visitor, "A002")
    assert page.standing.why.ahead == 1
    call(office, 1)
    visitor.qtbot.waitUntil(lambda: page.standing.why.ahead == 0)


def test_the_other_language_says_the_same_sentence(visitor: Visitor) -> None:
    take_ticket(visitor.desk.office, "A")
    asks_for(visitor, "A001")
    visitor.touches("language-en")
    visitor.qtbot.waitUntil(
        lambda: "You are the first in order of arrival" in visitor.sees(StandingPage).standing.why.sentence
    )


@pytest.mark.parametrize("with_number", [True, False])
def test_a_carry_over_slip_becomes_a_ticket(visitor: Visitor, with_number: bool) -> None:
    office = visitor.desk.office
    take_ticket(office, "A")
    (kept,) = carry_over(office)
    close_day(office)
    visitor.desk.clock.pass_(days=1)
    visitor.qtbot.waitUntil(lambda: isinstance(visitor.screen.page, AttractPage))
    opens_the_field(visitor)
    types(visitor, (kept.number if with_number else "") + kept.code)
    visitor.touches("go-on")
    ticket = visitor.sees(TicketPage).ticket
    assert (ticket.number, ticket.service.code) == ("A001", "A")


def test_an_appointment_is_scanned_from_the_first_page(make_desk: Desks, come: Coming) -> None:
    desk = make_desk(a_service("A", slots=SlotPlan()))
    code = book(desk.office, "A", date(2026, 11, 23), time(9, 30)).appointment.code
    visitor = come(desk)
    visitor.sees(AttractPage)
    QTest.keyClicks(visitor.screen, "L")
    scans(visitor.sees(CheckInPage), qr_text(code)[1:])
    assert visitor.sees(TicketPage).ticket.number == "A001"


def test_a_scan_after_a_touched_key_is_not_disturbed_by_it(visitor: Visitor) -> None:
    take_ticket(visitor.desk.office, "A")
    page = opens_the_field(visitor)
    types(visitor, "B")
    visitor.touches("key-erase")
    assert page.typed == ""
    scans(page, "a001")
    assert visitor.sees(StandingPage).title() == "Nomor A001"


def test_what_nobody_knows_says_what_to_do_and_the_next_key_begins_anew(visitor: Visitor) -> None:
    page = opens_the_field(visitor)
    types(visitor, "A999")
    visitor.touches("go-on")
    visitor.qtbot.waitUntil(lambda: page.refusal is not None)
    assert page.accessibleDescription() == "“A999” tidak dikenal hari ini. Periksa kode, atau tanyakan petugas."
    types(visitor, "A")
    assert (page.typed, page.refusal) == ("A", None)


def test_fast_fingers_type_every_key_and_a_trembling_one_types_it_once(visitor: Visitor) -> None:
    page = opens_the_field(visitor)
    types(visitor, "A")
    for char in "012":
        visitor.touches(f"key-{char}", after_ms=150)
    assert page.typed == "A012"
    visitor.touches("key-2", after_ms=1)
    assert page.typed == "A012"


def test_nothing_can_be_asked_before_something_is_typed(visitor: Visitor) -> None:
    page = opens_the_field(visitor)
    assert not visitor.finds("go-on").isEnabled()
    scans(page, "   ")
    assert visitor.screen.page is page


def test_esc_and_back_lead_out_and_nothing_is_left_in_the_field(visitor: Visitor) -> None:
    take_ticket(visitor.desk.office, "A")
    asks_for(visitor, "A001")
    visitor.touches("back")
    assert visitor.sees(CheckInPage).typed == ""
    QTest.keyClick(visitor.screen, Qt.Key.Key_Escape)
    visitor.sees(HomePage)


def test_the_answer_leaves_the_screen_by_itself(desk: Desk, come: Coming) -> None:
    visitor = come(desk, pace=200.0)
    take_ticket(desk.office, "A")
    asks_for(visitor, "A001")
    visitor.sees(AttractPage)
    names = [each.accessibleName() for each in visitor.screen.findChildren(QWidget) if each.isVisible()]
    assert not any("A001" in name for name in names)


def test_another_look_keeps_what_was_typed(visitor: Visitor) -> None:
    opens_the_field(visitor)
    types(visitor, "A01")
    for mode in ("mode-contrast", "mode-large", "mode-low", "language-en"):
        visitor.touches(mode)
        assert visitor.sees(CheckInPage).typed == "A01"


def test_while_the_memory_is_away_the_kiosk_says_so(visitor: Visitor) -> None:
    opens_the_field(visitor)
    types(visitor, "A001")
    visitor.desk.line.cut()
    visitor.touches("go-on")
    visitor.sees(DeepNotice)


def test_a_key_paints_the_field_and_itself_and_not_the_page(visitor: Visitor) -> None:
    page = opens_the_field(visitor)
    QTest.qWait(1)
    asked = []
    page.update = lambda *rect: asked.append(rect)  # type: ignore[method-assign]
    types(visitor, "A")
    assert [each[0].height() < page.height() / 6 for each in asked] == [True]
