"""What a visitor chooses goes with the ticket, by finger and by keyboard, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loket.office.ticketing import PRIORITY_GROUPS, take_ticket
from tests.factories import a_service
from tests.ui.kiosk.visitor import Visitor
from ui.kiosk.attract import AttractPage
from ui.kiosk.home import HomePage
from ui.kiosk.priority import PriorityPage
from ui.kiosk.service import ServicePage
from ui.kiosk.ticket import TicketPage
from ui.kiosk.tiles import TicketTile

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

Coming = Callable[..., Visitor]
Desks = Callable[..., "Desk"]


def test_what_the_visitor_has_not_brought_goes_with_the_ticket(visitor: Visitor) -> None:
    visitor.chooses("A")
    visitor.touches("requirement-1")
    visitor.touches("take")
    ticket = visitor.sees(TicketPage).ticket
    with visitor.desk.office.looking() as work:
        assert work.book.missing_of(ticket.visit) == ("Kartu Keluarga",)


def test_missing_papers_never_stand_in_the_way(visitor: Visitor) -> None:
    page = visitor.chooses("A")
    for index in range(len(page.rows)):
        visitor.touches(f"requirement-{index}")
    assert page.take.isEnabled()
    visitor.touches("take")
    assert visitor.sees(TicketPage).ticket.number == "A001"


def test_priority_is_asked_only_when_wanted_and_goes_with_the_ticket(visitor: Visitor) -> None:
    visitor.chooses("A")
    visitor.touches("requirement-0")
    visitor.touches("ask-priority")
    page = visitor.sees(PriorityPage)
    assert not page.take.isEnabled()
    visitor.touches("priority-IBU_HAMIL")
    visitor.touches("take")
    ticket = visitor.sees(TicketPage).ticket
    assert ticket.priority == "IBU_HAMIL"
    assert [each.id for each in ticket.missing] == ["KTP-el asli"]


def test_the_whole_way_by_keyboard(visitor: Visitor) -> None:
    visitor.sees(AttractPage)
    QTest.keyClick(visitor.screen, Qt.Key.Key_Return)
    visitor.sees(HomePage)
    tile = visitor.finds("tile-A")
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    page = visitor.sees(ServicePage)
    QTest.keyClick(page.rows[0], Qt.Key.Key_Space)
    assert page.missing() == ("KTP-el asli",)
    QTest.keyClick(page.take, Qt.Key.Key_Space)
    visitor.sees(TicketPage)


def test_esc_goes_back_one_step_with_what_was_marked(visitor: Visitor) -> None:
    visitor.chooses("A")
    visitor.touches("requirement-0")
    visitor.touches("ask-priority")
    QTest.keyClick(visitor.sees(PriorityPage), Qt.Key.Key_Escape)
    assert visitor.sees(ServicePage).missing() == ("KTP-el asli",)
    QTest.keyClick(visitor.sees(ServicePage), Qt.Key.Key_Escape)
    QTest.keyClick(visitor.sees(HomePage), Qt.Key.Key_Escape)
    visitor.sees(AttractPage)


def test_every_control_can_be_reached_with_the_tab_key(visitor: Visitor) -> None:
    visitor.chooses("A")
    visitor.screen.activateWindow()
    reached = set()
    for _ in range(30):
        QTest.keyClick(visitor.screen.focusWidget(), Qt.Key.Key_Tab)
        reached.add(visitor.screen.focusWidget().objectName())
    assert {"requirement-0", "requirement-1", "ask-priority", "back", "take", "language-en", "mode-large"} <= reached


def test_the_language_changes_everything_the_visitor_reads_and_goes_with_the_ticket(visitor: Visitor) -> None:
    visitor.begins()
    visitor.touches("language-en")
    assert visitor.sees(HomePage).title() == "Which service do you need?"
    visitor.touches("tile-A")
    assert visitor.sees(ServicePage).title() == "Bantuan Sosial (en)"
    visitor.touches("take")
    page = visitor.sees(TicketPage)
    assert page.ticket.language == "en"
    assert page.accessibleName() == "Your queue number A001"


def test_changing_the_look_keeps_what_was_marked(visitor: Visitor) -> None:
    visitor.chooses("A")
    visitor.touches("requirement-1")
    for mode in ("mode-large", "mode-contrast", "mode-low", "language-en"):
        visitor.touches(mode)
        assert visitor.sees(ServicePage).missing() == ("Kartu Keluarga",)
    visitor.touches("ask-priority")
    visitor.touches("priority-LANSIA")
    visitor.touches("mode-contrast")
    assert visitor.sees(PriorityPage).chosen() == "LANSIA"


def test_the_number_of_waiting_people_stays_true_under_the_visitors_eyes(visitor: Visitor) -> None:
    page = visitor.begins()
    take_ticket(visitor.desk.office, "A")
    take_ticket(visitor.desk.office, "A")
    tile = visitor.finds("tile-A")
    assert isinstance(tile, TicketTile)
    visitor.qtbot.waitUntil(lambda: tile.tile.waiting == 2)
    assert visitor.screen.page is page
    assert "2 orang" in tile.accessibleName()


def test_no_wait_is_shown_while_none_is_told(visitor: Visitor) -> None:
    page = visitor.chooses("A")
    assert page.tile.told is None
    assert page.subtitle() == "Contoh"


def test_the_clinic_has_its_band_and_no_tile(make_desk: Callable[..., Desk], come: Callable[..., Visitor]) -> None:
    from tests.factories import a_service

    visitor = come(make_desk(a_service("A"), a_service("K", "Klinik Pelayanan")))
    visitor.begins()
    assert not isinstance(visitor.finds("tile-K"), TicketTile)
    visitor.touches("tile-K")
    assert visitor.sees(ServicePage).tile.service.code == "K"


def test_among_many_services_the_clinic_is_a_tile_like_the_others(
    make_desk: Callable[..., Desk], come: Callable[..., Visitor]
) -> None:
    from tests.factories import a_service

    visitor = come(make_desk(*(a_service(letter) for letter in "ABCDEFGHJLMNP"), a_service("K", "Klinik Pelayanan")))
    visitor.begins()
    assert isinstance(visitor.finds("tile-K"), TicketTile)
    visitor.touches("tile-K")
    assert visitor.sees(ServicePage).tile.service.code == "K"


def test_every_group_of_the_office_can_be_chosen_and_the_page_says_whose_it_is(make_desk: Desks, come: Coming) -> None:
    desk = make_desk(a_service("A"), more_groups=("VETERAN",))
    visitor = come(desk)
    visitor.chooses("A")
    visitor.touches("ask-priority")
    page = visitor.sees(PriorityPage)
    assert len(page.cards) == len(PRIORITY_GROUPS) + 1
    visitor.touches("priority-VETERAN")
    visitor.touches("take")
    assert visitor.sees(TicketPage).ticket.priority == "VETERAN"
