"""Every slip in every width can be read by somebody who has not made it: zbar reads the QR, tesseract the words."""

from __future__ import annotations

import os

import pytest

from loket.model.slip import ClosingSlip, RequirementsSlip, Slip
from loket.texts import Texts
from printers.slips.codes import code_of
from printers.slips.drawing import slip_image
from tests.printers import readers, sample_slips, samples

SLIPS: dict[str, tuple[Slip, int]] = {**samples.SLIPS, **sample_slips.SLIPS}
NOT_CAUGHT = 4
"""Pictures of another slip that a reader is shown to prove that it can say no."""


@pytest.fixture(scope="module", autouse=True)
def _readers_are_here():
    lacking = readers.lacking()
    if lacking and os.environ.get("CI"):
        pytest.fail(f"CI must have the readers of slips; missing: {lacking}", pytrace=False)
    if lacking:
        pytest.skip(f"NOT SHOWN HERE: that slips can be read. Missing: {lacking} (install {readers.PACKAGES})")


@pytest.fixture(scope="module", params=samples.WIDTHS)
def drawn(request, qapp):
    """Every slip in one width by its name."""
    return {name: slip_image(slip, request.param, copy) for name, (slip, copy) in SLIPS.items()}


def named_by(slip: Slip) -> str:
    """Give what people call the slip by: its reference or number, a list's service, a strip's day."""
    if isinstance(slip, ClosingSlip):
        return Texts.of(slip.language).day(slip.day)
    if isinstance(slip, RequirementsSlip) and not slip.number:
        return slip.service
    return getattr(slip, "reference", "") or getattr(slip, "number", "")


def test_ocr_reads_the_office_and_the_number_of_every_slip(drawn, tmp_path):
    """Each slip is looked at until both are read, nearer or from further away; O is taken for 0, I and l for 1.

    Word by word, since a service's letter stands between the lines of its name.
    """
    unread = {
        (name, what): (drawn[name], [readers.normal(word) for word in words.split()])
        for name, (slip, _) in SLIPS.items()
        for what, words in (("office", slip.office), ("name", named_by(slip)))
    }
    for look in readers.LOOKS:
        pictures = {name: picture for (name, _), (picture, _) in unread.items()}
        if not pictures:
            break
        said = dict(zip(pictures, readers.words_of(list(pictures.values()), tmp_path, *look), strict=True))
        unread = {
            key: held for key, held in unread.items()
            if not all(word in readers.normal(said[key[0]]) for word in held[1])
        }  # fmt: skip
    assert not unread, sorted(unread)


def test_zbar_reads_the_qr_of_every_slip_also_from_a_worn_print(drawn, tmp_path):
    for fate in (lambda picture: picture, readers.worn):
        pictures = [fate(picture) for picture in drawn.values()]
        read = readers.codes_of(pictures, tmp_path)
        wrong = {name: codes for (name, (slip, _)), codes in zip(SLIPS.items(), read, strict=True)
                 if codes != [code_of(slip)]}  # fmt: skip
        assert not wrong


def test_a_reader_says_no_to_a_number_that_is_not_there(qapp, tmp_path):
    names = list(SLIPS)[:NOT_CAUGHT]
    pictures = [slip_image(SLIPS[name][0], 384) for name in names]
    for look in readers.LOOKS[:2]:
        for words in readers.words_of(pictures, tmp_path, *look):
            assert readers.normal("B018") not in readers.normal(words)
    assert all("B018" not in code for codes in readers.codes_of(pictures, tmp_path) for code in codes)
