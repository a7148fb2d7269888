"""The letter to where a family is registered: sent, answered by that place or by mail, or gone on without."""

import json
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.evidence import refuse_unfit_files
from yimen.domains.cases.actions.matters import close_if_waiting
from yimen.domains.cases.actions.moves import acted, note_hand
from yimen.domains.cases.errors import CooperationInvalidError, CooperationNotFoundError, IllegalMoveError
from yimen.domains.cases.models import Case, Cooperation
from yimen.domains.cases.permissions import hold_case, lock_case
from yimen.domains.cases.queries.living import (
    latest_cooperation,
    needs_cooperation,
    registered_elsewhere,
)
from yimen.domains.cases.rules.living import REPLY_CLOCK, REPLY_LIMIT, is_away
from yimen.domains.cases.types import (
    CaseState,
    CooperationFinding,
    CooperationWay,
    FileKind,
    HandKind,
    Letter,
    Reply,
)
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.people import queries as people
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.database.scope import scoped
from yimen.kernel import Deadline, RegionCode, RegionLevel, TimeLimit, deadline

SENDABLE = (CaseState.ACCEPTED, CaseState.INVESTIGATING)
REPLIES = (FileKind.MATERIAL, FileKind.SIGNED_SCAN)
UNREGISTERED = "未登记"


@transaction.atomic
def send_cooperation(*, case_id: UUID, letter: Letter, by: Actor) -> Cooperation:
    """Ask the place of registration; if it works here too, the letter is on its worklist at once."""
    case = hold_case(case_id, Permission.APPLICATION_ACCEPT, by=by)
    _refuse_untimely(case, letter)
    station = _station_at(letter.to_region) if letter.way is CooperationWay.SYSTEM else None
    if letter.way is CooperationWay.SYSTEM and station is None:
        raise CooperationInvalidError("户籍地没有使用本平台的救助机构，请邮寄或者以其他方式发函。")
    today = timezone.localdate()
    due = deadline(_limit(case), today, load_calendar())
    people_asked = _people_asked(case, by)
    made = Cooperation.objects.create(
        region=case.region,
        to_region=str(letter.to_region),
        case=case,
        number=case.cooperations.count() + 1,
        addressee=letter.addressee.strip(),
        sender=network.get_station(by.station_id).name,
        way=letter.way,
        asked_of=json.dumps(people_asked, ensure_ascii=False),
        programmes=list(case.requested),
        remark=letter.remark.strip(),
        sent_on=today,
        due_on=due.due_on,
        **acted(by),
    )
    made.document_id = _issue(made, people_asked, due, by)
    made.save(update_fields=["document_id"])
    _wait(made, case, due, station, by)
    note_hand(case, HandKind.HANDLED, by)
    _record("cooperation:send", made, by, {"to": letter.to_region, "way": letter.way, "due_on": due.due_on})
    return made


def _refuse_untimely(case: Case, letter: Letter) -> None:
    if case.state not in SENDABLE:
        raise IllegalMoveError(
            "办件目前为“%(state)s”，受理以后、办结以前才发协助核查函。", state=CaseState(case.state)
        )
    if not needs_cooperation(case):
        raise CooperationInvalidError("本件的户籍地就在本县，或者申请的项目不需要户籍地协助核查。")
    if not letter.addressee.strip():
        raise CooperationInvalidError("请填写受函单位，如“某县民政局”。")
    if not is_away(str(letter.to_region), case.region):
        raise CooperationInvalidError("协助核查函发往户籍地，不发给本县。")
    last = latest_cooperation(case)
    if last is not None and not last.is_settled:
        raise CooperationInvalidError("上一份协助核查函尚未复函，期满后才能另行办理。")


def _station_at(region: RegionCode) -> UUID | None:
    """The town's station where the letter names a town that has one, else the county's."""
    levels = [StationLevel.TOWN] if region.level >= RegionLevel.TOWN else []
    for level in (*levels, StationLevel.COUNTY):
        station = network.find_station(region, level)
        if station is not None:
            return station.id
    return None


def _limit(case: Case) -> TimeLimit:
    known = library.find_time_limit(REPLY_CLOCK, case.region, timezone.localdate())
    return known or REPLY_LIMIT


def _people_asked(case: Case, by: Actor) -> list[dict[str, str]]:
    """Name and number of everybody registered there: what that place needs to look them up, and no more."""
    away = registered_elsewhere(case)
    found = []
    for member in case.members.filter(person_id__in=away).order_by("ref"):
        person = people.get_person(member.person_id, by=by, purpose="协助核查函")
        found.append({"name": person.name, "id_number": person.identity or UNREGISTERED})
    return found


def _issue(made: Cooperation, asked_of: list[dict[str, str]], due: Deadline, by: Actor) -> UUID:
    rows: list[Json] = [dict(row) for row in asked_of]
    values: dict[str, Json] = {
        "applicant": made.case.applicant_name,
        "addressee": made.addressee,
        "programmes": list(made.programmes),
        "people": rows,
        "remark": made.remark,
        "sent_on": made.sent_on.isoformat(),
        "due_on": made.due_on.isoformat(),
        "article": due.limit.article,
    }
    subject = Subject("case", made.case_id, _title(made.case), RegionCode(made.region))
    document = papers.issue_document(
        kind=DocumentKind.COOPERATION,
        subject=subject,
        values=values,
        by=by,
        household_id=made.case.household_id,
    )
    return document.id


def _title(case: Case) -> str:
    return f"{case.applicant_name} {case.number or ''}".strip()


