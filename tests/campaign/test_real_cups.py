"""The port for CUPS with a real CUPS: a scheduler of its own, the socket backend, and the simulator behind it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from printers.cups_queue import CupsQueue
from printers.escpos_bytes import encode
from printers.faults import WELL, Fault
from printers.finding import CUPS, Found, find
from printers.ink import ink_rows
from printers.port import State
from printers.queue_port import NOT_EMPTY, PAUSED, Patience, QueuePort, Step
from printers.slips.ticket import ticket_image
from printers.tcp import TcpPort
from tests.printers.fakes import QUICK, FakePrinter
from tests.printers.samples import TICKET

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(120), pytest.mark.usefixtures("qapp")]

PATH = os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/sbin"])

FILES = """ServerRoot {folder}
ServerBin {usr}/lib/cups
DataDir {usr}/share/cups
StateDir {folder}/state
RequestRoot {folder}/spool
CacheDir {folder}/cache
TempDir {folder}/tmp
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
Printcap
SystemGroup root
"""
SCHEDULER = """Listen {folder}/door
Browsing Off
DefaultAuthType None
WebInterface No
PreserveJobHistory Yes
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""


def tool(*words: str) -> None:
    subprocess.run([shutil.which(words[0], path=PATH) or words[0], *words[1:]], check=True, capture_output=True)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[None]:
    program, client = shutil.which("cupsd", path=PATH), shutil.which("lpadmin", path=PATH)
    if program is None or client is None:
        pytest.skip("NOT SHOWN HERE: printing through a real CUPS (packages cups, cups-client)")
    folder = Path(tempfile.mkdtemp(prefix="loket-cups-"))  # not with pytest's: backends run as another user
    folder.chmod(0o755)
    for name in ("state", "spool", "cache", "tmp"):
        (folder / name).mkdir()
    usr = Path(program).resolve().parent.parent
    (folder / "cups-files.conf").write_text(FILES.format(folder=folder, usr=usr))
    (folder / "cupsd.conf").write_text(SCHEDULER.format(folder=folder))
    command = [program, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    before = os.environ.get("CUPS_SERVER")
    os.environ["CUPS_SERVER"] = str(folder / "door")
    try:
        while not (folder / "door").exists():
            assert running.poll() is None, (folder / "error.log").read_text()
            time.sleep(0.05)
        yield
    finally:
        running.terminate()
        running.wait(10)
        shutil.rmtree(folder)
        os.environ.pop("CUPS_SERVER")
        if before is not None:
            os.environ["CUPS_SERVER"] = before


@pytest.fixture
def printer(scheduler: None) -> Iterator[FakePrinter]:
    with FakePrinter() as made:
        tool("lpadmin", "-p", "STRUK", "-E", "-v", f"socket://127.0.0.1:{made.port}", "-m", "raw")
        yield made
        made.play(WELL)
        tool("lpadmin", "-x", "STRUK")


@pytest.fixture
def queue() -> CupsQueue:
    return CupsQueue("STRUK", lambda host, port: TcpPort(host, port, timing=QUICK))


@pytest.fixture
def port(queue: CupsQueue) -> QueuePort:
    return QueuePort(queue, Patience(limit=3.0))


@pytest.fixture
def image(qapp):
    return ticket_image(TICKET, 576)


def test_a_slip_comes_out_as_it_was_drawn_and_no_more_than_sent_is_said(printer, port, image):
    outcome = port.print(encode(image))
    assert (outcome.state, outcome.reason) == (State.SENT, "")
    (sheet,) = printer.papers()
    assert sheet.rows[: image.height()] == ink_rows(image)
    assert sheet.cut


@pytest.mark.parametrize("fault", ["refuse", "out", "cover", "offline"])
def test_what_speaks_against_printing_holds_the_slip(printer, port, image, fault):
    printer.play(Fault(fault))
    outcome = port.print(encode(image))
    assert outcome.state is State.HELD
    assert printer.papers() == []
    printer.play(WELL)
    assert port.print(encode(image)).state is State.SENT
    assert len(printer.papers()) == 1


def test_a_queue_that_was_stopped_holds_the_slip(printer, port, image):
    tool("cupsdisable", "STRUK")
    outcome = port.print(encode(image))
    assert (outcome.state, outcome.reason) == (State.HELD, PAUSED)
    tool("cupsenable", "STRUK")
    assert port.print(encode(image)).state is State.SENT


def test_a_job_that_waits_is_taken_back_and_never_printed(printer, queue, image):
    tool("cupsdisable", "STRUK")
    job = queue.put(b"".join(encode(image)))
    assert queue.look().jobs == 1
    assert queue.step(job) is Step.WAITING
    assert queue.withdraw(job)
    assert queue.look().jobs == 0
    tool("cupsenable", "STRUK")
    assert QueuePort(queue).print(encode(image)).state is State.SENT
    assert len(printer.papers()) == 1


def test_behind_a_job_that_hangs_nothing_is_put(printer, port, queue, image):
    job = queue.put(b"laporan" * 100)
    printer.play(Fault("busy"))
    second = queue.put(b"laporan" * 100)
    assert port.print(encode(image)).reason == NOT_EMPTY
    for each in (job, second):
        queue.withdraw(each)


def test_a_slip_that_the_printer_does_not_take_is_withdrawn(printer, port, queue, image):
    assert port.status().online
    printer.play(Fault("stall", 9))
    outcome = port.print(encode(image))
    assert outcome.state is State.PARTIAL
    assert queue.look().jobs == 0


def test_the_queue_is_found_by_its_name(printer):
    assert Found("cups:STRUK", CUPS, f"socket://127.0.0.1:{printer.port}") in find()
