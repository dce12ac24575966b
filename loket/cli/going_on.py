"""How a command says that a visitor left a counter: where to next, or that the visit is over."""

from __future__ import annotations

import argparse
from datetime import tzinfo

from loket.cli.opening import say
from loket.errors import N_
from loket.model.visit import Leg, state_words
from loket.office.context import Office
from loket.office.onward import onward, stop_words
from loket.texts import Texts


def leg_result(leg: Leg, zone: tzinfo) -> dict[str, object]:
    """Give where a visitor stands, for --json; `at` is local time, as everywhere."""
    return {
        "number": leg.number,
        "visit": leg.visit,
        "service": leg.service,
        "state": leg.state.value,
        "counter": leg.counter,
        "at": leg.moved_at.astimezone(zone).isoformat() if leg.moved_at else None,
    }


def say_going_on(options: argparse.Namespace, office: Office, leg: Leg, sentence: str) -> None:
    """Print what became of a visitor who left a counter; `sentence` names {number} and the next {stop}."""
    texts = Texts.of(options.lang)
    stop, times = onward(office, leg.visit)
    following = None if stop is None else {
        "service": stop.service, "name": stop.name.say(options.lang), "counters": list(stop.counters),
    }  # fmt: skip
    say(
        options,
        {**leg_result(leg, office.rules.tz), "next": following, "ping_pong": times},
        N_("{number}: {state}") if stop is None else sentence,
        number=leg.number,
        state=texts(state_words(leg.state)),
        stop="" if stop is None else stop_words(stop, texts),
    )
