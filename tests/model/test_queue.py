"""Who is next, and why: the fair rule and its laws."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.model.queue import (
    CHOSEN,
    EARLY,
    HELPS_OUT,
    LAST_RESORT,
    MOST_POSTPONED,
    ORDINARY,
    REASONS,
    Choice,
    Line,
    after_call,
    choose,
    fresh,
    in_order,
    let_go,
    may_be_early,
    most_early,
    recount,
    return_key,
    yields,
)
from loket.model.visit import Leg, State

NINE = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def a_leg(number: str, minute: float = 0, service: str = "A", **changes: object) -> Leg:
    at = NINE + timedelta(minutes=minute)
    facts = {
        "visit": f"visit-{number}", "ordinal": 1, "number": number, "day": date(2026, 11, 23), "service": service,
        "state": State.WAITING, "key_at": at, "opened_at": at, **changes,
    }  # fmt: skip
    return Leg(**facts)  # type: ignore[arg-type]


def elder(number: str, minute: float = 0, service: str = "A", **changes: object) -> Leg:
    return a_leg(number, minute, service, priority="LANSIA", **changes)


@dataclass
class Room:
    """Lines of several services as an office would keep them, with the rule's own counting."""

    between: int | None = 2
    waiting: list[Leg] = field(default_factory=list)
    since: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[Line]:
        made = []
        for service in sorted({leg.service for leg in self.waiting}):
            line = [leg for leg in in_order(self.waiting) if leg.service == service]
            urgent = next((leg for leg in line if leg.priority is not None and not yields(leg, line[0])), None)
            made.append(Line(line[0], urgent, self.since.get(service, fresh(self.between)), self.between))
        return made

    def call(self, skills: Mapping[str, int] | None = None) -> Choice | None:
        choice = choose(self.lines(), skills or dict.fromkeys("ABCDEFGH", ORDINARY), NINE)
        if choice is not None:
            service = choice.leg.service
            self.waiting.remove(choice.leg)
            self.since[service] = after_call(
                self.since.get(service, fresh(self.between)), self.between, early=choice.early
            )
        return choice

    def order(self, service: str) -> list[Leg]:
        """Everybody who waits for a service as the rule would call them, if nobody else came."""
        alone = Room(self.between, [leg for leg in self.waiting if leg.service == service], dict(self.since))
        calls = [alone.call() for _ in range(len(alone.waiting))]
        return [choice.leg for choice in calls if choice is not None]

    def step_back(self, mine: Leg, places: int) -> int:
        """Let the next ones go first; gives how many could be let go."""
        order = self.order(mine.service)
        later = order[order.index(mine) + 1 :]
        place = let_go(later, mine, places)
        if place is not None:
            moved = replace(mine, key_at=place[0], postponed=mine.postponed + 1, yields_to=place[1])
            self.waiting[self.waiting.index(mine)] = moved
        return len(later)

    def called(self, skills: Mapping[str, int] | None = None) -> str:
        """The number that is called, "" for nobody."""
        choice = self.call(skills)
        return choice.leg.number if choice else ""

    def all_called(self, skills: Mapping[str, int] | None = None) -> list[str]:
        numbers = []
        while number := self.called(skills):
            numbers.append(number)
        return numbers


def reason(leg: Leg, level: int = ORDINARY) -> str:
    """Why a visitor who waits alone would be called."""
    choice = choose([Line(leg)], {"A": level}, NINE)
    return choice.reason if choice else ""


def test_who_came_first_is_called_first():
    line = [a_leg("A002", 2), a_leg("A001", 1), a_leg("A003", 3)]
    assert Room(waiting=line).all_called() == ["A001", "A002", "A003"]


def test_a_counter_calls_only_for_its_own_services():
    line = [a_leg("B001", 1, "B"), a_leg("A001", 2)]
    assert Room(waiting=[*line]).called({"A": ORDINARY}) == "A001"
    assert Room(waiting=[*line]).called({"A": ORDINARY, "B": ORDINARY}) == "B001"
    assert Room(waiting=[*line]).called({"C": ORDINARY}) == ""
    assert Room().called() == ""


def test_a_later_hour_of_asking_does_not_change_who_is_next():
    lines = Room(waiting=[a_leg("A002", 2), a_leg("A001", 1)]).lines()
    for hours in (0, 8):
        choice = choose(lines, {"A": ORDINARY}, NINE + timedelta(hours=hours))
        assert choice is not None
        assert choice.leg.number == "A001"


