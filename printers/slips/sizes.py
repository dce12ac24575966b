"""Letters and shapes of all slips but the queue ticket, on each width of paper, in dots."""

from __future__ import annotations

from dataclasses import dataclass

from printers.paper import Face


@dataclass(frozen=True, slots=True)
class Sizes:
    """Letters and shapes of a slip on one width of paper, in dots."""

    title: Face
    reference: Face
    number: Face
    """The number of a slip that is called or asked for by it."""
    large: Face
    heading: Face
    step: Face
    body: Face
    note: Face
    foot: Face
    box: int
    circle: int
    margin: int
    """White above and below a dashed line."""

    @property
    def bold(self) -> Face:
        """What is filled in, beside the words that ask for it."""
        return Face(self.body.px, 700)


SIZES = {
    576: Sizes(
        title=Face(44, 800, -0.4), reference=Face(34, 700), number=Face(150, 700), large=Face(42, 800),
        heading=Face(29, 800), step=Face(31, 800), body=Face(27), note=Face(25), foot=Face(24, 600), box=30, circle=40,
        margin=11,
    ),
    512: Sizes(
        title=Face(39, 800, -0.4), reference=Face(30, 700), number=Face(133, 700), large=Face(37, 800),
        heading=Face(26, 800), step=Face(28, 800), body=Face(24), note=Face(22), foot=Face(21, 600), box=27, circle=36,
        margin=10,
    ),
    384: Sizes(
        title=Face(33, 800, -0.3), reference=Face(26, 700), number=Face(108, 700), large=Face(32, 800),
        heading=Face(24, 800), step=Face(25, 800), body=Face(22), note=Face(20), foot=Face(19, 600), box=26, circle=32,
        margin=9,
    ),
}  # fmt: skip
"""Sizes by dot width."""
