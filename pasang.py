#!/usr/bin/env python3
"""Pasang Loket: set everything up, then run it, test it or measure it. Standard library only.

    python3 pasang.py [run]        start Loket (the launcher; without a display, the headless demo)
    python3 pasang.py setup        set up and stop there
    python3 pasang.py test         everything that CI runs
    python3 pasang.py campaign     the long trials: many processes, kill -9, a million tickets
    python3 pasang.py bench        ratios to one durable commit
    python3 pasang.py printer      Linux: lasting names and rights for USB slip printers (a udev rule; needs root)

What follows the word is handed on: ``python3 pasang.py run demo --pace 4``, ``python3 pasang.py test -k kiosk``.
On Debian and Ubuntu the system libraries that Qt needs are installed when this runs as root or with sudo that asks no
password; else one sentence says what to type. The second time nothing is installed and the start takes seconds.

Exit codes: 0 done · 1 a check failed · 2 usage · 3 set-up trouble.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "loket-setup.json"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
NEEDED_PYTHON = (3, 11)
WORDS = ("run", "setup", "test", "campaign", "bench", "printer")

PRINTER_RULE = ROOT / "data" / "printers" / "99-loket-printer.rules"

QT_LIBRARIES = (
    # Found one by one on a bare Debian 12. "a|b": whichever name this release uses.
    "libglib2.0-0t64|libglib2.0-0",
    "libgl1",
    "libegl1",
    "libfontconfig1",
    "libdbus-1-3",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libpulse0",  # QtMultimedia: voice and chime
)
TEST_PROGRAMS = (
    "xvfb",
    "xauth",
    "strace",
    "poppler-utils",
    "postgresql",  # the tests start servers of their own, on a free port of the loopback
    "gcc",  # a disk or a network that fails at the right moment is a few lines of C
    "libc6-dev",
    "zbar-tools",  # reads the QR of every slip back
    "tesseract-ocr",  # reads the words of every slip back, in Indonesian and English
    "tesseract-ocr-ind",
    "tesseract-ocr-eng",
)
NO_CLUSTER = "/etc/postgresql-common/createcluster.d/loket-tests.conf"

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}

Command = list["str | Path"]

SELF_CHECK = """
import sys
from PySide6 import QtCore, QtMultimedia, QtSvg, QtWidgets
import loket, ui, printers, psycopg, sqlite_utils, reportlab, escpos, segno, platformdirs, serial
app = QtWidgets.QApplication([])
"""


class SetupError(Exception):
    """Set-up cannot go on; the message says what to do, first in Indonesian, then in English."""


def say(text: str) -> None:
    """Print a line of progress at once."""
    print(f"[loket] {text}", flush=True)


def call(*command: str | Path, quiet: bool = False, extra: dict[str, str] | None = None) -> int:
    """Run a program in the project folder and give its exit code; 127 when it is not there.

    `extra` is added to the environment of the program.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, **(extra or {})},
            stdout=subprocess.DEVNULL if quiet else None,
            stderr=subprocess.DEVNULL if quiet else None,
            check=False,
        )
    except FileNotFoundError:
        return 127
    return done.returncode


# --- the system ---------------------------------------------------------------------------------------------------


def installed(names: list[str]) -> set[str]:
    """Give those Debian packages of `names` that are installed."""
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n", *names]
    lines = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    return {line.split()[1].partition(":")[0] for line in lines if line.startswith("installed ")}


def missing_packages(wanted: list[str]) -> list[str]:
    """Give those of `wanted` ("a|b" = either) of which no name is installed."""
    there = installed([name for group in wanted for name in group.split("|")])
    return [group for group in wanted if not there.intersection(group.split("|"))]


