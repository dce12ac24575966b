"""What a port may say: never PRINTED without a whole ticket, never HELD with ink on paper."""

from __future__ import annotations

import errno
import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.errors import Refused
from loket.model.print_reasons import IN_USE, NOT_ALLOWED, NOT_THERE, STALLED
from loket.model.printer import PrinterRecord
from printers.devfile import FilePort
from printers.engine import Engine
from printers.escpos_bytes import encode
from printers.faults import WELL, Fault
from printers.ink import ink_rows
from printers.port import State, check_url, open_port, queue_of
from printers.queue_port import QueuePort
from printers.serial_line import SerialPort
from printers.slips.ticket import ticket_image
from printers.talk import Known
from printers.tcp import TcpPort
from printers.virtual import VirtualPort, decode
from tests.printers.fakes import PATIENT, QUICK, FakePrinter, PtyPrinter, timing_for
from tests.printers.samples import TICKET


@pytest.fixture(scope="module")
def image(qapp):
    return ticket_image(TICKET, 576)


@pytest.fixture(scope="module")
def job(image):
    return encode(image)


def is_whole(printer, image):
    return any(paper.rows[: image.height()] == ink_rows(image) and paper.cut for paper in printer.papers())


def ported(printer, **known):
    return TcpPort("127.0.0.1", printer.port, known=Known(**known), timing=timing_for(printer.fault.kind))


TRUTH = [
    # fault, from byte, outcome, printer state afterwards
    ("", 0, State.PRINTED, "ready"),
    ("low", 0, State.PRINTED, "low"),
    ("refuse", 0, State.HELD, "offline"),
    ("out", 0, State.HELD, "out"),
    ("cover", 0, State.HELD, "cover"),
    ("offline", 0, State.HELD, "offline"),
    ("error", 0, State.HELD, "offline"),
    ("out", 280, State.PARTIAL, "out"),
    ("cover", 280, State.PARTIAL, "cover"),
    ("error", 280, State.PARTIAL, "offline"),
    ("knife", 0, State.PARTIAL, "offline"),
    ("reset", 1, State.HELD, "offline"),
    ("reset", 20_000, State.PARTIAL, "offline"),
    ("end", 20_000, State.PARTIAL, "offline"),
    ("stall", 20_000, State.PARTIAL, "offline"),
    ("no-fence", 0, State.ASSUMED, "ready"),
    ("mute", 0, State.SENT, "unknown"),
    ("garbage", 0, State.SENT, "unknown"),
]


@pytest.mark.parametrize(("kind", "at", "state", "after"), TRUTH, ids=str)
def test_a_port_tells_the_truth_about_the_paper(kind, at, state, after, image, job):
    with FakePrinter(kind, at) as printer:
        outcome = ported(printer).print(job)
        assert (outcome.state, outcome.printer) == (state, after)
        if state is State.PRINTED:
            assert is_whole(printer, image)
            assert len(printer.papers()) == 1
        if state is State.HELD:
            assert not printer.papers()
            assert outcome.bytes_sent == 0
        if state in (State.HELD, State.PARTIAL):
            assert outcome.reason
            assert outcome.reason[0].islower()


def test_a_printer_that_forgets_its_buffer_is_not_taken_at_its_word(image, job):
    with FakePrinter("forgets") as printer:
        outcome = ported(printer).print(job)
        assert not is_whole(printer, image)
        assert outcome.state is not State.PRINTED
        assert outcome.state is not State.HELD


def test_a_printer_that_used_to_answer_and_is_silent_gets_no_job(job):
    with FakePrinter("mute") as printer:
        outcome = ported(printer, answers=True).print(job)
        assert outcome.state is State.HELD
        assert not printer.papers()
        assert not ported(printer, answers=True).status().online


@given(kind=st.sampled_from(("reset", "end", "out", "stall", "mute", "no-fence")), at=st.integers(0, 60_000))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_fault_at_any_byte_never_makes_a_port_lie(kind, at, image, job):
    with FakePrinter(kind, at) as printer:
        outcome = ported(printer).print(job)
    if outcome.state is State.PRINTED:
        assert is_whole(printer, image)
    if outcome.state is State.HELD:
        assert not printer.papers()


