"""Whatever happens in an office, the answer to "why not me?" names whoever came later and was called, and why."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from pathlib import Path

import pytest

from loket.errors import Refused
from loket.model import ahead, meanwhile
from loket.model.appointment import SlotPlan
from loket.model.events import Fact, Kind
from loket.model.queue import CHOSEN, EARLY, turn
from loket.model.visit import Leg, State
from loket.office.administration import set_skill
from loket.office.appointments import book
from loket.office.calling import call_next, finish
from loket.office.carrying_over import carry_over, readmit
from loket.office.checking_in import check_in
from loket.office.days import close_day, picture_day
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.office.why import Why, why
from tests.factories import journal, serve
from tests.office.play import COUNTERS, Play

LEVELS = {("P1", "A"): 1, ("P1", "B"): 2, ("P2", "B"): 0, ("P2", "C"): 2, ("P3", "C"): 1}
STEPS = 110
_OF_MINE = {
    meanwhile.CAME_BACK: {Kind.VISIT_RETURNED},
    meanwhile.STEPPED_BACK: {Kind.VISIT_POSTPONED},
    meanwhile.COOL_DOWN: {Kind.VISIT_SKIPPED},
    meanwhile.WHILE_AWAY: {Kind.VISIT_ABSENT, Kind.VISIT_PARKED, Kind.VISIT_CANCELLED},
    meanwhile.WHILE_CALLED: {Kind.VISIT_CALLED},
    meanwhile.MEANT_FOR: {Kind.VISIT_TRANSFERRED},
}
"""What must have happened to a visitor before a reason that lies with him."""


class Walk:
    """An office with levels, appointments, kept places and everything else that changes the order."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.play, self.chance = Play(folder), chance
        office = self.play.office
        with office.store.writing() as memory:
            memory.save_service(replace(memory.catalogue().services["A"], slots=SlotPlan(capacity=50)))
            memory.set_mark("catalogue", "3")
        for (officer, service), level in LEVELS.items():
            set_skill(office, officer, service, level, "uji")
        self.kept = [each.code for each in carry_over(office)]
        close_day(office)
        self.play.clock.pass_(days=1)
        for counter, officer in ((1, "P1"), (2, "P2"), (3, "P3"))[: chance.randrange(4)]:
            sign_in(office, counter, officer)
        pick, play = self.pick, self.play
        self.steps: list[Callable[[], object]] = [
            *[partial(play.take, pick)] * 6, *[self.call] * 6, *[partial(self.serve)] * 4, partial(self.transfer),
            partial(self.aside, Play.call_somebody, State.WAITING, State.PARKED, State.MISSED),
            partial(self.aside, Play.let_others_go, State.WAITING), partial(self.aside, Play.regroup, State.WAITING),
            *[partial(self.aside, Play.come_back, State.PARKED, State.MISSED)] * 2,
            partial(self.aside, Play.leave, State.WAITING), partial(play.take_back, pick), partial(play.sign_in, pick),
            partial(play.duty, pick), partial(play.do_anything, pick), *[self.time_goes] * 3, self.check_in,
            self.readmit,
        ]  # fmt: skip

    def close(self) -> None:
        self.play.office.store.close()

    def pick(self, choices: Sequence[object]) -> object:
        return self.chance.choice(list(choices))

    def step(self) -> None:
        self.chance.choice(self.steps)()

    def call(self) -> None:
        self.play.attempt(partial(call_next, self.play.office, self.chance.choice(COUNTERS)))

    def serve(self) -> None:
        if self.play.somebody(State.CALLED, State.SERVING):
            self.play.serve(self.pick)

    def transfer(self) -> None:
        if self.play.somebody(State.CALLED, State.SERVING):
            self.play.transfer(self.pick)

    def aside(self, act: Callable[..., object], *states: State) -> None:
        if self.play.somebody(*states):
            act(self.play, self.pick)

    def time_goes(self) -> None:
        self.play.clock.pass_(minutes=self.chance.choice((1, 1, 3, 8)))

    def check_in(self) -> None:
        office = self.play.office
        local = office.local_now()
        at = (local + timedelta(minutes=self.chance.choice((-30, 0, 30, 60)))).time()
        day = local.date()
        slot = time(at.hour, at.minute - at.minute % 30)
        try:
            code = book(office, "A", day, slot).appointment.code
        except Refused:
            return
        self.play.attempt(partial(check_in, office, code))

    def readmit(self) -> None:
        if self.kept:
            self.play.attempt(partial(readmit, self.play.office, self.kept.pop(self.chance.randrange(len(self.kept)))))


