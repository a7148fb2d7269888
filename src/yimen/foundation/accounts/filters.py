"""Filters that somebody keeps under a name: theirs alone, for one list, of codes and days only.

They hang from the account, not from a post or a room: they follow a person from desk to desk and hold nothing
of a family. What was searched for in words is never among them.
"""

import re
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yimen.foundation import audit
from yimen.foundation.accounts.errors import FilterNotFoundError, FilterRefusedError
from yimen.foundation.accounts.models import SavedFilter
from yimen.foundation.audit import Doer

MOST = 20
LONGEST = 20
_NOBODY = UUID(int=0)
_CODE = re.compile(r"-?[a-z0-9][a-z0-9_.\-]{0,39}", re.ASCII)
_IDENTITY = re.compile(r"\d{15}|\d{17}[\dXx]", re.ASCII)


def filters_of(user_id: UUID, page: str) -> list[SavedFilter]:
    """What a user keeps for a list, by name."""
    return list(_own(user_id).filter(page=page).order_by("name"))


@transaction.atomic
def save_filter(page: str, name: str, chosen: Mapping[str, str], *, by: Doer) -> SavedFilter:
    """Keep it; under a name that is known, in its place."""
    kept = {key: value for key, value in chosen.items() if _CODE.fullmatch(value)}
    if not kept:
        raise FilterRefusedError("还没有选择筛选条件；按姓名、编号查找的文字不保存。")
    title, own = _title(name), _own(by.user_id).filter(page=page)
    if own.count() >= MOST and not own.filter(name=title).exists():
        raise FilterRefusedError("一个列表最多保存 %(most)s 个筛选；请先删除不用的。", most=MOST)
    found, _is_new = SavedFilter.objects.update_or_create(
        user_id=by.user_id or _NOBODY, page=page, name=title, defaults={"chosen": kept}
    )
    _record("filter:save", found, by)
    return found


@transaction.atomic
def rename_filter(filter_id: UUID, name: str, *, by: Doer) -> SavedFilter:
    """Another name; one that is taken is refused."""
    found, title = _get(filter_id, by), _title(name)
    if _own(by.user_id).filter(page=found.page, name=title).exclude(id=found.id).exists():
        raise FilterRefusedError("已有同名的筛选，请换一个名称。")
    found.name = title
    found.save(update_fields=["name"])
    _record("filter:rename", found, by)
    return found


@transaction.atomic
def choose_default(filter_id: UUID, *, by: Doer) -> SavedFilter:
    """The list opens with it; chosen again, it does so no longer."""
    found = _get(filter_id, by)
    is_default = not found.is_default
    _own(by.user_id).filter(page=found.page, is_default=True).update(is_default=False)
    found.is_default = is_default
    found.save(update_fields=["is_default"])
    _record("filter:default", found, by)
    return found


@transaction.atomic
def delete_filter(filter_id: UUID, *, by: Doer) -> str:
    """It is gone; the list it was for."""
    found = _get(filter_id, by)
    _record("filter:delete", found, by)
    found.delete()
    return found.page


def _title(name: str) -> str:
    """A short name that is no identity number."""
    title = name.strip()
    if not 0 < len(title) <= LONGEST or _IDENTITY.search(title):
        raise FilterRefusedError("名称须为 1 至 %(most)s 个字，不含证件号码。", most=LONGEST)
    return title


def _get(filter_id: UUID, by: Doer) -> SavedFilter:
    found = _own(by.user_id).filter(id=filter_id).first()
    if found is None:
        raise FilterNotFoundError("没有找到这个筛选，可能已经删除；请刷新页面。")
    return found


def _own(user_id: UUID | None) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(user_id=user_id or _NOBODY)


def _record(action: str, found: SavedFilter, by: Doer) -> None:
    audit.record(action, kind="filter", subject=found.id, region=audit.NATION, by=by)
