"""The ways in which a printer fails, by name: for the simulator, the virtual printer in training, and the tests."""

from __future__ import annotations

from dataclasses import dataclass

from loket.errors import N_, Usage

FAULTS: dict[str, str] = {
    "low": N_("kertas hampir habis"),
    "out": N_("kertas habis; out@300 setelah 300 baris"),
    "cover": N_("tutup terbuka; cover@300 setelah 300 baris"),
    "error": N_("alat bermasalah; error@300 setelah 300 baris"),
    "knife": N_("pemotong macet saat memotong"),
    "offline": N_("tidak siap tanpa menyebut sebabnya"),
    "mute": N_("mencetak, tetapi tidak pernah menjawab"),
    "garbage": N_("menjawab dengan byte yang tidak berarti"),
    "no-fence": N_("menjawab keadaannya, tetapi tidak memastikan baris terakhir"),
    "refuse": N_("menolak sambungan"),
    "busy": N_("sedang dipakai komputer lain; sambungan menunggu dan tidak dilayani"),
    "waking": N_("baru dinyalakan: waking@1500 menolak sambungan selama 1.500 milidetik"),
    "asleep": N_("tidur: asleep@1500 tidak menjawab selama 1.500 milidetik pertama"),
    "stall": N_("berhenti membaca; stall@20000 setelah 20.000 byte"),
    "end": N_("menutup sambungan; end@20000 setelah 20.000 byte"),
    "reset": N_("memutus sambungan; reset@20000 setelah 20.000 byte"),
    "power": N_("mati listrik; power@20000 setelah 20.000 byte, yang belum tercetak hilang"),
    "forgets": N_("lupa yang belum tercetak begitu sambungan ditutup"),
    "overflow": N_("penyangga 4 KB tanpa kendali aliran: yang tidak muat hilang"),
    "slow": N_("jaringan lambat; slow@20000 byte tiap detik"),
}
"""Names with what each one does. A number behind "@" says when: rows, bytes or milliseconds."""

IN_ROWS = frozenset({"out", "cover", "error"})
"""Faults of the mechanism, which strike after so many rows."""

OF_THE_LINE = frozenset({"stall", "end", "reset", "power"})
"""Faults that strike after so many bytes."""

WITHOUT_NUMBER = frozenset(FAULTS) - IN_ROWS - OF_THE_LINE - {"waking", "asleep", "slow"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, and from where on; no kind: nothing."""

    kind: str = ""
    at: int = 0

    def __str__(self) -> str:
        return f"{self.kind}@{self.at}" if self.at else self.kind


WELL = Fault()


def fault_of(text: str) -> Fault:
    """Read "out" or "out@300"; empty is no fault. Raises Refused and names those that there are."""
    kind, _, at = text.partition("@")
    number = at.isascii() and at.isdecimal() and kind not in WITHOUT_NUMBER
    if (text and kind not in FAULTS) or ("@" in text and not number):
        raise Usage(
            "fault_unknown",
            N_("Gangguan “{fault}” tidak dikenal. Yang ada: {faults}."),
            fault=text,
            faults=", ".join(FAULTS),
        )
    return Fault(kind, int(at or 0))
