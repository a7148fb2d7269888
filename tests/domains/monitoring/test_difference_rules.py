"""Rules of difference on the generator's planted truths and on rows at their borders."""

from datetime import date, timedelta

import polars as pl
import pytest

from yimen.domains.monitoring.comparing.conditions import CONDITIONS, Asked
from yimen.domains.monitoring.comparing.kernel import compare, holders_frame
from yimen.domains.monitoring.rules.differences import DIFFERENCES, sets_compared
from yimen.domains.verification.actions.set_samples import Sample, Truth, write_sample
from yimen.domains.verification.sets.catalogue import catalogue, definition
from yimen.domains.verification.sets.checking import Checker, kept_schema
from yimen.domains.verification.sets.numbers import keys_of
from yimen.kernel import RegionCode

pytestmark = pytest.mark.requirement("R-CHK-4")
ON = date(2026, 11, 20)
COUNTY = RegionCode("441426000000")
DAY, MONTH, AWAY = timedelta(days=1), date(2026, 11, 1), "451002000000"
PENSION = {"kind": "employee", "amount": 50_000, "paid_for": MONTH}
INSURED = {"kind": "310", "base": 50_000, "paid_for": MONTH}
FUND = {"base": 40_000, "paid_until": MONTH}
TWICE = {"programme": "tekun", "paid_by": AWAY, "paid_for": MONTH}
SINGLE = {"our_programmes": ["dibao_single"]}
CARD = {"card_expired": 30_000}
ASKED = Asked(ON)
KNOWN_AS = {
    Truth.DEAD_PAYEE: "died",
    Truth.CREMATED_PAYEE: "cremated",
    Truth.HIDDEN_CAR: "vehicle",
    Truth.HIDDEN_BUSINESS: "business",
    Truth.HIDDEN_WAGE: "insured_wage",
    Truth.DOUBLE_BENEFIT: "paid_twice",
    Truth.IN_CUSTODY: "in_custody",
    Truth.BEGAN_TO_DRAW_PENSION: "pension",
    Truth.LOST_WORK: "unemployment_benefit",
    Truth.LEFT_SCHOOL: "left_school",
    Truth.MARRIED: "married",
    Truth.MOVED_AWAY: "moved_away",
    Truth.PAID_INTO_FUND: "fund_wage",
    Truth.DIVORCED: "divorced",
    Truth.CARD_EXPIRED: "card_expired",
}
DECLARED: dict = {
    Truth.DIVORCED: {"our_has_spouse": True},
    Truth.CARD_EXPIRED: {"our_programmes": ["disability_care"]},
}
"""What a family says of itself that the truth is held against, where `PLAIN` does not say it."""
PLAIN = {
    "our_region": "441426100200", "our_programmes": ["dibao"], "our_share_fen": 30_000,
    "our_household_fen": 90_000, "our_looked_on": date(2026, 3, 1), "our_work_fen": 0, "our_pension_fen": 0,
    "our_unemployment_fen": 0, "our_cars": 0, "our_businesses": 0, "our_has_spouse": False,
    "our_is_student": True,
}  # fmt: skip


def holders(count, **ours):
    return holders_frame(
        {**PLAIN, "key": n, "check": n + 1000, "our_person": f"p{n}", "our_household": f"h{n}", **ours}
        for n in range(count)
    )


def rows(set_key, *cells, key=0, check=1000):
    """Rows of a set as a shard holds them; whatever is not said is empty."""
    told = [{"key": key, "check": check, "row": n, **each} for n, each in enumerate(cells)]
    return pl.DataFrame(told, schema=kept_schema(definition(set_key)))


def met(set_key, *cells, **ours):
    found = compare(holders(1, **ours), {set_key: rows(set_key, *cells)}, ASKED)
    return {rule.key: frame["effect_fen"][0] for rule, frame in found}


