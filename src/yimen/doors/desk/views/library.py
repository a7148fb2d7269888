"""The policy library: three libraries and two lists, one item as everybody is told of it, its versions."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.cases.queries.ways import way_of
from yimen.domains.library import actions
from yimen.domains.library import queries as library
from yimen.domains.library.types import CHOICES, LINES, TEXTS, BenefitList, Guide, Item, ItemFilters, Shelf
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor, DepartmentKind
from yimen.kernel import RegionLevel

from ..drawings import drawn
from ..exports import as_xlsx
from ..forms.library import ItemForm, ItemsForm, WithdrawForm, initial_of
from ..lists import Words, address, columns, paged
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest, today

TABS: tuple[Shelf | BenefitList, ...] = (*Shelf, *BenefitList)
EVERY_FIELD = frozenset({*TEXTS, *LINES, *CHOICES})


@require_GET
def items(request: DeskRequest) -> HttpResponse:
    tab, on, filters = chosen_items(request)
    titled = columns(
        (_("事项"), Words("title")), _("部门"), _("类别"), _("对象"), (_("到哪里办"), Words("where"))
    )
    paging = paged(request, library.items_at(request.actor.region, on, filters), titled)
    shown = {
        "form": ItemsForm(initial={**request.GET.dict(), "on": on}),
        "rows": paging.rows,
        "paging": paging,
        "tab": tab.value,
        "tabs": [
            {
                "title": official(one.title),
                "url": address(request, tab=one.value, page=None),
                "is_current": one is tab,
            }
            for one in TABS
        ],
        "on": on,
        "withdrawn": library.withdrawn_at(request.actor.region, on),
        "columns": titled,
        "export_url": _beside(request, "desk:library-export"),
        "print_url": _beside(request, "desk:library-print"),
    }
    return render(request, "desk/library.html", shown)


def chosen_items(request: DeskRequest) -> tuple[Shelf | BenefitList, date, ItemFilters]:
    """Which library or list was opened, on which day, and what is looked for in it."""
    asked = request.GET.get("tab", "")
    tab = next((one for one in TABS if one.value == asked), Shelf.POLICY)
    return tab, *ItemsForm(request.GET).chosen(tab)


def chosen_day(request: DeskRequest) -> date:
    """The day an item is asked for: today, or one in its history."""
    return ItemsForm(request.GET).chosen(None)[0]


def _beside(request: DeskRequest, name: str) -> str:
    """The same choice at another address."""
    return address(request, page=None).replace(request.path, reverse(name), 1)


@require_GET
def export(request: DeskRequest) -> HttpResponse:
    tab, on, filters = chosen_items(request)
    titles = [
        _("事项"), _("部门"), _("类别"), _("对象"), _("说明"), _("依据"), _("条件"), _("材料"), _("步骤"),
        _("时限"), _("标准"), _("到哪里办"), _("电话"), _("来源"),
    ]  # fmt: skip
    guides = library.guides_at(request.actor.region, on, way_of, filters)
    return as_xlsx(official(tab.title), titles, _lines_of(guides), by=request.actor)


def _lines_of(guides: list[Guide]) -> Iterator[tuple[object, ...]]:
    for guide in guides:
        item = guide.item
        yield (
            official(item.title),
            official(item.department.title),
            official(item.kind.title),
            "、".join(official(group.title) for group in item.groups),
            official(item.summary),
            *(_said(part) for part in (guide.basis, [one.text for one in guide.conditions])),
            _said([one.title for one in guide.asked]),
            _said([step.title for step in guide.chart.steps]),
            *(_said(part) for part in (guide.limits, guide.amounts)),
            item.where or _("待县里补充"),
            item.phone or _("待县里补充"),
            item.source,
        )


def _said(lines: Any) -> str:
    return "；".join(official(line) for line in lines) or _("待县里补充")


@require_GET
def item(request: DeskRequest, item_key: str) -> HttpResponse:
    on = chosen_day(request)
    guide = library.guide_of(item_key, request.actor.region, on, way_of)
    shown = {
        "guide": guide,
        "item": guide.item,
        "office": office_of(guide.item, request.actor),
        "chart": drawn(guide.chart),
        "is_today": on == today(),
        "versions": library.versions_of(item_key, request.actor.region),
        "names": network.region_names([str(request.actor.region), *request.actor.region.ancestors()]),
    }
    return render(request, "desk/library_item.html", shown)


def office_of(found: Item, by: Actor) -> str:
    """The office an item names, else what the county calls its department, else the kind of department."""
    if found.office or found.department is DepartmentKind.OTHER:
        return found.office
    row = network.department_of_kind(by.region.at(RegionLevel.COUNTY), found.department)
    return row.name if row else official(found.department.title)


@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, item_key: str) -> HttpResponse:
    found = library.get_item(item_key, request.actor.region, today())
    form = ItemForm(found.typed, request.POST or None, initial={**initial_of(found), "since": today()})
    done = submitted(
        request,
        form,
        lambda: actions.write_item(
            key=item_key,
            region=request.actor.region,
            since=form.cleaned_data["since"],
            says=form.says(),
            why=form.cleaned_data["why"],
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("已保存为新版本，原来的版本保留。"))
        return redirect("desk:library-item", item_key)
    words = {"title": _("修改事项"), "button": _("保存新版本"), "back": ("desk:library-item", item_key)}
    why = _("只写本县与上级规定不同或者上级没有写的；条件、材料、程序、时限、标准由规则和参数给出。")
    return render(request, "desk/step_form.html", {"form": form, "why": why, **words})


@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    form = ItemForm(EVERY_FIELD, request.POST or None, initial={"since": today()})
    done = submitted(
        request,
        form,
        lambda: actions.add_item(
            region=request.actor.region,
            since=form.cleaned_data["since"],
            says=form.says(),
            why=form.cleaned_data["why"],
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("事项已加入政策库。"))
        return redirect("desk:library-item", done.key)
    words = {"title": _("增加事项"), "button": _("加入"), "back": ("desk:library",)}
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_http_methods(["GET", "POST"])
def withdraw(request: DeskRequest, item_key: str) -> HttpResponse:
    library.get_item(item_key, request.actor.region, today())
    form = WithdrawForm(request.POST or None)
    done = _from_a_day_on(request, form, actions.withdraw_item, item_key)
    if done is not None:
        messages.success(request, _("这一天起本地不再列出该事项；以前的日期仍可查看。"))
        return redirect("desk:library")
    words = {
        "title": _("不再办理"),
        "button": _("登记"),
        "warning": _("登记后，这一天起的清单、指南和公开页面不再列出该事项。"),
        "back": ("desk:library-item", item_key),
    }
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_http_methods(["GET", "POST"])
def reinstate(request: DeskRequest, withdrawn_key: str) -> HttpResponse:
    library.get_withdrawn(withdrawn_key, request.actor.region)
    form = WithdrawForm(request.POST or None)
    done = _from_a_day_on(request, form, actions.reinstate_item, withdrawn_key)
    if done is not None:
        messages.success(request, _("事项已恢复办理，内容同停办以前。"))
        return redirect("desk:library-item", withdrawn_key)
    words = {"title": _("恢复办理"), "button": _("登记"), "back": ("desk:library",)}
    return render(request, "desk/step_form.html", {"form": form, **words})


def _from_a_day_on(
    request: DeskRequest, form: WithdrawForm, act: Callable[..., object], key: str
) -> object | None:
    """The act on an item of the actor's place, with the day and the reason the form asks for."""
    return submitted(
        request,
        form,
        lambda: act(
            key=key,
            region=request.actor.region,
            since=form.cleaned_data["since"],
            why=form.cleaned_data["why"],
            by=request.actor,
        ),
    )
