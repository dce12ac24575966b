"""The virtual printers of one window, which can be told to fail: for training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printers.port import OnPaper, PrinterPort, open_port
from printers.virtual import VirtualPort

if TYPE_CHECKING:
    from loket.model.printer import PrinterRecord


class Playing:
    """Opens ports for a spool, and lets the virtual ones fail. May be told from any thread."""

    def __init__(self) -> None:
        """Nothing fails at first."""
        self.fault = ""
        self._ports: dict[str, VirtualPort] = {}

    def __call__(self, record: PrinterRecord, on_paper: OnPaper) -> PrinterPort:
        """Open the port of a printer; a virtual one fails as the others do."""
        port = open_port(record, on_paper)
        if isinstance(port, VirtualPort):
            port.fault = self.fault
            self._ports[record.name] = port
        return port

    def play(self, fault: str) -> None:
        """Let every virtual printer fail in this way from now on; empty: none does."""
        self.fault = fault
        for port in list(self._ports.values()):
            port.fault = fault
