"""What a PostgreSQL client and its server say to each other, as far as a test must know: where a commit is.

Source: PostgreSQL's documentation, "Frontend/Backend Protocol", version 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SSL_REQUEST, GSS_REQUEST = 80877103, 80877104
COMMIT = re.compile(rb"\s*(?:COMMIT|END)\b", re.IGNORECASE)
TLS_HANDSHAKE = 0x16


class Talk:
    """One connection's talk, cut into its messages; each comes with whether it is a commit.

    From the client that is the order to commit, from the server the answer that it is done. Once the two speak in
    secret (TLS), everything is passed on as it comes and no commit is seen; `secret` tells.
    """

    def __init__(self) -> None:
        self.secret = False
        self._said, self._answered = b"", b""
        self._begun = False
        self._bare_answers = 0
        self._statements: set[bytes] = set()
        self._portals: set[bytes] = set()

    def from_client(self, data: bytes) -> Iterator[tuple[bytes, bool]]:
        """Give the messages that have come whole with these bytes, and whether each lets the server commit."""
        self._said += data
        if not self._begun and self._said[:1] == bytes([TLS_HANDSHAKE]):
            self.secret = True
        while not self.secret and (length := _length(self._said, kind=self._begun)):
            message, self._said = self._said[:length], self._said[length:]
            if self._begun:
                yield message, self._orders_commit(message)
                continue
            if int.from_bytes(message[4:8], "big") in {SSL_REQUEST, GSS_REQUEST}:
                self._bare_answers += 1
            else:
                self._begun = True
            yield message, False
        if self.secret and self._said:
            said, self._said = self._said, b""
            yield said, False

    def from_server(self, data: bytes) -> Iterator[tuple[bytes, bool]]:
        """Give the messages that have come whole with these bytes, and whether each says that a commit is done."""
        self._answered += data
        while self._bare_answers and self._answered and not self.secret:
            answer, self._answered = self._answered[:1], self._answered[1:]
            self._bare_answers -= 1
            self.secret = answer in {b"S", b"G"}
            yield answer, False
        while not self.secret and (length := _length(self._answered, kind=True)):
            message, self._answered = self._answered[:length], self._answered[length:]
            yield message, message[:1] == b"C" and message[5:] == b"COMMIT\0"
        if self.secret and self._answered:
            answered, self._answered = self._answered, b""
            yield answered, False

    def _orders_commit(self, message: bytes) -> bool:
        """Tell it for a plain query and for one in the steps parse, bind, execute, which remember it by name."""
        kind, words = message[:1], message[5:].split(b"\0")
        if kind == b"Q":
            return COMMIT.match(words[0]) is not None
        if kind == b"P":
            _note(self._statements, words[0], COMMIT.match(words[1]) is not None)
        elif kind == b"B":
            _note(self._portals, words[0], words[1] in self._statements)
        return kind == b"E" and words[0] in self._portals


def _note(names: set[bytes], name: bytes, is_commit: bool) -> None:
    """Keep in mind whether a name stands for a commit now."""
    (names.add if is_commit else names.discard)(name)


def _length(data: bytes, *, kind: bool) -> int:
    """Give the length of the first message; 0 while it is not whole. All but the very first begin with their kind."""
    before = 1 if kind else 0
    if len(data) < before + 4:
        return 0
    length = before + int.from_bytes(data[before : before + 4], "big")
    return length if len(data) >= length else 0
