"""A printer that fails, in memory: the simulator's engine at the end of a line without a wire, for training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.model.print_reasons import UNREACHABLE
from printers.asking import AskingPort, NoLine
from printers.engine import Engine, Sheet
from printers.faults import OF_THE_LINE, fault_of
from printers.talk import Known, LineBroken, Timing

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

AT_ONCE = Timing(0.0, 0.0, 0.0, 0.0, float("inf"), 0.0, 0.0)
"""Nobody waits for a printer that is a few lines of this program."""


class MemoryLine:
    """A line to an engine; the faults of a line are played here."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._answers, self._taken = engine, b"", 0

    def send(self, data: bytes, patience_s: float) -> int:  # noqa: ARG002 - a line answers at once or never
        """Hand over what the fault lets through."""
        fault = self._engine.fault
        if fault.kind == "busy":
            return len(data) if self._taken == 0 else 0
        if fault.kind in OF_THE_LINE:
            data = data[: max(0, fault.at - self._taken)]
            if not data and fault.kind != "stall":
                if fault.kind == "power":
                    self._engine.lose_power()
                raise LineBroken
        self._taken += len(data)
        self._answers += self._engine.take(data) if data else b""
        return len(data)

    def receive(self, patience_s: float) -> bytes:  # noqa: ARG002 - a line answers at once or never
        """Give the answers."""
        heard, self._answers = self._answers, b""
        return heard

    def finish(self, *, whole: bool) -> bool:  # noqa: ARG002 - nothing is on its way
        """Close the line."""
        self._engine.closed()
        return True


class InMemory:
    """A printer that fails; `port` prints on it, `text` is the fault as it was told."""

    def __init__(self, text: str, width_dots: int) -> None:
        """Raises Refused for a fault that there is not."""
        self.text = text
        self._engine = Engine(width_dots, fault_of(text))
        silent = self._engine.fault.kind in ("mute", "garbage")
        self.port = AskingPort(self._line, Known(answers=not silent), AT_ONCE)

    def papers(self) -> list[QImage]:
        """Take away what came out since the last time, cut or hanging."""
        sheets = self._engine.sheets
        self._engine.papers = [Sheet(self._engine.papers[-1].width)]
        return [sheet.image for sheet in sheets]

    def _line(self) -> MemoryLine:
        if self._engine.fault.kind in ("refuse", "waking"):
            raise NoLine(UNREACHABLE)
        return MemoryLine(self._engine)