def test_every_rule_has_its_condition_and_columns_of_its_set():
    assert set(CONDITIONS) == set(DIFFERENCES)
    for rule in DIFFERENCES.values():
        names = {column.name for column in catalogue()[rule.set_key].columns}
        assert {*rule.evidence, *rule.same, rule.newest} <= names, rule.key
        assert set(rule.same) <= set(rule.evidence) and rule.article and rule.title
        sensitive = {"identity", "spouse", "name", "plate", "illness"}
        assert not sensitive & set(rule.evidence), rule.key


def people_of(planted):
    """Everybody on whom something was planted, by number."""
    return list(dict.fromkeys(each.number for each in planted))


def test_every_planted_truth_is_found_and_nothing_else(tmp_path):
    """Truths lie on holders, everything else in the sets on other people."""
    sample = Sample(seed=7, rows=2000, on=ON, county=COUNTY, each_truth=20, sets=sets_compared())
    planted = write_sample(tmp_path, sample)
    people = people_of(planted)
    keys = keys_of(pl.Series(people))
    told = {each.number: DECLARED.get(each.truth, {}) for each in planted}
    ours = holders_frame(
        {**PLAIN, **told[number], "key": key, "check": check, "our_person": number, "our_household": number}
        for number, (key, check) in zip(people, keys.iter_rows(), strict=True)
    )
    sets = {key: loaded(tmp_path / f"{key}.csv", key) for key in sample.sets}
    found = {
        (rule.key, person) for rule, frame in compare(ours, sets, ASKED) for person in frame["our_person"]
    }
    assert found == {(KNOWN_AS[each.truth], each.number) for each in planted if each.truth in KNOWN_AS}
    assert set(KNOWN_AS.values()) == set(DIFFERENCES), "every rule has its planted truth"


def loaded(path, set_key):
    """A file of the generator as the shards of a load hold it."""
    wanted = definition(set_key)
    texts = pl.read_csv(path, infer_schema=False, null_values=[""]).rename(
        {each.title: each.name for each in wanted.columns}
    )
    checked = Checker(wanted, ON).check(
        texts.with_row_index("row", 1).with_columns(pl.col("row").cast(pl.Int64))
    )
    assert not len(checked.set_aside)
    return checked.sound


@pytest.mark.parametrize(
    ("set_key", "cells", "ours", "expected"),
    [
        ("deaths", {"died_on": ON}, {}, {"died": 30_000}),
        ("deaths", {"died_on": ON + DAY}, {}, {}),
        ("custody", {"since": ON, "until": None}, {}, {"in_custody": 30_000}),
        ("custody", {"since": ON - DAY, "until": ON}, {}, {}),
        ("pensions", PENSION, {}, {"pension": 50_000}),
        ("pensions", PENSION | {"amount": 250_000}, {}, {"pension": 90_000}),
        ("pensions", PENSION, {"our_pension_fen": 50_000}, {}),
        ("pensions", PENSION | {"paid_for": date(2026, 7, 1)}, {}, {}),
        ("pensions", PENSION | {"kind": "basic"}, {}, {}),
        ("social_insurance", INSURED | {"kind": "170"}, {}, {}),
        ("social_insurance", INSURED, {}, {"insured_wage": 50_000}),
        ("housing_fund", FUND, {"our_work_fen": 30_000}, {"fund_wage": 10_000}),
        ("unemployment", {"amount": 9_000, "registered_on": ON, "valid_until": ON - DAY}, {}, {}),
        ("vehicles", {"kind": "car", "state": None}, {}, {"vehicle": 90_000}),
        ("vehicles", {"kind": "car", "state": "E"}, {}, {}),
        ("vehicles", {"kind": "motorcycle", "state": "A"}, {}, {}),
        ("vehicles", {"kind": "car", "state": "A"}, {"our_cars": 1}, {}),
        ("businesses", {"part": "owner", "state": "1"}, {}, {"business": 90_000}),
        ("businesses", {"part": "member", "state": "1"}, {}, {}),
        ("businesses", {"part": "owner", "state": "3"}, {}, {}),
        ("other_benefits", TWICE, {}, {"paid_twice": 30_000}),
        ("other_benefits", TWICE | {"programme": "dibao"}, SINGLE, {"paid_twice": 30_000}),
        ("other_benefits", TWICE | {"programme": "old_age"}, {}, {}),
        ("other_benefits", TWICE | {"paid_by": "441426100000"}, {}, {}),
        ("other_benefits", TWICE | {"paid_by": "441400000000"}, {}, {}),
        ("other_benefits", TWICE | {"paid_by": "440000000000"}, {}, {}),
        ("other_benefits", TWICE | {"paid_by": "441427000000"}, {}, {"paid_twice": 30_000}),
        ("marriages", {"kind": "marriage", "registered_on": ON}, {"our_has_spouse": True}, {}),
        ("marriages", {"kind": "marriage", "registered_on": date(2026, 3, 1)}, {}, {}),
        ("marriages", {"kind": "divorce", "registered_on": ON}, {"our_has_spouse": True}, {"divorced": 0}),
        ("schooling", {"until": ON}, {"our_is_student": False}, {}),
        ("disability_cards", {"valid_until": ON - DAY}, {"our_programmes": ["disability_care"]}, CARD),
        ("disability_cards", {"valid_until": ON}, {"our_programmes": ["disability_care"]}, {}),
        ("disability_cards", {"valid_until": ON - DAY}, {}, {}),
        ("registrations", {"residence_region": AWAY, "moved_on": ON}, {}, {"moved_away": 30_000}),
        ("registrations", {"residence_region": "441426101000", "moved_on": ON}, {}, {}),
        ("registrations", {"residence_region": "441400000000", "moved_on": ON}, {}, {}),
    ],
)  # fmt: skip
def test_a_rule_at_its_border(set_key, cells, ours, expected):
    assert met(set_key, cells, **ours) == expected


