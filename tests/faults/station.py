"""A station in a process of its own, on a disk that is watched, told act by act what to do."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.faults.disk import Disk
from tests.store.worker import begin


class Station:
    """Does one act at a time. It opens the office at its first act, as a station does."""

    def __init__(self, disk: Disk, place: Path) -> None:
        self._process = begin("obey", place, env=disk.environment, stdin=subprocess.PIPE)

    def do(self, act: str) -> str:
        """Have it do "WORD ARGUMENT" (`tests.store.worker.obey`) and give its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(act + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        assert answer, "the station ended by itself"
        assert not answer.startswith("bug"), answer
        return answer

    def trouble(self, act: str) -> str:
        """Have it do what must end in Trouble; gives the code. The sentence is whole: it says what to do."""
        kind, code, sentence = self.do(act).split(" ", 2)
        assert kind == "Trouble", f"{act}: {kind} {code}"
        assert "{" not in sentence
        assert sentence.count(".") >= 2, "what still holds, and what to do next"
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """Close the office and end."""
        if self._process.returncode is None:
            self._process.communicate("leave\n", timeout=30)
