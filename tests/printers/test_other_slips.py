"""The slips beside the queue ticket, dot by dot and word by word."""

from __future__ import annotations

import re
import sys
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from loket.model.printer import PrinterProfile, PrinterRecord
from loket.model.slip import (
    CarryOverSlip,
    ComplaintSlip,
    Document,
    Need,
    RequirementsSlip,
    Step,
    kind_of,
)
from printers import qr
from printers.composing import fragments_of
from printers.ink import ink_rows, to_ink
from printers.paper import Face
from printers.slips.codes import code_of
from printers.slips.drawing import slip_image
from printers.slips.measures import MEASURES
from printers.slips.rows import lay
from printers.virtual import decode
from tests.printers.any_slip import KIND_NAMES, any_slip
from tests.printers.sample_slips import (
    APPOINTMENT,
    CARRY_OVER,
    CLOSING,
    COMPLAINT,
    PRESCRIPTION,
    RECEIPT,
    REQUIREMENTS,
    SLIPS,
)
from tests.printers.samples import GOLDEN, WIDTHS

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def drawn(qapp):
    """Every sample in every width, drawn once."""
    return {(name, width): slip_image(slip, width, copy) for name, (slip, copy) in SLIPS.items() for width in WIDTHS}


def bare(words):
    return re.sub(r"\s", "", words)


def over_the_edge(image, width):
    """Tell whether ink stands in the white at either side; an outline may reach a few dots over its advance."""
    pad = MEASURES[width].pad - 4
    rows = [int.from_bytes(row, "big") for row in ink_rows(image)]
    return any(dots & ((1 << pad) - 1) or dots >> (width - pad) for dots in rows)


def test_every_kind_has_samples_plain_long_english_and_copied():
    for kind in KIND_NAMES:
        assert {kind, f"{kind}-long", f"{kind}-english", f"{kind}-copy"} <= SLIPS.keys()
    assert {kind_of(slip) for slip, _ in SLIPS.values()} == set(KIND_NAMES)


@pytest.mark.skipif(sys.platform != "linux", reason="outlines are rounded differently by other font engines")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_looks_as_it_was_approved(name, width, drawn):
    approved = QImage(str(GOLDEN / f"{name}-{width}.png")).convertToFormat(QImage.Format.Format_Grayscale8)
    assert ink_rows(drawn[name, width]) == ink_rows(to_ink(approved))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_nothing_runs_over_the_edge(name, width, drawn):
    assert not over_the_edge(drawn[name, width], width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_the_bytes_print_what_was_drawn(name, width, drawn):
    slip, copy = SLIPS[name]
    profile = PrinterProfile(feed_rows=0)
    sent = b"".join(fragments_of(slip, PrinterRecord("kios", "virtual:", width, profile=profile), copy))
    paper = decode(sent, width)[0]
    rows = ink_rows(drawn[name, width])
    drawn_bytes, printed = b"".join(rows), b"".join(paper.rows[: len(rows)])
    added = [pair for pair in zip(drawn_bytes, printed, strict=True) if pair[0] != pair[1]]
    assert set(added) <= {(0x10, 0x18)}  # the dot that breaks a real-time command
    assert len(added) <= 2
    assert not any(any(row) for row in paper.rows[len(rows) :])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_the_qr_is_whole_modules_of_five_to_seven_dots_with_four_white_around(name, width, drawn):
    slip, _ = SLIPS[name]
    rows = [int.from_bytes(row, "big") for row in ink_rows(drawn[name, width])]
    symbol = qr.modules(code_of(slip))
    lines = [int("".join("1" if ink else "0" for ink in line), 2) for line in symbol]
    assert any(stands(rows, width, lines, module) for module in (5, 6, 7))


def stands(rows, width, lines, module):
    """Tell whether the symbol stands somewhere in the picture, white around it."""
    size, quiet = len(lines), 4 * module
    wide = (size + 8) * module
    pattern = [spread(line, size, module) << quiet for line in lines for _ in range(module)]
    pattern = [0] * quiet + pattern + [0] * quiet
    mask = (1 << wide) - 1
    for shift in range(width - wide + 1):
        column = [(row >> shift) & mask for row in rows]
        top = next((at for at in range(len(rows) - wide + 1) if column[at + quiet] == pattern[quiet]
                    and column[at : at + wide] == pattern), None)  # fmt: skip
        if top is not None:
            return True
    return False


def spread(line, size, module):
    bits = f"{line:b}".zfill(size)
    return int("".join(bit * module for bit in bits), 2)


# --- what stands on them ---------------------------------------------------------------------------------------------


def strings_of(value):
    """Give every word of a slip that must be on paper, with those of its records."""
    for each in fields(value):
        held = getattr(value, each.name)
        if each.name in ("language", "emblem", "link", "chain"):
            continue
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, str):
                yield each.name, item
            elif is_dataclass(item):
                yield from strings_of(item)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_every_word_of_the_slip_is_on_paper(name, width, said):
    slip, copy = SLIPS[name]
    slip_image(slip, width, copy)
    on_paper = bare("".join(said))
    for field, words in strings_of(slip):
        hidden = (
            (isinstance(slip, ComplaintSlip) and slip.secret and field in ("complainant", "address"))
            or (isinstance(slip, CarryOverSlip) and field == "code" and not slip.link)
            or (isinstance(slip, RequirementsSlip) and field == "note" and slip.number and not asked(slip, words))
        )
        assert hidden or bare(words) in on_paper, (field, words)


