"""An office at play: every act a person can think of, and what must hold after each. Who picks is up to the test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from loket.errors import Refused
from loket.model.appointment import SlotPlan
from loket.model.fairness import proven
from loket.model.queue import EARLY, turn, yields
from loket.model.visit import AT_COUNTER, OPEN_STATES, Leg, State
from loket.office import administration, appointments, calling, carrying_over, days, journeys, signin, ticketing, turns
from loket.office.appointment_undo import undo_appointment
from loket.office.boards import counter_board, kiosk_board, signin_board
from loket.office.checking_in import CheckedIn, check_in
from loket.office.context import Office
from loket.office.hall import call_shown, call_spoken
from loket.office.hall_board import hall_board
from loket.office.pictures import HallCall, TakenTicket
from loket.office.undo import undo, undo_of_visit, undo_postpone
from loket.office.undo_for_all import undo_carry_over, undo_close
from tests.factories import FixedClock, a_catalogue, a_service, an_office, assert_whole

Pick = Callable[[Sequence[Any]], Any]
"""Picks one of several."""


def come_back(office: Office, _counter: int, visit: str) -> object:
    """A visitor is back, whoever it is."""
    return calling.return_to_queue(office, visit)


COUNTERS = (1, 2, 3)
AT_THE_COUNTER: list[Callable[[Office, int], object]] = [
    calling.start,
    calling.start,
    calling.finish,
    calling.finish,
    calling.recall,
    calling.mark_absent,
    calling.park,
    calling.skip,
    journeys.send_back,
    lambda office, counter: calling.park(office, counter, "fotokopi"),
]
ANYTHING: list[Callable[[Office, int, str], object]] = [
    *(partial(lambda act, office, counter, _visit: act(office, counter), act) for act in AT_THE_COUNTER),
    lambda office, counter, _visit: calling.call_next(office, counter),
    lambda office, counter, _visit: undo(office, counter),
    calling.call_visit,
    come_back,
    lambda office, _counter, visit: ticketing.cancel(office, visit),
    lambda office, _counter, visit: undo_of_visit(office, visit),
    lambda office, _counter, visit: undo_postpone(office, visit),
]
TIMES = (1, 1, 5, 5, 20, 20, -1, -5, -90, "night", "far back", "close", "open", "close and open")


class Play:
    """Three counters (1: A and B, 2: B and C, 3: all) and whatever comes."""

    def __init__(self, folder: Path) -> None:
        self.clock = FixedClock()
        services = [a_service("A", slots=SlotPlan(capacity=3)), a_service("B"), a_service("C", quota=6)]
        self.office = an_office(folder, *services, clock=self.clock)
        with self.office.store.writing() as book:
            for face in a_catalogue(*services).counters.values():
                served = {1: ("A", "B"), 2: ("B", "C"), 3: ("A", "B", "C")}[face.number]
                book.save_counter(type(face)(face.number, face.name, face.plate, served, face.where))
            book.set_mark("catalogue", "2")
        self.taken: list[str] = []
        self.last_counter = 0
        self.returned: set[str] = set()
        self.refusals = 0
        self.kept: list[str] = []
        self.booked: list[str] = []
        self.taken += [ticketing.take_ticket(self.office, service).visit for service in "ABAC"]

    def close(self) -> None:
        """Prove the whole journal, that every call was fair and its reason true, and let go."""
        assert_whole(self.office)
        with self.office.store.reading() as book:
            broken = proven(book.facts()).broken
        assert broken == [], broken
        self.office.store.close()

    # --- what people do ----------------------------------------------------------------------------------------

    def attempt(self, act: Callable[[], object]) -> object:
        """Do it; a refusal must leave everything as it was."""
        before = self.picture()
        try:
            result = act()
        except Refused:
            assert self.picture() == before, "a refused act changes nothing"
            self.refusals += 1
            return None
        with self.office.store.reading() as book:
            told = next(iter(book.facts(book.last_fact()[0] - 1)))
        self.last_counter = told.counter or self.last_counter
        return result

    def take(self, pick: Pick) -> None:
        service = pick("ABC")
        priority = "LANSIA" if pick("ABC") == "C" else None
        ticket = self.attempt(partial(ticketing.take_ticket, self.office, service, priority=priority))
        if ticket is not None:
            assert isinstance(ticket, TakenTicket)
            assert ticket.ahead == sum(1 for leg in self.somebody(State.WAITING) if leg.service == service) - 1
            self.taken.append(ticket.visit)

    def call_next(self, pick: Pick) -> None:
        self._check_order(pick(COUNTERS), calling.call_next)

    def finish_and_call_next(self, pick: Pick) -> None:
        self._check_order(pick(self.somebody(State.SERVING)).counter, calling.finish_and_call_next)

    def _check_order(self, counter: int, act: Callable[[Office, int], HallCall | None]) -> None:
        """Who is called is the one whose turn it is among those whom the counter serves."""
        services = self.office.catalogue.counter(counter).services
        with self.office.looking() as work:
            elsewhere = {duty.counter for duty in work.book.duties()} - {counter}
        served = [
            leg for leg in self.somebody(State.WAITING) if leg.service in services and leg.to_counter not in elsewhere
        ]
        made = self.attempt(partial(act, self.office, counter))
        if made is not None:
            assert isinstance(made, HallCall)
            # By the act's own instant: every one is a little later than what was seen before it.
            waiting = [leg for leg in served if leg.not_before is None or leg.not_before <= made.called_at]
            first = min(waiting, key=turn)
            if made.reason == EARLY:
                urgent = [
                    leg for leg in waiting
                    if leg.priority is not None and leg.service == first.service and not yields(leg, first)
                ]  # fmt: skip
                assert made.visit == min(urgent, key=turn).visit != first.visit
                return
            assert made.visit == first.visit
            steady = [leg.visit for leg in waiting if leg.visit not in self.returned]
            if made.visit in steady:
                assert made.visit == min(steady, key=self.taken.index), "nobody newer before somebody older"

    def serve(self, pick: Pick) -> None:
        self.attempt(partial(pick(AT_THE_COUNTER), self.office, pick(self.somebody(*AT_COUNTER)).counter))

    def transfer(self, pick: Pick) -> None:
        counter = pick(self.somebody(*AT_COUNTER)).counter
        target = pick((None, None, *COUNTERS))
        self.attempt(partial(journeys.transfer, self.office, counter, pick("ABC"), to_counter=target))

    def call_somebody(self, pick: Pick) -> None:
        visit = pick(self.somebody(State.WAITING, State.PARKED, State.MISSED)).visit
        self.attempt(partial(calling.call_visit, self.office, pick(COUNTERS), visit, pick(("", "sakit"))))

    def let_others_go(self, pick: Pick) -> None:
        visit = pick(self.somebody(State.WAITING)).visit
        if self.attempt(partial(turns.postpone, self.office, visit, pick((1, 2, 30)))) is not None:
            self.returned.add(visit)

    def regroup(self, pick: Pick) -> None:
        visit = pick(self.somebody(State.WAITING)).visit
        self.attempt(partial(turns.regroup, self.office, visit, pick(("BALITA", None)), pick(("terlihat", ""))))

    def come_back(self, pick: Pick) -> None:
        visit = pick(self.somebody(State.PARKED, State.MISSED)).visit
        if self.attempt(partial(calling.return_to_queue, self.office, visit)) is not None:
            self.returned.add(visit)

    def leave(self, pick: Pick) -> None:
        visit = pick(self.somebody(State.WAITING, State.PARKED, State.MISSED)).visit
        self.attempt(partial(ticketing.cancel, self.office, visit))

    def take_back(self, pick: Pick) -> None:
        for _ in range(pick((1, 1, 2, 3))):
            self.attempt(partial(undo, self.office, self.last_counter or 1))

    def carry_over(self, _pick: Pick) -> None:
        """Everybody who waits is sent home with the place kept."""
        kept = self.attempt(partial(carrying_over.carry_over, self.office, "listrik padam"))
        self.kept += [each.code for each in kept] if isinstance(kept, tuple) else []

    def come_tomorrow(self, pick: Pick) -> None:
        """Somebody shows a carry-over slip, good or not."""
        if self.kept:
            self._brought(self.attempt(partial(carrying_over.readmit, self.office, pick(self.kept))))

    def take_back_for_all(self, pick: Pick) -> None:
        """The carry-over or the closing of the day was too early."""
        self.attempt(partial(pick((undo_carry_over, undo_carry_over, undo_close)), self.office))

    def take_back_of_somebody(self, pick: Pick) -> None:
        """What happened last to one of the newest visitors was a mistake."""
        self.attempt(partial(pick((undo_of_visit, undo_of_visit, undo_postpone)), self.office, pick(self.taken[-12:])))

    def appoint(self, pick: Pick) -> None:
        """Book, move, cancel, check in, and take that back."""
        now = self.office.local_now()
        soon = now + timedelta(minutes=30 * pick((1, 1, 2, 30))) - timedelta(minutes=now.minute % 30)
        slot = (soon.date(), soon.time().replace(second=0, microsecond=0))
        if not self.booked or pick((True, False, False, False, False)):
            card = self.attempt(partial(appointments.book, self.office, "A", *slot))
            self.booked += [card.appointment.code] if isinstance(card, appointments.AppointmentCard) else []
            return
        what, code = pick(("move", "cancel", "come", "come", "undo", "undo", "undo")), pick(self.booked[-4:])
        if what == "come":
            here = self.attempt(partial(check_in, self.office, code))
            self._brought(here.ticket if isinstance(here, CheckedIn) else None)
        elif what == "move":
            self.attempt(partial(appointments.move_appointment, self.office, code, *slot))
        else:
            act = undo_appointment if what == "undo" else appointments.cancel_appointment
            self.attempt(partial(act, self.office, code))

    def _brought(self, ticket: object) -> None:
        """Somebody with a place of his own stands elsewhere than behind all."""
        if isinstance(ticket, TakenTicket):
            self.taken.append(ticket.visit)
            self.returned.add(ticket.visit)

    def change_rules(self, pick: Pick) -> None:
        between = pick((1, 2, 3, None))
        self.attempt(partial(administration.set_fairness, self.office, pick("ABC"), between, "hari lansia"))

    def sign_in(self, pick: Pick) -> None:
        officer, take_over = pick(("P1", "P2", "P3")), pick((True, False))
        self.attempt(partial(signin.sign_in, self.office, pick(COUNTERS), officer, take_over))

    def duty(self, pick: Pick) -> None:
        act = pick((signin.sign_out, signin.take_break, signin.resume, signin.resume))
        self.attempt(partial(act, self.office, pick(COUNTERS)))

    def do_anything(self, pick: Pick) -> None:
        """Whatever comes to somebody's mind, sensible or not."""
        act, visit = pick(ANYTHING), pick(self.taken)
        self.attempt(partial(act, self.office, pick(COUNTERS), visit))
        if act is come_back:
            self.returned.add(visit)

    def hall_answers(self, pick: Pick) -> None:
        board = hall_board(self.office, "layar-1")
        spoken = pick((True, False))
        for each in board.unspoken if spoken else board.pending:
            (call_spoken if spoken else call_shown)(self.office, "layar-1", each.seq)

    def time_goes(self, pick: Pick) -> None:
        what = pick(TIMES)
        if isinstance(what, int):
            self.clock.pass_(minutes=what)
        elif what in ("night", "far back"):
            self.clock.pass_(hours=16 if what == "night" else -30)
        if what in ("close", "close and open"):
            self.attempt(partial(days.close_day, self.office))
        if what in ("open", "close and open"):
            self.attempt(partial(days.open_today, self.office))

    # --- what is seen ------------------------------------------------------------------------------------------

    def picture(self) -> object:
        """Everything an act could change."""
        with self.office.store.reading() as book:
            kept = [book.since_early(day.day) for day in book.days()], [book.appointment(code) for code in self.booked]
            legs = [book.legs_of_visit(visit) for visit in self.taken]
            return book.last_fact(), book.duties(), book.days(), legs, kept, book.open_jobs(500)

    def somebody(self, *states: State) -> list[Leg]:
        """The legs of the running day in some states."""
        with self.office.looking() as work:
            legs = work.book.open_legs(days.picture_day(work))
        return [leg for leg in legs if leg.state in states]

    def all_legs(self) -> list[list[Leg]]:
        """The legs of every visit ever taken."""
        with self.office.store.reading() as book:
            return [book.legs_of_visit(visit) for visit in self.taken]

    # --- what always holds -------------------------------------------------------------------------------------

    def hold(self) -> None:
        """Check what must hold after every act."""
        visits = self.all_legs()
        self._one_visitor_per_counter(visits)
        self._only_the_last_leg_is_open(visits)
        self._everybody_is_accounted_for(visits)
        self._numbers_have_no_gap_and_no_twin()
        self._no_wait_is_negative()

    def _one_visitor_per_counter(self, visits: list[list[Leg]]) -> None:
        at_counters = [legs[-1].counter for legs in visits if legs[-1].state in AT_COUNTER]
        assert None not in at_counters
        assert len(at_counters) == len(set(at_counters))

    def _only_the_last_leg_is_open(self, visits: list[list[Leg]]) -> None:
        for legs in visits:
            assert all(leg.state is State.TRANSFERRED and leg.ended_at for leg in legs[:-1])
            last = legs[-1]
            if last.ended_at is None:
                assert last.state in OPEN_STATES
            else:
                assert last.state not in OPEN_STATES - {State.MISSED}

    def _everybody_is_accounted_for(self, visits: list[list[Leg]]) -> None:
        """Issued = served + missed + carried over + cancelled + still open, day by day."""
        per_day: dict[object, Counter[State]] = {}
        for legs in visits:
            per_day.setdefault(legs[-1].day, Counter())[legs[-1].state] += 1
        with self.office.store.reading() as book:
            issued = {day.day: len(book.visits_of(day.day)) for day in book.days()}
            closed = {day.day for day in book.days() if day.closed_at is not None}
            assert len(issued) - len(closed) <= 1, "one day is open at most"
        for day, states in per_day.items():
            ended = sum(states[s] for s in (State.FINISHED, State.MISSED, State.CARRIED_OVER, State.CANCELLED))
            still_open = sum(states[state] for state in OPEN_STATES - {State.MISSED})
            assert issued[day] == ended + still_open  # type: ignore[index]
            assert not (day in closed and still_open)

    def _numbers_have_no_gap_and_no_twin(self) -> None:
        with self.office.store.reading() as book:
            visits = [visit for day in book.days() for visit in book.visits_of(day.day)]
        assert sorted(visit.id for visit in visits) == sorted(self.taken)
        series: dict[tuple[object, str], list[int]] = {}
        for visit in visits:
            series.setdefault((visit.day, visit.letter), []).append(visit.sequence)
        for numbers in series.values():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))

    def _no_wait_is_negative(self) -> None:
        kiosk_board(self.office)
        signin_board(self.office)
        for counter in COUNTERS:
            board = counter_board(self.office, counter)
            entries = (*board.queue, *board.parked, *board.missed)
            assert all(entry.waited_s >= 0 for entry in entries)
            assert board.average_wait_s is None or board.average_wait_s >= 0
            assert board.current is None or board.current.waited_s >= 0
