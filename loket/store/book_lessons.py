"""What past visitors teach about waiting: few columns, only through the key of the legs, always with a limit."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from loket.model.lesson import Lesson
from loket.store.rows import ORDINAL_BITS, Row, keys_of_day, keys_of_letter, moment, stamp

BUSY_MOST_S = 7200
"""A counter that was busy with one visitor for longer was forgotten: nobody pressed "finished"."""

_AWAY = (
    "last_called_at IS NOT NULL AND (state IN ('finished', 'transferred') OR state = 'missed' AND ended_at IS NULL) "
    f"AND julianday(moved_at) - julianday(last_called_at) < {BUSY_MOST_S} / 86400.0"
)
_LESSON = f"service, opened_at, called_at, told_base_s, priority, last_called_at, CASE WHEN {_AWAY} THEN moved_at END"
_TAUGHT = f"key & {ORDINAL_BITS} = 1 AND told_base_s IS NOT NULL AND called_at"


class LessonRows:
    """Called visitors and busy counters, of one transaction."""

    _db: sqlite3.Connection

    def lessons(self, day: date, letter: str, most: int) -> list[Lesson]:
        """Give what the newest `most` called visitors of a letter on a day teach, newest number first."""
        rows = self._db.execute(
            f"SELECT {_LESSON} FROM legs WHERE key BETWEEN ? AND ? AND {_TAUGHT} IS NOT NULL ORDER BY key DESC LIMIT ?",
            (*keys_of_letter(day, letter), most),
        )
        return [_lesson_of(row) for row in rows]

    def lessons_between(self, day: date, since: datetime, until: datetime) -> list[Lesson]:
        """Give what the visitors of a day teach who were first called after `since` and not after `until`."""
        rows = self._db.execute(
            f"SELECT {_LESSON} FROM legs WHERE key BETWEEN ? AND ? AND {_TAUGHT} > ? AND called_at <= ? "
            "ORDER BY called_at",
            (*keys_of_day(day), stamp(since), stamp(until)),
        )
        return [_lesson_of(row) for row in rows]

    def occupancies(self, day: date, since: datetime, until: datetime) -> list[tuple[str, float]]:
        """Give (service, seconds at the counter) of the legs of a day that left it after `since`, not after `until`.

        Who was called and did not come has kept the counter busy too. What took longer than `BUSY_MOST_S` is left out.
        """
        rows = self._db.execute(
            "SELECT service, last_called_at, moved_at FROM legs WHERE key BETWEEN ? AND ? AND moved_at > ? "
            f"AND moved_at <= ? AND {_AWAY}",
            (*keys_of_day(day), stamp(since), stamp(until)),
        )
        return [(service, _seconds(called, left)) for service, called, left in rows]


def _lesson_of(row: Row) -> Lesson:
    service, opened, called, base, priority, last_called, left = row
    return Lesson(
        service, moment(opened), moment(called), base, priority is not None,
        _seconds(last_called, left) if left else None,
    )  # fmt: skip


def _seconds(since: str, until: str) -> float:
    """Give a span in seconds; a clock that was set back makes none."""
    return max(0.0, (moment(until) - moment(since)).total_seconds())
