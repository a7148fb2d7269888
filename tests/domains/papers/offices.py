"""Two towns of one county with the people who issue papers there, and what papers are about."""

from datetime import date
from uuid import uuid4

from yimen.domains.network.types import Actor, Role
from yimen.domains.papers.types import DocumentKind
from yimen.domains.worklist.types import Subject
from yimen.foundation.database.scope import Scope
from yimen.kernel import RegionCode

COUNTY, TOWN, OTHER_TOWN, VILLAGE = "441426000000", "441426100000", "441426102000", "441426100200"
NAMES = {COUNTY: "平远县", TOWN: "大柘镇", OTHER_TOWN: "石正镇", VILLAGE: "梅东村委会"}


def found_offices() -> dict[str, Actor]:
    """Rows of the network, and an actor for each office."""
    from yimen.domains.network.models import Region

    levels = {COUNTY: "county", TOWN: "town", OTHER_TOWN: "town", VILLAGE: "village"}
    for code, name in NAMES.items():
        Region.objects.create(code=code, name=name, level=levels[code])
    return {
        "handler": actor_at(TOWN, "town", Role.TOWN_HANDLER, "林晓燕"),
        "confirmer": actor_at(COUNTY, "county", Role.COUNTY_CONFIRMER, "何志强"),
        "stranger": actor_at(OTHER_TOWN, "town", Role.TOWN_HANDLER, "谢陌生"),
    }


def actor_at(region: str, level: str, role: Role, name: str) -> Actor:
    from yimen.domains.network.models import Post, Staff, Station
    from yimen.foundation.accounts.models import User

    station = Station.objects.create(
        region=region, level=level, name=f"{NAMES[region]}社会救助站", hotline=""
    )
    user = User.objects.create(username=f"{role.value}-{region}", name=name)
    staff = Staff.objects.create(name=name, user=user, region="441426000000")
    post = Post.objects.create(staff=staff, station=station, role=role, valid_from=date(2020, 1, 1))
    code = RegionCode(region)
    return Actor(user.id, post.id, staff.id, name, role, station.id, code, Scope(code.lo, code.hi))


def a_subject() -> Subject:
    return Subject("case", uuid4(), "低保申请", RegionCode(VILLAGE))


def a_subject_of(kind: DocumentKind, by: Actor) -> Subject:
    """What a paper of this kind is about; an answer is seen only by those who may see its complaint."""
    from yimen.domains.intake.models import Complaint
    from yimen.domains.intake.types import ComplaintAbout, ComplaintChannel, ComplaintState

    subject = a_subject()
    if kind is DocumentKind.COMPLAINT_ANSWER:
        Complaint.objects.create(
            id=subject.id,
            region=VILLAGE,
            channel=next(iter(ComplaintChannel)),
            about=next(about for about in ComplaintAbout if about != "case"),
            is_named=False,
            text="反映情况",
            state=ComplaintState.RECEIVED,
            number="1",
            receipt_id=uuid4(),
            received_on=date(2026, 10, 1),
            received_by_id=by.user_id,
            received_at_station_id=by.station_id,
        )
    return subject
