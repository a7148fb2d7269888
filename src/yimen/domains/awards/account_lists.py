"""Lists of refused accounts as banks send them: checked row by row, kept, taken over or thrown away."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.awards.account_rules import COLUMNS, fault_of, is_number, may_be_of, plain_number
from yimen.domains.awards.errors import AccountListInvalidError, AccountListNotFoundError
from yimen.domains.awards.models import AccountList
from yimen.domains.awards.payees import payees_over, recent_months
from yimen.domains.awards.timing import within
from yimen.domains.awards.types.accounts import (
    AccountFault,
    ListedRefusal,
    ListState,
    Payee,
    Refused,
)
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.types import KnownPerson
from yimen.foundation import audit
from yimen.foundation.jobs.models import Run, RunState
from yimen.foundation.jobs.runs import fail_lost, start_run, take_up_again
from yimen.foundation.sentences import kept_sentence, read_sentence
from yimen.foundation.spreadsheets.books import BookSheet, Heading, write_book
from yimen.foundation.spreadsheets.reading import FILLED_IN
from yimen.foundation.spreadsheets.tables import Fault, Row, read_table
from yimen.kernel import Month, ResidentId, Sentence

Payees = Mapping[Month, Mapping[tuple[UUID, UUID], Payee]]


@transaction.atomic
def prepare_account_list(*, content: bytes, told_by: str, by: Actor) -> AccountList:
    """Read and checked; nothing waits yet."""
    require(by, Permission.ACCOUNT_REFUSE, by.region)
    table = read_table(content, COLUMNS, FILLED_IN)
    digest = sha256(content).digest()
    if _of(by).filter(digest=digest).exclude(state=ListState.DISCARDED).exists():
        raise AccountListInvalidError("这个文件已经上传过，请在清单中查看。")
    sound, faults = _checked(table.sound, told_by, by)
    faults += table.faults
    kept = AccountList.objects.create(
        region=str(by.region),
        told_by=told_by,
        digest=digest,
        state=ListState.CHECKED,
        content=_written(sound, faults),
        sound=len(sound),
        faulty=len({fault.row for fault in faults}),
        prepared_user_id=by.user_id,
        prepared_by=by.staff_name,
    )
    _record("account:list_checked", kept, by, {"sound": kept.sound, "faulty": kept.faulty})
    return kept


@transaction.atomic
def begin_account_list(*, list_id: UUID, kind: str, by: Actor) -> AccountList:
    """A job takes it over from now on; one that broke off goes on from where it was."""
    row = _locked(list_id, by=by)
    if row.state == ListState.TAKING and row.run is not None:
        if row.run.state != RunState.FAILED and not fail_lost(row.run):
            raise AccountListInvalidError("这份清单正在接收，请等它完成。")
        take_up_again(row.run.id, by=by)
    else:
        _refuse_over(row)
        if not row.sound:
            raise AccountListInvalidError("这份清单没有可以接收的行，请改正以后重新上传。")
        row.state, row.run = ListState.TAKING, start_run(kind, total=row.sound, by=by)
        row.save(update_fields=["state", "run"])
    _record("account:list_begun", row, by, {"rows": row.sound})
    return row


@transaction.atomic
def mark_taken(
    *, list_id: UUID, faults: Sequence[Fault], known: int, is_last: bool, by: Actor
) -> AccountList:
    """Some of its rows stand where they belong; what could not be taken over is kept with its reason.

    With the last of them the list is taken over, and what was read of it goes.
    """
    row = _locked(list_id, by=by)
    row.content = _written([] if is_last else account_list_rows(row), [*account_list_faults(row), *faults])
    row.sound -= len(faults)
    row.faulty += len(faults)
    row.known += known
    if is_last:
        row.state, row.taken_at, row.taken_by = ListState.TAKEN, timezone.now(), by.staff_name
        said: dict[str, object] = {"taken": row.sound, "known": row.known, "faulty": row.faulty}
        _record("account:list_taken", row, by, said)
    row.save()
    return row


@transaction.atomic
def discard_account_list(*, list_id: UUID, by: Actor) -> AccountList:
    """Thrown away unused; what was read of it goes."""
    row = _locked(list_id, by=by)
    _refuse_over(row)
    row.state, row.content = ListState.DISCARDED, _written([], [])
    row.save(update_fields=["state", "content"])
    _record("account:list_discarded", row, by, {})
    return row


def _locked(list_id: UUID, *, by: Actor) -> AccountList:
    row = _of(by).select_for_update(of=("self",)).select_related("run").filter(pk=list_id).first()
    if row is None:
        raise AccountListNotFoundError("没有这份清单，或不在您负责的区域内。")
    require(by, Permission.ACCOUNT_REFUSE, row.region)
    return row


def _refuse_over(row: AccountList) -> None:
    if row.state != ListState.CHECKED:
        raise AccountListInvalidError("这份清单已经接收、正在接收或者作废。")


def account_lists(by: Actor) -> QuerySet[AccountList]:
    """Lists of the actor's region, newest first."""
    require(by, Permission.ACCOUNT_REFUSE, by.region)
    return _of(by).select_related("run").defer("content").order_by("-prepared_at", "-id")