@pytest.mark.parametrize("kind", ["", "low", "out", "cover", "offline", "error", "mute", "refuse"])
def test_status_is_what_the_printer_says_and_silence_is_unknown(kind):
    with FakePrinter(kind) as printer:
        found = ported(printer).status()
    expected = {"": "ready", "low": "low", "out": "out", "cover": "cover", "mute": "unknown"}
    assert found.state == expected.get(kind, "offline")
    assert bool(found.reason) == (kind not in ("", "low", "mute"))


def test_a_plain_file_collects_the_bytes_of_each_slip(tmp_path, job):
    target = tmp_path / "kertas.bin"
    port = open_port(PrinterRecord("berkas", target.as_uri()))
    for _ in range(2):
        outcome = port.print(job)
        assert (outcome.state, outcome.bytes_sent) == (State.SENT, len(b"".join(job)))
    assert target.read_bytes() == b"".join(job) * 2
    assert len(decode(target.read_bytes(), 576)) == 2


def test_a_device_that_is_not_there_holds_the_slip_and_no_file_is_made_of_it(job):
    outcome = open_port(PrinterRecord("usb", "file:///dev/loket-tidak-ada")).print(job)
    assert (outcome.state, outcome.bytes_sent) == (State.HELD, 0)
    assert not os.path.exists("/dev/loket-tidak-ada")  # noqa: PTH110


@pytest.mark.skipif(os.geteuid() != 0 and not os.access("/dev/full", os.W_OK), reason="no /dev/full here")
def test_a_device_that_refuses_every_byte_holds_the_slip(job):
    outcome = FilePort("/dev/full", timing=QUICK).print(job)
    assert outcome.state is State.HELD


def test_a_device_file_is_asked_and_fenced_like_a_network_printer(image, job):
    with PtyPrinter(Engine()) as printer:
        port = FilePort(str(printer.path), timing=PATIENT)
        assert port.status().state == "ready"
        outcome = port.print(job)
        assert (outcome.state, outcome.printer) == (State.PRINTED, "ready")
        assert printer.papers()[0].rows[: image.height()] == ink_rows(image)


def test_a_device_that_vanishes_in_the_middle_has_broken_the_slip_and_is_asked_anew_when_it_is_back(image, job):
    with PtyPrinter(Engine()) as printer:
        port = FilePort(str(printer.path), timing=PATIENT)
        printer.play(Fault("end", 20_000))
        assert port.print(job).state is State.PARTIAL
        outcome = port.print(job)
        assert (outcome.state, outcome.reason, outcome.printer) == (State.HELD, NOT_THERE, "offline")
        printer.play(WELL)
        while port.print(encode(image, after_stub=True)).state is not State.PRINTED:
            pass
        assert is_whole(printer, image)


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EACCES, NOT_ALLOWED), (errno.EPERM, NOT_ALLOWED), (errno.EBUSY, IN_USE), (errno.ENOENT, NOT_THERE),
     (errno.ENODEV, NOT_THERE), (errno.EIO, NOT_THERE)],
)  # fmt: skip
@pytest.mark.parametrize("url", ["file:///dev/null", "serial:///dev/null?baud=9600"])
def test_a_device_that_may_not_be_used_is_told_from_one_that_is_not_there(url, number, reason, job, monkeypatch):
    def refused(*_args, **_more):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refused)
    outcome = open_port(PrinterRecord("usb", url)).print(job)
    assert (outcome.state, outcome.reason, outcome.bytes_sent) == (State.HELD, reason, 0)


def test_a_serial_printer_is_asked_and_fenced_like_a_network_printer(image, job):
    with PtyPrinter(Engine()) as printer:
        port = SerialPort(str(printer.path), 115_200, timing=PATIENT)
        assert port.status().state == "ready"
        assert port.print(job).state is State.PRINTED
        assert is_whole(printer, image)
        assert port._timing.grace > PATIENT.grace, "what the system holds for a slow line takes its time"


def test_what_a_serial_printer_has_not_read_is_thrown_away_and_not_printed_later(image, job):
    with PtyPrinter(Engine()) as printer:
        port = SerialPort(str(printer.path), 115_200, timing=QUICK)
        printer.play(Fault("stall", 20_000))
        outcome = port.print(job)
        assert (outcome.state, outcome.reason) == (State.PARTIAL, STALLED)
        heard = printer.engine.heard
        printer.play(WELL)
        assert port.status().state == "ready"
        assert printer.engine.heard - heard < 5000, "at most what was on its way in the wire"


