"""The simulator is a printer: in any pieces, at any speed, with any fault, its paper is what a head would have done."""

from __future__ import annotations

import socket
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.errors import Refused, Trouble
from printers.engine import BUFFER, Engine, Sheet
from printers.escpos_bytes import CUT, INIT, TAIL_ROWS, encode
from printers.faults import FAULTS, IN_ROWS, OF_THE_LINE, WELL, Fault, fault_of
from printers.ink import ink_rows
from printers.simulator import Simulator, serve
from printers.slips.ticket import ticket_image
from tests.printers.samples import SLIPS, TICKET


class Hand:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture(scope="module")
def image(qapp):
    return ticket_image(TICKET, 576)


@pytest.fixture(scope="module")
def job(image):
    return b"".join(encode(image))


@given(cuts=st.lists(st.integers(1, 5000), min_size=1, max_size=40))
@settings(max_examples=25)
def test_it_prints_the_same_in_whatever_pieces_the_bytes_come(cuts, image, job):
    engine = Engine()
    rest, pieces = job, list(cuts)
    while rest:
        size = pieces.pop(0) if pieces else 997
        engine.take(rest[:size])
        rest = rest[size:]
    (sheet,) = engine.sheets
    assert sheet.rows == ink_rows(image) + [bytes(72)] * TAIL_ROWS
    assert sheet.cut
    assert ink_rows(sheet.image) == sheet.rows


def test_byte_by_byte_it_prints_the_same(image, job):
    engine = Engine()
    for byte in job:
        engine.take(bytes([byte]))
    assert engine.sheets[0].rows[: image.height()] == ink_rows(image)


def test_it_answers_at_once_even_in_the_middle_of_a_picture(job):
    engine = Engine()
    assert engine.take(job[:10_000] + b"\x10\x04\x01") == b"\x12"
    assert engine.take(b"\x10\x04") == b""
    assert engine.take(b"\x04\x10\x04\x02") == b"\x12\x12"


@pytest.mark.parametrize(
    ("fault", "printer", "cause", "paper"),
    [("", 0x12, 0x12, 0x12), ("low", 0x12, 0x12, 0x1E), ("out", 0x1A, 0x32, 0x72), ("cover", 0x1A, 0x16, 0x12),
     ("error", 0x1A, 0x52, 0x12), ("offline", 0x1A, 0x12, 0x12)],
)  # fmt: skip
def test_its_status_bytes_are_those_of_the_reference(fault, printer, cause, paper):
    """Epson, DLE EOT n = 1, 2, 4."""
    engine = Engine(fault=fault_of(fault))
    assert engine.take(b"\x10\x04\x01\x10\x04\x02\x10\x04\x04") == bytes([printer, cause, paper])


def test_paper_that_ends_stops_the_head_at_that_row_and_goes_on_when_there_is_new(image, job):
    engine = Engine(fault=fault_of("out@300"))
    assert engine.take(job + b"\x1dr\x01") == b""
    assert len(engine.papers[0].rows) == 300
    engine.fault = WELL
    assert engine.work() == b"\0"
    assert engine.sheets[0].rows[: image.height()] == ink_rows(image)


def test_a_knife_that_jams_cuts_when_it_is_free(job):
    engine = Engine(fault=fault_of("knife"))
    engine.take(job)
    assert not engine.papers[0].cut
    assert engine.stopped_by == "error"
    engine.fault = WELL
    engine.work()
    assert engine.papers[0].cut


def test_a_fence_is_answered_when_the_rows_before_it_are_printed(job):
    hand = Hand()
    engine = Engine(rows_per_s=1000, clock=hand, buffer=1 << 20)
    answers = engine.take(job + b"\x1dr\x01" + b"\x1d(H\x06\x0000ABCD")
    while engine.wait_s() is not None:
        assert answers == b""
        hand.now += 0.1
        answers += engine.work()
    assert answers == b'\x007"ABCD\0'
    rows = len(engine.papers[0].rows)
    assert hand.now == pytest.approx(100 + rows / 1000, abs=0.15)


def test_it_takes_no_more_than_its_buffer_holds_and_reads_on_when_rows_are_out(job):
    hand = Hand()
    engine = Engine(rows_per_s=100, clock=hand, buffer=4096)
    engine.take(job[: engine.room])
    assert engine.room < 200
    hand.now += 5
    engine.work()
    assert engine.room > 2000


def test_without_flow_control_what_does_not_fit_is_lost(job):
    engine = Engine(fault=fault_of("overflow"), rows_per_s=100, clock=Hand(), buffer=BUFFER)
    for start in range(0, len(job), 1000):
        engine.take(job[start : start + 1000])
    assert sum(len(sheet.rows) for sheet in engine.papers) < 200


