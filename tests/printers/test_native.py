"""The slip in the printer's own letters: the same facts, in ASCII, in 4 KB."""

from __future__ import annotations

import gettext
import logging
import re
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from loket.model.printer import Layout, PrinterProfile, PrinterRecord
from loket.resources import data
from printers import qr
from printers.composing import fragments_of, warm_up
from printers.escpos_bytes import BAND, BEGIN, CUT, line_of, millimetres_of, rows_of
from printers.ink import ink_rows, to_ink
from printers.slips.codes import code_of
from printers.slips.plain import plain, unwritten
from printers.virtual import decode, torn_off
from tests.printers.samples import GOLDEN, NATIVE, SLIPS, TICKET, WIDTHS, native_picture

pytestmark = pytest.mark.usefixtures("qapp")

_LINE = re.compile(rb"\x1ba([\x00\x01])\x1d!(.)\x1bE[\x00\x01]([ -~]*)\n", re.DOTALL)


def printer(width, **profile):
    """A slow serial printer."""
    return PrinterRecord("serial", "virtual:", width, profile=PrinterProfile(layout=Layout.NATIVE, **profile))


def lines_of(fragments):
    """Give words and how many times wider they are, line by line."""
    found = [_LINE.fullmatch(each) for each in fragments]
    return [(line[3].decode("ascii"), (line[2][0] >> 4) + 1) for line in found if line]


def said(fragments):
    """Give all words in one piece."""
    return " ".join(" ".join(words for words, _ in lines_of(fragments)).split())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_every_ticket_fits_4_kb_and_its_columns_and_says_everything(name, width):
    slip, copy = SLIPS[name]
    fragments = fragments_of(slip, printer(width), copy)
    assert len(b"".join(fragments)) <= 4096
    lines, words = lines_of(fragments), said(fragments)
    assert all(len(line) * wide * 12 <= width for line, wide in lines)
    for fact in (slip.office, slip.number, slip.service, slip.code, "18-11-2025 09", *slip.missing):
        assert fact in words
    assert ("LATIHAN" in words) == slip.training
    assert (copy > 1) == ("CETAK ULANG" in words or "REPRINT" in words)
    assert ("Priorit" in words) == slip.priority
    if slip.told_low_s:
        assert "10-15" in words or "100-150" in words
    assert ("Gratis" in words or "Free" in words) == slip.free_of_charge
    assert plain(slip.footer) in words


