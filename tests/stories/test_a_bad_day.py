"""A day on which everything goes wrong, and nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from loket.model.visit import State
from loket.office import calling, journeys, signin
from loket.office.boards import kiosk_board
from loket.office.days import close_day, open_today
from loket.office.printing import claim_job
from loket.office.reports import day_report
from loket.office.ticketing import take_ticket
from loket.office.undo import undo
from tests.factories import assert_whole, journal, refused
from tests.store.worker import ROOT, command


def take_until_the_power_is_cut(dinas) -> list[str]:
    """Another process takes tickets at the office's hour and is killed without a word; gives what it was told."""
    shift = (dinas.clock.time - datetime.now(UTC)).total_seconds()
    station = subprocess.Popen(
        command("issue", dinas.place, 10_000), cwd=ROOT, text=True, stdout=subprocess.PIPE,
        env={**os.environ, "LOKET_CLOCK_SHIFT": str(shift)},
    )  # fmt: skip
    assert station.stdout is not None
    told = [station.stdout.readline().strip() for _ in range(7)]
    station.send_signal(signal.SIGKILL)
    told += station.stdout.read().split("\n")[:-1]
    station.wait()
    station.stdout.close()
    return told


@pytest.mark.other_process
@pytest.mark.skipif(sys.platform == "win32", reason="power is cut with SIGKILL")
def test_a_bad_day(dinas):  # noqa: PLR0915 - and so is a bad day
    # The paper is empty when the office opens, and nobody has noticed.
    dinas.sign_in((1, "P1"), (3, "P3"))
    dinas.printer.fault = "out"
    dinas.it_is(8, 0)
    first, second = dinas.takes("A"), dinas.takes("A")
    assert dinas.printer.came_out == []
    assert dinas.kiosk().printer.state == "out", "the kiosk says so and shows the number large"

    # The numbers are good without paper: the first is called, and new paper brings the second's ticket after all.
    assert dinas.calls_number(1) == first.number
    dinas.later(5)
    dinas.printer.fault = ""
    dinas.printing()
    assert dinas.printer.came_out == ["A001", "A002"]

    # The officer of counter 1 finishes by mistake and calls the next: two steps back, and the timer is as it was.
    calling.start(dinas.office, 1)
    began = dinas.where_is(first).started_at
    dinas.later(1)
    dinas.does(calling.finish_and_call_next, 1)
    dinas.later(0.2)
    assert dinas.does(undo, 1) == "visit_called"
    assert dinas.does(undo, 1) == "visit_finished"
    assert dinas.where_is(first).state is State.SERVING
    assert dinas.where_is(first).started_at == began
    assert dinas.where_is(second).state is State.WAITING

    # A wrong transfer is taken back too; the right one is not.
    dinas.does(journeys.transfer, 1, "B")
    assert dinas.does(undo, 1) == "visit_transferred"
    dinas.does(journeys.transfer, 1, "C", "minta surat JKN")

    # At twenty past eight a slip is half printed and the whole building goes dark.
    dinas.it_is(8, 20)
    take_ticket(dinas.office, "B")
    half = claim_job(dinas.office, "kios")
    assert half is not None
    dinas.lock_up()
    told = take_until_the_power_is_cut(dinas)
    dinas.later(4)
    dinas.power_comes_back()
    assert_whole(dinas.office)
    open_today(dinas.office)  # far too many numbers were taken in the dark; the office will stay until all are served

    # Every number that anybody was told is there, and the next one follows.
    saved = [str(fact.number) for fact in journal(dinas.office) if fact.kind == "ticket_taken"]
    assert set(told) <= set(saved)
    assert len(saved) == len(set(saved))
    highest = max(int(number[1:]) for number in saved if number[0] == "A")
    assert dinas.takes("A").number == f"A{highest + 1:03d}"

    # The half-printed slip comes out again, marked as a copy; the officers still sit where they sat.
    assert f"{half.number} cetak ulang" in dinas.printer.came_out
    assert dinas.desk(1).officer.code == "P1"

    # The PC came back with a wrong clock; at nine somebody sets it right, five hours back in fact.
    dinas.it_is(14, 0)
    dinas.takes("B")
    dinas.it_is(9, 0)
    before, after = len(journal(dinas.office)), dinas.takes("B")
    assert "clock_moved" in [fact.kind for fact in journal(dinas.office, before)]
    assert int(after.number[1:]) > 1
    assert all(entry.waited_s >= 0 for entry in dinas.desk(1).queue)
    # The transferred visitor came first of all and still goes first.
    assert dinas.calls_number(3) == first.number

    # The hall was dark as well. When it is back it says every call since, in order, and none twice.
    dinas.hall.is_on = False
    dinas.serves(3, minutes=3)
    for counter in (1, 3):
        dinas.calls(counter)
        dinas.does(calling.mark_absent, counter)
        dinas.calls(counter)
    missed = len(dinas.hall.shown)
    dinas.hall.is_on = True
    dinas.hall_works()
    assert len(dinas.hall.shown) == missed + 4
    calls = [(fact.number, fact.counter) for fact in journal(dinas.office) if fact.kind == "visit_called"]
    assert dinas.hall.shown == dinas.hall.spoken == calls

    # Nobody finds the time to close. The officers go home with people at the counters and in the queue.
    waiting = sum(tile.waiting for tile in kiosk_board(dinas.office).tiles)
    assert waiting > 3
    calling.start(dinas.office, 3)
    with refused(dinas.office, "still_serving"):
        close_day(dinas.office)

    # On Tuesday the first visitor's press closes Monday: who was at the counter counts as served and is marked.
    dinas.it_is(7, 45, day=24)
    tuesday = dinas.takes("A")
    assert (tuesday.number, tuesday.ahead) == ("A001", 0)
    assert dinas.desk(1).officer is None
    signin.sign_in(dinas.office, 1, "P2")
    assert dinas.calls_number(1) == "A001"
    monday = day_report(dinas.office, first.day)
    assert monday.balance.holds
    assert monday.balance.still_open == 0
    assert monday.balance.issued == len([fact for fact in journal(dinas.office) if fact.kind == "ticket_taken"]) - 1
    assert monday.balance.carried_over == waiting + 1, "and the one who was called"
    assert monday.balance.missed == 2
    assert len(monday.closed_serving) == 1
    assert all(not letter.gaps and not letter.doubles for letter in monday.letters)
    dinas.serves(1, minutes=10)
    dinas.close()
