"""What the officer is told about paper: how the printer is, whose ticket did not come out, where a slip went."""

from __future__ import annotations

from collections.abc import Callable

from loket.model.printer import DONE, TROUBLED
from loket.office.pictures import CounterBoard
from loket.office.receipts import Ordered
from loket.texts import Texts
from ui.parts.banner import Notice

SAID_MS = 6000
"""How long it is said where a slip comes out."""


def printer_tag(board: CounterBoard, t: Texts) -> tuple[str, str, str] | None:
    """Give words, tone and icon of the printer in the top bar; None without a printer."""
    printer = board.printer
    well = {
        "ready": (t("Printer siap"), "ok", "print"),
        "low": (t.count("Kertas hampir habis (±{n} lembar)", printer.left), "warn", "print"),
        "unknown": (t("Printer belum diketahui"), "neutral", "print"),
    }.get(printer.state)
    words = {
        "out": t("Tanpa kertas"), "cover": t("Tutup printer terbuka"), "offline": t("Printer tidak menjawab"),
    }.get(printer.state)  # fmt: skip
    if words is None:
        return well
    if board.without_paper:
        words = f"{words} · {t.count('{n} tiket menunggu', board.without_paper)}"
    return words, "warn" if printer.spare else "err", "print_error"


def printer_notice(board: CounterBoard, t: Texts, close: Callable[[], None]) -> Notice | None:
    """Give what to do about the printer, None when nothing is wrong."""
    printer, name = board.printer, board.printer.name
    words = {
        "out": (t("Kertas habis di printer {nama}", nama=name), t("Isi kertas.")),
        "cover": (t("Tutup printer {nama} terbuka", nama=name), t("Tutup rapat.")),
        "offline": (t("Printer {nama} tidak menjawab", nama=name), t("Periksa kabel dan daya.")),
        "low": (t("Kertas hampir habis di printer {nama}", nama=name),
                t.count("Sisa kira-kira {n} lembar. Siapkan rol baru.", printer.left)),
    }.get(printer.state)  # fmt: skip
    if words is None:
        return None
    parts = [words[1]]
    if printer.spare:
        parts.append(t("Sementara ini cetakan keluar di printer {printer}.", printer=printer.spare))
    elif printer.state in TROUBLED and board.without_paper:
        parts.append(t.count("{n} tiket menunggu; yang masih baru tercetak sendiri.", board.without_paper))
    elif printer.state in TROUBLED:
        parts.append(t("Nomor tetap diberikan di layar kios."))
    tone = "warn" if printer.state == "low" or printer.spare else "err"
    icon = "print" if printer.state == "low" else "print_error"
    return Notice(words[0], " ".join(parts), tone, icon, 0, ((t("Sembunyikan"), "Esc", close),))


def slip_notice(name: str, ordered: Ordered, t: Texts) -> Notice:
    """Say what has become of a slip that the officer ordered; `name` is the errand's."""
    what = {
        "print_receipt": t("Tanda terima {q}", q=ordered.number),
        "print_missing": t("Daftar kekurangan {q}", q=ordered.number),
        "print_ticket": t("Tiket {q}", q=ordered.number),
        "print_appointment": t("Bukti janji temu {q}", q=ordered.number),
    }[name]
    fate = ordered.fate
    if not fate.printer:
        title = t("{slip} belum dapat dicetak", slip=what)
        return Notice(title, t("Belum ada printer. Penyelia dapat memasangnya."), "warn", "print_error", SAID_MS)
    if fate.state not in DONE and fate.printer_state in TROUBLED:
        title = t("{slip} menunggu printer {printer}", slip=what, printer=fate.printer)
        return Notice(title, t("Tercetak sendiri begitu printer siap."), "warn", "print_error", SAID_MS)
    return Notice(
        t("{slip} dicetak", slip=what), t("Keluar di printer {printer}.", printer=fate.printer), "ok", "print", SAID_MS
    )


def no_paper_tag(t: Texts) -> tuple[str, str, str]:
    """Give the mark of a visitor whose ticket did not come out: words, tone, icon."""
    return t("Tanpa kertas"), "warn", "print_error"
