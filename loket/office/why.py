"""Why has this visitor not been called yet? One true sentence, from what the journal says.

For kiosk, counter, supervisor and slip: who went before and why, how many are ahead, when the turn comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loket.errors import N_, Refused
from loket.model.events import Kind
from loket.model.queue import CHOSEN, EARLY, turn
from loket.model.service import WaitRange
from loket.model.visit import Leg, State
from loket.office.context import Office, Work
from loket.office.days import current_day, picture_day
from loket.office.stages import standing
from loket.office.waits import waits_of
from loket.store.contract import Store
from loket.texts import Texts

_WENT_BEFORE = {
    EARLY: N_("{n} pengunjung prioritas didahulukan"),
    "returned": N_("{n} orang yang tadi terlewat sudah kembali"),
    "kept_arrival": N_("{n} orang dialihkan ke layanan ini dan tetap memakai waktu datangnya"),
    "appointment": N_("{n} orang datang dengan janji temu"),
    "carried_over": N_("{n} orang membawa tiket lanjutan dari hari sebelumnya"),
    CHOSEN: N_("{n} nomor dipanggil petugas dengan alasan yang dicatat"),
}
"""What is said of those who came later into this line, or later into the office, and were called first."""


@dataclass(frozen=True, slots=True)
class Before:
    """Somebody who was called first though this visitor's place in the line was earlier, or nearly so: and why."""

    number: str
    reason: str
    at: datetime
    because: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: the sentence, and what it was made from.

    `ahead` counts who came first in the same line and `early` how many priority visitors behind may be called early at
    most; `before` names who went first out of the order of arrival; `told` is the wait from now, if known.
    """

    number: str
    visit: str
    state: State
    ahead: int
    early: int
    before: tuple[Before, ...]
    told: WaitRange | None
    sentence: str


def why(office: Office, number: str, language: str = "id") -> Why:
    """Answer for a printed number of today; raises Refused when there is none."""
    with office.looking() as work:
        visit = work.book.visit_by_number(picture_day(work), number.strip())
        leg = work.book.last_leg(visit.id) if visit else None
        if leg is None:
            raise Refused("number_unknown_today", N_("Nomor {number} tidak ada hari ini."), number=number)
        return _answer(work, office.store, leg, language)


def sentence_at(work: Work, store: Store, leg: Leg, language: str) -> str:
    """Give the sentence with its time for paper, which stays as it is; nothing for whom it is no question."""
    if leg.state is not State.WAITING:
        return ""
    t = Texts.of(language)
    return t("Pukul {time}: {said}", time=t.time(work.local), said=_answer(work, store, leg, language).sentence)


def _answer(work: Work, store: Store, leg: Leg, language: str = "id") -> Why:
    """Answer for a leg within one picture."""
    texts = Texts.of(language)
    if leg.state is not State.WAITING:
        return Why(leg.number, leg.visit, leg.state, 0, 0, (), None, _not_waiting(work, leg, texts))
    legs = work.book.open_legs(leg.day)
    line = [each for each in legs if each.state is State.WAITING and each.service == leg.service]
    ahead = sum(1 for each in line if turn(each) < turn(leg))
    told = waits_of(store, work, legs, (leg.visit,)).get(leg.visit)
    answer = Why(
        leg.number, leg.visit, leg.state, ahead, _may_pass(work, leg, line, ahead), _went_before(work, leg), told, ""
    )
    return replace(answer, sentence=_waiting(work, leg, answer, texts))


def _may_pass(work: Work, leg: Leg, line: Sequence[Leg], ahead: int) -> int:
    """Give how many priority visitors behind can still be called early at most (`loket.model.queue`)."""
    service = work.catalogue.services.get(leg.service)
    if service is None or service.between is None or leg.priority is not None:
        return 0
    behind = sum(1 for each in line if each.priority is not None and turn(each) > turn(leg))
    return min(behind, (ahead + 1) // service.between + 1)


def _went_before(work: Work, leg: Leg) -> tuple[Before, ...]:
    """Give who was called for this leg's service since it waits, though whoever looks on expected this leg first."""
    day = current_day(work)
    if day is None:
        return ()
    others = {(other.visit, other.ordinal): other for other in work.book.legs_of(leg.day)}
    came_back: set[str | None] = set()
    before: list[Before] = []
    kinds = (Kind.VISIT_CALLED, Kind.VISIT_RETURNED, Kind.ACT_UNDONE)
    for fact in standing(work.book.facts_of_kinds(kinds, day.first_seq)):
        at = datetime.fromisoformat(fact.at)
        if at <= leg.opened_at or fact.visit == leg.visit:
            continue
        if fact.kind == Kind.VISIT_RETURNED:
            came_back.add(fact.visit)
            continue
        other, reason = others.get((str(fact.visit), fact.data["leg"])), fact.data["reason"]
        if other is not None and other.service == leg.service and _passed(other, reason, leg, came_back):
            before.append(Before(str(fact.number), reason, at, fact.data.get("because", "")))
    return tuple(before)


