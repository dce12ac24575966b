"""Acts that a rule refuses in the office of the tests: who hears that was let through by the database."""

from __future__ import annotations

from loket.errors import Refused
from loket.office import calling, carrying_over, journeys, recognising, slips, ticketing
from loket.office.context import Office


def strip_of_a_day_that_goes_on(office: Office) -> None:
    """Ask for the closing strip; that the day is not over is what a station hears that may read it."""
    try:
        slips.closing_slip(office)
    except Refused as refused:
        if refused.code != "day_open":
            raise


def sent_back(office: Office) -> None:
    """Send a visitor back whom nobody has sent: who hears that may do it."""
    try:
        journeys.send_back(office, 1, "sudah lengkap")
    except Refused as refused:
        if refused.code != "no_sender":
            raise
        calling.finish(office, 2)


def recognised(office: Office) -> None:
    """Type what nobody knows: who hears that may do it."""
    try:
        recognising.recognise(office, "A001 XXXXX")
    except Refused as refused:
        if refused.code != "typed_unknown":
            raise
        ticketing.take_ticket(office, "A")


def readmitted(office: Office) -> None:
    """Ask for a slip that nobody has: who hears that may do it."""
    try:
        carrying_over.readmit(office, "A001 XXXXX")
    except Refused as refused:
        if refused.code != "carried_over_unknown":
            raise
        ticketing.take_ticket(office, "A")
