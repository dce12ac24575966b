"""The five promises, checked on what a day has really left in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.errors import N_
from loket.model.events import CALLS, Fact, Kind
from loket.model.fairness import proven
from loket.model.replay import Replay
from loket.office.context import Office
from loket.office.upkeep import Verdict as Proof
from loket.office.upkeep import verify

STALL_LIMIT_MS = 250.0
"""What a press may keep the screen busy at most: above this people notice. (Promise 5.)"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One promise and what was found. `broken` is empty when it was kept."""

    promise: str
    found: str
    broken: tuple[str, ...] = ()


def check(office: Office, display: str, *, longest_press_ms: float, acts_in_gui_thread: bool) -> list[Verdict]:
    """Check all five promises on the whole journal of `office`."""
    with office.store.reading() as book:
        facts = list(book.facts())
    return judge(
        facts, verify(office), display, longest_press_ms=longest_press_ms, acts_in_gui_thread=acts_in_gui_thread
    )


def judge(
    facts: Sequence[Fact], proof: Proof, display: str, *, longest_press_ms: float, acts_in_gui_thread: bool
) -> list[Verdict]:
    """Check the promises on `facts`; `proof` is what `verify` found about them."""
    return [
        _numbers(facts, proof),
        _calls(facts, display),
        _order(facts),
        _waits(facts),
        _screen(longest_press_ms, acts_in_gui_thread=acts_in_gui_thread),
    ]


def _numbers(facts: Sequence[Fact], proof: Proof) -> Verdict:
    taken = [fact.number for fact in facts if fact.kind == Kind.TICKET_TAKEN]
    broken = list(proof.violations)
    if len(set(taken)) != len(taken):
        broken.append("a number was taken twice")
    return Verdict(
        N_("1. Tidak ada nomor ganda, tidak ada nomor hilang, tidak ada yang dipanggil dua petugas."),
        f"{len(taken)} tickets, {proof.facts} facts, verify: {len(proof.violations)}",
        tuple(broken),
    )


def _calls(facts: Sequence[Fact], display: str) -> Verdict:
    calls = [fact.seq for fact in facts if fact.kind in CALLS]
    broken = []
    for kind in (Kind.CALL_SHOWN, Kind.CALL_SPOKEN):
        answered = [fact.data["call"] for fact in facts if fact.kind == kind and fact.data["display"] == display]
        if answered != calls:
            missing = sorted(set(calls) - set(answered))
            broken.append(f"{kind}: calls {missing} missing or out of order ({len(answered)} of {len(calls)})")
    return Verdict(
        N_("2. Setiap panggilan sampai ke ruang tunggu: tampil dan diucapkan sekali, berurutan."),
        f"{len(calls)} calls, shown and spoken by {display}",
        tuple(broken),
    )


def _order(facts: Sequence[Fact]) -> Verdict:
    """Tell the rule again from the journal: each call in turn, or early with the right, or chosen for a reason."""
    proof = proven(facts)
    return Verdict(
        N_("3. Urutannya adil, dan program dapat mengatakan alasannya dalam satu kalimat."),
        f"{proof.calls} calls by the rule, {proof.early} of them early, each with a reason that is true",
        tuple(proof.broken),
    )


def _waits(facts: Sequence[Fact]) -> Verdict:
    """Each wait that was told is a range, and of each that was called it is known whether it kept its word."""
    told = {fact.visit: fact.data["told"] for fact in facts if fact.kind == Kind.TICKET_TAKEN and fact.data["told"]}
    broken = [f"told {span} is no range" for span in told.values() if not 0 <= span[0] < span[1]]
    replay = Replay()
    for fact in facts:
        replay.tell(fact)
    kept = measured = 0
    for visit, (_, high, *_rest) in told.items():
        first = replay.legs[str(visit)][0]
        if first.called_at is not None:
            measured += 1
            kept += (first.called_at - first.opened_at).total_seconds() <= high
    return Verdict(
        N_("4. Waktu tunggu yang disebut adalah rentang, dan program mengukur seberapa sering ia ditepati."),
        f"{len(told)} told, {measured} called, {kept} within the range",
        tuple(broken),
    )


def _screen(longest_press_ms: float, *, acts_in_gui_thread: bool) -> Verdict:
    broken = []
    if longest_press_ms > STALL_LIMIT_MS:
        broken.append(f"a press kept the screen busy for {longest_press_ms:.0f} ms")
    if acts_in_gui_thread:
        broken.append("an act ran in the GUI thread")
    return Verdict(
        N_("5. Layar tidak pernah macet: tidak ada sentuhan yang menunggu diska, printer, atau jaringan."),
        f"longest press {longest_press_ms:.1f} ms, no act in the GUI thread",
        tuple(broken),
    )
