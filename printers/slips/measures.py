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
    """White above the number's figures and below them."""
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
        pad=20, emblem=48, gap=16, office=Face(29, 800), title=Face(26, 600), number=Face(214, 700), above_number=20,
        below_number=24, bullet=50, bullet_radius=12, letter=Face(30, 800), service=Face(40, 800, -0.4),
        priority=Face(28, 700), priority_pad=(4, 22), label=Face(26), value=Face(46, 800), modules=(6, 5),
        qr_most=165, qr_gap=26, beside=Face(24, 600), code=Face(26, 800), paragraph=8, need=Face(26),
        foot=Face(23, 600), mark=Face(40, 800),
    ),
    512: Measures(
        pad=20, emblem=44, gap=14, office=Face(26, 800), title=Face(23, 600), number=Face(190, 700), above_number=20,
        below_number=24, bullet=46, bullet_radius=11, letter=Face(27, 800), service=Face(36, 800, -0.36),
        priority=Face(25, 700), priority_pad=(4, 20), label=Face(24), value=Face(41, 800), modules=(6, 5),
        qr_most=165, qr_gap=22, beside=Face(22, 600), code=Face(24, 800), paragraph=8, need=Face(24),
        foot=Face(21, 600), mark=Face(36, 800),
    ),
    384: Measures(
        pad=8, emblem=40, gap=12, office=Face(22, 800), title=Face(23, 600), number=Face(144, 700), above_number=18,
        below_number=21, bullet=40, bullet_radius=9, letter=Face(23, 800), service=Face(30, 800, -0.3),
        priority=Face(23, 700), priority_pad=(4, 18), label=Face(22), value=Face(34, 800), modules=(5,),
        qr_most=165, qr_gap=18, beside=Face(20, 600), code=Face(21, 800), paragraph=8, need=Face(22),
        foot=Face(19, 600), mark=Face(30, 800),
    ),
}  # fmt: skip
"""Ticket layouts by dot width."""
