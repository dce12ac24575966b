"""What the calibration prints, and how it gets a printer to itself."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from loket.errors import Trouble
from loket.model import calibration
from loket.model.calibration import BOXES, Calibration, Step
from loket.model.printer import Fence, PrinterRecord
from loket.office import printer_setup, printing
from loket.office.context import Office
from loket.office.ticketing import take_ticket
from loket.resources import data
from loket.store.opening import open_store
from printers.calibration import NARROW, step_fragments, step_image, step_record
from printers.escpos_bytes import CUT, rows_of
from printers.ink import ink_rows
from printers.lease import is_wanted_elsewhere, leased, owned
from printers.sent import sent_image
from printers.spool import Spool
from printers.virtual import decode
from tests.factories import FixedClock, an_office
from tests.printers.test_spool import state_of

pytestmark = pytest.mark.usefixtures("qapp")

KIOS = PrinterRecord("kios", "virtual:")
EVERYWHERE = pytest.mark.parametrize("every_engine", ["disk", "postgres"], indirect=True)
"""On a file, and on a server."""

PRINTED = (Step.PATTERN, Step.WIDTH, Step.CUT, Step.FENCE)


def at(step: Step, **facts: object) -> Calibration:
    return replace(calibration.begin(KIOS), step=step, **facts)  # type: ignore[arg-type]


# --- what is printed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", PRINTED)
@pytest.mark.parametrize("width", [384, 512, 576])
def test_each_step_prints_what_the_wizard_shows(step, width):
    now = at(step, record=replace(KIOS, width_dots=width))
    (paper,) = decode(b"".join(step_fragments(now)), step_record(now).width_dots)
    image = step_image(now)
    assert image is not None
    wide = image.width() // 8
    assert [row[:wide] for row in paper.rows[: image.height()]] == ink_rows(image)
    assert not any(any(row) for row in paper.rows[image.height() :])
    assert paper.cut


def test_the_pattern_fits_the_narrowest_paper():
    image = step_image(at(Step.PATTERN))
    assert image is not None
    assert image.width() == NARROW


def test_every_box_is_as_wide_as_it_says_and_begins_at_the_left_edge():
    image = step_image(at(Step.WIDTH))
    assert image is not None
    rows = ink_rows(image)
    widths = [
        len(bin(int.from_bytes(row, "big"))) - 2 - (len(row) * 8 - box)
        for box, row in zip(BOXES, rows[::72], strict=True)
    ]
    assert widths == list(BOXES)
    assert all(row[0] & 0x80 for row in rows[::72])


def test_the_edge_is_the_very_last_row_and_the_feed_is_the_printers_own():
    now = at(Step.CUT)
    image = step_image(now)
    assert image is not None
    assert set(ink_rows(image)[-1]) == {0xFF}
    longer = calibration.answered(now, calibration.Answer.THROUGH)
    assert rows_of(step_fragments(longer)) == rows_of(step_fragments(now)) + calibration.FEED_STEP


def test_the_knife_is_tried_on_a_printer_that_is_said_to_have_none_but_only_then():
    torn = replace(KIOS, cutter=False)
    assert step_fragments(at(Step.CUT, record=torn))[-1] == CUT
    assert step_fragments(at(Step.FENCE, record=torn))[-1] != CUT


def test_a_printer_without_pictures_gets_plain_letters_only():
    for step in (Step.CUT, Step.FENCE):
        sent = b"".join(step_fragments(at(step, reads_pictures=False)))
        assert b"\x1dv0" not in sent
        assert sent.endswith(CUT)


def test_the_cover_prints_nothing():
    assert step_fragments(at(Step.COVER)) == ()
    assert step_image(at(Step.COVER)) is None


def test_nothing_is_taken_for_known_that_is_to_be_found_out():
    known = replace(KIOS, state="ready", profile=replace(KIOS.profile, proven=False, fence=Fence.NONE))
    spoken = step_record(at(Step.COVER, record=known))
    assert (spoken.state, spoken.profile.proven) == ("unknown", None)
    assert step_record(at(Step.FENCE, record=known)).profile.fence is Fence.PROCESS
    assert step_record(at(Step.FENCE, record=known, trying=Fence.QUEUE)).profile.fence is Fence.QUEUE


@pytest.mark.parametrize("step", PRINTED)
def test_the_pictures_of_the_manual_are_what_is_printed_today(step):
    kept = QImage(str(data("printers", f"calibration-{step}.png"))).convertToFormat(QImage.Format.Format_Grayscale8)
    image = step_image(at(step))
    assert image is not None
    assert kept == image.convertToFormat(QImage.Format.Format_Grayscale8)


# --- what was sent --------------------------------------------------------------------------------------------------


def test_a_job_that_broke_off_is_shown_as_far_as_it_came():
    whole = b"".join(step_fragments(at(Step.PATTERN)))
    full = sent_image(whole, 576)
    assert full is not None
    broken = sent_image(whole[: len(whole) // 2], 576)
    assert broken is not None
    assert 0 < broken.height() < full.height()
    assert ink_rows(broken) == ink_rows(full)[: broken.height()]


def test_nothing_sent_has_no_picture():
    assert sent_image(b"", 576) is None
    assert sent_image(b"hello", 576) is None


# --- a printer to oneself -------------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path):
    made = an_office(tmp_path)
    printer_setup.add_printer(made, "kios", "virtual:")
    yield made
    made.store.close()


@pytest.fixture
def opened(office):
    """Give what opens the same office once more."""
    made: list[Office] = []

    def open_office() -> Office:
        made.append(Office(open_store(office.store.place), FixedClock()))
        return made[-1]

    yield open_office
    for each in made:
        each.store.close()


@EVERYWHERE
def test_a_lease_owns_the_printer_and_tells_the_spools(every_engine, office, opened):
    other = opened()
    with leased(office, "kios"):
        assert is_wanted_elsewhere(other, "kios")
        assert not is_wanted_elsewhere(other, "loket")
        with owned(other, "kios") as held:
            assert held is None
    assert not is_wanted_elsewhere(other, "kios")


@EVERYWHERE
def test_two_windows_cannot_set_up_one_printer(every_engine, office, opened):
    other = opened()
    with leased(office, "kios"), pytest.raises(Trouble) as refused, leased(other, "kios", 0.1):
        pass
    assert refused.value.code == "printer_being_set_up"


@EVERYWHERE
def test_an_owner_that_does_not_let_go_is_named_as_another_station(every_engine, office, opened):
    other = opened()
    with owned(other, "kios"), pytest.raises(Trouble) as refused, leased(office, "kios", 0.1):
        pass
    assert refused.value.code == "printer_owned_still"
    assert not is_wanted_elsewhere(other, "kios"), "who gave up wants nothing any more"


def _spool(office, printed, monkeypatch):
    monkeypatch.setattr("printers.spool.POLL_S", 0.05)
    return Spool(lambda: Office(open_store(office.store.place), FixedClock()), on_printed=lambda _: printed.set())


@EVERYWHERE
def test_a_spool_lets_go_of_a_printer_that_is_set_up_and_goes_on_afterwards(every_engine, office, opened, monkeypatch):
    printed = threading.Event()
    spool = _spool(office, printed, monkeypatch)
    try:
        take_ticket(office, "A")
        assert printed.wait(20)
        printed.clear()
        with leased(office, "kios", 20):
            ticket = take_ticket(office, "A")
            spool.wake()
            with owned(opened(), "kios") as held:
                assert held is None
            assert printing.job_state(office, ticket.print_job or 0) == "waiting"
        assert printed.wait(20)
        assert state_of(office, ticket) in ("printing", "printed")
    finally:
        spool.stop()
