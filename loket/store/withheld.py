"""What a station may not read (`loket.store.grants`): whoever asks is refused, not told that there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NoReturn

from loket.model.counter import OfficerFace
from loket.store.line import Wire
from loket.store.place import Server
from loket.store.troubles_postgres import forbidden

WITHHELD = "SELECT NOT has_table_privilege('officers', 'SELECT'), NOT has_column_privilege('legs', 'note', 'SELECT')"
"""Whether officers, and what they have noted about visitors, are withheld from this login."""


def what_is_withheld(wire: Wire, server: Server) -> tuple[Withheld | None, bool]:
    """Ask what this login may not read: gives what stands for the officers (None: it may), and whether notes are."""
    no_officers, no_notes = wire.ask(WITHHELD).fetchone() or (False, False)
    return (Withheld(server) if no_officers else None), no_notes


class Withheld(Mapping[str, OfficerFace]):
    """Stands for the officers where a kiosk or a hall display reads the set-up: every question is refused."""

    def __init__(self, server: Server) -> None:
        """Stand for the officers of the office on `server`."""
        self._server = server

    def __getitem__(self, code: str) -> OfficerFace:
        self._refuse()

    def __iter__(self) -> Iterator[str]:
        self._refuse()

    def __len__(self) -> int:  # noqa: PLE0303 - it never returns
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise forbidden(self._server)