def test_parked_and_missed_are_never_called_by_themselves():
    for state in set(State) - {State.WAITING}:
        assert in_order([a_leg("A001", 1, state=state)]) == []


def test_an_elder_is_called_before_an_earlier_ordinary_visitor():
    room = Room(waiting=[a_leg("A001", 1), a_leg("A002", 2), elder("A003", 3)])
    choice = room.call()
    assert choice is not None
    assert (choice.leg.number, choice.reason, choice.early) == ("A003", EARLY, True)
    assert choice.passed is not None
    assert choice.passed.number == "A001"


def test_between_two_early_calls_lie_two_others():
    line = [a_leg(f"A{place:03d}", place) for place in range(1, 7)]
    room = Room(waiting=[*line, *(elder(f"A{place:03d}", place) for place in range(7, 10))])
    assert room.all_called() == ["A007", "A001", "A002", "A008", "A003", "A004", "A009", "A005", "A006"]


def test_who_is_head_of_the_line_anyway_uses_up_nobodys_turn():
    room = Room(waiting=[elder("A001", 1), a_leg("A002", 2), elder("A003", 3)])
    choice = room.call()
    assert choice is not None
    assert (choice.leg.number, choice.reason, choice.early) == ("A001", "first_arrival", False)
    assert room.called() == "A003"


def test_when_everybody_has_priority_the_order_is_that_of_arrival():
    room = Room(waiting=[elder(f"A{place:03d}", place) for place in range(1, 9)])
    assert room.all_called() == [f"A{place:03d}" for place in range(1, 9)]


def test_a_supervisor_may_change_how_many_calls_lie_between():
    line = [*(a_leg(f"A{place:03d}", place) for place in range(1, 5)), elder("A005", 5), elder("A006", 6)]
    assert Room(1, [*line]).all_called() == ["A005", "A001", "A006", "A002", "A003", "A004"]
    assert Room(None, [*line]).all_called() == ["A001", "A002", "A003", "A004", "A005", "A006"]


def test_lines_count_apart():
    room = Room(waiting=[a_leg("A001", 1), elder("A002", 2), a_leg("B001", 3, "B"), elder("B002", 4, "B")])
    assert room.all_called() == ["A002", "A001", "B002", "B001"]


def test_an_officer_helps_out_only_when_nobody_waits_for_the_own_services():
    """A peer's rule and mistake: level 0 is for when there is nothing else at all."""
    skills = {"A": ORDINARY, "B": HELPS_OUT, "C": LAST_RESORT}
    room = Room(waiting=[a_leg("C001", 1, "C"), a_leg("B001", 2, "B"), a_leg("A001", 3)])
    assert room.all_called(skills) == ["A001", "B001", "C001"]


def test_the_reason_is_said_with_the_choice():
    assert reason(a_leg("A001")) == "first_arrival"
    assert reason(a_leg("A001", ordinal=2)) == "kept_arrival"
    assert reason(a_leg("A001", called_at=NINE)) == "returned"
    assert reason(a_leg("A001", called_at=NINE, calls=1)) == "skipped"
    assert reason(a_leg("A001", not_before=NINE)) == "appointment"
    assert reason(a_leg("A001", 5, key_at=NINE)) == "carried_over"
    assert reason(a_leg("A001"), HELPS_OUT) == reason(a_leg("A001"), LAST_RESORT) == "helped_out"
    assert {EARLY, CHOSEN} <= set(REASONS)


def test_counting_again_from_the_reasons_gives_what_counting_on_gave():
    assert recount([], 2) == 2
    assert recount(["first_arrival", EARLY], 2) == 0
    assert recount([EARLY, "first_arrival", CHOSEN], 2) == 1, "a chosen number brings no early call nearer"
    assert recount([EARLY, *["first_arrival"] * 50], 4) == 4


# --- the laws -------------------------------------------------------------------------------------------------------

ARRIVALS = st.lists(st.tuples(st.sampled_from(("came", "elder", "call", "back")), st.sampled_from("AB")), max_size=120)
COUNTERS = st.lists(st.sets(st.sampled_from("AB"), min_size=1), min_size=1, max_size=3)