def asked(slip, note):
    return any(need.note == note and need.missing for need in slip.needs)


@settings(max_examples=60, deadline=None)
@given(any_slip(), st.sampled_from(WIDTHS))
def test_any_words_make_a_slip_and_none_runs_over_the_edge(slip, width):
    image = slip_image(replace(slip, emblem=""), width, 2)
    assert not over_the_edge(image, width)


@given(st.lists(st.tuples(st.text(alphabet="abc WM-éß", max_size=80), st.sampled_from([Face(22), Face(27, 700)]))),
       st.integers(60, 500))  # fmt: skip
def test_a_paragraph_of_several_faces_loses_no_letter_and_no_width(runs, width):
    lines = lay(runs, width)
    assert bare("".join(words for line in lines for words, _ in line)) == bare("".join(words for words, _ in runs))
    for line in lines:
        used = sum(face.width(words) for words, face in line) + sum(face.width(" ") for _, face in line[1:])
        assert used <= width + 1


@pytest.mark.parametrize("slip", [RECEIPT, PRESCRIPTION, COMPLAINT, REQUIREMENTS, CARRY_OVER, APPOINTMENT, CLOSING])
def test_what_is_not_known_leaves_no_row(slip, said):
    """Only what the model demands is given: no label stands alone, and the slip is shorter."""
    needed = {each.name: getattr(slip, each.name) for each in fields(slip) if required(each)}
    short = slip_image(type(slip)(**needed), 384)
    labels = (
        "Tanya:",
        "Sandi:",
        "Biaya:",
        "Kontrol:",
        "Sebab",
        "Buka",
        "Janji kami",
        "Segel jurnal:",
        "Selesai paling lambat",
    )
    assert not set(labels) & set(said)
    assert short.height() < slip_image(slip, 384).height()


def required(each):
    return each.default is each.default_factory  # both are MISSING


def test_every_copy_but_the_first_says_so_and_a_training_slip_says_it_twice(said):
    for kind in KIND_NAMES:
        said.clear()
        slip, copy = SLIPS[f"{kind}-copy"]
        slip_image(slip, 576, copy)
        assert said.count("LATIHAN") == 2
        assert said.count("CETAK ULANG") == 1
        assert any("Cetakan ke-2" in words for words in said)
        said.clear()
        slip_image(replace(slip, training=False), 576)
        assert "LATIHAN" not in said
        assert "CETAK ULANG" not in said


def test_a_receipt_marks_what_is_to_follow_and_counts_what_came(said):
    slip_image(RECEIPT, 576)
    assert "Foto rumah, menyusul" in said
    assert "3 dari 4 diterima" in said
    assert not any("menyusul" in words and "KTP" in words for words in said)
    said.clear()
    slip_image(replace(RECEIPT, documents=(Document("KTP"),)), 576)
    assert "1 dari 1 diterima" in said


