"""A sound family of an opening roll as plain values, and back and forth as JSON for keeping; pure."""

import json
from datetime import date
from typing import Any

from yimen.domains.awards.types import Account
from yimen.domains.exchange.rules.roll_checks import (
    Around,
    account_number,
    head_of,
    holder_of,
    others_of,
    registered_of,
)
from yimen.domains.exchange.rules.roll_drafts import Draft
from yimen.domains.exchange.types.roll import ListedAward, ListedFamily, ListedMember
from yimen.domains.people.types import Disability, DisabilityKind, Relation
from yimen.foundation.spreadsheets.tables import Row
from yimen.kernel import Money, Month, Programme, RegionCode, ResidentId


def listed(draft: Draft, around: Around) -> ListedFamily:
    """Of a draft without faults."""
    family = draft.family
    assert family is not None
    place = around.places.find(family.text("place"))
    registered = (
        registered_of(family.text("registered"), around.places) if family.text("registered") else place
    )
    assert isinstance(place, RegionCode) and isinstance(registered, RegionCode)
    income = family.values.get("income")
    return ListedFamily(
        key=draft.key,
        row=family.number,
        region=place,
        registered_region=registered,
        address=family.text("address"),
        is_urban=family.values.get("urban") == "urban",
        members=(_head(draft, family), *(_member(row) for row in others_of(draft))),
        awards=tuple(_award(draft, row, around) for row in draft.awards),
        income=income if isinstance(income, Money) else None,
    )


def _head(draft: Draft, family: Row) -> ListedMember:
    identity = head_of(draft)
    assert identity is not None
    own = next((row for row in draft.members if row.values.get("identity") == identity), family)
    return ListedMember(
        family.number, family.text("name"), identity, Relation.HEAD, family.text("phone"), _disability(own)
    )


def _member(row: Row) -> ListedMember:
    identity = row.values["identity"]
    assert isinstance(identity, ResidentId)
    relation = Relation(row.text("relation"))
    return ListedMember(row.number, row.text("name"), identity, relation, "", _disability(row))


def _disability(row: Row) -> Disability | None:
    kind, level = row.values.get("disability_kind"), row.values.get("disability_level")
    return None if kind is None or level is None else Disability(DisabilityKind(str(kind)), int(str(level)))


def _award(draft: Draft, row: Row, around: Around) -> ListedAward:
    amount, since = row.values["amount"], row.values["since"]
    decided, reviewed = row.values.get("decided_on"), row.values.get("reviewed_on")
    assert isinstance(amount, Money) and isinstance(since, Month) and draft.family is not None
    number = account_number(row)
    return ListedAward(
        row=row.number,
        programme=Programme(row.text("programme")),
        holder=holder_of(draft, row, around.for_persons),
        amount=amount,
        since=since,
        decided_on=decided if isinstance(decided, date) else since.first,
        reviewed_on=reviewed if isinstance(reviewed, date) else None,
        number=draft.family.text("number"),
        account=Account(row.text("account_holder"), row.text("bank"), number) if number else None,
    )


def kept(family: ListedFamily) -> str:
    """As JSON, to be kept encrypted between the check and the taking over."""
    return json.dumps(
        {
            "key": family.key,
            "row": family.row,
            "region": str(family.region),
            "registered": str(family.registered_region),
            "address": family.address,
            "urban": family.is_urban,
            "income": None if family.income is None else family.income.fen,
            "members": [_kept_member(member) for member in family.members],
            "awards": [_kept_award(award) for award in family.awards],
        },
        ensure_ascii=False,
    )


def _kept_member(member: ListedMember) -> dict[str, Any]:
    disability = member.disability
    return {
        "row": member.row,
        "name": member.name,
        "identity": str(member.identity),
        "relation": member.relation.value,
        "phone": member.phone,
        "disability": None if disability is None else [disability.kind.value, disability.level],
    }


def _kept_award(award: ListedAward) -> dict[str, Any]:
    account = award.account
    return {
        "row": award.row,
        "programme": award.programme.value,
        "holder": None if award.holder is None else str(award.holder),
        "amount": award.amount.fen,
        "since": str(award.since),
        "decided_on": award.decided_on.isoformat(),
        "reviewed_on": None if award.reviewed_on is None else award.reviewed_on.isoformat(),
        "number": award.number,
        "account": None if account is None else [account.holder, account.bank, account.number],
    }


def read_back(text: str) -> ListedFamily:
    """What `kept` wrote."""
    said = json.loads(text)
    return ListedFamily(
        key=said["key"],
        row=said["row"],
        region=RegionCode(said["region"]),
        registered_region=RegionCode(said["registered"]),
        address=said["address"],
        is_urban=said["urban"],
        members=tuple(_read_member(one) for one in said["members"]),
        awards=tuple(_read_award(one) for one in said["awards"]),
        income=None if said["income"] is None else Money(said["income"]),
    )


def _read_member(said: dict[str, Any]) -> ListedMember:
    disability = said["disability"]
    return ListedMember(
        row=said["row"],
        name=said["name"],
        identity=ResidentId(said["identity"]),
        relation=Relation(said["relation"]),
        phone=said["phone"],
        disability=None if disability is None else Disability(DisabilityKind(disability[0]), disability[1]),
    )


def _read_award(said: dict[str, Any]) -> ListedAward:
    year, month = said["since"].split("-")
    return ListedAward(
        row=said["row"],
        programme=Programme(said["programme"]),
        holder=None if said["holder"] is None else ResidentId(said["holder"]),
        amount=Money(said["amount"]),
        since=Month(int(year), int(month)),
        decided_on=date.fromisoformat(said["decided_on"]),
        reviewed_on=None if said["reviewed_on"] is None else date.fromisoformat(said["reviewed_on"]),
        number=said["number"],
        account=None if said["account"] is None else Account(*said["account"]),
    )
