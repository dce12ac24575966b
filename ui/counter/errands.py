"""The officer's acts on their way to the office: one at a time, each by its name."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from loket.errors import LoketError
from loket.office import (
    appointment_lists,
    appointment_paper,
    appointments,
    calling,
    checking_in,
    journeys,
    receipts,
    signin,
    turns,
    undo,
)
from ui.station import Station

ACTS: dict[str, Any] = {
    "call_next": calling.call_next,
    "finish_and_call_next": calling.finish_and_call_next,
    "call_visit": calling.call_visit,
    "recall": calling.recall,
    "start": calling.start,
    "finish": calling.finish,
    "mark_absent": calling.mark_absent,
    "skip": calling.skip,
    "park": calling.park,
    "transfer": journeys.transfer,
    "send_back": journeys.send_back,
    "return_to_queue": calling.return_to_queue,
    "postpone": turns.postpone,
    "regroup": turns.regroup,
    "undo": undo.undo,
    "undo_of_visit": undo.undo_of_visit,
    "take_break": signin.take_break,
    "resume": signin.resume,
    "sign_out": signin.sign_out,
    "receipt_draft": receipts.receipt_draft,
    "print_receipt": receipts.print_receipt,
    "print_missing": receipts.print_missing,
    "print_ticket": receipts.print_ticket,
    "appointment_of": appointment_lists.appointment_of,
    "book": appointments.book,
    "move_appointment": appointments.move_appointment,
    "cancel_appointment": appointments.cancel_appointment,
    "check_in": checking_in.check_in,
    "print_appointment": appointment_paper.print_appointment,
}
"""Name → act. Each is one press and one commit."""


class Errands(QObject):
    """Hands acts over. `answered(name, result)` or `failed(name, error)` follows each."""

    began = Signal(str)
    answered = Signal(str, object)
    failed = Signal(str, object)

    def __init__(self, station: Station, parent: QObject) -> None:
        """Use the station's bridge."""
        super().__init__(parent)
        self.station = station
        self.name = ""
        """The act under way, empty when there is none."""

    def run(self, name: str, **facts: object) -> bool:
        """Do an act; False when another one is still under way."""
        if self.name:
            return False
        self.name = name
        self.began.emit(name)
        self.station.bridge.run(partial(ACTS[name], **facts), self._done, self._failed)
        return True

    def _done(self, result: object) -> None:
        name, self.name = self.name, ""
        self.answered.emit(name, result)

    def _failed(self, error: LoketError) -> None:
        name, self.name = self.name, ""
        self.failed.emit(name, error)
