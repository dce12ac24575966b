"""The last day of a result, as an officer types it: a date, or a number of working days."""

from __future__ import annotations

import re
from datetime import date

from loket.office.receipts import ReceiptDraft

_DATE = re.compile(r"\s*(\d{1,2})[-./ ](\d{1,2})(?:[-./ ](\d{2}|\d{4}))?\s*")
_AHEAD = re.compile(r"\s*\+\s*(\d{1,3})\s*")
NONE = ("", "-", "–")
"""What stands for no promise."""


def read_promise(text: str, draft: ReceiptDraft) -> date | None:
    """Read "7-12-2026", "7.12" (the next one) or "+5" (working days); None for no promise.

    Raises ValueError for what is no day, has passed, or is further ahead than working days are known.
    """
    if text.strip() in NONE:
        return None
    if ahead := _AHEAD.fullmatch(text):
        count = int(ahead[1])
        if not 1 <= count <= len(draft.working_days):
            raise ValueError(text)
        return draft.working_days[count - 1]
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day, month, year = int(match[1]), int(match[2]), match[3]
    if year is not None:
        found = date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    else:
        found = date(draft.today.year, month, day)
        if found < draft.today:
            found = found.replace(year=found.year + 1)
    if found < draft.today:
        raise ValueError(text)
    return found


def days_of_work(day: date, draft: ReceiptDraft) -> int | None:
    """Tell how many working days ahead a day is; None when it is none, or too far to tell."""
    return draft.working_days.index(day) + 1 if day in draft.working_days else None
