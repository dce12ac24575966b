"""The rule beside other disciplines: the order of the reference's table, on days of our own."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from loket.model.disciplines import CROWDS, WAYS, Felt, Row, compare

REFERENCE = {
    "order_of_arrival": ((23, 22), (57, 57), (59, 59)),
    "strict": ((2, 27), (2, 68), (5, 102)),
    "head_start_20": ((13, 24), (41, 60), (48, 68)),
    "apq_2": ((13, 25), (28, 63), (35, 79)),
    "rigid_1_2": ((5, 26), (8, 67), (80, 43)),
    "fair_1_in_3": ((5, 26), (8, 67), (53, 64)),
    "fair_1_in_2": ((3, 27), (4, 68), (30, 82)),
    "one_of_5_first": ((15, 24), (33, 62), (57, 61)),
    "one_of_5_only": ((32, 41), (52, 78), (286, 18)),
}
"""Mean minutes of priority and ordinary visitors for each crowd: the reference on queue discipline, §5."""

MODERATE, BUSY, BUSY_40 = (crowd.code for crowd in CROWDS)


@pytest.fixture(scope="module")
def table() -> dict[str, Row]:
    return {row.way.code: row for row in compare(40, Random(1))}


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks; equal values share theirs."""
    return [
        sum(other < value for other in values) + (sum(other == value for other in values) - 1) / 2 for value in values
    ]


def correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's."""
    one, two = ranks(first), ranks(second)
    mean = (len(one) - 1) / 2
    spread = (sum((each - mean) ** 2 for each in one) * sum((each - mean) ** 2 for each in two)) ** 0.5
    return float(sum((a - mean) * (b - mean) for a, b in zip(one, two, strict=True)) / spread)


@pytest.mark.parametrize("crowd", [0, 1, 2])
def test_the_ways_stand_in_the_order_of_the_reference(table, crowd):
    code = CROWDS[crowd].code
    urgent = [round(table[way.code].urgent[code].mean_min) for way in WAYS]
    ordinary = [round(table[way.code].ordinary[code].mean_min) for way in WAYS]
    assert correlation(urgent, [REFERENCE[way.code][crowd][0] for way in WAYS]) > 0.85
    assert correlation(ordinary, [REFERENCE[way.code][crowd][1] for way in WAYS]) > 0.85


def test_a_counter_for_priority_visitors_only_makes_everybody_wait_longer(table):
    for crowd in CROWDS:
        assert table["one_of_5_only"].everybody[crowd.code].mean_min > 1.05 * mean(
            table, "order_of_arrival", crowd.code
        )
    reserved, arrival = table["one_of_5_only"], table["order_of_arrival"]
    assert reserved.ordinary[MODERATE].mean_min > arrival.ordinary[MODERATE].mean_min
    assert reserved.urgent[BUSY_40].mean_min > 3 * arrival.urgent[BUSY_40].mean_min, (
        "it collapses when many elders come"
    )


def test_a_rigid_ratio_turns_against_those_it_protects_when_many_come(table):
    rigid = table["rigid_1_2"]
    assert rigid.urgent[BUSY].mean_min < rigid.ordinary[BUSY].mean_min
    assert rigid.urgent[BUSY_40].mean_min > rigid.ordinary[BUSY_40].mean_min


def test_fair_1_in_3_does_for_priority_nearly_what_strict_priority_does_and_spares_the_others(table):
    fair, strict, arrival = table["fair_1_in_3"], table["strict"], table["order_of_arrival"]
    for crowd in (MODERATE, BUSY):
        saved = arrival.urgent[crowd].mean_min - fair.urgent[crowd].mean_min
        assert saved > 0.8 * (arrival.urgent[crowd].mean_min - strict.urgent[crowd].mean_min)
    assert fair.ordinary[BUSY_40].mean_min < 0.85 * strict.ordinary[BUSY_40].mean_min
    assert fair.urgent[BUSY_40].mean_min <= arrival.urgent[BUSY_40].mean_min


def test_a_head_start_leaves_a_priority_visitor_waiting_for_hours_on_a_bad_day(table):
    assert table["head_start_20"].urgent[BUSY].p95_min > 2 * table["fair_1_in_3"].urgent[BUSY].p95_min
    assert table["head_start_20"].ordinary[BUSY].mean_min < table["fair_1_in_3"].ordinary[BUSY].mean_min


def test_fair_1_in_2_leans_more_towards_priority_than_1_in_3(table):
    for crowd in CROWDS:
        assert table["fair_1_in_2"].urgent[crowd.code].mean_min < table["fair_1_in_3"].urgent[crowd.code].mean_min


def test_who_is_called_first_does_not_change_how_long_all_wait_together(table):
    for way in WAYS[:-1]:
        assert mean(table, way.code, BUSY_40) == pytest.approx(mean(table, "order_of_arrival", BUSY_40), rel=0.02)


def mean(table: dict[str, Row], way: str, crowd: str) -> float:
    felt: Felt = table[way].everybody[crowd]
    return felt.mean_min
