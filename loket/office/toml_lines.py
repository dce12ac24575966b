"""On which line of a TOML text does a value stand? `tomllib` reads values and forgets their places.

A place is the path to a value as it is reached in the loaded tables: ``("layanan", 2, "syarat", 0, "nama")``.
"""

from __future__ import annotations

import json
import re

Place = tuple[str | int, ...]
"""Keys and list positions from the top of the file; () is the file itself."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # a multi-line string may end with two quotes of its own
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}#\r\n]+")


def lines_of(text: str) -> dict[Place, int]:
    """Find the line (from 1) of every table, key and list item of a text that `tomllib` accepts.

    A table that is written in several places has the line of the first.
    """
    return _Scanner(text).scan()


class _Scanner:
    """Walks over a valid text once. What is not valid was refused by `tomllib` before."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted_to = 0
        self._line = 1
        self._found: dict[Place, int] = {(): 1}
        self._lists: dict[Place, int] = {}

    def scan(self) -> dict[Place, int]:
        """Give all places."""
        table: Place = ()
        self._skip_blank()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip_blank()
        return self._found

    def _header(self) -> Place:
        """Read ``[a.b]`` or ``[[a.b]]``; the second opens the next item of a list of tables."""
        line = self._here()
        brackets = 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        names = self._key()
        self._at = self._text.index("]", self._at) + brackets
        table: Place = ()
        for last, name in zip([False] * (len(names) - 1) + [True], names, strict=True):
            table = (*table, name)
            self._mark(table, line)
            if last and brackets == 2:
                self._lists[table] = self._lists.get(table, -1) + 1
            if table in self._lists:
                table = (*table, self._lists[table])
                self._mark(table, line)
        return table

    def _pair(self, table: Place) -> None:
        """Read ``key = value``."""
        line = self._here()
        place = table
        for name in self._key():
            place = (*place, name)
            self._mark(place, line)
        self._at = self._text.index("=", self._at) + 1
        self._value(place)

    def _value(self, place: Place) -> None:
        self._skip_blank()
        opening = self._text[self._at]
        if opening == "[":
            self._at += 1
            position = 0
            while self._more("]"):
                self._mark((*place, position), self._here())
                self._value((*place, position))
                position += 1
        elif opening == "{":
            self._at += 1
            while self._more("}"):
                self._pair(place)
        else:
            match = _STRING.match(self._text, self._at) or _PLAIN.match(self._text, self._at)
            self._at = match.end() if match else self._at + 1

    def _more(self, closing: str) -> bool:
        """Go to the next item of a list or inline table; False, and past it, at its end."""
        self._skip_blank()
        if self._text[self._at] == ",":
            self._at += 1
            self._skip_blank()
        if self._text[self._at] != closing:
            return True
        self._at += 1
        return False

    def _key(self) -> list[str]:
        names: list[str] = []
        while True:
            self._skip_blank()
            match = _STRING.match(self._text, self._at) or _BARE_KEY.match(self._text, self._at)
            if match is None:  # only a text that tomllib would have refused
                return names
            self._at = match.end()
            names.append(_unquoted(match.group()))
            self._skip_blank()
            if not self._text.startswith(".", self._at):
                return names
            self._at += 1

    def _skip_blank(self) -> None:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _mark(self, place: Place, line: int) -> None:
        self._found.setdefault(place, line)

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        return self._line


def _unquoted(key: str) -> str:
    """Take the quotes off a key. The escapes of a double-quoted one are, but for a rare few, those of JSON."""
    if key[0] == "'":
        return key[1:-1]
    if key[0] != '"':
        return key
    try:
        return str(json.loads(key))
    except ValueError:
        return key[1:-1]
