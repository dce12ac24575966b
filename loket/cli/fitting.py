"""Which words of a command go together: what would be passed over in silence is refused instead.

One table for the whole command line. An option that stands here counts only in the company it names.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from loket.errors import N_, Usage

Company = Callable[[argparse.Namespace], object]


@dataclass(frozen=True, slots=True)
class Fit:
    """Options (by the names argparse keeps them under) that count only where `where` is true; `only` says where."""

    options: tuple[str, ...]
    where: Company
    only: str


def require_fit(options: argparse.Namespace, place: str) -> None:
    """Raise Usage when a word was given that the command at `place` would not look at."""
    for fit in FITS.get(place, ()):
        for name in fit.options:
            if _is_given(getattr(options, name, None)) and not fit.where(options):
                raise Usage(
                    "option_unfit",
                    N_("{option} tidak dipakai di sini; hanya berlaku untuk: {only}."),
                    option=_WORDS.get((place, name), "--" + name.replace("_", "-")),
                    only=fit.only,
                )


def _is_given(value: object) -> bool:
    """Tell whether an option was typed: those in the table have no default of their own."""
    return value is not None and value is not False and value not in ("", [])


def _is(name: str, *values: str) -> Company:
    return lambda options: getattr(options, name) in values


def _has(*names: str) -> Company:
    return lambda options: any(_is_given(getattr(options, name)) for name in names)


def _without(*names: str) -> Company:
    return lambda options: not _has(*names)(options)


_WORDS = {("forecast:score_", "first"): "--from", ("forecast:score_", "last"): "--to"}
"""Options that are kept under another name than they are typed."""

_OWN_LOG = "loket forecast score --from D --to D"
_TABLES = "loket forecast score --tickets CSV --questions CSV"

FITS: Mapping[str, Sequence[Fit]] = {
    "acts:call": (Fit(("reason",), _has("number"), "loket call N --number A001"),),
    "taking_back:undo": (Fit(("number",), lambda options: options.counter is None, "loket undo --number A001"),),
    "day:day": (
        Fit(("undo",), _is("what", "close", "carry-over"), "loket day close | carry-over"),
        Fit(("print", "forgotten"), lambda options: options.what == "close" and not options.undo, "loket day close"),
        Fit(("reason",), lambda options: options.what == "carry-over" and not options.undo, "loket day carry-over"),
    ),
    "acts:service": (Fit(("reason",), _is("what", "close"), "loket service close"),),
    "paper:report": (
        Fit(("date",), _is("what", "day"), "loket report day"),
        Fit(("month",), _is("what", "promise"), "loket report promise"),
    ),
    "forecast:score_": (
        Fit(("offices", "days", "seed"), _has("simulated"), "loket forecast score --simulated"),
        Fit(("tickets", "questions", "test_from"), _without("simulated"), _TABLES),
        Fit(("first", "last"), _without("simulated", "tickets", "questions"), _OWN_LOG),
        Fit(("test_from",), _without("first"), _TABLES),
    ),
    "simulate:simulate": (
        Fit(("now", "open", "close"), _without("disciplines"), "loket simulate"),
        Fit(("promise", "visitors", "service_minutes", "counters"), _without("disciplines", "now"), "loket simulate"),
        Fit(("days",), _without("now"), "loket simulate"),
        Fit(("service_minutes", "counters"), _has("visitors"), "loket simulate --visitors N"),
    ),
    "slip:slip": (
        Fit(("promised", "received"), _is("kind", "receipt"), "loket slip receipt"),
        Fit(("missing",), _is("kind", "requirements"), "loket slip requirements"),
        Fit(("day", "reason"), _is("kind", "carry-over"), "loket slip carry-over"),
        Fit(("width", "layout", "copy"), _has("out"), "loket slip … --out"),
    ),
    "calendar:add": (
        Fit(("until", "breaks", "service", "extra"), _has("hours"), "loket calendar add … --hours"),
        Fit(("joint_leave",), _without("hours"), "loket calendar add TANGGAL NAMA --joint-leave"),
    ),
    "appointment:plan": (
        Fit(("minutes", "capacity", "days_ahead", "first"), _without("off"), "loket appointment plan"),
    ),
    "database:database": (
        Fit(("login", "out", "new_password"), _is("what", "prepare"), "loket database prepare"),
    ),
}  # fmt: skip
