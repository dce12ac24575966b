"""From a press to the printer's port and to paper (B12, B13).

The port takes everything at once, so what is measured is Loket's share. What the paper then takes is arithmetic on the
slip's own rows: a head of 8 dots a millimetre at 200 mm/s, and 15 mm more to the knife, as receipt printers are built.
"""

from __future__ import annotations

import json

from loket.bench import scene
from loket.bench.figures import Finding, Row, Times, verdict_of
from loket.bench.screens import window

PORT_MOST_MS, BYTES_MOST, LATE_MOST_MS, LONG_MOST_MM = (10.0, 25.0), 400, 30.0, 80.0
DOTS_A_MM, MM_A_SECOND, TO_THE_KNIFE_MM = 8, 200, 15
ROUNDS = 500


def paper(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Take a ticket and wait until its slip is handed over; then work out when it would be in the visitor's hand."""
    place = room.place("paper")
    scene.new_office(place).store.close()
    rounds = max(20, round(ROUNDS * scale))
    tell(f"paper: {rounds} slips")
    out, _ = window("paper", place, rounds).communicate(timeout=60 + rounds)
    found: dict[str, list[float]] = json.loads(out)
    finding, press = Finding("paper"), Times("the press alone", found["commit"])
    handed = Times("press → last byte at the port", found["last"])
    finding.note(press)
    finding.note(handed)
    finding.within(handed.name, handed, *PORT_MOST_MS, floor=press)
    size, mm = max(found["bytes"]), max(found["rows"]) / DOTS_A_MM
    _row(finding, "bytes of a slip", size, BYTES_MOST, " bytes")
    finding.lines.append(f"       handed over in {max(found['writes']):.0f} whole commands, one after the other")
    floors = [(rows / DOTS_A_MM + TO_THE_KNIFE_MM) / MM_A_SECOND for rows in found["rows"]]
    late = Times("to paper, beyond its floor", found["first"])
    hand = Times("press → paper cut", [first + floor for first, floor in zip(found["first"], floors, strict=True)])
    finding.note(hand)
    kept = finding.target("B13 press → paper beyond the paper's own time, p99", 1000 * late.p99, LATE_MOST_MS, " ms")
    target, ratio = f"≤ floor + {LATE_MOST_MS:g} ms (p99)", f"+ {1000 * late.p99:.1f} ms"
    row = Row("B13 press → paper cut", hand.short(), Times("", floors).short(), ratio, target, verdict_of((kept,)))
    finding.rows.append(row)
    _row(finding, "B13 length of a slip", mm, LONG_MOST_MM, " mm")
    return finding


def _row(finding: Finding, name: str, value: float, most: float, unit: str) -> None:
    kept = finding.target(name, value, most, unit)
    finding.rows.append(Row(name, f"{value:,.0f}{unit}", "", "", f"≤ {most:g}{unit}", verdict_of((kept,))))
