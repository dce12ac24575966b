"""The printer page: every printer, the last jobs with their paper, and what can be done about them."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loket.office import printer_setup, printing
from loket.office.print_log import last_jobs
from loket.office.ticketing import take_ticket
from printers.lease import owned
from printers.port import Outcome, State
from printers.spool import run_once
from tests.ui.printers_page.at_printers import Machine
from ui.app import application
from ui.printers_page.shots import DEFAULT_SIZE, SHOTS
from ui.station import Station, StillBridge
from ui.theme import Theme

KIOS = "tcp://192.168.1.50:9100"


def test_without_a_printer_the_page_says_what_to_do(sit_down):
    boss = sit_down()
    assert boss.part("begin").text() == "Cari printer"
    assert not boss.page.tiles.isVisible()
    boss.press("begin")
    boss.until(lambda: boss.page.dialog() is not None)


def test_a_printer_that_is_added_elsewhere_appears_by_itself(sit_down, desk):
    boss = sit_down()
    printer_setup.add_printer(desk.office, "kios", KIOS)
    boss.until(lambda: len(boss.page.tiles.tiles) == 1)
    assert (
        boss.page.tiles.tiles[0].accessibleName()
        == "kios: Belum diketahui. Semua cetakan · Jaringan 192.168.1.50 · 80 mm"
    )
    printer_setup.set_printer_state(desk.office, "kios", "out")
    boss.until(lambda: boss.page.tiles.tiles[0].accessibleName().startswith("kios: Kertas habis"))
    assert "1 perlu dilihat" in boss.page.summary(boss.page.board)


def test_a_chosen_job_shows_the_paper_that_its_bytes_print(sit_down, desk):
    printer_setup.add_printer(desk.office, "layar", "virtual:")
    take_ticket(desk.office, "A")
    run_once(desk.office)
    boss = sit_down()
    boss.page.table.view.choose(last_jobs(desk.office)[0].job)
    boss.until(lambda: boss.page.paper.picture is not None)
    assert boss.page.paper.picture.width() == 576
    assert boss.page.paper.title() == "Tiket A001"
    assert "memastikan sampai baris terakhir" in boss.page.paper.accessibleDescription()


def test_a_job_that_waits_has_no_paper_and_says_why(sit_down, desk):
    printer_setup.add_printer(desk.office, "kios", KIOS)
    take_ticket(desk.office, "A")
    run_once(desk.office, ports=lambda _record, _on_paper: Machine([Outcome(State.HELD, "kertas habis", 0, "out")]))
    boss = sit_down()
    boss.page.table.view.choose(last_jobs(desk.office)[0].job)
    boss.until(lambda: boss.page.paper.job is not None and not boss.page.paper.coming)
    assert boss.page.paper.picture is None
    assert "Menunggu dicetak: kertas habis. Isi kertas." in boss.page.paper.accessibleDescription()


def test_the_arrows_walk_through_the_jobs_and_enter_asks_where_to_print_again(sit_down, desk):
    printer_setup.add_printer(desk.office, "layar", "virtual:")
    for _ in range(3):
        take_ticket(desk.office, "A")
    run_once(desk.office)
    boss = sit_down()
    view = boss.page.table.view
    view.setFocus()
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Down)
    boss.until(lambda: boss.page.paper.title() == "Tiket A002")
    QTest.keyClick(view, Qt.Key.Key_Return)
    boss.press("reprint-go")
    boss.until(lambda: boss.says("Cetak ulang Tiket A002 diminta di layar"))
    boss.until(lambda: boss.page.board.jobs[0].copy == 2)
    (result,) = run_once(desk.office)
    assert (result.number, result.copy) == ("A002", 2)


def test_a_test_slip_goes_to_the_printer_while_the_window_lives_on(sit_down, desk):
    printer_setup.add_printer(desk.office, "kios", KIOS)
    boss = sit_down(machine=Machine(gate=threading.Event()))
    boss.press("print-kios")
    boss.until(lambda: boss.says("Mencetak uji di kios"))
    assert not boss.page.test_all.isEnabled()
    boss.machine.gate.set()
    boss.until(lambda: boss.says("Uji cetak keluar di kios"))
    assert len(boss.machine.sent) == 1
    assert printer_setup.printer(desk.office, "kios").state == "ready"


def test_a_test_slip_that_does_not_come_out_says_why_and_what_to_do(sit_down, desk):
    printer_setup.add_printer(desk.office, "kios", KIOS)
    boss = sit_down(machine=Machine([Outcome(State.HELD, "tutup printer terbuka", 0, "cover")]))
    boss.press("print-kios")
    boss.until(lambda: boss.says("Tutup penutup printer rapat-rapat."))
    boss.until(lambda: boss.page.tiles.tiles[0].accessibleName().startswith("kios: Tutup terbuka"))


def test_the_test_slip_of_a_virtual_printer_is_shown(sit_down, desk):
    printer_setup.add_printer(desk.office, "layar", "virtual:")
    boss = sit_down()
    boss.press("test-all")
    boss.until(lambda: boss.page.paper.picture is not None)
    assert boss.page.paper.title() == "Uji cetak · layar"


def test_all_printers_are_tested_one_after_the_other_and_the_bad_ones_are_named(sit_down, desk):
    for name in ("kios", "loket", "klinik"):
        printer_setup.add_printer(desk.office, name, KIOS)
    boss = sit_down(
        machine=Machine([Outcome(State.PRINTED, "", 1, "ready"), Outcome(State.HELD, "kertas habis", 0, "out")])
    )
    boss.press("test-all")
    boss.until(lambda: boss.says("Uji cetak tidak keluar"))
    said = boss.page.banners.notices()["test"].text
    assert "loket: kertas habis" in said
    assert "kios" not in said
    assert boss.page.test_all.isEnabled()


def test_a_printer_that_another_station_does_not_let_go_of_is_explained(sit_down, desk):
    printer_setup.add_printer(desk.office, "kios", KIOS)
    boss = sit_down()
    with owned(desk.office, "kios"):
        boss.press("print-kios")
        boss.until(lambda: boss.says("Stasiun lain sedang mencetak di printer kios"))
    assert boss.machine.sent == []


def test_a_new_roll_is_noted_after_a_question(sit_down, desk):
    printer_setup.add_printer(desk.office, "layar", "virtual:")
    take_ticket(desk.office, "A")
    run_once(desk.office)
    assert printer_setup.printer(desk.office, "layar").roll.slips == 1
    boss = sit_down()
    boss.press("refresh-layar")
    boss.until(lambda: boss.page.dialog() is not None)
    boss.key(Qt.Key.Key_Return)
    boss.until(lambda: boss.says("Rol baru di layar dicatat"))
    assert printer_setup.printer(desk.office, "layar").roll.slips == 0


def test_a_memory_that_is_away_is_said_until_it_is_back_and_the_picture_stays(sit_down, desk):
    printer_setup.add_printer(desk.office, "layar", "virtual:")
    boss = sit_down()
    desk.line.cut()
    boss.until(lambda: boss.says("tidak terjangkau"))
    assert boss.page.tiles.isVisible()
    desk.line.mend()
    boss.until(lambda: not boss.page.banners.notices())


def test_f5_asks_anew(sit_down, desk, qtbot):
    boss = sit_down()
    with qtbot.waitSignal(boss.page.asking.came, timeout=20_000):
        QTest.keyClick(boss.page, Qt.Key.Key_F5)


def test_a_window_that_is_closed_while_a_printer_hangs_goes_at_once(sit_down, desk):
    printer_setup.add_printer(desk.office, "kios", KIOS)
    boss = sit_down(machine=Machine(gate=threading.Event()))
    boss.press("print-kios")
    boss.page.close()
    assert boss.page.isHidden()
    boss.machine.gate.set()


def test_it_speaks_english_too(sit_down, desk):
    printer_setup.add_printer(desk.office, "layar", "virtual:")
    boss = sit_down(language="en")
    assert boss.part("test-all").text() == "Test all printers"
    assert boss.page.tiles.tiles[0].accessibleName().startswith("layar: Not known yet")


def test_tab_reaches_every_button_of_every_printer(sit_down, desk):
    for name in ("kios", "loket"):
        printer_setup.add_printer(desk.office, name, "virtual:")
    boss = sit_down()
    boss.page.find_button.setFocus()
    reached = []
    for _ in range(10):
        reached.append(boss.page.focusWidget().accessibleName())
        boss.page.focusNextChild()
    assert reached == [
        "Cari printer", "Tambah printer", "Cetak uji semua", "Cetak uji, kios", "Rol baru, kios", "Atur, kios",
        "Cetak uji, loket", "Rol baru, loket", "Atur, loket", "Tugas cetak terakhir",
    ]  # fmt: skip


@pytest.mark.parametrize("state", SHOTS)
def test_every_picture_can_be_painted_the_same_twice(state, qtbot, qapp):
    application(Theme.of("light"))
    station = Station(StillBridge(), lambda: pytest.fail("no clock is needed"), Theme.of("light"), reduced_motion=True)
    pictures = []
    for _ in range(2):
        widget = SHOTS[state](station)
        qtbot.addWidget(widget)
        widget.resize(*DEFAULT_SIZE.get(state, (1366, 768)))
        widget.show()
        pictures.append(widget.grab().toImage())
    assert pictures[0] == pictures[1]


def test_a_reprint_of_a_job_that_still_waits_makes_no_second_one(sit_down, desk):
    printer_setup.add_printer(desk.office, "layar", "virtual:")
    ticket = take_ticket(desk.office, "A")
    boss = sit_down()
    boss.page.table.view.choose(ticket.print_job)
    boss.press("again")
    boss.press("reprint-go")
    boss.until(lambda: boss.says("diminta"))
    assert len(last_jobs(desk.office)) == 1
    assert printing.job_state(desk.office, ticket.print_job or 0) == "waiting"
