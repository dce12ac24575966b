"""What the books need of an engine: a connection that takes a statement with `?` for every value and gives rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol


class Rows(Protocol):
    """The answer to a statement."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row is a tuple of whatever the statement asks for
        """Give the next row, None at the end."""
        ...

    def fetchall(self) -> list[Any]:
        """Give all rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Statements(Protocol):
    """An open transaction, whatever the engine."""

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows:
        """Run one statement; a failure is the engine's own error."""
        ...
