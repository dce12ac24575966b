"""Telephone numbers as people write them in Indonesia, kept in one form: +62… (E.164)."""

from __future__ import annotations

import re

from loket.errors import N_, Usage

_LOCAL = re.compile(r"0[2-9]\d{7,11}")
_ABROAD = re.compile(r"\+[1-9]\d{7,14}")


def read_phone(text: str) -> str:
    """Give a number as +62… or another country's +…; "" for nothing written.

    Accepted are spaces, dots, hyphens, brackets, a leading 0, 62, +62 or 0062: mobile 08 with 8 to 12 further figures,
    landlines with their area's code. Raises Refused for what cannot be dialled.
    """
    plain = re.sub(r"[\s().\-/\u2013]", "", text)
    if not plain:
        return ""
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    elif plain.startswith("62"):
        plain = "+" + plain
    elif plain.startswith("8"):
        plain = "0" + plain
    if plain.startswith("+62"):
        plain = "0" + plain.removeprefix("+62").lstrip("0")
    if _LOCAL.fullmatch(plain):
        return "+62" + plain[1:]
    if _ABROAD.fullmatch(plain):
        return plain
    raise Usage("phone_form", N_("Nomor telepon “{phone}” tidak terbaca; tulis seperti 0812-3456-7890."), phone=text)
