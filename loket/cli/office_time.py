"""The office's local time for the screens; this PC's own while the office could not be asked yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from loket.cli.opening import open_office
from loket.errors import Away, Trouble

if TYPE_CHECKING:
    from loket.office.context import Clock, Office
    from loket.store.place import Place


class OfficeTime:
    """Gives the present in the office's zone whenever it is called, from any thread."""

    def __init__(self) -> None:
        """Begin with this PC's time."""
        self._known: tuple[Clock, tzinfo] | None = None

    def __call__(self) -> datetime:
        """Give the present."""
        known = self._known
        return datetime.now(UTC).astimezone() if known is None else known[0].now().astimezone(known[1])

    def learn(self, office: Office) -> Office:
        """Keep to the clock and the zone of `office` from now on; gives it back."""
        self._known = (office.clock, office.rules.tz)
        return office

    def learning(self, open_office: Callable[[], Office]) -> Callable[[], Office]:
        """Give what opens the office and learns its time by the way."""

        def learn() -> Office:
            office = open_office()
            try:
                return self.learn(office)
            except BaseException:
                office.store.close()
                raise

        return learn


def time_of(where: Place) -> OfficeTime:
    """Give the office's local time; opens the office once, so that a missing or damaged one is told at once.

    A server that cannot be reached is no reason to end: its time is learnt later. Raises Trouble or Refused for
    everything else.
    """
    time = OfficeTime()
    try:
        time.learn(open_office(where)).store.close()
    except Trouble as error:
        if not is_away(where, error):
            raise
    return time


def is_away(where: Place, error: Trouble) -> bool:
    """Tell whether the office is only away: its server, that is; a file that is not there is a wrong address."""
    return not isinstance(where, Path) and isinstance(error, Away)