def get_account_list(list_id: UUID, *, by: Actor) -> AccountList:
    """One of them; opening it is recorded, for it names people."""
    row = _listed(list_id, by)
    audit.record_opening(
        kind="account_list", subject=row.id, region=row.region, by=by, purpose="查看账户退回清单"
    )
    return row


def get_progress(list_id: UUID, *, by: Actor) -> Run | None:
    """How far taking it over is; that names nobody, so it is no opening."""
    return _listed(list_id, by).run


def _listed(list_id: UUID, by: Actor) -> AccountList:
    row = account_lists(by).select_related("run").filter(pk=list_id).first()
    if row is None:
        raise AccountListNotFoundError("没有这份清单，或不在您负责的区域内。")
    return row


def run_of_list(list_id: UUID) -> tuple[UUID, str]:
    """The run that takes it over, and of which place it is; jobs ask without an actor."""
    row = AccountList.objects.only("run_id", "region").get(id=list_id)
    assert row.run_id is not None  # it was begun
    return row.run_id, row.region


def rows_to_take(list_id: UUID) -> list[ListedRefusal]:
    """Every row of a list that is being taken over, those that are written too."""
    return account_list_rows(AccountList.objects.get(id=list_id))


def account_list_rows(row: AccountList) -> list[ListedRefusal]:
    """What can be taken over."""
    return [_read_back(said, row.told_by) for said in json.loads(str(row.content))["rows"]]


def account_list_faults(row: AccountList) -> list[Fault]:
    """What is wrong, row by row."""
    return [
        Fault(number, column, read_sentence(wrong), read_sentence(remedy))
        for number, column, wrong, remedy in json.loads(str(row.content))["faults"]
    ]


def account_list_template() -> bytes:
    """The workbook to fill in; it names nobody."""
    headings = [
        Heading(each.title, is_required=each.required, width=max(14, 2 * len(each.title) + 2))
        for each in COLUMNS
    ]
    return write_book([BookSheet("退回清单", headings)])


def _of(by: Actor) -> QuerySet[AccountList]:
    return AccountList.objects.filter(within(by.region))


def _checked(rows: Sequence[Row], told_by: str, by: Actor) -> tuple[list[ListedRefusal], list[Fault]]:
    known = people.known_among([_identity(row) for row in rows], by=by)
    homes = {one.household_id for one in known.values() if one.household_id is not None}
    payees = payees_over(homes, _months(rows))
    sound: list[ListedRefusal] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, str, Month], int] = {}
    for row in rows:
        identity = str(_identity(row))
        found = _found(row, known.get(identity, KnownPerson()), payees, told_by)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        same = identity, found.refused.number, found.refused.paid_for
        if (first := seen.setdefault(same, row.number)) != row.number:
            faults.append(
                _fault(row, "银行账号", Sentence("与第%(row)s行重复。", row=first), Sentence("只保留一行。"))
            )
        else:
            sound.append(found)
    return sound, faults


def _months(rows: Sequence[Row]) -> list[Month]:
    """The months these rows name of those that a payment may come back of."""
    named = {row.values["paid_for"] for row in rows}
    return [month for month in recent_months() if month in named]


def _identity(row: Row) -> ResidentId:
    identity = row.values["identity"]
    assert isinstance(identity, ResidentId)  # a sound row has one
    return identity