def test_nuls_free_a_printer_that_is_stuck_in_a_picture(image, job):
    engine = Engine()
    engine.take(job[:20_000])
    engine.take(b"".join(encode(image, after_stub=True)))
    assert [sheet.rows[: image.height()] == ink_rows(image) for sheet in engine.sheets] == [False, True]


def test_a_line_of_its_own_letters_takes_thirty_rows_and_leaves_ink():
    engine = Engine()
    engine.take(INIT + b"\x1c.\x1ba\x01\x1d!\x33A017\n\x1bd\x02" + CUT)
    (sheet,) = engine.sheets
    assert len(sheet.rows) == 90
    assert sheet.cut


def test_its_name_is_told_but_not_to_be_trusted():
    assert Engine().take(b"\x1dIB\x1dIC") == b"_LOKET\0_Simulator\0"


@pytest.mark.parametrize("kind", FAULTS)
def test_every_fault_has_a_name_a_meaning_and_can_be_played(kind, job):
    fault = fault_of(f"{kind}@300" if kind in IN_ROWS | OF_THE_LINE else kind)
    assert fault_of(str(fault)) == fault
    assert FAULTS[kind][0].islower()
    with Simulator(Engine()) as simulator:
        simulator.play(fault)
        simulator.play(WELL)
        with socket.create_connection(("127.0.0.1", simulator.port), timeout=5) as line:
            line.sendall(b"\x10\x04\x01")
            assert line.recv(1) == b"\x12"


@pytest.mark.parametrize("text", ["api", "out@", "out@x", "mute@3", "@3", "low@0"])
def test_a_fault_that_there_is_not_is_refused_with_those_that_there_are(text):
    with pytest.raises(Refused, match="out, cover"):
        fault_of(text)


def test_one_pc_at_a_time_is_served_and_the_next_one_waits(job):
    with Simulator(Engine()) as simulator:
        with socket.create_connection(("127.0.0.1", simulator.port), timeout=5) as first:
            first.sendall(b"\x10\x04\x01")
            assert first.recv(1) == b"\x12"
            second = socket.create_connection(("127.0.0.1", simulator.port), timeout=5)
            second.sendall(b"\x10\x04\x01")
            second.settimeout(0.05)
            with pytest.raises(TimeoutError):
                second.recv(1)
        second.settimeout(5)
        assert second.recv(1) == b"\x12"
        second.close()


def test_it_serves_until_it_is_stopped_and_tells_what_happens(image, job):
    sheets: list[Sheet] = []
    told, port, stop, ready = [], [], threading.Event(), threading.Event()

    def tell(words, facts):
        told.append(words.format(**facts))
        if "port" in facts:
            port.append(facts["port"])
            ready.set()
        if "ditutup" in words:
            stop.set()

    server = threading.Thread(target=serve, args=(0, "", 576, sheets.append, stop, tell), kwargs={"rows_per_s": 0})
    server.start()
    assert ready.wait(10)
    with pytest.raises(Trouble, match="port"):
        Simulator(Engine(), port[0])
    with socket.create_connection(("127.0.0.1", port[0]), timeout=5) as line:
        line.sendall(job + b"\x1dr\x01")
        assert line.recv(1) == b"\0"
    server.join(10)
    assert not server.is_alive()
    assert len(sheets) == 1
    assert told[0] == f"printer simulasi siap di tcp://127.0.0.1:{port[0]}"
    fell = f"kertas keluar: {(image.height() + TAIL_ROWS) // 8} mm, dipotong"
    assert told[1:] == ["tersambung dari 127.0.0.1", fell, "sambungan ditutup; 1 kertas"]


def test_a_paper_that_hangs_at_the_end_is_shown_too(job):
    sheets: list[Sheet] = []
    ports, stop, ready = [], threading.Event(), threading.Event()

    def tell(words, facts):
        if "port" in facts:
            ports.append(facts["port"])
            ready.set()
        if "ditutup" in words:
            stop.set()

    server = threading.Thread(
        target=serve, args=(0, "out@300", 576, sheets.append, stop, tell), kwargs={"rows_per_s": 0}
    )
    server.start()
    assert ready.wait(10)
    with socket.create_connection(("127.0.0.1", ports[0]), timeout=5) as line:
        line.sendall(job[:40_000])
    server.join(10)
    assert 0 < len(sheets[0].rows) <= 300
    assert not sheets[0].cut


def test_two_samples_on_one_roll_are_two_papers(image, job):
    other = ticket_image(SLIPS["english"][0], 576)
    engine = Engine(fault=Fault())
    engine.take(job + b"".join(encode(other)))
    assert [len(sheet.rows) for sheet in engine.sheets] == [image.height() + 120, other.height() + 120]
