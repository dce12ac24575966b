"""What the visitor is told: nothing without an officer, wide at first, narrower with every day, and mostly kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest

from loket.model.service import WaitRange
from loket.office.boards import kiosk_board
from loket.office.calling import call_visit, finish, mark_absent, return_to_queue, start
from loket.office.context import Office
from loket.office.days import close_day
from loket.office.hall_board import hall_board
from loket.office.journeys import transfer
from loket.office.lessons import lessons
from loket.office.signin import sign_in, sign_out, take_break
from loket.office.ticketing import cancel, take_ticket
from loket.office.undo import undo
from tests.factories import a_service, an_office, assert_whole, call, journal, serve
from tests.office.days_at_work import Days, Told

LONGER_THAN_UNDO = timedelta(minutes=3)


def told(office: Office, service: str = "A") -> WaitRange | None:
    """What the kiosk tells a newcomer of a service."""
    return next(tile.told for tile in kiosk_board(office).tiles if tile.service.code == service)


def learned(office: Office, service: str = "A") -> int:
    """How many visitors have taught about a service, as the next minute's picture knows it."""
    office.clock.time += LONGER_THAN_UNDO  # type: ignore[attr-defined]
    with office.looking() as work:
        return lessons(office.store, work).learned(service)


def take(office: Office, service: str = "A", base_s: int | None = 600, priority: str | None = None) -> str:
    """Take a ticket with a told wait."""
    return take_ticket(office, service, told=WaitRange(300, 900, base_s), priority=priority).visit


def test_the_roll_forward_is_kept_with_ticket_and_fact(office):
    take_ticket(office, "A", told=WaitRange(300, 900, base_s=420))
    take_ticket(office, "A", told=WaitRange(300, 900))
    take_ticket(office, "A")
    facts = [fact for fact in journal(office) if fact.kind == "ticket_taken"]
    assert [fact.data["told"] for fact in facts] == [[300, 900, 420], [300, 900, None], None]
    with office.store.reading() as book:
        visits = [book.visit(str(fact.visit)) for fact in facts]
    assert [visit.told_base_s for visit in visits if visit] == [420, None, None]
    assert_whole(office)


def test_what_the_kiosk_tells_carries_its_roll_forward_to_the_ticket(office):
    sign_in(office, 1, "P1")
    take_ticket(office, "A")
    serve(office, 1)
    wait = told(office)
    assert wait is not None
    assert wait.base_s == 900, "one counter, just begun, fifteen minutes by the set-up"
    ticket = take_ticket(office, "A", told=wait)
    with office.store.reading() as book:
        visit = book.visit(ticket.visit)
    assert visit is not None
    assert (visit.told_low_s, visit.told_high_s, visit.told_base_s) == (wait.low_s, wait.high_s, 900)


def test_nothing_is_told_while_nobody_serves(office):
    assert told(office) is None
    sign_in(office, 1, "P1")
    assert told(office) is not None
    take_break(office, 1)
    assert told(office) is not None, "a break ends"
    sign_out(office, 1)
    assert told(office) is None
    assert all(service.told is None for service in hall_board(office, "layar-1").services)


def test_an_office_that_knows_nothing_tells_the_upper_end_only(office):
    sign_in(office, 1, "P1")
    for _ in range(4):
        take_ticket(office, "A")
    wait = told(office)
    assert wait is not None
    assert wait.low_s == 0
    assert wait.high_s >= 45 * 60, "three ahead of the last one, fifteen minutes each"


def test_every_called_visitor_teaches_also_one_who_did_not_come(office):
    sign_in(office, 1, "P1")
    assert learned(office) == 0
    for _ in range(3):
        take(office)
    office.clock.pass_(minutes=9)
    serve(office, 1)
    finish(office, 1)
    call(office, 1)
    mark_absent(office, 1)
    assert learned(office) == 2
    assert learned(office) == 2, "each teaches once"


def test_who_left_uncalled_and_who_was_told_nothing_teach_nothing(office):
    gone, untold, baseless = take(office), take_ticket(office, "A").visit, take(office, base_s=None)
    cancel(office, gone)
    for visit in (untold, baseless):
        call_visit(office, 1, visit)
        start(office, 1)
        finish(office, 1)
    take(office)
    assert learned(office) == 0
    close_day(office)
    office.clock.pass_(days=1)
    assert learned(office) == 0, "who was carried over was not called"


def test_a_call_teaches_only_when_it_can_no_longer_be_taken_back(office):
    take(office)
    call(office, 1)
    with office.looking() as work:
        assert lessons(office.store, work).learned("A") == 0
    undo(office, 1)
    assert learned(office) == 0
    call(office, 1)
    assert learned(office) == 1