def _found(row: Row, one: KnownPerson, payees: Payees, told_by: str) -> ListedRefusal | Fault:
    if one.person_id is None or one.household_id is None:
        wrong, remedy = Sentence("您负责的区域内没有这个人的家庭档案。"), Sentence("请核对号码和地区。")
        return _fault(row, "身份证号", wrong, remedy)
    if one.name != row.text("name"):
        return _fault(row, "姓名", Sentence("与档案里的姓名不一致。"), Sentence("请核对姓名和号码。"))
    month = _dated(row)
    return month if isinstance(month, Fault) else _of_month(row, one, month, payees[month], told_by)


def _of_month(
    row: Row, one: KnownPerson, month: Month, payees: Mapping[tuple[UUID, UUID], Payee], told_by: str
) -> ListedRefusal | Fault:
    told_on, number = row.values["told_on"], plain_number(row.text("account"))
    assert isinstance(told_on, date)  # a sound row has one
    assert one.person_id is not None and one.household_id is not None  # as found
    payee = payees.get((one.household_id, one.person_id))
    if payee is None:
        wrong = Sentence("这个人这个月没有领过、现在也没有按月发给的救助款。")
        return _fault(row, "发放月份", wrong, Sentence("请核对月份，以及是不是别的款项。"))
    if not is_number(number):
        return _fault(row, "银行账号", Sentence("不是账号。"), Sentence("填写全部数字，至少末 4 位。"))
    if not may_be_of(payee.numbers, number):
        wrong, remedy = Sentence("与登记的发放账户不一致。"), Sentence("请与银行核对是哪一个账户。")
        return _fault(row, "银行账号", wrong, remedy)
    fault, said = fault_of(row.text("fault")), row.text("fault")
    note = said if fault is AccountFault.OTHER else ""
    refused = Refused(one.household_id, one.person_id, number, fault, told_by, told_on, month, note)
    return ListedRefusal(row.number, one.name, refused)


def _dated(row: Row) -> Month | Fault:
    """Of which month the payment was; the day it came back on does not say, and nobody guesses."""
    told_on, month, today = row.values["told_on"], row.values["paid_for"], timezone.localdate()
    assert isinstance(told_on, date) and isinstance(month, Month)  # a sound row has both
    if told_on > today or month > Month.of(today):
        return _fault(row, "退回日期", Sentence("晚于今天。"), Sentence("请核对日期和月份。"))
    if month not in recent_months():
        return _fault(row, "发放月份", Sentence("早于最近六个月。"), Sentence("请核对日期和月份。"))
    return month


def _fault(row: Row, column: str, wrong: Sentence, remedy: Sentence) -> Fault:
    return Fault(row.number, column, wrong, remedy)


def _written(sound: Iterable[ListedRefusal], faults: Iterable[Fault]) -> str:
    said = {
        "rows": [_kept(each) for each in sound],
        "faults": [
            [each.row, each.column, kept_sentence(each.wrong), kept_sentence(each.remedy)]
            for each in sorted(faults, key=lambda each: each.row)
        ],
    }
    return json.dumps(said, ensure_ascii=False)


def _kept(each: ListedRefusal) -> dict[str, Any]:
    return {
        "row": each.row,
        "name": each.name,
        "household": str(each.refused.household_id),
        "person": str(each.refused.person_id),
        "number": each.refused.number,
        "fault": each.refused.fault.value,
        "told_on": each.refused.told_on.isoformat(),
        "paid_for": each.refused.paid_for.first.isoformat(),
        "note": each.refused.note,
    }


def _read_back(said: Mapping[str, Any], told_by: str) -> ListedRefusal:
    refused = Refused(
        household_id=UUID(said["household"]),
        person_id=UUID(said["person"]),
        number=said["number"],
        fault=AccountFault(said["fault"]),
        told_by=told_by,
        told_on=date.fromisoformat(said["told_on"]),
        paid_for=Month.of(date.fromisoformat(said["paid_for"])),
        note=said["note"],
    )
    return ListedRefusal(said["row"], said["name"], refused)


def _record(action: str, row: AccountList, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="account_list", subject=row.id, region=row.region, by=by, changes=changes)
