"""What past visitors teach about waiting: few columns, only through the key of the legs."""

from __future__ import annotations

from datetime import date, datetime

from loket.model.lesson import Lesson
from loket.store.rows import Row, keys_of_day, keys_of_letter, moment, stamp
from loket.store.statements import Statements

BUSY_MOST_S = 7200
"""A counter that was busy with one visitor for longer was forgotten: nobody pressed "finished"."""

_LESSON = "service, opened_at, called_at, told_base_s, priority, last_called_at, moved_at, state, ended_at, postponed"
_OF_LETTER = (
    f"SELECT {_LESSON} FROM legs WHERE key BETWEEN ? AND ? AND called_at IS NOT NULL AND told_base_s IS NOT NULL "
    "ORDER BY key DESC LIMIT ?"
)
_SINCE = f"SELECT {_LESSON} FROM legs WHERE key BETWEEN ? AND ? AND moved_at > ? AND called_at IS NOT NULL"


class LessonRows:
    """Called visitors and busy counters, of one transaction."""

    _db: Statements

    def lessons(self, day: date, letter: str, most: int) -> list[Lesson]:
        """Give what the newest `most` called visitors of a letter on a day teach, newest number first."""
        return [_lesson_of(row) for row in self._db.execute(_OF_LETTER, (*keys_of_letter(day, letter), most))]

    def lessons_since(self, day: date, since: datetime) -> list[Lesson]:
        """Give what the legs of a day teach that were called at some time and whose state has changed after `since`."""
        return [_lesson_of(row) for row in self._db.execute(_SINCE, (*keys_of_day(day), stamp(since)))]


def _lesson_of(row: Row) -> Lesson:
    service, opened, called, base, priority, last_called, moved, state, ended, postponed = row
    left = busy = None
    # A missed visitor had left the counter before; the closing of the day has moved that instant.
    if state in ("finished", "transferred") or (state == "missed" and ended is None):
        left = moment(moved)
        busy = (left - moment(last_called)).total_seconds()
        if not 0 <= busy <= BUSY_MOST_S:
            left = busy = None
    told = None if postponed else base  # who let others go first has waited longer by own wish
    return Lesson(service, moment(opened), moment(called), told, priority is not None, left, busy)