def test_the_wait_ends_with_the_first_call_whatever_comes_after(office):
    sign_in(office, 1, "P1")
    visit = take(office, base_s=600)
    office.clock.pass_(minutes=10)
    call(office, 1)
    mark_absent(office, 1)
    office.clock.pass_(minutes=50)
    return_to_queue(office, visit)
    office.clock.pass_(minutes=5)
    serve(office, 1)
    transfer(office, 1, "B")
    office.clock.pass_(hours=1)
    serve(office, 1)
    finish(office, 1)
    with office.store.reading() as book:
        (lesson,) = book.lessons(book.days()[-1].day, "A", 10)
    assert round((lesson.called_at - lesson.opened_at).total_seconds()) == 600
    assert learned(office, "B") == 0, "the second stop was not asked about"


def test_priority_visitors_teach_as_their_own_class(office):
    take(office, priority="LANSIA")
    take(office)
    for _ in range(2):
        serve(office, 1)
        finish(office, 1)
    with office.store.reading() as book:
        taught = book.lessons(book.days()[-1].day, "A", 10)
    assert [lesson.priority for lesson in taught] == [False, True]


def test_what_was_learned_is_there_after_a_restart_and_the_next_day(tmp_path, clock):
    office = an_office(tmp_path, clock=clock)
    for _ in range(5):
        take(office)
        clock.pass_(minutes=4)
        serve(office, 1)
        finish(office, 1)
    close_day(office)
    clock.pass_(days=1)
    assert learned(office) == 5
    clock.pass_(days=20)
    assert learned(office) == 5
    clock.pass_(days=30)
    assert learned(office) == 0, "six weeks later they teach no more"
    office.store.close()


def test_counters_that_are_slower_than_the_set_up_says_are_believed_also_tomorrow(make_office, clock):
    office = make_office(a_service("A"), counters=1)
    for _ in range(20):
        take(office)
        serve(office, 1)
        clock.pass_(minutes=30)
        finish(office, 1)
    clock.pass_(minutes=5)
    with office.looking() as work:
        today = lessons(office.store, work).means["A"]
    assert today == pytest.approx(1620), "20 of 30 minutes, and the set-up's 15 weighs as much as 5"
    close_day(office)
    clock.pass_(days=1)
    with office.looking() as work:
        assert lessons(office.store, work).means["A"] == pytest.approx(1620)


def test_a_counter_that_forgot_to_finish_teaches_nothing_about_its_time(make_office, clock):
    office = make_office(a_service("A"), counters=1)
    take(office)
    serve(office, 1)
    clock.pass_(hours=5)
    finish(office, 1)
    clock.pass_(minutes=5)
    with office.looking() as work:
        assert lessons(office.store, work).means["A"] == 900


def test_who_did_not_come_kept_the_counter_for_seconds_also_after_the_day_was_closed(make_office, clock):
    office = make_office(a_service("A"), counters=1)
    take(office)
    call(office, 1)
    clock.pass_(seconds=60)
    mark_absent(office, 1)
    clock.pass_(hours=1)
    close_day(office)
    with office.store.reading() as book:
        (lesson,) = book.lessons(book.days()[-1].day, "A", 10)
    assert lesson.busy_s is None


def kept(visitors: list[Told]) -> float:
    """The share whose told range held."""
    return sum(visitor.kept for visitor in visitors) / len(visitors)


def relative_width(visitors: list[Told]) -> float:
    """The median width of what was told, beside the roll-forward; of those who had to wait at all."""
    waits = [each for each in visitors if (each.range.base_s or 0) >= 300]
    return median((each.range.high_s - each.range.low_s) / (each.range.base_s or 1) for each in waits)


def test_after_a_week_the_ranges_are_narrower_and_hold_for_most(tmp_path: Path):
    office = Days(tmp_path, visitors=70)
    for _ in range(6):
        office.work()
    assert office.untold == 0
    first, learned_days = [t for t in office.told if t.day == 0], [t for t in office.told if t.day >= 3]
    assert 0.70 <= kept(learned_days) <= 0.95
    assert relative_width(learned_days) < 0.75 * relative_width(first)
    both_ends = [sum(t.range.low_s > 0 for t in part) / len(part) for part in (first, learned_days)]
    assert both_ends[1] > both_ends[0], "a lower end is told more often once it says something"
    assert_whole(office.office)
    office.office.store.close()


def test_who_already_waits_learns_from_those_asked_at_half_of_their_wait(office):
    sign_in(office, 1, "P1")
    for _ in range(20):
        take(office, base_s=1800)
        office.clock.pass_(minutes=20)
        serve(office, 1)
        finish(office, 1)
    assert learned(office) == 20, "each visitor counts once, though it teaches twice"
    with office.looking() as work:
        known = lessons(office.store, work)
        newcomer = known.tell("A", 1800, work.local)
        waiting = known.tell("A", 1800, work.local, waiting=True)
    # Everybody waited 20 minutes where the roll-forward had said 30; at half of it 10 minutes were left.
    assert newcomer.low_s <= 1200 <= newcomer.high_s
    assert waiting.low_s <= 600
    assert waiting.high_s < newcomer.high_s
