"""The office's memory goes away under the kiosk: it says so, keeps its screen, gives nothing false, and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import assert_whole
from tests.ui.line import AWAY, LOST
from ui.kiosk.attract import AttractPage
from ui.kiosk.home import HomePage
from ui.kiosk.outage import TroubleBar
from ui.kiosk.resting import DeepNotice
from ui.kiosk.service import ServicePage

if TYPE_CHECKING:
    from tests.ui.kiosk.visitor import Visitor

WAIT = "Nomor belum dapat diberikan. Tunggu sebentar, atau ambil nomor di meja informasi."
CHECKED = "Mesin ini sedang diperiksa. Silakan ambil nomor di meja informasi."


def said(visitor: Visitor) -> list[str]:
    """What the kiosk says above its page."""
    return [bar.words for bar in visitor.screen.findChildren(TroubleBar) if not bar.isHidden()]


@pytest.mark.parametrize("how", AWAY)
def test_it_keeps_its_services_says_one_sentence_and_drops_it_by_itself(visitor: Visitor, how: str) -> None:
    go, come_back = AWAY[how]
    page = visitor.begins()
    go(visitor.desk.line)
    visitor.qtbot.waitUntil(lambda: said(visitor) == [WAIT])
    assert visitor.screen.page is page
    bar = visitor.finds("trouble-bar")
    assert page.geometry().top() == bar.geometry().bottom() + 1, "the bar covers nothing"
    assert page.geometry().bottom() == visitor.screen.rect().bottom()
    come_back(visitor.desk.line)
    visitor.qtbot.waitUntil(lambda: said(visitor) == [])
    assert visitor.screen.page is page
    assert page.geometry() == visitor.screen.rect()


@pytest.mark.parametrize("how", AWAY)
def test_a_press_in_vain_looks_like_one_and_afterwards_each_press_is_one_number(visitor: Visitor, how: str) -> None:
    go, come_back = AWAY[how]
    visitor.chooses("A")
    go(visitor.desk.line)
    visitor.touches("take")
    assert visitor.sees(DeepNotice).accessibleName() == CHECKED
    assert said(visitor) == [], "it is said once"
    come_back(visitor.desk.line)
    visitor.sees(AttractPage)
    assert visitor.numbers() == []
    assert visitor.takes("A").ticket.number == "A001"
    visitor.touches("done")
    assert visitor.takes("B").ticket.number == "B001"
    assert visitor.numbers() == ["A001", "B001"]
    assert_whole(visitor.desk.office)


@pytest.mark.parametrize("fault", ["full", "read_only"])
def test_a_disk_that_takes_nothing_is_told_to_who_presses_and_burns_no_number(visitor: Visitor, fault: str) -> None:
    page = visitor.chooses("A")
    setattr(visitor.desk.line, fault, True)
    visitor.touches("take")
    assert visitor.sees(DeepNotice).accessibleName() == CHECKED
    visitor.sees(AttractPage)
    assert visitor.screen.page is not page
    setattr(visitor.desk.line, fault, False)
    assert visitor.takes("A").ticket.number == "A001"
    assert visitor.numbers() == ["A001"]
    assert_whole(visitor.desk.office)


def test_a_connection_cut_before_the_number_was_saved_leaves_the_visitor_where_he_was(visitor: Visitor) -> None:
    visitor.chooses("A")
    visitor.desk.line.next_act = "act_lost"
    visitor.touches("take")
    visitor.qtbot.waitUntil(lambda: said(visitor) == [LOST])
    assert visitor.sees(ServicePage).tile.service.code == "A"
    assert visitor.numbers() == []
    visitor.touches("take")
    visitor.qtbot.waitUntil(lambda: visitor.numbers() == ["A001"])
    visitor.qtbot.waitUntil(lambda: said(visitor) == [])


def test_a_number_whose_saving_is_unknown_is_not_taken_a_second_time(visitor: Visitor) -> None:
    visitor.chooses("A")
    visitor.desk.line.next_act = "outcome_unknown"
    visitor.touches("take")
    assert "Bila tiket Anda keluar" in visitor.sees(DeepNotice).accessibleName()
    visitor.sees(AttractPage)
    assert visitor.numbers() == ["A001"], "it was saved, its slip is printed"
    assert visitor.takes("A").ticket.number == "A002"


def test_a_number_stays_on_the_screen_and_nothing_beside_it_makes_anybody_doubt(visitor: Visitor) -> None:
    page = visitor.takes("A")
    with visitor.qtbot.waitSignal(visitor.screen.station.bridge.troubled):
        visitor.desk.line.cut()
    assert visitor.screen.page is page
    assert said(visitor) == []


def test_a_kiosk_that_begins_without_its_memory_waits_for_it(visitor: Visitor, come) -> None:
    visitor.desk.line.cut()
    later = come(visitor.desk)
    assert later.sees(DeepNotice).accessibleName() == CHECKED
    visitor.desk.line.mend()
    later.sees(AttractPage)
    assert later.takes("A").ticket.number == "A001"


def test_whoever_reads_the_services_may_go_on_reading(visitor: Visitor) -> None:
    visitor.begins()
    visitor.desk.line.cut()
    visitor.qtbot.waitUntil(lambda: said(visitor) == [WAIT])
    visitor.touches("tile-B")
    visitor.sees(ServicePage)
    assert said(visitor) == [WAIT]
    visitor.touches("back")
    visitor.sees(HomePage)
    assert said(visitor) == [WAIT]
