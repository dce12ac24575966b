"""Opening stations from the command line, and painting every screen in every state."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from loket.cli import launching, main, stations
from loket.cli.pictures import ROOMS, shots_of

EVERY = [(screen, state) for screen, (place, _) in ROOMS.items() for state in shots_of(place)[0]]
LOOKS = [("light", "id"), ("dark", "en"), ("contrast", "id"), ("light", "en"), ("dark", "id"), ("contrast", "en")]
SAMPLE = [(screen, state, *LOOKS[at % len(LOOKS)]) for at, (screen, state) in enumerate(EVERY) if at % 4 == 0]


EDGE, MANY = 96, 0.01
"""How far a channel of a dot (0 to 255) may differ between two paintings, and in how many of all bytes.

Qt rounds the edges of very large letters a little differently after the process has painted other sizes and, after a
time, let go of them. Another number, clock or place changes dots from ink to paper.
"""


def differences(first: QImage, second: QImage) -> tuple[int, float]:
    """Give the largest difference of two pictures in a channel, and the share of the bytes that differ at all."""
    if first.size() != second.size():
        return 255, 1.0
    pictures = [each.convertToFormat(QImage.Format.Format_RGB32) for each in (first, second)]
    one, two = (bytes(each.constBits()) for each in pictures)
    apart = [] if one == two else [abs(a - b) for a, b in zip(one, two, strict=True) if a != b]
    return max(apart, default=0), len(apart) / len(one)


def paint(folder: Path, screen: str, state: str, theme: str, language: str) -> bytes:
    target = folder / f"{screen}-{state}-{theme}-{language}.png"
    words = ["shot", screen, "--state", state, "--theme", theme, "--lang", language, "--out", str(target)]
    assert main(words) == 0
    return target.read_bytes()


def same_and_clean(folder: Path, capfd: pytest.CaptureFixture[str], shot: tuple[str, str, str, str]) -> None:
    first, second = (QImage.fromData(paint(folder, *shot)) for _ in range(2))
    most, many = differences(first, second)
    assert (most <= EDGE, many <= MANY) == (True, True), (most, many)
    assert capfd.readouterr().err == ""
    picture = first
    assert (picture.width(), picture.height()) == shots_of(ROOMS[shot[0]][0])[1].get(shot[1], (1366, 768))
    points = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
    assert len(points) > 3, "an empty picture"


@pytest.mark.parametrize("shot", SAMPLE, ids="-".join)
def test_a_screen_is_painted_the_same_twice_and_without_a_word(qapp, tmp_path, capfd, shot):
    same_and_clean(tmp_path, capfd, shot)


@pytest.mark.campaign
@pytest.mark.parametrize("look", LOOKS, ids="-".join)
@pytest.mark.parametrize("screen", ROOMS)
def test_every_state_in_every_look(qapp, tmp_path, capfd, screen, look):
    for state in shots_of(ROOMS[screen][0])[0]:
        same_and_clean(tmp_path, capfd, (screen, state, *look))


def test_every_screen_that_can_be_painted_is_listed(loket):
    assert loket.bare("shot", "--list").out.splitlines() == [" ".join(each) for each in EVERY]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["shot"], "Sebutkan layar"),
        (["shot", "kiosk"], "Sebutkan layar"),
        (["shot", "dapur", "--out", "x.png"], "dapur"),
        (["shot", "kiosk", "--state", "tidur", "--out", "x.png"], "tidur"),
        (["shot", "kiosk", "--size", "lebar", "--out", "x.png"], "1920x1080"),
        (["shot", "kiosk", "--size", "0x9", "--out", "x.png"], "1920x1080"),
    ],
)
def test_a_picture_that_cannot_be_painted_is_refused_with_what_can(loket, words, said):
    result = loket.bare(*words)
    assert result.code == 2
    assert said in result.complaint()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize("words", [["kiosk"], ["counter", "1"], ["display"], ["paper"], ["printers"], ["demo"]])
def test_without_a_display_a_station_says_what_to_do(loket, monkeypatch, words):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    result = loket(*words)
    assert result.code == 3
    assert "loket demo --headless" in result.complaint()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_the_launcher_plays_the_demo_instead(nowhere, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    played: list[tuple[object, str]] = []

    def play(folder, language):
        played.append((folder, language))
        return 0

    monkeypatch.setattr("loket.cli.demo.play_headless", play)
    result = nowhere()
    assert (result.code, result.err) == (0, "")
    assert "tidak punya layar" in result.out
    assert played == [(nowhere.database.parent / "demo", "id")]
    assert not nowhere.database.exists()


def test_the_first_start_makes_an_office_with_paper_on_the_screen(nowhere):
    import argparse

    launching.first_office(argparse.Namespace(database=nowhere.database, lang="id"))
    assert nowhere.done("printer", "list")["url"] == "virtual:"


@pytest.mark.parametrize(
    ("word", "screen", "arguments"),
    [
        ("kiosk", 0, ["--window"]),
        ("kiosk", 2, ["--screen", "2"]),
        ("display", 1, ["--screen", "1"]),
        ("counter", 2, []),
        ("paper", 0, []),
        ("printers", 0, []),
    ],
)
def test_the_launcher_starts_a_program_of_its_own_for_each_station(monkeypatch, tmp_path, word, screen, arguments):
    from PySide6.QtCore import QProcess

    started = []
    monkeypatch.setattr(QProcess, "startDetached", lambda program, words: started.append((program, words)))
    launching.open_station(tmp_path / "loket.db", "id", word, screen)
    database = ["--database", str(tmp_path / "loket.db")]
    assert started == [(sys.executable, ["-m", "loket", word, "--lang", "id", *database, *arguments])]


def test_the_demo_never_touches_the_office(monkeypatch, tmp_path):
    from PySide6.QtCore import QProcess

    started = []
    monkeypatch.setattr(QProcess, "startDetached", lambda _program, words: started.append(words))
    launching.open_station(tmp_path / "loket.db", "id", "demo", 0)
    assert started == [["-m", "loket", "demo", "--lang", "id"]]


def test_a_counters_window_opens_once_on_a_pc(loket):
    held = stations._only_one(loket.database, 1)
    try:
        assert "Loket 1 sudah terbuka" in loket.refused("counter", "1")
        other = stations._only_one(loket.database, 2)
        other.close()
    finally:
        held.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_the_printer_page_is_a_list(loket, monkeypatch):
    loket.done("printer", "add", "kios", "virtual:")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "kios" in loket("printer").out
    assert loket.done("printer")["name"] == "kios"


def test_the_printer_page_opens_where_there_is_a_display(loket, monkeypatch):
    opened = []

    def run(options, name, _build, **_how):
        opened.append((name, options.window))
        return 0

    monkeypatch.setattr(stations, "_run", run)
    assert loket("printer").code == 0
    assert loket("printers").code == 0
    assert opened == [("printers", True)] * 2
