"""The office as one thread of the spool reaches it: opened when needed, anew when it went away, in growing pauses."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from loket.pauses import Pauses

if TYPE_CHECKING:
    from loket.errors import LoketError
    from loket.office.context import Office
    from loket.store.contract import Ear

log = logging.getLogger(__name__)


class Reach:
    """The way to the office for one thread."""

    def __init__(self, open_office: Callable[[], Office], who: str) -> None:
        """`who` is named in the log; nothing is opened yet."""
        self._open_office, self._who = open_office, who
        self._office: Office | None = None
        self._ear: Ear | None = None
        self._pauses = Pauses()
        self._told = ""

    def office(self) -> Office:
        """Give the office, another one when another memory lies in its place; raises Trouble when it is away."""
        if self.is_stale:
            log.warning("%s: the office's memory is gone or another one", self._who)
            self.close()
        if self._office is None:
            self._office = self._open_office()
        return self._office

    @property
    def is_stale(self) -> bool:
        """Tell whether what was opened lies no longer in its place: nothing is to be saved in it."""
        return self._office is not None and self._office.store.moved_away()

    def ear(self) -> Ear | None:
        """Give what hears of other stations' commits, None while the office is away."""
        if self._ear is None and self._office is not None:
            self._ear = self._office.store.ear()
        return self._ear

    def lost(self, error: LoketError) -> float:
        """Let go after `error`; gives the pause before the next try, in seconds."""
        if self._told != error.code:
            self._told = error.code
            log.warning("%s waits: %s", self._who, error)
        self.close()
        return self._pauses.next()

    def found(self) -> None:
        """All is well."""
        if self._told:
            log.warning("%s goes on", self._who)
            self._told = ""
        self._pauses.shorten()

    def close(self) -> None:
        """Let go of the office."""
        for each in (self._ear, self._office.store if self._office else None):
            if each is not None:
                each.close()
        self._office = self._ear = None
