"""Another station, as a process of its own: ``python -m tests.store.worker WHAT DATABASE [N]``.

It prints what it was told by the office, a line each, the moment it was told.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from loket.store.place import Place, place_of

if TYPE_CHECKING:
    from loket.office.context import Office

ROOT = Path(__file__).resolve().parents[2]


def command(what: str, database: Place, *arguments: object) -> list[str]:
    """The command line of a worker."""
    return [sys.executable, "-m", "tests.store.worker", what, str(database), *map(str, arguments)]


def begin(what: str, database: Place, *arguments: object, **options: object) -> subprocess.Popen[str]:
    """Start a worker; its standard output is a pipe."""
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        command(what, database, *arguments), cwd=ROOT, text=True, stdout=subprocess.PIPE, **options
    )


def run(what: str, database: Place, *arguments: object) -> str:
    """Run a worker to its end, which must be good, and give what it printed."""
    return subprocess.run(
        command(what, database, *arguments), cwd=ROOT, text=True, capture_output=True, check=True, timeout=60
    ).stdout


def say(*words: object) -> None:
    print(*words, flush=True)


def create(database: Place, _count: int) -> None:
    """Open a new file as everybody does at once."""
    from loket.store.opening import open_store

    store = open_store(database, create=True)
    with store.reading() as book:
        say(book.catalogue_version())
    store.close()


def issue(database: Place, count: int) -> None:
    """Take tickets."""
    from loket.cli.opening import open_office
    from loket.office.ticketing import take_ticket

    office = open_office(database)
    for turn in range(count):
        say(take_ticket(office, "ABC"[turn % 3]).number)


def call(database: Place, counter: int) -> None:
    """Call at a counter until "enough" is said on standard input and nobody waits any more."""
    import select

    from loket.cli.opening import open_office
    from loket.office.calling import call_next, mark_absent

    office, ending = open_office(database), False
    while True:
        made = call_next(office, counter)
        if made is not None:
            say(made.number)
            mark_absent(office, counter)
        elif ending:
            return
        else:
            ending = bool(select.select([sys.stdin], [], [], 0.005)[0])


def press(database: Place, count: int) -> None:
    """Press each button of a day `count` times, and say what the office has acknowledged: KIND VISIT."""
    from loket.cli.opening import open_office
    from loket.office.calling import call_next, finish_and_call_next, mark_absent, start
    from loket.office.ticketing import take_ticket

    office = open_office(database)
    for _ in range(count + 1):
        say("ticket_taken", take_ticket(office, "A").visit)
    called = call_next(office, 1)
    for _ in range(count):
        say("visit_started", start(office, 1).visit)
        served, called = called, finish_and_call_next(office, 1)
        assert served is not None
        say("visit_finished", served.visit)
    say("visit_absent", mark_absent(office, 1).visit)


def careless(database: Place, count: int) -> None:
    """Take tickets as a program does that does not wait for the disk."""
    from loket.cli.opening import open_office
    from loket.office.ticketing import take_ticket
    from loket.store.sqlite import SqliteStore

    office = open_office(database)
    assert isinstance(office.store, SqliteStore)
    office.store.connection.execute("PRAGMA synchronous = NORMAL")
    for _ in range(count):
        say("ticket_taken", take_ticket(office, "A").visit)


def tidy(database: Place, count: int) -> None:
    """Take tickets with housekeeping before, in between and after."""
    from loket.cli.opening import open_office
    from loket.office.ticketing import take_ticket

    office = open_office(database)
    for turn in range(count):
        if turn % 200 == 0:
            office.store.tidy()
        say("ticket_taken", take_ticket(office, "A").visit)
    office.store.tidy()


def naive(database: Place, _count: int) -> None:
    """Give numbers as a program does that looks first and writes then, at each moment that is told."""
    import time

    from loket.bench.worker import press_at_the_moment

    assert isinstance(database, Path)

    def press() -> str:
        number = len(database.read_bytes()) + 1
        time.sleep(0.003)
        database.write_bytes(b"x" * number)
        return str(number)

    while True:
        press_at_the_moment(press)


def fill(database: Place, limit: int) -> None:
    """Take tickets on a disk that is full at `limit` bytes a file, then with the disk made larger."""
    import resource
    import signal

    from loket.cli.opening import open_office
    from loket.errors import Trouble
    from loket.office.ticketing import take_ticket

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    office = open_office(database)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    try:
        while True:
            say(take_ticket(office, "A").number)
    except Trouble as trouble:
        say("trouble", trouble.code)
    try:
        take_ticket(office, "A")
    except Trouble as trouble:
        say("trouble", trouble.code)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    say(take_ticket(office, "A").number)


def obey(database: Place, _count: int) -> None:
    """Do what each line of standard input says, and say how it went: WORD [ARGUMENT], "leave" ends."""
    from loket.cli.opening import open_office
    from loket.errors import LoketError
    from loket.office.boards import kiosk_board
    from loket.office.calling import call_next, finish, start
    from loket.office.ticketing import take_ticket

    acts: dict[str, Callable[[Office, str], str]] = {
        "take": lambda office, code: "ticket_taken " + take_ticket(office, code).visit,
        "book": _book,
        "number": lambda office, code: take_ticket(office, code).number,
        "call": lambda office, counter: f"visit_called {getattr(call_next(office, int(counter)), 'visit', None)}",
        "start": lambda office, counter: "visit_started " + start(office, int(counter)).visit,
        "finish": lambda office, counter: "visit_finished " + finish(office, int(counter)).visit,
        "tidy": lambda office, _: f"tidied {office.store.tidy()}",
        "look": lambda office, _: f"waiting {sum(tile.waiting for tile in kiosk_board(office).tiles)}",
    }
    office = None
    for line in sys.stdin:
        word, _, argument = line.strip().partition(" ")
        if word == "leave":
            break
        try:
            office = office or open_office(database)  # as a station does: what does not open is tried again
            done = acts[word](office, argument)
        except LoketError as error:
            done = f"{type(error).__name__} {error.code} {error}"
        except Exception as error:  # noqa: BLE001 - a bug is what the test is looking for
            done = f"bug {error!r}"
        sys.stdout.write(done + "\n")
        sys.stdout.flush()
    if office is not None:
        office.store.close()


def _book(office: Office, service: str) -> str:
    """Book tomorrow at nine."""
    from datetime import time, timedelta

    from loket.office.appointments import book

    return "booked " + book(office, service, office.local_now().date() + timedelta(days=1), time(9)).appointment.code


WHAT: dict[str, Callable[[Place, int], None]] = {
    "create": create, "issue": issue, "call": call, "press": press, "careless": careless, "tidy": tidy, "fill": fill,
    "obey": obey, "naive": naive,
}  # fmt: skip

if __name__ == "__main__":
    WHAT[sys.argv[1]](place_of(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
