"""Every length of a slip on each width of paper, in dots."""

from __future__ import annotations

from dataclasses import dataclass

from printers.paper import Face


@dataclass(frozen=True, slots=True)
class Measures:
    """Every length of a ticket on one paper, in dots."""

    pad: int
    emblem: int
    gap: int
    office: Face
    title: Face
    number: Face
    above_number: int
    below_number: int
    bullet: int
    bullet_radius: int
    letter: Face
    service: Face
    priority: Face
    priority_pad: tuple[int, int]
    label: Face
    value: Face
    modules: tuple[int, ...]
    """Dots a QR module may have, the best first."""
    qr_most: int
    """Dots the QR may be wide."""
    qr_gap: int
    beside: Face
    code: Face
    paragraph: int
    need: Face
    foot: Face
    mark: Face


MEASURES = {
    576: Measures(
        pad=16, emblem=52, gap=16, office=Face(29, 800), title=Face(30, 600), number=Face(214, 700), above_number=14,
        below_number=10, bullet=52, bullet_radius=12, letter=Face(30, 800), service=Face(40, 800, -0.4),
        priority=Face(30, 700), priority_pad=(7, 28), label=Face(27), value=Face(46, 800), modules=(7, 6, 5),
        qr_most=222, qr_gap=26, beside=Face(27, 600), code=Face(29, 700), paragraph=12, need=Face(27),
        foot=Face(23, 600), mark=Face(40, 800),
    ),
    512: Measures(
        pad=14, emblem=46, gap=14, office=Face(26, 800), title=Face(27, 600), number=Face(190, 700), above_number=12,
        below_number=9, bullet=46, bullet_radius=11, letter=Face(27, 800), service=Face(36, 800, -0.36),
        priority=Face(27, 700), priority_pad=(6, 25), label=Face(24), value=Face(41, 800), modules=(6, 5),
        qr_most=198, qr_gap=24, beside=Face(24, 600), code=Face(26, 700), paragraph=10, need=Face(24),
        foot=Face(21, 600), mark=Face(36, 800),
    ),
    384: Measures(
        pad=8, emblem=40, gap=12, office=Face(22, 800), title=Face(24, 600), number=Face(144, 700), above_number=10,
        below_number=8, bullet=40, bullet_radius=9, letter=Face(23, 800), service=Face(30, 800, -0.3),
        priority=Face(24, 700), priority_pad=(6, 22), label=Face(22), value=Face(34, 800), modules=(5,),
        qr_most=185, qr_gap=18, beside=Face(21, 600), code=Face(23, 700), paragraph=8, need=Face(22),
        foot=Face(19, 600), mark=Face(30, 800),
    ),
}  # fmt: skip
"""Ticket layouts by dot width."""
