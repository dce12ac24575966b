"""What the five steps of a calibration ask, and the words of their answers."""

from __future__ import annotations

from loket.model.calibration import Answer, Calibration, Cover, Step
from loket.texts import Texts


def step_name(step: Step, t: Texts) -> str:
    """Give the short name of a step."""
    return {
        Step.PATTERN: t("Pola"), Step.WIDTH: t("Lebar"), Step.CUT: t("Potong"), Step.COVER: t("Penutup"),
        Step.FENCE: t("Kabar"),
    }[step]  # fmt: skip


def question(now: Calibration, t: Texts) -> tuple[str, str]:
    """Give the question of the present step and what helps to answer it."""
    if now.step is Step.PATTERN:
        return (t("Apakah kertasnya seperti gambar ini?"),
                t("Tiga pola: kotak dan garis halus, putih di atas hitam, lingkaran dan segitiga."))  # fmt: skip
    if now.step is Step.WIDTH:
        return (t("Kotak terlebar mana yang utuh di kiri dan kanan?"),
                t("Pilih kotak terlebar yang keempat garisnya tercetak utuh."))  # fmt: skip
    if now.step is Step.CUT:
        return (t("Apakah kertas terpotong, dan garis tebalnya utuh?"),
                t("Garis tebal harus dekat di atas tepi. Bila tidak, dicetak lagi dengan jarak lain."))  # fmt: skip
    if now.step is Step.COVER:
        return _cover(now, t)
    if now.step is Step.FENCE and now.heard:
        return (t("Printer sudah menjawab. Apakah kertasnya sudah selesai keluar saat tulisan ini muncul?"),
                t("Jawaban yang datang terlalu cepat tidak dapat dipercaya."))  # fmt: skip
    if now.step is Step.FENCE:
        return (t("Menunggu kabar dari printer…"),
                t("Perhatikan printernya: tulisan ini berganti begitu printer menjawab."))  # fmt: skip
    return t("Printer siap dipakai"), t("Semuanya sudah disimpan dan dapat diulang kapan saja lewat Atur.")


def _cover(now: Calibration, t: Texts) -> tuple[str, str]:
    return {
        Cover.ASKED: (t("Buka penutup printer"),
                      t("Inilah bukti bahwa laporan printer sungguhan. Layar ini berganti sendiri.")),
        Cover.OPEN: (t("Terlihat terbuka. Sekarang tutup kembali"), t("Tutup rapat sampai berbunyi klik.")),
        Cover.PROVEN: (t("Terbukti: keadaan printer sungguhan"),
                       t("Kertas habis dan penutup terbuka akan diketahui sebelum tiket dikirim.")),
        Cover.SILENT: (t("Printer ini tidak memberi kabar"),
                       t("Kertas habis tidak akan diketahui Loket. Tiket dianggap terkirim; lihat sendiri kertasnya.")),
    }[now.cover]  # fmt: skip


def answer_words(answer: Answer, t: Texts) -> str:
    """Give the words of an answer."""
    return {
        Answer.AS_SHOWN: t("Ya, seperti gambar"),
        Answer.GAPS: t("Ada bagian hilang, atau berhenti di tengah"),
        Answer.LETTERS: t("Yang keluar huruf-huruf aneh"),
        Answer.WELL: t("Terpotong, garisnya utuh dekat tepi"),
        Answer.THROUGH: t("Garisnya terpotong atau masih di dalam"),
        Answer.FAR: t("Terpotong, tetapi putihnya terlalu panjang"),
        Answer.UNCUT: t("Tidak terpotong sama sekali"),
        Answer.NO_SENSOR: t("Penutup printer ini tidak bersensor"),
        Answer.UNCHANGED: t("Sudah dibuka, tidak ada perubahan"),
        Answer.GO_ON: t("Lanjut"),
        Answer.BEHIND: t("Ya, kertas sudah selesai keluar"),
        Answer.EARLY: t("Belum, kertas masih keluar"),
    }[answer]
