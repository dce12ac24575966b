"""Commands that look: status, journal, verify, version."""

from __future__ import annotations

import argparse
import json
import select
import sys
import time

from loket.cli.opening import office_of, say
from loket.errors import N_, Away, Trouble
from loket.office.context import Office
from loket.office.onward import to_and_fro
from loket.store.contract import Ear
from loket.texts import Texts

_LOOK_S = 0.25
_PART = 2000


def status(options: argparse.Namespace) -> None:
    """Print the office at a glance."""
    from loket.office.status import office_status

    with office_of(options) as office:
        found = office_status(office, options.lang)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    texts = Texts.of(options.lang)
    print(f"{found['office']} · {found['day']}")
    for service in found["services"]:
        print(
            texts(
                N_("{code}  {name}: {waiting} menunggu, {called} dipanggil, {serving} dilayani, {finished} selesai"),
                **service,
            )
        )
    for counter in found["counters"]:
        print(
            f"[{counter['number']}] {counter['name']}: {counter['ticket'] or '–'} {counter['officer'] or ''}".rstrip()
        )
    if found["ping_pong"]:
        print(to_and_fro([(each["number"], each["times"]) for each in found["ping_pong"]], texts))


def journal(options: argparse.Namespace) -> None:
    """Print facts, one JSON object a line; with --follow also those that come, through whatever happens to a server."""
    with office_of(options) as office:
        last = _print_facts(office, options.since)
        if not options.follow:
            return
        ear, away = office.store.ear(), ""
        try:
            while True:
                _await_news(ear)
                try:
                    last, away = _print_facts(office, last), ""
                except Trouble as trouble:
                    if not isinstance(trouble, Away) and trouble.code != "database_busy":
                        raise
                    if trouble.code != away:
                        print(f"loket: {Texts.of(options.lang).failure(trouble)}", file=sys.stderr)
                    away = trouble.code
        finally:
            if ear is not None:
                ear.close()


def _await_news(ear: Ear | None) -> None:
    """Wait until another station has written, or for a quarter of a second."""
    if ear is None or ear.fileno() < 0:
        time.sleep(_LOOK_S)
    elif select.select([ear], [], [], _LOOK_S)[0]:
        ear.hear()


def _print_facts(office: Office, since: int) -> int:
    """Print what came after fact `since`, in parts: nothing stays open while whoever reads it takes his time."""
    while True:
        with office.store.reading() as book:
            facts = list(book.facts(since, _PART))
        for fact in facts:
            print(json.dumps(fact.line(), ensure_ascii=False, sort_keys=True, separators=(",", ":")))
            since = fact.seq
        sys.stdout.flush()
        if len(facts) < _PART:
            return since


def verify(options: argparse.Namespace) -> int:
    """Check the journal and the tables: one line when all holds, else every violation."""
    from loket.office.upkeep import verify as check

    with office_of(options) as office:
        verdict = check(office)
    if options.json:
        found = {
            "ok": not verdict.violations,
            "facts": verdict.facts,
            "visits": verdict.visits,
            "violations": list(verdict.violations),
        }
        print(json.dumps(found, ensure_ascii=False))
    elif verdict.violations:
        for violation in verdict.violations:
            print(violation)
    else:
        texts = Texts.of(options.lang)
        print(
            texts(
                N_("Utuh: {facts} fakta jurnal dan {visits} kunjungan saling cocok."),
                facts=texts.number(verdict.facts),
                visits=texts.number(verdict.visits),
            )
        )
    return 1 if verdict.violations else 0


def version(options: argparse.Namespace) -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    say(options, {"version": installed("loket")}, "Loket {version}", version=installed("loket"))
