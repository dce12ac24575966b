"""The appointments told again from the journal, beside their rows: part of `loket verify`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loket.errors import Refused
from loket.model.appointment import AppointmentAct, AppointmentState, following
from loket.model.events import Fact, Kind
from loket.store.contract import Book

_ACTS = {
    Kind.APPOINTMENT_MOVED: AppointmentAct.MOVE,
    Kind.APPOINTMENT_CANCELLED: AppointmentAct.CANCEL,
    Kind.APPOINTMENT_CHECKED_IN: AppointmentAct.CHECK_IN,
    Kind.APPOINTMENT_MISSED: AppointmentAct.MISS,
    Kind.APPOINTMENT_RESTORED: AppointmentAct.RESTORE,
}
_FINAL = (AppointmentState.CHECKED_IN, AppointmentState.CANCELLED)
"""States that nothing follows when their day is over; somebody who was missed may get another slot weeks later."""


@dataclass(slots=True)
class AppointmentProof:
    """Keeps what the facts say of appointments until they have ended and their day is over."""

    _told: dict[str, dict[str, Any]] = field(default_factory=dict)
    _count: int = 0
    _violations: list[str] = field(default_factory=list)

    def tell(self, fact: Fact) -> None:
        """Take one fact into account."""
        if fact.kind == Kind.APPOINTMENT_BOOKED:
            data = fact.data
            if data["code"] in self._told:
                self._violations.append(f"fact {fact.seq} ({fact.kind}): appointment {data['code']} booked twice")
            self._count += 1
            self._told[data["code"]] = {
                "service": data["service"], "day": data["day"], "slot": data["slot"], "state": AppointmentState.BOOKED,
                "visit": None, "number": None,
            }  # fmt: skip
        elif fact.kind in _ACTS:
            self._acted(fact, _ACTS[Kind(fact.kind)])

    def compare(self, book: Book, before: str) -> None:
        """Let go of what ended on days before an office day and agrees with its row.

        What does not is compared at last: where the clock was set back, it may still have been taken back.
        """
        for code, told in list(self._told.items()):
            if told["day"] < before and told["state"] in _FINAL and not _difference(book, code, told):
                del self._told[code]

    def compare_all(self, book: Book) -> list[str]:
        """Compare what is left, and the count of all."""
        found = self._violations
        found += filter(None, (_difference(book, code, told) for code, told in self._told.items()))
        rows = book.appointment_count()
        if rows != self._count:
            found.append(f"appointments: table has {rows}, journal tells of {self._count}")
        return found

    def _acted(self, fact: Fact, act: AppointmentAct) -> None:
        code = fact.data["code"]
        if act is AppointmentAct.RESTORE and code not in self._told:  # it was over and let go of; it tells itself
            told_again = {name: fact.data[name] for name in ("service", "day", "slot")}
            self._told[code] = {**told_again, "state": AppointmentState(fact.data["from"])}
        told = self._told.get(code)
        if told is None:
            self._violations.append(f"fact {fact.seq} ({fact.kind}): appointment {code} was never booked or is over")
            return
        try:
            told["state"] = following(told["state"], act, code)
        except Refused as refusal:
            self._violations.append(f"fact {fact.seq} ({fact.kind}): {refusal}")
        if act is AppointmentAct.MOVE:
            told |= {"day": fact.data["day"], "slot": fact.data["slot"]}
        if act in (AppointmentAct.CHECK_IN, AppointmentAct.RESTORE):
            told |= {"visit": fact.visit, "number": fact.number}


def _difference(book: Book, code: str, told: Mapping[str, Any]) -> str:
    """Name what the row of an appointment says otherwise than the journal; nothing when they agree."""
    try:
        row = book.appointment(code)
    except ValueError as error:
        return f"appointment {code}: its row cannot be read: {error}"
    known = None if row is None else {
        "service": row.service, "day": row.day.isoformat(), "slot": row.slot.isoformat(), "state": row.state,
        "visit": row.visit, "number": row.number,
    }  # fmt: skip
    return "" if known == told else f"appointment {code}: table says {known}, journal {told}"
