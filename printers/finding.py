"""What could be a printer of this PC: device files, serial ports, print queues and, only when asked, the network.

Nothing is printed on. Takes up to some seconds: call it in a thread that may wait.
"""

from __future__ import annotations

import ipaddress
import logging
import select
import socket
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from loket.errors import N_
from printers.asking import NoLine
from printers.port import DEFAULT_PORT

log = logging.getLogger(__name__)

USB = N_("printer USB")
SERIAL = N_("port serial; kecepatannya tertulis pada hasil uji mandiri printer")
CUPS = N_("antrean cetak CUPS")
WINDOWS = N_("antrean cetak Windows")
NETWORK = N_("printer jaringan yang menjawab seperti printer struk")
MAYBE = N_("alat jaringan yang tidak menjawab seperti printer struk")

CALL_S = 0.6
"""For one address of the network to take a call, and for one answer."""

_DEVICES = Path("/dev")

_AT_ONCE = 64
"""Addresses called at the same time."""

_MOST_ADDRESSES = 1024


@dataclass(frozen=True, slots=True)
class Found:
    """Something that may be a printer. `words` is a msgid for what it is; `hint` what it calls itself.

    A hint is no proof: many small printers give themselves the name of a well-known one.
    """

    url: str
    words: str
    hint: str = ""


def find(*, network: bool = False, hosts: Iterable[str] | None = None, port: int = DEFAULT_PORT) -> tuple[Found, ...]:
    """Look everywhere on this PC and, with `network`, call `port` of every address in its own networks.

    `hosts` are called in place of those networks. What is not there (no CUPS, no network) finds nothing.
    """
    found = [*_devices(), *_serial_ports(), *_cups(), *_windows()]
    if network:
        found += _network(own_networks() if hosts is None else hosts, port)
    return tuple(found)


def _devices() -> list[Found]:
    """Give the USB printers of Linux, each by the name that stays when there is one."""
    named = {link.resolve(): link for link in sorted(_DEVICES.glob("loket-printer-*"), reverse=True)}
    return [
        Found(f"file://{named.get(device, device)}", USB, _usb_name(device))
        for device in sorted((_DEVICES / "usb").glob("lp*"))
    ]


def _usb_name(device: Path) -> str:
    """Give what a USB device calls itself, from the kernel."""
    folder = Path("/sys/class/usbmisc", device.name, "device", "..")
    words = []
    for name in ("manufacturer", "product"):
        with suppress(OSError):
            words.append((folder / name).read_text(encoding="utf-8", errors="replace").strip())
    return " ".join(words)


def _serial_ports() -> list[Found]:
    """Give serial ports with something at the other end: those built into a board without a cable are left out."""
    from serial.tools import list_ports

    found = []
    for port in sorted(list_ports.comports()):
        if port.vid is None and not port.device.upper().startswith("COM"):
            continue
        device = quote(port.device, safe="/")
        found.append(
            Found(f"serial:{'//' if device.startswith('/') else ''}{device}?baud=9600", SERIAL, port.product or "")
        )
    return found


def _cups() -> list[Found]:
    if sys.platform == "win32":
        return []
    from printers.cups_queue import devices_of, run_tool

    try:
        code, words = run_tool("lpstat", "-v")
    except (NoLine, subprocess.TimeoutExpired):
        return []
    return [
        Found(f"cups:{name}", CUPS, "" if device.startswith("///") else device.partition("?")[0])
        for name, device in (devices_of(words) if code == 0 else {}).items()
    ]


def _windows() -> list[Found]:
    from printers.windows_queue import names

    return [Found(f"windows:{quote(name, safe=' ')}", WINDOWS) for name in names()]


# --- the network ----------------------------------------------------------------------------------------------------


def own_networks() -> list[str]:
    """Give the addresses around each private IPv4 address of this PC, 254 each."""
    mine = set()
    for place in ("10.255.255.254", "172.31.255.254", "192.168.255.254", "192.0.2.1"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way, suppress(OSError):
            way.connect((place, 9))  # nothing is sent: the system only says which address it would use
            mine.add(way.getsockname()[0])
    with suppress(OSError):
        mine |= {str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    around: dict[str, None] = {}
    for address in sorted(mine):
        each = ipaddress.ip_address(address)
        if each.is_private and not each.is_loopback and not each.is_link_local:
            around.update(dict.fromkeys(map(str, ipaddress.ip_network(f"{address}/24", strict=False).hosts())))
    return [address for address in list(around)[:_MOST_ADDRESSES] if address not in mine]


def _network(hosts: Iterable[str], port: int) -> list[Found]:
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="find printers") as callers:  # not for people
        return [found for found in callers.map(lambda host: _called(host, port), hosts) if found is not None]


def _called(host: str, port: int) -> Found | None:
    """Call one address; None when nobody takes the call.

    An office has laser printers at the same port, which would print what they do not understand. So the first question
    is made of control characters only, and the name is asked only of one that gave a right answer.
    """
    url = f"tcp://{host}:{port}"
    try:
        with socket.create_connection((host, port), timeout=CALL_S) as line:
            line.settimeout(CALL_S)
            answer = _asked(line, b"\x10\x04\x01")
            if len(answer) != 1 or answer[0] & 0x93 != 0x12:
                return Found(url, MAYBE)
            words = [_name(_asked(line, b"\x1dI" + which)) for which in (b"B", b"C")]
            return Found(url, NETWORK, " ".join(word for word in words if word))
    except OSError as error:
        log.debug("%s does not take calls: %s", url, error)
        return None


def _asked(line: socket.socket, question: bytes) -> bytes:
    line.sendall(question)
    heard = b""
    while not heard.endswith(b"\0") and select.select([line], [], [], CALL_S if not heard else 0.05)[0]:
        more = line.recv(80)
        if not more:
            break
        heard += more
    return heard


def _name(answer: bytes) -> str:
    """Read an answer to GS I: "_", the name, NUL."""
    if not (answer.startswith(b"_") and answer.endswith(b"\0")):
        return ""
    return "".join(char for char in answer[1:-1].decode("ascii", "replace") if char.isprintable())[:40]
