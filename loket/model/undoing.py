"""What can be taken back, by whom and for how long; and what to do where it cannot. Pure tables.

A taking back is a new fact that names the fact it takes back (`undoes`); nothing leaves the journal. The last thing
that happened to a visitor is taken back first. A priority group stands apart: it says something of the person, not of
the way, so taking back a step leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from loket.errors import N_
from loket.model.events import Fact, Kind

AT_COUNTER = frozenset({
    Kind.VISIT_CALLED, Kind.VISIT_STARTED, Kind.VISIT_FINISHED, Kind.VISIT_ABSENT, Kind.VISIT_PARKED,
    Kind.VISIT_TRANSFERRED, Kind.VISIT_SKIPPED,
})  # fmt: skip
"""Steps of an officer, taken back at the counter within the office's seconds (`OfficeRules.undo_s`)."""

OF_VISITOR = frozenset({
    Kind.VISIT_RETURNED, Kind.VISIT_POSTPONED, Kind.VISIT_CANCELLED, Kind.PRIORITY_CHANGED, Kind.VISIT_CARRIED_OVER,
    Kind.VISIT_CLOSED,
})  # fmt: skip
"""Steps that belong to no counter, taken back by the number."""

ALL_DAY = OF_VISITOR - {Kind.VISIT_RETURNED} | {Kind.TICKET_TAKEN}
"""Steps that take a place away, or give one: they can be taken back as long as the office day goes on."""

BROUGHT_BY = ("carried_from", "appointment")
"""What a ticket's fact names when it was no press of a newcomer: the slip's earlier visit, the appointment's code."""

TOO_LATE: Mapping[str, str] = {
    Kind.VISIT_CALLED: N_("Panggilan nomor {number} sudah lebih dari {seconds} detik dan tidak dapat diurungkan lagi. "
                          "Lewati, tunda, atau nyatakan tidak hadir."),
    Kind.VISIT_STARTED: N_("Nomor {number} sudah dilayani lebih dari {seconds} detik; mulainya tidak dapat diurungkan "
                           "lagi. Tunda, alihkan, atau selesaikan."),
    Kind.VISIT_FINISHED: N_("Nomor {number} sudah selesai lebih dari {seconds} detik; tidak dapat diurungkan lagi. "
                            "Bila urusannya belum selesai, ambilkan nomor baru."),
    Kind.VISIT_ABSENT: N_("Nomor {number} sudah lebih dari {seconds} detik tidak hadir; tidak dapat diurungkan lagi. "
                          "Panggil dari daftar Terlewat, atau kembalikan ke antrean."),
    Kind.VISIT_PARKED: N_("Nomor {number} sudah lebih dari {seconds} detik ditunda; tidak dapat diurungkan lagi. "
                          "Panggil dari daftar Ditunda, atau kembalikan ke antrean."),
    Kind.VISIT_TRANSFERRED: N_("Nomor {number} sudah lebih dari {seconds} detik dialihkan; tidak dapat diurungkan "
                               "lagi. Minta loket yang menerimanya mengembalikan ke pengirim."),
    Kind.VISIT_SKIPPED: N_("Nomor {number} sudah lebih dari {seconds} detik dilewati; tidak dapat diurungkan lagi. "
                           "Tempatnya tetap; pilih dari antrean untuk memanggilnya."),
    Kind.VISIT_RETURNED: N_("Nomor {number} sudah lebih dari {seconds} detik kembali ke antrean; tidak dapat "
                            "diurungkan lagi. Bila orangnya pergi, batalkan nomornya."),
}  # fmt: skip
"""The sentence for a step whose time is over, and what to do instead."""

NEVER: Mapping[str, tuple[str, str]] = {
    Kind.VISIT_RECALLED: ("recall_heard", N_(
        "Panggilan ulang nomor {number} sudah terdengar dan tidak dapat ditarik. Mulai layani, lewati, atau nyatakan "
        "tidak hadir."
    )),
    Kind.TICKET_TAKEN: ("ticket_stands", N_(
        "Nomor {number} baru diambil; nomor tidak pernah ditarik kembali. Bila keliru, batalkan: loket cancel {number}"
    )),
}  # fmt: skip
"""Steps that nobody takes back: the code of the refusal, and the sentence that says what to do instead."""


def is_brought(fact: Fact) -> bool:
    """Tell whether a fact is a ticket that a carry-over slip or an appointment has brought."""
    return fact.kind == Kind.TICKET_TAKEN and any(fact.data.get(name) for name in BROUGHT_BY)
