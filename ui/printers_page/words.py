"""What is said of printers and of slips: states, results, kinds, reasons and what to do about them."""

from __future__ import annotations

from dataclasses import dataclass

from loket.errors import N_
from loket.model import print_reasons as reasons
from loket.model.printer import DONE, PrinterProfile, PrinterRecord
from loket.model.slip import SlipKind
from loket.office.print_log import JobLine
from loket.texts import Texts

STATES: dict[str, tuple[str, str]] = {
    "ready": (N_("Siap"), "ok"),
    "low": (N_("Kertas hampir habis"), "warn"),
    "out": (N_("Kertas habis"), "err"),
    "cover": (N_("Tutup terbuka"), "err"),
    "offline": (N_("Tidak menjawab"), "err"),
    "unknown": (N_("Belum diketahui"), "neutral"),
}
"""A printer's state → words and tone of its tag."""

KINDS: dict[SlipKind, str] = {
    SlipKind.TICKET: N_("Tiket"),
    SlipKind.RECEIPT: N_("Tanda terima"),
    SlipKind.PRESCRIPTION: N_("Resep solusi"),
    SlipKind.COMPLAINT: N_("Pengaduan"),
    SlipKind.REQUIREMENTS: N_("Persyaratan"),
    SlipKind.CARRY_OVER: N_("Tiket lanjutan"),
    SlipKind.CLOSING: N_("Strip penutupan"),
    SlipKind.APPOINTMENT: N_("Bukti janji temu"),
}
"""What each slip is called in a list."""

LINKS = {
    "tcp": N_("Jaringan {where}"),
    "file": N_("USB {where}"),
    "serial": N_("Serial {where}"),
    "cups": N_("Antrean cetak {where}"),
    "windows": N_("Printer Windows {where}"),
    "virtual": N_("Di layar"),
}
"""How a printer is connected, by the scheme of its address."""

RESULTS: dict[str, tuple[str, str]] = {
    "printed": (N_("Tercetak"), "ok"),
    "assumed": (N_("Tampaknya tercetak"), "ok"),
    "sent": (N_("Terkirim"), "info"),
    "waiting": (N_("Menunggu"), "neutral"),
    "printing": (N_("Sedang dicetak"), "info"),
    "failed": (N_("Gagal"), "err"),
    "expired": (N_("Kedaluwarsa"), "neutral"),
}
"""A job's state → words and tone."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What became of a job, for somebody who must do something about it."""

    title: str
    text: str
    tone: str


def state_words(state: str, t: Texts) -> tuple[str, str]:
    """Give words and tone of a printer's state."""
    words, tone = STATES.get(state, STATES["unknown"])
    return t(words), tone


def result_words(job: JobLine, t: Texts) -> tuple[str, str]:
    """Give words and tone of a job's result: handed over and held slips say so, with the reason."""
    words, tone = RESULTS.get(job.state, RESULTS["waiting"])
    if job.state in DONE and job.elsewhere:
        return t("Dialihkan"), "warn"
    if job.state == "failed" and job.reason:
        return t("Gagal: {reason}", reason=t(job.reason)), tone
    if job.state == "waiting" and job.reason:
        return t("Menunggu: {reason}", reason=t(job.reason)), "warn"
    return t(words), tone


def kind_words(kinds: tuple[SlipKind, ...], t: Texts) -> str:
    """Say what a printer prints."""
    if not kinds:
        return t("Semua cetakan")
    names = [t(KINDS[kind]) for kind in kinds]
    return names[0] if len(names) == 1 else t("{first} dan {n} lagi", first=names[0], n=len(names) - 1)


def link_words(url: str, t: Texts) -> str:
    """Say how a printer is connected: "Jaringan 192.168.1.41"."""
    scheme, _, rest = url.partition(":")
    where = rest.lstrip("/").partition("?")[0].removesuffix(":9100").removeprefix("dev/").removeprefix("usb/")
    return t(LINKS[scheme], where=where).strip() if scheme in LINKS else url


def millimetres(width_dots: int) -> int:
    """Give the width of the paper that a head of so many dots prints on."""
    return 58 if width_dots <= 384 else 80


def about(record: PrinterRecord, t: Texts) -> str:
    """Say in one line what a printer prints, how it is connected, and on which paper."""
    parts = [kind_words(record.profile.slips, t), link_words(record.url, t), f"{millimetres(record.width_dots)} mm"]
    return " · ".join(parts)


def job_title(job: JobLine, t: Texts) -> str:
    """Say what a job prints: "Tiket B017"."""
    title = f"{t(KINDS[job.kind])} {job.number}".strip()
    return t("{title} · salinan {n}", title=title, n=job.copy) if job.copy > 1 else title


