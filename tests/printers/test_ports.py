"""What a port may say: never PRINTED without a whole ticket, never HELD with ink on paper."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.errors import Refused
from loket.model.slip import PrinterRecord
from printers.devfile import FilePort
from printers.engine import Engine
from printers.escpos_bytes import encode
from printers.paper import ink_rows
from printers.port import State, check_url, open_port
from printers.slips.ticket import ticket_image
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
    return TcpPort("127.0.0.1", printer.port, timing=timing_for(printer.fault.kind), **known)


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


def test_the_state_on_record_tells_that_a_printer_can_answer():
    with FakePrinter("mute") as printer:
        url = f"tcp://127.0.0.1:{printer.port}"
        assert not open_port(PrinterRecord("kios", url, state="ready")).status().online
        assert open_port(PrinterRecord("kios", url, state="unknown")).status().online


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


@pytest.mark.parametrize(
    "url",
    ["", "kios", "http://x", "tcp://", "tcp://:9100", "tcp://a:0", "tcp://a:70000", "tcp://a:x", "tcp://a/b", "file://",
     "file:///", "file://host/x", "file:///tmp/", "usb:1"],
)  # fmt: skip
def test_a_bad_address_is_refused_with_examples(url):
    with pytest.raises(Refused, match="tcp://192"):
        check_url(url)


def test_good_addresses_open_their_port():
    assert isinstance(open_port(PrinterRecord("a", "tcp://printer.lan")), TcpPort)
    assert isinstance(open_port(PrinterRecord("a", "tcp://[::1]:9100")), TcpPort)
    assert isinstance(open_port(PrinterRecord("a", "file:///dev/usb/lp0")), FilePort)
    assert isinstance(open_port(PrinterRecord("a", "virtual:")), VirtualPort)
