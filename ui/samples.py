"""Sample pictures for `loket shot`: an invented office as in the mock-ups, full, empty, with the longest words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loket.errors import Away
from loket.model.calendar import WeekHours
from loket.model.counter import CounterFace, OfficerFace
from loket.model.office import OfficeFace
from loket.model.service import Requirement, ServiceFace, WaitRange
from loket.model.visit import State
from loket.model.wording import Wording
from loket.office.pictures import (
    HallCall,
    KioskBoard,
    KioskTile,
    PrinterFace,
    TakenTicket,
)
from loket.office.recognising import Standing
from loket.office.why import Why
from loket.texts import Texts
from ui.parts.asking import Asking
from ui.station import Station, StillBridge

NOW = datetime(2025, 11, 18, 9, 41, tzinfo=ZoneInfo("Asia/Jayapura"))
DAY = date(2025, 11, 18)
EVENING, EARLY = NOW.replace(hour=17, minute=5), NOW.replace(hour=7, minute=41)
"""After closing time, and before opening time."""
OPENING = NOW.replace(hour=8, minute=0)

_SHORT = ((time(8), time(12)), (time(13), time(15, 30)))
WEEK = WeekHours((*(_SHORT,) * 4, ((time(8), time(11, 30)), (time(13, 30), time(16))), (), ()))
"""An office that is closed at noon and at the weekend."""

OFFICE = OfficeFace(
    name="Dinas Sosial", place="Kota Arunika", room=Wording("Ruang Pelayanan Lantai 1", "Service Hall, Floor 1"),
    government="Pemerintah Kota Arunika", emblem="lambang-contoh.svg", head_title="Kepala Dinas Sosial",
)  # fmt: skip

NEEDS = tuple(
    Requirement(Wording(*name), Wording(*note))
    for name, note in (
        (("KTP-el asli", "Original ID card"),
         ("Nama pada KTP sama dengan yang diusulkan", "Same name as on the proposal")),
        (("Kartu Keluarga", "Family card"), ("Fotokopi 1 lembar", "1 copy")),
        (("Foto rumah tampak depan", "Photo of the house front"), ("Boleh dari ponsel", "On your phone is fine")),
        (("Surat pengantar RT/RW", "Neighbourhood letter"), ("Bila alamat KTP berbeda", "If the ID address differs")),
    )
)  # fmt: skip

_ROWS = (
    ("A", ("Bantuan Sosial", "Social Assistance"), ("PKH, Sembako, bantuan tunai", "PKH, food aid, cash aid"),
     "laut", "handshake", 6, (15, 25)),
    ("B", ("Data DTSEN", "DTSEN Data"), ("Cek, usul, dan perbaikan data", "Check, propose, correct data"),
     "biru", "badge", 4, (10, 15)),
    ("C", ("Jaminan Kesehatan", "Health Insurance"), ("Aktivasi PBI-JK / KIS", "PBI-JK / KIS activation"),
     "hutan", "health_and_safety", 9, (30, 45)),
    ("D", ("Surat Rekomendasi", "Recommendation Letter"),
     ("Sekolah, rumah sakit, panti", "School, hospital, care home"), "bata", "description", 2, (5, 10)),
    ("E", ("Disabilitas dan Lansia", "Disability and Older People"),
     ("Alat bantu, pendampingan", "Assistive devices, support"), "nila", "accessible_forward", 1, (0, 5)),
    ("F", ("Anak dan Keluarga", "Children and Family"), ("Konsultasi, pengangkatan anak", "Counselling, adoption"),
     "manggis", "family_restroom", 0, None),
    ("K", ("Klinik Pelayanan", "Service Clinic"), ("Konsultasi, semua urusan", "Advice on any matter"),
     "batu", "stethoscope", 3, (10, 20)),
)  # fmt: skip


def service(code: str, name: tuple[str, str], text: tuple[str, str], hue: str, icon: str) -> ServiceFace:
    """A service face."""
    return ServiceFace(
        code=code, name=Wording(*name), description=Wording(*text), hue=hue, icon=icon, service_minutes=15,
        wait_minutes=20, fee=Wording("Gratis", "Free"), requirements=NEEDS, clinic=code == "K",
    )  # fmt: skip


def tiles() -> tuple[KioskTile, ...]:
    """The services of the mock-ups."""
    return tuple(
        KioskTile(service(*row[:5]), row[5], WaitRange(row[6][0] * 60, row[6][1] * 60) if row[6] else None)
        for row in _ROWS
    )


def kiosk_board() -> KioskBoard:
    """An ordinary morning."""
    return KioskBoard(
        office=OFFICE, day=DAY, tiles=tiles(), open=True, opens_at=NOW + timedelta(days=1), closes_at=None, holiday="",
        calling=(call(),), printer=PrinterFace("ready", "kios"), seq=1, hours=WEEK,
    )  # fmt: skip


def crowded_board() -> KioskBoard:
    """Twenty services, some with the longest names."""
    names = (
        "Kartu Tanda Penduduk",
        "Akta Kelahiran",
        "Perizinan Berusaha",
        "Penyandang Disabilitas Berat",
        "Pajak Kendaraan",
        "SKCK",
        "Paspor",
        "BPJS Kesehatan",
        "BPJS Ketenagakerjaan",
        "Pensiun",
        "Nikah dan Rujuk",
        "Sertifikat Tanah",
        "Izin Mendirikan Bangunan PBG",
        "Bantuan Hukum",
        "Kartu Kuning AK-1",
        "Air Bersih",
        "Listrik",
        "Bank Daerah",
        "Pengaduan",
        "Klinik Pelayanan",
    )
    letters = "ABCDEFGHJLMNPRSTUVWK"
    hues = ("laut", "biru", "nila", "manggis", "bata", "zaitun", "hutan", "batu")
    about = ("Uraian singkat layanan", "What it is about")
    made = tuple(
        KioskTile(
            service(letter, (name, name), about, hues[index % 8], "description"),
            (index * 7) % 23,
            WaitRange((index * 7) % 23 * 120, (index * 7) % 23 * 180),
            "full" if index == 5 else "open",
        )
        for index, (letter, name) in enumerate(zip(letters, names, strict=True))
    )
    return replace(kiosk_board(), tiles=made)


def ticket(number: str = "B017") -> TakenTicket:
    """A taken ticket."""
    return TakenTicket(
        visit="0" * 32, number=number, service=tiles()[1].service, day=DAY, taken_at=NOW, ahead=4,
        told=WaitRange(600, 900), print_job=1, priority=None, code="7KQ2M",
    )  # fmt: skip


def standing(texts: Texts, state: State = State.WAITING, left: int = 2) -> Standing:
    """How a number stands, in the words that the office would say."""
    told = WaitRange(600, 900) if state is State.WAITING else None
    said = {
        State.CALLED: texts("Nomor {number} sedang dipanggil ke {counter}. Silakan ke sana sekarang.", number="B012",
                            counter=texts("Loket") + " 3"),
        State.MISSED: texts("Nomor {number} dipanggil ke {counter} pukul {time} dan belum datang. Lapor ke petugas "
                            "untuk kembali ke antrean.", number="B012", counter=texts("Loket") + " 3",
                            time=texts.time(NOW)),
    }.get(state) or " ".join((
        texts("{people} di depan Anda menurut urutan datang.", people=texts.count("{n} orang", 4)),
        texts("Giliran Anda paling lambat sekitar pukul {latest}, paling cepat {earliest}.",
              latest=texts.time(NOW + timedelta(minutes=15)), earliest=texts.time(NOW + timedelta(minutes=10))),
    ))  # fmt: skip
    answer = Why("B012", "0" * 32, state, 4, 0, (), told, said)
    return Standing(answer, tiles()[1].service, left if state is State.WAITING else 0)


def long_standing(texts: Texts) -> Standing:
    """How a number stands of which there is much to say."""
    kinds = (
        texts.count("{n} datang lebih dulu", 3),
        texts.count("{n} yang Anda dahulukan", 2),
        texts.count("{n} pengunjung prioritas", 1),
        texts.count("{n} dari layanan lain di loket yang sama", 4),
    )
    before = (
        texts.count("{n} pengunjung prioritas didahulukan", 2),
        texts("{who} dipanggil karena Anda mundur", who="B013"),
        texts("{who} dipanggil untuk layanan lain", who=texts.count("{n} orang", 3)),
    )
    said = (
        texts("{people} di depan Anda: {kinds}.", people=texts.count("{n} orang", 10), kinds=", ".join(kinds)),
        texts.count("Anda mundur {n} nomor pukul {time}.", 3, time=texts.time(NOW)),
        texts("{counter} membantu layanan ini dan mendahulukan layanan utamanya.", counter=texts("Loket") + " 3"),
        texts("Sejak Anda menunggu, {who}.", who=texts("{first}, dan {last}", first=", ".join(before[:-1]),
              last=before[-1])),
        texts.count("Paling banyak {n} pengunjung prioritas masih dapat didahulukan menurut urutan sekarang.", 3),
        texts("Giliran Anda paling lambat sekitar pukul {latest}, paling cepat {earliest}.",
              latest=texts.time(NOW + timedelta(minutes=70)), earliest=texts.time(NOW + timedelta(minutes=30))),
    )  # fmt: skip
    known = standing(texts, left=1)
    why = replace(known.why, ahead=10, early=3, told=WaitRange(1800, 4200), sentence=" ".join(said))
    return replace(known, why=why, proven=True)


def call(seq: int = 1, number: str = "A014", counter: int = 3, **changes: object) -> HallCall:
    """A call."""
    made = HallCall(
        seq=seq, visit=f"{seq:032d}", number=number, counter=counter,
        counter_name=Wording(f"Loket {counter}", f"Counter {counter}"), plate=str(counter), service=number[0],
        called_at=NOW, direction="east", where=Wording("Lantai 1, sebelah kanan", "Floor 1, on the right"),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def counter_face(number: int = 3, services: tuple[str, ...] = ("A", "B")) -> CounterFace:
    """A counter."""
    return CounterFace(
        number, Wording(f"Loket {number}", f"Counter {number}"), str(number), services,
        Wording("Lantai 1, sebelah kanan", "Floor 1, on the right"), "east",
    )  # fmt: skip


def officer(code: str = "P3") -> OfficerFace:
    """An officer by role."""
    return OfficerFace(code, f"Petugas {code[1:]}")


AWAY = Away("postgresql://loket@192.168.1.10/loket")
"""What a station is told when its server is gone."""


def go_away(station: Station, asking: Asking | None = None) -> None:
    """Let the office's memory be away, for a picture of that."""
    if isinstance(station.bridge, StillBridge):
        station.bridge.break_off(AWAY)
    if asking is not None:
        asking.failed.emit(AWAY)
