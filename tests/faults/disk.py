"""A folder on a disk that tells what it does and can be made to fail: `disk.c`, compiled and held in hand.

`Disk` begins with the files of a folder as they are and watches the processes that are started with its `environment`.
After they were killed, `replay` gives what the disk held at any moment (`tests.faults.replay`).
"""

from __future__ import annotations

import errno
import mmap
import os
import shutil
import struct
import subprocess
from enum import IntFlag
from pathlib import Path

import pytest

from tests.faults.replay import HEAD, Record, Replay, is_kept, read

SOURCE = Path(__file__).with_name("disk.c")
LOG_BYTES = 1 << 30
"""The largest log; the file is sparse."""

_FAULTS = ("sync_delay_us", "room", "acts", "files", "error", "after", "times", "seen", "failed")


class Act(IntFlag):
    """What can fail; the values are those of disk.c."""

    WRITE, SYNC, OPEN, TRUNCATE, UNLINK, READ = 1, 2, 4, 8, 16, 32


class Of(IntFlag):
    """Which files it can fail for; the values are those of disk.c."""

    DATABASE, LOG, INDEX, OTHER = 1, 2, 4, 8


CHANGES = Act.WRITE | Act.OPEN | Act.TRUNCATE | Act.UNLINK
EVERY_FILE = Of.DATABASE | Of.LOG | Of.INDEX | Of.OTHER


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
            log.write(struct.pack("=Q", HEAD))
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
        return read(self._log)

    def replay(self) -> Replay:
        """Begin with the files as they were."""
        return Replay(self.records(), self._base)

    def close(self) -> None:
        """Let go of the log; it is deleted."""
        self._faults.close()
        shutil.rmtree(self._notes)
