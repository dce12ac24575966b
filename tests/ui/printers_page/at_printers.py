"""A supervisor in front of the printer page: a real office, real threads, printers that do what the test says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from loket.cli.printer_hands import PrinterHands
from loket.office.context import Office
from printers.port import OnPaper, Outcome, PrinterPort, State, Status, open_port
from ui.beside import Beside
from ui.printers_page.samples import FOUND, SampleFound
from ui.printers_page.screen import PrintersScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from loket.model.printer import PrinterRecord
    from tests.ui.conftest import Desk

CLICK = Qt.MouseButton.LeftButton


@dataclass
class Machine:
    """A printer as it stands there: what it answers, and what it was sent."""

    outcomes: list[Outcome] = field(default_factory=list)
    """What becomes of the next papers; PRINTED when nothing is left."""
    cover: bool = False
    tells: bool = True
    sent: list[tuple[bytes, ...]] = field(default_factory=list)
    gate: threading.Event | None = None
    """Whoever prints waits for this first: a printer that hangs."""

    def status(self) -> Status:
        if not self.tells:
            return Status(online=True)
        return Status(online=True, paper="ok", cover=self.cover, raw=b"\x12")

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        if self.gate is not None:
            self.gate.wait(20)
        self.sent.append(fragments)
        return self.outcomes.pop(0) if self.outcomes else Outcome(State.PRINTED, "", 1, "ready")


class Supervisor:
    """Presses, writes and waits."""

    def __init__(self, qtbot: QtBot, desk: Desk, *, machine: Machine | None = None, language: str = "id") -> None:
        self.qtbot, self.desk = qtbot, desk
        self.machine = machine or Machine()
        self.found: tuple[SampleFound, ...] = FOUND
        self.threads: list[Beside] = []
        hands = PrinterHands(
            lambda: Office(desk.line.open(), desk.clock), find=lambda network: self.found[: 4 if network else 1],
            ports=self._port, patience_s=0.3,
        )  # fmt: skip
        self.page = PrintersScreen(desk.station(language=language, pace=500.0), hands, self._thread)
        qtbot.addWidget(self.page)
        self._heard: list[str] = []
        self.page.banners.changed.connect(self._hear)
        self.page.resize(1366, 768)
        self.page.show()
        qtbot.waitUntil(lambda: self.page.board is not None)

    def _port(self, record: PrinterRecord, on_paper: OnPaper) -> PrinterPort:
        return open_port(record, on_paper) if record.url.startswith("virtual:") else self.machine

    def _thread(self, name: str) -> Beside:
        self.threads.append(Beside(name))
        return self.threads[-1]

    def end(self) -> None:
        """Close the window, and let all threads end before the office goes."""
        self.page.close()
        for each in self.threads:
            each.close()
            each.join(20)

    def part(self, name: str) -> QWidget:
        """Give the part of that name that is seen."""
        found = [each for each in self.page.findChildren(QWidget, name) if each.isVisible()]
        assert found, f"{name} is not there"
        return found[-1]

    def press(self, name: str) -> None:
        self.until(lambda: bool([e for e in self.page.findChildren(QWidget, name) if e.isVisible() and e.isEnabled()]))
        QTest.mouseClick(self.part(name), CLICK)

    def key(self, key: Qt.Key) -> None:
        dialog = self.page.dialog()
        QTest.keyClick(dialog if dialog is not None else self.page, key)

    def write(self, name: str, words: str) -> None:
        field_ = self.part(name)
        assert isinstance(field_, QLineEdit)
        field_.clear()
        QTest.keyClicks(field_, words)

    def until(self, reached: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(reached, timeout=20_000)

    def says(self, words: str) -> bool:
        """Tell whether a banner has said that; some are gone after a moment."""
        return any(words in said for said in self._heard)

    def _hear(self) -> None:
        self._heard += [f"{notice.title} {notice.text}" for notice in self.page.banners.notices().values()]
