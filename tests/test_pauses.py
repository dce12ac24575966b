"""Pauses between tries grow, end, and differ from station to station."""

from __future__ import annotations

from loket.pauses import MOST_S, Pauses


def test_each_pause_is_about_twice_the_one_before_up_to_the_longest() -> None:
    pauses = Pauses(0.25, 8.0)
    given = [pauses.next() for _ in range(9)]
    whole = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0]
    assert all(0.75 * most <= pause <= most for pause, most in zip(given, whole, strict=True)), given


def test_sixty_stations_do_not_come_back_in_the_same_instant() -> None:
    stations = [Pauses() for _ in range(60)]
    for _ in range(8):
        pauses = [station.next() for station in stations]
    assert len({round(pause, 2) for pause in pauses}) > 30
    assert max(pauses) - min(pauses) > MOST_S / 8


def test_a_press_shortens_the_pause() -> None:
    pauses = Pauses(0.25, 8.0)
    for _ in range(9):
        pauses.next()
    pauses.shorten()
    assert pauses.next() <= 0.25
