"""The command `loket simulate`: what if? A day of this office, or of one that is made up, played many times."""

from __future__ import annotations

import argparse
import json
import re
from datetime import time
from typing import TYPE_CHECKING, Any

from loket.cli.opening import office_of
from loket.errors import N_, Usage
from loket.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loket.model.disciplines import Row
    from loket.model.staffing import Promise
    from loket.office.habits import Known
    from loket.office.trial import Change
    from loket.office.what_if import Figures, WhatIf

MOST_DAYS, MOST_VISITORS, MOST_COUNTERS = 2000, 2000, 50
PROMISE, SERVICE_MINUTES, COUNTERS = "80%/15", 8.0, 4

MOST_MINUTES = 999

_PROMISE = re.compile(r"(\d+)\s*%?\s*/\s*(\d+)")
_WHOLE_HOURS = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[.:](\d{2}))?")
_BAR = 20


def simulate(options: argparse.Namespace) -> None:
    """Print what a plan does and what the promise needs, or with --disciplines how the rule does beside others."""
    _require_sizes(options)
    if options.disciplines:
        _disciplines(options)
        return
    if options.now:
        from loket.cli.simulate_now import simulate_now

        simulate_now(options)
        return
    from loket.office.what_if import DAYS, what_if

    promise = _promise(options.promise or PROMISE)
    changes = [change_of(words, is_open=is_open) for is_open, words in changes_in(options)]
    known = _known(options)
    found = what_if(known, promise, changes, days=options.days or DAYS, seed=options.seed)
    texts = Texts.of(options.lang)
    if options.json:
        print(json.dumps(_plain(found, texts), ensure_ascii=False))
        return
    _print(found, texts)


def _known(options: argparse.Namespace) -> Known:
    from loket.office.habits import known_habits, made_up

    if options.visitors is not None:
        return made_up(options.visitors, options.service_minutes or SERVICE_MINUTES, options.counters or COUNTERS)
    with office_of(options) as office:
        return known_habits(office)


def _require_sizes(options: argparse.Namespace) -> None:
    for word, value, most in (
        ("--days", options.days, MOST_DAYS),
        ("--visitors", options.visitors, MOST_VISITORS),
        ("--counters", options.counters, MOST_COUNTERS),
        ("--service-minutes", options.service_minutes, 240),
    ):
        if value is not None and not 1 <= value <= most:
            raise Usage("simulate_range", N_("{word} harus 1 sampai {most}."), word=word, most=most)


def _promise(text: str) -> Promise:
    from loket.model.staffing import Promise

    match = _PROMISE.fullmatch(text.strip())
    if match is None or not 1 <= int(match[1]) <= 100 or not 1 <= int(match[2]) <= MOST_MINUTES:
        raise Usage(
            "promise_form",
            N_("Janji “{text}” tidak dapat dipakai: tulis bagian 1–100% dan menit 1–{most}, misalnya 80%/15."),
            text=text,
            most=MOST_MINUTES,
        )
    return Promise(int(match[1]) / 100, int(match[2]) * 60.0)


def changes_in(options: argparse.Namespace) -> list[tuple[bool, list[str]]]:
    """Give the words of every change that is to be tried, those that open a counter first."""
    tried = ((True, options.open), (False, options.close))
    return [(is_open, words) for is_open, given in tried for words in given or ()]


def change_of(words: Sequence[str], *, is_open: bool) -> Change:
    """Read a counter and its hours; raises Refused when they are no such thing."""
    from loket.model.calendar import read_interval
    from loket.office.trial import Change

    number, hours = counter_of(words[0]), " ".join(words[1:])
    return Change(number, *read_interval(_in_full(hours)), is_open)


def counter_of(text: str) -> int:
    """Read the number of a counter; raises Usage when it is none."""
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise Usage("counter_form", N_("“{text}” bukan nomor loket."), text=text)
    return int(text)


def _in_full(hours: str) -> str:
    """Write hours with their minutes: 9-11 as 09.00-11.00; what is no hours stays as it was typed."""
    match = _WHOLE_HOURS.fullmatch(hours.strip())
    return f"{match[1]}.{match[2] or '00'}-{match[3]}.{match[4] or '00'}" if match else hours


