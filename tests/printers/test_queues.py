"""Print queues of this PC: what speaks against a slip holds it, and none is left to be printed hours later."""

from __future__ import annotations

import os
import subprocess

import pytest

from loket.model.print_reasons import NOT_ALLOWED_QUEUE, NOT_THERE
from printers.asking import NoLine
from printers.cups_queue import CUPS_DOWN, NO_CUPS, CupsQueue
from printers.escpos_bytes import encode
from printers.faults import WELL, Fault
from printers.port import State
from printers.queue_port import NOT_EMPTY, PAUSED, TOO_SLOW, QueuePort
from printers.slips.ticket import ticket_image
from printers.tcp import TcpPort
from printers.windows_queue import NO_WINDOWS, WORK_OFFLINE, WindowsQueue
from tests.printers.fake_queues import CupsTools, FakeQueue, FakeWin32Print, WinError
from tests.printers.fakes import QUICK, FakePrinter
from tests.printers.links import QUEUE_PATIENCE
from tests.printers.samples import TICKET


@pytest.fixture(scope="module")
def job(qapp):
    return encode(ticket_image(TICKET, 576))


@pytest.fixture
def printer():
    with FakePrinter() as made:
        yield made


@pytest.fixture
def queue(printer):
    with FakeQueue(printer.port) as made:
        yield made


@pytest.fixture
def cups(queue, tmp_path):
    with CupsTools(queue, tmp_path):
        yield QueuePort(CupsQueue("STRUK", lambda host, port: TcpPort(host, port, timing=QUICK)), QUEUE_PATIENCE)


@pytest.fixture
def api(queue):
    return FakeWin32Print(queue)


@pytest.fixture
def windows(api):
    return QueuePort(WindowsQueue("STRUK", api), QUEUE_PATIENCE)


# --- CUPS -----------------------------------------------------------------------------------------------------------


def test_a_slip_through_cups_is_sent_and_no_more_is_known(cups, printer, job):
    outcome = cups.print(job)
    assert (outcome.state, outcome.reason, outcome.bytes_sent) == (State.SENT, "", len(b"".join(job)))
    assert len(printer.papers()) == 1


def test_a_queue_that_was_stopped_holds_the_slip(cups, queue, job):
    queue.disabled = "Paused"
    outcome = cups.print(job)
    assert (outcome.state, outcome.reason) == (State.HELD, PAUSED)
    assert queue.jobs == {}
    assert not cups.status().online


@pytest.mark.parametrize(
    ("alerts", "state"),
    [("media-empty-error", "out"), ("media-needed", "out"), ("cover-open-report", "cover"),
     ("offline-report", "offline"), ("media-jam-error", "offline"), ("marker-supply-low-report media-low", "low")],
)  # fmt: skip
def test_what_cups_says_of_the_printer_is_heard(cups, queue, job, alerts, state):
    queue.alerts = alerts
    outcome = cups.print(job)
    assert outcome.state is (State.SENT if state == "low" else State.HELD)
    assert outcome.printer == state


def test_behind_somebody_elses_job_nothing_is_put(cups, queue, printer, job):
    printer.play(Fault("refuse"))
    queue.put(b"laporan")
    outcome = cups.print(job)
    assert (outcome.state, outcome.reason) == (State.HELD, NOT_EMPTY)
    assert len(queue.jobs) == 1


def test_a_slip_that_a_stopped_queue_has_not_begun_is_taken_back_and_never_printed(cups, queue, printer, job):
    def then_stopped(data):
        queue.disabled = "Paused"
        return FakeQueue.put(queue, data)

    queue.put = then_stopped
    outcome = cups.print(job)
    assert (outcome.state, outcome.reason, outcome.bytes_sent) == (State.HELD, PAUSED, 0)
    assert [each.state for each in queue.jobs.values()] == ["canceled"]
    queue.enable()
    assert queue.open() == {}
    assert printer.papers() == []


def test_a_slip_that_was_begun_and_does_not_end_is_taken_back_and_may_be_on_paper(cups, queue, printer, job):
    assert cups.status().online
    printer.play(Fault("stall", 9))  # behind the three questions
    outcome = cups.print(job)
    assert outcome.state is State.PARTIAL
    assert outcome.reason
    assert queue.open() == {}
    printer.play(WELL)


def test_a_printer_behind_the_queue_is_asked_before(cups, printer, queue, job):
    printer.play(Fault("out"))
    outcome = cups.print(job)
    assert (outcome.state, outcome.reason, outcome.printer) == (State.HELD, "kertas habis", "out")
    assert queue.jobs == {}
    assert cups.status().paper == "out"


