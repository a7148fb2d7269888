"""Forms of leads, of plans for those who live away, and of the self check."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.library.queries import QUESTIONS_BY_KEY, Layer, Question, QuestionKind
from yimen.domains.monitoring.types.leads import (
    BY_CLOSING,
    ContactWay,
    LeadFilters,
    LeadOutcome,
    LeadSource,
    Likelihood,
)
from yimen.kernel import Money, Programme, RegionCode

from . import widgets
from .choices import offer

_ALL = ("", _("全部"))


class LeadFilterForm(forms.Form):
    show = widgets.from_list(_("范围"), [("open", _("待办结")), ("all", _("全部"))], required=False)
    source = widgets.from_list(
        _("来源"), [_ALL, *((s.value, _(s.title)) for s in LeadSource)], required=False
    )
    likelihood = widgets.from_list(
        _("判断"), [_ALL, *((one.value, _(one.title)) for one in Likelihood)], required=False
    )
    programme = widgets.from_list(
        _("可能的项目"), [_ALL, *((p.value, _(p.title)) for p in Programme)], required=False
    )
    outcome = widgets.from_list(
        _("结果"), [_ALL, *((o.value, _(o.title)) for o in LeadOutcome)], required=False
    )
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)
    scenario = forms.UUIDField(required=False, widget=forms.HiddenInput())

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[_ALL, *regions])

    def filters(self) -> LeadFilters:
        """What is open unless everything, or an outcome, is asked for."""
        given = self.cleaned_data if self.is_valid() else {}
        outcome, region = given.get("outcome"), given.get("region")
        return LeadFilters(
            is_open=given.get("show") != "all" and not outcome,
            source=LeadSource(given["source"]) if given.get("source") else None,
            likelihood=Likelihood(given["likelihood"]) if given.get("likelihood") else None,
            outcome=LeadOutcome(outcome) if outcome else None,
            programme=Programme(given["programme"]) if given.get("programme") else None,
            region=RegionCode(region) if region else None,
            scenario=given.get("scenario"),
        )


class LayerFilterForm(forms.Form):
    layer = widgets.from_list(
        _("层次"), [_ALL, *((each.value, _(each.title)) for each in Layer)], required=False
    )
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[_ALL, *regions])

    def chosen(self) -> tuple[Layer | None, RegionCode | None]:
        given = self.cleaned_data if self.is_valid() else {}
        layer, region = given.get("layer"), given.get("region")
        return Layer(layer) if layer else None, RegionCode(region) if region else None


class LeadVisitForm(forms.Form):
    visited_on = widgets.on_date(
        _("走访日期"), initial=timezone.localdate, help_text=_("派发之后、今天或以前")
    )
    note = widgets.paragraph(
        _("走访情况"), most=500, help_text=_("见到谁、家里怎样、本人想不想申请；不要写身份证号")
    )


class LeadCloseForm(forms.Form):
    outcome = widgets.one_of(
        _("结果"),
        [(each.value, _(each.title)) for each in BY_CLOSING],
        help_text=_("数据有误的可以不走访；其余先登记走访"),
    )
    because = widgets.paragraph(_("理由"), most=500, help_text=_("同样的情况不会再派，请写清楚"))

    def offer_without_visit(self) -> None:
        """Before anybody went there, only the data can be found wrong."""
        wrong = LeadOutcome.DATA_WRONG
        offer(self, outcome=[(wrong.value, _(wrong.title))])


class AwayPlanForm(forms.Form):
    """With a day, the family is shown to the place where it lives until then."""

    way = widgets.one_of(
        _("联系方式"),
        [(way.value, _(way.title)) for way in ContactWay],
        help_text=_("见得到人的方式优先；委托居住地的，把家庭共享给那里"),
    )
    every_days = widgets.count(_("每隔多少天联系一次"), least=1, most=366)
    every_days.help_text = _("到期在待办中提醒；没有查到规定，由办理机构自定")
    share_until = widgets.on_date(
        _("共享给居住地，到哪一天为止"),
        required=False,
        help_text=_("填了日期，居住地的站点到那天为止能看到这一家；只有审核人可以共享"),
    )


class AwayContactForm(forms.Form):
    note = widgets.paragraph(
        _("联系情况"), most=500, help_text=_("和谁联系上的、生活怎样、何时回来；不要写身份证号")
    )


class SelfCheckForm(forms.Form):
    """One question; what was answered before comes along hidden and is kept nowhere."""

    def __init__(self, question: Question, said: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data)
        self.fields["answer"] = _field(question)
        self.fields["answer"].widget.attrs["autofocus"] = True
        for key, answer in said.items():
            self.fields[key] = forms.CharField(initial=answer, widget=forms.HiddenInput(), required=False)


def _field(question: Question) -> forms.Field:
    if question.kind is QuestionKind.CHOICE:
        return widgets.one_of(_(question.title), [(value, _(word)) for value, word in question.choices])
    if question.kind is QuestionKind.COUNT:
        return widgets.count(_(question.title), least=question.least, most=question.most)
    return widgets.MoneyField(label=_(question.title), required=True, unit=_("元"))


def answer_of(question: Question, given: Any) -> str:
    """An answer as the self check reads it: amounts in yuan, numbers in digits."""
    return str(given) if isinstance(given, Money | int | str) else ""


def answers_before(posted: Mapping[str, str]) -> dict[str, str]:
    """What was answered on the pages before; what no question offers is left out, "" stays: nobody knew."""
    said: dict[str, str] = {}
    for key, question in QUESTIONS_BY_KEY.items():
        if posted.get(key) == "":
            said[key] = ""
        elif key in posted:
            form = SelfCheckForm(question, {}, {"answer": posted[key]})
            if form.is_valid():
                said[key] = answer_of(question, form.cleaned_data["answer"])
    return said
