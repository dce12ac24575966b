"""An ordinary morning at the Dinas Sosial."""

from __future__ import annotations

from loket.model.visit import State
from loket.office import calling, journeys
from tests.factories import journal, refused


def test_an_ordinary_morning(dinas):  # noqa: PLR0915 - a morning is long
    # The office opens. Two officers sit down; the kiosk is open since half past seven.
    assert dinas.kiosk().open
    dinas.sign_in((1, "P1"), (4, "P4"))

    # Ibu Ani comes for her social assistance, at eight. Her number comes out on paper and nobody is before her.
    dinas.it_is(8, 0)
    ani = dinas.takes("A", missing=["Kartu Keluarga"])
    assert (ani.number, ani.ahead) == ("A001", 0)
    assert dinas.printer.came_out == ["A001"]

    # Two minutes later come Budi, also for A, and Citra for a letter of recommendation.
    dinas.later(2)
    budi, citra = dinas.takes("A"), dinas.takes("D")
    assert (budi.number, budi.ahead) == ("A002", 1)
    assert (citra.number, citra.ahead) == ("D001", 0)
    assert [tile.waiting for tile in dinas.kiosk().tiles if tile.service.code in "AD"] == [2, 1]

    # The officer of counter 1 sees both, Ani first, and calls. The hall shows and says it once.
    assert [entry.number for entry in dinas.desk(1).queue] == ["A001", "A002"]
    assert dinas.calls_number(1) == "A001"
    assert dinas.hall.shown == dinas.hall.spoken == [("A001", 1)]
    current = dinas.desk(1).current
    assert current.shown_on == 1
    assert current.spoken
    assert current.waited_s == 120

    # Counter 4 serves letters, not social assistance: it gets Citra, not Budi who came before her.
    assert dinas.calls_number(4) == "D001"

    # Ani has left her family card at home; the officer puts her aside while she fetches a copy.
    calling.start(dinas.office, 1)
    dinas.later(3)
    dinas.does(calling.park, 1, "ambil fotokopi KK")
    assert dinas.where_is(ani).state is State.PARKED

    # Budi is called three times and does not come. A fourth call is not possible: he is marked absent.
    assert dinas.calls_number(1) == "A002"
    dinas.recalls(1)
    dinas.recalls(1)
    with refused(dinas.office, "call_limit", says="3 kali"):
        dinas.recalls(1)
    dinas.does(calling.mark_absent, 1)

    # Nobody waits for counter 1 any more: neither Ani nor Budi is called by itself.
    assert dinas.calls(1) is None

    # Ani is back; the officer takes her from the list and finishes.
    dinas.later(10)
    dinas.does(calling.call_visit, 1, ani.visit)
    dinas.serves(1, minutes=6)

    # Budi was only outside: his number is still good.
    dinas.does(calling.return_to_queue, budi.visit)
    assert dinas.calls_number(1) == "A002"
    dinas.serves(1, minutes=5)

    # Citra needs health insurance too. Her number and her first arrival go with her to service C.
    calling.start(dinas.office, 4)
    sent = dinas.does(journeys.transfer, 4, "C", "surat sudah jadi")
    assert (sent.number, sent.service) == ("D001", "C")
    dewi = dinas.takes("C")
    assert dinas.calls_number(4) == "D001", "she came before Dewi"
    assert dinas.desk(4).current.note == "surat sudah jadi"
    dinas.serves(4, minutes=8)
    assert dinas.calls_number(4) == dewi.number
    dinas.serves(4, minutes=4)

    # At noon the day so far balances: four came, four were served.
    dinas.it_is(12, 0)
    balance = dinas.report().balance
    assert (balance.issued, balance.served, balance.missed, balance.still_open) == (4, 4, 0, 0)
    assert dinas.report().transfers == 1
    report = dinas.close()
    assert report.balance.issued == report.balance.served == 4

    # Every call was shown and spoken once, in its order, and the journal has a reason for each choice.
    calls = [fact for fact in journal(dinas.office) if fact.kind in ("visit_called", "visit_recalled")]
    assert [(fact.number, fact.counter) for fact in calls] == dinas.hall.shown == dinas.hall.spoken
    reasons = [fact.data["reason"] for fact in calls if fact.kind == "visit_called"]
    assert set(reasons) == {"first_arrival", "kept_arrival", "returned", "chosen"}
