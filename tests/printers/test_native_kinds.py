"""Every kind of slip in the printer's own letters: nothing that the drawn one says is left out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from loket.model.printer import Layout, PrinterProfile, PrinterRecord
from loket.model.slip import ComplaintSlip, SlipKind
from printers.composing import fragments_of
from printers.escpos_bytes import rows_of
from printers.paper import Sheet
from printers.slips.drawing import slip_image
from printers.slips.plain import plain
from printers.virtual import decode
from tests.printers.sample_slips import COMPLAINT, SLIPS
from tests.printers.samples import WIDTHS

pytestmark = pytest.mark.usefixtures("qapp")


def printer(width):
    """A slow serial printer."""
    return PrinterRecord("serial", "virtual:", width, profile=PrinterProfile(layout=Layout.NATIVE))


def words_of(fragments):
    """Give all words that are sent as letters."""
    lines = [re.search(rb"\x1bE.([ -~]*)\n\Z", each, re.DOTALL) for each in fragments]
    return " ".join(" ".join(line[1].decode("ascii") for line in lines if line).split())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_every_slip_fits_4_kb_and_prints_as_it_is_reckoned(name, width):
    slip, copy = SLIPS[name]
    fragments = fragments_of(slip, printer(width), copy)
    sent = b"".join(fragments)
    assert len(sent) <= 4096
    (paper,) = decode(sent, width)
    assert rows_of(fragments) == len(paper.rows)
    assert not any(sequence in sent for sequence in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))


@pytest.mark.parametrize("name", SLIPS)
def test_every_word_of_the_drawn_slip_is_in_the_letters(name, monkeypatch):
    """Words, not lines: both break them as their paper needs."""
    drawn: list[str] = []
    real = Sheet.upon

    def heard(self, x, line, words, face, **how):
        drawn.append(words)
        return real(self, x, line, words, face, **how)

    monkeypatch.setattr(Sheet, "upon", heard)
    slip, copy = SLIPS[name]
    slip_image(slip, 576, copy)
    said = words_of(fragments_of(slip, printer(576), copy)).replace(" ", "")
    steps = {f"{n}" for n in range(1, 20)}
    missing = {word for words in drawn for word in plain(words).split()
               if word not in said and word not in steps and word != "-"}  # fmt: skip
    assert missing == set()


def test_a_secret_complaint_names_nobody_in_letters_either():
    slip = replace(COMPLAINT, secret=True, complainant="Siti Rahma", address="Jalan Melati 5")
    assert isinstance(slip, ComplaintSlip)
    said = words_of(fragments_of(slip, printer(384)))
    assert "Siti" not in said
    assert "Melati" not in said
    assert "dirahasiakan" in said


def test_every_kind_has_letters():
    kinds = {name.split("-")[0] for name in SLIPS} | {"ticket"}
    assert {kind.split("-")[0] for kind in SlipKind} <= kinds
