"""The journal's rows: facts are appended and read, never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from loket.model.events import CALLS, Fact, canonical, hash_of_parts
from loket.store.rows import FACT_COLUMNS, TOLD_COLUMNS, Row, fact_of, stamp
from loket.store.statements import Statements

PART = 2000
"""Facts that are read at once when many are asked for."""

MOST_FACTS = 1 << 62
"""More facts than any journal holds."""

_CALLS = f"({', '.join(repr(str(kind)) for kind in CALLS)})"
_PART = f"SELECT {FACT_COLUMNS} FROM facts WHERE seq > ? ORDER BY seq LIMIT ?"
_APPEND = f"INSERT INTO facts ({FACT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class JournalRows:
    """The journal of one transaction."""

    _db: Statements
    _last: tuple[int, str, str]

    def last_fact(self) -> tuple[int, str, str]:
        """Give seq, instant (text) and hash of the newest fact; (0, "", 64 zeros) when there is none."""
        return self._last

    def append(
        self,
        kind: str,
        now: datetime,
        data: Mapping[str, Any],
        *,
        visit: str | None = None,
        number: str | None = None,
        counter: int | None = None,
        officer: str | None = None,
    ) -> int:
        """Append a fact to the journal and give its seq. `data` holds JSON values only."""
        last_seq, _, prev = self._last
        seq, at = last_seq + 1, stamp(now)
        told = canonical(data)
        digest = hash_of_parts(seq, at, kind, visit, number, counter, officer, told, prev)
        self._db.execute(_APPEND, (seq, at, kind, visit, number, counter, officer, told, prev, digest))
        self._last = (seq, at, digest)
        return seq

    def facts(self, since: int = 0, limit: int | None = None) -> Iterator[Fact]:
        """Give facts with seq > `since`, oldest first; a fact that cannot be read raises ValueError, the next can."""
        return map(fact_of, self._fact_rows(since, MOST_FACTS if limit is None else limit))

    def _fact_rows(self, since: int, limit: int) -> Iterator[Row]:
        """Read in parts: a journal of years does not fit into memory, and a server sends whole answers."""
        while limit > 0:
            rows = self._db.execute(_PART, (since, min(limit, PART))).fetchall()
            yield from rows
            if len(rows) < PART:
                return
            since, limit = rows[-1][0], limit - len(rows)

    def facts_of_visit(self, visit: str, since: int) -> list[Fact]:
        """Give the facts of one visit from fact `since` (the day's first) on, oldest first, without their links."""
        rows = self._db.execute(
            f"SELECT {TOLD_COLUMNS} FROM facts WHERE seq >= ? AND visit = ? ORDER BY seq", (since, visit)
        )
        return [fact_of(row) for row in rows]

    def facts_of_kinds(self, kinds: Sequence[str], since: int) -> list[Fact]:
        """Give the facts of some kinds with seq > `since`, oldest first, without their links of the chain."""
        marks = ", ".join("?" * len(kinds))
        rows = self._db.execute(
            f"SELECT {TOLD_COLUMNS} FROM facts WHERE seq > ? AND kind IN ({marks}) ORDER BY seq", (since, *kinds)
        )
        return [fact_of(row) for row in rows]

    def newest_calls(self, first: int, last: int, limit: int) -> list[Fact]:
        """Give the newest calls and recalls with first ≤ seq ≤ last, newest first, without their links of the chain."""
        rows = self._db.execute(
            f"SELECT {TOLD_COLUMNS} FROM facts WHERE seq BETWEEN ? AND ? "
            f"AND kind IN {_CALLS} ORDER BY seq DESC LIMIT ?",
            (first, last, limit),
        )
        return [fact_of(row) for row in rows]

    def last_call(self, visit: str, since: int) -> int | None:
        """Give the seq of the newest call or recall of a visit, not older than fact `since`."""
        row = self._db.execute(
            f"SELECT seq FROM facts WHERE seq >= ? AND visit = ? AND kind IN {_CALLS} ORDER BY seq DESC LIMIT 1",
            (since, visit),
        ).fetchone()
        return int(row[0]) if row else None

    def facts_of_counter(self, counter: int, since: int, limit: int) -> list[Fact]:
        """Give the newest facts about visits at a counter, not older than fact `since`, newest first."""
        rows = self._db.execute(
            f"SELECT {FACT_COLUMNS} FROM facts WHERE seq >= ? AND counter = ? AND visit IS NOT NULL "
            "AND kind NOT IN ('call_shown', 'call_spoken') ORDER BY seq DESC LIMIT ?",
            (since, counter, limit),
        )
        return [fact_of(row) for row in rows]

    def facts_of_day(self, day: date) -> list[Fact]:
        """Give all facts from the opening of an office day up to the opening of the next."""
        first = self._db.execute("SELECT first_seq FROM days WHERE day = ?", (day.isoformat(),)).fetchone()
        if first is None:
            return []
        after = self._db.execute("SELECT min(first_seq) FROM days WHERE first_seq > ?", first).fetchone()[0]
        rows = self._db.execute(
            f"SELECT {FACT_COLUMNS} FROM facts WHERE seq >= ? AND seq < ? ORDER BY seq", (first[0], after or MOST_FACTS)
        )
        return [fact_of(row) for row in rows]
