"""Getting to know a printer: five steps that each print something and ask one question, and what an answer teaches.

The rules only: `printers.calibration` says what is sent, the wizard asks. It can be left at any step; what was learned
until then stays in the record.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from loket.model.printer import Fence, Layout, PrinterProfile, PrinterRecord

BOXES = (384, 512, 546, 576)
"""Widths in dots of the boxes of the second step, narrow to wide: every print head on sale has one of them."""

SLOWER = 2
"""A printer that loses parts of a picture is fed this many times slower."""

SLOWEST = 120
"""Rows in a second (15 mm) below which feeding slower helps nobody."""

USUAL_ROWS_PER_S = 480
"""What a profile of 0 rows in a second means (60 mm/s)."""

FEED_STEP, FEED_MOST = 24, 240
"""Rows by which the feed to the knife is changed at a time (3 mm), and the most that it may be."""

SILENCES = 3
"""Looks without an answer after which a printer that can be reached counts as one that tells nothing."""


class Step(StrEnum):
    """The five steps, in their order."""

    PATTERN = "pattern"
    WIDTH = "width"
    CUT = "cut"
    COVER = "cover"
    FENCE = "fence"


STEPS = tuple(Step)


class Answer(StrEnum):
    """What somebody at the printer says; which answers a step has is in `ANSWERS`."""

    AS_SHOWN = "as-shown"
    """The paper looks like the picture."""
    GAPS = "gaps"
    """Parts are missing, or it stopped in the middle: the printer cannot keep up."""
    LETTERS = "letters"
    """Strange letters instead of pictures: the printer knows no picture command."""
    WELL = "well"
    """Cut off, and the line above the edge is whole."""
    THROUGH = "through"
    """Cut off too early: the line is cut through or still inside."""
    FAR = "far"
    """Cut off, with much white behind the line."""
    UNCUT = "uncut"
    """Not cut off at all."""
    NO_SENSOR = "no-sensor"
    """This printer's cover has no sensor."""
    UNCHANGED = "unchanged"
    """The cover was opened, and nothing was seen of it."""
    GO_ON = "go-on"
    """What was seen is understood."""
    BEHIND = "behind"
    """The paper was complete when the answer came."""
    EARLY = "early"
    """The answer came while paper was still coming."""


ANSWERS: dict[Step, tuple[Answer, ...]] = {
    Step.PATTERN: (Answer.AS_SHOWN, Answer.GAPS, Answer.LETTERS),
    Step.WIDTH: (),
    Step.CUT: (Answer.WELL, Answer.THROUGH, Answer.FAR, Answer.UNCUT),
    Step.COVER: (Answer.UNCHANGED, Answer.NO_SENSOR, Answer.GO_ON),
    Step.FENCE: (Answer.BEHIND, Answer.EARLY),
}
"""The answers of each step; the second one's are the boxes."""


class Cover(StrEnum):
    """How far the proof with the cover is."""

    ASKED = "asked"
    """Please open it."""
    OPEN = "open"
    """The printer says that it is open; please close it."""
    PROVEN = "proven"
    """It said so, and that it was closed again."""
    SILENT = "silent"
    """It tells nothing at all."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a printer showed."""

    online: bool
    answered: bool
    """It gave its status; else `cover` says nothing."""
    cover: bool = False
    reason: str = ""
    """Why it cannot print now, an Indonesian msgid; empty when nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far a printer is known. `record` holds what was learned so far; `step` is None when all is done."""

    record: PrinterRecord
    step: Step | None = Step.PATTERN
    reads_pictures: bool = True
    cover: Cover = Cover.ASKED
    silences: int = 0
    trying: Fence = Fence.PROCESS
    """The fence that is tried next."""
    heard: bool = False
    """It was answered; whether behind the last row, somebody has to say."""
    again: int = 0
    """How often the present step is to be printed anew because of an answer."""

    @property
    def profile(self) -> PrinterProfile:
        """What was learned."""
        return self.record.profile


def begin(record: PrinterRecord) -> Calibration:
    """Begin with what is known of a printer."""
    return Calibration(record)


