"""A report's kept content as a page and a paper say it: sentences read back, words said to the reader."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.verification.queries.reports import ReportPage
from yimen.domains.verification.types import AskedState, Freshness, LineKind
from yimen.domains.verification.types.reports import Employment, WarningRule
from yimen.foundation.sentences import read_sentence
from yimen.kernel import Money, Programme

from .formats import granted, money
from .official_words import official

HANDLER, FAMILY = "handler", "family"
READERS = (HANDLER, FAMILY)
Content = Mapping[str, Any]


def shown_content(content: Content) -> dict[str, Any]:
    """Everything of a version in words."""
    return {
        **content,
        "items": [_item(each) for each in content["items"]],
        "results": [(_whose(key), _result(key, said)) for key, said in content["results"].items()],
        "differences": [_difference(each) for each in content["differences"]],
        "vetoes": [_veto(each) for each in content["vetoes"]],
        "warnings": [_warning(each) for each in content["warnings"]],
        "sources": [_source(each) for each in content["sources"]],
        "sets": [_set(each) for each in content.get("sets", ())],
        "set_notes": [{**each, "why": read_sentence(each["why"])} for each in content.get("set_notes", ())],
        "unmatched": content.get("unmatched", ()),
        "for_handler": [read_sentence(each) for each in content["for_handler"]],
        "for_family": [read_sentence(each) for each in content["for_family"]],
        "employment": [(Employment(kind).title, count) for kind, count in content["factors"]["employment"]],
        "years": [(year, [_times(*each) for each in asked]) for year, asked in content["factors"]["years"]],
    }


def _item(each: Mapping[str, Any]) -> dict[str, Any]:
    beside = [{**one, "why": read_sentence(one["why"])} for one in each["beside"]]
    return {
        **each,
        "title": LineKind(each["kind"]).title,
        "how": read_sentence(each["how"]),
        "beside": beside,
    }


def _difference(each: Mapping[str, Any]) -> dict[str, Any]:
    return {**each, "without": [(_whose(key), _result(key, said)) for key, said in each["without"].items()]}


def _veto(each: Mapping[str, Any]) -> dict[str, Any]:
    about = [official(Programme(name).title) for name in each.get("programmes", ())]
    return {**each, "why": read_sentence(each["why"]), "about": about}


def _warning(each: Mapping[str, Any]) -> dict[str, Any]:
    return {**each, "title": WarningRule(each["rule"]).title, "evidence": read_sentence(each["evidence"])}


def _source(each: Mapping[str, Any]) -> dict[str, Any]:
    lines = [
        (line["name"], AskedState(line["state"]).title, line["answered_on"])
        for line in each["lines"]
        if line["state"]
    ]
    return {**each, "lines": lines}


def _set(each: Mapping[str, Any]) -> dict[str, Any]:
    freshness = Freshness(each["freshness"])
    tone = {Freshness.FRESH: "good", Freshness.AGEING: "wait"}.get(freshness, "bad")
    return {**each, "word": freshness.title, "tone": tone}


def _whose(key: str) -> str:
    return official(Programme(key.split(":")[0]).title)


def _result(key: str, said: str) -> str:
    """What the rules said of a programme, in words."""
    if said == "no":
        return _("不符合")
    if said == "unknown":
        return _("暂不能确定")
    return _("符合，%(amount)s") % {"amount": granted(Money.yuan(said), key.split(":")[0])}


def _times(programme: str, count: int) -> str:
    return _("%(programme)s %(count)s 次") % {
        "programme": official(Programme(programme).title),
        "count": count,
    }


def papers_values(page: ReportPage, case: Any, reader: str) -> dict[str, object]:
    """What the paper for one reader says; the family's holds nobody else's figures and no thresholds."""
    assert page.content is not None  # the caller prints only what is still there
    said = shown_content(page.content)
    items = [each for each in said["items"] if reader == HANDLER or each["is_member"]]
    values: dict[str, object] = {
        "reader": reader,
        "applicant": case.applicant_name,
        "number": case.number or "",
        "version": page.report.version,
        "made_on": page.report.made_on.isoformat(),
        "valid_until": page.report.valid_until.isoformat(),
        "by": page.report.by_name,
        "superseded": 0 if page.is_newest else max(each.version for each in page.versions),
        "sentences": [str(each) for each in said["for_handler" if reader == HANDLER else "for_family"]],
        "items": [_row(each, reader) for each in items],
    }
    return {**values, **_inside(said)} if reader == HANDLER else values


def _row(each: Mapping[str, Any], reader: str) -> dict[str, str]:
    how = str(each["how"]) if reader == HANDLER else ""
    return {
        "name": each["name"],
        "title": each["title"],
        "amount": money(each["amount"]),
        "source": each["source"],
        "how": how,
    }


def _inside(said: Content) -> dict[str, object]:
    """What only whoever handles the case reads."""
    return {
        "differences": [
            [each["who"], each["title"], each["declared"], each["found"], _weight(each)]
            for each in said["differences"]
        ],
        "vetoes": [
            [each["who"], each["title"], f"{_VERDICTS[each['stands']]}：{each['why']}", each["source"] or "—"]
            for each in said["vetoes"]
        ],
        "factors": _factors(said),
        "results": [[title, word] for title, word in said["results"]],
        "warnings": [[each["title"], str(each["evidence"])] for each in said["warnings"]],
        "figures": [
            [each["title"], each["value"] or "未定", each["unit"], each["source"] or _unsourced(each)]
            for each in said["figures"]
        ],
        "index": said["index"].get("index") or "",
    }


def _unsourced(figure: Mapping[str, Any]) -> str:
    return "没有来源，本平台暂定" if figure["value"] else "没有来源，按查到的计"


_VERDICTS = {True: "否决", False: "例外", None: "待判断"}


def _weight(each: Mapping[str, Any]) -> str:
    """What the rules say with the declared figure in its place."""
    said = "；".join(f"{title}{word}" for title, word in each["without"])
    return said if each["decides"] else f"{said}（不影响）"


def _factors(said: Content) -> list[list[str]]:
    told = said["factors"]
    ratio = "没有劳动力" if told["ratio"] is None else str(told["ratio"])
    return [
        ["抚养比", f"{ratio}（被抚养{told['dependents']}人、劳动力{told['earners']}人）"],
        ["就业结构", "，".join(f"{title}{count}人" for title, count in said["employment"])],
        ["申请频率", f"累计{told['applications']}次，近十二个月{told['applications_12m']}次"],
        ["历年业务类型", "；".join(f"{year}：{'、'.join(asked)}" for year, asked in said["years"]) or "—"],
    ]
