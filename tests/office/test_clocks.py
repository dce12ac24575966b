"""Clocks that jump and clocks that disagree: numbers, order, waits and the journal do not suffer.

Two stations work on one office, each with a clock of its own, as two PCs do. A law that must always hold is tried on
stories that Hypothesis makes up; see docs/decisions/0012-a-clock-that-jumps.md.
"""

from __future__ import annotations

import dataclasses
import itertools
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.errors import Refused
from loket.model.events import Fact, Kind
from loket.office import calling
from loket.office.boards import counter_board, kiosk_board
from loket.office.context import CLOCK_HOLD, Office
from loket.office.hall_board import hall_board
from loket.office.pictures import TakenTicket
from loket.office.reports import day_report
from loket.office.ticketing import take_ticket
from loket.store.opening import open_store
from loket.store.sqlite import SqliteStore
from tests.factories import MONDAY_NINE, FixedClock, an_office, assert_whole, journal

TO_MIDNIGHT = timedelta(hours=14, minutes=58)
"""From nine o'clock to two minutes before midnight, of the office's own zone."""

ACTS = ("take", "take", "take", "call", "start", "finish")
NOT_NOW = {"counter_empty", "counter_busy", "visit_state"}
"""What the buttons of a counter are refused for when nobody stands there, or somebody who is not served yet."""


class Pair:
    """One office, two stations; station 1 is at counter 1, station 2 at counter 2. Everybody wants service A."""

    def __init__(self, folder: Path, ahead: timedelta = timedelta()) -> None:
        """The second clock is `ahead` of the first."""
        self.clocks = FixedClock(), FixedClock(MONDAY_NINE + ahead)
        first = an_office(folder, clock=self.clocks[0])
        second = open_store(first.store.place)
        if isinstance(second, SqliteStore):
            second.connection.execute("PRAGMA synchronous = OFF")
        self.offices = first, Office(second, self.clocks[1])
        self.taken: list[TakenTicket] = []
        self.called: list[str] = []
        self.refused: list[str] = []

    def pass_(self, span: timedelta) -> None:
        """Time goes by, or both clocks are set."""
        for clock in self.clocks:
            clock.time += span

    def do(self, station: int, act: str) -> None:
        """Press a button; what the rules refuse is left."""
        office, counter = self.offices[station], station + 1
        try:
            if act == "take":
                self.taken.append(take_ticket(office, "A"))
            elif act == "call":
                made = calling.call_next(office, counter)
                if made is not None:
                    self.called.append(made.visit)
            else:
                {"start": calling.start, "finish": calling.finish}[act](office, counter)
        except Refused as refusal:
            self.refused.append(refusal.code)

    def facts(self) -> list[Fact]:
        return journal(self.offices[0])

    def close(self) -> None:
        for office in self.offices:
            office.store.close()


@pytest.fixture
def make_pair(tmp_path: Path) -> Iterator[Any]:
    with ExitStack() as stack:

        def make(**ahead: float) -> Pair:
            made = Pair(tmp_path, timedelta(**ahead))
            stack.callback(made.close)
            return made

        yield make


# --- what must always hold ----------------------------------------------------------------------------------------


def assert_numbers_run_on(pair: Pair) -> None:
    """Within an office day every number follows the one before, and nobody got one twice."""
    last = defaultdict[date, int](int)
    for ticket in pair.taken:
        last[ticket.day] += 1
        assert ticket.number == f"A{last[ticket.day]:03d}"
    assert len({ticket.visit for ticket in pair.taken}) == len(pair.taken)


def assert_order_of_arrival_is_that_of_the_commits(pair: Pair) -> None:
    """Who took a number first stands first, and is called first, whatever the clocks said."""
    with pair.offices[0].looking() as work:
        for day in {ticket.day for ticket in pair.taken}:
            keys = {leg.visit: leg.key_at for leg in work.book.legs_of(day)}
            arrived = [ticket.visit for ticket in pair.taken if ticket.day == day]
            assert sorted(arrived, key=keys.__getitem__) == arrived
            assert len(set(keys.values())) == len(keys)
            assert [visit for visit in pair.called if visit in keys] == [
                visit for visit in arrived if visit in pair.called
            ]


