"""What an engine is asked, and how it means to find the answer: collected while an office works.

`SqlitePlans` is for an office in a file. A second engine gives the same three answers: which statements ran, which
tables one of them would read from end to end, and how much work each was.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Protocol

_WORDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
_VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b")
_STEPS_A_LOOK = 10


class Plans(Protocol):
    """Collects an office's statements and asks its engine about them."""

    def listening(self) -> AbstractContextManager[None]:
        """Collect while this lasts."""
        ...

    @property
    def statements(self) -> set[str]:
        """Every statement that was asked, with its values in it."""
        ...

    def scans(self, statement: str) -> list[str]:
        """Name the tables that the engine would read from end to end for this statement."""
        ...


@dataclass(slots=True)
class SqlitePlans:
    """The plans of an office in a file, and the steps of SQLite's machine that each statement took at most."""

    connection: sqlite3.Connection
    statements: set[str] = field(default_factory=set)
    steps: dict[str, int] = field(default_factory=dict)
    _now: str = ""
    _looks: int = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Collect while this lasts."""
        self.connection.set_trace_callback(self._asked)
        self.connection.set_progress_handler(self._worked, _STEPS_A_LOOK)
        try:
            yield
        finally:
            self.connection.set_trace_callback(None)
            self.connection.set_progress_handler(None, 0)
            self._asked("")

    def scans(self, statement: str) -> list[str]:
        """Name the tables that would be read from end to end."""
        return [table for table, _ in self.scanned(statement)]

    def scanned(self, statement: str) -> list[tuple[str, str]]:
        """Give (table, the plan's own words) of every scan."""
        names = _names(statement)
        words = [row[3] for row in self.connection.execute("EXPLAIN QUERY PLAN " + statement)]
        return [(names.get(line.split()[1], line.split()[1]), line) for line in words if line.startswith("SCAN ")]

    def plan(self, statement: str) -> tuple[str, ...]:
        """Give the whole plan."""
        return tuple(row[3] for row in self.connection.execute("EXPLAIN QUERY PLAN " + statement))

    def _asked(self, text: str) -> None:
        """Note a statement. A trigger's own are comments to SQLite: they are part of what set it off."""
        if text.startswith("--"):
            return
        if self._now:
            shape = shape_of(self._now)
            self.steps[shape] = max(self.steps.get(shape, 0), self._looks * _STEPS_A_LOOK)
        self._now, self._looks = "", 0
        if text.lstrip().upper().startswith(_WORDS):
            self._now = text
            self.statements.add(text)

    def _worked(self) -> int:
        self._looks += 1
        return 0


def shape_of(statement: str) -> str:
    """Give a statement without its values: the same for every number and every day."""
    return _VALUES.sub("?", statement)


def shapes_of(statements: Iterable[str]) -> set[str]:
    """Give the shapes of statements."""
    return {shape_of(statement) for statement in statements}


def _names(statement: str) -> dict[str, str]:
    """Give the tables behind the short names of a statement."""
    pairs = re.findall(r"\b(?:FROM|JOIN)\s+(\w+)\s+(?:AS\s+)?([a-z])\b", statement)
    return {short: table for table, short in pairs}