def root_prefix() -> list[str] | None:
    """Give what to put before a command that needs root; None when root cannot be had without asking."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and call("sudo", "-n", "true", quiet=True) == 0:
        return ["sudo", "-n"]
    return None


def name_here(group: str) -> str:
    """Choose the package name of "a|b" that this release of Debian or Ubuntu has."""
    names = group.split("|")
    known = (name for name in names if call("apt-cache", "show", "--no-all-versions", name, quiet=True) == 0)
    return next(known, names[-1])


@contextmanager
def no_cluster(prefix: list[str]) -> Iterator[None]:
    """While this lasts, installing PostgreSQL neither creates nor starts a server for the whole machine."""
    make = 'mkdir -p "${0%/*}" && echo "create_main_cluster = false" > "$0"'
    if call(*prefix, "sh", "-c", make, NO_CLUSTER) != 0:
        say("PostgreSQL juga akan membuat server di komputer ini (PostgreSQL will also create a server here).")
    try:
        yield
    finally:
        call(*prefix, "rm", "-f", NO_CLUSTER)


def install_packages(wanted: list[str]) -> None:
    """Install system packages on Debian and Ubuntu when some are missing; elsewhere do nothing."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    missing = missing_packages(wanted)
    if not missing:
        return
    prefix = root_prefix()
    if prefix is None:
        command = "sudo apt-get update && sudo apt-get install -y " + " ".join(name_here(group) for group in missing)
        raise SetupError(
            f"Perlu hak root sekali saja. Jalankan perintah ini, lalu ulangi:\n    {command}\n"
            "(Root is needed once: run the line above, then repeat.)",
        )
    say(f"Memasang {len(missing)} paket sistem (installing system packages) ...")
    extra = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    if call(*prefix, "apt-get", "update", "-q", extra=extra) != 0:
        say("apt-get update gagal, dicoba dengan daftar yang ada (trying with the package lists at hand).")
    names = [name_here(group) for group in missing]
    with no_cluster(prefix) if "postgresql" in names else nullcontext():
        done = call(*prefix, "apt-get", "install", "-y", "-q", "--no-install-recommends", *names, extra=extra)
    if done != 0:
        raise SetupError(
            "apt-get tidak berhasil memasang: " + " ".join(names) + "\nPeriksa jaringan dan /etc/apt, lalu ulangi.\n"
            "(apt-get could not install these packages: check the network and /etc/apt, then repeat.)",
        )


def right_python() -> str:
    """Give the path of a Python that is new enough, this one if possible."""
    if sys.version_info >= NEEDED_PYTHON:
        return sys.executable
    for minor in (13, 12, 11, 14):
        path = shutil.which(f"python3.{minor}")
        if path:
            return path
    raise SetupError(
        "Loket memerlukan Python 3.11 atau lebih baru (Debian 12, Ubuntu 24.04, atau python.org).\n"
        f"(Loket needs Python 3.11 or newer; this is {sys.version.split()[0]}.)",
    )


# --- the environment ----------------------------------------------------------------------------------------------


