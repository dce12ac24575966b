"""What could be a printer is found where it is, and nothing else is printed on."""

from __future__ import annotations

import socket
import threading

import pytest

from printers import finding, windows_queue
from printers.finding import Found, find, own_networks
from printers.port import check_url
from tests.printers.fake_queues import CupsTools, FakeQueue, FakeWin32Print
from tests.printers.fakes import FakePrinter


@pytest.fixture(autouse=True)
def _nothing_here(monkeypatch, tmp_path):
    """Hide what this machine really has."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(finding, "_DEVICES", tmp_path)
    monkeypatch.setattr("serial.tools.list_ports.comports", list)
    monkeypatch.setattr(finding, "CALL_S", 5.0)


def test_where_nothing_is_nothing_is_found_and_nothing_is_raised():
    assert find() == ()


def test_a_printer_in_the_network_is_found_only_when_asked_for():
    with FakePrinter() as printer:
        assert find(hosts=["127.0.0.1"], port=printer.port) == ()
        (found,) = find(network=True, hosts=["127.0.0.1"], port=printer.port)
    assert found == Found(f"tcp://127.0.0.1:{printer.port}", finding.NETWORK, "LOKET Simulator")
    assert printer.papers() == []
    check_url(found.url)


def test_a_network_without_printers_finds_none():
    with FakePrinter("refuse") as printer:
        assert find(network=True, hosts=["127.0.0.1", "127.0.0.2"], port=printer.port) == ()


def test_a_laser_printer_gets_nothing_that_it_would_print(monkeypatch):
    monkeypatch.setattr(finding, "CALL_S", 0.3)
    heard = []

    def laser(door):
        line, _ = door.accept()
        with line:
            heard.append(b"".join(iter(lambda: line.recv(100), b"")))

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=laser, args=(door,))
        thread.start()
        (found,) = find(network=True, hosts=["127.0.0.1"], port=door.getsockname()[1])
        thread.join(10)
    assert found.words == finding.MAYBE
    assert heard == [b"\x10\x04\x01"]


def test_the_networks_of_this_pc_are_private_and_without_this_pc():
    found = own_networks()
    assert len(found) <= 1024
    assert len(set(found)) == len(found)
    assert not any(address.startswith("127.") for address in found)


def test_usb_printers_are_found_by_the_name_that_stays(tmp_path):
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "lp0").touch()
    (tmp_path / "usb" / "lp1").touch()
    (tmp_path / "loket-printer-04b8-0e28").symlink_to(tmp_path / "usb" / "lp1")
    (tmp_path / "loket-printer-at-pci-0000").symlink_to(tmp_path / "usb" / "lp1")
    names = [f"file://{tmp_path}/usb/lp0", f"file://{tmp_path}/loket-printer-04b8-0e28"]
    assert [found.url for found in find()] == names


def test_serial_adapters_are_found_and_ports_without_a_cable_are_not(monkeypatch):
    from serial.tools.list_ports_common import ListPortInfo

    adapter, board = ListPortInfo("/dev/ttyUSB0", skip_link_detection=True), ListPortInfo("/dev/ttyS0")
    adapter.vid, adapter.pid, adapter.product = 0x067B, 0x2303, "USB-Serial Controller"
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: [adapter, board])
    (found,) = find()
    assert found == Found("serial:///dev/ttyUSB0?baud=9600", finding.SERIAL, "USB-Serial Controller")
    check_url(found.url)


def test_queues_of_cups_are_found_by_name(tmp_path):
    with FakeQueue(9100) as queue, CupsTools(queue, tmp_path):
        (found,) = find()
    assert found == Found("cups:STRUK", finding.CUPS, "socket://127.0.0.1:9100")
    check_url(found.url)


def test_queues_of_windows_are_found_by_name(monkeypatch):
    monkeypatch.setattr(windows_queue, "_win32print", lambda: FakeWin32Print(FakeQueue(9100, "EPSON TM-T82")))
    (found,) = find()
    assert found == Found("windows:EPSON TM-T82", finding.WINDOWS)
    check_url(found.url)