def _plain(found: WhatIf, texts: Texts) -> dict[str, Any]:
    return {
        "promise": {"share": found.promise.share, "within_min": round(found.promise.within_s / 60)},
        "now": _figures(found.now),
        "then": _figures(found.then),
        "proposal": {
            **_figures(found.needed),
            "enough": found.enough,
            "half_hours": [
                {
                    "from": _hour(each.begins),
                    "counters_now": each.counters_now,
                    "counters_then": each.counters_then,
                    "counters_needed": each.counters_needed,
                    "share": _rounded(each.share),
                    "share_then": _rounded(each.share_then),
                    "share_needed": _rounded(each.share_needed),
                }
                for each in found.half_hours
            ],
            "breaks": [
                {"counter": each.counter, "from": _hour(each.first), "to": _hour(each.last)} for each in found.breaks
            ],
        },
        "sentences": [said.words(texts) for said in found.sentences],
        "seed": found.seed,
        "days": found.days,
        "from_days": found.from_days,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "share": _rounded(figures.share),
        "worst_half_hour": _rounded(figures.worst_share),
        "worst_from": None if figures.worst_at is None else _hour(figures.worst_at),
        "p95_min": _rounded(figures.p95_min, 1),
        "counter_hours": round(figures.counter_hours, 2),
    }


def _rounded(value: float | None, places: int = 3) -> float | None:
    return None if value is None else round(value, places)


def _hour(wall: time) -> str:
    return f"{wall:%H:%M}"


def _print(found: WhatIf, texts: Texts) -> None:
    print(
        texts(
            N_("Janji: {share}% dipanggil dalam {minutes} menit. {days} hari dimainkan, benih {seed}."),
            share=texts.number(100 * found.promise.share),
            minutes=round(found.promise.within_s / 60),
            days=found.days,
            seed=found.seed,
        )
    )
    print(texts(N_("  pukul  buka  perlu  dalam janji")))
    for each in found.half_hours:
        share = each.share or 0.0
        bar = "█" * round(_BAR * share) + "·" * (_BAR - round(_BAR * share))
        said = "–" if each.share is None else f"{texts.number(100 * share)}%"
        print(f"  {texts.time(each.begins)}  {each.counters_now:>4}  {each.counters_needed:>5}  {bar} {said}")
    for said_ in found.sentences:
        print(said_.words(texts))


def _disciplines(options: argparse.Namespace) -> None:
    from random import Random

    from loket.model.disciplines import DAYS, compare

    days = options.days or DAYS
    rows = compare(days, Random(options.seed))  # noqa: S311 - dice, no secrets
    if options.json:
        print(json.dumps({"days": days, "seed": options.seed, "disciplines": [_row(row) for row in rows]}))
        return
    _print_disciplines(rows, Texts.of(options.lang), days, options.seed)


def _row(row: Row) -> dict[str, Any]:
    felt = {"priority": row.urgent, "ordinary": row.ordinary, "everybody": row.everybody}
    return {
        "discipline": row.way.code,
        "crowds": {
            crowd: {
                who: {"mean_min": round(found[crowd].mean_min, 1), "p95_min": round(found[crowd].p95_min, 1)}
                for who, found in felt.items()
            }
            for crowd in row.urgent
        },
    }


def _print_disciplines(rows: Sequence[Row], texts: Texts, days: int, seed: int) -> None:
    from loket.model.disciplines import CROWDS

    print(
        texts(
            N_("Lima loket, {days} hari, benih {seed}. Menit menunggu rata-rata (p95): prioritas | biasa | semua."),
            days=days,
            seed=seed,
        )
    )
    width = max(len(texts(row.way.name)) for row in rows)
    print(" " * width, *(f"{texts(crowd.name):^34}" for crowd in CROWDS), sep="  ")
    for row in rows:
        cells = (
            f"{_felt(row, crowd.code, 'urgent')} |{_felt(row, crowd.code, 'ordinary')} |"
            f"{_felt(row, crowd.code, 'everybody')}"
            for crowd in CROWDS
        )
        print(f"{texts(row.way.name):<{width}}", *cells, sep="  ")


def _felt(row: Row, crowd: str, who: str) -> str:
    felt = getattr(row, who)[crowd]
    return f"{felt.mean_min:>4.0f} ({felt.p95_min:>3.0f})"
