"""The day report as a file: what it says, how it is made, and what happens when it cannot be written."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from loket.documents.day_minutes import number_runs
from loket.documents.day_report import day_report_pdf, write_day_report
from loket.documents.day_sentences import minutes, note_sentences, percent
from loket.errors import Trouble
from loket.model.events import Kind
from loket.model.spread import Share
from loket.model.visit import Act
from loket.model.wording import Wording
from loket.office.day_figures import DayReport
from loket.texts import Texts
from tests.day_story import DayStory
from tests.factories import a_catalogue, a_service

LETTERS = "ABCDEFGHJKLMNPRSTUVW"


def a_day(*, visitors: int = 12, closed: bool = True, **face: Any) -> DayStory:
    """A day on which one of six does not come and the last one is carried over."""
    catalogue = a_catalogue()
    dinas: dict[str, Any] = {
        "emblem": "lambang-contoh.svg", "government": "Pemerintah Kota Arunika", "head_title": "Kepala Dinas Sosial",
        **face,
    }  # fmt: skip
    story = DayStory(replace(catalogue, face=replace(catalogue.face, **dinas))).open()
    for index in range(visitors):
        visit = story.take("ABC"[index % 3], priority="LANSIA" if index == 4 else None, told=(60, 900))
        story.later(7)
        if index % 6 == 5:
            story.act(visit, Act.CALL, 2)
            story.later(2).act(visit, Act.ABSENT)
        elif index < visitors - 1:
            story.serve(visit, counter=1 + index % 2, minutes=9)
        story.later(11)
    return story.close() if closed else story


def said(report: DayReport, tmp_path: Path, language: str = "id") -> str:
    """Give the text of the PDF as a reader copies it, with single spaces."""
    path = tmp_path / "laporan.pdf"
    write_day_report(report, path, language)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"[ \t]+", " ", text)


def test_the_report_names_who_was_sent_back_to_a_counter_already_visited(tmp_path: Path) -> None:
    story = a_day(visitors=3, closed=False)
    assert "sudah dikunjungi" not in said(story.report(), tmp_path)
    for _ in range(2):
        visit = story.take("A")
        for counter, letter in ((1, "B"), (2, "A"), (1, "B")):
            story.act(visit, Act.CALL, counter)
            story.act(visit, Act.START)
            story.transfer(visit, letter)
    story.act(visit, Act.CALL, 2)
    text = re.sub(r"\s+", " ", said(story.close().report(), tmp_path))
    assert "2 pengunjung kembali ke loket yang sudah dikunjungi: A002, A003 (2×)." in text


def test_the_berita_acara_says_the_equation_and_that_it_holds(tmp_path: Path) -> None:
    text = said(a_day(visitors=11).report(), tmp_path)
    assert "Berita acara penutupan hari" in text
    assert re.search(r"11 = 9 \+ 1 \+ 1 \+ 0", text)
    assert "Semua nomor tercatat: tidak ada yang hilang, tidak ada yang ganda." in text
    assert "nomor dibagikan" in text
    assert re.search(r"C002 Jaminan Kesehatan [\d.]+ Tidak hadir [\d.]+ 1 kali", text)
    assert re.search(r"B004 Data DTSEN [\d.]+ Dilanjutkan besok [\d.]+ 0 kali", text)


def test_figures_of_the_day_stand_on_the_first_page(tmp_path: Path) -> None:
    text = said(a_day().report(served_week_before=139), tmp_path)
    first = text.split("\f")[0]
    for words in (
        "Pemerintah Kota Arunika", "Dinas Sosial", "Senin, 23 November 2026", "Senin lalu 139", "pengunjung dilayani",
        "standar tunggu 20 mnt", "1 pengunjung prioritas", "Halaman 1 dari 2", "Kepala Dinas Sosial",
    ):  # fmt: skip
        assert words in first, words


def test_the_report_speaks_english_without_an_indonesian_word_of_ours(tmp_path: Path) -> None:
    text = said(a_day(training=True).report(), tmp_path, "en")
    for words in ("Daily service report", "Monday, 23 November 2026", "Record of the day’s closing", "Page 1 of 2",
                  "Every number is accounted for", "09:00", "Counter"):  # fmt: skip
        assert words in text, words
    assert not re.search(r"\b(nomor|layanan|tunggu|hari|dari|loket yang|Halaman)\b", text)


def test_a_running_day_is_called_provisional(tmp_path: Path) -> None:
    text = said(a_day(visitors=3, closed=False).report(), tmp_path)
    assert "Berita acara sementara" in text
    assert "masih terbuka" in text
    assert "penutupan hari" not in text


def test_lost_numbers_are_named_in_red_words(tmp_path: Path) -> None:
    story = a_day(visitors=6)
    facts = [fact for fact in story.facts if not (fact.kind == Kind.TICKET_TAKEN and fact.number == "A001")]
    text = said(story.report(facts=facts), tmp_path)
    assert "Catatan tidak cocok. Jalankan pemeriksaan: loket verify" in text
    assert "Nomor hilang: A001" in text
    assert "5 ≠ 5 + 1 + 0 + 0" in text
    assert "Semua nomor tercatat" not in text


@pytest.mark.parametrize("training", [True, False])
def test_a_training_office_is_marked_on_every_page_and_only_there(tmp_path: Path, training: bool) -> None:
    text = said(a_day(training=training).report(), tmp_path)
    marked = ["LATIHAN" in page for page in text.rstrip("\f").split("\f")]
    assert marked == [training] * 2


def test_every_font_is_embedded_and_is_ours(tmp_path: Path) -> None:
    path = tmp_path / "laporan.pdf"
    write_day_report(a_day().report(), path)
    listed = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert listed
    for line in listed:
        name, embedded, subset = line.split()[0], *line.split()[-5:-3]
        assert "PlusJakartaSansTabular" in name
        assert (embedded, subset) == ("yes", "yes")


def test_the_same_report_is_the_same_file() -> None:
    report = a_day().report()
    assert day_report_pdf(report) == day_report_pdf(report)


def test_an_empty_day_is_two_calm_pages(tmp_path: Path) -> None:
    text = said(DayStory().open().close().report(), tmp_path)
    assert text.count("\f") == 2
    assert "Tidak ada nomor yang diambil hari ini." in text
    assert "Tidak ada nomor yang dibagikan." in text


def test_a_day_nobody_opened_can_be_printed(tmp_path: Path) -> None:
    assert "tidak membuka layanan antrean" in said(DayStory().report(), tmp_path)


def test_twenty_services_and_four_digits_flow_over_pages(tmp_path: Path) -> None:
    services = [a_service(letter, f"Layanan Terpadu Nomor {letter} Raya") for letter in LETTERS]
    story = DayStory(a_catalogue(*services, counters=14)).open()
    for index in range(1100):
        visit = story.take("A" if index < 1060 else LETTERS[index % 20])
        if index % 7 == 0:
            story.serve(visit, counter=1 + index % 14, way=0, minutes=0.2)
    text = said(story.close().report(), tmp_path)
    assert re.search(r"A995–A\d+|A9\d\d–A1\d\d\d", text), "carried-over numbers are named as runs, A999 before A1000"
    assert re.search(r"A \S.* A001 A1\d\d\d 1\.06\d tidak ada", text)
    assert "1.100" in text
    last = text.rstrip("\f").split("\f")
    assert f"Halaman {len(last)} dari {len(last)}" in last[-1]
    for letter in LETTERS:
        assert f"Layanan Terpadu Nomor {letter} Raya" in text


def test_a_long_name_is_wrapped_and_not_cut(tmp_path: Path) -> None:
    name = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana"
    text = said(a_day(name=name, head_title="Kepala " + name).report(), tmp_path)
    words = re.sub(r"\s+", " ", text)
    assert "Perlindungan Anak, Pengendalian" in words
    assert "Keluarga Berencana" in text.split("\f")[0]
    assert "…" not in text.split("\f")[0]


def test_signs_the_font_does_not_have_become_readable(tmp_path: Path) -> None:
    catalogue = a_catalogue(a_service("A", "Bantuan 社 Ḿakan\u200b🙂"), counters=1)
    story = DayStory(catalogue).open()
    story.serve(story.take())
    assert "Bantuan ? Makan?" in said(story.report(), tmp_path)


def test_figures_have_one_width_and_all_our_texts_have_glyphs() -> None:
    import json

    from reportlab.pdfbase import pdfmetrics

    from loket.documents import fonts
    from loket.resources import data

    for weight in (400, 500, 600, 700, 800):
        face = pdfmetrics.getFont(fonts.font_name(weight)).face
        assert len({face.charWidths[ord(figure)] for figure in "0123456789"}) == 1
    copied = data("texts", "loket.pot").read_text(encoding="utf-8")
    assert json.dumps(fonts.drawable(copied).replace("?", "")) == json.dumps(
        re.sub(r"\s", " ", copied).replace("?", "")
    )


@pytest.mark.parametrize("emblem", ["tidak-ada.svg", "rusak.svg", "kosong.svg", "bukan.png"])
def test_an_emblem_that_cannot_be_read_is_left_out(
    tmp_path: Path, emblem: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "rusak.svg").write_text("<svg viewBox='0 0 10 10'><path d='M0 0", encoding="utf-8")
    (tmp_path / "kosong.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (tmp_path / "bukan.png").write_bytes(b"no picture")
    text = said(a_day(emblem=str(tmp_path / emblem)).report(), tmp_path)
    assert "Dinas Sosial" in text
    assert emblem == "tidak-ada.svg" or "left out" in caplog.text


def test_an_emblem_of_many_shapes_is_drawn(tmp_path: Path) -> None:
    svg = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
      <defs><linearGradient id="g"><stop stop-color="#112233"/></linearGradient></defs>
      <g transform="translate(2 2) rotate(10 20 20) scale(.9)" fill="none" stroke="navy" stroke-width="2">
        <path d="M5 5h10v10zm2 2c1 1 2 2 3 0s2-2 3 0q1 3 4 0t3 1a5 4 10 0110 2A3 3 0 1 1 20 20Z" fill="url(#g)"/>
        <rect x="1" y="1" width="9" height="7" rx="2"/><circle cx="20" cy="20" r="6" style="fill:#abc;opacity:.5"/>
        <ellipse cx="30" cy="30" rx="5" ry="3"/><polygon points="1,1 5,1 3,4"/><line x1="0" y1="0" x2="9" y2="9"/>
        <polyline points="1 1 2 4 6 2"/></g></svg>"""
    path = tmp_path / "lambang.svg"
    path.write_text(svg, encoding="utf-8")
    with_emblem = day_report_pdf(a_day(emblem=str(path)).report())
    without = day_report_pdf(a_day(emblem="").report())
    assert len(with_emblem) > len(without)