def test_a_receipt_without_a_promised_day_promises_none(said):
    slip_image(replace(RECEIPT, promised=None), 576)
    assert "Selesai paling lambat" not in said
    assert "gratis" in said


def test_a_step_says_where_when_and_what_to_bring(said):
    slip_image(PRESCRIPTION, 576)
    for words in ("1", "Usul data DTSEN", "Loket 2 · hari ini", "Bawa: KTP, KK, foto rumah", "Nomor B018 sudah dibuat"):
        assert words in said
    said.clear()
    slip_image(replace(PRESCRIPTION, steps=(Step("Pulang"),)), 576)
    assert not any(words.startswith(("Bawa", "Nomor")) for words in said)


@pytest.mark.parametrize("slip", [COMPLAINT, replace(COMPLAINT, secret=False), SLIPS["complaint-long"][0]])
def test_a_complaint_carries_all_four_things_that_the_law_fixes(slip, said):
    """UU 25/2009 Pasal 44(2): identity, what fell short, place and time, name and signature of who received it."""
    slip_image(slip, 576)
    on_paper = bare("".join(said))
    identity = "dirahasiakan atas permintaan" if slip.secret else slip.complainant or "tidak disebutkan"
    for words in (identity, slip.description, slip.received_in, "18-11-2025 09.46", slip.receiver, "Tanda tangan"):
        assert bare(words) in on_paper


def test_a_secret_identity_is_neither_on_paper_nor_in_the_qr(said):
    slip = SLIPS["complaint-long"][0]
    assert isinstance(slip, ComplaintSlip)
    slip = replace(slip, secret=True)
    slip_image(slip, 576)
    for hidden in (slip.complainant, slip.address):
        assert bare(hidden) not in bare("".join(said))
        assert hidden.upper() not in code_of(slip).upper()


def test_every_deadline_has_its_date_and_the_complainant_knows_where_to_go(said):
    slip_image(COMPLAINT, 576)
    for words in ("19-11-2025", "21-11-2025", "25-11-2025", "SP4N-LAPOR! lapor.go.id", "Ombudsman RI telepon 137"):
        assert words in said


def test_missing_papers_come_first_and_only_with_a_number(said):
    slip_image(SLIPS["requirements-missing"][0], 576)
    assert "Berkas yang belum ada" in said
    first, second = said.index("Belum ada (2)"), said.index("Sudah ada (2)")
    assert first < said.index("Foto rumah tampak depan") < second < said.index("KTP-el asli")
    said.clear()
    slip_image(replace(REQUIREMENTS, needs=(Need("KTP", missing=True),)), 576)
    assert "Daftar syarat" in said
    assert "Belum ada (1)" not in said


def test_a_carry_over_ticket_keeps_number_day_and_place(said):
    slip_image(CARRY_OVER, 576)
    for words in ("B021", "Rabu, 19-11-2025", "urutan ke-2", "08.00", "Tidak perlu mengambil nomor baru."):
        assert words in said


def test_a_days_sum_is_shown_and_one_that_does_not_come_out_is_framed(said):
    slip_image(CLOSING, 576)
    at = said.index("Selesai dilayani")
    shown = [words for words in said[at:] if words.isdigit()][:6]
    assert shown == ["40", "3", "1", "2", "1", "47"]
    assert "TIDAK COCOK" not in said
    said.clear()
    slip_image(replace(CLOSING, issued=49), 576)
    assert "TIDAK COCOK" in said
    assert any("Selisih 2:" in words for words in said)


@given(st.integers(0, 500), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_a_sum_that_comes_out_leaves_nothing_unexplained(served, absent, cancelled, carried, left):
    parts = {"served": served, "absent": absent, "cancelled": cancelled, "carried_over": carried, "left_open": left}
    slip = replace(CLOSING, issued=sum(parts.values()), **parts)
    assert slip.unexplained == 0
    assert replace(slip, issued=slip.issued + 3).unexplained == 3
