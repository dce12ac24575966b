"""A raw queue of CUPS, through its own commands (lp, lpstat, cancel): no library to compile, nothing to link.

What the commands print was read off CUPS 2.4. The language is fixed, so that the words are always the same.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from urllib.parse import urlsplit

from loket.errors import N_
from loket.model.print_reasons import COVER_OPEN, FAULTY, NOT_READY, NOT_THERE, OUT_OF_PAPER, SILENT
from printers.asking import NoLine
from printers.port import PrinterPort, Status
from printers.queue_port import PAUSED, Look, Step, UncertainError
from printers.tcp import TcpPort

NO_CUPS = N_("perintah lp tidak ada: pasang paket cups-client")
CUPS_DOWN = N_("layanan cetak CUPS tidak berjalan")
NOT_ACCEPTING = N_("antrean cetak tidak menerima tiket")
CUPS_SILENT = N_("layanan cetak CUPS tidak menjawab")

COMMAND_S = 10.0
"""How long one command may take."""

_ALERTS = (
    (("media-empty", "media-needed"), OUT_OF_PAPER, "out"),
    (("cover-open", "door-open", "interlock-open"), COVER_OPEN, "cover"),
    (("media-jam", "cutter"), FAULTY, "offline"),
    (("offline", "shutdown", "timed-out"), NOT_READY, "offline"),
)
"""Parts of printer-state-reasons (RFC 8011, 5.4.12) that speak against printing."""


_DEVICE = re.compile(r"^device for (\S+): (\S+)$", re.MULTILINE)
_NOW_PRINTING = re.compile(r"now printing (\S+?)\.\s")

_BROKEN = re.compile(r"canceled|aborted|stopped|-errors|[Uu]nable to|[Pp]ermission denied|failed")
"""What CUPS says of a job that it gave up. Of one that went through it says no more than that it ended."""


def run_tool(*words: str, data: bytes | None = None) -> tuple[int, str]:
    """Run a command of CUPS and give its exit code and its words; raises NoLine, or TimeoutExpired."""
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours, the queue's name is checked
            words,
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=COMMAND_S,
            env={**os.environ, "LC_ALL": "C", "LANGUAGE": "C"},
            check=False,
        )
    except OSError as error:
        raise NoLine(NO_CUPS) from error
    return done.returncode, done.stdout.decode("utf-8", "replace")


def devices_of(words: str) -> dict[str, str]:
    """Read `lpstat -v`: the queues, each with the address of its device."""
    return dict(_DEVICE.findall(words))


class CupsQueue:
    """One queue of CUPS on this PC."""

    def __init__(self, name: str, asks: Callable[[str, int], PrinterPort] = TcpPort) -> None:
        """`name` as `lpstat -e` gives it; `asks` makes a port to a printer in the network behind the queue."""
        self._name, self._asks = name, asks
        self._behind: dict[tuple[str, int], PrinterPort] = {}

    def look(self) -> Look:
        """Ask CUPS and, when the queue leads to a port in the network, the printer behind it."""
        words = self._asked("-l", "-p", self._name, "-a", self._name)
        jobs = len(self._entries("not-completed"))
        alerts = " ".join(re.findall(r"^\tAlerts: (.*)$", words, re.MULTILINE))
        if f"printer {self._name} disabled" in words:
            return Look(PAUSED, "offline", jobs)
        if f"{self._name} not accepting" in words:  # not for people
            return Look(NOT_ACCEPTING, "offline", jobs)
        for parts, reason, printer in _ALERTS:
            if any(part in alerts for part in parts):
                return Look(reason, printer, jobs)
        behind = self._printer_behind() if not jobs else None
        if behind is not None and behind.reason:
            return Look(behind.reason, behind.state, jobs)
        low = "media-low" in alerts or (behind is not None and behind.paper == "low")
        return Look("", "low" if low else "unknown", jobs)

    def put(self, data: bytes) -> str:
        """Put a job in; raises NoLine when CUPS refuses it."""
        try:
            code, words = run_tool("lp", "-d", self._name, "-o", "raw", "-t", "Loket", "-", data=data)
        except subprocess.TimeoutExpired as error:
            raise UncertainError from error
        found = re.search(rf"request id is ({re.escape(self._name)}-\d+)", words)  # not for people
        if code != 0 or found is None:
            raise NoLine(NOT_ACCEPTING)
        return found[1]

    def step(self, job: str) -> Step:
        """Ask how far a job is."""
        waiting = self._entries("not-completed").get(job)
        if waiting is not None:
            return Step.PRINTING if "job-printing" in waiting or "job-stopped" in waiting else Step.WAITING
        done = self._entries("completed").get(job, "")
        return Step.BROKEN if _BROKEN.search(done) else Step.GONE

    def withdraw(self, job: str) -> bool:
        """Cancel a job. Only one whose queue was stopped, or busy with another job, before and after had not begun."""
        untouched = self._keeps_waiting(job)
        try:
            run_tool("cancel", job)
        except subprocess.TimeoutExpired:
            return False
        return untouched and self._keeps_waiting(job) and job not in self._entries("not-completed")

    def _keeps_waiting(self, job: str) -> bool:
        words = self._asked("-p", self._name)
        other = _NOW_PRINTING.search(words)
        return " disabled " in words or (other is not None and other[1] != job)

    def _printer_behind(self) -> Status | None:
        """Ask the printer itself when CUPS would reach it over the network: CUPS does not."""
        parts = urlsplit(devices_of(self._asked("-v", self._name)).get(self._name, ""))
        if parts.scheme != "socket":
            return None
        try:
            address = parts.hostname or "", parts.port or 9100
        except ValueError:
            return None
        if address not in self._behind:
            self._behind[address] = self._asks(*address)  # kept: it learns whether this printer answers
        return self._behind[address].status()

    def _entries(self, which: str) -> dict[str, str]:
        """Give the jobs of the queue, each with what CUPS says of it."""
        found: dict[str, str] = {}
        name = ""
        for line in self._asked("-l", "-W", which, "-o", self._name).splitlines():
            if line.startswith(f"{self._name}-"):
                name = line.split()[0]
                found[name] = ""
            elif name and line.startswith(("\tStatus:", "\tAlerts:")):
                found[name] += line
        return found

    def _asked(self, *words: str) -> str:
        try:
            code, answer = run_tool("lpstat", *words)
        except subprocess.TimeoutExpired as error:
            raise NoLine(CUPS_SILENT) from error
        if code != 0:
            gone = "nvalid destination" in answer or "No destinations" in answer  # not for people
            raise NoLine(NOT_THERE if gone else CUPS_DOWN if "cheduler" in answer or "connect" in answer else SILENT)
        return answer
