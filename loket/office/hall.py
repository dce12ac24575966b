"""The hall answers: this call was shown, this call was spoken. A display's place in the feed survives a restart."""

from __future__ import annotations

from loket.model.events import CALLS, Fact, Kind
from loket.model.kept import DisplayRow
from loket.model.visit import State
from loket.office.context import Office, Work
from loket.office.days import current_day


def display_alive(office: Office, display: str) -> DisplayRow:
    """Make a display known. A new one starts with the calls that are still going on, not with the whole day."""
    with office.acting() as work:
        return _register(work, display)


def call_shown(office: Office, display: str, seq: int) -> None:
    """The number of call `seq` was painted. Told twice, it is one fact; what is no call is not kept."""
    with office.acting() as work:
        call, row = _call(work, seq), _register(work, display)
        if call is None or seq <= row.shown_seq:
            return
        work.book.save_display(display, seq, row.spoken_seq, work.now)
        _answer(work, Kind.CALL_SHOWN, call, {"call": seq, "display": display})


def call_spoken(office: Office, display: str, seq: int, outcome: str = "spoken") -> None:
    """The voice has finished call `seq`: "spoken", "silent" (no sound device) or "failed". Told twice, one fact."""
    with office.acting() as work:
        call, row = _call(work, seq), _register(work, display)
        if call is None or seq <= row.spoken_seq:
            return
        work.book.save_display(display, max(row.shown_seq, seq), seq, work.now)
        _answer(work, Kind.CALL_SPOKEN, call, {"call": seq, "display": display, "outcome": outcome})


def _call(work: Work, seq: int) -> Fact | None:
    return next(iter(work.book.newest_calls(seq, seq, 1)), None)


def _answer(work: Work, kind: Kind, call: Fact, data: dict[str, object]) -> None:
    work.book.append(kind, work.now, data, visit=call.visit, number=call.number, counter=call.counter)


def _register(work: Work, display: str) -> DisplayRow:
    row = work.book.display(display)
    if row is not None:
        return row
    start = work.book.last_fact()[0]
    day = current_day(work)
    if day is not None:
        called = {leg.visit for leg in work.book.open_legs(day.day) if leg.state is State.CALLED}
        live = [fact.seq for fact in work.book.facts_of_kinds(CALLS, day.first_seq) if fact.visit in called]
        start = min(live, default=start + 1) - 1
    work.book.save_display(display, start, start, work.now)
    return work.book.display(display) or DisplayRow(display, start, start, work.now)
