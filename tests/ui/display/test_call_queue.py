from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ui import samples
from ui.display.call_queue import FAILED, Answer, CallQueue, Times

TIMES = Times()


def calls(*seqs: int):
    return [samples.call(seq, f"A{seq:03d}") for seq in seqs]


def begins(queue: CallQueue, now: float) -> int:
    """The seq of the call whose turn begins; 0 when none does."""
    call = queue.advance(now)
    return call.seq if call is not None else 0


def current(queue: CallQueue) -> int:
    """The seq of the call that has its turn."""
    assert queue.current is not None
    return queue.current.seq


def play_out(queue: CallQueue, now: float = 0.0, voice_ms: float = 2_000) -> list[tuple[int, float]]:
    """Give every call its turn: painted at once, spoken `voice_ms` later; gives seq and beginning of each turn."""
    turns = []
    while (call := queue.advance(now)) is not None:
        turns.append((call.seq, now))
        queue.painted(call.seq)
        queue.voiced(call.seq, "spoken")
        while queue.waiting and not queue.ended(now):
            now += 100
    return turns


def test_calls_have_their_turn_in_the_journals_order_whatever_order_they_arrive_in():
    queue = CallQueue()
    queue.add(calls(7, 3, 5))
    assert [seq for seq, _ in play_out(queue)] == [3, 5, 7]


def test_a_call_that_comes_again_with_the_next_picture_has_one_turn():
    queue = CallQueue()
    queue.add(calls(3))
    assert begins(queue, 0) == 3
    queue.add(calls(3, 4))
    assert [call.seq for call in queue.waiting] == [4]


def test_a_turn_lasts_longer_when_nobody_waits():
    def length(waiting: int) -> float:
        queue = CallQueue()
        queue.add(calls(1))
        queue.advance(0)
        queue.painted(1)
        queue.voiced(1, "spoken")
        queue.add(calls(*range(2, 2 + waiting)))
        return next(ms for ms in range(0, 10_000, 100) if queue.ended(ms))

    assert [length(0), length(1), length(2), length(3), length(9)] == [5200, 4500, 4500, 3000, 3000]


def test_the_next_call_waits_until_the_voice_has_ended():
    queue = CallQueue()
    queue.add(calls(1, 2))
    queue.advance(0)
    queue.painted(1)
    assert queue.advance(20_000) is None
    queue.voiced(1, "spoken")
    assert begins(queue, 20_000) == 2


def test_the_next_call_waits_until_the_number_was_painted():
    queue = CallQueue()
    queue.add(calls(1, 2))
    queue.advance(0)
    queue.voiced(1, "silent")
    assert queue.advance(20_000) is None
    queue.painted(1)
    assert begins(queue, 20_000) == 2


def test_a_voice_that_never_answers_holds_the_hall_up_for_half_a_minute_at_most():
    queue = CallQueue()
    queue.add(calls(1, 2))
    queue.advance(0)
    queue.painted(1)
    assert queue.due(5_200) == 24_800
    assert not queue.overdue(29_999)
    assert queue.overdue(30_000)
    assert list(queue.answers) == [Answer(1), Answer(1, FAILED)]
    assert begins(queue, 30_000) == 2
    assert not queue.voiced(1, "spoken"), "an answer that comes too late is not told a second time"


def test_the_full_screen_stays_for_its_time_and_then_goes():
    queue = CallQueue()
    queue.add(calls(1))
    queue.advance(1_000)
    queue.painted(1)
    assert not queue.resting(6_199)
    assert queue.resting(6_200)
    queue.add(calls(2))
    assert not queue.resting(6_200), "the next call takes the full screen over"


def test_the_office_hears_of_calls_in_order_even_when_they_are_painted_out_of_order():
    queue = CallQueue()
    queue.add(calls(1, 2, 3))
    queue.advance(0)
    queue.painted(1)
    queue.painted(3)
    assert list(queue.answers) == [Answer(1)]
    queue.painted(2)
    assert list(queue.answers) == [Answer(1), Answer(2), Answer(3)]


