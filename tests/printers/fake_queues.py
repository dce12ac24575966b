"""A print queue for tests: it sends its jobs to a simulator as CUPS' socket backend does, and says "done" as early.

In front of it stand the commands of CUPS (`CupsTools`: small scripts, put first on PATH, whose words were read off
CUPS 2.4.2) and pywin32's win32print (`FakeWin32Print`).
"""

from __future__ import annotations

import json
import os
import select
import socket
import stat
import sys
import threading
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self

WHEN = "Sun Nov 22 12:55:11 2026"


@dataclass
class Job:
    data: bytes
    state: str = "waiting"
    """waiting, paused, printing, completed, canceled"""


class FakeQueue:
    """One queue with a backend thread. Use as a context manager; `disabled` holds why it was stopped."""

    def __init__(self, port: int, name: str = "STRUK") -> None:
        self.port, self.name = port, name
        self.jobs: dict[int, Job] = {}
        self.disabled = ""
        self.alerts = "none"
        self.device = f"socket://127.0.0.1:{port}"
        self.change = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self.change:
            self._stopping = True
            self.change.notify_all()
        self._thread.join(5)

    def put(self, data: bytes) -> int:
        with self.change:
            number = len(self.jobs) + 1
            self.jobs[number] = Job(data)
            self.change.notify_all()
        return number

    def cancel(self, number: int) -> bool:
        with self.change:
            job = self.jobs.get(number)
            if job is None or job.state in ("completed", "canceled"):
                return False
            job.state = "canceled"
            self.change.notify_all()
        return True

    def open(self) -> dict[int, Job]:
        with self.change:
            return {n: job for n, job in self.jobs.items() if job.state in ("waiting", "paused", "printing")}

    def enable(self) -> None:
        with self.change:
            self.disabled = ""
            self.change.notify_all()

    def _next(self) -> Job | None:
        if self.disabled:
            return None
        return next((job for job in self.jobs.values() if job.state == "waiting"), None)

    def _work(self) -> None:
        while True:
            with self.change:
                self.change.wait_for(lambda: self._stopping or self._next() is not None)
                if self._stopping:
                    return
                job = self._next()
                assert job is not None
                job.state = "printing"
            self._deliver(job)
            with self.change:
                if job.state == "printing":
                    job.state = "completed"

    def _is_wanted(self, job: Job) -> bool:
        return job.state == "printing" and not self._stopping

    def _deliver(self, job: Job) -> None:
        connection = None
        while self._is_wanted(job) and connection is None:
            try:
                connection = socket.create_connection(("127.0.0.1", self.port), timeout=1)
            except OSError:
                with self.change:
                    self.change.wait(0.02)
        if connection is None:
            return
        with connection:
            connection.setblocking(False)
            rest = memoryview(job.data)
            try:
                while rest and self._is_wanted(job):
                    if select.select([], [connection], [], 0.02)[1]:
                        rest = rest[connection.send(rest[:8192]) :]
                if not rest:
                    connection.shutdown(socket.SHUT_WR)
                while self._is_wanted(job):
                    if select.select([connection], [], [], 0.02)[0] and not connection.recv(64):
                        return
            except OSError:
                return  # CUPS calls such a job completed: measured


# --- the commands of CUPS -------------------------------------------------------------------------------------------

SCRIPT = """#!{python} -ISE
import json, os, socket, sys
line = socket.socket(socket.AF_UNIX)
line.connect({door!r})
name = os.path.basename(sys.argv[0])
data = sys.stdin.buffer.read().decode("latin-1") if name == "lp" else ""
line.sendall(json.dumps([name, sys.argv[1:], data]).encode())
line.shutdown(socket.SHUT_WR)
code, words = json.loads(b"".join(iter(lambda: line.recv(65536), b"")))
sys.stdout.write(words)
sys.exit(code)
"""


def _all_of(line: socket.socket) -> bytes:
    return b"".join(iter(lambda: line.recv(65_536), b""))


