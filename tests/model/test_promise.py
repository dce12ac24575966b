"""The office keeps its word when a visitor is called before the end that was told; who left is counted apart."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loket.model.promise import NOBODY, Promise, promise_of, promises
from loket.model.spread import Share
from loket.model.visit import Leg, State, Visit

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)


def came(
    sequence: int, *, called: float | None = None, gone: float | None = None, told: tuple[int, int] | None = (5, 10),
    letter: str = "A", day: date = DAY, state: State = State.FINISHED, postponed: int = 0,
) -> tuple[Visit, Leg]:  # fmt: skip
    """Give a visitor who was told 5–10 minutes, called or gone so many minutes later."""
    identity, number = f"{letter}{day}{sequence}", f"{letter}{sequence:03d}"
    low, high = (60 * told[0], 60 * told[1]) if told else (None, None)
    visit = Visit(identity, day, letter, sequence, number, NINE, told_low_s=low, told_high_s=high)
    leg = Leg(
        identity, 1, number, day, letter, state, NINE, NINE,
        called_at=None if called is None else NINE + timedelta(minutes=called),
        ended_at=None if gone is None else NINE + timedelta(minutes=gone), postponed=postponed,
    )  # fmt: skip
    return visit, leg


def promise(*rows: tuple[Visit, Leg]) -> Promise:
    return promise_of([visit for visit, _ in rows], [leg for _, leg in rows], NINE + timedelta(minutes=8))


def test_called_before_the_promised_end_is_kept_also_when_it_came_sooner_than_told() -> None:
    found = promise(came(1, called=3), came(2, called=7), came(3, called=10), came(4, called=10.1))
    assert (found.told, found.called, found.within, found.by_upper) == (4, 4, 2, 3)
    assert found.kept == Share(3, 4)


def test_who_was_called_and_did_not_come_was_called_all_the_same() -> None:
    found = promise(came(1, called=8, state=State.MISSED), came(2, called=20, state=State.MISSED))
    assert (found.called, found.by_upper) == (2, 1)


def test_who_left_after_the_promised_end_was_let_down_and_who_left_before_it_is_counted_apart() -> None:
    found = promise(
        came(1, gone=9, state=State.CANCELLED), came(2, gone=11, state=State.CARRIED_OVER), came(3, called=4)
    )
    assert (found.told, found.called, found.left, found.left_late, found.waiting) == (3, 1, 2, 1, 0)
    assert found.kept == Share(1, 2)


def test_who_still_waits_within_the_promise_is_neither_kept_nor_broken() -> None:
    found = promise(came(1, state=State.WAITING))
    assert (found.told, found.waiting, found.overdue, found.kept) == (1, 1, 0, None)


def test_who_still_waits_past_the_promised_end_has_been_let_down() -> None:
    found = promise(came(1, state=State.WAITING, told=(2, 7)), came(2, called=4))
    assert (found.told, found.waiting, found.overdue) == (2, 1, 1)
    assert found.kept == Share(1, 2)
    assert found.inside == Share(0, 2), "called after four minutes of five to ten"


def test_who_let_others_go_first_gave_the_promise_back() -> None:
    found = promise(came(1, called=90, postponed=1), came(2, called=4, postponed=2), came(3, called=5))
    assert (found.told, found.called, found.by_upper, found.postponed, found.waiting) == (3, 1, 1, 2, 0)


def test_who_was_told_nothing_was_promised_nothing() -> None:
    found = promise(came(1, called=90, told=None))
    assert (found.told, found.called, found.untold, found.kept) == (0, 0, 1, None)


def test_a_clock_set_back_makes_no_wait_below_nothing() -> None:
    assert promise(came(1, called=-30, told=(0, 1))).within == 1


def test_the_wait_is_that_of_the_first_stop() -> None:
    visit, leg = came(1, called=6)
    later = Leg(visit.id, 2, visit.number, DAY, "B", State.WAITING, NINE, NINE + timedelta(hours=1))
    assert [(each.service, each.promise.by_upper) for each in promises([visit], [later, leg], NINE)] == [("A", 1)]


ROWS = st.lists(
    st.tuples(
        st.none() | st.integers(0, 30), st.none() | st.integers(0, 30), st.booleans(), st.sampled_from("AB"),
        st.integers(0, 2), st.integers(0, 1),
    ),
    max_size=30,
)  # fmt: skip


@given(ROWS)
def test_every_visitor_is_counted_once_whichever_way_the_sum_is_made(
    rows: list[tuple[int | None, int | None, bool, str, int, int]],
) -> None:
    visitors = [
        came(number, called=called, gone=gone, told=(5, 10) if told else None, letter=letter,
             day=DAY + timedelta(days=days), postponed=postponed)
        for number, (called, gone, told, letter, days, postponed) in enumerate(rows)
    ]  # fmt: skip
    total = promise(*visitors)
    parts = promises([visit for visit, _ in visitors], [leg for _, leg in visitors], NINE + timedelta(minutes=8))
    assert sum((each.promise for each in parts), NOBODY) == total
    assert total.told + total.untold == len(rows)
    assert total.called + total.left + total.postponed + total.waiting == total.told
    assert 0 <= total.within <= total.by_upper <= total.called
    assert total.left_late <= total.left
    assert total.overdue <= total.waiting
