"""Work beside the screen: done in a thread of its own, answered in the GUI thread, and never waited for."""

from __future__ import annotations

import threading

import pytest

from loket.errors import Refused
from ui.beside import Beside


@pytest.fixture
def beside(qapp):
    made = Beside("uji")
    yield made
    made.close()
    made.join(20)


def test_work_is_done_elsewhere_and_answered_here(beside, qtbot):
    threads = []
    beside.run(threading.current_thread, lambda thread: threads.extend([thread, threading.current_thread()]))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0].name == "uji"
    assert threads[1] is threading.main_thread()


def test_a_refusal_is_answered_too(beside, qtbot):
    def refuse():
        raise Refused("no", "Tidak boleh.")

    heard: list[Refused] = []
    beside.run(refuse, None, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard[0].code == "no"


def test_a_bug_comes_up_in_the_gui_thread(beside, qtbot):
    with qtbot.captureExceptions() as caught:
        beside.run(lambda: 1 / 0)
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert caught[0][0] is ZeroDivisionError


def test_who_leaves_is_not_answered_and_does_not_wait_but_the_last_thing_is_done(qapp, qtbot):
    beside, gate, last = Beside("uji"), threading.Event(), threading.Event()
    answers: list[object] = []
    beside.run(lambda: gate.wait(20), answers.append)
    beside.leave(last.set)
    assert not last.is_set()
    gate.set()
    assert last.wait(20)
    beside.join(20)
    qtbot.wait(1)
    assert answers == []
