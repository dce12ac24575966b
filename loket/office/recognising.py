"""What somebody types or scans at the kiosk: a number of today, the code of a kept place, of an appointment.

Nobody has to say which of them it is: each reader says whether the text is its own, the first that knows it answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from loket.errors import N_, Refused
from loket.model.numbering import ticket_code
from loket.model.queue import MOST_POSTPONED
from loket.model.service import ServiceFace
from loket.model.visit import State
from loket.office.carrying_over import readmit
from loket.office.checking_in import check_in
from loket.office.context import Office
from loket.office.pictures import TakenTicket
from loket.office.turns import postpone
from loket.office.undo import undo_postpone
from loket.office.why import Why, why

_NUMBER = re.compile(r"([A-Z]) ?-?(\d{1,6})")
_TICKET = re.compile(r"([A-Z]) ?-?(\d{1,6}) ?([0-9A-Z]{5})")
"""A ticket's number, with the code that stands beside it on the paper."""

_SLIP = re.compile(r"(?:([A-Z]\d{1,6}) ?)?([0-9A-Z]{5})")
"""A carry-over slip's five characters, alone or behind its number, with or without the space between."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a number of today stands, for whoever holds its ticket: nothing of the person is in it.

    `postpones` tells how often the visitor may still let others go first; 0 when that is no question now. `proven` says
    that the ticket's code was given, too: anybody can type a number, but only its holder may change its turn.
    """

    why: Why
    service: ServiceFace
    postpones: int
    proven: bool = False


Found = TakenTicket | Standing


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed (capitals, single spaces), in which language the answer is, and the kiosk's own printer.

    `chosen` says that the visitor has chosen the language, instead of finding it so: then tickets come in it, too.
    """

    text: str
    language: str = "id"
    printer: str | None = None
    chosen: bool = False

    @property
    def ticket_language(self) -> str:
        """The language of a ticket, empty for that of the earlier ticket or of the booking."""
        return self.language if self.chosen else ""


def recognise(
    office: Office, typed: str, *, language: str = "id", printer: str | None = None, chosen: bool = False
) -> Found:
    """Answer for what was typed or scanned: how a number of today stands, or the ticket that a code brings.

    `chosen`: the visitor has chosen the language, so a ticket comes in it. Raises Refused when nobody knows the text,
    or for the reason why its code brings no ticket now.
    """
    asked = Asked(" ".join(typed.upper().split()), language, printer, chosen)
    for read, unknown in READERS:
        try:
            found = read(office, asked)
        except Refused as refusal:
            if refusal.code not in unknown:
                raise
        else:
            if found is not None:
                return found
    raise Refused(
        "typed_unknown",
        N_("“{typed}” tidak dikenal hari ini. Periksa kode, atau tanyakan petugas."),
        typed=asked.text or "-",
    )


def standing_of(office: Office, number: str, language: str = "id", *, proven: bool = False) -> Standing:
    """Tell how a number of today stands; raises Refused when there is none."""
    answer = why(office, number, language)
    with office.looking() as work:
        leg = work.book.last_leg(answer.visit)
        if leg is None:
            raise KeyError(answer.visit)
        postpones = max(0, MOST_POSTPONED - leg.postponed) if answer.state is State.WAITING else 0
        return Standing(answer, work.catalogue.service(leg.service).face, postpones, proven)


def step_back(office: Office, visit: str, number: str, places: int, language: str = "id") -> Standing:
    """Let the next `places` of the line go first, as `postpone` does, and tell how the number stands then."""
    postpone(office, visit, places)
    return standing_of(office, number, language, proven=True)


def step_forward(office: Office, visit: str, number: str, language: str = "id") -> Standing:
    """Take the visitor's last "mundur" back, as `undo_postpone` does, and tell how the number stands then."""
    undo_postpone(office, visit)
    return standing_of(office, number, language, proven=True)


def _number(office: Office, asked: Asked) -> Standing | None:
    alone = _NUMBER.fullmatch(asked.text)
    if alone is not None:
        return standing_of(office, "".join(alone.groups()), asked.language)
    ticket = _TICKET.fullmatch(asked.text)
    if ticket is None:
        return None
    found = standing_of(office, ticket[1] + ticket[2], asked.language, proven=True)
    return found if ticket_code(found.why.visit) == ticket[3] else None


def _kept_place(office: Office, asked: Asked) -> TakenTicket | None:
    slip = _SLIP.fullmatch(asked.text)
    if slip is None:
        return None
    code = " ".join(part for part in slip.groups() if part)
    return readmit(office, code, language=asked.ticket_language, printer=asked.printer)


def _appointment(office: Office, asked: Asked) -> Found:
    here = check_in(office, asked.text, printer=asked.printer, language=asked.ticket_language)
    return here.ticket or standing_of(office, here.number, asked.language, proven=True)


READERS: tuple[tuple[Callable[[Office, Asked], Found | None], frozenset[str]], ...] = (
    (_number, frozenset({"number_unknown_today"})),
    (_kept_place, frozenset({"carried_over_unknown"})),
    (_appointment, frozenset({"appointment_unknown", "appointment_code"})),
)
"""Who may know a text, and the refusals by which each says that it does not."""
