"""Where everything stands in the hall: list, grid, one counter, closed; lying or upright; with a lost connection."""

from __future__ import annotations

from PySide6.QtCore import QRect

from ui.display.part import Look

TOP, TICKER, LOST = (92.0, 150.0), (84.0, 88.0), (84.0, 116.0)
"""Heights of the bars, landscape and portrait."""


def places(look: Look, kind: str, *, lost: bool) -> dict[str, QRect]:
    """Give the rectangle of every part that is shown. `kind` is "list", "grid", "one" or "closed"."""
    px = look.px
    top, ticker = px(*TOP), px(*TICKER)
    found = {
        "top": look.rect(0, 0, look.width, top),
        "ticker": look.rect(0, look.height - ticker, look.width, ticker),
    }
    begin = top + (0 if look.portrait or kind == "closed" else px(8))
    if lost:
        found["offline"] = look.rect(0, top, look.width, px(*LOST))
        begin = top + px(*LOST) + px(28)
    end = look.height - ticker
    if kind == "closed":
        found["closed"] = look.rect(0, begin, look.width, end - begin)
    elif kind == "grid":
        margin = px(40, 48)
        found["grid"] = look.rect(margin, begin, look.width - 2 * margin, end - px(24) - begin)
    elif kind == "one":
        found |= _one(look, begin, end - px(24))
    elif look.portrait:
        found |= _portrait(look, begin, end - px(28), lost=lost)
    else:
        found |= _landscape(look, begin, end - px(20), lost=lost)
    return found


def _one(look: Look, begin: float, end: float) -> dict[str, QRect]:
    px = look.px
    if look.portrait:
        width, high = look.width - px(96), (end - begin) * 0.48
        return {
            "one": look.rect(px(48), begin, width, high),
            "beside": look.rect(px(48), begin + high + px(12), width, end - begin - high - px(12)),
        }
    side = px(430)
    left = look.width - px(40) - side
    return {
        "one": look.rect(px(40), begin, left - px(80), end - begin),
        "beside": look.rect(left, begin, side, end - begin),
    }


def _landscape(look: Look, begin: float, end: float, *, lost: bool) -> dict[str, QRect]:
    px = look.px
    right = look.width - px(40) - px(920)
    width = right - px(80)
    if lost:
        # The card and the words beside it; no panel: nothing is "now" while nobody knows.
        card = min(px(522), (end - begin) * 0.72)
        return {
            "rows": look.rect(right, begin, px(920), end - begin),
            "card": look.rect(px(40), begin, width, card),
            "note": look.rect(px(40), begin + card + px(40), width, px(110)),
        }
    # A screen higher than 16:9 gives the table what the card does not need.
    table = max(px(365), end - begin - px(560))
    return {
        "panel": look.rect(right, begin, px(920), px(304)),
        "rows": look.rect(right, begin + px(304), px(920), end - begin - px(304)),
        "card": look.rect(px(40), begin, width, end - begin - table - px(16)),
        "table": look.rect(px(40), end - table, width, table),
    }


def _portrait(look: Look, begin: float, end: float, *, lost: bool) -> dict[str, QRect]:
    px = look.px
    left, width, card = px(48), look.width - px(96), px(423)
    found = {"card": look.rect(left, end - card, width, card)}
    if lost:
        found["rows"] = look.rect(left, begin, width, px(60 + 4 * 158))
        found["note"] = look.rect(left, end - card - px(160), width, px(120))
        return found
    table = px(268)
    return found | {
        "panel": look.rect(left, begin, width, px(348)),
        "rows": look.rect(left, begin + px(348), width, px(8 + 4 * 142)),
        "table": look.rect(left, end - card - px(24) - table, width, table),
    }
