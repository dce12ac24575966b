"""What a queue ticket says, as words: the same in the drawn layout and in the printer's own letters."""

from __future__ import annotations

from loket.model.slip import TicketSlip
from loket.texts import Texts


def when_of(t: Texts, slip: TicketSlip) -> str:
    """Say when the number was taken."""
    return f"{t.short_day(slip.taken_at)} {t.time(slip.taken_at)}"


def waiting_of(t: Texts, slip: TicketSlip) -> tuple[tuple[str, str], tuple[str, str]]:
    """Say who is ahead in this line (other lines of the counters are not in it) or from when an appointment is called.

    And, only when the visitor was told one, the wait; else the time the number was taken.
    """
    left = (t("Di depan, layanan {letter}", letter=slip.letter), t.count("{n} orang", slip.ahead))
    if slip.not_before is not None:
        left = (t("Dipanggil mulai"), t("pukul {t}", t=t.time(slip.not_before)))
    if slip.told_low_s is None or slip.told_high_s is None:
        return left, (t("Diambil pukul"), t.time(slip.taken_at))
    spread = t.minutes_between(slip.told_low_s, slip.told_high_s)
    low, _, high = spread.partition("–")
    return left, (t("Perkiraan tunggu"), t("{a} menit", a=spread if low != high else low))


def purpose_of(t: Texts, slip: TicketSlip) -> str:
    """Say what the QR is for."""
    return t("Pindai, pantau dari ponsel:") if slip.link else t("Pindai untuk menyimpan nomor di ponsel.")


def free_of(t: Texts, slip: TicketSlip) -> str:
    """Say what the service costs when it costs nothing, and whom to tell when somebody asks for more."""
    return t("Gratis. Ada pungutan? lapor.go.id") if slip.free_of_charge else t("Ada pungutan liar? lapor.go.id")
