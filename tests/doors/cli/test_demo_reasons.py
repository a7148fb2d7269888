"""No invented family gives a reason that its own members or earnings belie."""

from datetime import date
from random import Random

from yimen.domains.cases.loading.history import ActKind
from yimen.domains.people.types import Relation
from yimen.doors.cli.county import families as county
from yimen.doors.cli.county.stages import WORDS
from yimen.kernel import RegionCode

TODAY = date(2026, 11, 20)


def test_reasons_fit_the_family():
    place = (RegionCode("441426100200"), "大柘镇墩背村委会")
    told = set()
    for family in county.families([place], 600, Random(7), TODAY):
        told.add(family.reason)
        relations = [relation for _person, relation in family.facts.members]
        earns = any(kind == "wage" for _nth, kind, _fen in family.incomes)
        if family.reason == county.LONE_PARENT:
            assert Relation.SPOUSE not in relations and Relation.CHILD in relations
        if family.reason == county.ILL_WORKER:
            assert not earns
        if family.reason in (county.SCHOOLING, county.FEWER_JOBS):
            assert earns
    assert len(told) >= 6


def test_a_verification_does_not_say_that_nothing_speaks_against_the_family():
    assert not any("未发现不符合条件" in words for words in WORDS[ActKind.REPORT_VERIFICATION])
