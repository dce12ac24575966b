"""One transaction, on whatever engine: all rows together, the journal's head, and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loket.model.catalogue import Catalogue
from loket.model.counter import OfficerFace
from loket.model.events import FIRST_PREV
from loket.store.book_appointments import AppointmentRows
from loket.store.book_desk import DeskRows
from loket.store.book_journal import JournalRows
from loket.store.book_lessons import LessonRows
from loket.store.book_printing import PrintRows
from loket.store.book_visits import VisitRows
from loket.store.book_whole import WholeRows
from loket.store.memo import Memo
from loket.store.place import Place
from loket.store.statements import Rows, Statements
from loket.store.troubles import missing

HEAD = "SELECT seq, at, hash, (SELECT value FROM marks WHERE name = 'revision') FROM facts ORDER BY seq DESC LIMIT 1"
"""The newest fact and the revision of what is remembered, in one step."""

Head = tuple[int, str, str, Any]
_NO_HEAD: Head = (0, "", FIRST_PREV, None)


class SqlBook(VisitRows, JournalRows, DeskRows, PrintRows, LessonRows, AppointmentRows, WholeRows):
    """What one transaction can read and write; see `loket.store.contract.Book`."""

    def __init__(
        self,
        db: Statements,
        memo: Memo,
        place: Place,
        head: Head | None,
        withheld: Mapping[str, OfficerFace] | None = None,
    ) -> None:
        """Begin with the journal's head (None: it is empty), and with what is remembered if it is still so.

        `withheld` stands for the officers where this station may not read them.
        """
        self._withheld = withheld
        self._db = db
        self._place = place
        seq, at, digest, revision = head or _NO_HEAD
        self._last = (seq, at, digest)
        self._memo = memo
        if revision is None or revision != memo.revision:
            memo.forget(revision)

    def ask(self, statement: str, *values: object) -> Rows:
        """Run a statement of one engine's own."""
        return self._db.execute(statement, values)

    def catalogue(self) -> Catalogue:
        """Give the office's set-up, read again only when somebody has changed it; raises Trouble when there is none."""
        memo = self._memo
        known = memo.catalogue
        if known is None or not memo.is_current:
            version = self.catalogue_version()
            if version == 0:
                raise missing(self._place)
            if known is None or known.version != version:
                known = memo.catalogue = self.load_catalogue()
            memo.is_current = True
        return known
