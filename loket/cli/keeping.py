"""Commands that keep the office's memory safe: backup, restore, copy to another place."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from loket.cli.opening import database, office_of, say
from loket.errors import N_
from loket.store.place import home_of, place_of
from loket.texts import Texts

_EVERY_S = 1.0


class Progress:
    """Says on standard error, once a second, how far a long work has come; silent with --json and for short ones."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Begin to count the time."""
        self._texts = Texts.of(options.lang)
        self._silent = bool(options.json)
        self._next = time.monotonic() + _EVERY_S

    def __call__(self, done: int, total: int) -> None:
        """So many rows of so many are done."""
        if self._silent or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY_S
        said = self._texts(N_("… {percent} % selesai"), percent=100 * done // max(1, total))
        print(said, file=sys.stderr, flush=True)


def backup(options: argparse.Namespace) -> None:
    """Copy the office's memory into a file, while stations go on working."""
    from loket.office.upkeep import backup as copy

    folder: Path = options.folder or home_of(database(options)) / "cadangan"
    with office_of(options) as office:
        target = copy(office, folder, Progress(options))
    say(
        options,
        {"backup": str(target), "bytes": target.stat().st_size},
        N_("Cadangan tersimpan di {path}. Untuk memulihkan: loket restore {path}"),
        path=target,
    )


def restore(options: argparse.Namespace) -> None:
    """Bring the office back from a backup."""
    from loket.store.restoring import restore as bring_back

    done = bring_back(options.backup, database(options), replace=options.replace, tell=Progress(options))
    number = Texts.of(options.lang).number
    lost = max(0, done.facts_before - done.copied.facts)
    result = {
        "database": str(database(options)),
        "facts": done.copied.facts,
        "hash": done.copied.hash,
        "facts_not_in_backup": lost,
        "kept": done.kept,
    }
    facts = {"facts": number(done.copied.facts), "place": database(options), "kept": done.kept, "lost": number(lost)}
    if done.kept is None:
        sentence = N_("Kantor dipulihkan di {place}: {facts} fakta jurnal, utuh.")
    elif not lost:
        sentence = N_("Kantor dipulihkan di {place}: {facts} fakta jurnal, utuh. Yang lama disimpan di {kept}.")
    else:
        sentence = N_(
            "Kantor dipulihkan di {place}: {facts} fakta jurnal, utuh. {lost} fakta sesudah cadangan tidak ada lagi; "
            "nomor yang keluar sesudahnya akan keluar lagi. Yang lama disimpan di {kept}."
        )
    say(options, result, sentence, **facts)


def copy(options: argparse.Namespace) -> None:
    """Copy the office to another place, where there must be none, and prove that both are the same."""
    from loket.store.copying import copy_office

    target = place_of(options.target)
    began = time.monotonic()
    with office_of(options) as office:
        done = copy_office(office.store, target, Progress(options))
    rows = sum(done.rows.values())
    texts = Texts.of(options.lang)
    say(
        options,
        {
            "from": str(database(options)),
            "to": str(target),
            "rows": done.rows,
            "facts": done.facts,
            "hash": done.hash,
            "seconds": round(time.monotonic() - began, 3),
        },
        N_("{rows} baris disalin ke {place} dan dicocokkan; hash jurnal sama ({facts} fakta, {hash}…)."),
        rows=texts.number(rows),
        place=target,
        facts=texts.number(done.facts),
        hash=done.hash[:12],
    )
