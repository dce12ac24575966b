"""The command line as a script sees it: words in, a line and an exit code out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from loket.cli import main


@dataclass(frozen=True)
class Done:
    """What a command has left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one JSON object of a result."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    def complaint(self) -> str:
        """The one clear line of a failure."""
        (line,) = self.err.splitlines()
        assert line.startswith("loket: ")
        assert "Traceback" not in line
        assert self.out == ""
        return line.removeprefix("loket: ")


class CommandLine:
    """Runs commands in this process, against one database."""

    def __init__(self, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.database = database
        self._capsys = capsys

    def bare(self, *words: object) -> Done:
        """Run the words as they are."""
        self._capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = int(left.code or 0)
        said = self._capsys.readouterr()
        return Done(code, said.out, said.err)

    def __call__(self, *words: object) -> Done:
        """Run a command for the test's database."""
        return self.bare(*words, "--database", self.database)

    def all_done(self, *words: object) -> list[Any]:
        """Run a command that must succeed; gives its JSON objects, one a line."""
        result = self(*words, "--json")
        assert result.code == 0, result.err
        return [json.loads(line) for line in result.out.splitlines()]

    def done(self, *words: object) -> Any:
        """Run a command that must succeed; gives its JSON object."""
        result = self(*words, "--json")
        assert (result.code, result.err) == (0, ""), result
        return result.json()

    def refused(self, *words: object) -> str:
        """Run a command that a rule must refuse; gives the sentence."""
        result = self(*words)
        assert result.code == 1, result
        return result.complaint()

    def misused(self, *words: object) -> str:
        """Run a command that is typed wrongly; gives the sentence."""
        result = self(*words)
        assert result.code == 2, result
        return result.complaint()


@pytest.fixture(autouse=True)
def _one_application(qapp: object) -> None:
    """Qt knows one application a process: that of the widgets, before a command that prints makes the painter's."""


@pytest.fixture
def nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """A command line whose database does not exist yet."""
    return CommandLine(tmp_path / "kantor" / "loket.db", capsys)


@pytest.fixture
def loket(nowhere: CommandLine) -> CommandLine:
    """A command line with the office of the starter `dinsos`, opened whatever the hour."""
    nowhere.done("init", "--starter", "dinsos")
    nowhere.done("day", "open")
    return nowhere
