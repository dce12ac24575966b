"""Who is next? One pure rule for the call, the preview, the forecast and the simulation.

**Fair 1-in-3.** Every service has one line, in the order of effective arrival (`Leg.key_at`). Its head is called; but
after at least `between` (m, by default 2) calls of that line since its last early call, the longest-waiting priority
visitor is called early. So of any m + 1 calls of a line at most one is out of turn: an ordinary visitor with n ahead is
overtaken at most (n + 1) / m + 1 times, whatever the share of priority; and since priority visitors keep their order
among themselves and their place in the line, none is passed by a later one or does worse than in order of arrival.

**Letting others go first** (mundur n): of all who would have been called after the visitor, the first n of the line go
before (`let_go`); the key moves behind them. A priority visitor would be called early all the same, so the right to an
early call rests meanwhile: `Leg.yields_to` is the last key that was let go, and while the head of the line came no
later the rule looks past the leg (`yields`). In turn it is called as anybody. So nobody starves; at least n more go
first, if so many wait; and the laws above hold, for early calls do not become more, and a later priority visitor passes
only who has asked for it.

**A counter with several lines** first looks at its level for each service: 2 ordinary, 1 helps out when nobody waits
for those, 0 only if nobody waits for any other. Among lines of one level the head who came first decides the line.

A transfer keeps the visit's first arrival as its key, an appointment has one of its own, a late return gets a later
one: everything that changes the order changes the key, never the rule.

Source of the rule and of its proof: the reference on queue discipline, §5; a counter for priority visitors only makes
everybody wait longer, and a rigid ratio turns against the protected group when many of them come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loket.errors import N_
from loket.model.service import BETWEEN
from loket.model.visit import Leg, State

ORDINARY, HELPS_OUT, LAST_RESORT = 2, 1, 0
"""Levels of an officer for a service."""

PLACES_BEHIND = 2
"""How many of the line go before a visitor who was missed and came back in time."""

MOST_POSTPONED = 2
"""How often a visitor may let others go first."""

EARLY, CHOSEN = "priority_early", "chosen"

REASONS = {
    "first_arrival": N_("Datang paling awal di antara yang dapat dipanggil loket ini."),
    "kept_arrival": N_("Dialihkan dari layanan lain dan tetap memakai waktu datang pertama."),
    "returned": N_("Sempat terlewat atau ditunda, sudah kembali, dan mendapat giliran lagi."),
    "skipped": N_("Tadi dilewati karena belum datang; sekarang gilirannya tiba lagi."),
    EARLY: N_("Pengunjung prioritas: didahulukan, paling sering satu kali di antara beberapa panggilan."),
    "appointment": N_("Datang dengan janji temu dan gilirannya sudah tiba."),
    "carried_over": N_("Membawa tiket lanjutan dari hari sebelumnya."),
    "helped_out": N_("Loket ini membantu: tidak ada yang menunggu layanan utamanya."),
    CHOSEN: N_("Dipilih oleh petugas dari daftar."),
}
"""Why a visitor was called: one sentence for each reason that is stored with a call."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the rule may see of one service's line.

    `head` is the first leg that may be called now, `urgent` the first such leg of a priority visitor who does not yield
    to the head (it may be the head; None when it does not matter), `since` the calls since the last early one,
    `between` m, or None for no early calls.
    """

    head: Leg
    urgent: Leg | None = None
    since: int = 0
    between: int | None = BETWEEN


@dataclass(frozen=True, slots=True)
class Choice:
    """The leg to call and why it is this one: a code that texts turn into a sentence. `passed` was overtaken by it."""

    leg: Leg
    reason: str
    passed: Leg | None = None

    @property
    def early(self) -> bool:
        """Tell whether it is out of turn, for the sake of priority."""
        return self.passed is not None


def turn(leg: Leg) -> tuple[datetime, str]:
    """Give the sorting key of a leg: effective arrival, then the order in which the tickets were taken."""
    return (leg.key_at, leg.visit)


def in_order(waiting: Iterable[Leg]) -> list[Leg]:
    """Sort waiting legs by their keys."""
    return sorted((leg for leg in waiting if leg.state is State.WAITING), key=turn)


def choose(lines: Iterable[Line], skills: Mapping[str, int], now: datetime) -> Choice | None:
    """Give who is called at a counter, None when nobody waits for it.

    `skills` gives the level of the counter and its officer for each service they serve; other lines play no part.
    `now` belongs to the signature of every discipline; this one does not need it.
    """
    del now
    servable = [line for line in lines if line.head.service in skills]
    if not servable:
        return None
    chosen = min(servable, key=lambda line: (-skills[line.head.service], line.head.key_at, line.head.visit))
    head, urgent = chosen.head, chosen.urgent
    if urgent is not None and urgent is not head and may_be_early(chosen.since, chosen.between):
        return Choice(urgent, EARLY, passed=head)
    return Choice(head, _reason(head, skills[head.service]))


def yields(leg: Leg, head: Leg) -> bool:
    """Tell whether a priority visitor lets the head of the line go first instead of being called early."""
    return leg.yields_to is not None and head.key_at <= leg.yields_to


def may_be_early(since: int, between: int | None) -> bool:
    """Tell whether a line's next call may be out of turn, `since` calls after its last early one."""
    return between is not None and since >= between


