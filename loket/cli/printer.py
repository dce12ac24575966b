"""Commands about printers: set up, try, look after, and play one for practice."""

from __future__ import annotations

import argparse
import socket
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from loket.cli.opening import office_of, say
from loket.errors import N_, Trouble, Usage
from loket.model.printer import ON_PAPER, Layout, PrinterProfile, PrinterRecord
from loket.model.roll import slips_left
from loket.model.slip import SlipKind
from loket.office import printer_setup, printing
from loket.texts import Texts

if TYPE_CHECKING:
    from loket.office.context import Office
    from loket.office.print_log import JobLine
    from printers.engine import Sheet
    from printers.port import Status

STATES = {
    "ready": N_("siap"),
    "low": N_("kertas hampir habis"),
    "out": N_("kertas habis"),
    "cover": N_("tutup terbuka"),
    "offline": N_("tidak menjawab"),
    "unknown": N_("belum diketahui"),
}
"""How a printer is, in words."""

JOB_STATES = {
    "waiting": N_("menunggu"),
    "printing": N_("sedang dicetak"),
    "printed": N_("tercetak"),
    "assumed": N_("tampaknya tercetak"),
    "sent": N_("terkirim"),
    "failed": N_("gagal"),
    "expired": N_("kedaluwarsa"),
}
"""How far a job is, in words."""


def page(options: argparse.Namespace) -> int:
    """Open the printer page where there is a display, else list the printers."""
    from loket.cli.stations import has_display, printers

    return list_(options) if options.json or not has_display() else printers(options)


def add(options: argparse.Namespace) -> int:
    """Add a printer, or change the one of that name."""
    from printers.port import check_url

    check_url(options.url)
    with office_of(options) as office:
        known = {each.name: each.profile for each in printer_setup.printers(office)}
        profile = _profile(options, known.get(options.name.strip(), PrinterProfile()))
        record = printer_setup.add_printer(
            office, options.name, options.url, options.width, cutter=not options.no_cutter, profile=profile
        )
    facts = {"name": record.name, "url": record.url, "width": record.width_dots}
    say(options, facts, N_("Printer {name} dicatat: {url}, {width} titik."), **facts)
    return 0


def _profile(options: argparse.Namespace, known: PrinterProfile) -> PrinterProfile:
    """Give what is known of a printer with what the command says of it."""
    named: dict[str, object] = {}
    if options.layout:
        named["layout"] = Layout(options.layout)
    if options.slips is not None:
        named["slips"] = tuple(_kind(each) for each in options.slips.split(",") if each.strip())
    if options.spare is not None:
        named["spare"] = options.spare
    if options.url.startswith(printer_setup.OF_ONE_PC):
        named["pc"] = options.pc if options.pc is not None else socket.gethostname()
    elif options.pc is not None:
        named["pc"] = options.pc
    return replace(known, **named)  # type: ignore[arg-type]


def _kind(text: str) -> SlipKind:
    try:
        return SlipKind(text.strip())
    except ValueError:
        raise Usage(
            "slip_kind",
            N_("Jenis cetakan “{kind}” tidak dikenal. Yang ada: {known}."),
            kind=text.strip(),
            known=", ".join(SlipKind),
        ) from None


def list_(options: argparse.Namespace) -> int:
    """List the printers."""
    with office_of(options) as office:
        known = printer_setup.printers(office)
    texts = Texts.of(options.lang)
    for record in known:
        facts = {"name": record.name, "url": record.url, "width": record.width_dots, "state": record.state}
        words = {**facts, "state": texts(STATES[record.state])}
        say(options, facts, "{name}  {url}  {width}  {state}", **words)
    if not known and not options.json:
        print(texts(N_("Belum ada printer. Tambahkan: loket printer add NAMA ALAMAT")))
    return 0


def remove(options: argparse.Namespace) -> int:
    """Forget a printer."""
    with office_of(options) as office:
        printer_setup.remove_printer(office, options.name)
    say(options, {"name": options.name}, N_("Printer {name} dihapus."), name=options.name)
    return 0


def roll(options: argparse.Namespace) -> int:
    """Note that a new roll is in."""
    with office_of(options) as office:
        printer_setup.change_roll(office, options.name)
        left = slips_left(printer_setup.printer(office, options.name).roll)
    facts = {"name": options.name, "paper_left": left}
    say(options, facts, N_("Printer {name}: rol baru, ±{left} lembar."), name=options.name, left=left)
    return 0


def test(options: argparse.Namespace) -> int:
    """Print the test slip."""
    from printers.fonts import ensure_painter
    from printers.spool import print_test

    with office_of(options) as office:
        record = printer_setup.printer(office, options.name)
        ensure_painter()
        outcome = print_test(record, office.face, options.lang)
    facts = {"name": record.name, "outcome": str(outcome.state), "reason": outcome.reason}
    texts = Texts.of(options.lang)
    if str(outcome.state) not in ON_PAPER:
        raise Trouble(
            "printer_test",
            N_("Printer {name} tidak mencetak ({reason}). Periksa kabel, kertas dan alamatnya, lalu coba lagi."),
            **{**facts, "reason": texts(outcome.reason)},
        )
    words = texts(printing.OUTCOMES[facts["outcome"]])
    say(options, facts, N_("Printer {name}: {outcome}."), name=record.name, outcome=words)
    return 0


