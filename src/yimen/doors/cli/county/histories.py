"""Histories of the demo county: which stage a case has reached, who did what, and on which days.

A history is laid out backwards from its last day, so that most clocks run in good time today, some are
about to end and few are overdue. Each stage is a line of `STAGES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from yimen.domains.cases.actions import Act, ActKind, History, HistoryMember
from yimen.domains.cases.types import Channel
from yimen.domains.network.types import Actor, Role
from yimen.domains.people.types import LoadedHousehold
from yimen.domains.verification.types import LineKind, ReportedLine
from yimen.doors.cli.county.calendar import working_day_before
from yimen.doors.cli.county.families import Family
from yimen.doors.cli.county.staff import COUNTY, Team
from yimen.kernel import Money, RegionCode, RegionLevel, WorkCalendar

CHINA = ZoneInfo("Asia/Shanghai")
K = ActKind
BEGUN = (K.OPEN, K.SUBMIT)
ASKED_BACK = (*BEGUN, K.TELL_MISSING)
ACCEPTED = (*BEGUN, K.ACCEPT)
ACCEPTED_LATER = (*ASKED_BACK, K.SUPPLEMENT, K.ACCEPT)
INVESTIGATING = (*ACCEPTED, K.INVESTIGATE)
BEING_VERIFIED = (*INVESTIGATING, K.START_VERIFICATION)
VISITED = (*BEING_VERIFIED, K.VISIT)
VERIFIED = (*BEING_VERIFIED, K.REPORT_VERIFICATION)
READY = (*VERIFIED, K.VISIT)
OPINED = (*READY, K.GIVE_OPINION)
POSTED = (*OPINED, K.POST)
OBJECTED = (*POSTED, K.OBJECT)
SENT_AFTER_OBJECTION = (*OBJECTED, K.SETTLE_OBJECTION, K.GIVE_OPINION, K.SEND)
SENT = (*POSTED, K.SEND)
RETURNED = (*SENT, K.RETURN)
SENT_AGAIN = (*RETURNED, K.GIVE_OPINION, K.SEND)
DECIDED = (*SENT, K.DECIDE)
DONE = (*DECIDED, K.PUBLISH, K.DELIVER)
DONE_LATER = (*ACCEPTED_LATER, *DONE[len(ACCEPTED) :])
DONE_AFTER_OBJECTION = (*SENT_AFTER_OBJECTION, K.DECIDE, K.PUBLISH, K.DELIVER)
DONE_AFTER_RETURN = (*SENT_AGAIN, K.DECIDE, K.PUBLISH, K.DELIVER)

OLDEST = 70
"""Working days back to the oldest decision."""


@dataclass(frozen=True)
class Stage:
    """So many of a thousand families; their acts; working days since the last act (few late ones apart)."""

    weight: int
    acts: tuple[ActKind, ...]
    lag: tuple[int, int] = (0, 0)


NO_CASE = Stage(260, ())
STAGES: tuple[Stage, ...] = (
    NO_CASE,
    Stage(30, (K.OPEN,)),
    Stage(35, BEGUN),
    Stage(25, ASKED_BACK),
    Stage(10, (*ASKED_BACK, K.SUPPLEMENT)),
    Stage(35, ACCEPTED),
    Stage(10, ACCEPTED_LATER),
    Stage(35, INVESTIGATING),
    Stage(30, BEING_VERIFIED),
    Stage(20, VISITED),
    Stage(20, VERIFIED),
    Stage(40, READY),
    Stage(15, OPINED),
    Stage(60, POSTED, (0, 2)),
    Stage(8, OBJECTED),
    Stage(6, (*OBJECTED, K.SETTLE_OBJECTION)),
    Stage(8, SENT_AFTER_OBJECTION, (0, 4)),
    Stage(45, SENT, (0, 4)),
    Stage(12, RETURNED),
    Stage(20, DECIDED),
    Stage(230, DONE, (1, OLDEST)),
    Stage(30, DONE_LATER, (1, OLDEST)),
    Stage(12, DONE_AFTER_OBJECTION, (1, OLDEST)),
    Stage(12, DONE_AFTER_RETURN, (1, OLDEST)),
    Stage(15, (*BEGUN, K.WITHDRAW), (1, OLDEST)),
    Stage(15, (*INVESTIGATING, K.WITHDRAW), (1, OLDEST)),
    Stage(12, (*BEING_VERIFIED, K.TERMINATE), (1, OLDEST)),
)
ABOUT_TO_END, LATE = 0.14, 0.03
NOTICE_DAYS = 8
"""From posting to the first day after the notice, at least."""
WORDS: Mapping[ActKind, tuple[str, ...]] = {
    K.REPORT_VERIFICATION: ("经核对，未发现不符合条件的情形",),
    K.VISIT: ("生活俭朴，无高消费", "日常用药开支较大", "子女在校，无其他收入"),
    K.OBJECT: ("邻居反映该户子女在外务工有收入", "村民反映该户新购电动车"),
    K.RETURN: ("请补充说明务工收入的来源", "请核实家庭人口"),
    K.WITHDRAW: ("家庭收入已有改善，自愿撤回申请", "申请人要求撤回"),
    K.TERMINATE: ("无正当理由拒不配合：多次联系不配合调查",),
}


@dataclass(frozen=True)
class Hands:
    """Who does what in one case."""

    opener: Actor
    handler: Actor
    second: Actor
    reviewer: Actor
    verifier: Actor
    confirmer: Actor

    def of(self, kind: ActKind) -> Actor:
        if kind in (K.OPEN, K.SUBMIT, K.SUPPLEMENT):
            return self.opener
        if kind in (K.START_VERIFICATION, K.REPORT_VERIFICATION):
            return self.verifier
        if kind in (K.GIVE_OPINION, K.SETTLE_OBJECTION, K.SEND):
            return self.reviewer
        return self.confirmer if kind in (K.RETURN, K.DECIDE) else self.handler


class Teller:
    """Tells a history for each family; the same for the same seed and day."""

    def __init__(self, team: Team, calendar: WorkCalendar, today: date, random: Random) -> None:
        self._team, self._calendar, self._today, self._random = team, calendar, today, random

    def tell(self, family: Family, loaded: LoadedHousehold) -> History | None:
        """None where the family has not asked for anything yet."""
        stage = self._random.choices(STAGES, [stage.weight for stage in STAGES])[0]
        if stage is NO_CASE:
            return None
        hands = self._hands(family.facts.region)
        days = self._days(stage)
        acts = tuple(
            self._act(kind, day, nth, hands)
            for nth, (kind, day) in enumerate(zip(stage.acts, days, strict=True))
        )
        is_village = hands.opener.role is Role.VILLAGE_ASSISTANT
        return History(
            household_id=loaded.household_id,
            region=family.facts.region,
            address=family.facts.address,
            phone=family.phone,
            channel=Channel.VILLAGE if is_village else Channel.WINDOW,
            reason=family.reason,
            programme=family.programme,
            declared=family.declared,
            lines=self._lines(family, loaded, acts[-1].at.date()),
            members=_members(family, loaded, acts[0].at.date()),
            acts=acts,
        )

    def _days(self, stage: Stage) -> list[date]:
        """Backwards from the last act; acts of one day keep their order by the hour."""
        yesterday = self._today - timedelta(days=1)
        day = working_day_before(self._calendar, yesterday, self._lag(stage))
        days = [day]
        for following, kind in zip(stage.acts[:0:-1], stage.acts[-2::-1], strict=True):
            day = working_day_before(self._calendar, *self._gap(kind, following, day))
            days.append(day)
        return days[::-1]

    def _lag(self, stage: Stage) -> int:
        first, last = stage.lag
        chance = self._random.random()
        if last == OLDEST or chance >= ABOUT_TO_END + LATE:
            return self._random.randint(first, last)
        return last + (2 if chance >= LATE else self._random.randint(4, 9))

    def _gap(self, kind: ActKind, following: ActKind, day: date) -> tuple[date, int]:
        """From which day and how many working days back the act before lies."""
        if (kind, following) == (K.POST, K.SEND):
            return day - timedelta(days=NOTICE_DAYS), 0
        if kind is K.POST:
            return day, self._random.randint(1, 3)
        if kind is K.SEND:
            return day, self._random.randint(1, 6)
        if following in (K.START_VERIFICATION, K.REPORT_VERIFICATION):
            return day, self._random.randint(0, 1)
        return day, self._random.randint(0, 2)

    def _act(self, kind: ActKind, day: date, nth: int, hands: Hands) -> Act:
        at = datetime.combine(day, time(9), CHINA) + timedelta(minutes=25 * nth + self._random.randrange(20))
        words = self._random.choice(WORDS.get(kind, ("",)))
        return Act(kind, at, hands.of(kind), words, hands.second if kind is K.VISIT else None)

    def _hands(self, region: RegionCode) -> Hands:
        town = region.at(RegionLevel.TOWN)
        handlers = list(self._team.at(town, Role.TOWN_HANDLER))
        self._random.shuffle(handlers)
        assistants = self._team.at(region, Role.VILLAGE_ASSISTANT)
        return Hands(
            opener=assistants[0] if assistants else handlers[0],
            handler=handlers[0],
            second=handlers[1],
            reviewer=self._team.at(town, Role.TOWN_REVIEWER)[0],
            verifier=self._random.choice(self._team.at(COUNTY, Role.COUNTY_VERIFIER)),
            confirmer=self._random.choice(self._team.at(COUNTY, Role.COUNTY_CONFIRMER)),
        )

    def _lines(self, family: Family, loaded: LoadedHousehold, as_of: date) -> tuple[ReportedLine, ...]:
        """What the county finds: mostly what was declared, sometimes a little more."""
        lines = [
            ReportedLine(
                loaded.member_ids[nth], LineKind(kind), Money(self._found(fen)), SOURCES[kind], as_of
            )
            for nth, kind, fen in family.incomes
        ]
        if family.deposit:
            deposit = Money(self._found(family.deposit))
            lines.append(ReportedLine(loaded.member_ids[0], LineKind.DEPOSIT, deposit, "银行", as_of))
        return tuple(lines)

    def _found(self, fen: int) -> int:
        return fen if self._random.random() < 0.8 else fen * self._random.randint(102, 130) // 100


SOURCES: Mapping[str, str] = {
    "basic_pension": "社会保险",
    "support": "家庭申报、子女核实",
    "wage": "税务、社会保险",
    "land_transfer": "农业农村",
}
ADULT_DAYS = 365.2425 * 18


def _members(family: Family, loaded: LoadedHousehold, on: date) -> tuple[HistoryMember, ...]:
    together = list(zip(family.facts.members, loaded.member_ids, strict=True))
    return tuple(
        HistoryMember(
            person_id=person_id,
            name=person.name,
            relation=relation,
            identity=str(person.identity),
            is_adult=(on - person.identity.birth_date).days >= ADULT_DAYS,
        )
        for (person, relation), person_id in together
        if person.identity is not None
    )
