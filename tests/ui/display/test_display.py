"""What the hall shows: yellow, calm, closed, pages, long names, every size."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QFontMetricsF

from loket.model.wording import Wording
from loket.office.calling import start
from loket.office.pictures import HallService
from tests.factories import FixedClock, a_service, call
from tests.ui.display.conftest import WatchedVoice
from ui import paint, samples
from ui.display import shots
from ui.display.screen import DisplayScreen
from ui.display.waiting import ROWS
from ui.station import Station, StillBridge
from ui.theme import Theme
from ui.voice import SilentVoice


@pytest.fixture
def screen(qtbot, qapp):
    """A hall without an office, with pictures as in `loket shot`."""
    made = []

    def build(state="list", size=(960, 540), language="id", theme="dark", **changes):
        from ui.app import application

        application(Theme.of(theme))
        clock = FixedClock(samples.NOW)
        station = Station(StillBridge(), clock.now, Theme.of(theme), language, reduced_motion=True, name="uji")
        window = shots.SHOTS[state](station)
        window.clock = clock  # type: ignore[attr-defined]
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        window.settle()  # type: ignore[attr-defined]
        if changes:
            assert window.board is not None
            window.show_board(replace(window.board, **changes))
        made.append(window)
        return window

    yield build
    for window in made:
        window.close()


def test_the_number_is_yellow_while_it_is_called_and_calm_when_serving_begins(hall):
    window = hall.open(WatchedVoice())
    hall.take()
    call(hall.office)
    hall.wait_spoken("A001")
    hall.qtbot.waitUntil(lambda: window.moment.stage == "closed")
    assert window.wall.panel.calling
    start(hall.office, 1)
    hall.qtbot.waitUntil(lambda: not window.wall.panel.calling)
    assert window.wall.panel.call.number == "A001", "the last number stays"


def test_yellow_ends_after_a_minute(screen):
    window = screen()
    assert window.wall.panel.calling
    window.clock.pass_(seconds=61)
    window._second()
    assert not window.wall.panel.calling


def test_a_number_below_that_is_still_called_has_the_yellow_mark(screen):
    window = screen("call-frame3")
    assert [row.live for row in window.wall.rows.rows] == [True, False, False, False]


def test_the_full_screen_names_counter_way_and_service_in_two_languages(screen, words):
    painted = words(screen("call-frame2"))
    assert {"A014", "3", "Nomor antrean", "Silakan menuju Loket 3", "Please proceed to Counter 3",
            "Lantai 1, sebelah kiri", "Bantuan Sosial"} <= set(painted)  # fmt: skip


def test_a_closed_office_says_when_it_opens(screen, words):
    painted = words(screen("closed"))
    assert "Layanan sudah tutup" in painted
    assert "Buka kembali besok, Rabu pukul 08.00" in painted
    assert {"Senin – Kamis", "08.00 – 15.30", "Sabtu, Minggu, hari libur", "Tutup"} <= set(painted)
    assert "Hari ini libur: Hari Raya Idulfitri 1447 Hijriah" in words(screen("holiday"))
    assert "Layanan belum dibuka" in words(screen("early"))


def test_a_closed_office_that_still_serves_does_not_say_closed(screen):
    assert screen("closed").kind == "closed"
    last = replace(screen("list").board, open=False)
    assert screen("list", open=False, services=last.services).kind == "list"


def test_nine_pages_of_services_reach_the_ninth(screen):
    services = tuple(HallService("A", Wording(f"Layanan {n}"), "laut", n, None) for n in range(9 * ROWS))
    table = screen(services=services).wall.table
    assert table.pages == 9
    seen = [table.shown[0].waiting]
    for _ in range(8):
        table._turned()
        seen.append(table.shown[0].waiting)
    assert seen == [page * ROWS for page in range(9)]
    table._turned()
    assert table.page == 0


def test_services_are_spread_evenly_over_the_pages(screen):
    def pages(count):
        services = tuple(HallService("A", Wording(f"Layanan {n}"), "laut", n, None) for n in range(count))
        table = screen(services=services).wall.table
        sizes = []
        for _ in range(table.pages):
            sizes.append(len(table.shown))
            table._turned()
        return sizes

    assert [pages(count) for count in (1, 6, 7, 8, 10, 20)] == [[1], [6], [7], [4, 4], [5, 5], [5, 5, 5, 5]]


def test_pages_turn_by_themselves_one_at_a_time_and_not_during_a_call(screen):
    window = screen("many-services")
    turned = set()
    for _ in range(8):
        before = (window.wall.ticker.words, window.wall.table.page)
        window._turn_pages()
        window._motion.finish()
        after = (window.wall.ticker.words, window.wall.table.page)
        changed = {name for name, a, b in zip(("ticker", "table"), before, after, strict=True) if a != b}
        assert len(changed) <= 1
        turned |= changed
    assert turned == {"ticker", "table"}

    window = screen("call-burst")
    before = window.wall.ticker.words
    window._turn_pages()
    window._motion.finish()
    assert window.wall.ticker.words == before


def test_a_message_too_long_for_the_bar_goes_on_on_the_next_page(screen):
    window = screen("long")
    message = window.board.messages[0].id
    assert " ".join(window.wall.ticker.pages()) == " ".join(message.split())
    assert len(window.wall.ticker.pages()) > 1


def test_missed_numbers_stand_at_the_foot(screen, words):
    assert "A009  C014" in words(screen("missed"))
    assert any("A009, C014" in text for text in words(screen("missed", size=(540, 960))))


def test_the_interval_has_its_column_only_when_something_is_told(screen, words):
    assert "Perkiraan tunggu" in words(screen())
    window = screen()
    untold = tuple(replace(service, told=None) for service in window.board.services)
    assert "Perkiraan tunggu" not in words(screen(services=untold))


def test_a_training_office_is_marked_and_only_a_training_office(screen, words):
    assert "LATIHAN" in words(screen("training"))
    assert "LATIHAN" in words(screen("training-call"))
    assert "LATIHAN" not in words(screen("list"))


def test_an_office_with_one_counter_needs_no_counter_words(screen, words):
    painted = words(screen("one-counter"))
    assert "Silakan ke loket" in painted
    assert "Loket" not in painted


def test_the_grid_is_chosen_only_when_asked(hall):
    hall.take()
    assert hall.open(WatchedVoice(), layout="auto").kind == "list"
    assert hall.open(WatchedVoice(), layout="grid").kind == "grid"


def test_a_call_turns_its_place_in_the_grid_yellow(hall):
    window = hall.open(WatchedVoice(auto=False), layout="grid")
    hall.take()
    with hall.qtbot.waitSignal(window.painted):
        call(hall.office, 2)
    assert [cell.hot for cell in window.wall.grid.cells] == [False, True, False]


def test_another_journal_behind_the_hall_is_taken_up_from_its_beginning(screen):
    window = screen("call-frame2")
    window.show_board(replace(window.board, seq=4, last=(), pending=(samples.call(3, "B001", 2),)))
    assert window.queue.current.number == "B001"


def test_a_hall_that_never_reached_its_office_says_so(screen, words, qtbot):
    station = Station(StillBridge(), lambda: samples.NOW, Theme.of("dark"), name="uji", reduced_motion=True)
    window = DisplayScreen(station, SilentVoice())
    qtbot.addWidget(window)
    window.resize(960, 540)
    window.show()
    window._lost()
    assert "Sambungan layar terputus. Ikuti panggilan suara petugas." in words(window)


SIZES = [(1920, 1080), (1366, 768), (1280, 1024), (1080, 1920), (720, 1280), (3840, 2160)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", ["long", "call-long", "grid-20"])
def test_a_number_is_never_cut_short_and_never_too_small(screen, monkeypatch, size, state):
    """Four digits are drawn at four fifths, wider ones as large as their place allows."""
    drawn = []
    real = paint.draw_number

    def watch(painter, rect, text, font, color, *rest):
        drawn.append((text, rect, font))
        real(painter, rect, text, font, color, *rest)

    monkeypatch.setattr(paint, "draw_number", watch)
    window = screen(state, size=size)
    drawn.clear()
    window.moment.refit(window._look)
    window.grab()
    numbers = {item.number for item in (*window.board.last, *window.board.pending)} if state != "grid-20" else {"B1020"}
    k = window._look.k
    for text, rect, font in drawn:
        fitted = paint.fit_number(text, font, rect.width())
        metrics = QFontMetricsF(fitted)
        assert metrics.horizontalAdvance(text) <= rect.width() + 1
        assert metrics.capHeight() <= rect.height() + 1
        if text in numbers:
            assert metrics.capHeight() >= (50 if state == "grid-20" else 60) * k
    assert numbers & {text for text, _, _ in drawn}


@pytest.mark.parametrize("state", shots.SHOTS)
def test_every_state_is_painted_in_both_languages(screen, words, state):
    width, height = shots.DEFAULT_SIZE[state]
    for language, theme in (("id", "dark"), ("en", "light")):
        assert words(screen(state, (width // 3, height // 3), language, theme))


def test_a_message_from_a_service_with_no_name_is_no_trouble(screen, words):
    window = screen(messages=(), missed=())
    assert "Nomor Anda dipanggil dengan suara dan tampil di layar ini." in words(window)


def test_a_call_of_yesterday_is_not_yellow(screen):
    window = screen()
    old = tuple(replace(call, called_at=call.called_at - timedelta(days=1)) for call in window.board.last)
    assert not screen(last=old).wall.panel.calling


def test_services_of_a_real_office_are_counted(make_desk, qtbot):
    from tests.ui.display.conftest import Hall

    hall = Hall(make_desk(a_service("A"), a_service("B", "Data DTSEN")), qtbot)
    window = hall.open(WatchedVoice())
    hall.take(3, "B")

    def waiting() -> list[int]:
        assert window.board is not None
        return [service.waiting for service in window.board.services]

    qtbot.waitUntil(lambda: waiting() == [0, 3])
    window.close()


def test_the_hall_says_how_fair_the_order_is_in_its_own_language(hall):
    said = " ".join(hall.open(WatchedVoice()).wall.ticker.pages())
    assert said.startswith("Nomor dipanggil menurut urutan datang. Setiap dua panggilan, satu pengunjung prioritas")
    english = " ".join(hall.open(WatchedVoice(), language="en").wall.ticker.pages())
    assert english.startswith("Numbers are called in order of arrival. After every two calls, one priority visitor")


@pytest.mark.parametrize("size", [(960, 540), (540, 960)])
def test_beside_the_missed_numbers_stands_how_their_visitors_come_back(screen, words, size):
    window = screen(size=size, missed=("A003", "B007"))
    said = " ".join([*words(window), *window.wall.ticker.pages()])
    assert "A003" in said
    assert "lapor ke petugas" in said.lower()
