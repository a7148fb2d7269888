"""Writes of the library: what a place says of an item from a day on, always as a new version."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from yimen.domains.library import shelves
from yimen.domains.library.errors import ItemIncompleteError, NothingChangedError
from yimen.domains.library.merging import differing
from yimen.domains.library.models import ItemVersion
from yimen.domains.library.types import CHOICES, Words
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.models import make_id
from yimen.kernel import RegionCode


@transaction.atomic
def write_item(
    *, key: str, region: RegionCode, since: date, says: Mapping[str, Words], why: str, by: Actor
) -> ItemVersion:
    """A new version of an item for a place: only what differs from what wider places say is kept."""
    require(by, Permission.POLICY_WRITE, region)
    item = shelves.get_item(key, region, since)
    if unasked := sorted(name for name, words in says.items() if words and name not in item.typed):
        raise ItemIncompleteError("这些内容由规则、流程和参数给出，不在这里填写：%(names)s。", names=unasked)
    chain = shelves.chain_of(region)
    own = dict(differing(says, shelves.words_of(key, chain[1:], since)))
    if own == _own_now(key, region, since):
        raise NothingChangedError("内容与现行版本相同，没有需要保存的修改。")
    return _keep(key, region, since, own, why, by)


@transaction.atomic
def add_item(
    *, region: RegionCode, since: date, says: Mapping[str, Words], why: str, by: Actor
) -> ItemVersion:
    """An item that only this place has."""
    require(by, Permission.POLICY_WRITE, region)
    if not all(says.get(name) for name in ("title", *CHOICES)):
        raise ItemIncompleteError("事项须有名称、部门、类别、对象和所属的库，请补充。")
    key = f"local-{make_id().hex[-12:]}"
    return _keep(key, region, since, {name: words for name, words in says.items() if words}, why, by)


@transaction.atomic
def withdraw_item(*, key: str, region: RegionCode, since: date, why: str, by: Actor) -> ItemVersion:
    """From a day on the place does not have the item; what it said before stays to be read."""
    require(by, Permission.POLICY_WRITE, region)
    shelves.get_item(key, region, since)
    return _keep(key, region, since, {}, why, by, is_withdrawn=True)


@transaction.atomic
def reinstate_item(*, key: str, region: RegionCode, since: date, why: str, by: Actor) -> ItemVersion:
    """From a day on the place has the item again, as it had it before it was withdrawn."""
    require(by, Permission.POLICY_WRITE, region)
    withdrawn = shelves.get_withdrawn(key, region)
    if since < withdrawn.since:
        raise ItemIncompleteError("恢复日期不能早于停办日期 %(day)s。", day=withdrawn.since)
    own = shelves.own_sayings(key, region)
    before = next((one.says for one in reversed(own) if not one.is_withdrawn), {})
    return _keep(key, region, since, before, why, by)


def _own_now(key: str, region: RegionCode, on: date) -> dict[str, Words]:
    """What the place itself says already on a day; nothing where it is silent."""
    newest = next((one for one in reversed(shelves.own_sayings(key, region)) if one.since <= on), None)
    return {} if newest is None or newest.is_withdrawn else dict(newest.says)


def _keep(
    key: str,
    region: RegionCode,
    since: date,
    says: Mapping[str, Words],
    why: str,
    by: Actor,
    *,
    is_withdrawn: bool = False,
) -> ItemVersion:
    if not why.strip():
        raise ItemIncompleteError("请写明修改的原因或者依据的文件。")
    known = ItemVersion.objects.filter(key=key, region=str(region))
    number = (known.aggregate(last=Max("number"))["last"] or 0) + 1
    version = ItemVersion.objects.create(
        key=key,
        region=str(region),
        since=since,
        number=number,
        says=dict(says),
        is_withdrawn=is_withdrawn,
        why=why.strip(),
        by_post_id=by.post_id,
    )
    changes = {"key": key, "since": since, "number": number, "says": dict(says), "withdrawn": is_withdrawn}
    audit.record("item:write", kind="item", subject=version.id, region=str(region), by=by, changes=changes)
    return version
