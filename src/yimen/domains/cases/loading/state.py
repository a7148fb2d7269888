"""One case while it is replayed: its rows so far, its running clocks, who had a hand in it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yimen.domains.cases.actions.clocks import case_subject, outcome_subject
from yimen.domains.cases.loading.history import Act, History
from yimen.domains.cases.loading.setting import Answers, Setting
from yimen.domains.cases.loading.tables import Tables
from yimen.domains.cases.models import (
    Case,
    CaseOutcome,
    CaseStep,
    Hand,
    Objection,
    Opinion,
    OutcomeStep,
    PublicNotice,
)
from yimen.domains.cases.rules.clocks import ACCEPTED
from yimen.domains.cases.rules.facts import CaseFacts, OutcomeFacts
from yimen.domains.cases.rules.process import case_target, outcome_target
from yimen.domains.cases.types import CaseState, CaseVerb, Clock, HandKind, OutcomeState, OutcomeVerb
from yimen.domains.network.types import Actor, Role
from yimen.domains.papers.types import DocumentKind, Order, Values
from yimen.domains.verification.types import LoadedRequest, RequestState
from yimen.domains.worklist.types import LoadedItem, Subject
from yimen.kernel import Deadline


@dataclass
class Replayed:
    """The case so far; moves go through the rules of the process with what is known here."""

    history: History
    answers: Answers
    setting: Setting
    tables: Tables
    case: Case
    now: datetime
    outcome: CaseOutcome | None = None
    opinion: Opinion | None = None
    reviewer: Actor | None = None
    letter: Order | None = None
    notice: PublicNotice | None = None
    objection: Objection | None = None
    request: LoadedRequest | None = None
    ended_on: date | None = None
    is_visited: bool = False
    county_visited_at: datetime | None = None
    is_waiting: bool = False
    hands: set[tuple[UUID, HandKind]] = field(default_factory=set)
    clocks: dict[Clock | str, LoadedItem] = field(default_factory=dict)
    keepers: dict[tuple[UUID, Role], UUID] = field(default_factory=dict)

    def acted(self, act: Act) -> dict[str, Any]:
        return {
            "by_user_id": act.by.user_id,
            "by_post_id": act.by.post_id,
            "by_name": act.by.staff_name,
            "done_at": act.at,
        }

    def note_hand(self, by: Actor, kind: HandKind) -> None:
        if (by.user_id, kind) not in self.hands:
            self.hands.add((by.user_id, kind))
            self.tables.keep(Hand(region=self.case.region, case=self.case, user_id=by.user_id, kind=kind))

    def move_case(self, verb: CaseVerb, act: Act, *, missing: tuple[str, ...] = (), why: str = "") -> None:
        undecided = 0 if self.outcome is None or OutcomeState(self.outcome.state).is_decided else 1
        facts = CaseFacts(state=CaseState(self.case.state), missing=missing, undecided=undecided)
        before, self.case.state = self.case.state, case_target(verb, facts)
        if not self.case.state.is_open:
            self.ended_on = act.at.date()
        self._keep(act.by)
        self.case.version += 1
        step = CaseStep(
            region=self.case.region,
            case=self.case,
            verb=verb,
            before=before,
            after=self.case.state,
            why=why,
            **self.acted(act),
        )
        self.tables.keep(step)

    def move_outcome(self, verb: OutcomeVerb, act: Act, *, why: str = "") -> CaseOutcome:
        outcome = self.standing_outcome
        before, outcome.state = outcome.state, outcome_target(verb, self._facts(act))
        self._keep(act.by)
        outcome.version += 1
        step = OutcomeStep(
            region=outcome.region,
            case_id=self.case.id,
            outcome=outcome,
            verb=verb,
            before=before,
            after=outcome.state,
            why=why,
            **self.acted(act),
        )
        self.tables.keep(step)
        return outcome

    @property
    def standing_outcome(self) -> CaseOutcome:
        assert self.outcome is not None  # there is one from acceptance on
        return self.outcome

    @property
    def subject(self) -> Subject:
        return case_subject(self.case)

    def start_clock(self, clock: Clock, on: date, owner: Actor | None = None) -> Deadline:
        """A clock of the application, or of the programme once there is one; the total is nobody's own."""
        due = self.setting.due(clock, self.history.programme, self.history.region, on)
        if due.limit.event == ACCEPTED and self.case.accepted_on not in (None, on):
            return self.start_clock(clock, self.case.accepted_on, owner)
        is_of_case = clock in (
            *(Clock.DRAFT, Clock.ACCEPTANCE, Clock.MATERIALS),
            *(Clock.INVESTIGATION_START, Clock.VISIT),
        )
        subject = self.subject if is_of_case else outcome_subject(self.standing_outcome)
        item = self.setting.item(clock, subject, due, on)
        if owner is not None:
            item = replace(item, owner_station=owner.station_id, owner_post=owner.post_id)
        elif clock is not Clock.TOTAL:
            item = replace(item, owner_post=self._keeper(item))
        self.clocks[clock] = item
        return due

    def _keep(self, by: Actor) -> None:
        self.keepers[by.station_id, by.role] = by.post_id

    def _keeper(self, item: LoadedItem) -> UUID | None:
        """As the clocks of a live case: who moved it last, or the only post of the role."""
        held = self.setting.posts(item.owner_station, item.owner_role)
        return held[0] if len(held) == 1 else self.keepers.get((item.owner_station, item.owner_role))

    def stop_clocks(self, *clocks: Clock | str) -> None:
        """What no longer waits is kept as done at the moment of the act."""
        for clock in clocks:
            if (item := self.clocks.pop(clock, None)) is not None:
                self.tables.items.append(replace(item, done_at=self.now))

    def needs_county_visit(self) -> bool:
        """Nobody of the county signed a visit made since there was reason to."""
        since, visited = self.case.county_visit_since, self.county_visited_at
        return since is not None and (visited is None or visited < since)

    def order(self, kind: DocumentKind, subject: Subject, values: Values, act: Act) -> Order:
        """A paper to be issued by the actor on the day of the act."""
        order = Order(
            kind,
            subject,
            values,
            act.by.station_id,
            act.by.post_id,
            act.by.staff_name,
            act.at.date(),
            self.case.household_id,
        )
        self.tables.orders.append(order)
        return order

    def _facts(self, act: Act) -> OutcomeFacts:
        notice, opinion, objection = self.notice, self.opinion, self.objection
        return OutcomeFacts(
            programme=self.history.programme,
            state=OutcomeState(self.standing_outcome.state),
            case_state=CaseState(self.case.state),
            today=act.at.date(),
            is_positive=opinion.is_positive if opinion else None,
            opinion_amount=opinion.amount_fen if opinion else None,
            posted_amount=notice.amount_fen if notice else None,
            notice_ends_on=notice.ends_on if notice else None,
            is_objected=objection is not None,
            has_open_objection=objection is not None and objection.settled_on is None,
            has_investigation=self.is_visited,
            has_verification=self.request is not None and self.request.reported_at is not None,
            is_failure_open=self.request is not None and self.request.state == RequestState.FAILED,
            needs_county_visit=self.needs_county_visit(),
            hands=frozenset(user for user, _kind in self.hands),
            user=act.by.user_id,
        )
