"""Setting a printer up: find it or write its address, say what it is for, calibrate it in five steps."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loket.model.calibration import Step
from loket.model.print_reasons import UNCONFIRMED
from loket.model.printer import Fence
from loket.model.slip import SlipKind
from loket.office import printer_setup
from printers.lease import is_wanted_elsewhere, owned
from printers.port import Outcome, State
from tests.ui.printers_page.at_printers import Machine
from ui.printers_page.steps_page import StepsPage

KIOS = "tcp://192.168.1.50:9100"


@pytest.fixture
def at_kios(sit_down, desk):
    """A supervisor with one printer, ready to set it up."""
    printer_setup.add_printer(desk.office, "kios", KIOS)

    def begin(**machine):
        boss = sit_down(machine=Machine(**machine))
        boss.press("settings-kios")
        boss.press("calibrate")
        return boss

    return begin


def page_of(boss):
    page = boss.page.dialog().page
    assert isinstance(page, StepsPage)
    return page


def until_step(boss, step):
    boss.until(lambda: isinstance(boss.page.dialog().page, StepsPage) and page_of(boss).now.step is step)


def known(desk, name="kios"):
    return printer_setup.printer(desk.office, name)


# --- finding and telling --------------------------------------------------------------------------------------------


def test_a_found_printer_is_added_with_what_it_is_for(sit_down, desk):
    boss = sit_down()
    boss.press("begin")
    boss.press("find-next")
    boss.write("name", "Kios Lobi")
    page = boss.page.dialog().page
    page.slips.press("ticket")
    page.slips.press("receipt")
    page.paper.press("384")
    page.knife.press("no")
    page.pc.press(boss.page.hands.pc)
    page.spare.press("-")
    boss.press("save")
    boss.until(lambda: boss.page.dialog() is None)
    record = known(desk, "Kios Lobi")
    assert (record.url, record.width_dots, record.cutter) == ("file:///dev/usb/lp0", 384, False)
    assert record.profile.slips == (SlipKind.TICKET, SlipKind.RECEIPT)
    assert (record.profile.spare, record.profile.pc) == ("-", boss.page.hands.pc)


def test_the_network_is_searched_when_that_is_asked_for(sit_down):
    boss = sit_down()
    boss.press("begin")
    boss.until(lambda: len(boss.page.dialog().page.found) == 1)
    boss.press("search-network")
    boss.until(lambda: len(boss.page.dialog().page.found) == 4)


def test_nothing_found_says_what_to_do(sit_down):
    boss = sit_down()
    boss.found = ()
    boss.press("begin")
    boss.until(lambda: boss.page.dialog().page.searched)
    assert not boss.part("find-next").isEnabled()


@pytest.mark.parametrize("wrong", ["http://192.168.1.50", "tcp://", "file:///dev/usb/"])
def test_a_wrong_address_is_refused_with_examples_and_can_be_mended(sit_down, wrong):
    boss = sit_down()
    boss.press("add")
    boss.write("address", wrong)
    boss.press("find-next")
    assert "Contoh: tcp://192.168.1.50:9100" in boss.page.dialog().page.error
    boss.write("address", "virtual:")
    assert boss.page.dialog().page.error == ""
    boss.press("find-next")
    assert boss.part("name").text() == "Printer baru"


def test_a_bare_network_address_is_understood(sit_down):
    boss = sit_down()
    boss.press("add")
    boss.write("address", "192.168.1.77")
    boss.press("find-next")
    assert boss.part("facts-address").text() == "tcp://192.168.1.77"


def test_two_printers_cannot_have_one_name(sit_down, desk):
    printer_setup.add_printer(desk.office, "Printer baru", "virtual:")
    boss = sit_down()
    boss.press("add")
    boss.write("address", "virtual:")
    boss.press("find-next")
    assert boss.part("name").text() == "Printer baru 2"
    boss.write("name", "Printer baru")
    boss.press("save")
    assert "sudah dipakai" in boss.page.dialog().page.error
    boss.write("name", "")
    boss.press("save")
    assert "perlu nama" in boss.page.dialog().page.error


def test_text_is_offered_for_a_serial_line_only(sit_down, desk):
    boss = sit_down()
    boss.page.hands.check_address = lambda _url: None
    boss.press("add")
    boss.write("address", "serial:///dev/ttyUSB0?baud=9600")
    boss.press("find-next")
    page = boss.page.dialog().page
    assert page.layout_.isVisible()
    assert page.layout_.chosen == ("native",)
    boss.write("facts-address", KIOS)
    assert not page.layout_.isVisible()


def test_a_printer_is_removed_after_a_question(sit_down, desk):
    printer_setup.add_printer(desk.office, "kios", KIOS)
    boss = sit_down()
    boss.press("settings-kios")
    boss.press("remove")
    boss.until(lambda: boss.page.dialog() is not None)
    boss.key(Qt.Key.Key_Return)
    boss.until(lambda: boss.page.board.cards == ())


# --- the five steps -------------------------------------------------------------------------------------------------


def test_five_answers_make_a_printer_known(at_kios, desk):
    boss = at_kios()
    boss.press("answer-as-shown")
    boss.press("box-512")
    boss.press("answer-well")
    until_step(boss, Step.COVER)
    boss.machine.cover = True
    boss.until(lambda: page_of(boss).now.cover == "open")
    boss.machine.cover = False
    boss.press("answer-go-on")
    boss.press("answer-behind")
    boss.press("done")
    boss.until(lambda: boss.page.dialog() is None)
    boss.until(lambda: known(desk).profile.fence is Fence.PROCESS)
    record = known(desk)
    assert (record.width_dots, record.cutter, record.profile.proven) == (512, True, True)
    assert len(boss.machine.sent) == 4


def test_what_is_known_so_far_stays_when_the_wizard_is_left(at_kios, desk):
    boss = at_kios()
    boss.press("answer-as-shown")
    boss.press("box-384")
    until_step(boss, Step.CUT)
    boss.press("later")
    boss.until(lambda: boss.page.dialog() is None)
    boss.until(lambda: known(desk).width_dots == 384)
    boss.until(lambda: not is_wanted_elsewhere(desk.office, "kios"))


def test_a_line_that_was_cut_through_is_printed_again_with_a_longer_feed(at_kios, desk):
    boss = at_kios()
    for name in ("answer-as-shown", "box-576", "answer-through", "answer-well"):
        boss.press(name)
    until_step(boss, Step.COVER)
    assert len(boss.machine.sent) == 4
    assert len(boss.machine.sent[3]) == len(boss.machine.sent[2]) + 1, "one band more"
    boss.until(lambda: known(desk).profile.feed_rows == 144)


def test_a_printer_that_tells_nothing_is_noticed_by_itself(at_kios, desk):
    boss = at_kios(tells=False)
    for name in ("answer-as-shown", "box-576", "answer-well", "answer-go-on"):
        boss.press(name)
    boss.until(lambda: known(desk).profile.proven is False)


def test_a_fence_that_is_not_answered_gives_way_to_the_next(at_kios, desk):
    boss = at_kios(
        outcomes=[Outcome(State.PRINTED)] * 3 + [Outcome(State.ASSUMED), Outcome(State.PARTIAL, UNCONFIRMED)]
    )
    for name in ("answer-as-shown", "box-576", "answer-well", "answer-no-sensor"):
        boss.press(name)
    boss.press("done")
    boss.until(lambda: known(desk).profile.fence is Fence.NONE)
    assert len(boss.machine.sent) == 5


def test_paper_that_is_out_is_said_and_the_step_is_printed_again(at_kios):
    boss = at_kios(outcomes=[Outcome(State.HELD, "kertas habis", 0, "out")])
    boss.until(lambda: "Belum tercetak: kertas habis. Isi kertas." in page_of(boss).error)
    assert not any(button.isVisible() for button in page_of(boss).answers)
    boss.press("print-again")
    boss.press("answer-as-shown")
    until_step(boss, Step.WIDTH)


def test_a_printer_that_another_station_holds_is_tried_again_on_demand(sit_down, desk):
    printer_setup.add_printer(desk.office, "kios", KIOS)
    boss = sit_down()
    with owned(desk.office, "kios"):
        boss.press("settings-kios")
        boss.press("calibrate")
        boss.until(lambda: "Stasiun lain sedang mencetak" in page_of(boss).error)
        assert boss.machine.sent == []
    boss.press("print-again")
    boss.press("answer-as-shown")
    until_step(boss, Step.WIDTH)


def test_a_step_can_be_left_out(at_kios, desk):
    boss = at_kios()
    for step in Step:
        until_step(boss, step)
        boss.press("skip")
    boss.press("done")
    assert known(desk).profile.fence is Fence.UNTRIED


def test_a_virtual_printer_can_be_practised_on(sit_down, desk):
    printer_setup.add_printer(desk.office, "layar", "virtual:", 384)
    boss = sit_down()
    boss.press("settings-layar")
    boss.press("calibrate")
    for name in ("answer-as-shown", "box-576", "answer-well", "answer-no-sensor", "answer-behind", "done"):
        boss.press(name)
    boss.until(lambda: boss.page.dialog() is None)
    boss.until(lambda: known(desk, "layar").width_dots == 576)


def test_escape_leaves_the_wizard_and_frees_the_printer(at_kios, desk):
    boss = at_kios()
    boss.until(lambda: is_wanted_elsewhere(desk.office, "kios"))
    boss.key(Qt.Key.Key_Escape)
    assert boss.page.dialog() is None
    boss.until(lambda: not is_wanted_elsewhere(desk.office, "kios"))


def test_a_key_pressed_once_too_often_while_paper_comes_does_not_leave(sit_down, desk):
    printer_setup.add_printer(desk.office, "kios", KIOS)
    gate = threading.Event()
    boss = sit_down(machine=Machine(gate=gate))
    boss.press("settings-kios")
    boss.press("calibrate")
    boss.until(lambda: page_of(boss).busy == "printing")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(boss.page.focusWidget(), key)
    assert page_of(boss).now.step is Step.PATTERN
    gate.set()
    boss.until(lambda: boss.page.focusWidget() is page_of(boss).answers[0])
