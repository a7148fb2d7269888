"""Lists of verification as spreadsheets: what waits, what sources owe, what goes."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.verification import queries
from yimen.domains.verification.types import RequestState
from yimen.foundation.exports.reading import at_hand, found_rows

from ..exports import Sheet, exportable
from ..official_words import official
from ..requests import DeskRequest
from .verification import clocks_of


@exportable("verifications")
def waiting(request: DeskRequest) -> Sheet:
    titles = [_("办件"), _("第几次"), _("提请时间"), _("人数"), _("办结期限"), _("状态")]

    def lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        clocks = clocks_of([row.id for row in rows])
        for row in rows:
            clock = clocks.get(row.id)
            yield (
                row.title, row.number, row.requested_at, len(row.people), clock[2].due_on if clock else None,
                official(RequestState(row.state).title),
            )  # fmt: skip

    found = queries.requests_awaiting_answer(by=request.actor)
    return Sheet(_("待核对"), titles, found_rows(found), lines)


@exportable("verification-sources")
def sources(request: DeskRequest) -> Sheet:
    titles = [_("数据单位"), _("依据"), _("待查询"), _("等待返回"), _("已超期"), _("返回矛盾")]

    def lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        for row in rows:
            yield (
                official(row.source.title), official(row.source.basis), row.waiting, row.outstanding,
                row.overdue, row.doubted,
            )  # fmt: skip

    return Sheet(_("数据单位"), titles, at_hand(queries.source_counts(by=request.actor)), lines)


@exportable("verification-retention")
def retention(request: DeskRequest) -> Sheet:
    titles = [_("办件"), _("目的实现日期"), _("删除日期"), _("核对明细"), _("返回记录")]

    def lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        for row in rows:
            yield row.request.title, row.request.purpose_ended_on, row.goes_on, row.lines, row.answers

    return Sheet(_("到期删除"), titles, at_hand(queries.answers_going(by=request.actor)), lines)
