"""Forms of what-if: what is changed, which households are shown, the document that made it law."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.library.errors import HouseholdFileError
from yimen.domains.library.queries import parameters_to_change, written_value
from yimen.domains.library.types.scenarios import MOST_CHANGES, Effect
from yimen.foundation.language import in_readers_words
from yimen.kernel import RegionCode

from ..official_words import official
from . import widgets
from .choices import offer

FIRST_ROWS = 2
ROW = ("name", "value", "since", "region")
_ALL = ("", _("全部"))
_FIELDS = {"name": "name", "value": "value", "from": "since", "region": "region"}


class ScenarioFilterForm(forms.Form):
    show = widgets.from_list(
        _("范围"), [("", _("全部")), ("own", _("我的")), ("shared", _("已共享"))], required=False
    )

    def chosen(self) -> str:
        return str(self.cleaned_data["show"]) if self.is_valid() else ""


class ScenarioForm(forms.Form):
    """A title and as many changes as are asked for; a row without a parameter is left out."""

    title = widgets.text(_("名称"), most=80, help_text=_("如：农村低保标准提高到 900 元；勿写姓名"))
    step = widgets.count(_("试算收入增加（元/月）"), initial=100, least=1, most=10_000)

    def __init__(
        self,
        on: date,
        towns: list[tuple[str, str]],
        *arguments: Any,
        rows: int = FIRST_ROWS,
        focus: int = 0,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self._on, self.rows, self._places = on, rows, dict(towns)
        self.fields["step"].help_text = _("每户多挣这么多时，若救助减少得更多，就是断崖")
        listed = [("", "—"), *(_choice(one) for one in parameters_to_change(on))]
        for row in range(1, rows + 1):
            self._add_row(row, listed, towns)
        if focus:
            self.fields[f"name_{focus}"].widget.attrs["autofocus"] = True

    @property
    def is_full(self) -> bool:
        return self.rows >= MOST_CHANGES

    def _add_row(self, row: int, listed: list[tuple[str, Any]], towns: list[tuple[str, str]]) -> None:
        is_first = row == 1
        words = {"n": row}
        self.fields[f"name_{row}"] = widgets.from_list(
            _("改动 %(n)s：参数") % words, listed, required=is_first
        )
        self.fields[f"value_{row}"] = widgets.text(
            _("改动 %(n)s：改为") % words, required=is_first, most=500,
            help_text=_("金额以元计，比例写小数；清单和分级写 YAML，如 {1: 300, 2: 200}"),
        )  # fmt: skip
        self.fields[f"since_{row}"] = widgets.text(
            _("改动 %(n)s：从哪个月起") % words, required=False, most=7, placeholder=str(self._on)[:7],
            help_text=_("年-月；不填则从测算的第一个月起"),
        )  # fmt: skip
        self.fields[f"region_{row}"] = widgets.from_list(
            _("改动 %(n)s：在哪里") % words, towns, required=False
        )

    def changes(self) -> Iterable[tuple[int, tuple[Any, ...]]]:
        """The fields of each row by its number, for the page."""
        for row in range(1, self.rows + 1):
            yield row, tuple(self[f"{field}_{row}"] for field in ROW)

    def typed(self, row: int) -> dict[str, Any]:
        """A row as it stands, sent or not, as a scenario says it; empty where nobody can read it."""
        try:
            return _change({field: self[f"{field}_{row}"].value() or "" for field in ROW})
        except HouseholdFileError:
            return {}

    def asked(self, row: int) -> tuple[str, str, str]:
        """Parameter, place and month of a row, sent or not; a place that is not offered is none."""
        name, since, place = (
            str(self[f"{field}_{row}"].value() or "") for field in ("name", "since", "region")
        )
        return name, place if place in self._places else "", since

    def written(self) -> dict[str, Any]:
        """As a file of a scenario says it; refuses a value that is no list and no table."""
        given = self.cleaned_data
        return {
            "month": str(self._on)[:7],
            "step": given["step"],
            "changes": [_change({field: given[f"{field}_{row}"] for field in ROW}) for row in self._rows()],
        }

    def _rows(self) -> list[int]:
        return [row for row in range(1, self.rows + 1) if self.cleaned_data.get(f"name_{row}")]

    def refuse(self, refusal: HouseholdFileError) -> None:
        """Each problem at the field it is about."""
        rows = self._rows()
        for problem in refusal.problems:
            said = in_readers_words(problem.sentence)
            place, _dot, key = problem.path.partition("].")
            number = place.removeprefix("changes[")
            field = f"{_FIELDS.get(key, 'value')}_{rows[int(number)]}" if number.isdigit() else None
            self.add_error(field, said)


def _change(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": given["name"],
        "value": written_value(given["name"], given["value"]),
        "from": given["since"] or None,
        "region": given["region"] or None,
    }


def rows_of(posted: Mapping[str, Any]) -> int:
    """How many rows a page sent."""
    numbers = [int(found[1]) for key in posted if (found := re.fullmatch(r"name_([1-9][0-9]?)", key))]
    return min(max(numbers, default=FIRST_ROWS), MOST_CHANGES)


def rearranged(posted: Mapping[str, Any]) -> dict[str, Any]:
    """One row more, or without the one that is taken away, or as it is: what a form begins with."""
    sent = range(1, rows_of(posted) + 1)
    removed = next((row for row in sent if str(row) == posted.get("remove")), None)
    kept = [row for row in sent if row != removed]
    rows = [{field: posted.get(f"{field}_{row}", "") for field in ROW} for row in kept]
    if not rows or ("add" in posted and len(rows) < MOST_CHANGES):
        rows.append({})
    initial = {key: posted.get(key, "") for key in ("title", "step")}
    for number, row in enumerate(rows, 1):
        initial |= {f"{field}_{number}": value for field, value in row.items()}
    focus = len(rows) if removed is None else min(removed, len(rows))
    return {"initial": initial, "rows": len(rows), "focus": focus}


def _choice(one: Any) -> tuple[str, str]:
    return one.name, f"{official(one.title)}（{official(one.unit)}）" if one.unit else official(one.title)


class AffectedFilterForm(forms.Form):
    effect = widgets.from_list(
        _("影响"), [_ALL, *((e.value, _(e.title)) for e in Effect if e is not Effect.SAME)], required=False
    )
    region = widgets.from_list(_("乡镇（街道）"), [], required=False)
    cliff = widgets.from_list(_("断崖"), [_ALL, ("yes", _("只看断崖"))], required=False)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[_ALL, *regions])

    def chosen(self) -> dict[str, Any]:
        given = self.cleaned_data if self.is_valid() else {}
        effect, region = given.get("effect"), given.get("region")
        return {
            "effect": Effect(effect) if effect else None,
            "town": RegionCode(region) if region else None,
            "is_cliff": given.get("cliff") == "yes",
        }


class ComparedFilterForm(forms.Form):
    other = widgets.from_list(_("与哪次测算对照"), [], required=False)

    def __init__(self, others: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, other=[("", "—"), *others])


class CallForm(forms.Form):
    """What makes a scenario a real change."""

    ground = widgets.text(
        _("依据（文号）"), most=120, help_text=_("正式调整标准的文件；写入每户的待办，勿写姓名")
    )
    due_on = widgets.on_date(_("核查期限"), help_text=_("乡镇（街道）在这一天以前完成核查"))