def test_a_further_schooling_or_card_keeps_the_rule_silent():
    assert not met("schooling", {"until": ON - DAY}, {"until": ON + DAY})
    paid = {"our_programmes": ["disability_care"]}
    assert not met("disability_cards", {"valid_until": ON - DAY}, {"valid_until": ON + DAY}, **paid)


def test_a_further_schooling_or_card_without_an_end_goes_on():
    assert not met("schooling", {"until": ON - DAY}, {"until": None})
    paid = {"our_programmes": ["disability_care"]}
    assert not met("disability_cards", {"valid_until": ON - DAY}, {"valid_until": None}, **paid)


def test_the_latest_entry_of_a_marriage_speaks():
    wedding, parting = (
        {"kind": "marriage", "registered_on": ON - 9 * DAY},
        {"kind": "divorce", "registered_on": ON},
    )
    assert not met("marriages", wedding, parting)


def test_one_cremation_beside_a_death_is_one_finding():
    sets = {"deaths": rows("deaths", {"died_on": ON}), "cremations": rows("cremations", {"cremated_on": ON})}
    assert [rule.key for rule, _frame in compare(holders(1), sets, ASKED)] == ["died"]
    assert [rule.key for rule, _frame in compare(holders(1), {"cremations": sets["cremations"]}, ASKED)] == [
        "cremated"
    ]


def test_another_person_of_the_same_key_is_not_taken_for_ours():
    assert not compare(holders(1), {"deaths": rows("deaths", {"died_on": ON}, check=1)}, ASKED)


def test_rows_of_many_months_are_one_finding_with_the_newest_first():
    cells = [
        {"kind": "310", "employer": "示例厂", "base": 50_000, "paid_for": month}
        for month in (date(2026, 9, 1), MONTH, date(2026, 10, 1))
    ]
    ((_rule, frame),) = compare(holders(1), {"social_insurance": rows("social_insurance", *cells)}, ASKED)
    assert [each["paid_for"] for each in frame["evidence"][0]] == [MONTH, date(2026, 10, 1), date(2026, 9, 1)]
    assert frame["same"][0].to_list() == [{"employer": "示例厂"}]