def after_call(since: int, between: int | None, *, early: bool) -> int:
    """Give a line's calls since its last early one once another call was made; counted no further than matters."""
    return 0 if early else min(since + 1, max(between or 0, BETWEEN))


def fresh(between: int | None) -> int:
    """Give the calls of a line that has not called anybody today: the first priority visitor need not wait for two."""
    return max(between or 0, BETWEEN)


def most_early(ahead: int, since: int, between: int | None) -> int:
    """Give how many priority visitors behind can still be called before an ordinary one, whoever else comes.

    `ahead` are those who stand before him in his line. One may go as soon as `between` (m) calls lie behind the last
    early one, another after every m further calls; `ahead` calls are made before his own. That is the law's bound of
    (n + 1) / m + 1 told from the present: never more, and less once some have gone. Who is put before him in the line
    later (a kept place, an appointment) counts as one more ahead.
    """
    if between is None:
        return 0
    first = max(0, between - since)
    return 0 if ahead < first else (ahead - first) // between + 1


def recount(reasons: Iterable[str], between: int | None) -> int:
    """Give a line's calls since its last early one from the reasons of its calls of today, oldest first."""
    since = fresh(between)
    for reason in reasons:
        if reason != CHOSEN:
            since = after_call(since, between, early=reason == EARLY)
    return since


def return_key(ahead: Sequence[Leg], first_arrival: datetime, arrival: datetime, *, in_time: bool) -> datetime:
    """Give the key of a missed or parked visitor who has come back.

    In time: right behind the next two of the line (`ahead`: the waiting legs of the same service in order), never
    earlier than the visitor's own first arrival. Late, or with fewer than two ahead: as if arriving now (`arrival`).
    Source: reference of the discipline, "may return within 30 min, called after the next 2 tickets".
    """
    if not in_time or len(ahead) < PLACES_BEHIND:
        return arrival
    return max(first_arrival, ahead[PLACES_BEHIND - 1].key_at + timedelta(microseconds=1))


def let_go(later: Iterable[Leg], mine: Leg, places: int) -> tuple[datetime, datetime] | None:
    """Give the new `key_at` and `yields_to` of a visitor who lets `places` others go first, None without any others.

    `later` are the waiting legs of the same line that would be called after the visitor's. With fewer than `places` the
    visitor goes behind all of them.
    """
    others = sorted(later, key=turn)
    if not others:
        return None
    last = others[min(places, len(others)) - 1].key_at
    return max(mine.key_at, last + timedelta(microseconds=1)), max(mine.yields_to or last, last)


def _reason(leg: Leg, level: int) -> str:
    if leg.called_at is not None:
        return "skipped" if leg.calls else "returned"
    if leg.ordinal > 1:
        return "kept_arrival"
    if leg.not_before is not None:
        return "appointment"
    if leg.key_at < leg.opened_at:
        return "carried_over"
    return "first_arrival" if level >= ORDINARY else "helped_out"
