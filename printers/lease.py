"""Who has a printer: its spool, or somebody who sets it up, for whom the spool lets go for that long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256

from loket.errors import N_, Trouble
from loket.office.context import Office
from loket.store.contract import Held

PATIENCE_S = 10.0
"""How long a spool may take to finish the slip under way and let go."""

_LOOK_S = 0.1


_OWNER, _WISH = "printer", "calibrate"
"""What is held by whoever prints, and by whoever wants a printer to himself."""


def _hold(office: Office, what: str, printer: str) -> Held | None:
    return office.store.hold(f"{what}-{sha256(printer.encode()).hexdigest()[:12]}")


@contextmanager
def owned(office: Office, printer: str) -> Iterator[Held | None]:
    """Own a printer for a while; None when another station owns it. It is freed with its owner, however that ends."""
    held = _hold(office, _OWNER, printer)
    try:
        yield held
    finally:
        if held is not None:
            held.close()


def is_wanted_elsewhere(office: Office, printer: str) -> bool:
    """Tell whether somebody sets this printer up, or waits to: a spool then lets go of it."""
    held = _hold(office, _WISH, printer)
    if held is None:
        return True
    held.close()
    return False


@contextmanager
def leased(office: Office, printer: str, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Own a printer alone for a while, spools included.

    Raises Trouble when another window sets it up, or when its owner does not let go within `patience_s`.
    """
    until = time.monotonic() + patience_s
    wish = _patiently(lambda: _hold(office, _WISH, printer), min(until, time.monotonic() + 1.0))
    if wish is None:
        raise Trouble(
            "printer_being_set_up",
            N_("Printer {name} sedang disiapkan di jendela lain. Selesaikan di sana dahulu."),
            name=printer,
        )
    try:
        while True:
            with owned(office, printer) as held:
                if held is not None:
                    yield
                    return
            if time.monotonic() > until:
                raise Trouble(
                    "printer_owned_still",
                    N_(
                        "Stasiun lain sedang mencetak di printer {name} dan belum selesai. "
                        "Tunggu sebentar, lalu coba lagi."
                    ),
                    name=printer,
                )
            time.sleep(_LOOK_S)
    finally:
        wish.close()


def _patiently(take: Callable[[], Held | None], until: float) -> Held | None:
    """Try again until it is had: a spool that only looks holds it for an instant."""
    while True:
        held = take()
        if held is not None or time.monotonic() > until:
            return held
        time.sleep(_LOOK_S / 10)
