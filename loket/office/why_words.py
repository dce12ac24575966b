"""The words of "Mengapa saya belum dipanggil?" for somebody who waits: short, and true whatever the line looks like.

"Menurut urutan datang" is said only where everybody ahead came earlier; else it is said how they came there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from loket.model import ahead as standing
from loket.model import meanwhile
from loket.model.ahead import Ahead
from loket.model.appointment import CALLABLE_BEFORE
from loket.model.hall_state import CounterState, Present
from loket.model.meanwhile import Before, Own
from loket.model.queue import CHOSEN, EARLY, ORDINARY, turn
from loket.model.visit import Leg
from loket.office.context import Work
from loket.texts import Texts

if TYPE_CHECKING:
    from loket.office.why import Why

_NAMED = 2
"""So many numbers are named; more are counted."""

_PARTS = 4
"""So many parts of a list are said."""


def sentence_of_one_waiting(work: Work, leg: Leg, answer: Why, here: Present, t: Texts) -> str:
    """Say who stands before, the visitor's own part, who went before and why, and when the turn comes."""
    said = [
        *_slot(work, leg, answer, t),
        _position(work, leg, answer.kinds, here, t),
        *(_own(work, each, answer, t) for each in answer.story.own),
        _target(work, leg, answer.kinds, t),
        _helping(work, leg, answer, t),
    ]
    if answer.before:
        said.append(t("Sejak Anda menunggu, {who}.", who=_listed(answer.before, t)))
    said += [_early(leg, answer, here, t), _not_yet(work, answer.kinds, t), _when(work, leg, answer, t)]
    return " ".join(each for each in said if each)


def _slot(work: Work, leg: Leg, answer: Why, t: Texts) -> tuple[str, ...]:
    """Say from when on an appointment can be called."""
    if not _waits(work, leg) or leg.not_before is None or leg.called_at or answer.story.moved != meanwhile.APPOINTMENT:
        return ()
    slot = _time(work, leg.not_before + CALLABLE_BEFORE, t)
    opens = _time(work, leg.not_before, t)
    return (t("Janji temu pukul {slot}: nomor ini dipanggil mulai pukul {time}.", slot=slot, time=opens),)


def _position(work: Work, leg: Leg, ahead: Ahead, here: Present, t: Texts) -> str:
    """Say who stands before, and how they came there where it is not by arrival."""
    own = ahead.count - len(ahead.people.get(standing.OTHER_SERVICE, ()))
    waits = leg.not_before is not None and leg.not_before > here.now
    if leg.priority is not None and own < ahead.line and not waits:
        return _goes_first(own, ahead.count - own, t)
    people = t.count("{n} orang", ahead.count)
    if ahead.count == 0:
        return "" if waits else _nobody(leg, ahead, here, t)
    if ahead.people.keys() == {standing.EARLIER}:
        return t("{people} di depan Anda menurut urutan datang.", people=people)
    parts = [_kind(work, kind, legs, t) for kind, legs in ahead.people.items()]
    kinds = _shortly(parts, [len(legs) for legs in ahead.people.values()], t)
    return t("{people} di depan Anda: {kinds}.", people=people, kinds=", ".join(kinds))


def _shortly(parts: Sequence[str], counts: Sequence[int], t: Texts) -> list[str]:
    """Give the parts of a list; of more than `_PARTS` the last ones are only counted."""
    if len(parts) <= _PARTS:
        return list(parts)
    return [*parts[: _PARTS - 1], t.count("{n} lainnya", sum(counts[_PARTS - 1 :]))]


def _nobody(leg: Leg, ahead: Ahead, here: Present, t: Texts) -> str:
    if ahead.first:
        return t("Anda yang pertama menurut urutan datang.")
    services = {service for desk in ahead.desks for service in desk.services} - {leg.service}
    if any(each.service in services for each in here.waiting):
        return t("Tidak ada orang di depan Anda di layanan ini.")
    return t("Tidak ada orang di depan Anda.")


def _goes_first(own: int, others: int, t: Texts) -> str:
    """Say what priority gives: how many of the line are called before still, at most."""
    said = t("Anda didahulukan sebagai pengunjung prioritas: tidak ada lagi orang dari layanan ini yang dipanggil "
             "sebelum Anda.")  # fmt: skip
    if own:
        said = t("Anda didahulukan sebagai pengunjung prioritas: paling banyak {people} lagi dari layanan ini "
                 "dipanggil sebelum Anda.", people=t.count("{n} orang", own))  # fmt: skip
    if others:
        more = t("Loket yang sama memanggil {people} dari layanan lain lebih dulu.",
                 people=t.count("{n} orang", others))  # fmt: skip
        return f"{said} {more}"
    return said


