"""Commands that take something back: at a counter, on a number, for everybody."""

from __future__ import annotations

import argparse

from loket.cli.acts import visit_of_number
from loket.cli.opening import office_of, say
from loket.errors import N_, Usage
from loket.model.events import Kind
from loket.office import undo as undoing
from loket.office.taking_back import Papers
from loket.office.undo_for_all import undo_carry_over, undo_close
from loket.office.undo_words import papers_words, reopened_words, waiting_again_words
from loket.texts import Texts

_DONE = {
    Kind.VISIT_CARRIED_OVER: N_("Nomor {number} menunggu lagi; tempatnya seperti semula."),
    Kind.VISIT_CLOSED: N_("Nomor {number} kembali seperti sebelum hari ditutup."),
    Kind.TICKET_TAKEN: N_("Nomor {number} ditarik dari antrean; tiket lanjutan atau janji temunya dapat dipakai lagi."),
}
"""What is said of steps that are more than the last one."""


def undo(options: argparse.Namespace) -> None:
    """Take back the last act of a counter, or the last thing that happened to a number."""
    number = (options.number or "").strip().upper()
    if number:
        with office_of(options) as office:
            done = undoing.undo_of_visit(office, visit_of_number(office, number))
        sentence = _DONE.get(Kind(done.kind), N_("Tindakan terakhir pada nomor {number} diurungkan."))
        said = Texts.of(options.lang)(sentence, number=done.number)
        result = {"number": done.number, "undone": done.kind, **(_counts(done.papers) if done.kind in _DONE else {})}
        say(options, result, "{said}{papers}", said=said, papers=papers_words(done.papers, Texts.of(options.lang)))
        return
    if options.counter is None:
        raise Usage("undo_of_what", N_("Sebutkan loketnya, atau nomornya: loket undo --number A001"))
    with office_of(options) as office:
        kind = undoing.undo(office, options.counter)
    say(
        options, {"counter": options.counter, "undone": str(kind)},
        N_("Tindakan terakhir loket {counter} diurungkan."), counter=options.counter,
    )  # fmt: skip


def day(options: argparse.Namespace) -> None:
    """Take back the carry-over of everybody, or the closing of the day."""
    with office_of(options) as office:
        done = undo_carry_over(office) if options.what == "carry-over" else undo_close(office)
    words = reopened_words if options.what == "close" else waiting_again_words
    result = {"undone": options.what, "numbers": list(done.numbers), **_counts(done.papers)}
    say(options, result, "{said}", said=words(done, Texts.of(options.lang)))


def _counts(papers: Papers) -> dict[str, int]:
    return {"slips_withdrawn": papers.withdrawn, "slips_out": papers.out}