def _wait(made: Cooperation, case: Case, due: Deadline, station: UUID | None, by: Actor) -> None:
    """Here whoever follows the case waits; there, if that place works here, somebody answers."""
    here = Subject("case", case.id, f"{_title(case)} 等待户籍地复函", RegionCode(case.region))
    owner = network.station_of(RegionCode(case.region), StationLevel.TOWN).id
    worklist.open_item(
        kind=WorkKind.COOPERATION_REPLY, subject=here, owner_station=owner, owner_role=Role.TOWN_HANDLER,
        due=due, by=by,
    )  # fmt: skip
    if station is None:
        return
    there = Subject("cooperation", made.id, f"{made.sender} 请协助核查", RegionCode(made.to_region))
    role = (
        Role.COUNTY_REVIEWER
        if network.get_station(station).level == StationLevel.COUNTY
        else Role.TOWN_HANDLER
    )
    with scoped(replace(by.scope, shared=(*by.scope.shared, made.id))):
        worklist.open_item(
            kind=WorkKind.COOPERATION, subject=there, owner_station=station, owner_role=role, due=due, by=by
        )


@transaction.atomic
def answer_cooperation(*, cooperation_id: UUID, reply: Reply, by: Actor) -> Cooperation:
    """The place of registration answers here; whoever asked finds it on the case."""
    made = _held(cooperation_id)
    require(by, Permission.APPLICATION_ACCEPT, made.to_region)
    _write(made, reply, by)
    close_if_waiting(WorkKind.COOPERATION, made.id, by=by)
    with scoped(replace(by.scope, shared=(*by.scope.shared, made.case_id))):
        close_if_waiting(WorkKind.COOPERATION_REPLY, made.case_id, by=by)
    return made


@transaction.atomic
def record_reply(
    *, cooperation_id: UUID, reply: Reply, file_id: UUID | None = None, by: Actor
) -> Cooperation:
    """The reply came by mail or message: who asked writes down what it says, with the scan if any."""
    made = _held_here(cooperation_id, by)
    if file_id is not None:
        refuse_unfit_files(made.case, [file_id], *REPLIES)
    made.reply_file_id = file_id
    _write(made, reply, by)
    _stop_waiting(made, by)
    note_hand(made.case, HandKind.HANDLED, by)
    return made


@transaction.atomic
def go_on_without_reply(*, cooperation_id: UUID, reason: str, by: Actor) -> Cooperation:
    """The time is over and nothing came: the case goes on, with what was done instead written down."""
    made = _held_here(cooperation_id, by)
    today = timezone.localdate()
    if today <= made.due_on:
        raise CooperationInvalidError(
            "复函期限至%(due)s止，期满未复函的方可写明理由继续办理。", due=made.due_on
        )
    if not reason.strip():
        raise CooperationInvalidError("请写明未收到复函的情况，以及以何种方式核实没有重复享受。")
    made.gone_on_because, made.gone_on_since = reason.strip(), today
    made.save(update_fields=["gone_on_because", "gone_on_since"])
    _stop_waiting(made, by)
    note_hand(made.case, HandKind.HANDLED, by)
    _record("cooperation:go_on", made, by, {"reason": made.gone_on_because})
    return made


def call_off_letter(case: Case, *, by: Actor) -> None:
    """The case ended without a decision: the place that was asked need not answer any more."""
    letter = latest_cooperation(case)
    if letter is not None and not letter.is_settled:
        _stop_waiting(letter, by)


def _stop_waiting(made: Cooperation, by: Actor) -> None:
    """Nobody waits any more, on either side."""
    close_if_waiting(WorkKind.COOPERATION_REPLY, made.case_id, by=by)
    with scoped(replace(by.scope, shared=(*by.scope.shared, made.id))):
        close_if_waiting(WorkKind.COOPERATION, made.id, by=by)


def _write(made: Cooperation, reply: Reply, by: Actor) -> None:
    _refuse_vague(reply)
    made.finding, made.answerer = reply.finding, reply.answerer.strip()
    made.received, made.stops_on = [str(each) for each in reply.programmes], reply.stops_on
    made.note, made.answered_on = reply.note.strip(), timezone.localdate()
    made.save()
    changes = {"finding": reply.finding, "programmes": made.received, "stops_on": reply.stops_on}
    _record("cooperation:answer", made, by, changes)


def _refuse_vague(reply: Reply) -> None:
    if not reply.answerer.strip():
        raise CooperationInvalidError("请写明复函单位和人员。")
    is_received = reply.finding is not CooperationFinding.NO_BENEFIT
    if is_received != bool(reply.programmes):
        raise CooperationInvalidError("正在享受的，请选择享受哪些救助；没有享受的，不选。")
    if (reply.finding is CooperationFinding.WILL_STOP) != (reply.stops_on is not None):
        raise CooperationInvalidError("将停发的，请填写发放到哪一天；其他情况不填。")


def _held(cooperation_id: UUID) -> Cooperation:
    made = Cooperation.objects.select_for_update(of=("self",)).filter(pk=cooperation_id).first()
    if made is None:
        raise CooperationNotFoundError("没有这份协助核查函，或不是发给您所在地区的。")
    if made.is_settled:
        raise CooperationInvalidError("这份协助核查函已经复函或者已经续办，不能再登记。")
    return made


def _held_here(cooperation_id: UUID, by: Actor) -> Cooperation:
    """Under the lock of its case, by whoever handles the case."""
    asked = Cooperation.objects.filter(pk=cooperation_id).values_list("case_id", flat=True).first()
    if asked is not None:
        lock_case(asked)
    made = _held(cooperation_id)
    require(by, Permission.APPLICATION_ACCEPT, made.region)
    return made


def _record(action: str, made: Cooperation, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="case", subject=made.case_id, region=made.region, by=by, changes=changes)
