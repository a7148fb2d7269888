"""Accounts a bank refused: kept once, what is paid to them waits, what is given instead comes into force."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.awards.account_rules import is_number, is_whole, may_be_of, plain_number
from yimen.domains.awards.errors import AccountInvalidError
from yimen.domains.awards.models import AccountGiven, AccountRefusal, PaymentHold, PayoutAccount
from yimen.domains.awards.payees import PaidAccounts, paid_to, recent_months
from yimen.domains.awards.types import Hold, HoldReason
from yimen.domains.awards.types.accounts import Account, AccountFault, Payee, Refused
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.models import blind
from yimen.kernel import Month


def payee_of(refused: Refused, paid: PaidAccounts, *, by: Actor) -> Payee:
    """Whoever is paid to the account, or why this cannot be told of them."""
    if refused.paid_for > Month.of(timezone.localdate()):
        raise AccountInvalidError("发放月份不能晚于本月。")
    if refused.paid_for not in recent_months():
        raise AccountInvalidError("发放月份早于最近六个月。请核对是哪个月的款。")
    key = refused.household_id, refused.person_id
    payee = paid.payees[refused.paid_for].get(key)
    if payee is None:
        raise AccountInvalidError("这个人这个月没有领过、现在也没有按月发给的救助款。请核对是哪个月的款。")
    require(by, Permission.ACCOUNT_REFUSE, payee.region)
    if not is_number(refused.number):
        raise AccountInvalidError("账号应为 8 至 30 位数字；银行只给后几位的，至少填写末 4 位。")
    if not may_be_of(payee.numbers, refused.number):
        raise AccountInvalidError("账号与登记的发放账户（%(known)s）不一致，请核对。", known=payee.masked)
    if refused.told_on > timezone.localdate():
        raise AccountInvalidError("退回日期不能晚于今天。")
    return payee


@transaction.atomic
def told_again(*, refused: Refused, by: Actor) -> AccountRefusal | None:
    """The same account once more while nobody has put it right: the day is added, and the last month."""
    row = _standing().filter(**_same(refused)).first()
    if row is not None:
        row.told_again_on = max(refused.told_on, row.told_again_on or row.told_on)
        row.paid_for = max(row.paid_for, refused.paid_for.first)
        row.save(update_fields=["told_again_on", "paid_for"])
        _record("account:refused_again", row.id, row.region, by, {"told_on": refused.told_on})
    return row


@transaction.atomic
def keep_refusal(
    *,
    refused: Refused,
    cause_id: UUID,
    by: Actor,
    region: str,
    list_id: UUID | None = None,
    row: int | None = None,
) -> AccountRefusal:
    """What was told, with what it is looked into as."""
    require(by, Permission.ACCOUNT_REFUSE, region)
    kept = AccountRefusal.objects.create(
        region=region,
        number=refused.number,
        fault=refused.fault,
        note=refused.note,
        told_by=refused.told_by,
        told_on=refused.told_on,
        paid_for=refused.paid_for.first,
        account_list_id=list_id,
        row=row,
        cause_id=cause_id,
        recorded_user_id=by.user_id,
        recorded_by=by.staff_name,
        **_same(refused),
    )
    changes = {"fault": kept.fault, "told_by": kept.told_by, "told_on": kept.told_on, "row": row}
    _record("account:refused", kept.id, region, by, changes)
    return kept


def cause_of_standing(household_id: UUID, person_id: UUID) -> list[UUID]:
    """As what the refused accounts of a payee are looked into now, newest first."""
    rows = AccountRefusal.objects.filter(
        household_id=household_id, person_id=person_id, ended_at__isnull=True
    )
    return list(rows.order_by("-recorded_at").values_list("cause_id", flat=True))


def paid_accounts(told: Collection[Refused]) -> PaidAccounts:
    """What is to be known of the accounts some messages of banks are about, read once for all of them."""
    months = {refused.paid_for for refused in told}.intersection(recent_months())
    return PaidAccounts.read({refused.household_id for refused in told}, months)


def holds_of_refusals(rows: Collection[AccountRefusal], paid: PaidAccounts | None = None) -> list[Hold]:
    """Everything that is paid to these accounts from the month on that came back.

    Of what pays nothing more it is the month that came back, and no other.
    """
    months = {Month.of(row.paid_for) for row in rows}
    read = paid or PaidAccounts.read({row.household_id for row in rows}, months)
    return [hold for row in rows for hold in holds_of(row, Month.of(row.paid_for), read)]


def holds_of(row: AccountRefusal, month: Month, paid: PaidAccounts) -> Iterator[Hold]:
    """As `holds_of_refusals`, of one account from a month on."""
    payee = paid.payees[month].get((row.household_id, row.person_id))
    for award in paid_to(payee, str(row.number), paid.numbers) if payee is not None else []:
        yield Hold(
            award,
            None,
            HoldReason.INVALID_ACCOUNT,
            max(month, Month.of(paid.begun[award])),
            f"{row.told_by}：{AccountFault(row.fault).title}",
            row.cause_id,
            only=(month,) if payee is not None and award in payee.over else (),
        )


@transaction.atomic
def give_account(*, cause_id: UUID, account: Account, note: str, file_id: UUID, by: Actor) -> AccountGiven:
    """What the family shows; it counts once a second person has confirmed it."""
    told = _standing().filter(cause_id=cause_id).first()
    if told is None:
        raise AccountInvalidError("这个账户的问题已经处理，没有在等待的款项。")
    require(by, Permission.FINDING_SETTLE, told.region)
    number = plain_number(account.number)
    if not is_whole(number):
        raise AccountInvalidError("银行账号应为 8 至 30 位数字，请按存折或银行卡核对。")
    if account.holder != told.person.name and not note.strip():
        raise AccountInvalidError("开户名不是领款人本人的，请在说明里写明是谁、为什么由其代领。")
    given = AccountGiven.objects.create(
        region=told.region,
        household_id=told.household_id,
        person_id=told.person_id,
        cause_id=cause_id,
        holder=account.holder,
        bank=account.bank,
        number=number,
        note=note.strip(),
        file_id=file_id,
        given_user_id=by.user_id,
        given_by=by.staff_name,
    )
    _record("account:given", given.id, given.region, by, {"bank": given.bank, "file": str(file_id)})
    return given


@transaction.atomic
def end_refusals(*, cause_id: UUID, number: str = "", by: Actor) -> None:
    """A second person let the money go on: to the account the family gave last, where it gave one.

    They read its number from the picture themselves: two people have to have read the same.
    """
    given = AccountGiven.objects.select_for_update().filter(cause_id=cause_id, confirmed_at__isnull=True)
    if (last := given.order_by("-given_at", "-id").first()) is not None:
        if plain_number(number) != str(last.number):
            raise AccountInvalidError(
                "两个人读出的账号不一致。请对照照片再输入一次；登记错了的，请重新登记账户。"
            )
        _confirm(last, by)
    _standing().filter(cause_id=cause_id).update(ended_at=timezone.now())


def _confirm(given: AccountGiven, by: Actor) -> None:
    given.confirmed_at, given.confirmed_user_id = timezone.now(), by.user_id
    given.confirmed_by = by.staff_name
    given.save(update_fields=["confirmed_at", "confirmed_user_id", "confirmed_by"])
    for hold in PaymentHold.objects.filter(cause_id=given.cause_id, reason=HoldReason.INVALID_ACCOUNT):
        said = {"holder": given.holder, "bank": given.bank, "number": given.number, "region": hold.region}
        PayoutAccount.objects.update_or_create(award_id=hold.award_id, defaults=said)
        _record("account:changed", hold.award_id, hold.region, by, {"bank": given.bank})


def _same(refused: Refused) -> dict[str, object]:
    return {
        "household_id": refused.household_id,
        "person_id": refused.person_id,
        "number_key": blind(refused.number, "account"),
    }


def _standing() -> QuerySet[AccountRefusal]:
    return AccountRefusal.objects.select_for_update(of=("self",)).filter(ended_at__isnull=True)


def _record(action: str, subject: UUID, region: str, by: Doer, changes: dict[str, object]) -> None:
    audit.record(action, kind="account", subject=subject, region=region, by=by, changes=changes)
