"""The year, day by day: the machine's jobs, what families do, and every desk what its worklist shows."""

import random
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction

from tests.simulation import (
    asking,
    attesting,
    campaigning,
    deciding,
    happening,
    meeting,
    moving,
    receiving,
    reporting,
    reviewing,
    rolling,
)
from tests.simulation.clocks import is_working
from tests.simulation.families import FIRST_DAY, LAST_DAY, LAST_KNOCK, Family, plan_families
from tests.simulation.house import House, acting, afresh, run_jobs
from tests.simulation.turns import Turn, World
from tests.support.process import on
from yimen.domains.cases import actions as cases
from yimen.domains.cases import errors as case_errors
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.types import OutcomeState
from yimen.domains.network.types import Actor, Role
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.errors import NotOpenError
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import ListedItem, WorkKind
from yimen.foundation.database.scope import system_scope
from yimen.kernel import YimenError

K = WorkKind
DESKS: dict[WorkKind, Callable[[Turn], str | None]] = {
    K.CONTACT: receiving.contact,
    K.CONTACT_HAND_OVER: receiving.contact_hand_over,
    K.APPLICATION_DRAFT: deciding.draft,
    K.ACCEPTANCE: deciding.acceptance,
    K.MATERIALS: deciding.materials,
    K.INVESTIGATION_START: deciding.investigation_start,
    K.VERIFICATION: deciding.verification,
    K.INVESTIGATION: deciding.investigation,
    K.OPINION: deciding.opinion,
    K.RETURNED: deciding.opinion,
    K.NOTICE: deciding.notice,
    K.OBJECTION: deciding.objection,
    K.FORWARD: deciding.forward,
    K.COUNTY_CHECK: deciding.county_check,
    K.CONFIRMATION: deciding.confirmation,
    K.REFUSAL_LETTER: deciding.letter,
    K.DELIVERY: deciding.letter,
    K.PUBLICATION: deciding.publication,
    K.URGENT_PAPERS: deciding.urgent_papers,
    K.COOPERATION: deciding.cooperation,
    K.COOPERATION_REPLY: deciding.cooperation_reply,
    K.REVIEW: reviewing.review,
    K.CHANGE: reviewing.change,
    K.HEARING: reviewing.hearing,
    K.YEARLY_REVIEW: campaigning.yearly_review,
    K.CHANGE_REPORT: reporting.change_report,
    K.TRANSFER: moving.file_transfer,
    K.ATTESTATION: attesting.attestation,
    K.ATTESTATION_AGAIN: attesting.attestation,
    K.CIVIL_MATTER: attesting.civil_matter,
    K.ROUND_CLOSING: meeting.round_closing,
    K.ROUND_END: meeting.round_end,
    K.TRANSFER_REPLY: receiving.transfer_answer,
    K.TRANSFER_RESULT: receiving.transfer_answer,
    K.TRANSFER_FEEDBACK: receiving.transfer_feedback,
    K.COMPLAINT: receiving.complaint,
    K.REMEDY_ANSWER: receiving.remedy_answer,
    K.REMEDY_CARRY_OUT: receiving.remedy_carry_out,
}
WATCHED = {K.WHOLE_CASE, K.ESCALATION, K.RENEWAL, K.GRACE_END}
"""Ended by what they watch, never by themselves."""
NEVER_TAKEN = {K.CONTACT, K.CONTACT_HAND_OVER, K.COMPLAINT}
WAITING_FOR = (
    case_errors.CountyVisitMissingError,
    case_errors.CountyCheckMissingError,
    case_errors.VerificationMissingError,
    case_errors.InvestigationMissingError,
    case_errors.CooperationOpenError,
    case_errors.HearingOpenError,
    case_errors.VerificationFailedOpenError,
    case_errors.ObjectionOpenError,
    case_errors.StandingMissingError,
    case_errors.GivenTwiceError,
    case_errors.RoundInvalidError,
)
"""Refusals that only say: somebody else first."""
SLOW_SHARE = 0.03
"""Left lying past its last day on purpose, so many of a hundred items."""
NOT_ON_PURPOSE = {K.CONTACT_HAND_OVER, K.ROUND_CLOSING, K.ROUND_END, K.YEARLY_REVIEW}
YEARLY_REVIEW = date(2026, 9, 1), date(2026, 11, 30)


