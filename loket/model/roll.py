"""How much paper is left: counted in millimetres, and learned from what the printer itself says.

A printer tells only "low" and "out". From the paper that came out between two changes of the roll the rule learns how
long this office's rolls are, and how much is left when the sensor first says "low". A roll that was changed is noticed
by itself: a printer that was out, or low, and is ready again has a new one.
"""

from __future__ import annotations

from dataclasses import replace

from loket.model.printer import Roll

SHORTEST_MM, LONGEST_MM = 5_000, 120_000
"""Rolls on sale are 8 to 80 m long; what was learned is kept within these."""

USUAL_SLIP_MM = 100
"""Length of a queue ticket, until enough slips of this roll were counted."""

_ENOUGH = 5
"""Slips of a roll after which their own mean length is used."""

_A_ROLL = 20
"""Slips after which a roll that ends has taught how long a roll is; a torn or nearly used one has not."""

_COARSE = 50
"""Above so many slips the estimate is told in tens."""


def after_slip(roll: Roll, paper_mm: int) -> Roll:
    """Count the paper of one try, whole or not; `paper_mm` is what was fed, 0 or more."""
    return replace(roll, used=roll.used + max(0, paper_mm), slips=roll.slips + (paper_mm > 0))


def after_change(roll: Roll) -> Roll:
    """Begin a new roll; what was learned stays."""
    return replace(roll, used=0, slips=0, low_at=0, ended=False)


def after_state(roll: Roll, state: str) -> Roll:
    """Learn from a printer's `state` (ready, low, out, cover, offline, unknown)."""
    if state == "out" and not roll.ended:
        return _ended(roll)
    if state == "low":
        fresh = after_change(roll) if roll.ended else roll
        return fresh if fresh.low_at else _low(fresh)
    if state == "ready" and (roll.ended or roll.low_at):
        return after_change(roll)
    return roll


def _ended(roll: Roll) -> Roll:
    length, low_left = roll.length, roll.low_left
    if roll.slips >= _A_ROLL:
        length = min(LONGEST_MM, max(SHORTEST_MM, _mean(roll.used, roll.length) if roll.learned else roll.used))
        low_left = roll.used - roll.low_at if roll.low_at else low_left
    return replace(roll, length=length, low_left=low_left, used=length, ended=True, learned=roll.slips >= _A_ROLL
                   or roll.learned)  # fmt: skip


def _low(roll: Roll) -> Roll:
    """Note where "low" began; the sensor knows better than our count how much is left, once it was learned."""
    used = max(1, roll.length - roll.low_left if roll.low_left else roll.used)
    return replace(roll, used=used, low_at=used)


def _mean(one: int, other: int) -> int:
    return (one + other) // 2


def slips_left(roll: Roll) -> int:
    """Estimate how many more slips come out of this roll; above 50 in whole tens, never below 0."""
    mean = roll.used / roll.slips if roll.slips >= _ENOUGH else USUAL_SLIP_MM
    left = int(max(0, roll.length - roll.used) / max(mean, 1))
    return left if left < _COARSE else left - left % 10
