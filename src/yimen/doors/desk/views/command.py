"""The first page after signing in: what the month asks of a post and why, each line one click to act."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.command import queries
from yimen.domains.command.types import Asked, Occasion, Span
from yimen.domains.network.permissions import Permission, allows

from ..exports import as_xlsx
from ..forms.command import MonthForm
from ..lists import Paging, address, columns, page_number
from ..month_lines import shown, words_of
from ..official_words import official
from ..places import villages
from ..requests import DeskRequest, today

FEW, PAGE = 6, 50


def _form(request: DeskRequest) -> MonthForm:
    narrows = allows(request.actor.role, Permission.WORK_OPEN)
    return MonthForm(villages(request.actor) if narrows else [], request.GET)


def _asked(request: DeskRequest, form: MonthForm) -> Asked:
    month, region = form.chosen(request.actor.region)
    return Asked(month, today(), region)


def _occasion(request: DeskRequest) -> Occasion | None:
    key = request.GET.get("group", "")
    return Occasion(key) if key in tuple(Occasion) else None


@require_GET
def home(request: DeskRequest) -> HttpResponse:
    """Every occasion with its first lines; one of them with all its lines, page by page."""
    form, occasion, number = _form(request), _occasion(request), page_number(request)
    asked = _asked(request, form)
    span = Span((number - 1) * PAGE, number * PAGE) if occasion else Span(0, FEW)
    only = (occasion,) if occasion else tuple(Occasion)
    groups = shown(queries.month_groups(asked, by=request.actor, span=span, only=only), request.actor)
    total = groups[0].total if occasion and groups else 0
    shown_page = {
        "form": form,
        "asked": asked,
        "chosen": words_of(occasion)[0] if occasion else "",
        "groups": [(group, address(request, group=group.key, page=None)) for group in groups],
        "paging": Paging(request, [], number, total, PAGE) if occasion else None,
        "whole_url": address(request, group=None, page=None),
        "columns": columns(_("对象"), _("事项"), _("为什么"), _("期限"), ""),
        "export_url": address(request, page=None).replace(request.path, reverse("desk:home-export"), 1),
    }
    return render(request, "desk/month.html", shown_page)


@require_GET
def export(request: DeskRequest) -> HttpResponse:
    """The same lines, all of them."""
    asked, occasion = _asked(request, _form(request)), _occasion(request)
    only = (occasion,) if occasion else tuple(Occasion)
    groups = shown(queries.month_groups(asked, by=request.actor, span=Span(), only=only), request.actor)
    rows = (
        (
            group.title,
            row.line.name,
            row.place,
            official(row.line.matter) or "、".join(official(each.title) for each in row.line.programmes),
            "；".join(official(each) for each in row.line.why),
            row.line.on,
            row.line.article,
        )
        for group in groups
        for row in group.lines
    )
    titles = [_("类别"), _("对象"), _("村（社区）"), _("事项"), _("为什么"), _("期限"), _("依据")]
    return as_xlsx(_("本月清单 %(month)s") % {"month": asked.month}, titles, rows, by=request.actor)
