"""Histories of the demo county: which stage a case has reached, who did what, and on which days.

A history is laid out backwards from its last day, so that most clocks run in good time today, some are
about to end and few are overdue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from yimen.domains.cases.actions import Act, ActKind, History, HistoryMember
from yimen.domains.cases.types import Channel
from yimen.domains.network.types import Actor, Role
from yimen.domains.people.types import LoadedHousehold
from yimen.domains.verification.types import LineKind, ReportedLine
from yimen.doors.cli.county.calendar import working_day_before
from yimen.doors.cli.county.families import Family
from yimen.doors.cli.county.staff import COUNTY, Team
from yimen.doors.cli.county.stages import (
    EXTENDED_FOR,
    NO_CASE,
    OLDEST,
    RELATIVES,
    STAGES,
    TO_TAKE,
    WORDS,
    K,
    Stage,
)
from yimen.foundation.models import make_id
from yimen.kernel import Money, RegionCode, RegionLevel, WorkCalendar

CHINA = ZoneInfo("Asia/Shanghai")
ABOUT_TO_END, LATE = 0.14, 0.03
NOTICE_DAYS = 8
"""From posting to the first day after the notice, at least."""
FROM_A_CONTACT, TAKEN, OWED_SHARE = 0.2, 0.5, 0.7
SHOWN_TO_TAKE = 3
"""Told first, that is in the first town: whoever looks around as its handler finds something to take."""
OBJECTED_TO = tuple(stage for stage in STAGES if K.OBJECT in stage.acts)
"""Owed more often: only a positive opinion hangs to be objected to."""
CHANNELS = {Channel.WINDOW: 0.84, Channel.ONLINE: 0.08, Channel.DISCOVERED: 0.08}
"""How a family reached us that no village assistant brought."""
HIDDEN = Money(30_000_000)
"""In an account that the family did not declare."""


@dataclass(frozen=True)
class Hands:
    """Who does what in one case."""

    opener: Actor
    handler: Actor
    second: Actor
    reviewer: Actor
    verifier: Actor
    confirmer: Actor
    county: Actor

    def of(self, kind: ActKind) -> Actor:
        if kind in (K.OPEN, K.SUBMIT, K.SUPPLEMENT):
            return self.opener
        if kind in (K.START_VERIFICATION, K.REPORT_VERIFICATION, K.FAIL_VERIFICATION):
            return self.verifier
        if kind in (K.GIVE_OPINION, K.SETTLE_OBJECTION, K.SEND, K.EXTEND):
            return self.reviewer
        if kind is K.COUNTY_VISIT:
            return self.county
        return self.confirmer if kind in (K.RETURN, K.DECIDE) else self.handler

    def takers(self) -> dict[Role, UUID]:
        """Those of the county who have taken what waits for anybody of their role."""
        return {actor.role: actor.post_id for actor in (self.verifier, self.confirmer)}


class Teller:
    """Tells a history for each family; the same for the same seed and day."""

    def __init__(self, team: Team, calendar: WorkCalendar, today: date, random: Random) -> None:
        self._team, self._calendar, self._today, self._random = team, calendar, today, random
        self._owed = [*STAGES, *STAGES, *OBJECTED_TO * 3]
        random.shuffle(self._owed)
        self._owed += [TO_TAKE] * SHOWN_TO_TAKE

    def tell(self, family: Family, loaded: LoadedHousehold) -> History | None:
        """None where the family has not asked for anything yet."""
        stage = self._stage()
        if stage is NO_CASE:
            return None
        hands = self._hands(family.facts.region)
        days = self._days(stage)
        acts = tuple(
            self._act(kind, day, nth, hands, is_objected=K.OBJECT in stage.acts)
            for nth, (kind, day) in enumerate(zip(stage.acts, days, strict=True))
        )
        found = self._lines(family, loaded, acts[-1].at.date())
        hidden = self._hidden(loaded, acts[-1].at.date()) if stage.is_failed else ()
        relative = self._random.choice(RELATIVES) if stage.is_near_relative else ("", "")
        return History(
            case_id=make_id(),
            household_id=loaded.household_id,
            region=family.facts.region,
            address=family.facts.address,
            phone=family.phone,
            channel=self._channel(hands.opener),
            reason=family.reason,
            programme=family.programme,
            declared=family.declared,
            lines=found if stage.is_asked_again else (*found, *hidden),
            failed_lines=(*found, *hidden),
            relative_of=relative[0],
            relative_relation=relative[1],
            contact_id=make_id() if self._random.random() < FROM_A_CONTACT else None,
            taken_by=hands.takers() if self._random.random() < TAKEN else {},
            members=_members(family, loaded, acts[0].at.date()),
            acts=acts,
        )

    def _stage(self) -> Stage:
        """Every stage some times in the first towns, and for the rest as its weight says."""
        if self._owed and self._random.random() < OWED_SHARE:
            return self._owed.pop()
        return self._random.choices(STAGES, [stage.weight for stage in STAGES])[0]

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

    def _act(self, kind: ActKind, day: date, nth: int, hands: Hands, *, is_objected: bool) -> Act:
        at = datetime.combine(day, time(9), CHINA) + timedelta(minutes=25 * nth + self._random.randrange(20))
        words = self._random.choice(WORDS.get(kind, ("",)))
        if kind is K.EXTEND:
            words = EXTENDED_FOR[is_objected]
        second = {K.VISIT: hands.second, K.COUNTY_VISIT: hands.verifier}.get(kind)
        return Act(kind, at, hands.of(kind), words, second)

    def _channel(self, opener: Actor) -> Channel:
        if opener.role is Role.VILLAGE_ASSISTANT:
            return Channel.VILLAGE
        return self._random.choices(list(CHANNELS), list(CHANNELS.values()))[0]

    def _hidden(self, loaded: LoadedHousehold, as_of: date) -> tuple[ReportedLine, ...]:
        head = loaded.member_ids[0]
        return (ReportedLine(head, LineKind.SECURITIES, HIDDEN, "证券登记结算", as_of),)

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
            county=self._team.at(COUNTY, Role.COUNTY_REVIEWER)[0],
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