def explained(job: JobLine, t: Texts) -> Explained:
    """Say in plain words what became of a job, and what to do."""
    held = {
        "printed": (t("Kertas keluar utuh"), t("Printer memastikan sampai baris terakhir."), "ok"),
        "assumed": (t("Tampaknya keluar utuh"), t("Printer sehat sebelum dan sesudahnya, tetapi tidak memastikan baris "
                                                  "terakhir."), "ok"),
        "sent": (t("Data sudah terkirim"), t("Printer ini tidak memberi kabar. Lihat sendiri apakah kertasnya keluar."),
                 "info"),
        "printing": (t("Sedang dicetak"), t("Tunggu sebentar."), "info"),
        "failed": (t("Tidak berhasil dicetak"), t("Sudah dicoba berulang kali. Perbaiki printer, lalu cetak ulang."),
                   "err"),
        "expired": (t("Tidak dicetak lagi"), t("Sudah terlalu lama, atau kunjungannya sudah selesai. Nomor lama tidak "
                                               "dicetak sendiri."), "neutral"),
        "waiting": (t("Menunggu dicetak"), t("Tercetak sendiri begitu printernya siap."), "neutral"),
    }  # fmt: skip
    title, text, tone = held.get(job.state, held["waiting"])
    if job.state in DONE and job.elsewhere:
        text = t("Printer yang seharusnya bermasalah, jadi keluar di {printer}. {text}", printer=job.printer, text=text)
        tone = "warn"
    if job.reason and job.state in ("waiting", "failed"):
        title = t("{title}: {reason}", title=title, reason=t(job.reason))
        text, tone = f"{remedy(job.reason, t)} {text}".strip(), "err" if job.state == "failed" else "warn"
    return Explained(title, text, tone)


def remedy(reason: str, t: Texts) -> str:
    """Say what to do about the reason of a try in vain; empty for one that nobody can do anything about."""
    known = {
        reasons.OUT_OF_PAPER: t("Isi kertas."),
        reasons.COVER_OPEN: t("Tutup penutup printer rapat-rapat."),
        reasons.FAULTY: t("Matikan, ambil kertas yang macet, nyalakan lagi."),
        reasons.NOT_READY: t("Tekan tombol FEED atau matikan dan nyalakan lagi."),
        reasons.UNREACHABLE: t("Periksa daya, kabel, dan alamatnya."),
        reasons.SILENT: t("Periksa daya dan kabelnya, lalu cetak uji."),
        reasons.STALLED: t("Matikan dan nyalakan lagi."),
        reasons.BROKEN_OFF: t("Periksa kabelnya."),
        reasons.NOT_THERE: t("Sambungkan dan nyalakan printernya."),
        reasons.IN_USE: t("Tutup program itu, lalu coba lagi."),
        reasons.UNCONFIRMED: t("Lihat apakah kertasnya keluar sampai akhir."),
    }  # fmt: skip
    return known.get(reason, "")


def paper_words(record: PrinterRecord, left: int, t: Texts, *, long: bool) -> str:
    """Say how much paper is left, and with room for it how many slips have come out of this roll."""
    words = t("Habis") if record.state == "out" else t.count("±{n} lembar lagi", left)
    if long and record.roll.slips:
        words += " · " + t.count("{n} sejak rol baru", record.roll.slips)
    return words


def took(job: JobLine, t: Texts) -> str:
    """Say how long the last try took; a dash when it printed nothing."""
    if job.took_ms is None or job.state not in DONE:
        return "—"
    return t("{s} dtk", s=t.number(job.took_ms / 1000, 1))


def findings(record: PrinterRecord, t: Texts) -> list[tuple[str, str]]:
    """Say what a calibration has found out, as pairs of name and value."""
    profile: PrinterProfile = record.profile
    fences = {
        "process": t("memastikan selesai dicetak"),
        "queue": t("memastikan menurut giliran"),
        "none": t("tidak memastikan"),
        "untried": t("belum dicoba"),
    }
    proven = {True: t("sungguhan, terbukti dari penutupnya"), False: t("tidak dapat dipercaya"),
              None: t("belum terbukti")}  # fmt: skip
    speed = (
        t("paling banyak {n} mm tiap detik", n=profile.rows_per_s // 8) if profile.rows_per_s else t("kecepatan biasa")
    )
    return [
        (t("Gambar"), t("teks printer sendiri") if profile.layout == "native" else t("gambar, {v}", v=speed)),
        (t("Lebar"), t("{n} titik", n=record.width_dots)),
        (t("Pemotong"), t("ada, {n} mm di bawah baris terakhir", n=profile.feed_rows // 8) if record.cutter
         else t("tidak ada, disobek")),
        (t("Kabar keadaan"), proven[profile.proven]),
        (t("Baris terakhir"), fences.get(profile.fence, "")),
    ]  # fmt: skip
