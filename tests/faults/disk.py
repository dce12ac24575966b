"""A folder on a disk that tells what it did (`disk.c`): what it held at any moment, and what it does wrong.

`Disk` begins with the files of a folder as they are and watches the processes that are started with its `environment`.
After they were killed, `Replay` plays its log up to any record: `image` gives the files as a power cut at that moment
leaves them. What a sync has promised is always there. Of what was not synced a real disk may have written nothing, all,
some of it, in any order, and a torn sector boundary in the middle: `image` with a random generator does that.

Names follow ext4: a new file is there after a power cut once it (or anything after it) was synced, and a name that was
removed or changed may still be the old one until then.
"""

from __future__ import annotations

import errno
import mmap
import os
import random
import shutil
import struct
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("disk.c")
SECTOR = 512
"""Bytes that a disk writes wholly or not at all."""

LOG_BYTES = 1 << 30
"""The largest log; the file is sparse."""

_MARK = bytes([0x9B]) + b"Loket" + bytes([0x17, 0xE2, 0x53]) + b"disk" + bytes([0xC4, 0x81, 0x06])
_RECORD = struct.Struct("=16sIIQQ")
_HEAD = 64
_FAULTS = ("sync_delay_us", "room", "acts", "files", "error", "after", "times", "seen", "failed")


class Act(IntFlag):
    """What can fail; the values are those of disk.c."""

    WRITE, SYNC, OPEN, TRUNCATE, UNLINK, READ = 1, 2, 4, 8, 16, 32


class Of(IntFlag):
    """Which files it can fail for; the values are those of disk.c."""

    DATABASE, LOG, INDEX, OTHER = 1, 2, 4, 8


CHANGES = Act.WRITE | Act.OPEN | Act.TRUNCATE | Act.UNLINK
EVERY_FILE = Of.DATABASE | Of.LOG | Of.INDEX | Of.OTHER


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


def library(folder: Path) -> Path:
    """Compile disk.c into `folder`; without a compiler skip, or fail where CI must not go without."""
    made = folder / "disk.so"
    if not made.exists():
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if compiler is None:
            if os.environ.get("CI"):
                pytest.fail("no C compiler here: power cuts and broken disks cannot be shown")
            pytest.skip("NOT SHOWN HERE: power cuts and broken disks (no C compiler)")
        unfinished = folder / f"disk-{os.getpid()}.so"
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-o", unfinished, SOURCE, "-ldl"], check=True
        )
        unfinished.replace(made)
    return made


class Disk:
    """A watched folder. Everything in it when this value is made counts as durable."""

    def __init__(self, folder: Path, notes: Path, shim: Path) -> None:
        """`folder` is watched, `notes` (another, empty folder) takes the log, `shim` is the compiled disk.c."""
        self.folder, self._notes, self._shim = folder.resolve(), notes, shim
        notes.mkdir(parents=True, exist_ok=True)
        self._log, self._controls = notes / "log", notes / "faults"
        with self._log.open("wb") as log:
            log.write(struct.pack("=Q", _HEAD))
            log.truncate(LOG_BYTES)
        self._controls.write_bytes(bytes(8 * len(_FAULTS)))
        with self._controls.open("r+b") as file:
            self._faults = mmap.mmap(file.fileno(), 0)
        self.mend()
        self._base = {file.name: file.read_bytes() for file in self.folder.iterdir() if is_kept(file)}

    @property
    def environment(self) -> dict[str, str]:
        """What a process must be started with."""
        return {
            **os.environ, "LD_PRELOAD": str(self._shim), "LOKET_DISK_OF": str(self.folder),
            "LOKET_DISK_LOG": str(self._log), "LOKET_DISK_FAULTS": str(self._controls),
        }  # fmt: skip

    # --- faults ------------------------------------------------------------------------------------------------

    def mend(self) -> None:
        """Make it a healthy disk with room."""
        self._set(acts=0, room=-1, sync_delay_us=0)

    def slow(self, sync_ms: float) -> None:
        """Let every sync take so much longer."""
        self._set(sync_delay_us=round(1000 * sync_ms))

    def fill(self, room: int = 0) -> None:
        """Leave room for so many bytes."""
        self._set(room=room)

    def fail(
        self, acts: Act, error: int = errno.EIO, *, files: Of = EVERY_FILE, after: int = 0, times: int = -1
    ) -> None:  # fmt: skip
        """Let `acts` on `files` fail with `error`: all of them, or `times` of them once `after` of them went well."""
        self._set(acts=0)
        self._set(files=files, error=error, after=after, times=times, seen=0, failed=0)
        self._set(acts=acts)

    def write_protect(self) -> None:
        """Let everything that changes a file fail, as when the system has mounted the disk read-only."""
        self.fail(CHANGES, errno.EROFS)

    @property
    def failed(self) -> int:
        """How many calls have failed since `fail`."""
        place = 8 * _FAULTS.index("failed")
        return int.from_bytes(self._faults[place : place + 8], "little")

    def _set(self, **values: int) -> None:
        for name, value in values.items():
            struct.pack_into("=q", self._faults, 8 * _FAULTS.index(name), value)

    # --- the log -----------------------------------------------------------------------------------------------

    def told_bytes(self) -> int:
        """Give how much was told so far, in bytes."""
        with self._log.open("rb") as log:
            return int(struct.unpack("=Q", log.read(8))[0])

    def records(self) -> list[Record]:
        """Read the log, once the watched processes have ended."""
        found = []
        with self._log.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as log:
            end = struct.unpack_from("=Q", log, 0)[0]
            place = _HEAD
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

    def replay(self) -> Replay:
        """Begin with the files as they were."""
        return Replay(self.records(), self._base)

    def close(self) -> None:
        """Let go of the log; it is deleted."""
        self._faults.close()
        shutil.rmtree(self._notes)


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
        elif kind in (Kind.MADE, Kind.REMOVED, Kind.MOVED):
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
