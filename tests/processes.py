"""A process and those it has begun, as Linux tells of them in /proc: frozen, thawed or killed as one."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def _facts(pid: int) -> list[str] | None:
    """Give the words of ``/proc/PID/stat`` from the state on; None when there is no such process."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def born(pid: int) -> str:
    """Tell when a living process began, in the system's ticks; "" when it lives no more.

    One that has ended and that nobody has asked about yet (a zombie) lives no more. With its birth, a number that the
    system has given to another process is told apart.
    """
    facts = _facts(pid)
    return "" if facts is None or facts[0] in {"Z", "X"} else facts[19]


def family(pid: int) -> list[int]:
    """Give the process and all that descend from it, parents first."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (facts := _facts(int(entry.name))) is not None:
            children.setdefault(int(facts[1]), []).append(int(entry.name))
    found = [pid]
    for parent in found:
        found += children.get(parent, [])
    return found


def tell(pid: int, what: signal.Signals) -> None:
    """Send a signal to a process; nothing happens when it has ended."""
    with suppress(ProcessLookupError):
        os.kill(pid, what)


def freeze(pid: int) -> list[int]:
    """Stop a process and its family where they stand; gives their numbers. The parent first: it begins no more."""
    tell(pid, signal.SIGSTOP)
    members = family(pid)
    for member in members:
        tell(member, signal.SIGSTOP)
    return members


def thaw(pid: int) -> None:
    """Let a frozen family go on."""
    for member in family(pid):
        tell(member, signal.SIGCONT)


def kill(pid: int) -> None:
    """End a process and its family at once, as a power cut does, and wait until the last one is gone."""
    members = freeze(pid)
    for member in members:
        tell(member, signal.SIGKILL)
    wait_for_the_end(*members)


def wait_for_the_end(*pids: int, patience_s: float = 30) -> None:
    """Wait until none of the processes lives.

    Raises TimeoutError after `patience_s`.
    """
    until = time.monotonic() + patience_s
    while alive := [pid for pid in pids if born(pid)]:
        if time.monotonic() > until:
            raise TimeoutError(f"still there after {patience_s} s: {alive}")
        time.sleep(0.005)
