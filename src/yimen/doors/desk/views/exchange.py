"""Files of the provincial platform: out by profile, contacts in, lists handed in to be compared."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.exchange.actions import contacts, reconciling
from yimen.domains.exchange.queries import incoming, profiles, records
from yimen.domains.exchange.queries import reconciling as compared
from yimen.domains.exchange.types.incoming import LineState
from yimen.domains.exchange.types.profiles import FileFormat, RecordKind
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.foundation.exports.actions import XLSX, ask_for_list
from yimen.foundation.exports.models import ListExport
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Month, RegionCode

from ..exchange_places import places_of_the_exchange
from ..exports import SHEETS, Sheet, exportable
from ..forms.exchange import ExportForm, ReconcileForm, ReconciliationFilterForm, SheetForm, UndoContactsForm
from ..lists import address, columns, paged, paged_rows
from ..places import towns
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from .layouts import layouts

PAGE = "exchange-file"
"""The name under which a file of a profile is made; it is asked for by its form alone."""
MONTHS_BACK = 24


@require_GET
@keeps_filters("exchange")
def exchange(request: DeskRequest) -> HttpResponse:
    """Every list that was compared; whoever only looks after the layouts sees those."""
    if not allows(request.actor.role, Permission.EXCHANGE_OPEN):
        return layouts(request)
    form = ReconciliationFilterForm(request.GET)
    titled = columns(
        (_("名单"), "title"), (_("月份"), "month"), _("地区"), (_("核对时间"), "compared_at"),
        (_("省平台行数"), "rows", "number"), (_("对上的"), "matched", "number"),
        (_("待处理"), "waiting", "number"),
    )  # fmt: skip
    paging = paged_rows(request, compared.reconciliations(by=request.actor, kind=form.chosen()), titled)
    names = network.region_names(row.region for row in paging.rows)
    shown = {
        "form": form,
        "tabs": places_of_the_exchange(request, "exchange"),
        "paging": paging,
        "rows": [(row, names.get(row.region, "")) for row in paging.rows],
        "columns": titled,
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:exchange-lists-export"), 1
        ),
    }
    return render(request, "desk/exchange.html", shown)


@exportable("exchange")
def export_reconciliations(request: DeskRequest) -> Sheet:
    titles = [
        _("名单"), _("月份"), _("地区"), _("核对时间"), _("省平台行数"), _("本平台户次"), _("对上的"),
        _("待处理"),
    ]  # fmt: skip
    kind = ReconciliationFilterForm(request.GET).chosen()
    found = compared.reconciliations(by=request.actor, kind=kind)

    def lines(rows: Any) -> Any:
        names = network.region_names(row.region for row in rows)
        return (
            (
                row.title, Month.of(row.month), names.get(row.region, ""), row.compared_at, row.rows,
                row.ours, row.matched, row.waiting,
            )
            for row in rows
        )  # fmt: skip

    return Sheet(_("省平台核对"), titles, found_rows(found), lines)


def _months() -> list[Month]:
    this = Month.of(today())
    return [this.plus(-back) for back in range(MONTHS_BACK)]


@require_http_methods(["GET", "POST"])
def export(request: DeskRequest) -> HttpResponse:
    """A job makes the file; it waits a day for whoever asked, and for nobody else."""
    offered = profiles.profiles_to_export(request.actor)
    form = ExportForm(offered, towns(request.actor), _months(), request.POST or None)
    asked = submitted(request, form, lambda: _ask(request, form.cleaned_data))
    if asked is not None:
        messages.success(request, _("正在后台制作；您可以离开本页，做好后再来下载。"))
        return redirect("desk:exported-list", asked.id)
    return render(request, "desk/exchange_export.html", {"form": form})


def _ask(request: DeskRequest, given: dict[str, Any]) -> ListExport:
    chosen = {name: given[name] for name in ("profile", "region", "month")}
    outgoing = _outgoing(request, chosen)
    return ask_for_list(
        PAGE,
        outgoing.name[:60],
        {"chosen": chosen, "sought": {}},
        total=len(outgoing.found.keys),
        language=translation.get_language() or "",
        region=chosen["region"],
        by=request.actor,
        suffix=outgoing.profile.format.value,
        purpose=given["purpose"],
    )


def _outgoing(request: DeskRequest, chosen: Any) -> records.Outgoing:
    profile = profiles.get_profile(chosen["profile"], by=request.actor)
    asked = records.Asked(RegionCode(chosen["region"]), Month.parse(chosen["month"]))
    return records.outgoing(profile, asked, by=request.actor)


def file_of_profile(request: DeskRequest) -> Sheet:
    """The lines of the file, for the job that makes it."""
    chosen: QueryDict = request.GET
    outgoing = _outgoing(request, chosen)
    is_csv = outgoing.profile.format is FileFormat.CSV
    encoding = outgoing.profile.encoding if is_csv else ""
    return Sheet(outgoing.name, outgoing.titles, outgoing.found, outgoing.lines, encoding)


SHEETS[PAGE] = file_of_profile


@require_http_methods(["GET", "POST"])
def take_in(request: DeskRequest) -> HttpResponse:
    """A file of contacts is handed in; what was handed in before stands below."""
    offered = profiles.profiles_of_contacts(request.actor)
    form = SheetForm(offered, request.POST or None, request.FILES or None)
    handed = submitted(request, form, lambda: _hand_in(request, form))
    if handed is not None:
        return redirect("desk:exchange-incoming", handed.id)
    titled = columns(_("文件"), _("上传时间"), _("状态"))
    paging = paged(request, list(incoming.incoming_files(by=request.actor)[:200]), titled, size=20)
    shown = {
        "form": form,
        "paging": paging,
        "columns": titled,
        "layouts": [(each, profiles.columns_of(each)) for each in offered],
        "layout_columns": columns(_("列"), _("必填"), _("也认这些表头"), _("可以填的词")),
    }
    return render(request, "desk/exchange_contacts.html", shown)


@require_GET
def template(request: DeskRequest, layout: str) -> HttpResponse:
    """The empty workbook to fill in."""
    content = profiles.template_book(layout, by=request.actor)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{layout}.xlsx") or "attachment"
    return response


def _hand_in(request: DeskRequest, form: SheetForm) -> Any:
    return contacts.hand_in_contacts(
        profile_key=form.cleaned_data["profile"], content=form.content(), name=form.name(), by=request.actor
    )


@require_http_methods(["GET", "POST"])
def look_through(request: DeskRequest, incoming_id: UUID) -> HttpResponse:
    """What would become of each row; taken in as a whole, or not at all."""
    if request.method == "POST":
        taken = contacts.take_in_contacts(incoming_id=incoming_id, by=request.actor)
        messages.success(
            request,
            _("登记了 %(taken)s 件，已有 %(known)s 件没有重复登记。")
            % {"taken": taken.taken, "known": taken.known},
        )
        return redirect("desk:contacts")
    found = incoming.get_incoming(incoming_id, by=request.actor)
    seen = incoming.look_through(found, by=request.actor)
    titled = columns(
        (_("行"), "row", "number"), (_("来件编号"), "reference"), (_("姓名"), "name"), _("诉求"),
        (_("收到日期"), "received_on"), (_("结果"), "state"),
    )  # fmt: skip
    paging = paged(request, seen.lines, titled)
    shown = {
        "found": found,
        "seen": seen,
        "counts": [(state, seen.count(state)) for state in LineState],
        "paging": paging,
        "columns": titled,
    }
    return render(request, "desk/exchange_incoming.html", shown)


@require_http_methods(["GET", "POST"])
def undo_contacts(request: DeskRequest, incoming_id: UUID) -> HttpResponse:
    """Refused while something was built upon any contact: those are named."""
    found = incoming.get_incoming(incoming_id, by=request.actor)
    form = UndoContactsForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: contacts.undo_contacts(
            incoming_id=incoming_id, reason=form.cleaned_data["reason"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("已撤销这份文件的登记，可以改正后重新上传。"))
        return redirect("desk:exchange-contacts")
    standing = incoming.contacts_in_the_way(found)
    shown = {"found": found, "form": form, "standing": standing, "columns": columns(_("姓名"), _("后续办理"))}
    return render(request, "desk/exchange_undo.html", shown)


@require_http_methods(["GET", "POST"])
def reconcile(request: DeskRequest) -> HttpResponse:
    """The province's list of a month is handed in, and compared in a job."""
    offered = profiles.profiles_to_reconcile(request.actor)
    form = ReconcileForm(
        offered, towns(request.actor), _months(), request.POST or None, request.FILES or None
    )
    begun = submitted(request, form, lambda: _begin(request, form))
    if begun is not None:
        return redirect("desk:exchange-reconciliation", begun.id)
    return render(request, "desk/exchange_reconcile.html", {"form": form})