def status(options: argparse.Namespace) -> int:
    """Ask a printer how it is, and tell what is known of its paper and its last slip."""
    from loket.office.print_log import printer_cards

    with office_of(options) as office:
        record = printer_setup.printer(office, options.name)
        found = _asked(office, record)
        card = next(each for each in printer_cards(office) if each.record.name == record.name)
    state = found.state if found else record.state
    paper = found.paper if found else {"ready": "ok", "low": "low", "out": "out"}.get(state, "unknown")
    cover = found.cover if found and found.raw else {"ready": False, "low": False, "cover": True}.get(state)
    left = 0 if state == "out" else card.slips_left
    texts = Texts.of(options.lang)
    facts = {
        "name": record.name, "state": state, "paper": paper, "cover": cover, "asked": found is not None,
        "last_job": job_facts(card.last, texts) if card.last else None, "paper_left": left, "waiting": card.waiting,
    }  # fmt: skip
    say(
        options, facts, N_("Printer {name}: {state}. Kertas ±{left} lembar lagi; menunggu dicetak: {waiting}."),
        name=record.name, state=texts(STATES[state]), left=left, waiting=card.waiting,
    )  # fmt: skip
    return 0


def _asked(office: Office, record: PrinterRecord) -> Status | None:
    """Ask the printer itself; None when a station is at it, whose last look counts then."""
    from printers.lease import owned
    from printers.port import open_port

    with owned(office, record.name) as held:
        if held is None:
            return None
        found = open_port(record).status()
        printer_setup.set_printer_state(office, record.name, found.state)
    return found


def jobs(options: argparse.Namespace) -> int:
    """List the last print jobs, newest first."""
    from loket.office.print_log import last_jobs

    with office_of(options) as office:
        lines = [line for line in last_jobs(office, options.limit) if options.name in (None, line.printer)]
    texts = Texts.of(options.lang)
    for line in lines:
        facts = job_facts(line, texts)
        words = texts(JOB_STATES[line.state]) + (f" ({facts['reason']})" if facts["reason"] else "")
        say(
            options, facts, "{at}  {job}  {kind} {number}  {printer}  {state}", at=texts.time(line.ordered_at),
            job=line.job, kind=line.kind.value, number=line.number, printer=line.printer, state=words,
        )  # fmt: skip
    if not lines and not options.json:
        print(texts(N_("Belum ada yang dicetak.")))
    return 0


def job_facts(line: JobLine, texts: Texts) -> dict[str, object]:
    """Give a job as the JSON object that `printer jobs` prints."""
    return {
        "job": line.job, "number": line.number, "copy": line.copy, "state": line.state,
        "reason": texts(line.reason) if line.reason else "", "printer": line.printer, "kind": line.kind.value,
        "elsewhere": line.elsewhere, "attempts": line.attempts, "ordered_at": line.ordered_at.isoformat(),
        "took_ms": line.took_ms,
    }  # fmt: skip


def reprint(options: argparse.Namespace) -> int:
    """Print any slip once more, as a marked copy."""
    with office_of(options) as office:
        job = printing.reprint_job(office, options.job, options.printer)
    say(options, {"job": job}, N_("Dicetak ulang sebagai tugas {job}."), job=job)
    return 0


def log(options: argparse.Namespace) -> int:
    """Tell the day at the printers in sentences."""
    from loket.office.days import chosen_day
    from loket.office.print_story import print_story

    texts = Texts.of(options.lang)
    with office_of(options) as office:
        with office.looking() as work:
            day = chosen_day(work, options.date)
        lines = print_story(office, day)
    for line in lines:
        sentence = line.say(texts)
        facts = {"at": line.at.isoformat(), "sentence": sentence, "trouble": line.trouble}
        say(options, facts, "{at}  {told}", at=texts.time(line.at), told=sentence)
    if not lines and not options.json:
        print(texts(N_("Semua cetakan keluar; tidak ada yang perlu diceritakan.")))
    return 0


def find(options: argparse.Namespace) -> int:
    """Look for printers on this PC and, when asked, in the network."""
    from printers.finding import find as found_printers

    texts = Texts.of(options.lang)
    found = found_printers(network=options.network)
    for each in found:
        words = texts(each.words) + (f" ({each.hint})" if each.hint else "")
        say(options, {"url": each.url, "what": words}, "{url}  {what}", url=each.url, what=words)
    if not found and not options.json:
        print(texts(N_("Tidak ada printer ditemukan. Sambungkan dan nyalakan, atau cari di jaringan: --network")))
    return 0


def simulate(options: argparse.Namespace) -> int:
    """Be a printer at a TCP port until interrupted; with --out each paper becomes a picture."""
    from printers.faults import FAULTS
    from printers.simulator import serve

    texts = Texts.of(options.lang)
    if options.fault == "list":
        for name, words in FAULTS.items():
            say(options, {"fault": name, "what": texts(words)}, "{fault:10}  {what}", fault=name, what=texts(words))
        return 0
    printer_setup.require_width(options.width)
    tray = _Tray(options) if options.out else None

    def tell(words: str, facts: dict[str, object]) -> None:
        said = texts(words, **facts) if facts else texts(words)
        say(options, {"event": said, **facts}, "{said}", said=said)

    try:
        serve(options.port, options.fault, options.width, tray, tell=tell)
    except KeyboardInterrupt:
        return 0
    return 0


class _Tray:
    """Keeps each paper that falls as a picture in a folder."""

    def __init__(self, options: argparse.Namespace) -> None:
        from printers.fonts import ensure_painter

        ensure_painter()
        self._options, self._number = options, 0
        try:
            options.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(options.out) from error

    def __call__(self, sheet: Sheet) -> None:
        self._number += 1
        target = self._options.out / f"kertas-{self._number:03}.png"
        if not sheet.image.save(str(target)):
            raise _unwritable(target)
        say(self._options, {"paper": str(target)}, "{paper}", paper=target)


def _unwritable(target: Path) -> Trouble:
    return Trouble("file_unwritable", N_("{path} tidak dapat ditulis. Periksa folder dan izinnya."), path=target)