@dataclass
class Story:
    """What happened to everybody under a pattern of arrivals and calls."""

    ahead: dict[str, int] = field(default_factory=dict)
    overtaken: dict[str, int] = field(default_factory=dict)
    calls: list[Choice] = field(default_factory=list)
    stepped_back: set[str] = field(default_factory=set)
    """Who let others go first."""

    def elders(self, line: str, *, but: Collection[str] = ()) -> list[datetime]:
        """When the priority visitors of a line have come, in the order of their calls."""
        return [
            choice.leg.opened_at for choice in self.calls
            if choice.leg.priority is not None and choice.leg.service == line and choice.leg.number not in but
        ]  # fmt: skip


def played(pattern: Sequence[tuple[str, str]], desks: Sequence[set[str]], between: int) -> Story:
    """Let people come and be called; in the end everybody is called."""
    room, story = Room(between), Story()
    turns = 0
    for place, (what, service) in enumerate([*pattern, *[("call", "A")] * (len(pattern) * len(desks))]):
        if what == "back":
            line = [leg for leg in in_order(room.waiting) if leg.service == service and leg.postponed < MOST_POSTPONED]
            if line:
                mine = line[place % len(line)]
                story.stepped_back.add(mine.number)
                room.step_back(mine, 1 + place % 4)
            continue
        if what != "call":
            leg = (elder if what == "elder" else a_leg)(f"{service}{place:03d}", place, service)
            story.ahead[leg.number] = sum(1 for each in room.waiting if each.service == service)
            story.overtaken[leg.number] = 0
            room.waiting.append(leg)
            continue
        skills = dict.fromkeys(desks[turns % len(desks)], ORDINARY)
        turns += 1
        choice = room.call(skills)
        if choice is not None:
            story.calls.append(choice)
            for leg in room.waiting:
                if leg.service == choice.leg.service and leg.key_at < choice.leg.key_at:
                    story.overtaken[leg.number] += 1
    return story


@given(ARRIVALS, COUNTERS, st.integers(1, 4))
def test_no_visitor_is_overtaken_more_often_than_the_rule_promises(pattern, desks, between):
    story = played(pattern, desks, between)
    for number in story.overtaken.keys() - story.stepped_back:
        times = story.overtaken[number]
        assert times <= (story.ahead[number] + 1) / between + 1


@given(ARRIVALS, st.integers(1, 4))
def test_at_every_moment_the_bound_that_is_told_holds_and_is_within_the_law(pattern, between):
    told: dict[str, list[int]] = {}
    room, since = Room(between), fresh(between)
    for place, (what, _) in enumerate([*pattern, *[("call", "A")] * len(pattern)]):
        if what != "call":
            leg = (elder if what == "elder" else a_leg)(f"A{place:03d}", place)
            room.waiting.append(leg)
            continue
        for leg in room.waiting:
            if leg.priority is None:
                before = sum(1 for each in room.waiting if each.key_at < leg.key_at)
                bound = most_early(before, since, between)
                assert bound <= (before + 1) / between + 1
                told.setdefault(leg.number, []).append(bound)
        choice = room.call({"A": ORDINARY})
        if choice is None:
            continue
        since = after_call(since, between, early=choice.early)
        for leg in room.waiting:
            if leg.key_at < choice.leg.key_at:
                for moment in range(len(told.get(leg.number, ()))):
                    told[leg.number][moment] -= 1
                    assert told[leg.number][moment] >= 0, f"{leg.number} was passed more often than told"


def test_the_bound_is_what_endless_priority_arrivals_make_of_it():
    assert [most_early(ahead, fresh(2), 2) for ahead in range(6)] == [1, 1, 2, 2, 3, 3]
    assert [most_early(ahead, 0, 2) for ahead in range(6)] == [0, 0, 1, 1, 2, 2]
    assert most_early(5, 9, None) == 0


@given(ARRIVALS, COUNTERS, st.integers(1, 4))
def test_a_priority_visitor_is_never_passed_by_a_later_one_but_by_own_wish(pattern, desks, between):
    story = played(pattern, desks, between)
    for line in "AB":
        elders = story.elders(line, but=story.stepped_back)
        assert elders == sorted(elders)


@given(ARRIVALS, COUNTERS, st.integers(1, 4))
def test_of_so_many_calls_of_a_line_at_most_one_is_out_of_turn(pattern, desks, between):
    for line in "AB":
        calls = [choice.early for choice in played(pattern, desks, between).calls if choice.leg.service == line]
        assert all(sum(calls[start : start + between + 1]) <= 1 for start in range(len(calls)))


