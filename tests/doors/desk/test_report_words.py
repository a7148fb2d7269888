"""The family's paper of a report: nothing of whoever owes support outside the household, no rows of sets."""

import json
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from tests.domains.verification.test_report_rules import Rule, figures, line

from yimen.domains.library.queries import rules_behind
from yimen.domains.verification.rules.reports.content import Material, content_of
from yimen.domains.verification.rules.reports.quantifying import quantified
from yimen.domains.verification.types import Freshness, LineKind
from yimen.domains.verification.types.reports import FromSets, ReportFacts, ReportMember, SetNote, SetUse
from yimen.doors.desk.report_words import FAMILY, HANDLER, papers_values
from yimen.kernel import Programme, Sentence

pytestmark = pytest.mark.requirement("R-CHK-3")
HEAD, SON = UUID(int=1), UUID(int=2)
DAY = date(2026, 3, 2)
FILE = {"household": {}, "members": [{"ref": "m1", "age": 70}]}


def material(*programmes):
    lines = [
        line(LineKind.PENSION, 800, "社会保险", person=HEAD),
        line(LineKind.WAGE, 7777, "税务", person=SON),
        line(LineKind.CAR, 123456, "车辆管理", person=SON),
        line(LineKind.MOTORCYCLE, 3000, "车辆管理", person=HEAD),
    ]
    note = SetNote(
        SON, "社会保险缴费", (("参保单位", "某某厂"),), Sentence("不自动计入：%(why)s", why="只供核实。")
    )
    used = SetUse("social_insurance", "社会保险缴费", 4, DAY, Freshness.AGEING, 1, True)
    return Material(
        facts=ReportFacts(
            UUID(int=8), UUID(int=9), DAY, (ReportMember(HEAD, "m1", "甲"),), programmes, FILE, FILE, (), {}
        ),
        counted=quantified(lines, DAY, figures()),
        sources=(),
        figures=figures(),
        parameters={"vehicles_allowed": Rule(("e_bike",))},
        before=None,
        people={HEAD: "甲", SON: "赡养人乙"},
        looking={name: rules_behind(name) for name in programmes},
        from_sets=FromSets(notes=(note,), sets=(used,)),
        taken_over={},
    )


def answer(_file):
    values = {"household_income": "800.00", "income_per_capita": "800.00", "members": 1, "vehicles_ok": False}
    return {"values": values, "determinations": []}


def papers_of(*programmes):
    content = content_of(material(*programmes), answer)
    report = SimpleNamespace(version=1, made_on=DAY, valid_until=DAY, by_name="丙")
    page: Any = SimpleNamespace(content=content, report=report, versions=[report], is_newest=True)
    case = SimpleNamespace(applicant_name="甲", number="1")
    return content, {
        reader: json.dumps(papers_values(page, case, reader), ensure_ascii=False, default=str)
        for reader in (HANDLER, FAMILY)
    }


def test_the_family_s_paper_tells_nothing_of_who_owes_support_outside_the_household():
    content, papers = papers_of(Programme.DIBAO)
    for told in ("赡养人乙", "7777", "7,777", "123456", "123,456", "某某厂", "社会保险缴费"):
        assert told not in papers[FAMILY]
    assert "赡养人乙" in papers[HANDLER] and "甲" in papers[FAMILY]
    assert content["totals"]["income"] == 80000
    assert [each["title"] for each in content["vetoes"]] == ["摩托车"]


def test_property_no_programme_applied_for_looks_at_is_told_and_no_veto():
    content, papers = papers_of(Programme.DISABILITY_CARE)
    assert content["vetoes"] == []
    assert "不影响这次申请的项目" in papers[HANDLER] and "摩托车" not in " ".join(content["for_family"])