class CupsTools:
    """`lp`, `lpstat` and `cancel` in a folder, in front of a queue. Use as a context manager, on PATH meanwhile."""

    def __init__(self, queue: FakeQueue, folder: Path) -> None:
        self._queue, self.folder = queue, folder / "bin"
        self.folder.mkdir()
        door = str(folder / "cups")
        for name in ("lp", "lpstat", "cancel"):
            path = self.folder / name
            path.write_text(SCRIPT.format(python=sys.executable, door=door))
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(door)
        self._door.listen(4)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._path = os.environ["PATH"]

    def __enter__(self) -> Self:
        os.environ["PATH"] = f"{self.folder}{os.pathsep}{self._path}"
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        os.environ["PATH"] = self._path
        self._door.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            with line:
                name, words, data = json.loads(_all_of(line))
                act = {"lp": self._lp, "lpstat": self._lpstat, "cancel": self._cancel}[name]
                line.sendall(json.dumps(act(words, data)).encode())

    def _lp(self, words: list[str], data: str) -> tuple[int, str]:
        if words[:2] != ["-d", self._queue.name] or "raw" not in words:
            return 1, "lp: Error - The printer or class does not exist.\n"
        return 0, f"request id is {self._queue.name}-{self._queue.put(data.encode('latin-1'))} (0 file(s))\n"

    def _cancel(self, words: list[str], _data: str) -> tuple[int, str]:
        number = int(words[0].rpartition("-")[2])
        return (0, "") if self._queue.cancel(number) else (1, f"cancel: cancel-job failed: Job #{number} is gone.\n")

    def _lpstat(self, words: list[str], _data: str) -> tuple[int, str]:
        queue, said, which = self._queue, "", "not-completed"
        named = [after for word, after in pairwise(words) if word in ("-p", "-a", "-o", "-v")]
        if any(name != queue.name for name in named):
            return 1, f'lpstat: Invalid destination name in list "{words[-1]}".\n'
        if "-W" in words:
            which = words[words.index("-W") + 1]
        if "-v" in words:
            said += f"device for {queue.name}: {queue.device}\n"
        if "-p" in words:
            said += self._printer()
        if "-a" in words:
            said += f"{queue.name} accepting requests since {WHEN}\n"
        if "-o" in words:
            said += self._jobs(which)
        return 0, said

    def _printer(self) -> str:
        queue = self._queue
        printing = next((n for n, job in queue.open().items() if job.state == "printing"), None)
        state = f"now printing {queue.name}-{printing}." if printing else "is idle."
        head = f"printer {queue.name} {state}  enabled since {WHEN}\n"
        if queue.disabled:
            head = f"printer {queue.name} disabled since {WHEN} -\n\t{queue.disabled}\n"
        return f"{head}\tForm mounted:\n\tContent types: any\n\tAlerts: {queue.alerts}\n\tLocation: \n"

    def _jobs(self, which: str) -> str:
        alerts = {
            "waiting": "none", "paused": "job-hold-until-specified", "printing": "job-printing",
            "completed": "job-completed-successfully", "canceled": "job-canceled-by-user",
        }  # fmt: skip
        with self._queue.change:
            jobs = [
                (number, job)
                for number, job in self._queue.jobs.items()
                if (job.state in ("completed", "canceled")) == (which == "completed")
            ]
        return "".join(
            f"{self._queue.name}-{number}                 root              {len(job.data)}   {WHEN}\n"
            f"\tAlerts: {alerts[job.state]}\n\tqueued for {self._queue.name}\n"
            for number, job in jobs
        )


# --- pywin32's win32print -------------------------------------------------------------------------------------------


class WinError(Exception):
    """pywintypes.error."""

    def __init__(self, winerror: int, function: str, words: str) -> None:
        super().__init__(winerror, function, words)
        self.winerror = winerror


class FakeWin32Print:
    """What `printers.windows_queue.Spooler` promises, in front of a queue. `status` and `attributes` are flags."""

    error: type[Exception] = WinError

    def __init__(self, queue: FakeQueue) -> None:
        self._queue = queue
        self.status = self.attributes = 0
        self.handles: set[object] = set()
        self.document = bytearray()

    def EnumPrinters(self, flags, name, level):  # noqa: N802
        assert (flags, name, level) == (6, None, 4)
        return ({"pPrinterName": self._queue.name, "pServerName": None, "Attributes": 0x40},)

    def OpenPrinter(self, name):  # noqa: N802
        if name != self._queue.name:
            raise WinError(1801, "OpenPrinter", "The printer name is invalid.")
        handle = object()
        self.handles.add(handle)
        return handle

    def ClosePrinter(self, handle):  # noqa: N802
        self.handles.remove(handle)

    def GetPrinter(self, handle, level):  # noqa: N802
        assert handle in self.handles
        assert level == 2
        return {"Status": self.status, "Attributes": self.attributes | 0x40, "cJobs": len(self._queue.open())}

    def StartDocPrinter(self, handle, level, document):  # noqa: N802
        assert (level, document[2]) == (1, "RAW")
        self.document = bytearray()
        return len(self._queue.jobs) + 1

    def StartPagePrinter(self, handle):  # noqa: N802
        assert handle in self.handles

    def WritePrinter(self, handle, data):  # noqa: N802
        self.document += data
        return len(data)

    def EndPagePrinter(self, handle):  # noqa: N802
        assert handle in self.handles

    def EndDocPrinter(self, handle):  # noqa: N802
        self._queue.put(bytes(self.document))

    def GetJob(self, handle, job, level):  # noqa: N802
        assert level == 1
        state = {"waiting": 0, "paused": 0x1, "printing": 0x10}
        found = self._queue.open().get(job)
        if found is None:
            raise WinError(87, "GetJob", "The parameter is incorrect.")
        return {"JobId": job, "Status": state[found.state], "PagesPrinted": 0}

    def SetJob(self, handle, job, level, info, command):  # noqa: N802
        assert (level, info) == (0, None)
        with self._queue.change:
            found = self._queue.open().get(job)
            if found is None:
                raise WinError(87, "SetJob", "The parameter is incorrect.")
            if command == 5:
                self._queue.cancel(job)
            elif command == 1 and found.state == "waiting":
                found.state = "paused"