def _kind(work: Work, kind: str, legs: Sequence[Leg], t: Texts) -> str:
    n, opens = len(legs), [leg.not_before for leg in legs if leg.not_before is not None and leg.not_before > work.now]
    if kind == meanwhile.APPOINTMENT and opens:
        return t.count(
            "{n} dengan janji temu (dipanggil mulai pukul {time})", n, time=_time(work, min(opens), t)
        )  # fmt: skip
    return {
        standing.EARLIER: t.count("{n} datang lebih dulu", n),
        meanwhile.KEPT_ARRIVAL: t.count("{n} dialihkan dari layanan lain", n),
        meanwhile.APPOINTMENT: t.count("{n} dengan janji temu", n),
        meanwhile.CARRIED_OVER: t.count("{n} melanjutkan tiket hari sebelumnya", n),
        standing.LET_FIRST: t.count("{n} yang Anda dahulukan", n),
        standing.WAITED: t.count("{n} yang sudah menunggu ketika Anda kembali", n),
        meanwhile.PLACE: t.count("{n} yang tempatnya lebih depan", n),
        standing.PRIORITY: t.count("{n} pengunjung prioritas", n),
        standing.OTHER_SERVICE: t.count("{n} dari layanan lain di loket yang sama", n),
    }[kind]


def _own(work: Work, own: Own, answer: Why, t: Texts) -> str:
    """Say what the visitor did himself."""
    facts = {"time": _time(work, own.at, t), "until": _time(work, own.until or own.at, t),
             "people": t.count("{n} orang", answer.kinds.line)}  # fmt: skip
    if own.kind == meanwhile.POSTPONED:
        return t.count("Anda mundur {n} nomor pukul {time}.", own.places, time=facts["time"])
    if own.until is None:
        return ""
    if own.kind == meanwhile.PARKED:
        return t("Nomor ini ditunda pukul {time} dan kembali ke antrean pukul {until}.", **facts)
    if own.kind == meanwhile.SKIPPED:
        if own.until > work.now:
            return t("Nomor ini dipanggil pukul {time} dan dilewati karena belum hadir; dapat dipanggil lagi mulai "
                     "pukul {until}.", **facts)  # fmt: skip
        return t("Nomor ini dipanggil pukul {time} dan dilewati karena belum hadir.", **facts)
    if answer.kinds.line:
        return t("Nomor ini dipanggil pukul {time}, tidak hadir, dan sejak kembali pukul {until} berdiri di belakang "
                 "{people}.", **facts)  # fmt: skip
    return t("Nomor ini dipanggil pukul {time}, tidak hadir, dan kembali ke antrean pukul {until}.", **facts)


def _target(work: Work, leg: Leg, ahead: Ahead, t: Texts) -> str:
    """Say for which counter the number waits while nobody else may call it."""
    desk = next(
        (
            desk
            for desk in ahead.desks
            if leg.to_counter == desk.number or (leg.to_officer is not None and leg.to_officer == desk.officer)
        ),
        None,
    )
    if desk is None:
        return ""
    return t("Nomor ini menunggu {counter}; loket lain tidak memanggilnya.", counter=_names(work, [desk], t))


def _helping(work: Work, leg: Leg, answer: Why, t: Texts) -> str:
    """Say that counters serve their own services first, where it matters."""
    matters = standing.OTHER_SERVICE in answer.kinds.people or any(
        each.reason == meanwhile.OTHER_SERVICE for each in answer.before
    )
    helping = [desk for desk in answer.kinds.desks if _has_better(desk, leg.service)]
    if not helping or not matters:
        return ""
    names = _names(work, helping, t)
    return t("{counter} membantu layanan ini dan mendahulukan layanan utamanya.", counter=names)


def _has_better(desk: CounterState, service: str) -> bool:
    level = desk.skills.get(service, ORDINARY)
    return any(desk.skills.get(each, ORDINARY) > level for each in desk.services)


def _names(work: Work, desks: Sequence[CounterState], t: Texts) -> str:
    faces = (work.catalogue.counters[desk.number] for desk in desks)
    return ", ".join(face.name.say(t.language) for face in faces)


def _listed(before: Sequence[Before], t: Texts) -> str:
    by_reason: dict[str, list[Before]] = {}
    for each in before:
        by_reason.setdefault(each.reason, []).append(each)
    parts = [_went(reason, people, t) for reason, people in by_reason.items()]
    parts = _shortly(parts, [len(people) for people in by_reason.values()], t)
    return parts[0] if len(parts) == 1 else t("{first}, dan {last}", first=", ".join(parts[:-1]), last=parts[-1])


