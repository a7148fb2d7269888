"""Who asked at the towns' windows and on the telephone, and what the first person asked answered."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from yimen.domains.intake.types import Answer, ContactChannel, LoadedContact
from yimen.domains.network.types import Actor
from yimen.domains.people.types import LoadedHousehold
from yimen.doors.cli.county.families import Family

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
    (Answer.REFUSED, "所询事项不属社会救助范围，已告知主管部门", ()),
)


def contacts(
    asked: Sequence[tuple[Family, LoadedHousehold]], by: Actor, random: Random, today: date
) -> Iterator[LoadedContact]:
    """A few of a town's families; what came in yesterday is still open."""
    for family, loaded in asked:
        if random.random() < SHARE:
            yield _contact(family, loaded.member_ids[0], by, random, today)


def _contact(family: Family, person_id: UUID, by: Actor, random: Random, today: date) -> LoadedContact:
    days = random.randint(1, DAYS)
    at = datetime.combine(today - timedelta(days=days), time(9), CHINA) + timedelta(
        minutes=random.randrange(400)
    )
    answer, text, told = (None, "", ()) if days == 1 else random.choice(ANSWERS)
    return LoadedContact(
        region=family.facts.region,
        channel=random.choice((ContactChannel.WINDOW, ContactChannel.PHONE, ContactChannel.VISIT)),
        person_id=person_id,
        asked=random.choice(ASKED),
        asked_at=at,
        by=by,
        answer=answer,
        answer_text=text,
        told_items=told,
        answered_at=at + timedelta(minutes=20) if answer else None,
    )
