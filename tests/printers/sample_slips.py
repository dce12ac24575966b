"""The other slips for the tests. ``python -m tests.printers.sample_slips`` writes their pictures: look at each one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from loket.model.slip import (
    AppointmentSlip,
    CarryOverSlip,
    ClosingSlip,
    ComplaintSlip,
    Deadline,
    Document,
    Need,
    PrescriptionSlip,
    ReceiptSlip,
    RequirementsSlip,
    ServiceCount,
    Slip,
    Step,
)
from tests.printers.samples import GOLDEN, WIDTHS

OFFICE = "Dinas Sosial"
PLACE = "Kota Arunika"
EMBLEM = "lambang-contoh.svg"
LONG_OFFICE = "Dinas Kependudukan dan Pencatatan Sipil"
LONG_PLACE = "Kabupaten Kepulauan Arunika Tenggara"
LONG_SERVICE = "Perekaman dan Penerbitan Kartu Tanda Penduduk Elektronik bagi Penduduk Rentan Administrasi"
LONG_PAPER = "Surat pernyataan tanggung jawab mutlak kebenaran data bermeterai dari kepala keluarga"
FOOTER = "Jalan Pelabuhan Raya Nomor 17, Arunika Timur. Buka Senin–Jumat 08.00–15.00."
CHAIN = "9f2c41d07ab8e6135c02f4d1b7a90e6823cd5f817be4a1906d38c25f0e7b1a94"

RECEIPT = ReceiptSlip(
    office=OFFICE, place=PLACE, emblem=EMBLEM, reference="DTSEN-2025-01184", service="Usul Data DTSEN", number="B014",
    counter="Loket 3", officer="P3", received_at=datetime(2025, 11, 18, 9, 44), promised=date(2025, 11, 25),
    fee="gratis", contact="0811-0000-000",
    documents=(
        Document("KTP-el asli (diperlihatkan)"), Document("Kartu Keluarga, 1 lembar"),
        Document("Surat pengantar RT/RW"), Document("Foto rumah", received=False),
    ),
)  # fmt: skip

PRESCRIPTION = PrescriptionSlip(
    office=OFFICE, place=PLACE, emblem=EMBLEM, reference="RS-2025-0412",
    findings=("Belum masuk DTSEN", "PBI-JK nonaktif sejak Agustus"),
    steps=(
        Step("Usul data DTSEN", "Loket 2", "hari ini", ("KTP", "KK", "foto rumah"), "B018"),
        Step("Verifikasi kelurahan", "Kel. Arunika Timur", "s.d. 25-11"),
        Step("Aktivasi PBI-JK", "Loket 5", "setelah langkah 2", ("KIS lama", "KK")),
    ),
    companion="Petugas Klinik 1", control=date(2025, 11, 25), contact="0811-0000-000",
)  # fmt: skip

COMPLAINT = ComplaintSlip(
    office=OFFICE, place=PLACE, emblem=EMBLEM, reference="W-0121", topic="Waktu tunggu", secret=True,
    description="Menunggu dua jam lebih lama dari standar 15 menit, tanpa penjelasan petugas.",
    received_at=datetime(2025, 11, 18, 9, 46), received_in="Kios Lobi", receiver="Petugas P3, Kepala Ruang Pengaduan",
    deadlines=(
        Deadline("Tanggapan pertama", date(2025, 11, 19)), Deadline("Hasil verifikasi", date(2025, 11, 21)),
        Deadline("Tindak lanjut", date(2025, 11, 25)),
    ),
    password="8F3K", link="https://antrean.arunika.go.id/p/W0121",
)  # fmt: skip

REQUIREMENTS = RequirementsSlip(
    office=OFFICE, place=PLACE, emblem=EMBLEM, letter="B", service="Usul Data DTSEN",
    needs=(
        Need("KTP-el asli", "Nama sama dengan yang diusulkan"), Need("Kartu Keluarga", "Fotokopi 1 lembar"),
        Need("Foto rumah tampak depan", "Boleh dari ponsel"), Need("Surat pengantar RT/RW", "Bila alamat KTP berbeda"),
    ),
    duration="15 menit", fee="gratis", hours="Senin–Jumat 08.00", contact="0811-0000-000",
)  # fmt: skip

CARRY_OVER = CarryOverSlip(
    office=OFFICE, place=PLACE, emblem=EMBLEM, number="B021", letter="B", service="Usul Data DTSEN",
    taken_at=datetime(2025, 11, 18, 14, 22), day=date(2025, 11, 19), place_in_line=2, opens="08.00",
    reason="Waktu pelayanan hari ini habis", code="9MX4T",
)  # fmt: skip

APPOINTMENT = AppointmentSlip(
    office=OFFICE, place=PLACE, emblem=EMBLEM, letter="B", service="Usul Data DTSEN", code="7KD2MA",
    at=datetime(2025, 11, 19, 9, 30), needs=REQUIREMENTS.needs[:2], contact="0811-0000-000",
)  # fmt: skip

CLOSING = ClosingSlip(
    office=OFFICE, place=PLACE, emblem=EMBLEM, day=date(2025, 11, 18), opened_at=datetime(2025, 11, 18, 7, 58),
    closed_at=datetime(2025, 11, 18, 15, 12), issued=47, served=40, absent=3, cancelled=1, carried_over=2, left_open=1,
    services=(
        ServiceCount("A", "Informasi dan Konsultasi", 26, 23), ServiceCount("B", "Usul Data DTSEN", 21, 17),
    ),
    mean_wait_s=740, first_number="A001", last_number="B021", chain=CHAIN, signer="Kepala Ruang Pelayanan",
)  # fmt: skip

_LONG: dict[str, Any] = {"office": LONG_OFFICE, "place": LONG_PLACE, "footer": FOOTER}

SLIPS: dict[str, tuple[Slip, int]] = {
    "receipt": (RECEIPT, 1),
    "receipt-long": (
        replace(
            RECEIPT, **_LONG, service=LONG_SERVICE, reference="ADM-KTPEL-2025-11-0001184",
            counter="Ruang Konsultasi 12", officer="Petugas Pendaftaran Penduduk",
            fee="Rp 1.250.000 (denda keterlambatan, Perda 4/2019 Pasal 12)",
            documents=(Document(LONG_PAPER), Document("KK"), Document(LONG_PAPER, received=False)),
            link="https://antrean.dukcapil.kepulauan-arunika-tenggara.go.id/berkas/ADM-KTPEL-2025-11-0001184",
        ), 1,
    ),
    "receipt-english": (
        replace(
            RECEIPT, language="en", service="DTSEN data proposal", counter="Counter 3", fee="free of charge",
            documents=(Document("Identity card (shown)"), Document("Family card, 1 page"),
                       Document("Photograph of the house", received=False)),
            link="https://antrean.arunika.go.id/b/01184",
        ), 1,
    ),
    "receipt-copy": (replace(RECEIPT, training=True), 2),
    "prescription": (PRESCRIPTION, 1),
    "prescription-long": (
        replace(
            PRESCRIPTION, **_LONG, findings=(LONG_PAPER, "Alamat belum sesuai"),
            companion="Pendamping Program Keluarga",
            steps=tuple(Step(LONG_SERVICE if n % 4 == 0 else f"Langkah {n}", "Ruang Konsultasi Kependudukan",
                             "sebelum pukul 12.00", (LONG_PAPER,) if n == 2 else ()) for n in range(1, 11)),
        ), 1,
    ),
    "prescription-english": (
        replace(
            PRESCRIPTION, language="en", findings=("Not yet in DTSEN", "PBI-JK inactive since August"),
            steps=(Step("Propose DTSEN data", "Counter 2", "today", ("identity card", "family card"), "B018"),
                   Step("Ward verification", "Arunika Timur ward", "by 25-11")),
            companion="Clinic officer 1", link="https://antrean.arunika.go.id/r/0412",
        ), 1,
    ),
    "prescription-copy": (replace(PRESCRIPTION, training=True), 2),
    "complaint": (COMPLAINT, 1),
    "complaint-long": (
        replace(
            COMPLAINT, **_LONG, reference="PGD-2025-000121", topic="Sikap petugas dan kejelasan biaya pelayanan",
            description="Saya datang pukul delapan pagi dan baru dilayani pukul sebelas. Petugas meminta fotokopi yang "
            "tidak ada di daftar syarat, lalu menyuruh kembali besok tanpa surat keterangan.\nRugi: ongkos dua kali.",
            secret=False, complainant="(nama lengkap pengadu seperti pada kartu tanda penduduk)",
            address="Jalan Pelabuhan Lama Gang Mawar IV Nomor 23 RT 004 RW 011, Kelurahan Arunika Timur",
            receiver="Petugas Pengaduan P12, Kepala Seksi Pengelolaan Pengaduan dan Informasi", link="",
            deadlines=(Deadline("Pemberitahuan berkas lengkap atau belum lengkap (14 hari)", date(2025, 12, 2)),
                       Deadline("Keputusan", date(2026, 1, 17))),
        ), 1,
    ),
    "complaint-english": (
        replace(
            COMPLAINT, language="en", topic="Waiting time", received_in="Lobby kiosk",
            description="Waited two hours; the standard is 15 minutes.",
            deadlines=(Deadline("First reply", date(2025, 11, 19)), Deadline("Follow-up", date(2025, 11, 25))),
        ), 1,
    ),
    "complaint-copy": (replace(COMPLAINT, training=True, link="", secret=False), 2),
    "requirements": (REQUIREMENTS, 1),
    "requirements-missing": (
        replace(
            REQUIREMENTS, number="B017", at=datetime(2025, 11, 18, 9, 41),
            needs=tuple(replace(need, missing=index >= 2) for index, need in enumerate(REQUIREMENTS.needs)),
        ), 1,
    ),
    "requirements-long": (
        replace(
            REQUIREMENTS, **_LONG, letter="PK", service=LONG_SERVICE,
            needs=(*REQUIREMENTS.needs, Need(LONG_PAPER, LONG_PAPER)),
            duration="24 jam sejak berkas lengkap", hours="Senin–Kamis 08.00–15.00, Jumat 08.00–11.30 dan 13.30–15.30",
            link="https://antrean.dukcapil.kepulauan-arunika-tenggara.go.id/layanan/ktp-el-rentan",
        ), 1,
    ),
    "requirements-english": (
        replace(
            REQUIREMENTS, language="en", service="DTSEN data proposal", number="B017", at=datetime(2025, 11, 18, 9, 41),
            needs=(Need("Identity card", "Same name as proposed"), Need("Family card"),
                   Need("Photograph of the house", "A phone will do", missing=True)),
            duration="15 minutes", fee="free of charge", hours="Monday–Friday 08:00",
        ), 1,
    ),
    "requirements-copy": (replace(REQUIREMENTS, training=True), 2),
    "carry-over": (CARRY_OVER, 1),
    "carry-over-long": (
        replace(
            CARRY_OVER, **_LONG, number="PK1999", letter="PK", service=LONG_SERVICE,
            opens="08.00–11.30 dan 13.30–15.30",
            reason="Jaringan pusat data kementerian terputus sejak pukul 13.00 dan belum pulih sampai tutup",
            link="https://antrean.arunika.go.id/t/9MX4T",
        ), 1,
    ),
    "carry-over-english": (
        replace(
            CARRY_OVER, language="en", service="DTSEN data proposal", opens="08:00", reason="Closing time reached",
        ), 1,
    ),
    "carry-over-copy": (replace(CARRY_OVER, training=True), 2),
    "appointment": (APPOINTMENT, 1),
    "appointment-long": (
        replace(
            APPOINTMENT, **_LONG, letter="PK", service=LONG_SERVICE, code="ADM-KTPEL-2025-01184",
            at=datetime(2025, 12, 31, 13, 45), needs=(*REQUIREMENTS.needs, Need(LONG_PAPER, LONG_PAPER)),
        ), 1,
    ),
    "appointment-english": (
        replace(
            APPOINTMENT, language="en", service="DTSEN data proposal", needs=(Need("Identity card"),), contact="",
        ), 1,
    ),
    "appointment-copy": (replace(APPOINTMENT, training=True), 2),
    "closing": (CLOSING, 1),
    "closing-long": (
        replace(
            CLOSING, **_LONG, issued=12846, served=12500, absent=240, services=(
                ServiceCount("PK", LONG_SERVICE, 10000, 9876), *CLOSING.services),
            signer="Kepala Bidang Pelayanan Pendaftaran Penduduk", last_number="PK1999",
        ), 1,
    ),
    "closing-english": (replace(CLOSING, language="en", signer="Head of service hall"), 1),
    "closing-copy": (replace(CLOSING, training=True), 2),
}  # fmt: skip
"""Slip and copy by name."""


def _write() -> None:
    from printers.fonts import ensure_painter
    from printers.slips.drawing import slip_image

    ensure_painter()
    GOLDEN.mkdir(exist_ok=True)
    for name, (slip, copy) in SLIPS.items():
        for width in WIDTHS:
            slip_image(slip, width, copy).save(str(GOLDEN / f"{name}-{width}.png"))


if __name__ == "__main__":
    _write()
