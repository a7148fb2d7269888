"""The working days that clocks are counted by: whoever may enters the notice of a year."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.calendar import actions as calendar
from yimen.foundation.calendar.errors import NoticeInvalidError
from yimen.foundation.calendar.models import YearVersion
from yimen.foundation.calendar.notices import YearNotice


@transaction.atomic
def enter_year(*, notice: YearNotice, number: str, issued_on: date, by: Actor) -> YearVersion:
    """With the notice's number and date; every open clock of working days is recounted afterwards."""
    require(by, Permission.CALENDAR_WRITE, by.region)
    if not number.strip():
        raise NoticeInvalidError("请写明通知的文号。")
    if issued_on > timezone.localdate():
        raise NoticeInvalidError("通知的日期不能在今天以后。")
    return calendar.set_year(notice=notice, source=f"{number.strip()}（{issued_on}）", by=by)