class Year:
    """One run: `live` it from the first day to the last."""

    def __init__(
        self,
        house: House,
        count: int,
        seed: int,
        last_knock: date = LAST_KNOCK,
        review: tuple[date, date] = YEARLY_REVIEW,
    ) -> None:
        self.seed = seed
        self.world = World(house, plan_families(count, house.villages, seed, last_knock))
        self.when: dict[UUID, date] = {}
        self.tries: Counter[UUID] = Counter()
        self.seconds: dict[str, float] = defaultdict(float)
        self.review = review
        self.world.at(FIRST_DAY, lambda: rolling.open_the_year(self.world))
        self.world.at(review[0], lambda: campaigning.open_reviews(self.world, review))
        for family in self.world.families:
            if not family.is_listed:
                self.world.at(family.comes_on, self._knock(family))

    def live(self, report: Callable[[date], None] = lambda day: None, until: date = LAST_DAY) -> World:
        """Every day of the year."""
        day = FIRST_DAY
        while day <= until:
            self.world.today = day
            with on(day):
                self._day()
            report(day)
            day += timedelta(days=1)
        return self.world

    def _day(self) -> None:
        if is_working(self.world.today):
            self._timed("jobs", run_jobs)
        for act in self.world.due_acts():
            self._safely("family", act)
        if is_working(self.world.today):
            self._absences()
            self._meetings()
            self._yearly_reviews()
            self._timed("desks", self._desks)

    def _timed(self, what: str, act: Callable[[], None]) -> None:
        start = time.perf_counter()
        act()
        self.seconds[what] += time.perf_counter() - start

    def _safely(self, what: str, act: Callable[[], None]) -> None:
        """What a family does may be refused for reasons the script did not foresee: each is a fault."""
        start = time.perf_counter()
        try:
            with transaction.atomic():
                act()
        except Exception as fault:
            self.world.faults.append(f"{self.world.today} {what}: {fault!r:.400} {_place(fault)}")
        self.seconds[what] += time.perf_counter() - start

    def _knock(self, family: Family) -> Callable[[], None]:
        def act() -> None:
            asking.knock(self.world.house, family)
            self.world.know(family)
            if family.kind == "stranger":
                later = self.world.working_day_after(6)
                self.world.at(later, lambda: asking.identified(self.world.house, family))

        return act

    def _absences(self) -> None:
        """Whoever goes away hands the desk over that morning; the reviewer of the town does it."""
        house = self.world.house
        for actor in house.staff:
            since, _ = house.away.get(actor.post_id, (None, None))
            if since is None or self.world.today != _first_worked(since):
                continue
            by, to = house.at(actor.region, Role.TOWN_REVIEWER), house.at(actor.region, Role.TOWN_HANDLER, 1)
            with acting(by):
                held = waiting.items_of_post(actor.post_id, by=by)
                receivers = {item.id: to.post_id for item in held}
                if receivers:
                    cases.hand_over_desk(from_post=actor.post_id, receivers=receivers, reason="休假", by=by)
                    self.world.acts["desk_handed_over"] += 1

    def _meetings(self) -> None:
        """Where a town has not set its days, the meeting is on the seventh or the next working day."""
        if self.world.today != _first_worked(self.world.today.replace(day=7)):
            return
        for town in sorted(self.world.house.meeting_towns):
            self._safely("meeting", lambda town=town: meeting.meet(self.world, town))  # type: ignore[misc]

    def _yearly_reviews(self) -> None:
        """Where a town goes through all its households, some doors are visited on every working day."""
        if self.review[0] <= self.world.today <= self.review[1]:
            for town in sorted(self.world.campaigns):
                self._safely("yearly review", lambda town=town: campaigning.walk(self.world, town))  # type: ignore[misc]

    def _desks(self) -> None:
        """Whoever has anything to do today looks at the own list, then at what the station may take."""
        mine, takeable = self._morning()
        for actor in self.world.house.staff:
            if self.world.house.is_away(actor, self.world.today):
                continue
            if mine.get(actor.post_id) or takeable.get((actor.station_id, actor.role.value)):
                self._sit_down(afresh(actor))

    def _morning(self) -> tuple[dict[UUID, int], dict[tuple[UUID, str], int]]:
        """Where something is to be done today: by post, and by station and role."""
        mine: dict[UUID, int] = defaultdict(int)
        takeable: dict[tuple[UUID, str], int] = defaultdict(int)
        with system_scope():
            rows = WorkItem.objects.filter(done_at__isnull=True).exclude(kind__in=WATCHED)
            names = (
                "id",
                "kind",
                "subject_title",
                "due_on",
                "owner_post_id",
                "owner_station_id",
                "owner_role",
            )
            for item_id, kind, title, due_on, post, station, role in rows.values_list(*names):
                if self._due(item_id, kind, title, due_on) > self.world.today:
                    continue
                if post is not None and self.world.house.is_away_post(post, self.world.today):
                    self.world.crowded.add(item_id)
                elif post is not None:
                    mine[post] += 1
                else:
                    takeable[station, role] += 1
        return mine, takeable

    def _due(self, item_id: UUID, kind: str, title: str, due_on: date) -> date:
        """The day this item is done: one to two working days after it appears, or late on purpose."""
        if item_id not in self.when:
            chance = random.Random(f"{self.seed}:{kind}:{title}:{due_on}")
            soon = self.world.working_day_after(chance.choice((0, 1, 1, 2)))
            self.when[item_id] = min(soon, max(_last_worked(due_on), self.world.today))
            if K(kind) not in NOT_ON_PURPOSE and chance.random() < SLOW_SHARE:
                self.when[item_id] = due_on + timedelta(days=chance.randrange(2, 9))
                self.world.slow[item_id] = "拖延（模拟有意）"
        return self.when[item_id]

    def _sit_down(self, by: Actor) -> None:
        with acting(by):
            own = waiting.items_in_order(waiting.listed_ids(by, "mine"), by=by)
            free = waiting.items_in_order(waiting.listed_ids(by, "takeable"), by=by)
        taken = {item.id for item in free}
        for item in (*own, *free):
            if K(item.kind) in WATCHED or self.when.get(item.id, self.world.today) > self.world.today:
                continue
            self._act(Turn(self.world, item, by), is_free=item.id in taken)

    def _act(self, turn: Turn, *, is_free: bool) -> None:
        start = time.perf_counter()
        item, world = turn.item, self.world
        try:
            with acting(turn.by):
                if is_free and turn.kind not in NEVER_TAKEN:
                    worklist.take(item_id=item.id, by=turn.by)
                is_open = WorkItem.objects.filter(pk=item.id, done_at__isnull=True).exists()
                why = DESKS[turn.kind](turn) if is_open else None  # else done with another of this sitting
        except WAITING_FOR as refusal:
            why = str(refusal)
        except NotOpenError:  # done with another item of this sitting
            why = None
        except (YimenError, DatabaseError, LookupError, AssertionError, ValueError) as fault:
            why = f"出错 {type(fault).__name__}"
            self._fault(turn, fault)
        self._after(turn, item, why)
        self.seconds[item.kind] += time.perf_counter() - start
        world.acts[item.kind if why is None else "put_off"] += 1

    def _after(self, turn: Turn, item: ListedItem, why: str | None) -> None:
        if why is not None:
            self.world.waits[item.id] = why
            self.tries[item.id] += 1
            again = 15 if why.startswith("出错") else min(2 + self.tries[item.id] // 2, 6)
            self.when[item.id] = self.world.working_day_after(again)
        elif turn.kind in (K.DELIVERY, K.REFUSAL_LETTER) and item.subject_kind == "outcome":
            self._told(turn)

    def _told(self, turn: Turn) -> None:
        """After the letter: what life brings, or a remedy against a refusal."""
        with acting(turn.by):
            outcome: CaseOutcome = turn.outcome
            family = turn.family
        later = self.world.today + timedelta(days=family.later_after)
        if outcome.state == OutcomeState.REFUSED and family.turn("contested"):
            self.world.at(later, lambda: happening.contest(self.world, family, outcome.id))
        elif outcome.state == OutcomeState.CONFIRMED:
            happening.later(self.world, family)

    def _fault(self, turn: Turn, fault: BaseException) -> None:
        kind = self.world.by_subject.get(turn.subject_id)
        if turn.item.id in self.world.faulty:
            return
        self.world.faulty.add(turn.item.id)
        told = f"{self.world.today} {turn.item.kind} {turn.by.role} {turn.item.subject_title}"
        self.world.faults.append(f"{told} [{kind.kind if kind else ''}]: {fault!r:.500} {_place(fault)}")


def _place(fault: BaseException) -> str:
    """Where it broke off, the script's line before the last."""
    ours = [line for line in traceback.extract_tb(fault.__traceback__) if "simulation" in line.filename]
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return " ".join(f"{line.filename.rsplit('/', 2)[-1]}:{line.lineno}" for line in (*ours[-1:], last))


def _first_worked(day: date) -> date:
    while not is_working(day):
        day += timedelta(days=1)
    return day


def _last_worked(day: date) -> date:
    while not is_working(day):
        day -= timedelta(days=1)
    return day