def held(walk: Walk) -> Iterator[tuple[Leg, Why]]:
    """Check the answer for everybody who waits, and give it."""
    office = walk.play.office
    facts = journal(office)
    undone = {fact.data["undoes"] for fact in facts if fact.kind == Kind.ACT_UNDONE}
    stood = [fact for fact in facts if fact.seq not in undone]
    came = {str(fact.visit): fact.seq for fact in facts if fact.kind == Kind.TICKET_TAKEN}
    counters = office.catalogue.counters
    waiting = walk.play.somebody(State.WAITING)
    for leg in waiting:
        answer = why(office, leg.number)
        since = _joined(stood, leg)
        expected = [
            fact for fact in stood
            if fact.kind == Kind.VISIT_CALLED and fact.seq > since and came[str(fact.visit)] > came[leg.visit]
            and leg.service in counters[fact.counter or 0].services
        ]  # fmt: skip
        named = [(each.number, each.at.isoformat()[:19]) for each in answer.before]
        for fact in expected:
            assert (fact.number, fact.at[:19]) in named, f"{leg.number} is not told of {fact.number}: {answer}"
        _reasons_are_true(facts, leg, answer)
        _order_is_true(waiting, leg, answer, came)
        yield leg, answer


def _joined(stood: Sequence[Fact], leg: Leg) -> int:
    """When a leg was opened: by the ticket, a transfer, or the stop before it."""
    opens = {1: (Kind.TICKET_TAKEN,)}.get(leg.ordinal, (Kind.VISIT_TRANSFERRED, Kind.VISIT_FINISHED))
    return max(
        fact.seq for fact in stood
        if fact.visit == leg.visit and fact.kind in opens and fact.data["leg"] == max(1, leg.ordinal - 1)
    )  # fmt: skip


def _reasons_are_true(facts: Sequence[Fact], leg: Leg, answer: Why) -> None:
    """Acts that were taken back since count too: they have been."""
    for each in answer.before:
        call = next(
            fact for fact in facts
            if fact.kind == Kind.VISIT_CALLED and fact.number == each.number
            and fact.at[:26] == each.at.isoformat(timespec="microseconds")[:26]
        )  # fmt: skip
        if each.reason in (EARLY, CHOSEN):
            assert call.data["reason"] == each.reason
        elif each.reason == meanwhile.OTHER_SERVICE:
            level = {service: LEVELS.get((call.officer or "", service), 2) for service in "ABC"}
            assert level[call.data["service"]] > level[leg.service], f"{leg.number}: {each}"
        elif each.reason in _OF_MINE:
            mine = {fact.kind for fact in facts if fact.visit == leg.visit and fact.seq < call.seq}
            assert mine & _OF_MINE[each.reason], f"{leg.number}: {each}"


def _order_is_true(waiting: Sequence[Leg], leg: Leg, answer: Why, came: dict[str, int]) -> None:
    people = [other for legs in answer.kinds.people.values() for other in legs]
    assert len({other.visit for other in people}) == len(people) == answer.ahead
    assert leg.visit not in {other.visit for other in people}
    if "menurut urutan datang" in answer.sentence:
        assert all(came[other.visit] < came[leg.visit] for other in people), answer.sentence
        assert all(other.service == leg.service and turn(other) < turn(leg) for other in people)
    if "yang pertama menurut urutan datang" in answer.sentence:
        assert all(came[other.visit] >= came[leg.visit] for other in waiting if other.service == leg.service)
    for other in answer.kinds.people.get(ahead.EARLIER, ()):
        assert came[other.visit] < came[leg.visit]


@pytest.mark.parametrize("seed", range(4))
def test_whoever_came_later_and_was_called_is_named_and_every_reason_is_true(tmp_path, seed):
    with closing(Walk(tmp_path, random.Random(seed))) as walk:
        said: set[str] = set()
        for step in range(STEPS):
            walk.step()
            if step % 6 == 0:
                said |= {each.reason for _, answer in held(walk) for each in answer.before}
        assert said, "a walk in which nobody was called first shows nothing"


@pytest.mark.parametrize("seed", range(8))
def test_as_many_are_called_before_as_were_said_to_stand_before_when_nobody_comes_any_more(office, clock, seed):
    chance = random.Random(seed)
    for service, level in zip("ABC", chance.sample((2, 2, 2, 1, 0), 3), strict=True):
        set_skill(office, "P1", service, level, "uji")
    sign_in(office, 1, "P1")
    for _ in range(chance.randrange(3, 14)):
        take_ticket(office, chance.choice("ABC"), priority=chance.choice((None, None, "LANSIA")))
        clock.pass_(minutes=1)
    for _ in range(chance.randrange(3)):
        serve(office)
        finish(office, 1)
    with office.looking() as work:
        waiting = [leg.number for leg in work.book.open_legs(picture_day(work)) if leg.state is State.WAITING]
    said = {number: why(office, number).ahead for number in waiting}
    order = []
    for _ in waiting:
        order.append(serve(office).number)
        finish(office, 1)
    assert {number: place for place, number in enumerate(order)} == said