def _passed(other: Leg, reason: str, leg: Leg, came_back: Collection[str | None]) -> bool:
    """Tell whether a call passed a leg: out of turn, or by somebody who joined the line later at an earlier place."""
    if reason in (EARLY, CHOSEN):
        return turn(other) > turn(leg)
    if reason == "returned":
        return other.visit in came_back
    return reason in _WENT_BEFORE and other.opened_at > leg.opened_at


def _waiting(work: Work, leg: Leg, answer: Why, t: Texts) -> str:
    said = [_ahead(answer.ahead, t)]
    if answer.early:
        said.append(t("Paling banyak {n} pengunjung prioritas masih dapat didahulukan.", n=answer.early))
    if answer.before:
        said.append(t("Sejak Anda menunggu, {who}.", who=_listed(answer.before, t)))
    if leg.postponed:
        said.append(t("Anda sendiri mundur {n} kali.", n=leg.postponed))
    if leg.not_before is not None and leg.not_before > work.now:
        at = leg.not_before.astimezone(work.catalogue.rules.tz)
        said.append(t("Nomor ini dapat dipanggil mulai pukul {time}.", time=t.time(at.time())))
    said.append(_when(work, answer.told, t))
    return " ".join(said)


def _ahead(ahead: int, t: Texts) -> str:
    if ahead == 0:
        return t("Anda yang pertama menurut urutan datang.")
    return t("{people} di depan Anda menurut urutan datang.", people=t.count("{n} orang", ahead))


def _listed(before: Iterable[Before], t: Texts) -> str:
    counts = Counter(each.reason for each in before)
    parts = [t(sentence, n=counts[reason]) for reason, sentence in _WENT_BEFORE.items() if counts[reason]]
    return parts[0] if len(parts) == 1 else t("{first}, dan {last}", first=", ".join(parts[:-1]), last=parts[-1])


def _when(work: Work, told: WaitRange | None, t: Texts) -> str:
    if told is None:
        return t("Saat ini belum ada loket yang melayani; waktunya belum dapat diperkirakan.")
    latest = t.time((work.local + timedelta(seconds=told.high_s)).time())
    if not told.low_s:
        return t("Giliran Anda paling lambat sekitar pukul {latest}.", latest=latest)
    earliest = t.time((work.local + timedelta(seconds=told.low_s)).time())
    return t("Giliran Anda paling lambat sekitar pukul {latest}, paling cepat {earliest}.", latest=latest,
             earliest=earliest)  # fmt: skip


def _not_waiting(work: Work, leg: Leg, t: Texts) -> str:
    face = work.catalogue.counters.get(leg.counter or 0)
    counter = face.name.say(t.language) if face else t("petugas")
    at = (leg.last_called_at or leg.moved_at or leg.opened_at).astimezone(work.catalogue.rules.tz)
    facts = {"number": leg.number, "counter": counter, "time": t.time(at.time()), "note": leg.note}
    if leg.state is State.CALLED:
        return t("Nomor {number} sedang dipanggil ke {counter}. Silakan ke sana sekarang.", **facts)
    if leg.state is State.SERVING:
        return t("Nomor {number} sedang dilayani di {counter}.", **facts)
    if leg.state is State.MISSED:
        return t("Nomor {number} dipanggil ke {counter} pukul {time} dan belum datang. Lapor ke petugas untuk "
                 "kembali ke antrean.", **facts)  # fmt: skip
    if leg.state is State.PARKED:
        if leg.note:
            return t("Nomor {number} ditunda oleh {counter}: {note}. Lapor ke sana bila sudah siap.", **facts)
        return t("Nomor {number} ditunda oleh {counter}. Lapor ke sana bila sudah siap.", **facts)
    if leg.state is State.CARRIED_OVER:
        return t("Nomor {number} dilanjutkan ke hari layanan berikutnya; tempatnya disimpan.", **facts)
    return t("Nomor {number} sudah selesai.", **facts)