def test_a_png_emblem_is_put_in(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "lambang.png"
    Image.new("RGBA", (60, 80), (10, 60, 70, 128)).save(path)
    assert b"/Subtype /Image" in day_report_pdf(a_day(emblem=str(path)).report())


# --- writing ------------------------------------------------------------------------------------------------------


def test_a_missing_folder_is_a_clear_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"tidak ada\. Buat folder") as trouble:
        write_day_report(a_day().report(), tmp_path / "tidak" / "ada.pdf")
    assert trouble.value.code == "document_no_folder"


def test_a_folder_in_place_of_a_file_is_a_clear_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="adalah folder") as trouble:
        write_day_report(a_day().report(), tmp_path)
    assert trouble.value.code == "document_is_folder"


@pytest.mark.parametrize(
    ("number", "code"),
    [(28, "document_disk_full"), (13, "document_not_allowed"), (30, "document_read_only"), (5, "document")],
)
def test_a_disk_in_trouble_leaves_the_old_report_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    path = tmp_path / "laporan.pdf"
    path.write_bytes(b"the old one")

    def full(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble) as trouble:
        write_day_report(a_day().report(), path)
    assert trouble.value.code == code
    assert path.read_bytes() == b"the old one"
    assert [each.name for each in tmp_path.iterdir()] == ["laporan.pdf"]