def test_a_job_that_somebody_takes_out_may_be_on_paper(cups, queue, printer, job):
    def then_canceled(data):
        number = FakeQueue.put(queue, data)
        queue.cancel(number)
        return number

    queue.put = then_canceled
    assert cups.print(job).state is State.PARTIAL


def test_a_queue_that_is_not_there_holds_the_slip(cups, job):
    outcome = QueuePort(CupsQueue("LAIN"), QUEUE_PATIENCE).print(job)
    assert (outcome.state, outcome.reason) == (State.HELD, NOT_THERE)


def test_without_the_commands_of_cups_the_slip_is_held(job, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = QueuePort(CupsQueue("STRUK")).print(job)
    assert (outcome.state, outcome.reason) == (State.HELD, NO_CUPS)
    assert not QueuePort(CupsQueue("STRUK")).status().online


def said(words: str, code: int):
    return lambda *_words, **_data: (code, words)


def test_a_cups_that_does_not_run_is_told_from_a_queue_that_is_not_there(monkeypatch):
    monkeypatch.setattr("printers.cups_queue.run_tool", said("lpstat: Scheduler is not running.\n", 1))
    with pytest.raises(NoLine, match=CUPS_DOWN):
        CupsQueue("STRUK").look()


def test_a_command_that_hangs_leaves_nobody_sure_of_the_job(cups, job, monkeypatch):
    from printers import cups_queue

    real = cups_queue.run_tool

    def hangs(*words, data=None):
        if words[0] == "lp":
            raise subprocess.TimeoutExpired("lp", 10)
        return real(*words, data=data)

    monkeypatch.setattr("printers.cups_queue.run_tool", hangs)
    assert cups.print(job).state is State.PARTIAL


# --- Windows --------------------------------------------------------------------------------------------------------


def test_a_slip_through_windows_is_sent_and_every_handle_is_closed(windows, api, printer, job):
    outcome = windows.print(job)
    assert (outcome.state, outcome.reason) == (State.SENT, "")
    assert len(printer.papers()) == 1
    assert api.handles == set()


def test_a_queue_that_works_offline_takes_no_slip(windows, api, queue, job):
    api.attributes = WORK_OFFLINE
    outcome = windows.print(job)
    assert (outcome.state, outcome.reason) == (State.HELD, "printer tidak siap")
    assert queue.jobs == {}


@pytest.mark.parametrize(
    ("flag", "state"),
    [(0x1, "offline"), (0x8, "offline"), (0x10, "out"), (0x80, "offline"), (0x400000, "cover"), (0x20000, "unknown")],
)
def test_what_windows_says_of_the_printer_is_heard(windows, api, job, flag, state):
    api.status = flag
    outcome = windows.print(job)
    assert outcome.state is (State.SENT if state == "unknown" else State.HELD)
    assert outcome.printer == state


def test_a_slip_that_windows_has_not_begun_is_paused_deleted_and_held(windows, queue, printer, job):
    queue.disabled = "busy elsewhere"  # the fake's backend stands still, as a port monitor that waits
    outcome = windows.print(job)
    assert (outcome.state, outcome.reason) == (State.HELD, TOO_SLOW)
    assert [each.state for each in queue.jobs.values()] == ["canceled"]
    queue.enable()
    assert windows.print(job).state is State.SENT
    assert len(printer.papers()) == 1


def test_a_slip_that_windows_had_begun_may_be_on_paper(windows, queue, printer, job):
    printer.play(Fault("stall", 20_000))
    assert windows.print(job).state is State.PARTIAL
    assert queue.open() == {}
    printer.play(WELL)


def test_a_job_that_cannot_be_deleted_may_be_printed_later(windows, api, queue, job):
    queue.disabled = "busy elsewhere"
    queue.cancel = lambda _number: False
    assert windows.print(job).state is State.PARTIAL


def test_an_older_job_in_the_queue_holds_the_slip(windows, queue, job):
    queue.disabled = "busy elsewhere"
    queue.put(b"laporan")
    outcome = windows.print(job)
    assert (outcome.state, outcome.reason) == (State.HELD, NOT_EMPTY)


def test_a_queue_without_the_right_to_print_says_so(windows, api, job):
    def denied(_name):
        raise WinError(5, "OpenPrinter", "Access is denied.")

    api.OpenPrinter = denied
    assert windows.print(job).reason == NOT_ALLOWED_QUEUE


def test_half_a_job_is_deleted_again(windows, api, queue, job):
    api.WritePrinter = lambda _handle, data: len(data) - 1
    outcome = windows.print(job)
    assert outcome.state is State.PARTIAL
    assert queue.open() == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows has Windows")
def test_where_there_is_no_windows_the_slip_is_held(job):
    outcome = QueuePort(WindowsQueue("STRUK")).print(job)
    assert (outcome.state, outcome.reason) == (State.HELD, NO_WINDOWS)
