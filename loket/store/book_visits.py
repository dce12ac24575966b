"""The hot rows: visits and their legs. Plain SQL, each statement one index step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from loket.model.numbering import LETTERS, SEQUENCE_MOST
from loket.model.visit import Leg, State, Visit
from loket.store.rows import (
    LEG_COLUMNS,
    OPENED_COLUMNS,
    ORDINAL_BITS,
    TICKET_COLUMNS,
    VISIT_COLUMNS,
    Row,
    keys_of_day,
    keys_of_letter,
    keys_of_visit,
    leg_changes,
    leg_key,
    leg_of,
    leg_row,
    maybe_stamp,
    moment,
    sequence_of_key,
    stamp,
    ticket_key,
    ticket_row,
    visit_of,
)
from loket.store.statements import Statements

_OPENED = f"INSERT INTO legs ({OPENED_COLUMNS}) VALUES ({', '.join('?' * 15)})"
_TAKEN = f"INSERT INTO legs ({TICKET_COLUMNS}) VALUES ({', '.join('?' * 17)})"
_LINE = "FROM legs INDEXED BY legs_open WHERE day = ? AND state = 'waiting' AND service = ? AND ended_at IS NULL"
_CALLABLE = (
    # Meant for a counter or an officer who is on duty: nobody else calls it by the rule.
    "(not_before IS NULL OR not_before <= ?) AND (to_counter IS NULL OR to_counter = ? OR NOT EXISTS "
    "(SELECT 1 FROM duties AS d WHERE d.counter = to_counter AND d.signed_out_at IS NULL)) "
    "AND (to_officer IS NULL OR to_officer = ? OR NOT EXISTS "
    "(SELECT 1 FROM duties AS d WHERE d.officer = to_officer AND d.signed_out_at IS NULL))"
)
_HEAD = f"SELECT * FROM (SELECT {LEG_COLUMNS} {_LINE} AND {_CALLABLE} ORDER BY key_at, key LIMIT 1) AS head"
_URGENT = (
    f"SELECT * FROM (SELECT {LEG_COLUMNS} FROM legs INDEXED BY legs_urgent WHERE day = ? AND service = ? "
    f"AND state = 'waiting' AND priority IS NOT NULL AND ended_at IS NULL AND (yields_to IS NULL OR yields_to < ?) "
    f"AND {_CALLABLE} "
    "ORDER BY key_at, key LIMIT 1) AS urgent"
)
_WAITING = f"SELECT {LEG_COLUMNS} {_LINE} AND (key_at, key) > (?, ?) ORDER BY key_at, key LIMIT ?"
_LAST_AND_AHEAD = f"SELECT (SELECT max(key) FROM legs WHERE key BETWEEN ? AND ?), (SELECT count(*) {_LINE})"
_AT_COUNTER = (
    f"SELECT {LEG_COLUMNS} FROM legs INDEXED BY legs_open WHERE day = ? AND state IN ('called', 'serving') "
    "AND ended_at IS NULL AND counter = ?"
)
_OPEN = f"SELECT {LEG_COLUMNS} FROM legs INDEXED BY legs_open WHERE day = ? AND ended_at IS NULL ORDER BY key_at, key"
_CHANGE = (
    "UPDATE legs SET state = ?, key_at = ?, counter = ?, officer = ?, called_at = ?, last_called_at = ?, calls = ?, "
    "started_at = ?, ended_at = ?, note = ?, moved_at = ?, not_before = ?, postponed = ?, yields_to = ? "
    "WHERE key = ?"
)
_END = "UPDATE legs SET state = ?, ended_at = ?, moved_at = ? WHERE key = ?"
_MOST_DIGITS = 9
_FIRST = f"key & {ORDINAL_BITS} = 1"
_CANCELLED = f"SELECT count(*) FROM legs WHERE key BETWEEN ? AND ? AND {_FIRST} AND state = ? AND started_at IS NULL"
_LAST_OF_LETTER = "SELECT max(key) FROM legs WHERE key BETWEEN ? AND ?"


@cache
def _of_lines(statement: str, services: int) -> str:
    """Write one statement that asks `statement` of several lines."""
    return " UNION ALL ".join([statement] * services)


class VisitRows:
    """Visits and their legs, of one transaction."""

    _db: Statements

    def last_sequence(self, day: date, letter: str) -> int:
        """Give the last number taken of a letter, 0 when none was."""
        key = self._db.execute(_LAST_OF_LETTER, keys_of_letter(day, letter)).fetchone()[0]
        return sequence_of_key(key) if key else 0

    def add_ticket(self, visit: Visit, leg: Leg, missing: Sequence[str], job: int) -> None:
        """Save a new visit with its first leg.

        `missing` names the requirements the visitor has not brought; `job` is the fact that orders its slip. A number
        that was given before is refused by the table (the engine's IntegrityError): that would be a mistake of ours.
        """
        self._db.execute(_TAKEN, ticket_row(visit, leg, missing, job))

    def add_leg(self, leg: Leg) -> None:
        """Save a further leg of a visit."""
        self._db.execute(_OPENED, leg_row(leg))

    def change_leg(self, leg: Leg) -> None:
        """Save what an act changed in a leg."""
        self._db.execute(_CHANGE, leg_changes(leg))

    def postpone_leg(self, leg: Leg) -> None:
        """Save that a visitor lets others go first: the new place and how often that was, nothing else."""
        self._db.execute(
            "UPDATE legs SET key_at = ?, postponed = ?, yields_to = ? WHERE key = ?",
            (stamp(leg.key_at), leg.postponed, maybe_stamp(leg.yields_to), leg_key(leg.visit, leg.ordinal)),
        )

    def end_leg(self, leg: Leg) -> None:
        """Save that the closing of the day ended a leg: its state and when, nothing else of it."""
        row = leg_changes(leg)
        self._db.execute(_END, (row[0], row[8], row[10], row[-1]))

    def remove_leg(self, leg: Leg) -> None:
        """Take back a leg that an undone transfer had opened; its facts stay in the journal."""
        self._db.execute("DELETE FROM legs WHERE key = ?", (leg_key(leg.visit, leg.ordinal),))

    def heads(
        self, day: date, services: Sequence[str], now: datetime, counter: int, officer: str | None = None
    ) -> list[Leg]:
        """Give the first leg of every service's line that may be called now by an officer at a counter."""
        asked = [(day.isoformat(), service, stamp(now), counter, officer or "") for service in services]
        return self._firsts(_HEAD, asked)

    def urgent(
        self, day: date, heads: Sequence[Leg], now: datetime, counter: int, officer: str | None = None
    ) -> list[Leg]:
        """Give the first priority visitor's leg of the line of each head who does not yield to it; see `heads`."""
        asked = [
            (day.isoformat(), head.service, stamp(head.key_at), stamp(now), counter, officer or "") for head in heads
        ]  # fmt: skip
        return self._firsts(_URGENT, asked)

    def _firsts(self, statement: str, asked: Sequence[Row]) -> list[Leg]:
        if not asked:
            return []
        values = [value for line in asked for value in line]
        return [leg_of(row) for row in self._db.execute(_of_lines(statement, len(asked)), values)]

    def waiting_behind(self, day: date, service: str, leg: Leg | None, most: int) -> list[Leg]:
        """Give the first `most` waiting legs of a line behind `leg`, in order; from its head without one."""
        place = (stamp(leg.key_at), leg_key(leg.visit, leg.ordinal)) if leg else ("", 0)
        rows = self._db.execute(_WAITING, (day.isoformat(), service, *place, most))
        return [leg_of(row) for row in rows]

    def since_early(self, day: date) -> dict[str, int]:
        """Give every line's calls since its last early one on a day; a line without a call today is not named."""
        rows = self._db.execute("SELECT service, since FROM lines WHERE day = ?", (day.isoformat(),))
        return dict(rows)

    def set_since_early(self, day: date, service: str, since: int) -> None:
        """Save a line's calls since its last early one."""
        self._db.execute(
            "INSERT INTO lines (service, day, since) VALUES (?, ?, ?) ON CONFLICT (service) "
            "DO UPDATE SET day = excluded.day, since = excluded.since",
            (service, day.isoformat(), since),
        )

    def carried_over(self, day: date) -> list[tuple[Leg, str | None]]:
        """Give the legs of a day that were carried over, in order, each with the visit that continues it, if any."""
        rows = self._db.execute(
            f"SELECT {LEG_COLUMNS}, continued_by FROM legs WHERE key BETWEEN ? AND ? AND state = ? "
            "ORDER BY key_at, key",
            (*keys_of_day(day), State.CARRIED_OVER.value),
        )
        return [(leg_of(row), row[-1]) for row in rows]

    def set_continued(self, leg: Leg, visit: str | None) -> None:
        """Save which visit of a later day continues a leg that was carried over, None for no one any more."""
        self._db.execute(
            "UPDATE legs SET continued_by = ? WHERE key = ?", (visit, leg_key(leg.visit, leg.ordinal))
        )  # fmt: skip

    def set_priority(self, leg: Leg) -> None:
        """Save a leg's priority group, which is the visit's as long as it is the first leg."""
        self._db.execute(
            "UPDATE legs SET priority = ? WHERE key = ?", (leg.priority, leg_key(leg.visit, leg.ordinal))
        )  # fmt: skip

    def cancelled_unserved(self, day: date, letter: str) -> int:
        """Count the numbers of a letter that were cancelled before anybody was served with them."""
        row = self._db.execute(_CANCELLED, (*keys_of_letter(day, letter), State.CANCELLED.value)).fetchone()
        return int(row[0])

    def last_and_ahead(self, day: date, letter: str) -> tuple[int, int]:
        """Give the last number taken of a letter, and how many wait for its service."""
        key, ahead = self._db.execute(
            _LAST_AND_AHEAD, (*keys_of_letter(day, letter), day.isoformat(), letter)
        ).fetchone()  # fmt: skip
        return (sequence_of_key(key) if key else 0), ahead

    def at_counter(self, day: date, counter: int) -> Leg | None:
        """Give the leg that is called or served at a counter."""
        row = self._db.execute(_AT_COUNTER, (day.isoformat(), counter)).fetchone()
        return leg_of(row) if row else None

    def open_legs(self, day: date) -> list[Leg]:
        """Give all open legs of a day in order of their keys."""
        return [leg_of(row) for row in self._db.execute(_OPEN, (day.isoformat(),))]

    def last_leg(self, visit: str) -> Leg | None:
        """Give the newest leg of a visit."""
        row = self._db.execute(
            f"SELECT {LEG_COLUMNS} FROM legs WHERE key BETWEEN ? AND ? AND visit = ? ORDER BY key DESC LIMIT 1",
            (*keys_of_visit(visit), visit),
        ).fetchone()
        return leg_of(row) if row else None

    def legs_of_visit(self, visit: str) -> list[Leg]:
        """Give all legs of a visit in order."""
        rows = self._db.execute(
            f"SELECT {LEG_COLUMNS} FROM legs WHERE key BETWEEN ? AND ? AND visit = ? ORDER BY key",
            (*keys_of_visit(visit), visit),
        )
        return [leg_of(row) for row in rows]

    def visit(self, visit: str) -> Visit | None:
        """Give a visit by its identity."""
        row = self._first_leg(VISIT_COLUMNS, visit)
        return visit_of(row) if row else None

    def visit_by_number(self, day: date, number: str) -> Visit | None:
        """Give the visit of a printed number on a day."""
        letter, digits = number[:1].upper(), number[1:].lstrip("-")
        readable = letter in LETTERS and digits.isdecimal() and len(digits) <= _MOST_DIGITS
        if not (readable and 1 <= int(digits) <= SEQUENCE_MOST):
            return None
        row = self._db.execute(
            f"SELECT {VISIT_COLUMNS} FROM legs WHERE key = ?", (ticket_key(day, letter, int(digits)),)
        ).fetchone()
        return visit_of(row) if row else None

    def missing_of(self, visit: str) -> tuple[str, ...]:
        """Give the requirements a visitor has marked as not brought."""
        row = self._first_leg("missing", visit)
        return tuple(json.loads(row[0])) if row and row[0] else ()

    def job_of_visit(self, visit: str) -> int | None:
        """Give the newest print job of a visit's ticket."""
        row = self._first_leg("job", visit)
        return int(row[0]) if row else None

    def set_job_of_visit(self, visit: str, job: int) -> None:
        """Save which job prints a visit's ticket now."""
        self._db.execute("UPDATE legs SET job = ? WHERE key = ? AND visit = ?", (job, leg_key(visit, 1), visit))

    def _first_leg(self, columns: str, visit: str) -> Row | None:
        query = f"SELECT {columns} FROM legs WHERE key = ? AND visit = ?"
        row: Row | None = self._db.execute(query, (leg_key(visit, 1), visit)).fetchone()
        return row

    def visits_of(self, day: date) -> list[Visit]:
        """Give all visits of a day by letter and number."""
        rows = self._db.execute(
            f"SELECT {VISIT_COLUMNS} FROM legs WHERE key BETWEEN ? AND ? AND {_FIRST} ORDER BY key", keys_of_day(day)
        )
        return [visit_of(row) for row in rows]

    def legs_of(self, day: date) -> list[Leg]:
        """Give all legs of a day's visits."""
        rows = self._db.execute(
            f"SELECT {LEG_COLUMNS} FROM legs WHERE key BETWEEN ? AND ? ORDER BY key", keys_of_day(day)
        )
        return [leg_of(row) for row in rows]

    def state_counts(self, day: date) -> dict[tuple[str, str], int]:
        """Count the legs of a day by (service, state)."""
        rows = self._db.execute(
            "SELECT service, state, count(*) FROM legs WHERE key BETWEEN ? AND ? GROUP BY service, state",
            keys_of_day(day),
        )
        return {(service, state): count for service, state, count in rows}

    def visit_counts(self) -> dict[date, int]:
        """Count the visits of every day, for `loket verify`."""
        rows = self._db.execute(f"SELECT day, count(*) FROM legs WHERE {_FIRST} GROUP BY day")
        return {date.fromisoformat(day): count for day, count in rows}

    def leg_count(self) -> int:
        """Count all legs ever, for `loket verify`."""
        return int(self._db.execute("SELECT count(*) FROM legs").fetchone()[0])

    def recent_waits(self, day: date, services: Sequence[str]) -> list[tuple[str, datetime, datetime]]:
        """Give (service, opened, called) of the legs of a day that were called, for averages."""
        marks = ", ".join("?" * len(services))
        rows = self._db.execute(
            "SELECT service, opened_at, called_at FROM legs WHERE key BETWEEN ? AND ? AND called_at IS NOT NULL "
            f"AND service IN ({marks})",
            (*keys_of_day(day), *services),
        )
        return [(service, moment(opened), moment(called)) for service, opened, called in rows]

    def served_count(self, day: date, counter: int) -> int:
        """Count the legs finished at a counter on a day."""
        row = self._db.execute(
            "SELECT count(*) FROM legs WHERE key BETWEEN ? AND ? AND counter = ? AND state = ?",
            (*keys_of_day(day), counter, State.FINISHED.value),
        ).fetchone()
        return int(row[0])
