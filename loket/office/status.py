"""The office at a glance, for scripts and people at the command line."""

from __future__ import annotations

from typing import Any

from loket.model.journey import sent_back
from loket.model.visit import State
from loket.office.context import Office
from loket.office.days import opening_state, picture_day


def office_status(office: Office, language: str = "id") -> dict[str, Any]:
    """Give the running day in figures: per service who waits, is called, is served, is finished; and the counters.

    "finished" counts legs served to their end at that service, "missed" and "parked" people who may come back.
    Names are those of `language`. "ping_pong" names who came back to a counter already visited today, and how often.
    """
    with office.looking() as work:
        day = picture_day(work)
        counts = work.book.state_counts(day)
        duties = {duty.counter: duty for duty in work.book.duties()}
        legs = work.book.open_legs(day)
        fro = dict(sent_back(work.book.legs_of(day)))
        here = {leg.counter: leg for leg in legs if leg.state in (State.CALLED, State.SERVING)}
        open_now, opens_at, closes_at, holiday, ended = opening_state(work)
        return {
            "day": day.isoformat(),
            "office": f"{work.catalogue.face.name} {work.catalogue.face.place}",
            "training": work.catalogue.face.training,
            "open": open_now,
            "opens_at": opens_at.isoformat() if opens_at else None,
            "closes_at": closes_at.isoformat() if closes_at else None,
            "holiday": holiday or None,
            "closed": ended,
            "services": [
                {
                    "code": code,
                    "name": service.face.name.say(language),
                    **{state.value: counts.get((code, state.value), 0) for state in State},
                }
                for code, service in work.catalogue.services.items()
            ],
            "counters": [
                {
                    "number": number,
                    "name": face.name.say(language),
                    "services": list(face.services),
                    "officer": duties[number].officer if number in duties else None,
                    "on_break": number in duties and duties[number].break_since is not None,
                    "state": here[number].state.value if number in here else "free",
                    "visit": here[number].visit if number in here else None,
                    "ticket": here[number].number if number in here else None,
                    "ping_pong": fro.get(here[number].number, 0) if number in here else 0,
                }
                for number, face in work.catalogue.counters.items()
            ],
            "ping_pong": [{"number": number, "times": times} for number, times in fro.items()],
        }
