"""Rules of the report: one source for the same money, averages, values, factors, warnings, weights."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from yimen.domains.library.queries import rules_behind
from yimen.domains.verification.rules.reports.changes import changes
from yimen.domains.verification.rules.reports.content import valid_until
from yimen.domains.verification.rules.reports.costs import costs_told
from yimen.domains.verification.rules.reports.deaths import deaths_told
from yimen.domains.verification.rules.reports.differences import differences, results_in_words
from yimen.domains.verification.rules.reports.factors import employment, factors
from yimen.domains.verification.rules.reports.figures import OWN
from yimen.domains.verification.rules.reports.quantifying import quantified, ranks
from yimen.domains.verification.rules.reports.vetoes import vetoes
from yimen.domains.verification.rules.reports.warning_rules import RULES, Seen, snapshot, warned
from yimen.domains.verification.rules.sources import every_source
from yimen.domains.verification.types import AskedLine, AskedState, LineKind, ReportedLine, SourceReport
from yimen.domains.verification.types.reports import Asked, Employment, Office, WarningRule
from yimen.kernel import Money, Programme

pytestmark = pytest.mark.requirement("R-CHK-3")
HEAD, WIFE = UUID(int=1), UUID(int=2)
TODAY = date(2026, 3, 2)
NAMES: dict = {HEAD: "甲", WIFE: "乙", "m1": "甲", "m2": "乙", "m3": "丙"}


def line(kind, yuan, source, *, day=date(2026, 2, 15), item="", person=HEAD, since=None):
    return ReportedLine(person, kind, Money.yuan(str(yuan)), source, day, item, since)


def figures(**values):
    return {name: Office(name, name, values.get(name, own), "", None) for name, own in OWN.items()}


def counts(*lines, **values):
    return [
        (each.kind.value, str(each.amount), each.line.source)
        for each in quantified(lines, TODAY, figures(**values))
    ]


def test_every_kind_has_its_order_of_sources():
    assert set(ranks()) == set(LineKind)


def test_of_two_sources_of_the_same_income_the_one_that_pays_counts():
    bank = line(LineKind.PENSION, 800, "银行流水")
    office = line(LineKind.PENSION, 815, "社会保险")
    (one,) = quantified([bank, office], TODAY, figures())
    assert (one.line, [each.line for each in one.beside]) == (office, [bank])
    assert "社会保险" in one.beside[0].why


def test_two_employers_of_one_source_both_count():
    first = line(LineKind.WAGE, 1000, "税务", item="甲厂")
    second = line(LineKind.WAGE, 500, "税务", item="乙厂", day=date(2026, 2, 20))
    assert [amount for _, amount, _ in counts(first, second)] == ["1000.00", "500.00"]


def test_a_pension_the_bank_saw_under_another_kind_is_the_same_money():
    office = line(LineKind.BASIC_PENSION, 215, "社会保险")
    bank = line(LineKind.OTHER_INCOME, 215, "银行流水")
    gift = line(LineKind.OTHER_INCOME, 300, "支付机构", person=WIFE)
    assert counts(office, bank, gift) == [
        ("basic_pension", "215.00", "社会保险"),
        ("other", "300.00", "支付机构"),
    ]


def test_an_account_told_twice_counts_once_with_its_newest_balance():
    old = line(LineKind.DEPOSIT, 900, "银行存款", item="尾号1234", day=date(2026, 1, 1))
    new = line(LineKind.DEPOSIT, 700, "银行存款", item="尾号1234")
    far = line(LineKind.DEPOSIT, 700, "外省市协查", item="1234")
    other = line(LineKind.DEPOSIT, 50, "银行存款", item="尾号9999")
    assert counts(old, new, far, other) == [
        ("deposit", "700.00", "银行存款"),
        ("deposit", "50.00", "银行存款"),
    ]


def test_a_house_of_both_spouses_counts_once():
    title = "粤2020平远县不动产权第0001234号"
    his = line(LineKind.HOME, 0, "不动产登记", item=title)
    hers = line(LineKind.HOME, 0, "不动产登记", item=title, person=WIFE)
    assert len(counts(his, hers)) == 1


def test_months_become_their_average_over_the_months_the_place_looks_back():
    months = [line(LineKind.WAGE, 600, "税务", day=date(2025, month, 20)) for month in (8, 10, 11)]
    (one,) = quantified(months, TODAY, figures(income_window_months=6))
    assert str(one.amount) == "200.00"
    assert sorted(each.line.as_of.month for each in one.beside) == [8, 10]
    assert counts(*months)[0][1] == "600.00"
    assert counts(months[0], income_window_months=6)[0][1] == "600.00"


def test_a_car_is_worth_what_was_told_or_the_share_the_place_counts():
    car = line(LineKind.CAR, 30000, "车辆管理")
    assert counts(car)[0][1] == "30000.00"
    assert counts(car, vehicle_value_share=Decimal("0.6"))[0][1] == "18000.00"


def test_a_car_is_valued_by_its_age_and_price_where_the_place_has_classes():
    bands = [
        {"age_below": 3, "share": "0.8"},
        {"age_below": 10, "price_up_to": 50000, "share": "0.3"},
        {"price_up_to": 20000, "share": 0},
    ]
    more = {"vehicle_value_bands": bands, "vehicle_value_share": Decimal("0.5")}

    def worth(yuan, since):
        ((_, amount, _),) = counts(line(LineKind.CAR, yuan, "车辆管理", since=since), **more)
        return amount

    assert worth(100000, date(2025, 3, 1)) == "80000.00"
    assert worth(40000, date(2020, 3, 1)) == "12000.00"
    assert worth(90000, date(2020, 3, 1)) == "45000.00"
    assert worth(40000, None) == "20000.00"
    assert worth(15000, date(2001, 3, 1)) == "0.00"


def test_one_account_of_the_fund_and_a_car_without_its_number_count_once_and_two_cars_twice():
    fund = [
        line(LineKind.DEPOSIT, 900, "住房公积金（1）"),
        line(LineKind.DEPOSIT, 950, "公积金中心", item="88"),
    ]
    assert len(counts(*fund)) == 1
    known = line(LineKind.CAR, 50000, "公安机关", item="粤M12345")
    told = [line(LineKind.CAR, 0, "车辆管理"), line(LineKind.CAR, 0, "车辆管理")]
    assert len(counts(known, *told)) == 2


LINES = some.lists(
    some.builds(
        line,
        some.sampled_from(list(LineKind)),
        some.integers(0, 5000),
        some.sampled_from(["银行存款", "税务", "社会保险", "外省市协查", "某公司"]),
        day=some.dates(date(2025, 6, 1), date(2026, 3, 1)),
        item=some.sampled_from(["", "尾号1234", "粤A12345678", "甲厂"]),
        person=some.sampled_from([HEAD, WIFE]),
    ),
    max_size=12,
)


@given(LINES)
def test_every_line_counts_or_stands_beside_one_that_does_and_never_twice(lines):
    made = quantified(lines, TODAY, figures(income_window_months=6))
    kept = [each.line for each in made] + [one.line for each in made for one in each.beside]
    assert sorted(map(id, kept)) == sorted(map(id, lines))
    things = sum((each.amount for each in made if not each.kind.is_income), Money(0))
    assert things <= sum((each.amount for each in lines if not each.kind.is_income), Money(0))


def member(ref, age, **more):
    return {"ref": ref, "age": age, **more}


FAMILY = {
    "household": {},
    "members": [
        member("m1", 45, income=[{"kind": "wage", "amount": "900.00"}]),
        member("m2", 70),
        member("m3", 8, student="compulsory"),
        member("m4", 30, work_ability="none"),
    ],
}


def test_the_four_factors():
    asked = [
        Asked(date(2024, 5, 1), (Programme.TEMPORARY,)),
        Asked(date(2026, 2, 1), (Programme.DIBAO, Programme.TEMPORARY)),
    ]
    found = factors(FAMILY, asked, TODAY)
    assert (found["dependents"], found["earners"], found["ratio"]) == (3, 1, 3.0)
    assert dict(found["employment"]) == {"employed": 1, "old": 1, "young": 1, "unable": 1}
    assert (found["applications"], found["applications_12m"]) == (2, 1)
    assert found["years"] == [[2024, [["temporary", 1]]], [2026, [["dibao", 1], ["temporary", 1]]]]
    assert factors({"members": [member("m1", 80)]}, [], TODAY)["ratio"] is None
    assert employment(member("m1", 19, student="undergraduate"), TODAY) is Employment.STUDENT
    assert employment({"ref": "m1", "birth_date": "1966-03-03"}, TODAY) is Employment.IDLE


def answer(file):
    has_car = any(each["kind"] == "car" for each in file["household"].get("vehicles", ()))
    income = sum(Decimal(e["amount"]) for m in file["members"] for e in m.get("income", ()))
    row = {"programme": "dibao", "member": None, "eligible": not has_car, "amount_month": str(1000 - income)}
    return results_in_words({"determinations": [row]}, [Programme.DIBAO])


def test_each_difference_says_what_the_rules_would_say_without_it():
    declared = {"household": {"homes": 1}, "members": [{"ref": "m1", "income": []}]}
    found = {
        "household": {"homes": 1, "vehicles": [{"kind": "car", "value": "0.00"}]},
        "members": [{"ref": "m1", "income": [{"kind": "wage", "amount": "100.00"}]}],
    }
    wage, car = differences(declared, found, NAMES, answer)
    assert (wage.who, wage.declared, wage.found, wage.decides) == ("甲", "无", "100.00", False)
    assert (car.title, car.found, car.decides) == ("车辆", "汽车", True)
    assert car.without == {"dibao:": "900.00"}


class Rule:
    def __init__(self, value, source="某办法"):
        self.value, self.source, self.unit = value, source, ""


LOOKING = {name: rules_behind(name) for name in (Programme.DIBAO, Programme.DISABILITY_CARE)}


def test_only_programmes_that_look_at_property_have_a_veto():
    made = quantified([line(LineKind.CAR, 0, "车辆管理")], TODAY, figures())
    rules = {"vehicles_allowed": Rule(())}

    def about(kind, *programmes):
        values = {"vehicles_ok": False, "request_kind": kind}
        looking = {name: rules_behind(name) for name in programmes}
        return [each.programmes for each in vetoes(made, values, rules, NAMES, looking)]

    assert about(None, Programme.DISABILITY_CARE) == [()]
    assert about("emergency", Programme.TEMPORARY) == [()]
    assert about("expenditure", Programme.TEMPORARY) == [(Programme.TEMPORARY,)]
    assert about(None, Programme.DIBAO, Programme.DISABILITY_CARE) == [(Programme.DIBAO,)]


def unknown_file(**household):
    return {"household": household, "members": [member("m1", 45)]}


def told(declared, found):
    made = differences(declared, found, NAMES, lambda file: {"dibao:": str(file)})
    return [(each.title, each.declared, each.found) for each in made]


def test_what_is_unknown_is_missing_and_not_nothing():
    none, unknown = unknown_file(), unknown_file(vehicles="unknown", businesses="unknown")
    assert told(unknown, unknown) == []
    assert told(unknown, none) == [("车辆", "不清楚", "无"), ("市场主体", "不清楚", "无")]
    assert told(unknown, unknown_file(vehicles=[{"kind": "car"}], businesses="unknown")) == [
        ("车辆", "不清楚", "汽车")
    ]
    earner = member("m1", 45, income="unknown")
    earning = {"household": {}, "members": [earner]}
    paid = {"household": {}, "members": [member("m1", 45, income=[{"kind": "pension", "amount": "800.00"}])]}
    assert told(earning, earning) == []
    assert told(earning, paid) == [("收入", "不清楚", "养老金、离退休金（月）800.00")]
    assert employment(earner, TODAY) is Employment.IDLE


def test_a_car_of_the_disabled_is_excepted_and_what_no_source_tells_is_left_to_a_person():
    rules = {
        "vehicles_allowed": Rule(("disability_mobility",)),
        "homes_max": Rule(None, None),
        "non_residential_max": Rule(0),
        "businesses_allowed": Rule(("couple_shop",)),
    }
    lines = [
        line(LineKind.CAR, 0, "车辆管理"),
        line(LineKind.DISABILITY_MOBILITY, 0, "车辆管理"),
        line(LineKind.HOME, 0, "不动产登记"),
        line(LineKind.NON_RESIDENTIAL, 0, "不动产登记"),
        line(LineKind.COUPLE_SHOP, 0, "市场监督"),
    ]
    made = quantified(lines, TODAY, figures())
    values = {"vehicles_ok": False, "homes_ok": None, "non_residential_ok": False, "businesses_ok": True}
    stands = {each.title: each.stands for each in vetoes(made, values, rules, NAMES, LOOKING)}
    assert stands == {
        "汽车": True,
        "残疾人代步车": False,
        "住房": None,
        "非居住用房": True,
        "夫妻店登记": False,
    }


def seen(file, lines=(), before=None, **totals):
    found = quantified(lines, TODAY, figures())
    return Seen(TODAY, file, found, NAMES, {"income": 0, "assets": 0, **totals}, before)


def struck(*arguments, **more):
    return [each.rule for each in warned(seen(*arguments, **more), figures())]


def test_every_warning_strikes_where_it_should_and_nowhere_else():
    assert {rule.name for rule in RULES} == set(WarningRule)
    calm = {"household": {}, "members": [member("m1", 45), member("m2", 40)]}
    assert struck(calm) == []
    born = {"household": {}, "members": [{"ref": "m1", "birth_date": "2026-01-05"}]}
    assert struck(born) == [WarningRule.BIRTH]
    dead = {"household": {}, "members": [member("m1", 45, died_on="2026-02-01")]}
    assert struck(dead) == [WarningRule.DEATH]
    ill = {"household": {"rigid_expenses_12m": {"medical": "30000"}}, "members": []}
    assert struck(ill) == [WarningRule.SUDDEN_ILLNESS]
    assert struck(calm, [line(LineKind.DEPOSIT, 50000, "银行存款")]) == [WarningRule.LARGE_BALANCE]
    assert struck(calm, [line(LineKind.DEPOSIT, 49999, "银行存款")]) == []
    assert struck(calm, [line(LineKind.UNEMPLOYMENT_BENEFIT, 900, "社会保险")]) == [WarningRule.JOB_CHANGE]


def test_a_death_that_a_set_or_a_source_tells_is_warned_of_unless_the_file_says_it():
    notes = [
        {"person": str(UUID(int=1)), "name": "甲", "title": "死亡登记", "died_on": "2019-05-01"},
        {"person": str(UUID(int=2)), "name": "乙", "title": "殡葬火化", "died_on": "2026-01-02"},
        {"person": str(UUID(int=1)), "name": "甲", "title": "社会保险缴费", "died_on": None},
        {"person": str(UUID(int=1)), "name": "甲", "title": "kept before rows said so"},
    ]
    said = [
        AskedLine(None, UUID(int=1), "甲", state, remark=remark)
        for state, remark in (
            (AskedState.ANSWERED, "客户已身故，账户冻结"),
            (AskedState.ANSWERED, "已销户"),
            (AskedState.CLOSED, "家属称已死亡，不再等待"),
        )
    ]
    source = SourceReport(every_source()["banks"], tuple(said), False)
    told = deaths_told(notes, [source], {UUID(int=2)})
    assert [str(each) for each in told] == [
        "“死亡登记”中有甲（2019-05-01），可能已经死亡，请核实。",
        f"{source.source.title}返回甲的结果时注明“客户已身故，账户冻结”，请核实是否已经死亡。",
    ]


def test_a_cost_of_illness_that_a_set_tells_is_warned_of_unless_the_file_says_who_is_ill():
    of: dict = {"name": "甲", "title": "医疗费用与重病", "year": 2026}
    notes = [
        {**of, "person": str(UUID(int=1)), "spent": 20_000_00},
        {**of, "person": str(UUID(int=1)), "spent": 19_999_99},
        {**of, "person": str(UUID(int=2)), "spent": 90_000_00},
        {**of, "person": str(UUID(int=1)), "spent": None},
        {"person": str(UUID(int=1)), "name": "甲", "title": "kept before rows said so"},
    ]
    costs = tuple(costs_told(notes, {UUID(int=2)}))
    assert [each.amount.fen for each in costs] == [20_000_00, 19_999_99]
    calm = {"household": {}, "members": [member("m1", 45)]}
    (one,) = warned(replace(seen(calm), costs_told=costs), figures())
    assert one.rule is WarningRule.SUDDEN_ILLNESS and "2026年个人自付20000.00元" in str(one.evidence)


def test_what_changed_since_the_last_report_is_warned_of():
    before = snapshot(seen(FAMILY, [line(LineKind.CAR, 0, "车辆管理")], income=100_00, assets=0))
    idle = {"household": {}, "members": [member("m1", 45)]}
    after = struck(idle, [line(LineKind.HOME, 0, "不动产登记")], before, income=250_00, assets=0)
    assert after == [
        WarningRule.JOB_CHANGE,
        WarningRule.VEHICLE_TRADED,
        WarningRule.HOUSE_TRADED,
        WarningRule.INCOME_SWING,
    ]
    assert struck(FAMILY, [line(LineKind.CAR, 0, "车辆管理")], before, income=149_00) == []


def test_a_car_registered_of_late_is_warned_of_without_a_report_before():
    calm = {"household": {}, "members": [member("m1", 45)]}
    late = line(LineKind.CAR, 0, "车辆管理", since=date(2025, 12, 1))
    (one,) = warned(seen(calm, [late]), figures())
    assert one.rule is WarningRule.VEHICLE_TRADED and "2025-12-01" in str(one.evidence)
    assert struck(calm, [line(LineKind.CAR, 0, "车辆管理", since=date(2019, 5, 1))]) == []


def test_a_sum_nobody_knows_is_no_swing_to_nothing():
    known = snapshot(seen(FAMILY, income=100_00, assets=500_00))
    assert struck(FAMILY, (), known, income=None, assets=None) == []
    unknown = snapshot(seen(FAMILY, income=None, assets=None))
    assert struck(FAMILY, (), unknown, income=100_00, assets=500_00) == []


def test_a_report_is_valid_to_the_same_day_or_the_last_of_the_month():
    assert valid_until(date(2026, 3, 2), 6) == date(2026, 9, 2)
    assert valid_until(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert valid_until(date(2026, 6, 30), 6) == date(2026, 12, 30)


def test_changes_are_told_by_person_and_kind():
    def content(*items):
        told = ({"person": str(HEAD), "name": "甲", "kind": kind, "amount": fen} for kind, fen in items)
        return {"items": [*told]}

    gone = {"person": str(WIFE), "name": "乙", "kind": "wage", "amount": 900}
    before = content(("wage", 100), ("car", 0))
    before["items"].append(gone)
    moved = changes(before, content(("wage", 50), ("wage", 70)), {HEAD})
    assert [(each.kind, each.was, each.now) for each in moved] == [
        (LineKind.CAR, 0, None),
        (LineKind.WAGE, 100, 120),
    ]
