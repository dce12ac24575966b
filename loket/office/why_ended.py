"""What is said of a number that does not wait: where it is, how it ended, and what to do."""

from __future__ import annotations

from loket.model.visit import Leg, State
from loket.office.context import Work
from loket.texts import Texts


def sentence_of_one_not_waiting(work: Work, leg: Leg, t: Texts) -> str:
    """Say where a number is that does not wait."""
    face = work.catalogue.counters.get(leg.counter or 0)
    counter = face.name.say(t.language) if face else t("petugas")
    at = (leg.last_called_at or leg.moved_at or leg.opened_at).astimezone(work.catalogue.rules.tz)
    moved = (leg.moved_at or leg.opened_at).astimezone(work.catalogue.rules.tz)
    facts = {"number": leg.number, "counter": counter, "time": t.time(at.time()), "note": leg.note,
             "since": t.time(moved.time())}  # fmt: skip
    if leg.state is State.CALLED:
        return t("Nomor {number} sedang dipanggil ke {counter}. Silakan ke sana sekarang.", **facts)
    if leg.state is State.SERVING:
        return t("Nomor {number} sedang dilayani di {counter}.", **facts)
    if leg.state is State.MISSED:
        return _missed(leg, t, facts)
    if leg.state is State.PARKED:
        if leg.note:
            return t("Nomor {number} ditunda oleh {counter}: {note}. Lapor ke sana bila sudah siap.", **facts)
        return t("Nomor {number} ditunda oleh {counter}. Lapor ke sana bila sudah siap.", **facts)
    if leg.state is State.CARRIED_OVER:
        return t("Nomor {number} dilanjutkan ke hari layanan berikutnya; tempatnya disimpan. Bawa tiketnya.", **facts)
    if leg.state is State.CANCELLED:
        return t("Nomor {number} dibatalkan pukul {since}. Bila masih perlu dilayani, ambil nomor baru.", **facts)
    return t("Nomor {number} sudah selesai.", **facts)


def _missed(leg: Leg, t: Texts, facts: dict[str, str]) -> str:
    if leg.ended_at is not None:
        return t("Nomor {number} dipanggil ke {counter} pukul {time} dan tidak hadir; hari layanannya sudah ditutup. "
                 "Bila masih perlu dilayani, ambil nomor baru.", **facts)  # fmt: skip
    return t("Nomor {number} dipanggil ke {counter} pukul {time} dan belum datang. Lapor ke petugas untuk "
             "kembali ke antrean.", **facts)  # fmt: skip
