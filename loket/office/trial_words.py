"""What a trial of plans says, each proposal with its effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.errors import N_
from loket.model.breaks import Break
from loket.model.simulation import HALF_HOUR_S
from loket.model.staffing import Plan, Verdict
from loket.office.habits import Known
from loket.office.trial import Change, Hours, Percent, Said, Trial, clock

_MOST = 4  # sentences of one sort


_CHANGE = {
    (True, False): N_("Loket {counter} buka pukul {first}–{last}."),
    (False, False): N_("Loket {counter} tutup pukul {first}–{last}."),
    (True, True): N_("Loket {counter} memang sudah buka pukul {first}–{last}; itu tidak mengubah apa pun."),
    (False, True): N_("Loket {counter} memang sudah tutup pukul {first}–{last}; itu tidak mengubah apa pun."),
}
"""What a change does, by whether it opens the counter and whether that is so anyway."""


@dataclass(slots=True)
class Talk:
    """Compares the plan as it is with the one that was proposed; plays some more days for every sentence."""

    trial: Trial
    now: Verdict
    plan: Plan
    proposed: Plan
    verdict: Verdict

    def of_now(self) -> Said:
        """Say how the promise is kept now."""
        worst, share = self.now.worst, self.now.worst_share
        if worst is None or share is None:
            return Said("now", N_("Tidak ada pengunjung pada jam-jam ini."))
        return Said(
            "now",
            N_("Sekarang {share}% dipanggil dalam {minutes} menit; terberat pukul {first}–{last}: {worst}%."),
            {**self._kept(self.now), **self._hours(worst, worst + 1)},
        )

    def of_changes(self, then: Verdict, changes: Sequence[Change], idle: Sequence[Change] = ()) -> list[Said]:
        """Say what changes would do; of those that are `idle`, that it is so anyway."""
        said = [
            Said(
                "change",
                _CHANGE[change.is_open, change in idle],
                {"counter": change.counter, "first": change.first, "last": change.last},
            )
            for change in changes
        ]
        said.append(
            Said(
                "then",
                N_("Hasilnya {share}% dipanggil dalam {minutes} menit (sekarang {now}%); terberat {worst}%."),
                {**self._kept(then), "now": Percent(self.now.share)},
            )
        )  # fmt: skip
        return said

    def of_proposal(self, *, enough: bool) -> list[Said]:
        """Say which counters to open and which may rest, and what it comes to."""
        if not enough:
            return [
                Said(
                    "short",
                    N_("Semua loket dibuka pun hanya {share}% dipanggil dalam {minutes} menit; terberat {worst}%."),
                    self._kept(self.verdict),
                )
            ]
        more = [self._opening(*run) for run in self._runs(1)]
        more.sort(key=lambda each: each[0], reverse=True)
        return [*(said for _, said in more[:_MOST]), *self._sparing(), self._total()]

    def _opening(self, first: int, last: int, count: int) -> tuple[float, Said]:
        plan = tuple(
            here | there if first <= at < last else here
            for at, (here, there) in enumerate(zip(self.plan, self.proposed, strict=True))
        )
        share = self.trial.of_plan(plan).share
        changes = tuple(
            Change(self.trial.known.counters[place].number, clock(begins), clock(begins + HALF_HOUR_S))
            for at in range(first, last)
            for begins in (self.trial.known.habits.opens_s + at * HALF_HOUR_S,)
            for place in sorted(plan[at] - self.plan[at])
        )
        facts = {
            **self._hours(first, last), "count": count, "share": Percent(share), "now": Percent(self.now.share),
            "minutes": self._minutes,
        }  # fmt: skip
        sentence = N_(
            "Buka {count} loket tambahan pukul {first}–{last}: {share}% dalam {minutes} menit (sekarang {now}%)."
        )  # fmt: skip
        return share, Said("open", sentence, facts, changes)

    def _sparing(self) -> list[Said]:
        plan = tuple(
            there if len(there) > len(here) else here for here, there in zip(self.plan, self.proposed, strict=True)
        )
        said = []
        for first, last, count in self._runs(-1)[:_MOST]:
            plan = (*plan[:first], *self.proposed[first:last], *plan[last:])
            facts = {**self._hours(first, last), "count": count, "share": Percent(self.trial.of_plan(plan).share)}
            sentence = N_("Pukul {first}–{last} sampai {count} loket boleh istirahat; hasil seluruhnya {share}%.")
            said.append(Said("spare", sentence, facts))
        return said

    def _total(self) -> Said:
        return Said(
            "total",
            N_("Usulan: {hours} jam loket (sekarang {now_hours}); {share}% dalam {minutes} menit, terberat {worst}%."),
            {
                **self._kept(self.verdict),
                "hours": Hours(self.verdict.counter_hours),
                "now_hours": Hours(self.now.counter_hours),
            },
        )

    def _runs(self, sign: int) -> list[tuple[int, int, int]]:
        """Give the runs of half-hours (from, to, counters at the most) that need more (1) or fewer (-1) counters."""
        runs: list[tuple[int, int, int]] = []
        for at, (here, there) in enumerate(zip(self.plan, self.proposed, strict=True)):
            missing = sign * (len(there) - len(here))
            if missing <= 0:
                continue
            if runs and runs[-1][1] == at:
                runs[-1] = (runs[-1][0], at + 1, max(runs[-1][2], missing))
            else:
                runs.append((at, at + 1, missing))
        return runs

    @property
    def _minutes(self) -> int:
        return round(self.trial.promise.within_s / 60)

    def _kept(self, verdict: Verdict) -> dict[str, object]:
        return {
            "share": Percent(verdict.share),
            "minutes": self._minutes,
            "worst": Percent(1.0 if verdict.worst_share is None else verdict.worst_share),
        }

    def _hours(self, first: int, last: int) -> dict[str, object]:
        opens_s = self.trial.known.habits.opens_s
        return {"first": clock(opens_s + first * HALF_HOUR_S), "last": clock(opens_s + last * HALF_HOUR_S)}


def of_breaks(breaks: Sequence[Break], uncovered: Sequence[int]) -> list[Said]:
    """Say who may go for lunch when, and for whom nobody can be spared."""
    said = [
        Said(
            "break",
            N_("Istirahat loket {counter}: pukul {first}–{last}."),
            {"counter": each.counter, "first": clock(each.from_s), "last": clock(each.to_s)},
        )
        for each in breaks
    ]
    if uncovered:
        facts = {"counters": ", ".join(str(each) for each in uncovered)}
        said.append(
            Said(
                "uncovered", N_("Istirahat siang loket {counters} perlu pengganti, atau janji tidak tertepati."), facts
            )
        )
    return said


def of_basis(known: Known) -> Said:
    """Say what the played days stand on."""
    if known.made_up:
        return Said("basis", N_("Dimainkan untuk kantor rekaan; jam sibuk pagi seperti kantor kebanyakan."))
    if known.days:
        return Said("basis", N_("Dimainkan dari {days} hari layanan terakhir kantor ini."), {"days": known.days})
    return Said(
        "basis",
        N_("Riwayat belum cukup: memakai waktu standar layanan dan perkiraan loket sibuk tiga perempat hari."),
    )
