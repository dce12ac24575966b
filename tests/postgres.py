"""A PostgreSQL server of the tests' own: real, on the loopback, thrown away afterwards. Linux only.

``python -m tests.postgres MEETING OWNER`` gives the facts of the server that the processes of one test run share.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, LiteralString, Self
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import psycopg
from psycopg import sql

from tests import processes
from tests.postgres_guard import postmaster, put_away
from tests.postgres_programs import free_port, make_cluster, make_folder, programs, run

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Server:
    """One server in a folder of its own, with a superuser `postgres` and an ordinary user `loket`.

    Made by `new_server`. `password` is that of both users, random. A `shared` one serves several processes of tests:
    it is neither stopped nor frozen.
    """

    folder: Path
    bin: Path
    port: int
    password: str
    tls: bool
    shared: bool = False

    # --- life ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start it and wait until it takes connections; after a kill that includes its recovery.

        Raises RuntimeError with the end of its log.
        """
        where: list[str | Path] = ["-D", self.data, "-l", self.folder / "server.log", "-o", f"-p {self.port}"]
        try:
            run(self.bin / "pg_ctl", "start", "-w", "-s", "-t", "90", *where, folder=self.folder)
        except RuntimeError as failed:
            raise RuntimeError(f"{failed}\n{self.said()[-2000:]}") from failed

    def stop(self, mode: str = "fast") -> None:
        """Stop it: "smart" waits for every client, "fast" sends them away, "immediate" is a crash with good manners."""
        self._own("stopped")
        run(self.bin / "pg_ctl", "stop", "-w", "-s", "-t", "90", "-m", mode, "-D", self.data, folder=self.folder)

    def restart(self, mode: str = "fast") -> None:
        """Stop it, if it runs, and start it again on the same port."""
        if postmaster(self.folder) is not None:
            self.stop(mode)
        self.start()

    def kill(self) -> None:
        """Kill it and every process of it at once: what it has not written is lost, and its clients hear nothing."""
        self._own("killed")
        processes.kill(self.pid)
        # Whoever inherits the dead may leave their numbers standing: a restart would take them for a running server.
        for lock in (self.data / "postmaster.pid", *self.folder.glob(".s.PGSQL.*.lock")):
            lock.unlink()

    def freeze(self) -> None:
        """Let it hang: connections stay, even new ones are taken by the system, and no answer comes until `thaw`."""
        self._own("frozen")
        processes.freeze(self.pid)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        processes.thaw(self.pid)

    def close(self) -> None:
        """Put it away, whatever state it is in, with everything it has stored."""
        self._own("put away")
        put_away(self.folder)

    @property
    def pid(self) -> int:
        """The process that all others of the server descend from."""
        pid = postmaster(self.folder)
        assert pid is not None, "the server does not run"
        return pid

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    @property
    def certificate(self) -> Path:
        """What a client must trust (``sslrootcert``) when the server was made with `tls`."""
        return self.folder / "server.crt"

    def said(self) -> str:
        """Give the server's log so far."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def _own(self, act: str) -> None:
        assert not self.shared, f"the server that all tests share is not to be {act}: new_server() makes one's own"

    # --- what clients need --------------------------------------------------------------------------------------

    def environment(self) -> dict[str, str]:
        """Give what a client's environment must have, so that no URL needs a password."""
        return {"PGPASSWORD": self.password}

    def url(self, database: str, *, user: str = "loket", **options: str) -> str:
        """Give the URL of a database, without password."""
        query = "?" + urlencode(options) if options else ""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{quote(database)}{query}"

    def execute(
        self, command: LiteralString | sql.SQL | sql.Composed, *values: object, database: str = "postgres"
    ) -> list[Any]:
        """Run one statement as superuser, outside of any transaction; gives its rows."""
        url = self.url(database, user="postgres")
        patience = "-c lock_timeout=20s"
        with psycopg.connect(url, password=self.password, options=patience, autocommit=True) as connection:
            done = connection.execute(command, values or None)
            return done.fetchall() if done.description else []

    def make_database(self, name: str, *, icu_locale: str = "") -> str:
        """Create an empty database that `loket` owns; gives its URL.

        With `icu_locale` ("id-ID") it sorts as a server that was set up in that language does; else by code point.
        """
        order = sql.SQL("LOCALE_PROVIDER icu ICU_LOCALE {}").format(icu_locale) if icu_locale else sql.SQL("")
        self.execute(
            sql.SQL("CREATE DATABASE {} OWNER loket TEMPLATE template0 {}").format(sql.Identifier(name), order)
        )
        return self.url(name)

    def database(self, **options: str) -> str:
        """Create an empty database under a name of its own; gives its URL."""
        return self.make_database(f"uji_{secrets.token_hex(4)}", **options)

    def drop(self, url: str) -> None:
        """Drop the database of a URL, whoever is connected to it."""
        name = urlsplit(url).path.removeprefix("/")
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def office_url(self, database: str) -> str:
        """Give a URL for an office that does not exist yet: a schema of its own in the database of a URL."""
        return f"{database}?{urlencode({'office': 'uji_' + secrets.token_hex(4)})}"

    def drop_office(self, url: str) -> None:
        """Drop the schema of an office, if it was ever made.

        Raises psycopg.errors.LockNotAvailable when somebody is still inside a transaction there.
        """
        parts = urlsplit(url)
        schema = sql.Identifier("loket_" + parse_qs(parts.query)["office"][0])
        name = parts.path.removeprefix("/")
        self.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema), database=name)

    def cut_off(self, url: str) -> None:
        """End every station's connection to the database of a URL, as an administrator does."""
        name = urlsplit(url).path.removeprefix("/")
        self.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'loket' AND datname = %s",
            name,
        )

    # --- from process to process --------------------------------------------------------------------------------

    def facts(self) -> str:
        """Give everything that another process needs to use it, as JSON."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def of(cls, facts: str) -> Self:
        """Give the server whose `facts` these are."""
        told = json.loads(facts)
        return cls(**{**told, "folder": Path(told["folder"]), "bin": Path(told["bin"])})


def new_server(
    *, durable: bool = True, tls: bool = False, settings: str = "", owner: int | None = None, shared: bool = False
) -> Server:
    """Make a server and start it; it ends with `Server.close`, at the latest with the process `owner` (this one).

    `durable` writes every commit to the disk, as in an office; without it tests are quicker, and a killed server still
    keeps what it had committed: only a machine without power would lose it. With `tls` it takes encrypted connections
    only. `settings` are more lines for its postgresql.conf. Raises NotHere when this machine has none to start.
    """
    bin_ = programs()
    server = Server(make_folder(), bin_, free_port(), secrets.token_urlsafe(16), tls, shared)
    guard = [sys.executable, "-m", "tests.postgres_guard", str(owner or os.getpid()), str(server.folder)]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(guard, cwd=ROOT, check=True, **quiet)  # type: ignore[call-overload]
    make_cluster(server.folder, bin_, server.password, durable=durable, tls=tls, settings=settings)
    for attempts_left in reversed(range(5)):
        try:
            server.start()
            break
        except RuntimeError:
            if "Address already in use" not in server.said() or not attempts_left:
                raise
            server.port = free_port()
    server.execute(sql.SQL("CREATE ROLE loket LOGIN PASSWORD {}").format(server.password))
    return server


def server_of_the_run(meeting: Path, owner: int) -> Server:
    """Give the one server of a test run, whose processes meet in a folder; the first that asks starts it.

    It ends with `owner`, the process that began the run. Raises NotHere.
    """
    with (meeting / "postgres.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        known = meeting / "postgres.json"
        if not known.exists():
            known.write_text(new_server(durable=False, owner=owner, shared=True).facts(), encoding="utf-8")
        return Server.of(known.read_text(encoding="utf-8"))


if __name__ == "__main__":
    print(server_of_the_run(Path(sys.argv[1]), int(sys.argv[2])).facts(), flush=True)
