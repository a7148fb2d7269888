"""The need index: the versions of its model, the card of one, the index of a case in its parts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.cases.queries import need_index as cases
from yimen.domains.verification.queries import index as queries
from yimen.domains.verification.types.index import (
    Drift,
    Employment,
    Measure,
    NeedFacts,
    Score,
    Structure,
    Trait,
)
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Programme, Sentence

from ..exports import Sheet, exportable
from ..formats import money, yuan
from ..lists import columns, paged_rows
from ..official_words import official
from ..requests import DeskRequest
from ..verification_places import places_of_verification

TONES = {Drift.FEW: "", Drift.STABLE: "good", Drift.MOVING: "wait", Drift.DRIFTED: "bad"}
LEVELS: Mapping[Measure | Trait, type[Programme | Structure | Employment]] = {
    Trait.PROGRAMME: Programme,
    Trait.STRUCTURE: Structure,
    Trait.EMPLOYMENT: Employment,
}
NAME = Sentence("需求指数")
NOTABLE = 0.2
"""A mean this far from what is usual for a group is marked; a convention for a small effect, no law."""


@require_GET
def models(request: DeskRequest) -> HttpResponse:
    """Every version of the county."""
    titled = columns(
        (_("版本"), "version", "number"), (_("拟合时间"), "fitted_at"), _("办件的日期"),
        (_("办件数"), "families", "number"), (_("解释的方差"), "explained", "number"),
        (_("决定系数"), "r_squared", "number"), (_("漂移检查"), "checked"), (_("拟合人"), "fitted_by"),
    )  # fmt: skip
    paging = paged_rows(request, queries.models_of_county(by=request.actor), titled)
    shown = {
        "columns": titled,
        "paging": paging,
        "rows": [(row, _checked(row)) for row in paging.rows],
        "tabs": places_of_verification(request, "need-models"),
        "export_url": reverse("desk:need-models-export"),
        "tones": TONES,
    }
    return render(request, "desk/need_models.html", shown)


def _checked(row: Any) -> Drift | None:
    return Drift(row.checked) if row.checked else None


@exportable("need-models")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("版本"), _("拟合时间"), _("最早"), _("最晚"), _("办件数"), _("解释的方差"), _("决定系数"),
        _("漂移检查"), _("拟合人"),
    ]  # fmt: skip
    return Sheet(_("需求指数模型"), titles, found_rows(queries.models_of_county(by=request.actor)), _lines)


def _lines(some: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    for row in some:
        drift = _checked(row)
        yield (
            row.version, row.fitted_at, row.first_on, row.last_on, row.families, round(row.explained, 4),
            round(row.r_squared, 4), official(drift.title) if drift else "", row.fitted_by or _("系统"),
        )  # fmt: skip


@require_GET
def model(request: DeskRequest, need_model_id: UUID) -> HttpResponse:
    """The card: what it was fitted on, every coefficient, whom it treats how, what it does not know."""
    card = queries.get_model(need_model_id, by=request.actor)
    fitted = card.fitted
    shown = {
        "card": card,
        "fitted": fitted,
        "left_out": [(_reason(key), n) for key, n in fitted.left_out.items()],
        "measures": [(each, fit, _range(each, fit.lo, fit.hi)) for each, fit in fitted.measures.items()],
        "levels": list(_levels(fitted)),
        "groups": [(group, each, abs(each.difference) >= NOTABLE) for group, each in fitted.groups.items()],
        "checks": [(each, Drift(each.verdict), _figures(each)) for each in card.checks],
        "tones": TONES,
        "figure": _figure,
        "measure_columns": columns(
            _("指标"), _("拟合时的范围"), (_("权重"), "", "number"),
            *((_("第%(n)s主成分") % {"n": n + 1}, "", "number") for n in range(len(fitted.components))),
        ),
        "level_columns": columns(_("因素"), _("情况"), (_("影响"), "", "number")),
        "group_columns": columns(
            _("分组"), (_("办件数"), "", "number"), (_("平均指数"), "", "number"),
            (_("差距"), "", "number"), _("是否留意"),
        ),
        "check_columns": columns(
            _("检查时间"), (_("新办件"), "", "number"), _("结论"), "PSI",
        ),
    }  # fmt: skip
    return render(request, "desk/need_model.html", shown)


def _reason(key: str) -> str:
    if key == "rare":
        return _("同类家庭太少")
    of = Measure(key) if key in set(Measure) else Trait(key)
    return _("缺少%(fact)s") % {"fact": official(of.title)}


def _range(measure: Measure, low: int, high: int) -> str:
    if measure.is_money:
        return _("%(low)s 至 %(high)s 元") % {"low": money(low), "high": money(high)}
    return _("%(low)s 至 %(high)s 次") % {"low": low, "high": high}


def _levels(fitted: Any) -> Iterator[tuple[Trait, str, float]]:
    for trait, effects in fitted.linear.levels.items():
        for level, effect in effects.items():
            yield trait, LEVELS[trait](level).title, effect
    yield Trait.YEAR, "", fitted.linear.year_slope


def _figure(value: float, decimals: int = 3) -> str:
    """With its sign, as an index is written; what rounds to nothing has none."""
    text = f"{abs(value):.{decimals}f}"
    sign = "" if float(text) == 0 else "+" if value > 0 else "−"
    return sign + text


def _figures(check: Any) -> list[tuple[str, float]]:
    titles = {str(each): each.title for each in (*Measure, *Trait)}
    return [(titles.get(key, NAME), value) for key, value in sorted(check.figures.items())]


@require_GET
def of_case(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The index of a case today, or why there is none."""
    found = cases.need_index_of_case(case_id, by=request.actor)
    score = found.score if isinstance(found.score, Score) else None
    facts = found.facts
    shown: dict[str, Any] = {
        "case": found.case,
        "found": found.score,
        "is_scored": score is not None,
        "known": _facts(facts) if facts else [],
        "columns": columns(_("指标"), _("情况"), (_("贡献"), "", "number")),
        "usual_columns": columns(_("因素"), _("情况"), (_("影响"), "", "number")),
    }
    if score is not None and facts is not None:
        shown |= {
            "parts": [
                (part.of.title, _known(part.of, facts.measure(part.of)), part.said) for part in score.parts
            ],
            "usual": [
                (part.of.title, _level(part.of, part.level), part.said) for part in score.expected_parts
            ],
        }
    return render(request, "desk/need_index.html", shown)


def _facts(facts: NeedFacts) -> list[tuple[str, str]]:
    measures = [(each.title, _known(each, facts.measure(each))) for each in Measure]
    return [*measures, *((each.title, _level(each, facts.level(each))) for each in Trait)]


def _known(measure: Measure, value: int | None) -> str:
    if value is None:
        return _("不明")
    return yuan(value) if measure.is_money else _("%(n)s 次") % {"n": value}


def _level(trait: Measure | Trait, level: str | None) -> str:
    """A level as one reads it; the year says itself."""
    if level is None:
        return _("不明")
    return LEVELS[trait](level).title if trait in LEVELS else level
