"""The tables that make an office, in the order in which they can be filled, and their columns; alike on every engine.

The first column is the key by which a table is read in parts. What only one engine needs (SQLite's `room`, PostgreSQL's
`steps`) is no part of the office. A test holds this equal to both schemas.
"""

from __future__ import annotations

COLUMNS: dict[str, tuple[str, ...]] = {
    "services": ("code", "position", "record"),
    "counters": ("number", "record"),
    "officers": ("code", "position", "record"),
    "duties": ("id", "counter", "officer", "signed_in_at", "break_since", "signed_out_at"),
    "days": ("day", "opened_at", "first_seq", "always_open", "closed_at", "clock_was", "clock_day"),
    "legs": (
        "key", "visit", "number", "day", "service", "state", "key_at", "opened_at", "priority", "counter", "officer",
        "called_at", "last_called_at", "calls", "started_at", "ended_at", "note", "moved_at", "language", "told_low_s",
        "told_high_s", "told_base_s", "missing", "job", "not_before", "to_counter", "to_officer", "postponed", "stops",
        "continued_by", "yields_to",
    ),
    "lines": ("service", "day", "since"),
    "facts": ("seq", "at", "kind", "visit", "number", "counter", "officer", "data", "prev", "hash"),
    "displays": ("name", "shown_seq", "spoken_seq", "seen_at"),
    "printers": ("name", "position", "url", "width_dots", "cutter", "state", "profile", "roll"),
    "print_jobs": ("id", "copy", "state", "printer", "attempts", "done_at"),
    "print_attempts": ("id", "job", "printer", "at", "outcome", "reason", "bytes_sent", "took_ms"),
    "slips": ("job", "kind", "content"),
    "papers": ("job", "copy", "printer", "width_dots", "data"),
    "appointments": ("code", "service", "day", "slot", "state", "booked_at", "language", "visit", "number"),
    "contacts": ("code", "day", "name", "phone", "note"),
    "marks": ("name", "value"),
}  # fmt: skip

NUMBERED = ("duties", "print_attempts")
"""Tables whose keys the engine counts up by itself."""

TEXT_KEYS = frozenset(
    {"services", "lines", "officers", "days", "displays", "printers", "appointments", "contacts", "marks"}
)
"""Tables whose key is text; the others' is a number."""