def assert_the_journal_goes_back_only_when_it_says_so(pair: Pair) -> None:
    """No fact is earlier than the one before; `clock_moved` is the only exception, and tells from when."""
    for before, fact in itertools.pairwise(pair.facts()):
        if fact.kind == Kind.CLOCK_MOVED:
            assert fact.data["from"] == before.at
            assert fact.at < before.at
        else:
            assert fact.at >= before.at, f"fact {fact.seq} ({fact.kind})"


def assert_no_wait_is_negative(pair: Pair) -> None:
    """No screen and no report shows a span below nought."""
    pictures: list[object] = []
    for number, office in enumerate(pair.offices, start=1):
        pictures += [kiosk_board(office), counter_board(office, number), hall_board(office, "layar")]
    pictures += [day_report(pair.offices[0], day) for day in {ticket.day for ticket in pair.taken}]
    for picture in pictures:
        assert list(negative_spans(picture)) == []


def negative_spans(value: object, name: str = "") -> Iterator[str]:
    """Find every span of seconds (its name ends in "_s" or is "seconds") below nought, however deep it lies."""
    if dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from negative_spans(getattr(value, each.name), each.name)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from negative_spans(item, key if isinstance(key, str) else name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from negative_spans(item, name)
    elif isinstance(value, int | float) and (name.endswith("_s") or name == "seconds") and value < 0:
        yield f"{name} is {value}"


def assert_holds(pair: Pair) -> None:
    assert_numbers_run_on(pair)
    assert_order_of_arrival_is_that_of_the_commits(pair)
    assert_the_journal_goes_back_only_when_it_says_so(pair)
    assert_no_wait_is_negative(pair)
    assert_whole(pair.offices[0])


# --- any story ----------------------------------------------------------------------------------------------------

steps = st.tuples(st.integers(0, 1), st.sampled_from(ACTS), st.integers(0, 240))
a_little = st.integers(-14, 14).map(lambda minutes: timedelta(minutes=minutes))
any_jump = st.one_of(
    a_little,
    st.integers(-30, 30).map(lambda hours: timedelta(hours=hours)),
    st.integers(-800, 800).map(lambda days: timedelta(days=days)),
    st.just(TO_MIDNIGHT),
)


@contextmanager
def a_pair(ahead: timedelta) -> Iterator[Pair]:
    """For one story of many."""
    with tempfile.TemporaryDirectory() as folder, closing(Pair(Path(folder), ahead)) as pair:
        yield pair


@given(
    ahead=st.sampled_from([timedelta(), timedelta(minutes=5), timedelta(minutes=-5)]),
    late=st.booleans(),
    story=st.lists(st.tuples(steps, st.one_of(st.none(), a_little)), min_size=5, max_size=30),
)
def test_clocks_five_minutes_apart_and_small_corrections_leave_no_trace(ahead, late, story):
    """Also around midnight: stations may disagree on the date for five minutes, the office does not."""
    with a_pair(ahead) as pair:
        if late:
            pair.pass_(TO_MIDNIGHT)
        furthest = max(clock.time for clock in pair.clocks)
        for (station, act, seconds), correction in story:
            pair.pass_(timedelta(seconds=seconds))
            slowest = min(clock.time for clock in pair.clocks)
            if correction and furthest - slowest - correction < CLOCK_HOLD - timedelta(seconds=1):
                pair.pass_(correction)
            furthest = max(furthest, *(clock.time for clock in pair.clocks))
            pair.do(station, act)
        assert_holds(pair)
        assert Kind.CLOCK_MOVED not in {fact.kind for fact in pair.facts()}
        assert set(pair.refused) <= NOT_NOW


@given(
    ahead=st.sampled_from([timedelta(), timedelta(minutes=5), timedelta(minutes=-5)]),
    story=st.lists(st.tuples(steps, st.one_of(st.none(), st.none(), any_jump)), min_size=5, max_size=30),
)
def test_whatever_the_clocks_do_numbers_order_waits_and_journal_hold(ahead, story):
    """Corrections of minutes, hours, days and years, over midnight and back, while people come and are called."""
    with a_pair(ahead) as pair:
        for (station, act, seconds), correction in story:
            pair.pass_(timedelta(seconds=seconds) + (correction or timedelta()))
            pair.do(station, act)
        assert_holds(pair)
        assert set(pair.refused) <= NOT_NOW | {"day_closed"}


# --- told one by one ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jump", [{"minutes": -5}, {"minutes": -16}, {"hours": -6}, {"days": -3}, {"days": -4000}])
def test_a_visitor_who_is_called_after_the_clock_went_back_has_waited_nought_not_less(make_pair, jump):
    pair = make_pair()
    pair.do(0, "take")
    pair.pass_(timedelta(**jump))
    for act in ("call", "start", "finish"):
        pair.do(0, act)
    assert pair.refused == []
    assert_holds(pair)


@pytest.mark.parametrize("jump", [{"minutes": 5}, {"minutes": 16}, {"hours": 6}, {"days": 3}, {"days": 4000}])
def test_a_clock_set_forward_while_issuing_repeats_no_number(make_pair, jump):
    pair = make_pair()
    for _ in range(3):
        pair.do(0, "take")
        pair.do(1, "take")
    pair.pass_(timedelta(**jump))
    for _ in range(3):
        pair.do(0, "take")
        pair.do(1, "take")
    assert pair.refused == []
    assert_holds(pair)


def test_a_clock_set_forward_over_midnight_and_back_again_goes_on_with_the_numbers_of_that_day(make_pair):
    pair = make_pair()
    pair.do(0, "take")
    pair.pass_(timedelta(days=1))
    pair.do(0, "take")
    pair.pass_(timedelta(days=-1))
    pair.do(0, "take")
    pair.pass_(timedelta(days=1))
    pair.do(0, "take")
    assert [(ticket.day.day, ticket.number) for ticket in pair.taken] == [
        (23, "A001"), (24, "A001"), (24, "A002"), (24, "A003"),
    ]  # fmt: skip
    assert_holds(pair)


def test_two_stations_five_minutes_apart_taking_turns_keep_one_order(make_pair):
    pair = make_pair(minutes=5)
    for turn in range(12):
        pair.do(turn % 2, "take")
        pair.pass_(timedelta(seconds=20))
    for turn in range(12):
        for act in ("call", "start", "finish"):
            pair.do(turn % 2, act)
    assert [ticket.number for ticket in pair.taken] == [f"A{number:03d}" for number in range(1, 13)]
    assert pair.called == [ticket.visit for ticket in pair.taken]
    assert not [fact for fact in pair.facts() if fact.kind == Kind.CLOCK_MOVED]
    assert_holds(pair)


def test_two_stations_five_minutes_apart_change_the_day_once(make_pair):
    pair = make_pair(minutes=5)
    pair.pass_(TO_MIDNIGHT)
    for turn in (0, 1, 0, 1):
        pair.do(turn, "take")
    assert [(ticket.day.day, ticket.number) for ticket in pair.taken] == [
        (23, "A001"), (24, "A001"), (24, "A002"), (24, "A003"),
    ]  # fmt: skip
    assert len([fact for fact in pair.facts() if fact.kind == Kind.DAY_OPENED]) == 2
    assert_holds(pair)


@pytest.mark.parametrize("minutes", [20, 90, 600])
def test_stations_whose_clocks_are_far_apart_still_keep_numbers_and_order(make_pair, minutes):
    """Each turn is a correction then, and the journal says so each time; nobody loses a place by it."""
    pair = make_pair(minutes=minutes)
    for turn in range(8):
        pair.do(turn % 2, "take")
        pair.pass_(timedelta(seconds=20))
    for turn in range(8):
        for act in ("call", "start", "finish"):
            pair.do(turn % 2, act)
    assert pair.called == [ticket.visit for ticket in pair.taken]
    assert [fact for fact in pair.facts() if fact.kind == Kind.CLOCK_MOVED]
    assert_holds(pair)
