"""Which PC prints on a printer."""

from __future__ import annotations

import socket
from pathlib import Path

from loket.cli.opening import prints_here
from loket.model.printer import PrinterProfile, PrinterRecord
from loket.store.place import place_of

SERVER = place_of("postgresql://loket@10.0.0.5/loket")


def at(pc: str) -> PrinterRecord:
    return PrinterRecord("kios", "file:///dev/usb/lp0", profile=PrinterProfile(pc=pc))


def test_a_device_is_printed_on_by_the_pc_it_hangs_on():
    assert prints_here(SERVER, at(socket.gethostname()))
    assert not prints_here(SERVER, at("pc-lain"))
    assert prints_here(SERVER, at(""))


def test_an_office_in_a_file_is_one_pcs_whatever_it_is_called_now():
    assert prints_here(Path("loket.db"), at("nama-lama"))
