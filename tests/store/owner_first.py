"""What the owner of an office does before an act is tried as a role, where there would be nothing to do else."""

from __future__ import annotations

from collections.abc import Callable

from loket.office import appointments, calling, carrying_over, turns
from loket.office.context import Office
from loket.office.days import close_day
from tests.prepared import Scene

BEFORE: dict[str, Callable[[Office, Scene], object]] = {
    "days.close_day": lambda office, _: calling.finish(office, 2),  # nobody may be in service then
    "undo_for_all.undo_carry_over": lambda office, _: carrying_over.carry_over(office),
    "undo_for_all.undo_close": lambda office, _: close_day(office, forgotten=True),
    "appointment_undo.undo_appointment": lambda office, scene: appointments.cancel_appointment(office, scene.other),
    "undo.undo_postpone": lambda office, scene: turns.postpone(office, scene.waiting, 1),
    "recognising.step_forward": lambda office, scene: turns.postpone(office, scene.waiting, 1),
}
"""By the act that is tried."""
