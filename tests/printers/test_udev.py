"""The shipped udev rule says what udev understands: each line is conditions and assignments, each jump lands."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from loket.resources import data

RULES = data("printers/99-loket-printer.rules")

MATCHES = {"ACTION", "SUBSYSTEM", "KERNEL", "ENV"}
ASSIGNS = {"GROUP": "=", "MODE": "=", "SYMLINK": "+=", "LABEL": "=", "GOTO": "=", "IMPORT": "="}
TERM = re.compile(r'(?P<key>[A-Z]+)(?:\{(?P<attribute>\w+)\})?(?P<operator>==|!=|\+=|=)"(?P<value>[^"]*)"')


def rules():
    lines = RULES.read_text(encoding="ascii").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def test_every_line_is_conditions_and_assignments():
    for line in rules():
        terms = line.split(", ")
        for term in terms:
            found = TERM.fullmatch(term)
            assert found, term
            if found["operator"] in ("==", "!="):
                assert found["key"] in MATCHES, term
            else:
                assert ASSIGNS[found["key"]] == found["operator"], term


def test_every_jump_lands():
    text = "\n".join(rules())
    assert set(re.findall(r'GOTO="(\w+)"', text)) == set(re.findall(r'LABEL="(\w+)"', text))


def test_names_are_those_that_the_search_looks_for_and_the_group_may_write():
    text = "\n".join(rules())
    assert all(name.startswith("loket-printer-") for name in re.findall(r'SYMLINK\+="([^"]+)"', text))
    assert 'GROUP="lp", MODE="0660"' in text


def test_udev_itself_has_nothing_to_say_against_it():
    program = shutil.which("udevadm")
    if program is None:
        pytest.skip("NOT SHOWN HERE: udevadm verify (no udev on this machine)")
    done = subprocess.run([program, "verify", str(RULES)], capture_output=True, text=True, check=False)
    if "nknown" in done.stderr and "verify" in done.stderr:
        pytest.skip("NOT SHOWN HERE: this udevadm knows no verify (systemd 254 does)")
    assert done.returncode == 0, done.stdout + done.stderr
