"""The month's promise is the sum of its days' reports, service by service, on every engine."""

from __future__ import annotations

from datetime import date

from loket.model.promise import NOBODY
from loket.model.service import WaitRange
from loket.office.calling import mark_absent
from loket.office.days import close_day
from loket.office.promises import promise_board
from loket.office.reports import day_report
from loket.office.ticketing import cancel, take_ticket
from tests.factories import call


def a_day(office, clock, minutes: float) -> date:
    """Two visitors of A and one of B who are told 5–10 minutes; the last leaves; all are called after `minutes`."""
    first = take_ticket(office, "A", told=WaitRange(300, 600, 400))
    take_ticket(office, "A", told=WaitRange(300, 600, 400))
    gone = take_ticket(office, "B", told=WaitRange(300, 600, 400))
    clock.pass_(minutes=minutes)
    for _ in range(2):
        call(office)
        mark_absent(office, 1)
    cancel(office, gone.visit)
    close_day(office)
    clock.pass_(days=1)
    return first.day


def test_the_month_is_the_sum_of_its_day_reports(office, clock):
    days = [a_day(office, clock, minutes) for minutes in (7, 12)]
    board = promise_board(office, days[0])
    assert [(each.day, each.promise) for each in board.days] == [(day, day_report(office, day).promise) for day in days]
    assert board.total == sum((each.promise for each in board.days), NOBODY)
    assert board.total.kept is not None
    assert (board.total.kept.kept, board.total.kept.of) == (2, 5), (
        "the second day two were called too late and one left then"
    )
    assert {each.service.code: (each.promise.called, each.promise.left) for each in board.services} == {
        "A": (4, 0),
        "B": (0, 2),
    }
    assert board.services[0].service.name.say("id") == "Bantuan Sosial"


def test_a_month_without_visitors_promises_nothing(office, clock):
    a_day(office, clock, 7)
    board = promise_board(office, date(2026, 10, 15))
    assert (board.month, board.total, board.days) == (date(2026, 10, 1), NOBODY, ())
    assert promise_board(office).month == date(2026, 11, 1), "the present month, when none is named"
