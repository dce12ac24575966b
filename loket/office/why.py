"""Why has this visitor not been called yet? One true sentence, from what the journal says.

For kiosk, counter, supervisor and slip: who stands before and how they came there, who went before and why, when the
turn comes. The facts are found by `loket.model.meanwhile` and `loket.model.ahead`, the words by `why_words`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from heapq import merge

from loket.errors import N_, Refused
from loket.model import meanwhile
from loket.model.ahead import Ahead, ahead_of, is_bounded
from loket.model.hall_state import Present
from loket.model.meanwhile import Before, Meanwhile
from loket.model.queue import most_early
from loket.model.service import WaitRange
from loket.model.visit import Leg, State
from loket.office.context import Office, Work
from loket.office.days import current_day, picture_day
from loket.office.waits import present_line, waits_of
from loket.office.why_ended import sentence_of_one_not_waiting
from loket.office.why_words import sentence_of_one_waiting
from loket.store.contract import Store
from loket.texts import Texts


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: the sentence, and what it was made from.

    `ahead` counts who waits now and stands before by the rule, `kinds` how they came there (`loket.model.ahead`).
    `early` is how many priority visitors may still be called early at most, also of those who come later. `before`
    names who went first though they came later or were not in the line; `told` is the wait from now, if known.
    """

    number: str
    visit: str
    state: State
    ahead: int
    early: int
    before: tuple[Before, ...]
    told: WaitRange | None
    sentence: str
    kinds: Ahead = field(default_factory=lambda: Ahead({}))
    story: Meanwhile = field(default_factory=Meanwhile)


def why(office: Office, number: str, language: str = "id") -> Why:
    """Answer for a printed number of today; raises Refused when there is none."""
    with office.looking() as work:
        visit = work.book.visit_by_number(picture_day(work), number.strip())
        leg = work.book.last_leg(visit.id) if visit else None
        if leg is None:
            raise Refused("number_unknown_today", N_("Nomor {number} tidak ada hari ini."), number=number)
        return _answer(work, office.store, leg, language)


def sentence_at(work: Work, store: Store, leg: Leg, language: str) -> str:
    """Give the sentence with its time for paper, which stays as it is; nothing for whom it is no question."""
    if leg.state is not State.WAITING:
        return ""
    t = Texts.of(language)
    return t("Pukul {time}: {said}", time=t.time(work.local), said=_answer(work, store, leg, language).sentence)


def _answer(work: Work, store: Store, leg: Leg, language: str) -> Why:
    """Answer for a leg within one picture."""
    texts = Texts.of(language)
    if leg.state is not State.WAITING:
        return Why(leg.number, leg.visit, leg.state, 0, 0, (), None, sentence_of_one_not_waiting(work, leg, texts))
    legs = work.book.open_legs(leg.day)
    here = present_line(store, work, legs)
    story = _story(work, leg)
    kinds = ahead_of(leg, here, story)
    told = waits_of(store, work, legs, (leg.visit,)).get(leg.visit)
    answer = Why(
        leg.number, leg.visit, leg.state, kinds.count, _most_early(leg, here, kinds), story.before, told, "", kinds,
        story,
    )  # fmt: skip
    return replace(answer, sentence=sentence_of_one_waiting(work, leg, answer, here, texts))


def _most_early(leg: Leg, here: Present, kinds: Ahead) -> int:
    """Give how many priority visitors can still be called early at most, 0 where the law of the line says nothing."""
    if not is_bounded(leg, here):
        return 0
    line = here.lines[leg.service]
    return most_early(kinds.line, line.since, line.between)


def _story(work: Work, leg: Leg) -> Meanwhile:
    """Tell the story of a visit from the journal."""
    day = current_day(work)
    own = work.book.facts_of_visit(leg.visit, day.first_seq) if day else []
    if day is None or not own:
        return Meanwhile()
    facts = work.book.facts_of_kinds(meanwhile.KINDS, own[0].seq - 1)
    duties = work.book.facts_of_kinds(meanwhile.DUTIES, day.first_seq)
    serves: dict[int, Collection[str]] = {face.number: face.services for face in work.catalogue.counters.values()}
    return meanwhile.told(leg.visit, merge(facts, duties, key=lambda fact: fact.seq), serves)
