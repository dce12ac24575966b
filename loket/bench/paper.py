"""From a press to the printer's port and to paper (B12, B13), as a picture and in the printer's own letters.

The printer is the simulator behind a TCP port of this PC, which prints at once, so what is measured is Loket's share,
its questions to the printer and the line. What the paper then takes is arithmetic on the
slip's own rows, the feed to the knife among them: 8 rows a millimetre at 200 mm/s, as receipt printers are built.
"""

from __future__ import annotations

import json
import time

from loket.bench import scene
from loket.bench.figures import Finding, Row, Times, verdict_of
from loket.bench.screens import window
from loket.model.printer import Layout
from loket.store.place import Place

PORT_MOST_MS = {Layout.RASTER: 100.0, Layout.NATIVE: 25.0}
COMPOSED_MOST_MS, NATIVE_MOST_BYTES, LATE_MOST_MS, LONG_MOST_MM = 15.0, 4096, 30.0, 100.0
ROWS_A_MM, MM_A_SECOND = 8, 200
ROUNDS = 500


def paper(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Take tickets, each handed over before the next; then work out when it would be in a visitor's hand."""
    finding = Finding("paper")
    for layout in Layout:
        place = room.place(f"paper-{layout}")
        scene.new_office(place).store.close()
        rounds = max(20, round(ROUNDS * scale))
        tell(f"paper: {rounds} slips, {layout}")
        found = _printed(place, rounds, layout)
        _judge(finding, layout, found)
    return finding


def _printed(place: Place | str, rounds: int, layout: Layout) -> dict[str, list[float]]:
    """Let another process print at a printer of this one, which sees when the last byte (the knife) has arrived."""
    from printers.engine import Engine
    from printers.simulator import Simulator

    arrived: list[float] = []
    engine = Engine(576, on_cut=lambda _sheet: arrived.append(time.perf_counter()))
    with Simulator(engine) as printer:
        url = f"tcp://127.0.0.1:{printer.port}"
        out, _ = window("paper", place, rounds, layout, url).communicate(timeout=60 + rounds)
    found: dict[str, list[float]] = json.loads(out)
    found["last"] = [last - began for last, began in zip(arrived[-rounds:], found["began"], strict=True)]
    return found


def _judge(finding: Finding, layout: Layout, found: dict[str, list[float]]) -> None:
    """Put one layout's figures beside their targets."""
    press, handed = (
        Times(f"the press alone, {layout}", found["commit"]),
        Times(f"press → last byte at a network port, {layout}", found["last"]),
    )
    composed = Times(f"slip composed, {layout} (CPU)", found["composed"])
    for times in (press, handed, composed):
        finding.note(times)
    _late(finding, handed, press, PORT_MOST_MS[layout])
    _late(finding, composed, None, COMPOSED_MOST_MS)
    finding.lines.append(
        f"       {max(found['bytes']):,.0f} bytes handed over in {max(found['writes']):.0f} whole commands at most"
    )
    if layout is Layout.NATIVE:
        _most(finding, "bytes of a slip in the printer's own letters", max(found["bytes"]), NATIVE_MOST_BYTES, " bytes")
        return
    floors = [rows / ROWS_A_MM / MM_A_SECOND for rows in found["rows"]]
    late = Times("to paper, beyond its floor", found["given"])
    hand = Times("press → paper cut", [first + floor for first, floor in zip(found["given"], floors, strict=True)])
    finding.note(hand)
    kept = finding.target("B13 press → paper beyond the paper's own time, p99", 1000 * late.p99, LATE_MOST_MS, " ms")
    target, ratio = f"≤ floor + {LATE_MOST_MS:g} ms (p99)", f"+ {1000 * late.p99:.1f} ms"
    row = Row("B13 press → paper cut", hand.short(), Times("", floors).short(), ratio, target, verdict_of((kept,)))
    finding.rows.append(row)
    _most(finding, "B13 length of a ticket, knife to knife", max(found["rows"]) / ROWS_A_MM, LONG_MOST_MM, " mm")


def _late(finding: Finding, times: Times, floor: Times | None, most_ms: float) -> None:
    kept = finding.target(f"{times.name} p99", 1000 * times.p99, most_ms, " ms")
    ratio = f"{times.p50 / floor.p50:.2f} / {times.p99 / floor.p99:.2f} ×" if floor else ""
    beside = floor.short() if floor else ""
    finding.rows.append(
        Row(times.name, times.short(), beside, ratio, f"p99 ≤ {most_ms:g} ms", verdict_of((kept,)))
    )  # fmt: skip


def _most(finding: Finding, name: str, value: float, most: float, unit: str) -> None:
    kept = finding.target(name, value, most, unit)
    finding.rows.append(Row(name, f"{value:,.0f}{unit}", "", "", f"≤ {most:g}{unit}", verdict_of((kept,))))