def fingerprint() -> str:
    """Give what the environment was made from: the project file, this Python and the place."""
    parts = [(ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready(*, testing: bool) -> bool:
    """Tell whether the environment stands as it should; costs milliseconds."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return PYTHON.exists() and stamp.get("made_from") == fingerprint() and (stamp.get("test") or not testing)


def make_environment(*, testing: bool) -> None:
    """Create `.venv`, install the project and its libraries into it, check it, and remember that."""
    if call(PYTHON, "-c", f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})", quiet=True):
        shutil.rmtree(VENV, ignore_errors=True)
        say("Membuat lingkungan .venv (creating the environment) ...")
        if call(sys.executable, "-m", "venv", VENV) != 0:
            raise SetupError(
                "Lingkungan .venv tidak dapat dibuat. Periksa ruang disk dan izin folder ini, lalu ulangi.\n"
                "(The environment could not be created: check disk space and this folder's permissions.)",
            )
    STAMP.unlink(missing_ok=True)
    say("Memasang pustaka Python, sekali saja (installing Python libraries, this once) ...")
    target = ".[test]" if testing else "."
    pip: Command = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--editable", target]
    if call(*pip) != 0:
        raise SetupError(
            "pip tidak berhasil. Periksa jaringan, lalu ulangi perintah yang sama.\n"
            "(pip did not succeed: check the network, then repeat the same command.)",
        )
    if call(PYTHON, "-c", SELF_CHECK, extra={**OFFSCREEN, "QT_LOGGING_RULES": "*=false"}) != 0:
        raise SetupError(
            "Qt atau salah satu pustaka tidak dapat dimuat; baris di atas menyebut yang kurang.\n"
            "(Qt or a library does not load; the lines above name what is missing.)",
        )
    stamp = {"made_from": fingerprint(), "test": testing}
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def set_up(*, testing: bool) -> None:
    """Bring machine and environment to where Loket runs (and, if `testing`, its tests)."""
    began = time.monotonic()
    wanted = [*QT_LIBRARIES, *(TEST_PROGRAMS if testing else ())]
    if not WINDOWS and importlib.util.find_spec("ensurepip") is None:
        wanted.append(f"python3.{sys.version_info[1]}-venv" if "local" in sys.executable else "python3-venv")
    if not WINDOWS:
        install_packages(wanted)
    if is_ready(testing=testing):
        return
    make_environment(testing=testing)
    say(f"Siap dalam {time.monotonic() - began:.0f} detik (ready).")


# --- what is done then --------------------------------------------------------------------------------------------


def loket(*arguments: str) -> int:
    """Start Loket in its environment; on Linux it takes this process's place."""
    command = [str(PYTHON.parent / ("loket.exe" if WINDOWS else "loket")), *arguments]
    if not WINDOWS:
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 (no shell is wanted)
    return call(*command)


def demo_folder() -> Path:
    """Give the folder in the user's data folder where the headless demo leaves its pictures."""
    if WINDOWS:
        home = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "loket" / "demo"


def has_display() -> bool:
    """Tell whether windows can be shown here."""
    if sys.platform != "linux":
        return True
    without_a_server = os.environ.get("QT_QPA_PLATFORM", "").startswith(("eglfs", "linuxfb"))
    return without_a_server or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def run(arguments: list[str]) -> int:
    """Start the launcher, or what the arguments say; without a display, the headless demo."""
    if arguments or has_display():
        return loket(*arguments)
    folder = demo_folder()
    say("Komputer ini tanpa layar: demo dijalankan tanpa jendela (no display here: the headless demo runs instead).")
    say(f"Hasilnya (its results): {folder / 'index.html'}")
    return loket("demo", "--headless", "--out", str(folder))


def printer() -> int:
    """Install the udev rule for USB slip printers; without root, say what to type. Gives 3 when it is not installed."""
    steps: list[Command] = [
        ["install", "-m", "644", PRINTER_RULE, "/etc/udev/rules.d/"],
        ["udevadm", "control", "--reload"],
        ["udevadm", "trigger", "--subsystem-match=usbmisc"],
    ]
    prefix = None if WINDOWS or shutil.which("udevadm") is None else root_prefix()
    if prefix is not None and all(call(*prefix, *step) == 0 for step in steps):
        say("Aturan printer USB terpasang (the rule is installed). Nama-namanya: ls /dev/loket-printer-*")
        say("Sekali per pemakai (once for each user): sudo usermod -aG lp,dialout NAMA")
        return 0
    if WINDOWS or sys.platform != "linux":
        say("Aturan ini hanya untuk Linux (this rule is for Linux only).")
        return 3
    say("Jalankan sebagai root (run these as root):")
    for step in steps:
        print("    sudo " + shlex.join(str(part) for part in step))
    return 3


def test(arguments: list[str]) -> int:
    """Run everything CI runs; with arguments, pytest alone with them. Gives 1 if anything failed."""
    pytest: Command = [PYTHON, "-m", "pytest"]
    if arguments:
        return min(1, call(*pytest, *arguments, extra=OFFSCREEN))
    scripts = PYTHON.parent
    checks: list[tuple[str, Command]] = [
        ("gaya (style)", [PYTHON, "-m", "ruff", "check", "."]),
        ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        ("tipe (types)", [PYTHON, "-m", "mypy"]),
        ("lantai (floors)", [scripts / ("lint-imports.exe" if WINDOWS else "lint-imports"), "--no-logo"]),
        ("teks (texts)", [PYTHON, ROOT / "tools" / "texts.py", "check"]),
        ("uji (tests)", [*pytest, "-q", "-n", "2"]),
    ]
    failed = []
    for name, command in checks:
        say(f"{name}: {shlex.join(str(part) for part in command)}")
        began = time.monotonic()
        code = call(*command, extra=OFFSCREEN)
        say(f"{name}: {'baik (ok)' if code == 0 else f'GAGAL (failed, {code})'} · {time.monotonic() - began:.1f} s")
        if code != 0:
            failed.append(name)
    say("Semua baik (all well)." if not failed else "Gagal (failed): " + ", ".join(failed))
    return 1 if failed else 0


def main() -> int:
    """Do what the first word says; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that cannot show "·"
    words = sys.argv[1:] or ["run"]
    word, arguments = words[0], words[1:]
    if word not in WORDS:
        print(__doc__)
        return 0 if word in {"-h", "--help"} else 2
    if word == "printer":
        return printer()
    try:
        python = right_python()
        if python != sys.executable:
            return call(python, __file__, *words)
        set_up(testing=word in {"test", "campaign"})
    except SetupError as trouble:
        say(str(trouble))
        return 3
    if word == "setup":
        return 0
    if word == "test":
        return test(arguments)
    if word == "campaign":
        campaign: Command = [PYTHON, "-m", "pytest", "-m", "campaign", "-s", "--timeout", "3600", *arguments]
        return min(1, call(*campaign, extra=OFFSCREEN))
    return loket("bench", *arguments) if word == "bench" else run(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
