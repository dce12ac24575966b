"""`loket simulate --now`: what if, from the present line? Who comes now, as the counters are and as they could be."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from loket.cli.opening import office_of
from loket.cli.simulate import change_of, changes_in, counter_of
from loket.errors import N_
from loket.texts import Texts

if TYPE_CHECKING:
    from loket.model.live import Newcomer
    from loket.office.live_what_if import LiveService, LiveWhatIf
    from loket.office.trial import Change


def simulate_now(options: argparse.Namespace) -> None:
    """Print the wait of who comes now for each service, and with the changes."""
    from loket.office.live_what_if import until_closing, what_if_now

    with office_of(options) as office:
        changes = [
            change_of(words, is_open=is_open)
            if len(words) > 1
            else until_closing(office, counter_of(words[0]), is_open=is_open)
            for is_open, words in changes_in(options)
        ]
        found = what_if_now(office, changes, seed=options.seed)
    if options.json:
        print(json.dumps(_plain(found), ensure_ascii=False))
        return
    _print(found, Texts.of(options.lang))


def _plain(found: LiveWhatIf) -> dict[str, Any]:
    return {
        "at": found.at.isoformat(timespec="seconds"),
        "services": [
            {
                "service": each.service.code, "waiting": each.waiting, "norm_min": each.service.wait_minutes,
                "now": _newcomer(each.now), "then": _newcomer(each.then),
            }
            for each in found.services
        ],
        "changes": [
            {"counter": each.counter, "from": f"{each.first:%H:%M}", "to": f"{each.last:%H:%M}", "open": each.is_open}
            for each in found.changes
        ],
        "plays": found.plays,
        "seed": found.seed,
    }  # fmt: skip


def _newcomer(wait: Newcomer | None) -> dict[str, Any] | None:
    if wait is None:
        return None
    low, mid, high = (round(each / 60, 1) for each in (wait.low_s, wait.mid_s, wait.high_s))
    return {"low_min": low, "mid_min": mid, "high_min": high, "within": round(wait.within, 3)}


def _print(found: LiveWhatIf, t: Texts) -> None:
    words = N_("Yang datang pukul {time}; antrean kini dimainkan {plays} kali.")
    print(t(words, time=t.time(found.at), plays=found.plays))
    for change in found.changes:
        print(_change(change, t))
    for each in found.services:
        print(f"  {each.service.code} {each.service.name.say(t.language)}: {_said(each, each.now, t)}")
        if found.changes:
            print(t(N_("    dengan perubahan: {said}"), said=_said(each, each.then, t)))


def _change(change: Change, t: Texts) -> str:
    words = N_("Loket {counter} buka pukul {first}–{last}.")
    if not change.is_open:
        words = N_("Loket {counter} tutup pukul {first}–{last}.")
    return t(words, counter=change.counter, first=t.time(change.first), last=t.time(change.last))


def _said(each: LiveService, wait: Newcomer | None, t: Texts) -> str:
    if wait is None:
        return t(N_("tidak ada loket yang melayani"))
    return t(
        N_("sekitar {mid} menit ({low}–{high}); {share}% dalam {norm} menit"),
        mid=round(wait.mid_s / 60), low=round(wait.low_s / 60), high=round(wait.high_s / 60),
        share=t.number(100 * wait.within), norm=each.service.wait_minutes,
    )  # fmt: skip
