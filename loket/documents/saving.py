"""Put a finished document on the disk: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from loket.errors import N_, Trouble

_CAUSES = {
    errno.ENOSPC: ("disk_full", N_("Diska penuh; {path} tidak tersimpan. Kosongkan ruang, lalu coba lagi.")),
    errno.EDQUOT: ("disk_full", N_("Diska penuh; {path} tidak tersimpan. Kosongkan ruang, lalu coba lagi.")),
    errno.EACCES: ("not_allowed", N_("Tidak boleh menulis di {folder}. Pilih folder lain atau minta izin menulis.")),
    errno.EPERM: ("not_allowed", N_("Tidak boleh menulis di {folder}. Pilih folder lain atau minta izin menulis.")),
    errno.EROFS: ("read_only", N_("{folder} hanya dapat dibaca. Pilih folder lain.")),
    errno.ENOENT: ("no_folder", N_("Folder {folder} tidak ada. Buat folder itu dahulu atau pilih yang lain.")),
    errno.ENOTDIR: ("no_folder", N_("Folder {folder} tidak ada. Buat folder itu dahulu atau pilih yang lain.")),
    errno.EISDIR: ("is_folder", N_("{path} adalah folder. Tulis nama berkas, misalnya laporan.pdf.")),
}


def save(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that a reader sees the old file or the new one, never a half.

    Raises Trouble with a sentence that says what to do when the disk is full, the folder missing or read-only.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        _replace(path, content)
    except OSError as error:
        code, sentence = _CAUSES.get(
            error.errno or 0, ("document", N_("{path} tidak tersimpan ({reason}). Periksa diska, lalu coba lagi."))
        )
        raise Trouble(
            f"document_{code}" if code != "document" else code,
            sentence,
            path=str(path),
            folder=str(path.parent),
            reason=error.strerror or str(error),
        ) from error


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _mode(path: Path) -> int:
    """Give the rights of the file that is replaced; of a new one, those that the user's umask leaves."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
