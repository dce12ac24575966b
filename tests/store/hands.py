"""People at work who do not give up: ``python -m tests.store.hands kiosk|desk PLACE NUMBER PATIENCE``.

Each is a process of its own, at a kiosk or at counter NUMBER. What the office has acknowledged is said a line each, the
moment it was told: ``ticket_taken VISIT NUMBER``; what went wrong as ``trouble CODE``. With standard input they end.
"""

from __future__ import annotations

import select
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence

from loket.errors import Trouble
from loket.model.events import Kind
from loket.model.visit import State
from loket.office import calling, ticketing
from loket.office.context import Office, SystemClock
from loket.office.days import current_day
from loket.store.opening import open_store
from loket.store.place import Place, place_of
from tests.factories import assert_whole, journal
from tests.store.worker import ROOT

PATIENCE_S = 60.0
LETTERS = "ABC"


class Hand:
    """Somebody at work; every act that the office has acknowledged is kept."""

    def __init__(self, what: str, place: Place, number: int, patience: str = "true") -> None:
        """Begin to work: `what` is "kiosk" or "desk"."""
        command = [sys.executable, "-m", "tests.store.hands", what, str(place), str(number), patience]
        self.what = what
        self.acts: list[str] = []
        self.troubles: Counter[str] = Counter()
        self.last_s = 0.0
        """When the last act was acknowledged (monotonic)."""
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._said = ""
        self._readers = [threading.Thread(target=self._read), threading.Thread(target=self._read_complaints)]
        for reader in self._readers:
            reader.start()

    def end(self) -> None:
        """Let it end after what it is doing; it must end well."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        code = self._process.wait(PATIENCE_S)
        for reader in self._readers:
            reader.join()
        assert code == 0, f"{self.what}: {self._said}"
        assert "Traceback" not in self._said

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()

    def _read(self) -> None:
        with self._process.stdout as lines:  # type: ignore[union-attr]
            for line in lines:
                if line.startswith("trouble "):
                    self.troubles[line.split()[1]] += 1
                elif line.endswith("\n"):
                    self.acts.append(line.strip())
                    self.last_s = time.monotonic()

    def _read_complaints(self) -> None:
        with self._process.stderr as lines:  # type: ignore[union-attr]
            self._said += lines.read()


class Crew(list[Hand]):
    """Everybody at work in one office."""

    def __init__(self, place: Place, kiosks: int, desks: int, patience: str = "true") -> None:
        """Begin to work."""
        self.place = place
        super().__init__(Hand("kiosk", place, number, patience) for number in range(1, kiosks + 1))
        self += [Hand("desk", place, number, patience) for number in range(1, desks + 1)]

    def wait_until_all_work(self) -> float:
        """Wait until everybody has done something from now on; gives how long the last one took, in seconds."""
        began = time.monotonic()
        while any(hand.last_s < began for hand in self):
            assert time.monotonic() < began + PATIENCE_S, [(hand.what, hand.troubles, hand._said) for hand in self]
            time.sleep(0.005)
        return max(hand.last_s for hand in self) - began

    def end(self) -> None:
        """Let all end after what they are doing."""
        for hand in self:
            hand.end()

    def kill(self) -> None:
        """End all at once, whatever state they are in."""
        for hand in self:
            hand.kill()

    @property
    def acts(self) -> list[str]:
        """Everything that was acknowledged to anybody."""
        return [act for hand in self for act in hand.acts]

    @property
    def troubles(self) -> Counter[str]:
        """What went wrong, and how often."""
        return sum((hand.troubles for hand in self), Counter())

    def prove(self) -> int:
        """Prove that nothing acknowledged is lost, nothing is there twice or half; gives the number of acts.

        What is there without having been acknowledged must have been announced as not known.
        """
        office = Office(open_store(self.place), SystemClock())
        assert_whole(office)
        told = Counter(f"{fact.kind} {fact.visit} {fact.number}" for fact in journal(office) if fact.visit is not None)
        office.store.close()
        acts = self.acts
        assert max(told.values()) == 1, "an act was done twice"
        assert len(acts) == len(set(acts))
        assert set(acts) - set(told) == set(), "an acknowledged act was lost"
        assert len(told) - len(acts) <= self.troubles["outcome_unknown"]
        numbers = [act.split()[2] for act in told if act.startswith(Kind.TICKET_TAKEN)]
        assert len(numbers) == len(set(numbers)), "a number was given twice"
        for letter in LETTERS:
            given = sorted(int(number[1:]) for number in numbers if number[0] == letter)
            assert given == list(range(1, len(given) + 1)), f"numbers of {letter} are missing"
        return len(acts)


# --- in the process --------------------------------------------------------------------------------------------------


def kiosk(office: Office, turn: int) -> str:
    """Take a ticket."""
    ticket = ticketing.take_ticket(office, LETTERS[turn % len(LETTERS)])
    return f"{Kind.TICKET_TAKEN} {ticket.visit} {ticket.number}"


def desk(office: Office, counter: int) -> str | None:
    """Do what comes next at a counter, as somebody does who looks first."""
    with office.looking() as work:
        day = current_day(work)
        leg = work.book.at_counter(day.day, counter) if day else None
    if leg is None:
        call = calling.call_next(office, counter)
        return None if call is None else f"{Kind.VISIT_CALLED} {call.visit} {call.number}"
    if leg.state is State.CALLED:
        calling.start(office, counter)
        return f"{Kind.VISIT_STARTED} {leg.visit} {leg.number}"
    calling.finish(office, counter)
    return f"{Kind.VISIT_FINISHED} {leg.visit} {leg.number}"


def work(what: str, place: Place, number: int) -> None:
    """Work until standard input ends, whatever happens to the server."""
    office, turn = None, number
    while not select.select([sys.stdin], [], [], 0.002)[0]:
        turn += 1
        try:
            office = office or Office(open_store(place), SystemClock())
            done = kiosk(office, turn) if what == "kiosk" else desk(office, number)
        except Trouble as trouble:
            done = f"trouble {trouble.code}"
            time.sleep(0.02)
        if done is not None:
            print(done, flush=True)
    if office is not None:
        office.store.close()


def be_impatient() -> None:
    """Give up within a second or two what is given up within twenty in life."""
    from loket.store import postgres, server, watch

    watch.SILENCE_S, watch.LOOK_S = 1.0, 0.05
    postgres.SETTLE_S = 3.0
    postgres.SETTLE_MOST_S = 0.2
    server._NETWORK["connect_timeout"] = "2"


def main(words: Sequence[str]) -> None:
    """Do what the words say."""
    what, place, number, patience = words
    if patience == "short":
        be_impatient()
    work(what, place_of(place), int(number))


if __name__ == "__main__":
    main(sys.argv[1:])
