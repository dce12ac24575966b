"""What a row of the queue says beside number and service: its mark, its turn, since when it is away."""

from __future__ import annotations

from datetime import datetime, timedelta

from loket.office.pictures import QueueEntry
from loket.texts import Texts


def told_words(entry: QueueEntry, now: datetime | None, texts: Texts) -> str:
    """Say about when the visitor's turn comes, to five minutes; empty when nobody knows."""
    if entry.told is None or now is None:
        return ""
    told = entry.told
    turn = now + timedelta(seconds=told.likely_s or (told.low_s + told.high_s) / 2)
    turn = turn.replace(second=0, microsecond=0) + timedelta(minutes=round(turn.minute / 5) * 5 - turn.minute)
    return texts("±{t}", t=texts.time(max(turn, now)))


def row_tip(entry: QueueEntry, now: datetime | None, texts: Texts) -> str:
    """Give what the row has no room for: when the turn comes, a ticket that did not come out, ways to and fro."""
    said = []
    if entry.told is not None and now is not None:
        low, high = (texts.time(now + timedelta(seconds=each)) for each in (entry.told.low_s, entry.told.high_s))
        said.append(texts("Giliran antara pukul {low} dan {high}", low=low, high=high))
    if entry.without_paper:
        said.append(texts("Tiket tidak keluar. Ctrl+K mencetaknya."))
    if entry.ping_pong:
        said.append(texts("Sudah {n} kali bolak-balik antar loket", n=entry.ping_pong))
    return "\n".join(said)


def entry_tag(entry: QueueEntry, texts: Texts, counter: int, now: datetime | None) -> tuple[str, str, str] | None:
    """Give the mark of a waiting visitor at `counter`: words, tone, icon. What keeps it from a call comes first."""
    if entry.to_counter not in (None, counter):
        return texts("Untuk Loket {n}", n=entry.to_counter), "neutral", "swap_horiz"
    if entry.not_before is not None and now is not None and entry.not_before > now:
        return texts("Mulai {t}", t=texts.time(entry.not_before)), "neutral", "schedule"
    if entry.priority:
        return texts("Prioritas"), "info", "accessible_forward"
    if entry.from_counter is not None:
        return texts("Dari Loket {n}", n=entry.from_counter), "neutral", "swap_horiz"
    if entry.postponed:
        return texts("Mundur {n}×", n=entry.postponed), "neutral", "arrow_downward"
    return None


def row_note(entry: QueueEntry, tab: str, texts: Texts) -> str:
    """Say since when a visitor is parked or missed, and after how many calls."""
    when = texts.time(entry.since) if entry.since else ""
    if tab == "missed":
        return texts("{t} · {n}× dipanggil", t=when, n=entry.calls)
    return texts("Ditunda {t}", t=when)
