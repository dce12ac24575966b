"""Which printer stands at a station: named once, remembered on this PC."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import replace

from loket.cli.office_time import is_away
from loket.cli.opening import open_office
from loket.errors import Trouble
from loket.store.place import Place


def own_printer(options: argparse.Namespace, where: Place, name: str) -> str:
    """Give the printer that stands at a station; one that is named is remembered under the station's `name`.

    Raises Refused when the office has no such printer; a server that is away cannot say so.
    """
    from loket import settings
    from loket.office import printer_setup

    known, named = settings.recall(name), getattr(options, "printer", None)
    if named is None:
        return known.printer
    if named:
        try:
            office = open_office(where)
        except Trouble as error:
            if not is_away(where, error):
                raise
        else:
            with closing(office.store):
                printer_setup.printer(office, named)
    settings.remember(name, replace(known, printer=named))
    return str(named)
