"""The rows behind a figure as a page and a spreadsheet show them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.awards import queries as awards
from yimen.domains.cases.types import CaseState, Effect, OutcomeState
from yimen.domains.command.types import About, Inquiry
from yimen.domains.network import queries as network
from yimen.domains.people import queries as people
from yimen.domains.worklist.types import WorkKind
from yimen.kernel import Money, Programme

from .formats import granted
from .official_words import official
from .subjects import page_of


@dataclass(frozen=True)
class ListedRow:
    """One row: where its link leads, and its cells; the first is the link."""

    url: str
    cells: Sequence[object]


def heads_of(about: About) -> list[str]:
    """The heads of the list."""
    return {
        About.CASES: [
            _("办件编号"), _("申请人"), _("村（社区）"), _("申请项目"), _("状态"), _("申请日期"),
            _("结束日期"),
        ],
        About.DECISIONS: [
            _("申请人"), _("办件编号"), _("村（社区）"), _("项目"), _("决定"), _("金额"), _("决定日期"),
        ],
        About.AWARDS: [
            _("户主"), _("办件编号"), _("村（社区）"), _("项目"), _("对象"), _("金额"), _("起始月"),
            _("止于（不含）"),
        ],
        About.STEPS: [
            _("对象"), _("环节"), _("村（社区）"), _("起算日"), _("到期日"), _("办结日期"), _("天数"),
            _("承办人"),
        ],
    }[about]  # fmt: skip


def lines_of(inquiry: Inquiry, rows: Sequence[Any]) -> list[ListedRow]:
    """Some rows of the list, with what is looked up once for all of them."""
    places = network.region_names({row.region for row in rows})
    return list(_LINES[inquiry.about](rows, places, inquiry))


def _cases(rows: Sequence[Any], places: Mapping[str, str], _inquiry: Inquiry) -> Iterator[ListedRow]:
    for row in rows:
        asked = "、".join(official(Programme(name).title) for name in row.requested)
        state = official(CaseState(row.state).title)
        place = places.get(row.region, "")
        cells = (row.number, row.applicant_name, place, asked, state, row.submitted_on, row.closed_on)
        yield ListedRow(page_of("case", row.id), cells)


def _decisions(rows: Sequence[Any], places: Mapping[str, str], _inquiry: Inquiry) -> Iterator[ListedRow]:
    for row in rows:
        decided = Effect(row.effect).title if row.effect else OutcomeState(row.state).title
        amount = "" if row.decided_amount_fen is None else granted(row.decided_amount_fen, row.programme)
        cells = (
            row.person.name if row.person else row.case.applicant_name,
            row.case.number,
            places.get(row.region, ""),
            official(Programme(row.programme).title),
            official(decided),
            amount,
            row.decided_on,
        )
        yield ListedRow(page_of("outcome", row.id), cells)


def _awards(rows: Sequence[Any], places: Mapping[str, str], inquiry: Inquiry) -> Iterator[ListedRow]:
    heads = people.heads_of([row.household_id for row in rows])
    paid = {one.award_id: one.amount for one in awards.in_force(rows, inquiry.last)}
    for row in rows:
        cells = (
            heads.get(row.household_id, ""),
            row.case_number,
            places.get(row.region, ""),
            official(Programme(row.programme).title),
            row.person.name if row.person else _("全家"),
            granted(paid.get(row.id, Money(0)), row.programme),
            str(row.from_month)[:7],
            str(row.until_month or "")[:7],
        )
        yield ListedRow(page_of("household", row.household_id), cells)


def _steps(rows: Sequence[Any], places: Mapping[str, str], _inquiry: Inquiry) -> Iterator[ListedRow]:
    for row in rows:
        cells = (
            row.subject_title,
            official(WorkKind(row.kind).title),
            places.get(row.region, ""),
            row.event_on,
            row.due_on,
            row.done_on,
            max(0, (row.done_on - row.event_on).days),
            row.owner_post.staff.name if row.owner_post else row.owner_station.name,
        )
        yield ListedRow(page_of(row.subject_kind, row.subject_id), cells)


_LINES: Mapping[About, Callable[[Sequence[Any], Mapping[str, str], Inquiry], Iterator[ListedRow]]] = {
    About.CASES: _cases,
    About.DECISIONS: _decisions,
    About.AWARDS: _awards,
    About.STEPS: _steps,
}
