"""Marks that nobody can overlook: large words, and small ones below them."""

from __future__ import annotations

from loket.model.slip import Slip, TicketSlip
from loket.texts import Texts

Mark = tuple[str, str]


def training_mark(t: Texts, slip: Slip | None = None) -> Mark:
    """Say that a slip of a training office is none; without a slip, of a number."""
    is_number = slip is None or isinstance(slip, TicketSlip)
    return t("LATIHAN"), t("Bukan nomor antrean sungguhan") if is_number else t("Hanya contoh, tidak berlaku")


def copy_mark(t: Texts, slip: Slip, copy: int) -> Mark:
    """Say the how-manieth print this is, and that it changes nothing."""
    if isinstance(slip, TicketSlip):
        return t("CETAK ULANG"), t("Cetakan ke-{n}. Nomornya sama.", n=copy)
    return t("CETAK ULANG"), t("Cetakan ke-{n}. Isinya sama.", n=copy)


def marks_above(t: Texts, slip: Slip, copy: int) -> list[Mark]:
    """Give what stands above everything else: that it is training, and which copy this is."""
    marks = [training_mark(t, slip)] if slip.training else []
    return [*marks, copy_mark(t, slip, copy)] if copy > 1 else marks
