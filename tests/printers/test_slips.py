"""What stands on a slip, dot by dot."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from loket.model.office import OfficeFace
from loket.model.printer import PrinterRecord
from loket.model.wording import Wording
from loket.texts import Texts
from printers import fonts as slip_fonts
from printers import paper, qr
from printers.escpos_bytes import encode, millimetres_of
from printers.ink import ink_rows, to_ink
from printers.paper import Face, Sheet, balanced, fitted, wrapped
from printers.slips.codes import code_of
from printers.slips.measures import MEASURES
from printers.slips.ticket import ticket_image
from printers.slips.trial import trial_image
from tests.printers.samples import GOLDEN, LONG, SLIPS, TICKET, WIDTHS
from ui import fonts as screen_fonts

pytestmark = pytest.mark.usefixtures("qapp")


def inked(image: QImage) -> int:
    """Count the dots of ink."""
    return sum(byte.bit_count() for row in ink_rows(image) for byte in row)


@pytest.mark.skipif(sys.platform != "linux", reason="outlines are rounded differently by other font engines")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_looks_as_it_was_approved(name, width):
    slip, copy = SLIPS[name]
    approved = QImage(str(GOLDEN / f"{name}-{width}.png")).convertToFormat(QImage.Format.Format_Grayscale8)
    drawn = ticket_image(slip, width, copy)
    assert ink_rows(drawn) == ink_rows(to_ink(approved))


def test_no_dot_of_a_slip_depends_on_what_a_screen_has_drawn_before():
    """Qt shares the glyphs of equal fonts within a process; a strategy of its own keeps those of slips apart."""
    assert slip_fonts.of(24, 700).styleStrategy() != screen_fonts.of(24, 700).styleStrategy()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_nothing_runs_over_the_edge(name, width):
    slip, copy = SLIPS[name]
    pad = MEASURES[width].pad - 2  # an outline may reach a dot over its advance
    for row in ink_rows(ticket_image(slip, width, copy)):
        dots = int.from_bytes(row, "big")
        assert dots & ((1 << pad) - 1) == 0
        assert dots >> (width - pad) == 0


def matrix_at(image, left, top, size, module):
    return tuple(
        tuple(image.pixelIndex(left + column * module + module // 2, top + row * module + module // 2) == 1
              for column in range(size))
        for row in range(size)
    )  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_the_qr_is_whole_modules_with_four_white_around(name, width):
    slip, copy = SLIPS[name]
    image = ticket_image(slip, width, copy)
    symbol = qr.modules(code_of(slip))
    measures = MEASURES[width]
    module = next((m for m in measures.modules if len(symbol) * m <= measures.qr_most), measures.modules[-1])
    assert 5 <= module <= 7
    left, side, quiet = max(measures.pad, 4 * module), len(symbol) * module, 4 * module
    found = [top for top in range(image.height() - side) if matrix_at(image, left, top, len(symbol), module) == symbol]
    assert found
    top = found[len(found) // 2]
    for y in range(top - quiet, top + side + quiet):
        for x in range(left - quiet, left + side + quiet):
            inside = left <= x < left + side and top <= y < top + side
            assert inside or image.pixelIndex(x, y) == 0, (x, y)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("link", ["", "https://antrean.arunika.go.id/t/7KQ2M"])
def test_an_ordinary_ticket_is_at_most_100_mm_from_knife_to_knife(width, link):
    """For the visitor waits for every millimetre. A missing paper may take 5 mm more, and no number gets smaller."""
    ordinary = replace(TICKET, missing=(), link=link)
    assert millimetres_of(encode(ticket_image(ordinary, width))) <= 100
    assert millimetres_of(encode(ticket_image(replace(TICKET, link=link), width))) <= 105
    assert MEASURES[width].number.px == {576: 214, 512: 190, 384: 144}[width]


def test_the_offices_own_last_line_is_printed_whole_and_wraps():
    said = "Senin–Jumat 08.00–15.00 · WhatsApp 0812-0000-1234 · Jalan Merdeka 1, belakang Puskesmas"
    for width in WIDTHS:
        added = ticket_image(replace(TICKET, footer=said), width).height() - ticket_image(TICKET, width).height()
        assert added > 2 * MEASURES[width].foot.px


def test_a_slip_drawn_by_another_thread_or_a_second_time_has_the_same_dots():
    first, others = ink_rows(ticket_image(LONG, 576)), []
    thread = threading.Thread(target=lambda: others.append(ink_rows(ticket_image(LONG, 576))))
    thread.start()
    thread.join()
    assert others == [first]
    for kept in (paper._written, paper._width, paper._fitted, paper._balanced, paper._rounded, qr.modules):
        kept.cache_clear()
    assert ink_rows(ticket_image(LONG, 576)) == first


def test_what_is_set_lies_over_what_was_set_before_it():
    sheet = Sheet(64, 8)
    sheet.box(QRectF(8, 0, 48, 8))
    sheet.box(QRectF(16, 2, 8, 4), ink=False)
    sheet.box(QRectF(20, 3, 2, 1))
    sheet.y = 8
    rows = [int.from_bytes(row, "big") for row in ink_rows(sheet.image())]
    full, hole = ((1 << 48) - 1) << 8, 0xFF << 40
    assert rows == [full, full, full & ~hole, full & ~hole | 3 << 42, full & ~hole, full & ~hole, full, full]


@given(st.text(alphabet="ABC 019/-.:abcé–", min_size=1, max_size=60))
def test_the_size_of_a_qr_is_known_before_it_is_made(content):
    assert len(qr.modules(content)) <= qr.side_of(content)


def test_without_a_status_page_the_qr_holds_the_tickets_own_words():
    said = code_of(TICKET)
    for word in ("DINAS SOSIAL", "B017", "USUL DATA DTSEN", "18-11-2025 09.41", "7KQ2M"):
        assert word in said.upper()
    assert code_of(replace(TICKET, link="https://x.id/7KQ2M")) == "https://x.id/7KQ2M"


@given(st.text(min_size=0, max_size=120), st.text(min_size=1, max_size=120))
def test_the_qr_of_any_ticket_stays_coarse_enough_for_paper(office, service):
    slip = replace(TICKET, office=office, service=service)
    assert len(qr.modules(code_of(slip))) <= qr.MOST_MODULES
    assert TICKET.number in code_of(slip)


def test_every_copy_but_the_first_is_marked():
    first, second = ticket_image(TICKET, 576), ticket_image(TICKET, 576, 2)
    mark = second.height() - first.height()
    assert mark > 80
    assert ink_rows(second)[mark:] == ink_rows(first)[: first.height()]


def test_a_training_slip_is_marked_at_both_ends():
    plain, training = ticket_image(TICKET, 576), ticket_image(replace(TICKET, training=True), 576)
    added = training.height() - plain.height()
    assert added > 160
    assert ink_rows(training)[added // 2 : added // 2 + 700] == ink_rows(plain)[:700]


def test_a_wait_is_printed_only_when_it_was_told():
    said = []

    class Spy(Texts):
        def __call__(self, sentence, /, **facts):
            said.append(sentence)
            return super().__call__(sentence, **facts)

    spy = Spy("id", Texts.of("id")._catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Texts, "of", lambda _language: spy)
        ticket_image(replace(TICKET, told_low_s=None, told_high_s=None), 576)
        assert "Perkiraan tunggu" not in said
        ticket_image(TICKET, 576)
        assert "Perkiraan tunggu" in said


def test_a_page_that_does_not_exist_is_never_promised():
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        real = Texts.__call__

        def heard(self, sentence, /, **facts):
            said.append(sentence)
            return real(self, sentence, **facts)

        patch.setattr(Texts, "__call__", heard)
        ticket_image(TICKET, 576)
    assert not any("pantau" in sentence for sentence in said)


def test_an_emblem_that_is_gone_leaves_a_slip_without_it():
    assert inked(ticket_image(replace(TICKET, emblem="hilang.svg"), 384)) > 1000
    assert inked(ticket_image(replace(TICKET, emblem=""), 384)) > 1000


@given(st.text(alphabet="abc def-éßñ", max_size=200), st.integers(60, 500))
def test_breaking_lines_loses_no_letter_and_no_width(words, width):
    face = Face(30, 700)
    for broken in (
        wrapped(words, face, width),
        balanced(words, face, width),
        fitted(words, face, width, smallest=20)[1],
    ):
        assert "".join("".join(broken).split()) == "".join(words.split())
    assert all(face.width(line) <= width for line in wrapped(words, face, width))


def test_long_names_get_smaller_and_are_never_cut_off():
    face, lines = fitted(LONG.service, Face(40, 800), 478, lines=3, smallest=28)
    assert " ".join(lines) == LONG.service
    assert 28 <= face.px <= 40


def test_the_threshold_is_150_of_255():
    grey = QImage(8, 1, QImage.Format.Format_Grayscale8)
    for x, value in enumerate((0, 149, 150, 255, 100, 200, 149, 151)):
        grey.scanLine(0)[x] = value  # type: ignore[index]
    assert ink_rows(to_ink(grey)) == [bytes([0b11001010])]


def test_a_test_slip_reaches_both_edges_and_names_the_printer():
    face = OfficeFace("Dinas Sosial", "Kota Arunika", Wording("Ruang"), emblem="lambang-contoh.svg")
    for width in WIDTHS:
        image = trial_image(face, PrinterRecord("kios", "virtual:", width), TICKET.taken_at)
        rows = [int.from_bytes(row, "big") for row in ink_rows(image)]
        assert any(row & 1 and row >> (width - 1) for row in rows)
    training = replace(face, training=True)
    assert trial_image(training, PrinterRecord("kios", "virtual:"), TICKET.taken_at).height() > image.height()


def test_a_sheet_needs_no_words():
    assert inked(Sheet(384, 8).image()) == 0


def test_threads_that_draw_at_once_use_fonts_of_their_own():
    mine, others = slip_fonts.of(24, 700), []
    thread = threading.Thread(target=lambda: others.append(slip_fonts.of(24, 700)))
    thread.start()
    thread.join()
    assert others[0] == mine
    assert others[0] is not mine
    assert slip_fonts.of(24, 700) is mine
