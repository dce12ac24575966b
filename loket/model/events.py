"""Facts: what happened, numbered and chained. The journal is a list of these and nothing else.

The chain is made for outsiders to check (docs/journal.md): the hash of a fact is the SHA-256, in hex, of the hash of
the fact before it followed by the fact's canonical JSON: keys sorted, no spaces, non-ASCII as UTF-8, "prev" included,
"hash" left out. The first "prev" is 64 zeros.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

FIRST_PREV = "0" * 64
"""What stands as "prev" in the first fact of an office."""


class Kind(StrEnum):
    """What a fact tells."""

    OFFICE_CREATED = "office_created"
    CATALOGUE_CHANGED = "catalogue_changed"
    DAY_OPENED = "day_opened"
    DAY_CLOSED = "day_closed"
    CLOCK_MOVED = "clock_moved"
    TICKET_TAKEN = "ticket_taken"
    VISIT_CALLED = "visit_called"
    VISIT_RECALLED = "visit_recalled"
    VISIT_STARTED = "visit_started"
    VISIT_FINISHED = "visit_finished"
    VISIT_ABSENT = "visit_absent"
    VISIT_PARKED = "visit_parked"
    VISIT_TRANSFERRED = "visit_transferred"
    VISIT_RETURNED = "visit_returned"
    VISIT_SKIPPED = "visit_skipped"
    VISIT_POSTPONED = "visit_postponed"
    PRIORITY_CHANGED = "priority_changed"
    VISIT_CARRIED_OVER = "visit_carried_over"
    VISIT_CANCELLED = "visit_cancelled"
    VISIT_CLOSED = "visit_closed"
    ACT_UNDONE = "act_undone"
    CALL_SHOWN = "call_shown"
    CALL_SPOKEN = "call_spoken"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    BREAK_STARTED = "break_started"
    BREAK_ENDED = "break_ended"
    PRINTER_CHANGED = "printer_changed"
    SLIP_PRINTED = "slip_printed"
    PRINT_FAILED = "print_failed"
    SLIP_REPRINTED = "slip_reprinted"
    SLIP_ORDERED = "slip_ordered"
    PRINTER_STATE = "printer_state"
    ROLL_CHANGED = "roll_changed"
    APPOINTMENT_BOOKED = "appointment_booked"
    APPOINTMENT_MOVED = "appointment_moved"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    APPOINTMENT_CHECKED_IN = "appointment_checked_in"
    APPOINTMENT_MISSED = "appointment_missed"
    APPOINTMENT_RESTORED = "appointment_restored"
    CONTACTS_FORGOTTEN = "contacts_forgotten"


CALLS = (Kind.VISIT_CALLED, Kind.VISIT_RECALLED)
"""Facts that the hall shows and speaks."""

_quote = json.encoder.encode_basestring
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened.

    `at` is the UTC instant as text, ISO 8601 with microseconds and "Z"; within the journal it goes back
    only at a fact `clock_moved` (`loket.office.context`). `officer` is the officer's code. `data` holds JSON only.
    """

    seq: int
    at: str
    kind: str
    visit: str | None = None
    number: str | None = None
    counter: int | None = None
    officer: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    prev: str = FIRST_PREV
    hash: str = ""

    def body(self) -> dict[str, Any]:
        """Give the fact as the JSON object that is hashed: all fields but "hash"."""
        return {
            "seq": self.seq,
            "at": self.at,
            "kind": self.kind,
            "visit": self.visit,
            "number": self.number,
            "counter": self.counter,
            "officer": self.officer,
            "data": dict(self.data),
            "prev": self.prev,
        }

    def expected_hash(self) -> str:
        """Work out the hash that this fact must carry."""
        return chain_hash(self.prev, self.body())

    def line(self) -> dict[str, Any]:
        """Give the fact as one line of `loket journal`: the body and its hash."""
        return {**self.body(), "hash": self.hash}


def canonical(value: Mapping[str, Any]) -> str:
    """Write a JSON object canonically: keys sorted, no spaces, non-ASCII kept."""
    return _canonical(value)


def chain_hash(prev: str, body: Mapping[str, Any]) -> str:
    """Give the hash of a fact whose JSON object is `body` and whose forerunner's hash is `prev`."""
    return sha256((prev + _canonical(body)).encode()).hexdigest()


def hash_of_parts(
    seq: int, at: str, kind: str, visit: str | None, number: str | None, counter: int | None, officer: str | None,
    data: str, prev: str,
) -> str:  # fmt: skip
    """Give the same hash from a fact's parts, `data` being canonical JSON already.

    The hot path's way: the keys are written in their sorted order, so nothing is encoded twice. A test holds it equal
    to `chain_hash`.
    """
    body = (
        f'{prev}{{"at":"{at}","counter":{"null" if counter is None else counter},"data":{data},"kind":{_quoted(kind)},'
        f'"number":{_quoted(number)},"officer":{_quoted(officer)},"prev":"{prev}","seq":{seq},"visit":{_quoted(visit)}}}'
    )
    return sha256(body.encode()).hexdigest()


def _quoted(text: str | None) -> str:
    return "null" if text is None else _quote(text)