def test_a_report_is_readable_by_others_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_day_report(a_day().report(), tmp_path / "laporan.pdf")
    finally:
        os.umask(before)
    assert (tmp_path / "laporan.pdf").stat().st_mode & 0o777 == 0o644


# --- words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "words"),
    [(None, "–"), (Share(999, 1000), "99%"), (Share(1, 1000), "1%"), (Share(0, 9), "0%"), (Share(9, 9), "100%")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(part: Share | None, words: str) -> None:
    assert percent(Texts.of("id"), part) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(None, "–"), (0, "0"), (12, "<1"), (30, "1"), (90, "2"), (66000, "1.100")]
)
def test_minutes_are_rounded_half_up(seconds: float | None, words: str) -> None:
    assert minutes(Texts.of("id"), seconds) == words


def test_neighbouring_numbers_are_named_as_runs() -> None:
    assert number_runs(["A001", "A002", "A003", "A005", "B006", "A999", "A1000"]) == [
        "A001–A003", "A005", "B006", "A999–A1000",
    ]  # fmt: skip


def test_counters_say_their_name_in_the_readers_language() -> None:
    story = a_day(visitors=2, closed=False)
    story.serve(story.take(), minutes=40)
    face = replace(story.catalogue.counters[1], name=Wording("Ruang Konsultasi", "Consulting Room"))
    story.catalogue = replace(story.catalogue, counters={**story.catalogue.counters, 1: face})
    for language, words in (("id", "di Ruang Konsultasi"), ("en", "at Consulting Room")):
        assert any(words in sentence for sentence in note_sentences(story.report(), Texts.of(language)))
