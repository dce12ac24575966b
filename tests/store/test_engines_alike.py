"""On a file, in memory and on a server the same people doing the same things get the same office, to the last byte."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from loket.errors import Refused
from loket.office.administration import switch_service
from loket.office.boards import counter_board, kiosk_board, signin_board
from loket.office.hall_board import hall_board
from loket.office.upkeep import verify
from tests.engines import ENGINE, ENGINES, NEW_URL
from tests.factories import journal
from tests.office.play import COUNTERS, Pick, Play
from tests.office.test_lifecycle_machine import NEEDS, WALK


class Told(Play):
    """An office at play that remembers what people were told."""

    def __init__(self, folder: Path) -> None:
        self.told: list[str] = []
        self.seq = 0
        super().__init__(folder)

    def attempt(self, act: Callable[[], object]) -> object:
        """Do it, and keep what came of it: a result or a refusal."""

        def telling() -> object:
            try:
                result = act()
            except Refused as refusal:
                self.told.append(f"{refusal.code} {refusal}")
                raise
            self.told.append(repr(result))
            return result

        return super().attempt(telling)

    def switch(self, pick: Pick) -> None:
        """The supervisor opens or closes a service."""
        service, is_open = pick("ABC"), pick((True, False, True))
        self.attempt(partial(switch_service, self.office, service, is_open=is_open, reason="Rapat"))

    def seen(self) -> list[object]:
        """Give everything that this office shows and has written since the last time."""
        facts = [fact.line() for fact in journal(self.office, self.seq)]
        self.seq += len(facts)
        told, self.told = self.told, []
        boards = [kiosk_board(self.office), signin_board(self.office), hall_board(self.office, "layar-1")]
        return [told, facts, *map(repr, boards), *(repr(counter_board(self.office, each)) for each in COUNTERS)]


class Offices:
    """One office on each engine, with the same clock and the same chance."""

    def __init__(self, folder: Path, new_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._chance = random.Random()
        for module in ("ticketing", "appointments"):
            monkeypatch.setattr(f"loket.office.{module}.os", SimpleNamespace(urandom=self._chance.randbytes))
        NEW_URL.set(new_url)
        self.plays: dict[str, Told] = {}
        for engine in ENGINES:
            ENGINE.set(engine)
            self._chance.seed(0)
            room = folder / secrets.token_hex(4)
            room.mkdir()
            self.plays[engine] = Told(room)
        ENGINE.set("disk")
        self._steps = 0
        self.compare()

    def do(self, what: Callable[[Told, Pick], None], pick: Pick) -> None:
        """Let the same people do the same in each office; `pick` is asked once, for the first."""
        self._steps += 1
        picks: list[int] = []

        def first(choices: Sequence[Any]) -> Any:
            chosen = pick(range(len(choices)))
            picks.append(chosen)
            return choices[chosen]

        for play in self.plays.values():
            self._chance.seed(self._steps)
            what(play, first if play is self.plays["disk"] else partial(_again, iter(picks)))
        self.compare()

    def compare(self) -> None:
        """Everything that is shown, told and written must be the same."""
        seen = {engine: play.seen() for engine, play in self.plays.items()}
        for engine in ENGINES[1:]:
            assert seen[engine] == seen["disk"], engine

    def close(self) -> None:
        """Prove all of them, and let go."""
        verdicts = [verify(play.office) for play in self.plays.values()]
        assert verdicts[0].violations == ()
        assert verdicts[0] == verdicts[1] == verdicts[2]
        for play in self.plays.values():
            play.office.store.close()


def _again(picks: Iterator[int], choices: Sequence[Any]) -> Any:
    return choices[next(picks)]


ACTS: list[Callable[[Told, Pick], None]] = [
    *(what for what, weight in WALK.items() for _ in range(weight)),
    Told.switch,
    Told.switch,
]


def is_possible(play: Play, what: Callable[..., None]) -> bool:
    return what not in NEEDS or bool(play.somebody(*NEEDS[what]))


@pytest.fixture
def new_url(server, database_of_offices) -> Iterator[Callable[[], str]]:
    """Gives the URL of an office that does not exist yet; all go with the test."""
    urls: list[str] = []

    def give() -> str:
        urls.append(server.office_url(database_of_offices))
        return urls[-1]

    yield give
    for url in urls:
        server.drop_office(url)


def test_whatever_people_do_the_engines_do_not_differ(new_url, tmp_path, monkeypatch):
    class Machine(RuleBasedStateMachine):
        offices: Offices

        @initialize()
        def open(self) -> None:
            self.offices = Offices(tmp_path, new_url, monkeypatch)

        @rule(data=st.data(), what=st.sampled_from(ACTS))
        def act(self, data: st.DataObject, what: Callable[[Told, Pick], None]) -> None:
            if is_possible(self.offices.plays["disk"], what):
                self.offices.do(what, lambda choices: data.draw(st.sampled_from(list(choices))))

        def teardown(self) -> None:
            if hasattr(self, "offices"):
                self.offices.close()

    run_state_machine_as_test(
        Machine, settings=settings(max_examples=6, stateful_step_count=20, suppress_health_check=list(HealthCheck))
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_a_long_walk_through_three_offices_ends_alike(new_url, tmp_path, monkeypatch, seed):
    chance = random.Random(seed)
    with closing(Offices(tmp_path, new_url, monkeypatch)) as offices:
        for _ in range(220):
            what = chance.choice(ACTS)
            if is_possible(offices.plays["disk"], what):
                offices.do(what, lambda choices: chance.choice(list(choices)))
        kinds = {fact.kind for fact in journal(offices.plays["disk"].office)}
        assert {"visit_finished", "act_undone", "visit_returned", "catalogue_changed"} <= kinds
