"""Ends a server of the tests when those who began it are gone: ``python -m tests.postgres_guard OWNER FOLDER``.

It goes on in the background by itself. The owner is the process of a test run; when that ends, well or killed, the
server in the folder is stopped and the folder removed. When the folder is gone before, there is nothing left to guard.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

from tests import processes


def postmaster(folder: Path) -> int | None:
    """Give the number of the server that runs in the folder, if one does."""
    try:
        pid = int((folder / "data" / "postmaster.pid").read_text().split("\n")[0])
    except (FileNotFoundError, ValueError):  # none, or one that is just writing the file
        return None
    return pid if processes.born(pid) else None


def put_away(folder: Path) -> None:
    """Stop the server in the folder without ceremony and remove the folder."""
    pid = postmaster(folder)
    if pid is not None:
        processes.thaw(pid)
        processes.tell(pid, signal.SIGQUIT)  # an immediate stop, which still gives shared memory back
        try:
            processes.wait_for_the_end(pid, patience_s=10)
        except TimeoutError:
            processes.kill(pid)
    shutil.rmtree(folder, ignore_errors=True)  # of a guard nobody reads a complaint


def main(owner: int, folder: Path) -> None:
    """Watch in the background until the owner or the folder is gone."""
    birth = processes.born(owner)
    if os.fork():
        return
    os.setsid()
    while birth and processes.born(owner) == birth and folder.exists():
        time.sleep(0.1)
    put_away(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