@pytest.mark.parametrize("width", WIDTHS)
def test_the_number_is_as_large_as_paper_and_printer_allow(width):
    for number, times in (("B017", 8), ("PK1999", min(8, width // 12 // 6))):
        assert (number, times) in lines_of(fragments_of(replace(TICKET, number=number), printer(width)))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_the_qr_of_a_native_slip_is_whole_and_in_the_middle(name, width):
    slip, copy = SLIPS[name]
    symbol = qr.modules(code_of(slip))
    (paper,) = decode(b"".join(fragments_of(slip, printer(width), copy)), width)
    image = paper.image
    for dots in (6, 5, 4, 3):
        side = dots * len(symbol)
        left = (width - (side + 7) // 8 * 8) // 2 + (width - (side + 7) // 8 * 8) % 2
        tops = [top for top in range(image.height() - side) if is_symbol(image, symbol, left, top, dots)]
        if tops:
            break
    else:
        pytest.fail("no QR on the paper")
    top, quiet = tops[len(tops) // 2], 4 * dots
    white = [image.pixelIndex(x, y) for x in range(left - quiet, left + side + quiet) for y in
             (*range(top - quiet, top), *range(top + side, top + side + quiet))]  # fmt: skip
    assert not any(white)


def is_symbol(image, symbol, left, top, dots):
    return all(
        (image.pixelIndex(left + column * dots + dots // 2, top + row * dots + dots // 2) == 1) == ink
        for row, line in enumerate(symbol)
        for column, ink in enumerate(line)
    )


@pytest.mark.skipif(sys.platform != "linux", reason="outlines are rounded differently by other font engines")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NATIVE)
def test_the_virtual_printer_shows_a_native_slip_as_it_was_approved(name, width):
    approved = QImage(str(GOLDEN / f"native-{name}-{width}.png")).convertToFormat(QImage.Format.Format_Grayscale8)
    assert ink_rows(native_picture(name, width)) == ink_rows(to_ink(approved))


@pytest.mark.parametrize("feed", [0, 90, 120, 200])
def test_rows_and_feed_are_reckoned_as_they_are_printed(feed):
    for cutter in (True, False):
        record = replace(printer(576, feed_rows=feed), cutter=cutter)
        fragments = fragments_of(TICKET, record)
        (paper,) = decode(b"".join(fragments), 576)
        assert rows_of(fragments) == len(paper.rows) == sum(rows_of((each,)) for each in fragments)
        assert millimetres_of(fragments) == -(-len(paper.rows) // 8)
        assert paper.cut == cutter
        white = next(count for count, row in enumerate(reversed(paper.rows)) if any(row))
        assert feed <= white < feed + 60
        assert torn_off(paper.image, feed).height() <= len(paper.rows) - feed


def test_a_profile_says_how_far_a_picture_is_fed_and_how_high_its_bands_are():
    record = replace(printer(576), profile=PrinterProfile(feed_rows=80, band_rows=48))
    fragments = fragments_of(TICKET, record)
    plain_fragments = fragments_of(TICKET, replace(record, profile=PrinterProfile()))
    assert rows_of(plain_fragments) - rows_of(fragments) == 40
    bands = [rows_of((each,)) for each in fragments if each.startswith(BAND)]
    assert set(bands[:-1]) == {48}


def test_after_a_broken_job_the_printer_is_freed_first():
    first, begin, *_ = fragments_of(TICKET, printer(384), after_stub=True)
    assert first == bytes(48 * 24) + b"\x1b@" + CUT
    assert begin == BEGIN


@given(st.text(max_size=80), st.text(max_size=300), st.text(min_size=1, max_size=60))
def test_whatever_an_office_is_called_only_our_commands_and_ascii_go_out(office, service, missing):
    slip = replace(TICKET, office=office, service=service, missing=(missing,), footer=office)
    fragments = fragments_of(slip, printer(384))
    sent = b"".join(fragments)
    assert not any(sequence in sent for sequence in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    (paper,) = decode(sent, 384)
    assert rows_of(fragments) == len(paper.rows)
    asked = sum(each.count("?") for words in (office, service, missing, office) for each in map(plain, words))
    ours = said(fragments_of(replace(TICKET, office="", service=""), printer(384))).count("?")
    assert said(fragments).count("?") <= asked + ours


@given(st.text(max_size=200))
def test_plain_words_are_printable_ascii_and_only_what_asks_is_a_question_mark(words):
    written = plain(words)
    assert all(" " <= sign <= "~" for sign in written)
    assert written.count("?") == sum(plain(sign).count("?") for sign in words)


def test_signs_and_accents_are_written_with_what_every_printer_has():
    assert plain("Senin–Jumat · 08.00—15.00") == "Senin-Jumat - 08.00-15.00"
    assert plain("±140 lembar, “café” naïf № 5…") == '+/-140 lembar, "cafe" naif No 5...'
    assert plain("a\u00a0b\n\tc \x1b@d") == "a b c @d"
    assert plain("≥ 2 × ½") == ">= 2 x 1/2"


def test_a_sign_that_cannot_be_written_is_left_out_and_named_in_the_log(caplog):
    with caplog.at_level(logging.WARNING):
        assert plain("Kantor 办 Desa") == "Kantor Desa"
    assert "办" in caplog.text


def test_every_sentence_of_ours_can_be_written_in_plain_letters():
    for language in ("en",):
        catalogue = gettext.translation("loket", str(data("texts")), languages=[language])
        entries = {**catalogue._catalog}  # type: ignore[attr-defined]
        missing = {sign for key, told in entries.items() if key for text in (key, told)
                   for sign in unwritten(text if isinstance(text, str) else text[0])}  # fmt: skip
        assert missing == set()


def test_no_line_takes_anything_but_printable_ascii():
    for words in ("é", "a\nb", "\x1b@", "\x10\x04\x01", "a\tb"):
        with pytest.raises(ValueError, match="own letters"):
            line_of(words)
    with pytest.raises(ValueError, match="9"):
        line_of("B017", wide=9)


@pytest.mark.parametrize("layout", list(Layout))
def test_a_spool_that_warms_up_has_drawn_a_ticket_of_every_layout(layout):
    for width in WIDTHS:
        warm_up(replace(printer(width), profile=PrinterProfile(layout=layout)), "Dinas Sosial", "lambang-contoh.svg")
