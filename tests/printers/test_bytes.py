"""The bytes that are sent: only our commands, and on paper exactly what was drawn."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QImage

from loket.errors import Refused, Trouble
from printers import escpos_bytes as dialect
from printers.escpos_bytes import (
    BAND,
    BAND_ROWS,
    BEGIN,
    CUT,
    LEFT,
    SIZE,
    TAIL_ROWS,
    encode,
    line_of,
    millimetres_of,
    rows_of,
)
from printers.files import write_slip
from printers.ink import image_of, ink_rows, to_ink
from printers.slips.ticket import ticket_image
from printers.virtual import Undecodable, VirtualPort, decode, torn_off
from tests.printers.samples import SLIPS, TICKET, WIDTHS

pytestmark = pytest.mark.usefixtures("qapp")


def differing(image, printed):
    """Count the bytes of a picture that came out with a dot more; no other difference is allowed."""
    pairs = [
        (was, now)
        for drawn, row in zip(ink_rows(image), printed, strict=False)
        for was, now in zip(drawn, row, strict=True)
        if was != now
    ]
    assert set(pairs) <= {(0x10, 0x18)}
    return len(pairs)


def real_time_in(data):
    """Tell whether a printer would obey something in the middle of these bytes."""
    return any(sequence in data for sequence in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))


@st.composite
def pictures(draw):
    """Any picture, with many of the bytes that printers take for commands."""
    wide = draw(st.sampled_from((48, 64, 72)))
    piece = st.one_of(
        st.binary(min_size=wide, max_size=wide),
        st.lists(st.sampled_from((0x00, 0x04, 0x05, 0x10, 0x14, 0x1B, 0x1D, 0xFF)), min_size=wide, max_size=wide).map(
            bytes
        ),
        st.just(bytes(wide)),
    )
    return image_of(draw(st.lists(piece, min_size=1, max_size=60)), wide * 8)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_what_is_decoded_is_what_was_drawn(name, width):
    slip, copy = SLIPS[name]
    image = ticket_image(slip, width, copy)
    fragments = encode(image)
    (paper,) = decode(b"".join(fragments), width)
    assert paper.cut
    assert differing(image, paper.rows) <= 2  # dots added to break a real-time command; most slips need none
    assert paper.rows[image.height() :] == [bytes(width // 8)] * TAIL_ROWS
    assert ink_rows(torn_off(paper.image)) == paper.rows[: image.height()]
    assert rows_of(fragments) == len(paper.rows)
    assert not real_time_in(b"".join(fragments))


@given(pictures(), st.integers(0, 300), st.integers(1, 255), st.booleans())
def test_a_picture_never_holds_a_real_time_command_and_changes_by_single_dots(image, feed, band, after_stub):
    """Not across the borders of bands either, whatever their height."""
    fragments = encode(image, after_stub=after_stub, feed_rows=feed, band_rows=band)
    data = b"".join(fragments)
    assert not real_time_in(data)
    (paper,) = decode(data, image.width())
    differing(image, paper.rows)
    assert len(paper.rows) == image.height() + feed == rows_of(fragments)
    assert millimetres_of(fragments) == -(-len(paper.rows) // 8)


@pytest.mark.parametrize("rows", [0, 256, 0x0410])
def test_a_band_whose_own_length_could_be_a_command_is_refused(rows):
    with pytest.raises(ValueError, match="255"):
        encode(image_of([bytes(48)] * 2000, 384), band_rows=rows)


@given(pictures(), st.booleans(), st.booleans())
def test_every_fragment_is_whole_commands_of_our_dialect(image, cutter, after_stub):
    fragments = encode(image, cutter, after_stub)
    bands = [each for each in fragments if each.startswith(BAND)]
    assert bands
    for band in bands:
        wide, high = int.from_bytes(band[4:6], "little"), int.from_bytes(band[6:8], "little")
        assert 1 <= wide <= image.width() // 8
        assert 1 <= high <= BAND_ROWS
        assert len(band) == 8 + wide * high
    others = [each for each in fragments if not each.startswith(BAND)]
    assert others[1 if after_stub else 0] == BEGIN
    assert (others[-1] == CUT) == cutter
    for end in range(len(fragments) + 1):
        decode(b"".join(fragments[:end]), image.width())


def test_the_bands_are_those_of_python_escpos():
    from escpos.printer import Dummy

    image = ticket_image(TICKET, 384)
    rows = [*ink_rows(image), *[bytes(48)] * TAIL_ROWS]
    ours = [each for each in encode(image) if each.startswith(BAND)]
    for number, band in enumerate(ours):
        piece = rows[number * BAND_ROWS : (number + 1) * BAND_ROWS]
        wide = int.from_bytes(band[4:6], "little")
        data = bytes(~byte & 0xFF for row in piece for byte in row[:wide])
        printer = Dummy(profile="TM-T88V")
        printer.image(Image.frombytes("1", (wide * 8, len(piece)), data))
        assert printer.output == band
    theirs = Dummy()
    theirs.hw("INIT")
    assert theirs.output == dialect.INIT


def test_a_slip_saved_as_a_picture_is_what_the_saved_bytes_print(tmp_path):
    for name, (slip, copy) in SLIPS.items():
        for width in WIDTHS:
            for kind in ("png", "bin"):
                write_slip(slip, width, tmp_path / f"{name}.{kind}", copy)
            (paper,) = decode((tmp_path / f"{name}.bin").read_bytes(), width)
            grey = QImage(str(tmp_path / f"{name}.png")).convertToFormat(QImage.Format.Format_Grayscale8)
            assert ink_rows(to_ink(grey)) == ink_rows(torn_off(paper.image))


def test_a_slip_becomes_a_pdf_page_of_the_papers_width(tmp_path):
    write_slip(TICKET, 576, tmp_path / "tiket.pdf")
    written = (tmp_path / "tiket.pdf").read_bytes()
    assert written.startswith(b"%PDF")
    box = re.search(rb"/MediaBox \[0 0 (\d+)", written)
    assert box is not None
    assert abs(int(box[1]) - 72 / 25.4 * 72) <= 1


def test_a_slip_of_an_unknown_kind_or_in_no_folder_is_told(tmp_path):
    with pytest.raises(Refused, match="svg"):
        write_slip(TICKET, 576, tmp_path / "tiket.svg")
    (tmp_path / "berkas").write_text("")
    for kind in ("png", "bin", "pdf"):
        with pytest.raises(Trouble):
            write_slip(TICKET, 576, tmp_path / "berkas" / f"tiket.{kind}")


def test_white_to_the_right_is_left_out():
    image = image_of([b"\x80" + bytes(71)] * 24, 576)
    first = next(each for each in encode(image) if each.startswith(BAND))
    assert first == BAND + b"\x01\x00\x18\x00" + b"\x80" * 24


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("text", BEGIN + b"B017\n"),
        ("no start", CUT),
        ("another raster", BEGIN + b"\x1d(L\x03\x000"),
        ("letters that do not say their size", BEGIN + LEFT + b"B017\n"),
        ("letters wider than the head", BEGIN + line_of("B017", wide=8, high=8).replace(b"7\n", b"78901\n") + CUT),
        ("letters nine times as high", BEGIN + line_of("B017").replace(SIZE + b"\x00", SIZE + b"\x08")),
        ("another code page's letters", BEGIN + line_of("B017").replace(b"7", b"\xe9")),
        ("a line that breaks off", BEGIN + line_of("B017")[:-1]),
        ("letters at the right", BEGIN + line_of("B017").replace(LEFT, b"\x1ba\x02")),
        ("underlined letters", BEGIN + b"\x1b-\x01" + line_of("B017")),
        ("feed", BEGIN + b"\x1bJ\x10"),
        ("too wide", BEGIN + BAND + b"\x49\x00\x01\x00" + bytes(73)),
        ("no rows", BEGIN + BAND + b"\x01\x00\x00\x00"),
        ("half a band", BEGIN + BAND + b"\x48\x00\x18\x00" + bytes(10)),
        ("half a header", BEGIN + BAND + b"\x48"),
        ("status question", BEGIN + b"\x10\x04\x01"),
        ("fence", BEGIN + b"\x1dr\x01"),
        ("partial cut", BEGIN + b"\x1dV\x01"),
    ],
)
def test_the_decoder_takes_nothing_but_our_commands(name, data):
    with pytest.raises(Undecodable):
        decode(data, 576)


def test_after_a_broken_job_the_stub_is_cut_off_and_the_next_slip_is_clean():
    image = ticket_image(TICKET, 576)
    whole = b"".join(encode(image))
    for lost in (200, 5000, 20_001, len(whole) - 8000):
        stream = whole[:lost] + b"".join(encode(image, after_stub=True))
        *_, last = decode(stream, 576)
        assert last.rows[: image.height()] == ink_rows(image)


def test_the_virtual_printer_shows_what_the_bytes_print_and_plays_faults():
    shown = []
    port = VirtualPort(384, lambda image, data: shown.append((image, data)))
    image = ticket_image(TICKET, 384)
    assert port.print(encode(image)).state == "PRINTED"
    assert ink_rows(shown[0][0]) == ink_rows(image)
    assert shown[0][1] == b"".join(encode(image))
    for fault, state in (("out", "out"), ("cover", "cover"), ("offline", "offline")):
        port.fault = fault
        outcome = port.print(encode(image))
        assert (outcome.state, outcome.printer) == ("HELD", state)
        assert outcome.reason
    assert len(shown) == 1