def _went(reason: str, people: Sequence[Before], t: Texts) -> str:
    n, who = len(people), _who([each.number for each in people], t)
    return {
        EARLY: t.count("{n} pengunjung prioritas didahulukan", n),
        meanwhile.RETURNED: t.count("{n} orang yang tadi terlewat sudah kembali", n),
        meanwhile.KEPT_ARRIVAL: t.count("{n} orang dialihkan ke layanan ini dan tetap memakai waktu datangnya", n),
        meanwhile.APPOINTMENT: t.count("{n} orang datang dengan janji temu", n),
        meanwhile.CARRIED_OVER: t.count("{n} orang membawa tiket lanjutan dari hari sebelumnya", n),
        CHOSEN: t.count("{n} nomor dipanggil petugas dengan alasan yang dicatat", n),
        meanwhile.CALLED_BACK: t("{who}, yang tadi ditunda atau terlewat, dipanggil lagi", who=who),
        meanwhile.OTHER_SERVICE: t("{who} dipanggil untuk layanan lain", who=who),
        meanwhile.MEANT_FOR: t("{who} dipanggil loket lain", who=who),
        meanwhile.BEFORE_SLOT: t("{who} dipanggil sebelum jam janji temu Anda", who=who),
        meanwhile.COOL_DOWN: t("{who} dipanggil sesudah nomor ini dilewati", who=who),
        meanwhile.WHILE_CALLED: t("{who} dipanggil loket lain ketika nomor ini sedang dipanggil", who=who),
        meanwhile.WHILE_AWAY: t("{who} dipanggil ketika nomor ini tidak ada di antrean", who=who),
        meanwhile.STEPPED_BACK: t("{who} dipanggil karena Anda mundur", who=who),
        meanwhile.CAME_BACK: t("{who} dipanggil dari tempat di depan Anda sejak Anda kembali", who=who),
        meanwhile.SLOT_PLACE: t("{who} dipanggil dari tempat di depan janji temu Anda", who=who),
        meanwhile.PLACE: t("{who} dipanggil dari tempat di depan Anda", who=who),
    }[reason]


def _who(numbers: Sequence[str], t: Texts) -> str:
    """Name one or two, count more."""
    if len(numbers) > _NAMED:
        return t.count("{n} orang", len(numbers))
    return numbers[0] if len(numbers) == 1 else t("{first} dan {last}", first=numbers[0], last=numbers[-1])


def _early(leg: Leg, answer: Why, here: Present, t: Texts) -> str:
    """Say how many may still be called early, whoever comes; that nobody can be, where some who could wait."""
    if answer.early:
        return t.count(
            "Paling banyak {n} pengunjung prioritas masih dapat didahulukan menurut urutan sekarang.", answer.early
        )
    behind = any(
        each.priority is not None and each.service == leg.service and turn(each) > turn(leg) for each in here.waiting
    )
    if not behind or not standing.is_bounded(leg, here):
        return ""
    return t("Tidak ada lagi pengunjung prioritas yang dapat didahulukan.")


def _not_yet(work: Work, ahead: Ahead, t: Texts) -> str:
    """Say who cannot be called yet and will then stand before."""
    opens = [leg.not_before for leg in ahead.not_yet if leg.not_before is not None]
    if not opens:
        return ""
    who = _who([leg.number for leg in ahead.not_yet], t)
    return t("{who} baru dapat dipanggil mulai pukul {time}; sejak itu di depan Anda.", who=who,
             time=_time(work, min(opens), t))  # fmt: skip


def _when(work: Work, leg: Leg, answer: Why, t: Texts) -> str:
    told = answer.told
    if told is None:
        return t("Saat ini belum ada loket yang melayani; waktunya belum dapat diperkirakan.")
    latest = _time(work, work.now + timedelta(seconds=told.high_s), t)
    if not told.low_s:
        return t("Giliran Anda paling lambat sekitar pukul {latest}.", latest=latest)
    first = work.now + timedelta(seconds=told.low_s)
    if leg.not_before is not None:
        first = max(first, leg.not_before)
    return t("Giliran Anda paling lambat sekitar pukul {latest}, paling cepat {earliest}.", latest=latest,
             earliest=_time(work, first, t))  # fmt: skip


def _waits(work: Work, leg: Leg) -> bool:
    return leg.not_before is not None and leg.not_before > work.now


def _time(work: Work, moment: datetime, t: Texts) -> str:
    return t.time(moment.astimezone(work.catalogue.rules.tz).time())