def test_a_serial_port_that_another_program_has_holds_the_slip(job):
    with PtyPrinter(Engine()) as printer:
        port = SerialPort(str(printer.path), 115_200, timing=PATIENT)
        line = port._line()
        outcome = SerialPort(str(printer.path), 115_200, timing=PATIENT).print(job)
        assert (outcome.state, outcome.reason) == (State.HELD, IN_USE)
        line.finish(whole=True)


def test_a_printer_that_has_just_been_switched_on_is_called_again(job):
    with FakePrinter("waking", 150) as printer:
        timing = replace(PATIENT, wake=4.0)
        assert TcpPort("127.0.0.1", printer.port, timing=timing).print(job).state is State.PRINTED


def test_a_printer_that_sleeps_is_asked_again_when_it_is_known_to_answer(job):
    with FakePrinter("asleep", 400) as printer:
        timing = replace(QUICK, answer=0.15, wake=20.0)
        port = TcpPort("127.0.0.1", printer.port, known=Known(answers=True), timing=timing)
        assert port.status().state == "ready"
    with FakePrinter("asleep", 400) as printer:
        assert (
            TcpPort("127.0.0.1", printer.port, known=Known(answers=True), timing=timing).print(job).state
            is State.PRINTED
        )


@pytest.mark.parametrize(
    "url",
    ["", "kios", "http://x", "tcp://", "tcp://:9100", "tcp://a:0", "tcp://a:70000", "tcp://a:x", "tcp://a/b", "file://",
     "file:///", "file://host/x", "file:///tmp/", "usb:1", "serial:", "serial:///", "serial://COM3",
     "serial:///dev/ttyUSB0?baud=9601", "serial:///dev/ttyUSB0?baud=x", "serial:///dev/ttyUSB0?flow=dsr",
     "serial:///dev/ttyUSB0?speed=9600", "serial:///dev/?baud=9600", "cups:", "cups://", "cups:-o", "cups:a b",
     "cups:a/b", "windows:", "windows:%20"],
)  # fmt: skip
def test_a_bad_address_is_refused_with_examples(url):
    with pytest.raises(Refused, match=r"tcp://192.*serial:.*cups:.*windows:.*virtual:"):
        check_url(url)


GOOD = {
    "tcp://printer.lan": TcpPort, "tcp://[::1]:9100": TcpPort, "file:///dev/usb/lp0": FilePort,
    "file:///dev/loket-printer-04b8-0e28": FilePort, "virtual:": VirtualPort,
    "serial:///dev/ttyUSB0": SerialPort, "serial:///dev/ttyUSB0?baud=115200&flow=rtscts": SerialPort,
    "serial:COM3?baud=19200&flow=xonxoff": SerialPort, "cups:STRUK": QueuePort, "cups://STRUK": QueuePort,
    "windows:EPSON TM-T82": QueuePort, "windows:EPSON%20TM-T82": QueuePort,
}  # fmt: skip


@pytest.mark.parametrize("url", GOOD)
def test_good_addresses_open_their_port(url):
    assert isinstance(open_port(PrinterRecord("a", url)), GOOD[url])


def test_a_queues_name_is_read_with_its_capitals_and_spaces():
    assert [queue_of(check_url(url)) for url in ("cups://STRUK", "cups:STRUK", "windows:EPSON%20TM-T82")] == [
        "STRUK", "STRUK", "EPSON TM-T82",
    ]  # fmt: skip


def test_a_serial_address_sets_speed_and_flow():
    port = open_port(PrinterRecord("a", "serial:///dev/ttyUSB0?baud=115200&flow=rtscts"))
    assert isinstance(port, SerialPort)
    assert (port._device, port._baud, port._flow) == ("/dev/ttyUSB0", 115_200, "rtscts")
    port = open_port(PrinterRecord("a", "serial:COM3"))
    assert isinstance(port, SerialPort)
    assert (port._device, port._baud, port._flow) == ("COM3", 9600, "none")
