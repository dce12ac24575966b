"""What a watched disk (`disk.c`) held at any moment, played from its log.

`Replay` plays the log up to any record; `image` gives the files as a power cut at that moment leaves them. What a sync
has promised is always there. Of what was not synced a real disk may have written nothing, all, or some, in any order
and torn between two sectors: `image` with a random generator does that.

Names follow ext4: a new file is there after a power cut once it (or anything after it) was synced, and a name that was
removed or changed may still be the old one until then.
"""

from __future__ import annotations

import mmap
import random
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

SECTOR = 512
"""Bytes that a disk writes wholly or not at all."""

HEAD = 64
"""Where the first record of a log lies."""

_MARK = bytes([0x9B]) + b"Loket" + bytes([0x17, 0xE2, 0x53]) + b"disk" + bytes([0xC4, 0x81, 0x06])
_RECORD = struct.Struct("=16sIIQQ")


class Kind(IntEnum):
    """What a record of the log tells; the values are those of disk.c."""

    WROTE, CUT, BEGIN, END, MADE, REMOVED, MOVED, SAID, LOST = 1, 2, 3, 4, 5, 6, 7, 8, 9


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that was done to the disk, or said; `serial` is its place in the order of all processes."""

    serial: int
    kind: Kind
    path: str
    offset: int
    data: bytes


def read(log_file: Path) -> list[Record]:
    """Read a log of disk.c."""
    found = []
    with log_file.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as log:
        end = struct.unpack_from("=Q", log, 0)[0]
        place = HEAD
        while place < end:
            mark, kind, path_length, offset, length = _RECORD.unpack_from(log, place)
            if mark != _MARK:  # its process was killed while it told this
                place += 8
                continue
            body = place + _RECORD.size
            path = log[body : body + path_length].decode()
            data = log[body + path_length : body + path_length + length]
            found.append(Record(place, Kind(kind), path, offset, data if kind != Kind.CUT else b""))
            place += (_RECORD.size + path_length + length + 7) & ~7
    return found


@dataclass(slots=True)
class _File:
    """A file: what it holds for sure, and what was done to it since, oldest first."""

    durable: bytearray
    pending: list[Record] = field(default_factory=list)

    def sync(self, began: int) -> None:
        """Make sure of everything before the record `began`."""
        while self.pending and self.pending[0].serial < began:
            _apply(self.durable, self.pending.pop(0))

    def after_a_cut(self, chance: random.Random | None) -> bytes:
        """What a power cut leaves."""
        if chance is None or not self.pending:
            return bytes(self.durable)
        left = bytearray(self.durable)
        how = chance.choice(("all", "first", "some"))
        done = self.pending
        if how == "first":
            done = done[: chance.randrange(len(done) + 1)]
        elif how == "some":
            done = [each for each in done if chance.random() < 0.5]
            chance.shuffle(done)
        for each in done:
            _apply(left, each)
        if how == "first" and len(done) < len(self.pending):
            _tear(left, self.pending[len(done)], chance)
        elif how == "some":
            for each in self.pending:
                if chance.random() < 0.2:
                    _tear(left, each, chance)
        return bytes(left)


class Replay:
    """The disk played again, record by record."""

    def __init__(self, records: list[Record], base: Mapping[str, bytes]) -> None:
        """Begin with `base`."""
        self.records, self._at = records, 0
        self._files = {name: _File(bytearray(content)) for name, content in base.items()}
        self._durable = dict(self._files)
        self._names: list[Record] = []
        self._made: dict[int, _File] = {}

    def play(self, until: int) -> None:
        """Go on up to (not including) record number `until`."""
        while self._at < until:
            self._one(self.records[self._at])
            self._at += 1

    def acknowledged(self) -> list[str]:
        """Give the lines that were said so far, whole ones only."""
        said = b"".join(each.data for each in self.records[: self._at] if each.kind is Kind.SAID)
        return said.decode().split("\n")[:-1]

    def image(self, chance: random.Random | None = None) -> dict[str, bytes]:
        """Give the files that a power cut now leaves: what is sure, or with `chance` also some of the rest."""
        names = dict(self._durable)
        for change in self._names[: chance.randrange(len(self._names) + 1) if chance else 0]:
            self._rename(names, change)
        return {name: file.after_a_cut(chance) for name, file in names.items()}

    def everything(self) -> dict[str, bytes]:
        """Give the files as they are when the power does not fail."""
        left = {}
        for name, file in self._files.items():
            content = bytearray(file.durable)
            for each in file.pending:
                _apply(content, each)
            left[name] = bytes(content)
        return left

    def _one(self, record: Record) -> None:
        kind, path = record.kind, record.path
        if kind in (Kind.WROTE, Kind.CUT):
            if path in self._files:  # else somebody still writes to a file without a name, which no cut leaves behind
                self._files[path].pending.append(record)
        elif kind is Kind.END:
            if path in self._files:
                self._files[path].sync(record.offset)
            self._settle(record.offset)
        elif kind is Kind.LOST:
            if path in self._files:
                self._files[path].pending.clear()
        elif kind in (Kind.REMOVED, Kind.MOVED) or (kind is Kind.MADE and path not in self._files):
            self._rename(self._files, record)
            self._names.append(record)

    def _settle(self, began: int) -> None:
        """Make sure of all names that were changed before: one journal of the file system holds them in their order."""
        while self._names and self._names[0].serial < began:
            self._rename(self._durable, self._names.pop(0))

    def _rename(self, names: dict[str, _File], record: Record) -> None:
        path = record.path
        if record.kind is Kind.MADE:
            names[path] = self._new_file(record)
        elif record.kind is Kind.REMOVED:
            names.pop(path, None)
        else:
            moved = names.pop(path, None)
            if moved is not None:
                names[record.data.decode()] = moved

    def _new_file(self, record: Record) -> _File:
        return self._made.setdefault(record.serial, _File(bytearray()))


def _apply(content: bytearray, record: Record) -> None:
    if record.kind is Kind.CUT:
        del content[record.offset :]
        content.extend(bytes(record.offset - len(content)))
        return
    _put(content, record.offset, record.data)


def _put(content: bytearray, offset: int, data: bytes) -> None:
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _tear(content: bytearray, record: Record, chance: random.Random) -> None:
    """Write only some of a record's sectors."""
    if record.kind is Kind.CUT:
        return
    for start, part in _sectors(record):
        if chance.random() < 0.5:
            _put(content, start, part)


def _sectors(record: Record) -> Iterator[tuple[int, bytes]]:
    start, end = record.offset, record.offset + len(record.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield start, record.data[start - record.offset : stop - record.offset]
        start = stop


def is_kept(file: Path) -> bool:
    """Tell whether a file outlives a power cut: the index of the log does not."""
    return file.is_file() and not file.name.endswith("-shm")


def restore(image: Mapping[str, bytes], folder: Path) -> Path:
    """Put the files of an image into a new folder."""
    folder.mkdir(parents=True)
    for name, content in image.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
