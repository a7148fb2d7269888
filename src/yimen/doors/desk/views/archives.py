"""The three archives of a year, filing a household's papers, and its whole file as one package."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.network.permissions import Permission, allows
from yimen.domains.papers import actions, queries
from yimen.domains.papers.queries.archives import ArchiveLine
from yimen.domains.people import queries as people
from yimen.foundation.exports.reading import at_hand

from ..exports import Sheet, exportable
from ..forms.papers import ArchiveForm, FilingForm, PackageForm
from ..lists import Words, address, columns, paged_rows
from ..refusals import submitted
from ..requests import DeskRequest
from ..saved import keeps_filters


@require_GET
@keeps_filters("archives")
def archives(request: DeskRequest) -> HttpResponse:
    form = ArchiveForm(request.GET)
    archive, year = form.chosen()
    titled = columns(
        (_("姓名"), Words("name")), (_("文书份数"), "papers"), _("完整性"), (_("档号"), "filed_number"),
        (_("盒号"), "filed_box"), (_("归档日期"), "filed_on"), _("办理"),
    )  # fmt: skip
    paging = paged_rows(request, queries.archive_rows(archive, year, by=request.actor), titled)
    shown = {
        "form": ArchiveForm(initial={"archive": archive.value, "year": year}),
        "archive": archive,
        "year": year,
        "rows": queries.archive_lines(paging.rows, archive, year, by=request.actor),
        "paging": paging,
        "columns": titled,
        "export_url": address(request, page=None).replace("/archives", "/archives/export", 1),
        "may_file": allows(request.actor.role, Permission.DOCUMENT_ISSUE),
    }
    return render(request, "desk/archives.html", shown)


@exportable("archives")
def export(request: DeskRequest) -> Sheet:
    """The list of an archive and year with its boxes: filed ones by box, and then what is not filed."""
    archive, year = ArchiveForm(request.GET).chosen()
    titles = [_("档号"), _("盒号"), _("题名"), _("文书份数"), _("欠缺"), _("归档日期")]
    found = queries.archive_rows(archive, year, by=request.actor, is_by_box=True)

    def lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        return _lines(queries.archive_lines(rows, archive, year, by=request.actor))

    return Sheet(f"{archive.title}{year}", titles, at_hand(list(found)), lines)


def _lines(found: Sequence[ArchiveLine]) -> Iterator[tuple[object, ...]]:
    return (
        (
            line.filed.number if line.filed else "",
            line.filed.box if line.filed else "",
            line.name,
            line.papers,
            "、".join(line.lacking),
            line.filed.filed_on if line.filed else None,
        )
        for line in found
    )


@require_http_methods(["GET", "POST"])
def file_papers(request: DeskRequest, household_id: UUID) -> HttpResponse:
    people.get_household(household_id, by=request.actor)
    form = FilingForm(request.POST or None, initial=dict(request.GET.items()))
    filed = submitted(request, form, lambda: _file(household_id, form, request))
    if filed is not None:
        messages.success(request, _("已归档，档号 %(number)s。") % {"number": filed.number})
        return redirect("desk:archives")
    words = {"title": _("归档"), "button": _("归档"), "subject": None, "back": ("desk:archives",)}
    return render(request, "desk/step_form.html", {"form": form, **words})


def _file(household_id: UUID, form: FilingForm, request: DeskRequest) -> Any:
    archive, year = form.chosen()
    return actions.file_papers(
        household_id, archive=archive, year=year, box=form.cleaned_data["box"], by=request.actor
    )


@require_http_methods(["GET", "POST"])
def packages(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Ask for the whole file as one package, and see how far each one is."""
    household = people.get_household(household_id, by=request.actor)
    form = PackageForm(request.POST or None)
    asked = submitted(
        request,
        form,
        lambda: actions.ask_for_package(household_id, purpose=form.cleaned_data["purpose"], by=request.actor),
    )
    if asked is not None:
        messages.success(request, _("正在制作整户档案，做好后可以在本页下载。"))
        return redirect("desk:household-packages", household_id)
    shown = {
        "form": form,
        "household": household,
        "rows": queries.packages_of_household(household_id, by=request.actor),
        "columns": columns(_("申请时间"), _("用途"), _("进度"), _("封签"), _("下载")),
    }
    return render(request, "desk/packages.html", shown)


@require_GET
def package_file(request: DeskRequest, package_id: UUID) -> HttpResponse:
    package, opened = actions.open_package(package_id, by=request.actor)
    response = HttpResponse(b"".join(opened.chunks), content_type=opened.content_type)
    name = f"{package.number} {_('家庭档案')}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
