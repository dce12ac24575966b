"""What a printer's calibration changes: which answer behind the last row counts, and whether its status does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.model.print_reasons import UNCONFIRMED
from loket.model.printer import Fence, PrinterProfile, PrinterRecord
from printers.asking import AskingPort
from printers.engine import Engine
from printers.escpos_bytes import encode
from printers.faults import WELL, Fault, fault_of
from printers.ink import ink_rows
from printers.memory import AT_ONCE, MemoryLine
from printers.port import State, open_port
from printers.slips.ticket import ticket_image
from printers.talk import Known
from printers.tcp import TcpPort
from tests.printers.fakes import QUICK, FakePrinter
from tests.printers.samples import SLIPS, TICKET


@pytest.fixture(scope="module")
def image(qapp):
    return ticket_image(TICKET, 576)


@pytest.fixture(scope="module")
def job(image):
    return encode(image)


def printed(job, fault: str, known: Known):
    """Print in memory; gives the outcome and the engine."""
    engine = Engine(fault=fault_of(fault))
    return AskingPort(lambda: MemoryLine(engine), known, AT_ONCE).print(job), engine


TRUTH = [
    # fence, proven real, fault, outcome
    (Fence.PROCESS, True, "", State.PRINTED),
    (Fence.PROCESS, True, "no-fence", State.PARTIAL),
    (Fence.PROCESS, True, "out@300", State.PARTIAL),
    (Fence.PROCESS, True, "knife", State.PARTIAL),
    (Fence.PROCESS, False, "", State.PRINTED),
    (Fence.PROCESS, False, "no-fence", State.SENT),
    (Fence.PROCESS, False, "mute", State.SENT),
    (Fence.QUEUE, True, "", State.PRINTED),
    (Fence.QUEUE, True, "no-fence", State.PARTIAL),
    (Fence.QUEUE, True, "out@300", State.PARTIAL),
    (Fence.QUEUE, False, "", State.SENT),
    (Fence.NONE, True, "", State.ASSUMED),
    (Fence.NONE, True, "no-fence", State.ASSUMED),
    (Fence.NONE, True, "out@300", State.PARTIAL),
    (Fence.NONE, True, "knife", State.PARTIAL),
    (Fence.NONE, False, "", State.SENT),
    (Fence.UNTRIED, True, "", State.PRINTED),
    (Fence.UNTRIED, True, "no-fence", State.ASSUMED),
    (Fence.UNTRIED, False, "", State.SENT),
    (Fence.UNTRIED, False, "no-fence", State.SENT),
]


@pytest.mark.parametrize(("fence", "real", "fault", "state"), TRUTH, ids=str)
def test_only_what_a_calibration_has_proven_is_believed(fence, real, fault, state, job, image):
    outcome, engine = printed(job, fault, Known(answers=real, real=real, fence=fence))
    assert outcome.state is state
    if state is State.PRINTED:
        assert engine.sheets[0].rows[: image.height()] == ink_rows(image)
        assert engine.sheets[0].cut


@pytest.mark.parametrize("fence", list(Fence))
@pytest.mark.parametrize("fault", ["", "no-fence", "garbage", "forgets", "mute", "low"])
def test_a_status_that_is_not_real_never_makes_a_slip_printed_or_assumed(fence, fault, job):
    outcome, _ = printed(job, fault, Known(answers=False, real=False, fence=fence))
    sure = fence is Fence.PROCESS and fault in ("", "low")
    assert outcome.state is (State.PRINTED if sure else State.SENT)


def test_a_printer_that_confirms_and_does_not_is_not_believed_even_when_it_looks_well(job):
    outcome, _ = printed(job, "no-fence", Known(answers=True, fence=Fence.QUEUE))
    assert (outcome.state, outcome.reason) == (State.PARTIAL, UNCONFIRMED)


@pytest.mark.parametrize("fence", [Fence.QUEUE, Fence.PROCESS, Fence.UNTRIED])
def test_the_late_answer_to_a_broken_jobs_fence_is_not_taken_for_the_next_jobs(fence, image, job):
    """After the paper is changed the old ticket is still being printed, and says so in the middle of the new one."""
    second = ticket_image(SLIPS["english"][0], 576)
    with FakePrinter("out", 700) as printer:
        printer.engine._speed = 4000.0
        known = Known(answers=True, fence=fence)
        port = TcpPort("127.0.0.1", printer.port, known=known, timing=replace(QUICK, rows_per_s=2000, grace=3.0))
        assert port.print(job).state is State.PARTIAL
        printer.play(WELL)
        outcome = port.print(encode(second, after_stub=True))
        there = [sheet.cut and sheet.rows[: second.height()] == ink_rows(second) for sheet in printer.papers()]
        assert (outcome.state is State.PRINTED) <= any(there)
        assert outcome.state in (State.PRINTED, State.ASSUMED)


def record(**changes):
    state = changes.pop("state", "unknown")
    return PrinterRecord("kios", "tcp://127.0.0.1:1", state=state, profile=PrinterProfile(**changes))


@pytest.mark.parametrize(
    ("record", "known"),
    [
        (record(), Known()),
        (record(state="ready"), Known(answers=True)),
        (record(state="offline"), Known()),
        (record(state="offline", proven=True), Known(answers=True)),
        (record(state="offline", fence=Fence.QUEUE), Known(answers=True, fence=Fence.QUEUE)),
        (record(state="ready", proven=False), Known(answers=False, real=False)),
        (record(proven=False, fence=Fence.PROCESS), Known(answers=False, real=False, fence=Fence.PROCESS)),
        (record(fence=Fence.NONE), Known(fence=Fence.NONE)),
    ],
)  # fmt: skip
def test_a_port_knows_what_the_printers_record_says(record, known):
    port = open_port(record)
    assert isinstance(port, TcpPort)
    assert port._known == known


def test_a_slow_printer_is_fed_as_fast_as_its_profile_says():
    port = open_port(record(rows_per_s=120))
    assert isinstance(port, TcpPort)
    assert port._timing.rows_per_s == 120


def test_a_printer_without_status_and_flow_control_gets_rows_at_its_pace(image, job):
    """Faster than the head, a small buffer overflows and most of the ticket is lost."""
    whole = []
    for rows_per_s in (4000.0, 1e9):
        with FakePrinter() as printer:
            printer.engine.fault = Fault("overflow")
            printer.engine._speed = 6000.0
            known = Known(real=False)
            timing = replace(QUICK, rows_per_s=rows_per_s)
            assert TcpPort("127.0.0.1", printer.port, known=known, timing=timing).print(job).state is State.SENT
            whole.append(any(sheet.rows[: image.height()] == ink_rows(image) for sheet in printer.papers()))
    assert whole == [True, False]
