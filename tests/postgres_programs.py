"""Where this machine's PostgreSQL is, who may run it, and how an empty cluster is made with it."""

from __future__ import annotations

import os
import pwd
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST = 15
PORTS = range(20_000, 30_000)
"""Below what systems hand out by themselves, so that nobody else takes the port between a kill and a restart."""

SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = '{folder}'
max_connections = 200
fsync = {durable}
full_page_writes = {durable}
synchronous_commit = on
shared_buffers = 32MB
dynamic_shared_memory_type = mmap
timezone = 'Asia/Jakarta'
log_timezone = 'UTC'
lc_messages = 'C'
ssl = {tls}
ssl_cert_file = '{folder}/server.crt'
ssl_key_file = '{folder}/server.key'
"""
RULES = """\
local all all scram-sha-256
{host} all all 127.0.0.1/32 scram-sha-256
"""


class NotHere(Exception):  # noqa: N818 (a fact about this machine, not a failure of ours)
    """There is no PostgreSQL on this machine that could be started; the message says what is missing."""


def version_of(folder: Path) -> int:
    """Give the major version of the programs in a folder; 0 when they are not there."""
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return 0
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+", said)
    return int(found[0]) if found else 0


def programs() -> Path:
    """Give the folder of the newest PostgreSQL here: $LOKET_POSTGRES_BIN, the distribution's, or what PATH has.

    Raises NotHere.
    """
    if sys.platform != "linux":
        raise NotHere("the tests' PostgreSQL server runs on Linux only")
    told = os.environ.get("LOKET_POSTGRES_BIN")
    candidates = [Path(told)] if told else list(Path("/usr/lib/postgresql").glob("*/bin"))
    on_path = shutil.which("initdb")
    if on_path and not told:
        candidates.append(Path(on_path).resolve().parent)
    newest = max(candidates, key=version_of, default=None)
    if newest is None or version_of(newest) < OLDEST:
        raise NotHere(f"PostgreSQL {OLDEST} or newer is not installed (Debian and Ubuntu: apt-get install postgresql)")
    return newest


def runner() -> str | None:
    """Give the user that the server is to run as; None for our own. PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def run(program: Path, *arguments: str | Path, folder: Path) -> None:
    """Run one of PostgreSQL's programs to its end, as the user that may.

    Raises RuntimeError with what it said.
    """
    user = runner()
    done = subprocess.run(
        [program, *arguments],
        user=user,
        group=None if user is None else pwd.getpwnam(user).pw_gid,
        extra_groups=None if user is None else [],
        cwd=folder,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{program.name} {' '.join(map(str, arguments))}:\n{done.stdout}")


def free_port() -> int:
    """Give a port of the loopback that nobody listens on now."""
    for port in random.SystemRandom().sample(PORTS, 100):
        with socket.socket() as attempt:
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue  # taken
            return port
    raise NotHere(f"no port between {PORTS.start} and {PORTS.stop} is free")


def make_folder() -> Path:
    """Make a folder that belongs to whoever runs the server and that everybody may look into."""
    user = runner()
    # pytest's folders are closed to other users, and so may be what TMPDIR names.
    folder = Path(tempfile.mkdtemp(prefix="loket-pg-", dir=None if user is None else "/tmp"))
    folder.chmod(0o755)
    if user is not None:
        shutil.chown(folder, user)
    return folder


def make_certificate(folder: Path) -> None:
    """Make a certificate for the loopback that trusts itself.

    Raises NotHere without openssl.
    """
    if shutil.which("openssl") is None:
        raise NotHere("openssl is not installed: no certificate for an encrypted connection")
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    places: list[str | Path] = ["-keyout", folder / "server.key", "-out", folder / "server.crt"]
    subprocess.run(["openssl", *words, *names, *places], check=True, capture_output=True)
    (folder / "server.key").chmod(0o600)
    user = runner()
    if user is not None:
        shutil.chown(folder / "server.key", user)


def make_cluster(folder: Path, bin_: Path, password: str, *, durable: bool, tls: bool, settings: str) -> None:
    """Make an empty cluster in the folder: superuser `postgres` with the password, texts in UTF-8 by code point."""
    secret = folder / "secret"
    secret.touch(0o600)
    secret.write_text(password, encoding="ascii")
    user = runner()
    if user is not None:
        shutil.chown(secret, user)
    data = folder / "data"
    where: list[str | Path] = ["-D", data, "-U", "postgres", f"--pwfile={secret}", "-A", "scram-sha-256"]
    run(bin_ / "initdb", *where, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions", folder=folder)
    secret.unlink()
    if tls:
        make_certificate(folder)
    switch = {True: "on", False: "off"}
    wanted = SETTINGS.format(folder=folder, durable=switch[durable], tls=switch[tls])
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(wanted + settings)
    (data / "pg_hba.conf").write_text(RULES.format(host="hostssl" if tls else "host"), encoding="utf-8")
