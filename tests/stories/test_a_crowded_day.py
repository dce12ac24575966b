"""A crowded day: 120 visitors, six counters, breaks and people who do not come. At the end every number is told of."""

from __future__ import annotations

import random
from collections import Counter

from loket.model.visit import State
from loket.office import calling, journeys, signin, ticketing
from loket.office.days import picture_day
from loket.office.hall_board import hall_board
from tests.factories import assert_whole, journal
from tests.stories.telling import Dinas

OFFICERS = ((1, "P1"), (2, "P2"), (3, "P3"), (4, "P4"), (5, "P5"), (6, "K1"))
SERVICES = "AAAAABBBCCCDDDEEFGHJKK"


class Crowd:
    """Visitors who come, wait, wander off and come back, minute by minute; the same ones at every run."""

    def __init__(self, dinas: Dinas) -> None:
        self.dinas, self.chance = dinas, random.Random(120)
        self.come = 0
        self.until = dict.fromkeys((counter for counter, _ in OFFICERS), 0.0)
        self.breaks: list[int] = []

    def minute(self, minute: int) -> None:
        """One minute of the day."""
        if self.come < 120 and self.chance.random() < 0.55:
            self.dinas.takes(self.chance.choice(SERVICES), priority=self.chance.choice([None, None, None, "LANSIA"]))
            self.come += 1
        for counter, _ in OFFICERS:
            if minute >= self.until[counter]:
                self.officer(counter, minute)
        if minute % 5 == 4:
            self.wanderers()
        self.dinas.later(1)

    def officer(self, counter: int, minute: int) -> None:
        """An officer goes on with whatever stands before them."""
        office, desk = self.dinas.office, self.dinas.desk(counter)
        if desk.state == "break":
            signin.resume(office, counter)
        elif desk.state == "serving":
            self.end(counter)
        elif desk.state == "calling":
            self.greet(counter, minute)
        elif minute > 90 and counter not in self.breaks and self.chance.random() < 0.1:
            signin.take_break(office, counter)
            self.breaks.append(counter)
            self.until[counter] = minute + 15
        else:
            self.dinas.calls(counter)

    def greet(self, counter: int, minute: int) -> None:
        """The called visitor comes, or does not."""
        office, luck = self.dinas.office, self.chance.random()
        if luck < 0.75:
            calling.start(office, counter)
            self.until[counter] = minute + self.chance.randrange(2, 9)
        elif self.dinas.desk(counter).current.calls < 3:  # type: ignore[union-attr]
            self.dinas.recalls(counter)
        else:
            self.dinas.does(calling.mark_absent, counter)

    def end(self, counter: int) -> None:
        """Serving ends one way or another."""
        office, luck = self.dinas.office, self.chance.random()
        if luck < 0.08:
            elsewhere = [code for code in "ABCDE" if code != self.dinas.desk(counter).current.service.code]  # type: ignore[union-attr]
            self.dinas.does(journeys.transfer, counter, self.chance.choice(elsewhere))
        elif luck < 0.13:
            self.dinas.does(calling.park, counter, "lengkapi berkas")
        elif luck < 0.5:
            calling.finish(office, counter)
        else:
            self.dinas.does(calling.finish_and_call_next, counter)

    def wanderers(self) -> None:
        """Some of those who were missed or put aside come back, one or the other goes home."""
        office = self.dinas.office
        with office.looking() as work:
            legs = work.book.open_legs(picture_day(work))
        for visit in sorted(leg.visit for leg in legs if leg.state in (State.MISSED, State.PARKED)):
            luck = self.chance.random()
            if luck < 0.2:
                calling.return_to_queue(office, visit)
            elif luck < 0.23:
                ticketing.cancel(office, visit)


def test_a_crowded_day(dinas):
    # Six officers sit down at a quarter to eight.
    dinas.it_is(7, 45)
    dinas.sign_in(*OFFICERS)
    crowd = Crowd(dinas)
    dinas.hurry()

    # They work until four in the afternoon. Every hour somebody proves the journal.
    for minute in range(8 * 60 + 15):
        crowd.minute(minute)
        if minute % 60 == 59:
            assert_whole(dinas.office)

    # 120 visitors took a number, and each got a slip of their own.
    facts = journal(dinas.office)
    kinds = Counter(fact.kind for fact in facts)
    assert kinds["ticket_taken"] == crowd.come == 120
    assert len(dinas.printer.came_out) == len(set(dinas.printer.came_out)) == 120
    assert len(crowd.breaks) == 6, "everybody had a break"
    for kind in ("visit_absent", "visit_returned", "visit_transferred", "visit_parked", "visit_recalled"):
        assert kinds[kind] >= 3, kind

    # The hall has shown and spoken every call, in order, each once.
    calls = [(fact.number, fact.counter) for fact in facts if fact.kind in ("visit_called", "visit_recalled")]
    assert dinas.hall.shown == dinas.hall.spoken == calls
    assert hall_board(dinas.office, "layar-1").pending == ()

    # Nobody was called at two counters, and nobody was served by an officer on a break.
    on_break: set[int | None] = set()
    for fact in facts:
        if fact.kind == "break_started":
            on_break.add(fact.counter)
        elif fact.kind == "break_ended":
            on_break.discard(fact.counter)
        elif fact.kind == "visit_called":
            assert fact.counter not in on_break

    # At four the last are finished, the day is closed, and every number is accounted for.
    for counter, _ in OFFICERS:
        if dinas.desk(counter).state == "serving":
            calling.finish(dinas.office, counter)
    report = dinas.close()
    balance = report.balance
    assert balance.issued == 120
    assert balance.served > 90
    assert balance.issued == balance.served + balance.missed + balance.carried_over + balance.cancelled
    with dinas.office.looking() as work:
        ends = Counter(legs[-1].state for legs in (
            work.book.legs_of_visit(visit.id) for visit in work.book.visits_of(report.day)
        ))  # fmt: skip
    assert ends == +Counter(
        {
            State.FINISHED: balance.served,
            State.MISSED: balance.missed,
            State.CARRIED_OVER: balance.carried_over,
            State.CANCELLED: balance.cancelled,
        }
    )
    assert sum(hour.arrivals for hour in report.by_hour) == 120
    assert report.closed_serving == ()
