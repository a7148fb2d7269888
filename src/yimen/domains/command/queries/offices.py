"""What the month asks of offices: standards that changed, authority, posts and the calendar that end."""

from collections.abc import Mapping
from datetime import date

from yimen.domains.awards import queries as awards
from yimen.domains.command.types import NOTHING, Asked, Found, MonthLine, Span
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import CARDS
from yimen.domains.network.types import Actor, Role
from yimen.foundation.calendar.queries import missing_year
from yimen.kernel import Programme, Sentence, Step

CONCERNS: Mapping[str, frozenset[Programme]] = {
    "dibao_standard": frozenset({Programme.DIBAO, Programme.DIBAO_SINGLE, Programme.DIBAO_MARGIN}),
    "supplement": frozenset({Programme.DIBAO, Programme.DIBAO_SINGLE}),
    "single_person": frozenset({Programme.DIBAO_SINGLE}),
    "margin": frozenset({Programme.DIBAO_MARGIN}),
    "tekun": frozenset({Programme.TEKUN}),
    "disability_living": frozenset({Programme.DISABILITY_LIVING}),
    "disability_care": frozenset({Programme.DISABILITY_CARE}),
    "orphan": frozenset({Programme.ORPHAN, Programme.UNATTENDED_CHILD}),
}
"""Whose awards a parameter bears on, by how its name begins."""


def standards(asked: Asked, span: Span, by: Actor) -> Found:
    """Parameters of the place in force since this or last month, and how many awards they bear on."""
    since = asked.month.previous().first
    found = library.parameters(asked.region, asked.month.last)
    changed = [
        value
        for value in found.values()
        if value.since is not None and since <= value.since <= asked.month.last
    ]
    if not changed:
        return NOTHING
    held = awards.holders_by_programme(asked.month, by=by, region=asked.region)
    lines = [
        MonthLine(
            name="",
            matter=library.title_of(value.name, asked.month.last),
            why=(_concerned(value.name, held),),
            on=value.since,
            page="parameter",
            article=value.source or "",
        )
        for value in sorted(changed, key=lambda value: (value.since, value.name))
    ]
    return Found(len(lines), span.of(lines))


def _concerned(name: str, held: Mapping[Programme, int]) -> Sentence:
    programmes = next((found for begin, found in CONCERNS.items() if name.startswith(begin)), frozenset())
    if not programmes:
        return Sentence("此后的测算按此执行")
    n = sum(held.get(programme, 0) for programme in programmes)
    return Sentence("此后的测算按此执行；涉及在册 %(n)s 项", n=n)


def delegations(asked: Asked, span: Span, by: Actor) -> Found:
    """Delegations of the region whose last day lies in the month: then the county confirms again."""
    ending = [
        row
        for row in network.delegations(asked.region)
        if row.valid_until is not None and asked.month.first < row.valid_until <= asked.month.next().first
    ]
    names = network.region_names([row.region for row in ending])
    lines = [
        MonthLine(
            name=names.get(row.region, ""),
            programmes=(Programme(row.programme),),
            why=(
                Sentence(
                    "“%(step)s”授权给%(role)s到期，此后由县级确认",
                    step=Step(row.step).title,
                    role=CARDS[Role(row.role)].title,
                ),
            ),
            on=row.valid_until,
            page="delegations",
            article=row.rule,
        )
        for row in ending
    ]
    return Found(len(lines), span.of(lines))


def posts(asked: Asked, span: Span, by: Actor) -> Found:
    """Posts that end in the month: their work is to be handed over."""
    ending = network.posts_ending(by, asked.month.first, asked.month.last)
    lines = [
        MonthLine(
            name=post.staff.name,
            matter=CARDS[Role(post.role)].title,
            why=(Sentence("任期届满：请安排接手其待办"),),
            region=post.station.region,
            on=post.valid_until,
            page="staff",
            subject=post.staff_id,
        )
        for post in ending[span.start : span.stop]
    ]
    return Found(ending.count(), lines)


def calendar(asked: Asked, span: Span, by: Actor) -> Found:
    """The year whose holidays nobody has entered: until then its working days are provisional."""
    year = missing_year(asked.month.last)
    if year is None:
        return NOTHING
    line = MonthLine(
        name="",
        matter="工作日历",
        why=(Sentence("%(year)s年的放假安排还没有录入，按工作日计算的时限只能暂定", year=year),),
        on=date(year, 1, 1),
        page="calendar",
    )
    return Found(1, span.of([line]))
