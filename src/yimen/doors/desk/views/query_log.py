"""Who looked at whose data and why: the list for those who supervise, the paper for the person; what goes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.network import queries as network
from yimen.domains.people import queries as people
from yimen.domains.verification import queries
from yimen.domains.verification.queries.set_retention import loads_going, set_limits
from yimen.domains.verification.queries.sets import catalogue, set_definition
from yimen.domains.verification.types import Purpose, QueryAct, QueryOutcome
from yimen.foundation.exports.reading import found_rows
from yimen.foundation.language import in_official_language
from yimen.kernel import RegionLevel

from ..exports import Sheet, exportable
from ..forms.sources import LogFilterForm
from ..lists import address, columns, paged, paged_rows
from ..official_words import official
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from ..verification_places import places_of_verification


@require_GET
@keeps_filters("query-log")
def listed(request: DeskRequest) -> HttpResponse:
    form = _form(request)
    titles = columns(
        (_("时间"), "happened_at"), (_("工作人员"), "by_name"), (_("做了什么"), "act"), _("关于谁"),
        (_("目的"), "purpose"), _("依据"), _("数据单位"), (_("结果"), "outcome"),
    )  # fmt: skip
    paging = paged_rows(request, queries.query_entries(by=request.actor, filters=form.filters()), titles)
    shown = {
        "form": form,
        "tabs": places_of_verification(request, "query-log"),
        "paging": paging,
        "rows": _rows(paging.rows),
        "columns": titles,
        "export_url": address(request, page=None).replace(request.path, reverse("desk:query-log-export"), 1),
    }
    return render(request, "desk/query_log.html", shown)


def _form(request: DeskRequest) -> LogFilterForm:
    """Staff are chosen from a list: nothing is typed into an address."""
    posts = network.posts_within(request.actor)
    names = {str(post.staff.user_id): post.staff.name for post in posts if post.staff.user_id}
    return LogFilterForm(sorted(names.items(), key=lambda each: each[1]), request.GET)


def _rows(entries: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Each entry with its words, as page and sheet say them."""
    names = people.names_of(entry.person_id for entry in entries if entry.person_id)
    grounds = queries.ground_words(entries)
    return [(entry, *_words(entry, names, grounds)) for entry in entries]


def _whose(source: str) -> str:
    """The source that was asked, or the set that was compared."""
    known = catalogue().get(source)
    return known.title if known else queries.source_named(source).title


def _words(entry: Any, names: Mapping[UUID, str], grounds: Mapping[UUID, tuple[str, str]]) -> tuple[str, ...]:
    return (
        official(QueryAct(entry.act).title),
        names.get(entry.person_id, "—"),
        official(Purpose(entry.purpose).title),
        official(grounds[entry.id][0]),
        grounds[entry.id][1],
        official(_whose(entry.source)) if entry.source else "",
        official(QueryOutcome(entry.outcome).title),
    )


@exportable("query-log")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("时间"), _("工作人员"), _("做了什么"), _("关于谁"), _("目的"), _("依据"), _("条文"), _("数据单位"),
        _("结果"),
    ]  # fmt: skip
    filters = _form(request).filters()

    def lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        return ((entry.happened_at, entry.by_name, *words) for entry, *words in _rows(rows))

    found = queries.query_entries(by=request.actor, filters=filters)
    return Sheet(_("查询记录"), titles, found_rows(found), lines)


@require_GET
def of_person(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """The paper for somebody who asks who looked at their data, and why."""
    person = people.get_person(person_id, by=request.actor, purpose="query_log")
    response = HttpResponse(_paper(request, person), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, _("查询记录.pdf")) or ""
    return response


@in_official_language
def _paper(request: DeskRequest, person: Any) -> bytes:
    entries = queries.entries_about(person.id, person.region, by=request.actor)
    rows = [
        {
            "at": timezone.localtime(entry.happened_at).strftime("%Y-%m-%d %H:%M"),
            "by": entry.by_name,
            **dict(
                zip(("act", "about", "purpose", "ground", "article", "source", "outcome"), words, strict=True)
            ),
        }
        for entry, *words in _rows(entries)
    ]
    office = network.region_path(request.actor.region, above=RegionLevel.COUNTY)
    return queries.log_sheet(person.name, rows, office=office)


@require_GET
def retention(request: DeskRequest) -> HttpResponse:
    """What goes within the next months; looking deletes nothing."""
    titles = columns(
        _("办件"), _("目的实现日期"), _("删除日期"), (_("核对明细"), "", "number"),
        (_("返回记录"), "", "number"),
    )  # fmt: skip
    shown = {
        "paging": paged(request, queries.answers_going(by=request.actor), titles),
        "columns": titles,
        "tabs": places_of_verification(request, "verification-retention"),
        "limit": queries.retention_limit(request.actor.region, today()),
        "set_limits": set_limits(request.actor.region, today()),
        "going": [(each, set_definition(each.load.set_key)) for each in loads_going(by=request.actor)],
        "set_columns": columns(
            _("数据集"), (_("版本"), "", "number"), _("数据截止日期"), _("自"), _("删除日期"), _("仍有引用")
        ),
    }
    return render(request, "desk/retention.html", shown)
