"""Getting to know a printer: what each answer teaches, and what comes next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.model import calibration
from loket.model.calibration import ANSWERS, BOXES, FEED_STEP, SILENCES, Answer, Calibration, Cover, Look, Step
from loket.model.printer import Fence, Layout, PrinterProfile, PrinterRecord

KIOS = PrinterRecord("kios", "tcp://192.168.1.50:9100")
OPEN, SHUT = Look(online=True, answered=True, cover=True), Look(online=True, answered=True)
MUTE, AWAY = Look(online=True, answered=False), Look(online=False, answered=False)


def at(step: Step, **facts: object) -> Calibration:
    return replace(calibration.begin(KIOS), step=step, **facts)  # type: ignore[arg-type]


def test_an_ordinary_printer_is_known_after_five_answers():
    now = calibration.begin(KIOS)
    now = calibration.answered(now, Answer.AS_SHOWN)
    now = calibration.widest(now, 512)
    now = calibration.answered(now, Answer.WELL)
    now = calibration.seen(calibration.seen(now, OPEN), SHUT)
    now = calibration.answered(now, Answer.GO_ON)
    now = calibration.fence_tried(now, confirmed=True)
    now = calibration.answered(now, Answer.BEHIND)
    assert now.step is None
    known = PrinterProfile(proven=True, fence=Fence.PROCESS)
    assert now.record == replace(KIOS, width_dots=512, cutter=True, profile=known)


def test_a_printer_that_loses_parts_is_fed_slower_and_tries_again_until_text_is_left():
    now, speeds = calibration.begin(KIOS), []
    while now.step is Step.PATTERN:
        now = calibration.answered(now, Answer.GAPS)
        speeds.append(now.profile.rows_per_s)
    assert speeds == [240, 120, 120]
    assert now.profile.layout is Layout.NATIVE


def test_a_printer_that_prints_letters_instead_of_pictures_is_not_asked_for_boxes():
    now = calibration.answered(calibration.begin(KIOS), Answer.LETTERS)
    assert (now.step, now.profile.layout, now.reads_pictures) == (Step.CUT, Layout.NATIVE, False)


@pytest.mark.parametrize(("box", "width"), [(384, 384), (512, 512), (546, 512), (576, 576)])
def test_the_widest_whole_box_gives_the_width_that_slips_are_drawn_in(box, width):
    assert calibration.widest(at(Step.WIDTH), box).record.width_dots == width


def test_a_width_that_no_box_has_is_no_answer():
    with pytest.raises(ValueError, match="600"):
        calibration.widest(at(Step.WIDTH), 600)


def test_the_feed_to_the_knife_grows_and_shrinks_until_the_line_lies_well():
    now = calibration.answered(at(Step.CUT), Answer.THROUGH)
    assert (now.step, now.again, now.profile.feed_rows) == (Step.CUT, 1, 120 + FEED_STEP)
    now = calibration.answered(now, Answer.FAR)
    assert (now.step, now.again, now.profile.feed_rows) == (Step.CUT, 2, 120)
    assert calibration.answered(now, Answer.WELL).step is Step.COVER


def test_the_feed_has_an_end_in_both_directions():
    for answer, end in ((Answer.THROUGH, calibration.FEED_MOST), (Answer.FAR, 0)):
        now, tries = at(Step.CUT), 0
        while now.step is Step.CUT:
            now, tries = calibration.answered(now, answer), tries + 1
        assert now.profile.feed_rows == end
        assert tries < 10


def test_what_is_not_cut_has_no_knife_and_what_is_cut_has_one():
    assert not calibration.answered(at(Step.CUT), Answer.UNCUT).record.cutter
    torn = at(Step.CUT, record=replace(KIOS, cutter=False))
    assert calibration.answered(torn, Answer.WELL).record.cutter


def test_only_a_cover_that_was_seen_open_and_shut_again_proves_the_status():
    now = at(Step.COVER)
    for _ in range(10):
        now = calibration.seen(now, SHUT)
    assert (now.cover, now.profile.proven) == (Cover.ASKED, None)
    now = calibration.seen(now, OPEN)
    assert (now.cover, now.profile.proven) == (Cover.OPEN, None)
    now = calibration.seen(now, SHUT)
    assert (now.cover, now.profile.proven) == (Cover.PROVEN, True)
    assert calibration.answered(now, Answer.GO_ON).step is Step.FENCE


def test_a_cover_that_was_opened_unseen_proves_that_the_status_is_invented():
    now = calibration.answered(calibration.seen(at(Step.COVER), SHUT), Answer.UNCHANGED)
    assert (now.step, now.profile.proven) == (Step.FENCE, False)


def test_a_cover_without_a_sensor_proves_nothing():
    before = at(Step.COVER, record=replace(KIOS, profile=PrinterProfile(proven=True)))
    now = calibration.answered(before, Answer.NO_SENSOR)
    assert (now.step, now.profile.proven) == (Step.FENCE, None)


def test_a_printer_that_can_be_reached_and_never_answers_tells_nothing():
    now = at(Step.COVER)
    for _ in range(SILENCES):
        assert now.cover is Cover.ASKED
        now = calibration.seen(now, MUTE)
    assert now.cover is Cover.SILENT
    assert calibration.answered(now, Answer.GO_ON).profile.proven is False


def test_a_printer_that_is_switched_off_is_not_said_to_be_silent():
    now = at(Step.COVER)
    for _ in range(10):
        now = calibration.seen(now, AWAY)
    assert now.cover is Cover.ASKED


@pytest.mark.parametrize(
    ("confirmed", "answers", "fence"),
    [
        ((True,), (Answer.BEHIND,), Fence.PROCESS),
        ((False, True), (Answer.BEHIND,), Fence.QUEUE),
        ((True, True), (Answer.EARLY, Answer.BEHIND), Fence.QUEUE),
        ((True, True), (Answer.EARLY, Answer.EARLY), Fence.NONE),
        ((False, False), (), Fence.NONE),
    ],
)
def test_the_fence_is_the_first_one_that_is_answered_behind_the_last_row(confirmed, answers, fence):
    now, said = at(Step.FENCE), list(answers)
    for each in confirmed:
        now = calibration.fence_tried(now, confirmed=each)
        if now.heard:
            now = calibration.answered(now, said.pop(0))
    assert (now.step, now.profile.fence) == (None, fence)


def test_an_answer_of_another_step_is_none():
    with pytest.raises(ValueError, match="behind"):
        calibration.answered(at(Step.PATTERN), Answer.BEHIND)
    with pytest.raises(ValueError, match="no fence"):
        calibration.fence_tried(at(Step.CUT), confirmed=True)


def test_every_step_can_be_left_out_without_learning_anything():
    now = calibration.begin(KIOS)
    for _ in Step:
        now = calibration.skipped(now)
    assert now.step is None
    assert now.record == KIOS


@given(st.lists(st.integers(0, 7), max_size=60))
def test_whatever_is_answered_it_comes_to_an_end_and_the_profile_stays_possible(choices):
    now = calibration.begin(KIOS)
    for choice in choices:
        step = now.step
        if step is None:
            break
        if step is Step.WIDTH:
            now = calibration.widest(now, BOXES[choice % 4])
        elif step is Step.FENCE and not now.heard:
            now = calibration.fence_tried(now, confirmed=choice % 2 == 0)
        elif step is Step.COVER and choice > 4:
            now = calibration.seen(now, (OPEN, SHUT, MUTE)[choice - 5])
        else:
            now = calibration.answered(now, ANSWERS[step][choice % len(ANSWERS[step])])
        assert now.record.width_dots in (384, 512, 576)
        assert 0 <= now.profile.feed_rows <= calibration.FEED_MOST
        assert now.profile.rows_per_s == 0 or now.profile.rows_per_s >= calibration.SLOWEST
        assert (now.record.name, now.record.url) == (KIOS.name, KIOS.url)