@given(ARRIVALS, st.integers(1, 4))
def test_nobody_starves(pattern, between):
    story = played(pattern, [{"A", "B"}], between)
    assert len(story.calls) == len(story.ahead)


@given(ARRIVALS, COUNTERS)
def test_among_people_of_one_class_nobody_newer_is_called_before_somebody_older(pattern, desks):
    story = played(pattern, desks, 2)
    for line in "AB":
        for urgent in (False, True):
            keys = [
                choice.leg.opened_at for choice in story.calls
                if choice.leg.service == line and (choice.leg.priority is not None) is urgent
                and choice.leg.number not in story.stepped_back
            ]  # fmt: skip
            assert keys == sorted(keys)


@given(st.lists(st.sampled_from([EARLY, "first_arrival", "returned", CHOSEN]), max_size=30), st.integers(1, 5))
def test_an_early_call_is_allowed_exactly_after_enough_counted_calls(reasons, between):
    counted = [reason for reason in reasons if reason != CHOSEN]
    last = max((place for place, reason in enumerate(counted) if reason == EARLY), default=None)
    expected = last is None or len(counted) - 1 - last >= between
    assert may_be_early(recount(reasons, between), between) is expected
    assert not may_be_early(recount(reasons, None), None)


LINES = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=14)


@given(LINES, st.data(), st.integers(1, 5), st.one_of(st.none(), st.integers(1, 4)))
def test_who_steps_back_n_is_called_after_n_more_or_after_all(line, data, places, between):
    """Whoever it is, and twice: so many others are called first who would have been called later."""
    room = Room(between, [(elder if old else a_leg)(f"A{at:03d}", at) for at, (old, _) in enumerate(line)])
    room.since["A"] = data.draw(st.integers(0, fresh(between)))
    number = data.draw(st.sampled_from([leg.number for leg in room.waiting]))
    for at, (_, also) in enumerate(line):  # others may have stepped back before
        if also and room.waiting[at].number != number:
            room.step_back(room.waiting[at], 1 + at % 3)
    for _ in range(MOST_POSTPONED):
        before = [leg.number for leg in room.order("A")].index(number)
        mine = next(leg for leg in room.waiting if leg.number == number)
        behind = room.step_back(mine, places)
        after = [leg.number for leg in room.order("A")].index(number)
        assert after >= before + min(places, behind)


# --- coming back and letting others go ------------------------------------------------------------------------------


def test_who_comes_back_in_time_is_called_after_the_next_two():
    ahead = [a_leg("A005", 50), a_leg("A006", 60), a_leg("A007", 70)]
    key = return_key(ahead[:2], NINE, NINE + timedelta(minutes=90), in_time=True)
    back = a_leg("A001", key_at=key)
    assert [leg.number for leg in in_order([*ahead, back])] == ["A005", "A006", "A001", "A007"]


def test_who_comes_back_late_stands_at_the_end():
    ahead = [a_leg("A005", 50), a_leg("A006", 60)]
    arrival = NINE + timedelta(minutes=90)
    assert return_key(ahead, NINE, arrival, in_time=False) == arrival


def test_who_comes_back_to_a_short_line_stands_at_its_end():
    arrival = NINE + timedelta(minutes=90)
    assert return_key([a_leg("A005", 50)], NINE, arrival, in_time=True) == arrival
    assert return_key([], NINE, arrival, in_time=True) == arrival


def test_coming_back_gives_nobody_an_earlier_arrival_than_the_own():
    ahead = [a_leg("A001", 1), a_leg("A002", 2)]
    mine = NINE + timedelta(minutes=30)
    assert return_key(ahead, mine, NINE + timedelta(minutes=40), in_time=True) == mine


@pytest.mark.parametrize(("places", "order"), [
    (1, ["A002", "A001", "A003", "A004"]), (3, ["A002", "A003", "A004", "A001"]), (9, ["A002", "A003", "A004", "A001"]),
])  # fmt: skip
def test_who_lets_others_go_first_stands_behind_exactly_so_many(places, order):
    line = [a_leg(f"A{place:03d}", place) for place in range(1, 5)]
    place = let_go(line[1:], line[0], places)
    assert place is not None
    assert [leg.number for leg in in_order([a_leg("A001", key_at=place[0]), *line[1:]])] == order


def test_with_nobody_behind_there_is_nobody_to_let_go_first():
    assert let_go([], a_leg("A001"), 3) is None
