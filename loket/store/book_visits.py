"""The hot rows: visits, legs and sequences. Plain SQL, each statement one index step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from loket.model.visit import Leg, State, Visit
from loket.store.rows import LEG_COLUMNS, VISIT_COLUMNS, leg_changes, leg_of, leg_row, moment, stamp, visit_of

_HEAD = (
    f"SELECT {LEG_COLUMNS} FROM legs INDEXED BY legs_open WHERE day = ? AND state = 'waiting' AND service = ? "
    "AND ended_at IS NULL ORDER BY key_at, visit LIMIT ?"
)
_AHEAD = (
    "SELECT count(*) FROM legs INDEXED BY legs_open WHERE day = ? AND state = 'waiting' AND service = ? "
    "AND ended_at IS NULL"
)
_AT_COUNTER = (
    f"SELECT {LEG_COLUMNS} FROM legs INDEXED BY legs_open WHERE day = ? AND state IN ('called', 'serving') "
    "AND ended_at IS NULL AND counter = ?"
)
_OPEN = f"SELECT {LEG_COLUMNS} FROM legs INDEXED BY legs_open WHERE day = ? AND ended_at IS NULL ORDER BY key_at, visit"
_KEY_OF_VISIT = (
    "SELECT day, substr(number, 1, 1), CAST(substr(number, 2) AS INTEGER) FROM legs WHERE visit = ? AND ordinal = 1"
)
_MARKS = ", ".join("?" * 18)


class VisitRows:
    """Visits, legs and sequences of one transaction."""

    _db: sqlite3.Connection

    def next_sequence(self, day: date, letter: str) -> int:
        """Take the next number of a letter: 1, 2, 3 … without a gap; given back when the transaction fails."""
        row = self._db.execute(
            "INSERT INTO sequences (day, letter, last) VALUES (?, ?, 1) "
            "ON CONFLICT (day, letter) DO UPDATE SET last = last + 1 RETURNING last",
            (day.isoformat(), letter),
        ).fetchone()
        return int(row[0])

    def last_sequence(self, day: date, letter: str) -> int:
        """Give the last number taken of a letter, 0 when none was."""
        row = self._db.execute(
            "SELECT last FROM sequences WHERE day = ? AND letter = ?", (day.isoformat(), letter)
        ).fetchone()
        return int(row[0]) if row else 0

    def add_visit(self, visit: Visit, missing: Sequence[str], job: int) -> None:
        """Save a new visit; `missing` names the requirements the visitor has not brought, `job` prints its ticket."""
        self._db.execute(
            f"INSERT INTO visits ({VISIT_COLUMNS}, missing, job) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                visit.id, visit.day.isoformat(), visit.letter, visit.sequence, visit.number, stamp(visit.taken_at),
                visit.priority, visit.language, visit.told_low_s, visit.told_high_s,
                json.dumps(list(missing), ensure_ascii=False) if missing else "[]", job,
            ),
        )  # fmt: skip

    def add_leg(self, leg: Leg) -> None:
        """Save a new leg."""
        self._db.execute(f"INSERT INTO legs ({LEG_COLUMNS}) VALUES ({_MARKS})", leg_row(leg))

    def change_leg(self, leg: Leg) -> None:
        """Save what an act changed in a leg."""
        self._db.execute(
            "UPDATE legs SET state = ?, key_at = ?, counter = ?, officer = ?, called_at = ?, last_called_at = ?, "
            "calls = ?, started_at = ?, ended_at = ?, note = ?, moved_at = ? WHERE visit = ? AND ordinal = ?",
            leg_changes(leg),
        )

    def remove_leg(self, leg: Leg) -> None:
        """Take back a leg that an undone transfer had opened; its facts stay in the journal."""
        self._db.execute("DELETE FROM legs WHERE visit = ? AND ordinal = ?", (leg.visit, leg.ordinal))

    def heads(self, day: date, services: Sequence[str], each: int = 1) -> list[Leg]:
        """Give the first `each` waiting legs of every service's line."""
        day_text = day.isoformat()
        return [leg_of(row) for service in services for row in self._db.execute(_HEAD, (day_text, service, each))]

    def waiting_count(self, day: date, service: str) -> int:
        """Count who waits for a service."""
        return int(self._db.execute(_AHEAD, (day.isoformat(), service)).fetchone()[0])

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
            f"SELECT {LEG_COLUMNS} FROM legs WHERE visit = ? ORDER BY ordinal DESC LIMIT 1", (visit,)
        ).fetchone()
        return leg_of(row) if row else None

    def legs_of_visit(self, visit: str) -> list[Leg]:
        """Give all legs of a visit in order."""
        rows = self._db.execute(f"SELECT {LEG_COLUMNS} FROM legs WHERE visit = ? ORDER BY ordinal", (visit,))
        return [leg_of(row) for row in rows]

    def visit(self, visit: str) -> Visit | None:
        """Give a visit by its identity, found through its first leg."""
        row = self._db.execute(
            f"SELECT {VISIT_COLUMNS} FROM visits WHERE (day, letter, sequence) = ({_KEY_OF_VISIT})", (visit,)
        ).fetchone()
        return visit_of(row) if row else None

    def visit_by_number(self, day: date, number: str) -> Visit | None:
        """Give the visit of a printed number on a day."""
        letter, digits = number[:1].upper(), number[1:].lstrip("-")
        if not digits.isdigit():
            return None
        row = self._db.execute(
            f"SELECT {VISIT_COLUMNS} FROM visits WHERE day = ? AND letter = ? AND sequence = ?",
            (day.isoformat(), letter, int(digits)),
        ).fetchone()
        return visit_of(row) if row else None

    def missing_of(self, visit: str) -> tuple[str, ...]:
        """Give the requirements a visitor has marked as not brought."""
        row = self._db.execute(
            f"SELECT missing FROM visits WHERE (day, letter, sequence) = ({_KEY_OF_VISIT})", (visit,)
        ).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def job_of_visit(self, visit: str) -> int | None:
        """Give the newest print job of a visit's ticket."""
        row = self._db.execute(
            f"SELECT job FROM visits WHERE (day, letter, sequence) = ({_KEY_OF_VISIT})", (visit,)
        ).fetchone()
        return int(row[0]) if row else None

    def set_job_of_visit(self, visit: str, job: int) -> None:
        """Save which job prints a visit's ticket now."""
        self._db.execute(f"UPDATE visits SET job = ? WHERE (day, letter, sequence) = ({_KEY_OF_VISIT})", (job, visit))

    def visits_of(self, day: date) -> list[Visit]:
        """Give all visits of a day by letter and number."""
        rows = self._db.execute(
            f"SELECT {VISIT_COLUMNS} FROM visits WHERE day = ? ORDER BY letter, sequence", (day.isoformat(),)
        )
        return [visit_of(row) for row in rows]

    def legs_of(self, day: date) -> list[Leg]:
        """Give all legs of a day's visits."""
        rows = self._db.execute(
            f"SELECT {', '.join('l.' + name for name in LEG_COLUMNS.split(', '))} FROM visits v "
            "JOIN legs l ON l.visit = v.id WHERE v.day = ? ORDER BY l.visit, l.ordinal",
            (day.isoformat(),),
        )
        return [leg_of(row) for row in rows]

    def state_counts(self, day: date) -> dict[tuple[str, str], int]:
        """Count the legs of a day by (service, state)."""
        rows = self._db.execute(
            "SELECT l.service, l.state, count(*) FROM visits v JOIN legs l ON l.visit = v.id WHERE v.day = ? "
            "GROUP BY l.service, l.state",
            (day.isoformat(),),
        )
        return {(service, state): count for service, state, count in rows}

    def visit_counts(self) -> dict[date, int]:
        """Count the visits of every day, for `loket verify`."""
        rows = self._db.execute("SELECT day, count(*) FROM visits GROUP BY day")
        return {date.fromisoformat(day): count for day, count in rows}

    def leg_count(self) -> int:
        """Count all legs ever, for `loket verify`."""
        return int(self._db.execute("SELECT count(*) FROM legs").fetchone()[0])

    def sequences(self) -> list[tuple[str, str, int]]:
        """Give every sequence: day, letter, last number."""
        return list(self._db.execute("SELECT day, letter, last FROM sequences ORDER BY day, letter"))

    def recent_waits(self, day: date, services: Sequence[str]) -> list[tuple[str, datetime, datetime]]:
        """Give (service, key, called) of the legs of a day that were called, for averages."""
        marks = ", ".join("?" * len(services))
        rows = self._db.execute(
            "SELECT l.service, l.key_at, l.called_at FROM visits v JOIN legs l ON l.visit = v.id "
            f"WHERE v.day = ? AND l.called_at IS NOT NULL AND l.service IN ({marks})",
            (day.isoformat(), *services),
        )
        return [(service, moment(key), moment(called)) for service, key, called in rows]

    def served_count(self, day: date, counter: int) -> int:
        """Count the legs finished at a counter on a day."""
        row = self._db.execute(
            "SELECT count(*) FROM visits v JOIN legs l ON l.visit = v.id WHERE v.day = ? AND l.counter = ? "
            "AND l.state = ?",
            (day.isoformat(), counter, State.FINISHED.value),
        ).fetchone()
        return int(row[0])
