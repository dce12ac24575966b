"""Any order of acts, by several counters, on a real database: what must always hold, holds."""

from __future__ import annotations

import random
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from loket.model.visit import AT_COUNTER, State
from tests.factories import assert_whole, journal
from tests.office.play import Pick, Play

ANY_TIME = [Play.sign_in, Play.duty, Play.do_anything, Play.hall_answers, Play.time_goes]
SELDOM = [
    Play.carry_over, Play.take_back_for_all, Play.take_back_of_somebody, Play.come_tomorrow, Play.appoint,
    Play.change_rules,
]  # fmt: skip
ASIDE = (State.WAITING, State.PARKED, State.MISSED)


def picker(data: st.DataObject) -> Pick:
    """Let Hypothesis pick."""
    return lambda choices: data.draw(st.sampled_from(list(choices)))


class OfficeMachine(RuleBasedStateMachine):
    """Hypothesis plays the office, and finds the shortest way into trouble."""

    play: Play

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.play = Play(Path(self.folder.name))

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.play.close()
            self.folder.cleanup()

    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        self.play.take(picker(data))

    @precondition(lambda self: self.play.somebody(State.WAITING))
    @rule(data=st.data())
    def call_next(self, data: st.DataObject) -> None:
        self.play.call_next(picker(data))

    @precondition(lambda self: self.play.somebody(*AT_COUNTER))
    @rule(data=st.data(), times=st.integers(1, 3))
    def serve(self, data: st.DataObject, times: int) -> None:
        for _ in range(times):
            if self.play.somebody(*AT_COUNTER):
                self.play.serve(picker(data))

    @precondition(lambda self: self.play.somebody(State.SERVING))
    @rule(data=st.data())
    def finish_and_call_next(self, data: st.DataObject) -> None:
        self.play.finish_and_call_next(picker(data))

    @precondition(lambda self: self.play.somebody(*AT_COUNTER))
    @rule(data=st.data())
    def transfer(self, data: st.DataObject) -> None:
        self.play.transfer(picker(data))

    @precondition(lambda self: self.play.somebody(*ASIDE))
    @rule(data=st.data(), what=st.sampled_from([Play.call_somebody, Play.leave]))
    def call_or_leave(self, data: st.DataObject, what: object) -> None:
        what(self.play, picker(data))  # type: ignore[operator]

    @precondition(lambda self: self.play.somebody(State.PARKED, State.MISSED))
    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        self.play.come_back(picker(data))

    @precondition(lambda self: self.play.somebody(State.WAITING))
    @rule(data=st.data(), what=st.sampled_from([Play.let_others_go, Play.regroup]))
    def change_the_turn(self, data: st.DataObject, what: object) -> None:
        what(self.play, picker(data))  # type: ignore[operator]

    @rule(data=st.data(), what=st.sampled_from(SELDOM))
    def do_what_is_seldom(self, data: st.DataObject, what: object) -> None:
        what(self.play, picker(data))  # type: ignore[operator]

    @precondition(lambda self: self.play.last_counter)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        self.play.take_back(picker(data))

    @rule(
        data=st.data(),
        what=st.sampled_from([Play.sign_in, Play.duty, Play.do_anything, Play.hall_answers, Play.time_goes]),
    )
    def other(self, data: st.DataObject, what: object) -> None:
        what(self.play, picker(data))  # type: ignore[operator]

    @invariant()
    def what_must_hold_holds(self) -> None:
        if hasattr(self, "play"):
            self.play.hold()


TestAnyOrderOfActs = OfficeMachine.TestCase
TestAnyOrderOfActs.settings = settings(max_examples=25, stateful_step_count=40)

WALK = {
    Play.take: 8, Play.call_next: 8, Play.serve: 14, Play.finish_and_call_next: 4, Play.transfer: 2, Play.take_back: 4,
    Play.call_somebody: 2, Play.come_back: 3, Play.leave: 1, Play.sign_in: 1, Play.duty: 1, Play.do_anything: 3,
    Play.hall_answers: 2, Play.time_goes: 2, Play.let_others_go: 2, Play.regroup: 2,
    Play.carry_over: 1, Play.take_back_for_all: 3, Play.take_back_of_somebody: 3, Play.come_tomorrow: 2,
    Play.appoint: 3, Play.change_rules: 1,
}  # fmt: skip
NEEDS = {
    Play.serve: AT_COUNTER, Play.transfer: AT_COUNTER, Play.finish_and_call_next: (State.SERVING,),
    Play.call_somebody: ASIDE, Play.leave: ASIDE, Play.come_back: (State.PARKED, State.MISSED),
    Play.let_others_go: (State.WAITING,), Play.regroup: (State.WAITING,),
}  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_long_walks_through_the_office_keep_every_promise(tmp_path, seed):
    chance = random.Random(seed)
    with closing(Play(tmp_path)) as play:
        for step in range(250):
            what = chance.choices(list(WALK), list(WALK.values()))[0]
            if what in NEEDS and not play.somebody(*NEEDS[what]):
                continue
            what(play, lambda choices: chance.choice(list(choices)))
            play.hold()
            if step % 50 == 49:
                assert_whole(play.office)
        kinds = {fact.kind for fact in journal(play.office)}
        assert {"visit_finished", "act_undone", "visit_returned"} <= kinds
