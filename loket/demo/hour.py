"""The story of the headless demo: fifteen scenes of a morning at the office."""

from __future__ import annotations

from collections.abc import Callable

from loket.demo.hands import HALL_SIZE
from loket.demo.stage import pump, stuck
from loket.demo.unplugged import Unplugged
from loket.errors import N_


class Morning(Unplugged):
    """Two hours, 09.00 to 11.15, at one kiosk, one counter, one display and one printer."""

    # --- the story ---------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Play all scenes in order."""
        scenes: tuple[tuple[str, Callable[[], None]], ...] = (
            (N_("Petugas masuk di loket 1"), self._sign_in),
            (N_("Pengunjung pertama mengambil nomor"), self._first_visitor),
            (N_("Petugas memanggil; layar menampilkan dan mengucapkan"), self._first_call),
            (N_("Pengunjung berbahasa Inggris, satu berkas belum ada"), self._english_visitor),
            (N_("Lansia mengambil nomor prioritas"), self._elder),
            (N_("Selesai dan panggil berikutnya dengan satu tombol"), self._finish_and_call),
            (N_("Tidak hadir setelah tiga panggilan, lalu kembali"), self._missed_and_back),
            (N_("Ditunda untuk fotokopi, lalu dilanjutkan"), self._parked),
            (N_("Dialihkan ke layanan lain tanpa mengambil nomor lagi"), self._transferred),
            (N_("Salah tekan diurungkan"), self._undone),
            (N_("Kertas habis: nomor besar di layar, lalu tercetak"), self._paper_out),
            (N_("Layar ruang tunggu mati dan menyala lagi"), self._hall_restart),
            (N_("Jam sibuk: tujuh pengunjung berturut-turut"), self._busy),
            (N_("Printer tercabut satu jam: tiket jalan terus"), self._unplugged),
            (N_("Hari ditutup dengan berita acara"), self._closing),
        )
        for index, (words, scene) in enumerate(scenes):
            self._scene = index
            self.evidence.say(index / len(scenes), self._time(), self.evidence.texts(words))
            scene()
        self.evidence.say(1.0, self._time(), self.evidence.texts("Selesai."))

    def _sign_in(self) -> None:
        self._pump(lambda: self._counter.signin.board is not None, "the sign-in knows officers and counters")
        self._shot(self._counter, "masuk", N_("Layar masuk: pilih petugas dan loket"))
        self._choose_officer("P1")
        self._until_state("ready")
        self._shot(self._counter, "siap", N_("Loket siap, antrean masih kosong"))
        self._shot(self._hall, "layar-pagi", N_("Layar ruang tunggu pada pagi hari"))
        self._shot(self._kiosk, "kios-awal", N_("Kios menunggu sentuhan"))

    def _first_visitor(self) -> None:
        ticket = self.take("A", pictures=True)
        self._until_printed(ticket)
        self._shot(self._kiosk, "tiket", N_("Nomor besar di layar, tiket keluar"))
        self._shot(self._paper, "kertas", N_("Kertas yang keluar dari printer contoh"))
        self.wait(40)

    def _first_call(self) -> None:
        self.take("B")
        self.wait(50)
        self._shot(self._counter, "antrean", N_("Petugas melihat siapa menunggu dan berapa lama"))
        self.press_key("Key_F2")
        self._until_state("calling")
        self._until_shown()
        self._keep_voice()
        self._shot(self._hall, "panggilan", N_("Layar ruang tunggu memanggil"))
        self._shot(self._counter, "memanggil", N_("Loket: dipanggil, layar sudah menjawab"))
        self._until_spoken()
        self.wait(25)
        self.press_key("Key_F2")
        self._until_state("serving")
        self.wait(200)
        self._shot(self._counter, "melayani", N_("Melayani, waktu dihitung terhadap standar"))

    def _english_visitor(self) -> None:
        self.take("B", language="en", leave_out=1, pictures=True)

    def _elder(self) -> None:
        self.take("A", priority="LANSIA", pictures=True)
        self.wait(60)

    def _finish_and_call(self) -> None:
        self.press_key("Key_F2")
        self._until_state("calling")
        self._until_spoken()
        self._shot(self._hall, "panggilan-berikut", N_("Panggilan berikutnya; yang tadi turun ke daftar"))
        self.serve(180)

    def _missed_and_back(self) -> None:
        self.press_key("Key_F2")
        self._until_state("calling")
        self._until_spoken()
        number = self._board().current.number  # type: ignore[union-attr]
        for _ in range(2):
            self.wait(35)
            self.press_key("Key_F3")
            self._until_spoken()
        self.wait(30)
        self.press_key("Key_F4")
        self._until_state("ready")
        self._shot(self._hall, "terlewat", N_("Nomor terlewat tetap tampak di kaki layar"))
        self.wait(240)
        self._bring_back(number)
        self.press_key("Key_F2")
        self._until_state("calling")
        self._until_spoken()
        self.serve(150)

    def _parked(self) -> None:
        self.take("B")
        self.call()
        self.start()
        self.wait(90)
        self.press_key("Key_F8")
        self._accept_dialog()
        self._until_state("ready")
        number = self._board().parked[0].number
        self.wait(200)
        self._resume(number)
        self._until_state("calling")
        self._until_spoken()
        self.serve(120)

    def _transferred(self) -> None:
        self.take("A")
        self.call()
        self.start()
        self.wait(60)
        visit = self._board().current
        if visit is None:
            raise stuck("a visitor is served")
        number = visit.number
        self._transfer("A" if visit.service.code == "B" else "B")
        self._until_state("ready")
        self.call()
        current = self._board().current
        if current is None or current.number != number:
            raise stuck(f"{number} keeps number and turn after a transfer")
        self._shot(self._counter, "dialihkan", N_("Nomor yang sama, layanan lain, tanpa antre dari awal"))
        self.serve(150)

    def _undone(self) -> None:
        self.take("A")
        self.call()
        self.start()
        self.wait(45)
        self.press_key("Key_F6")
        self._until_state("ready")
        self._shot(self._counter, "urungkan", N_("Selesai dapat diurungkan"))
        self.press_key("Key_Z", control=True)
        self._until_state("serving")
        self.wait(60)
        self.press_key("Key_F6")
        self._until_state("ready")

    def _paper_out(self) -> None:
        self.stage.play_fault("out")
        ticket = self.take("B", waits_for_paper=False)
        self._pump(lambda: getattr(self._kiosk.page, "without_paper", False), "the kiosk says that no paper came")
        self._shot(self._kiosk, "tanpa-kertas", N_("Tanpa kertas: nomor besar, QR, foto layar ini"))
        self._shot(self._counter, "printer-habis", N_("Petugas diberi tahu: kertas printer habis"))
        self.stage.play_fault("")
        self._until_printed(ticket)
        self._pump(lambda: not getattr(self._kiosk.page, "without_paper", False), "the kiosk says that paper came")
        self._shot(self._kiosk, "kertas-kembali", N_("Kertas diisi: tiket yang tertahan tercetak sendiri"))
        self._kiosk.reset()
        self.call()
        self.serve(100)

    def _hall_restart(self) -> None:
        self._hall.close()
        self._hall.deleteLater()
        self.stage.bridges[2].close()
        self.take("A")
        self.take("B")
        self.press_key("Key_F2")
        self._until_state("calling")
        self.wait(10)
        self.press_key("Key_F3")
        self._pump(lambda: self._board().current is not None and self._board().current.calls == 2, "the second call")  # type: ignore[union-attr]
        self._hall = self.stage.display(mute=True)
        self._hall.resize(*HALL_SIZE)
        self._hall.show()
        self._until_spoken()
        pump(lambda: True, "")
        self._shot(self._hall, "layar-kembali", N_("Layar menyala lagi dan menyusul setiap panggilan"))
        self.serve(90)
        self.call()
        self.serve(80)

    def _busy(self) -> None:
        for code in ("A", "B", "A", "A", "B", "K", "C"):
            self.take(code)
            self.wait(30)
        self._shot(self._kiosk, "kios-sibuk", N_("Kios pada jam sibuk"), home=True)
        for seconds in (110, 95, 120):
            self.call()
            self.serve(seconds)
        self._shot(self._hall, "layar-sibuk", N_("Layar ruang tunggu pada jam sibuk"))
        self.press_key("Key_F9")
        self._until_state("break")
        self._shot(self._counter, "istirahat", N_("Istirahat"))
        self.wait(180)
        self.press_key("Key_F2")
        self._until_state("ready")
        while self._board().queue:
            self.call()
            self.serve(60)
        self._wait_until(10, 0)

    def _closing(self) -> None:
        from loket.documents.day_report import write_day_report
        from loket.office.reports import day_report

        office = self.stage.backstage
        self._wait_until(11, 15)
        day = self._close_day()
        self._pump(lambda: not self._kiosk.board.open, "the kiosk knows that the day is over")
        self._shot(self._kiosk, "tutup", N_("Kios setelah hari ditutup"))
        write_day_report(day_report(office, day), self.evidence.folder / "laporan.pdf", self.stage.language)
