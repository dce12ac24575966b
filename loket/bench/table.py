"""The table for people: a line for everything a scenario has measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple

from loket.bench.figures import Row

HEADINGS = ("id", "scenario", "ours p50/p99 ms", "floor p50/p99 ms", "ratio", "target", "verdict")


def lines_of(rows: Iterable[tuple[str, Row]]) -> list[str]:
    """Lay out (id, row) as lines of equal columns under their headings."""
    cells: list[Sequence[str]] = [HEADINGS, *((id_, *astuple(row)) for id_, row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(HEADINGS))]
    laid = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    return [laid[0], "  ".join("-" * width for width in widths), *laid[1:]]
