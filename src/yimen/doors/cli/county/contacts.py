"""Who asked at the towns' windows and on the telephone, and what the first person asked answered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from yimen.domains.cases.actions import History
from yimen.domains.cases.types import Channel
from yimen.domains.intake.types import WITH_REFERENCE, Answer, ContactChannel, LoadedContact, Origin
from yimen.domains.network.types import Actor
from yimen.domains.people.types import LoadedHousehold
from yimen.doors.cli.county.families import Family
from yimen.foundation.models import make_id

CHINA = ZoneInfo("Asia/Shanghai")
SHARE = 0.05
DAYS = 60
ASKED = (
    "想了解低保申请条件",
    "询问临时救助",
    "老人生病，询问医疗救助",
    "孩子上学困难，询问教育救助",
    "询问残疾人补贴",
)
ANSWERS: tuple[tuple[Answer | None, str, tuple[str, ...]], ...] = (
    (Answer.ON_THE_SPOT, "已当场说明条件和办理方式", ()),
    (Answer.ADVISED, "", ("申请书及诚信承诺（签字）", "全体成年成员签署核对授权")),
    (Answer.ON_THE_SPOT, "所询事项不属社会救助范围，已告知主管部门", ()),
)

CAME_BY: Mapping[Channel, ContactChannel] = {
    Channel.WINDOW: ContactChannel.WINDOW,
    Channel.VILLAGE: ContactChannel.VISIT,
    Channel.ONLINE: ContactChannel.ONLINE,
    Channel.DISCOVERED: ContactChannel.DISCOVERY,
}


def contacts(
    asked: Sequence[tuple[Family, LoadedHousehold]], by: Actor, random: Random, today: date
) -> Iterator[LoadedContact]:
    """A few of a town's families; the first of them came yesterday, which is still open."""
    came = [pair for pair in asked if random.random() < SHARE]
    for nth, (family, loaded) in enumerate(came):
        days = random.randint(1, DAYS) if nth else 1
        yield _contact(family, loaded.member_ids[0], by, random, today, days)


def contacts_of_cases(histories: Sequence[History], by: Actor) -> Iterator[LoadedContact]:
    """What came before an application: the first person asked helped to fill it in."""
    for history in histories:
        if history.contact_id is not None:
            opened_at = history.acts[0].at
            yield LoadedContact(
                id=history.contact_id,
                region=history.region,
                channel=CAME_BY[history.channel],
                person_id=history.members[0].person_id,
                asked=history.reason,
                asked_at=opened_at - timedelta(minutes=20),
                by=by,
                answer=Answer.APPLICATION,
                answered_at=opened_at,
                case_id=history.case_id,
            )


def _contact(
    family: Family, person_id: UUID, by: Actor, random: Random, today: date, days: int
) -> LoadedContact:
    at = datetime.combine(today - timedelta(days=days), time(9), CHINA) + timedelta(
        minutes=random.randrange(400)
    )
    answer, text, told = (None, "", ()) if days == 1 else random.choice(ANSWERS)
    channel = random.choice(tuple(ContactChannel))
    return LoadedContact(
        id=make_id(),
        region=family.facts.region,
        channel=channel,
        person_id=person_id,
        asked=random.choice(ASKED),
        asked_at=at,
        by=by,
        answer=answer,
        answer_text=text,
        told_items=told,
        answered_at=at + timedelta(minutes=20) if answer else None,
        origin=_origin(channel, at, random),
    )


def _origin(channel: ContactChannel, at: datetime, random: Random) -> Origin:
    """What another office sent has its number, and now and then was entered some days late."""
    if channel is ContactChannel.ON_BEHALF:
        return Origin(asked_by="邻居", asked_by_relation="邻居")
    if channel not in WITH_REFERENCE:
        return Origin()
    number = f"演示{at:%Y%m%d}-{random.randrange(1000):03}"
    return Origin(reference=number, received_on=at.date() - timedelta(days=random.choice((0, 0, 0, 2))))
