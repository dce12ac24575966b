"""Which printer prints a slip."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from loket.model.printer import TROUBLED, PrinterProfile, PrinterRecord
from loket.model.routing import home_of, taker_of
from loket.model.slip import SlipKind

KIOSK = PrinterRecord("kios", "tcp://10.0.0.1", state="ready")
SPARE = PrinterRecord("cadangan", "tcp://10.0.0.2", state="ready")
CLINIC = PrinterRecord(
    "klinik", "tcp://10.0.0.3", state="ready", profile=PrinterProfile(slips=(SlipKind.PRESCRIPTION,))
)


def name_of(record: PrinterRecord | None) -> str | None:
    return record.name if record else None


def test_a_ticket_comes_out_where_it_was_pressed():
    assert name_of(taker_of(SlipKind.TICKET, "cadangan", [KIOSK, SPARE])) == "cadangan"
    assert name_of(taker_of(SlipKind.TICKET, None, [KIOSK, SPARE])) == "kios"


def test_a_slip_goes_to_the_first_printer_for_its_kind():
    assert name_of(taker_of(SlipKind.PRESCRIPTION, None, [CLINIC, KIOSK])) == "klinik"
    assert name_of(taker_of(SlipKind.TICKET, None, [CLINIC, KIOSK])) == "kios"


def test_a_kind_that_no_printer_takes_still_comes_out_somewhere():
    assert name_of(taker_of(SlipKind.TICKET, None, [CLINIC])) == "klinik"


def test_a_slip_for_a_printer_that_was_removed_goes_to_the_default():
    assert name_of(taker_of(SlipKind.TICKET, "dahulu", [KIOSK, SPARE])) == "kios"


def test_a_printer_without_paper_hands_over_to_the_next_that_can():
    out = replace(KIOSK, state="out")
    assert name_of(taker_of(SlipKind.TICKET, None, [out, CLINIC, SPARE])) == "cadangan"


def test_a_named_spare_takes_over_and_nobody_else():
    named = replace(KIOSK, state="cover", profile=PrinterProfile(spare="klinik"))
    assert name_of(taker_of(SlipKind.TICKET, None, [named, SPARE, CLINIC])) == "klinik"
    assert name_of(taker_of(SlipKind.TICKET, None, [named, SPARE, replace(CLINIC, state="out")])) == "kios"


def test_nobody_takes_over_where_no_spare_is_wanted():
    alone = replace(KIOSK, state="offline", profile=PrinterProfile(spare="-"))
    assert name_of(taker_of(SlipKind.TICKET, None, [alone, SPARE])) == "kios"


def test_paper_on_a_screen_never_takes_over_from_real_paper():
    shown = PrinterRecord("layar", "virtual:", state="ready")
    assert name_of(taker_of(SlipKind.TICKET, None, [replace(KIOSK, state="out"), shown])) == "kios"


PRINTERS = st.lists(
    st.builds(
        PrinterRecord,
        name=st.sampled_from("abcd"),
        url=st.sampled_from(("tcp://x", "virtual:")),
        state=st.sampled_from(("ready", "low", "out", "cover", "offline", "unknown")),
        profile=st.builds(
            PrinterProfile, spare=st.sampled_from(("", "-", "a", "d")), slips=st.sampled_from(((), (SlipKind.RECEIPT,)))
        ),
    ),
    max_size=4,
    unique_by=lambda each: each.name,
)


@given(PRINTERS, st.sampled_from(list(SlipKind)), st.sampled_from((None, "a", "c", "z")))
def test_a_slip_always_has_exactly_one_taker_and_it_is_home_or_well(printers, kind, wanted):
    taker, home = taker_of(kind, wanted, printers), home_of(kind, wanted, printers)
    assert (taker is None) == (not printers)
    if taker is not None and home is not None:
        assert taker == home or (taker.state not in TROUBLED and home.state in TROUBLED)
