"""A printer for somebody who sets it up: the spool that owns it is asked to let go for that long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256

from loket.errors import N_, Trouble
from loket.office.context import Office
from loket.store.contract import Held
from printers.desk import owned

PATIENCE_S = 10.0
"""How long a spool may take to finish the slip under way and let go."""

_LOOK_S = 0.1


def _wish(printer: str) -> str:
    """Name what is held by whoever wants a printer for himself."""
    return f"calibrate-{sha256(printer.encode()).hexdigest()[:12]}"


def is_wanted_elsewhere(office: Office, printer: str) -> bool:
    """Tell whether somebody sets this printer up, or waits to: a spool then lets go of it."""
    held = office.store.hold(_wish(printer))
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
    wish = _patiently(lambda: office.store.hold(_wish(printer)), min(until, time.monotonic() + 1.0))
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