def answered(now: Calibration, answer: Answer) -> Calibration:
    """Learn from an answer to the present step; raises ValueError for one that it does not have."""
    if now.step is None or answer not in ANSWERS[now.step]:
        raise ValueError(f"{answer} is no answer to {now.step}")
    if now.step is Step.PATTERN:
        return _pattern(now, answer)
    if now.step is Step.CUT:
        return _cut(now, answer)
    if now.step is Step.COVER:
        return _cover(now, answer)
    return _fence(now, behind=answer is Answer.BEHIND)


def widest(now: Calibration, box: int) -> Calibration:
    """Learn the width: `box` is the widest that came out whole on both sides; raises ValueError for no box of ours.

    Slips are drawn for 576, 512 and 384 dots: a head of 546 gets those of 512.
    """
    if now.step is not Step.WIDTH or box not in BOXES:
        raise ValueError(f"{box} is no answer to {now.step}")
    width = 512 if box == 546 else box
    return _next(replace(now, record=replace(now.record, width_dots=width)))


def seen(now: Calibration, look: Look) -> Calibration:
    """Learn from a look at the printer while the cover is to be opened; any other time nothing is learned."""
    if now.step is not Step.COVER or now.cover in (Cover.PROVEN, Cover.SILENT):
        return now
    if not look.answered:
        silences = now.silences + look.online
        silent = silences >= SILENCES and now.cover is Cover.ASKED
        return replace(now, silences=silences, cover=Cover.SILENT if silent else now.cover)
    if look.cover:
        return replace(now, silences=0, cover=Cover.OPEN)
    if now.cover is Cover.OPEN:
        return _learned(replace(now, cover=Cover.PROVEN), proven=True)
    return replace(now, silences=0)


def fence_tried(now: Calibration, *, confirmed: bool) -> Calibration:
    """Learn whether the printer answered the fence that was tried; raises ValueError in any other step."""
    if now.step is not Step.FENCE:
        raise ValueError(f"{now.step} has no fence")
    return replace(now, heard=True) if confirmed else _fence(now, behind=False)


def skipped(now: Calibration) -> Calibration:
    """Leave the present step as it is known and go on."""
    return _next(now)


def _pattern(now: Calibration, answer: Answer) -> Calibration:
    if answer is Answer.LETTERS:
        return _next(_learned(replace(now, reads_pictures=False), layout=Layout.NATIVE))
    if answer is Answer.GAPS:
        slower = (now.profile.rows_per_s or USUAL_ROWS_PER_S) // SLOWER
        if slower < SLOWEST:
            return _next(_learned(now, layout=Layout.NATIVE))
        return replace(_learned(now, rows_per_s=slower), again=now.again + 1)
    return _next(now)


def _cut(now: Calibration, answer: Answer) -> Calibration:
    if answer is Answer.UNCUT:
        return _next(replace(now, record=replace(now.record, cutter=False)))
    known = replace(now, record=replace(now.record, cutter=True))
    if answer is Answer.WELL:
        return _next(known)
    change = FEED_STEP if answer is Answer.THROUGH else -FEED_STEP
    rows = min(FEED_MOST, max(0, now.profile.feed_rows + change))
    if rows == now.profile.feed_rows:
        return _next(known)
    return replace(_learned(known, feed_rows=rows), again=now.again + 1)


def _cover(now: Calibration, answer: Answer) -> Calibration:
    if answer is Answer.NO_SENSOR:
        return _next(_learned(now, proven=None))
    if answer is Answer.GO_ON and now.cover is Cover.PROVEN:
        return _next(now)
    return _next(_learned(now, proven=False))


def _fence(now: Calibration, *, behind: bool) -> Calibration:
    if behind:
        return _next(_learned(now, fence=now.trying))
    if now.trying is Fence.PROCESS:
        return replace(now, trying=Fence.QUEUE, heard=False, again=now.again + 1)
    return _next(_learned(now, fence=Fence.NONE))


def _learned(now: Calibration, **facts: object) -> Calibration:
    profile = replace(now.profile, **facts)  # type: ignore[arg-type]
    return replace(now, record=replace(now.record, profile=profile))


def _next(now: Calibration) -> Calibration:
    """Go to the next step; a printer without pictures cannot show boxes."""
    at = STEPS.index(now.step) + 1 if now.step is not None else len(STEPS)
    if at < len(STEPS) and STEPS[at] is Step.WIDTH and not now.reads_pictures:
        at += 1
    return replace(now, step=STEPS[at] if at < len(STEPS) else None, again=0)
