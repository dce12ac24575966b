"""Why a slip did not come out: Indonesian msgids, said by the ports, kept with each try, explained by the screens."""

from __future__ import annotations

from loket.errors import N_

OUT_OF_PAPER = N_("kertas habis")
COVER_OPEN = N_("tutup printer terbuka")
FAULTY = N_("printer bermasalah, periksa pemotong dan lampunya")
NOT_READY = N_("printer tidak siap")
UNREACHABLE = N_("printer tidak dapat dihubungi")
SILENT = N_("printer tidak menjawab")
STALLED = N_("printer berhenti menerima data")
BROKEN_OFF = N_("sambungan terputus di tengah cetakan")
UNCONFIRMED = N_("printer tidak memastikan baris terakhir")
"""All was sent, and what should be answered behind the last row was not."""
NOT_THERE = N_("printer tidak terpasang")
NOT_ALLOWED = N_("printer belum boleh dipakai: masukkan pemakai komputer ini ke grup lp dan dialout, lalu masuk ulang")
IN_USE = N_("printer sedang dipakai program lain")
NOT_ALLOWED_QUEUE = N_("printer belum boleh dipakai: pemakai ini tidak berhak atas antrean cetaknya")
NOT_WRITABLE = N_("berkas tidak dapat ditulis")