def test_spoken_is_told_after_shown():
    queue = CallQueue()
    queue.add(calls(1))
    queue.advance(0)
    queue.voiced(1, "spoken")
    assert not queue.answers
    queue.painted(1)
    assert list(queue.answers) == [Answer(1), Answer(1, "spoken")]


def test_another_journal_begins_anew():
    queue = CallQueue()
    queue.add(calls(8, 9))
    queue.advance(0)
    queue.forget()
    queue.add(calls(2))
    assert begins(queue, 0) == 2


class Hall(RuleBasedStateMachine):
    """A hall between an office that calls, a screen, a voice, a bad connection and a power switch."""

    @initialize()
    def begin(self) -> None:
        self.now = 0.0
        self.seq = 0
        self.called: list[int] = []
        self.shown: list[int] = []
        self.spoken: list[int] = []
        self.turns: list[int] = []
        self.life: list[int] = []
        self.restart()

    @rule()
    def restart(self) -> None:
        """The display starts anew: it knows what the office remembers, nothing else."""
        self.queue = CallQueue()
        self.life = []
        self.picture()

    @rule(gap=st.integers(1, 4))
    def an_officer_calls(self, gap: int) -> None:
        self.seq += gap
        self.called.append(self.seq)

    @rule()
    def picture(self) -> None:
        """The office's picture arrives: what is not shown, and what is shown but not spoken."""
        last_shown, last_spoken = max(self.shown, default=0), max(self.spoken, default=0)
        pending = [seq for seq in self.called if seq > last_shown]
        unspoken = [seq for seq in self.called if last_spoken < seq <= last_shown]
        self.queue.add(calls(*unspoken, *pending))

    @rule(ms=st.sampled_from([10, 500, 3_000, 5_000, 40_000]))
    def time_passes(self, ms: int) -> None:
        self.now += ms
        self.queue.overdue(self.now)

    @rule()
    def step(self) -> None:
        before = self.queue.current
        call = self.queue.advance(self.now)
        if call is not None:
            assert before is None or before.seq < call.seq
            self.life.append(call.seq)
            self.turns.append(call.seq)

    @precondition(lambda self: self.queue.current)
    @rule()
    def the_screen_paints_the_number(self) -> None:
        self.queue.painted(current(self.queue))

    @precondition(lambda self: self.queue.waiting)
    @rule(data=st.data())
    def the_screen_paints_a_waiting_number(self, data: st.DataObject) -> None:
        self.queue.painted(data.draw(st.sampled_from(self.queue.waiting)).seq)

    @precondition(lambda self: self.queue.current)
    @rule(outcome=st.sampled_from(["spoken", "silent", "failed"]), late=st.booleans())
    def the_voice_ends(self, outcome: str, late: bool) -> None:
        self.queue.voiced(current(self.queue) - late, outcome)

    @precondition(lambda self: self.queue.answers)
    @rule()
    def an_answer_arrives(self) -> None:
        answer = self.queue.answers.popleft()
        told = self.spoken if answer.outcome else self.shown
        if told and answer.seq <= told[-1]:
            assert not answer.outcome, "nothing is told to be spoken twice"
            return  # shown before the restart: the office keeps one fact
        told.append(answer.seq)

    @invariant()
    def nothing_is_left_out(self) -> None:
        if not hasattr(self, "called"):
            return
        for told in (self.shown, self.spoken):
            assert told == self.called[: len(told)]
        assert len(self.spoken) <= len(self.shown)

    @invariant()
    def one_turn_each_in_order(self) -> None:
        assert self.life == sorted(set(self.life))
        first = min(self.life, default=0)
        assert self.life == [seq for seq in self.called if seq >= first][: len(self.life)]

    def teardown(self) -> None:
        """In the end everything is shown and spoken, without another restart."""
        if not hasattr(self, "called"):
            return
        self.picture()
        for _ in range(len(self.called) + 2):
            self.now += 50_000
            self.queue.overdue(self.now)
            self.step()
            if self.queue.current is not None:
                self.queue.painted(current(self.queue))
                self.queue.voiced(current(self.queue), "spoken")
            while self.queue.answers:
                self.an_answer_arrives()
        assert self.shown == self.spoken == self.called


TestHall = Hall.TestCase
