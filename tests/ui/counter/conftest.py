"""An office whose counters take appointments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from loket.model.appointment import SlotPlan
from loket.model.calendar import Holiday, WeekHours
from loket.office import printer_setup
from tests.factories import a_service

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

MORNINGS = WeekHours.of_plain({day: ["08.00-12.00"] for day in ("mon", "tue", "wed", "thu", "fri")})


@pytest.fixture
def booking_desk(make_desk: Callable[..., Desk]) -> Desk:
    """Services A and B take appointments from 08.00 to 12.00, C none; the coming Wednesday is a holiday."""
    made = make_desk(
        a_service("A", hours=MORNINGS, slots=SlotPlan(30, 2)),
        a_service("B", "Data DTSEN", hours=MORNINGS, slots=SlotPlan(60, 1)),
        a_service("C", "Jaminan Kesehatan"),
        holidays=(Holiday(date(2026, 11, 25), "Hari contoh"),),
    )
    printer_setup.add_printer(made.office, "kios", "virtual:")
    return made
