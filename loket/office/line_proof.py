"""How far each line is from its next early call, told again beside its row: part of `loket verify`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from loket.model.events import Fact, Kind
from loket.model.numbering import day_at, place_of
from loket.model.queue import CHOSEN, EARLY, after_call, fresh, recount
from loket.model.service import BETWEEN
from loket.store.contract import Book

_REMEDY = (
    "; the next early call of this line may come too soon or too late. It mends itself with the next office day; to "
    "mend it now, call somebody of this line and take the call back (loket call N, loket undo N): that counts anew"
)


@dataclass(slots=True)
class LineProof:
    """Counts as the acts do (`loket.office.lines`); `between` gives m of each service as it was at the first fact."""

    between: dict[str, int | None] = field(default_factory=dict)
    _told: dict[str, tuple[date, int]] = field(default_factory=dict)
    """Per service: the day of its row, and its calls since the last early one."""
    _reasons: dict[date, dict[str, dict[int, str]]] = field(default_factory=dict)
    """Why the visitors of a day were called, by service and fact; of the last days only."""
    _day: date = date.min

    @staticmethod
    def of(book: Book) -> LineProof:
        """Begin with m of each service as the first change that a supervisor made has found it."""
        between = {code: service.between for code, service in book.catalogue().services.items()}
        for fact in reversed(book.facts_of_kinds((Kind.CATALOGUE_CHANGED,), 0)):
            if "between" in fact.data:
                between[fact.data["service"]] = fact.data.get("was", BETWEEN)
        return LineProof(between)

    def tell(self, fact: Fact) -> None:
        """Take one fact into account."""
        if fact.kind == Kind.CATALOGUE_CHANGED and "between" in fact.data:
            self.between[fact.data["service"]] = fact.data["between"]
        elif fact.kind == Kind.DAY_OPENED:
            self._day = date.fromisoformat(fact.data["day"])
        elif fact.kind == Kind.VISIT_CALLED:
            self._called(fact)
        elif fact.kind == Kind.ACT_UNDONE and fact.data.get("kind") == Kind.VISIT_CALLED:
            self._undone(fact)

    def compare(self, book: Book) -> list[str]:
        """Compare with the rows of the days that count; gives the violations, each with what to do."""
        found: list[str] = []
        for day in sorted({self._day, *(day for day, _ in self._told.values())}):
            rows = book.since_early(day)
            for service in sorted(self.between):
                if day not in (self._day, self._told.get(service, (None, 0))[0]):
                    continue
                known, told = rows.get(service, fresh(self._m(service))), self._since(service, day)
                if known != told:
                    found.append(f"line {service} on {day}: table says {known} calls since its last early one, journal "
                                 f"{told}{_REMEDY}")  # fmt: skip
        return found

    def _called(self, fact: Fact) -> None:
        service, reason, day = fact.data["service"], fact.data["reason"], day_at(place_of(str(fact.visit)))
        if day not in self._reasons:
            self._reasons = dict(sorted(self._reasons.items())[-2:]) | {day: {}}
        self._reasons[day].setdefault(service, {})[fact.seq] = reason
        if reason != CHOSEN and service in self.between:
            m = self._m(service)
            since = after_call(self._since(service, day), m, early=reason == EARLY)
            if since != self._since(service, day):
                self._told[service] = (day, since)

    def _undone(self, fact: Fact) -> None:
        day = day_at(place_of(str(fact.visit)))
        for service, reasons in self._reasons.get(day, {}).items():
            if reasons.pop(fact.data["undoes"], None) is not None and service in self.between:
                self._told[service] = (day, recount(reasons.values(), self._m(service)))

    def _since(self, service: str, day: date) -> int:
        told_day, since = self._told.get(service, (day, fresh(self._m(service))))
        return since if told_day == day else fresh(self._m(service))

    def _m(self, service: str) -> int | None:
        return self.between.get(service, BETWEEN)