def _begin(request: DeskRequest, form: ReconcileForm) -> Any:
    given = form.cleaned_data
    return reconciling.begin_reconciliation(
        profile_key=given["profile"],
        region=RegionCode(given["region"]),
        month=Month.parse(given["month"]),
        content=form.content(),
        by=request.actor,
    )


@require_GET
def reconciliation(request: DeskRequest, reconciliation_id: UUID) -> HttpResponse:
    """How far it is, then what came of it: by town, and the rows that could not be read."""
    made = compared.get_reconciliation(reconciliation_id, by=request.actor)
    summary = compared.summary_by_town(by=request.actor, reconciliation_id=made.id)
    names = network.region_names([made.region, *(row.town for row in summary)])
    shown = {
        "made": made,
        "kind": RecordKind(made.kind),
        "place": names.get(made.region, ""),
        "month": Month.of(made.month),
        "summary": [(row, names.get(row.town, "")) for row in summary],
        "faults": compared.faults_of(made),
        "columns": columns(
            _("乡镇"),
            (_("待核对"), "", "number"),
            (_("已交乡镇核对"), "", "number"),
            (_("已处理"), "", "number"),
            (_("已一致"), "", "number"),
            (_("省平台多出"), "", "number"),
        ),
        "fault_columns": columns((_("行"), "", "number"), _("列"), _("问题"), _("怎样改")),
    }
    is_part = bool(request.headers.get("HX-Request"))
    name = "desk/exchange_compared.html" if is_part else "desk/exchange_reconciliation.html"
    return render(request, name, shown)
