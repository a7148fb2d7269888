"""One household: facts are checked, unknowns follow strong Kleene logic, missing facts are those
that matter.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.random_rulebooks import Family, families, parameter_values, rulebooks, values_of
from tests.engine.sample import sample_book, sample_parameters
from tests.engine.test_runtimes_agree import relaxed

from yimen.engine import (
    AMOUNT,
    COUNT,
    RATE,
    TRUTH,
    FactsError,
    MissingFact,
    Parameter,
    ParameterValue,
    Result,
    Rounding,
    Rulebook,
    household,
    household_input,
    known,
    oracle,
    round_amount,
    scalar,
    unknown,
    where,
)

DAY = date(2025, 3, 1)


def run(*functions: Any, **facts: Any) -> Result:
    inputs = [
        household_input("a", TRUTH, "甲"),
        household_input("b", TRUTH, "乙"),
        household_input("amount", AMOUNT, "金额"),
        household_input("number", COUNT, "个数"),
        household_input("share", RATE, "比率", default=Decimal("0.2")),
    ]
    book = Rulebook(
        inputs=inputs,
        parameters=[Parameter("standard", AMOUNT, "标准")],
        rules=[household("题")(function) for function in functions],
    )
    values = {"standard": ParameterValue("standard", 100_000, rounding=Rounding("up", 100, "household"))}
    rules = book.on(DAY)
    result = scalar.run(rules, facts, [], values)
    assert result.held == oracle.run(rules, facts, [], values)
    return result


@pytest.mark.parametrize("a", [True, False, None])
@pytest.mark.parametrize("b", [True, False, None])
def test_strong_kleene(a: bool | None, b: bool | None) -> None:
    def both(a: Any, b: Any) -> Any:
        return a & b

    def either(a: Any, b: Any) -> Any:
        return a | b

    result = run(both, either, a=a, b=b)
    assert result["both"] is (False if False in (a, b) else None if None in (a, b) else True)
    assert result["either"] is (True if True in (a, b) else None if None in (a, b) else False)


def test_what_does_not_matter_is_not_missing() -> None:
    def is_poor(a: Any, b: Any) -> Any:
        return a & b

    def paid(a: Any, amount: Any) -> Any:
        return where(a, amount, 0)

    assert run(is_poor, a=False, b=None).missing("is_poor") == ()
    assert run(is_poor, a=True, b=None).missing("is_poor") == (MissingFact("b"),)
    assert run(paid, a=False, amount=None)["paid"] == 0
    assert set(run(paid, a=None, amount=None).missing("paid")) == {MissingFact("a"), MissingFact("amount")}


def test_an_undetermined_branch_names_its_own_fact() -> None:
    def is_poor(amount: Any, standard: Any) -> Any:
        return where(amount < standard, True, unknown("准确的标准"))

    assert run(is_poor, amount=1)["is_poor"] is True
    assert run(is_poor, amount=200_000).missing("is_poor") == (MissingFact("准确的标准"),)


def test_known_is_never_unknown() -> None:
    def is_told(amount: Any) -> Any:
        return known(amount)

    assert run(is_told, amount=None)["is_told"] is False
    assert run(is_told, amount=0)["is_told"] is True


def test_rounding_follows_the_parameter_and_thirds_are_exact() -> None:
    def share_of(amount: Any, share: Any, standard: Any) -> Any:
        return round_amount(amount * share, standard)

    def is_a_third(amount: Any, number: Any, standard: Any) -> Any:
        return amount / number >= standard

    result = run(share_of, is_a_third, amount=100_001, number=3, share=Decimal("0.3333"))
    assert result["share_of"] == 33_400
    assert result["is_a_third"] is False
    assert run(is_a_third, amount=300_000, number=3)["is_a_third"] is True


def test_dividing_by_less_than_one_divides_by_one() -> None:
    def is_below(amount: Any, number: Any, standard: Any) -> Any:
        return amount / number < standard

    assert run(is_below, amount=99_999, number=0)["is_below"] is True
    assert run(is_below, amount=100_000, number=0)["is_below"] is False


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"amont": 1}, "amont"),
        ({"amount": 1.5}, "amount（金额）"),
        ({"amount": True}, "amount（金额）"),
        ({"a": 1}, "a（甲）"),
        ({"share": Decimal("0.12345")}, "share（比率）"),
    ],
)
def test_facts_that_do_not_fit_are_refused(facts: dict[str, Any], told: str) -> None:
    with pytest.raises(FactsError) as refusal:
        run(**facts)
    assert told in refusal.value.message and refusal.value.message.startswith("家庭")


def test_the_sample_family() -> None:
    rules = sample_book().on(DAY)
    persons: list[dict[str, Any]] = [
        {"wage": 210_000, "employed": True},
        {"birth_date": date(1950, 5, 1), "pension": 18_000},
        {"birth_date": date(2012, 5, 1), "student": "compulsory"},
    ]
    result = scalar.run(rules, {"financial_assets": 100_000}, persons, sample_parameters())
    assert result["age_in_years"] == [44, 74, 12]
    assert result["household_income"] == 186_000
    assert result["dibao_gap"] == 144_000
    assert result["monthly_amount"] == 188_000
    assert result["margin_ratio"] == Decimal("1.5")


@relaxed
@given(rulebooks(), families, parameter_values(), st.data())
def test_the_missing_facts_settle_the_value(
    book: Rulebook, family: Family, parameters: Any, data: st.DataObject
) -> None:
    """A known value lacks nothing; filling what is listed settles the rest, unless the rule asks
    what is known.
    """
    rules = book.on(DAY)
    result = scalar.run(rules, family.household, family.persons, parameters)
    asks_what_is_known = "known(" in "".join(_operations(rule.expression) for rule in rules.rules.values())
    for name in rules.rules:
        for person in range(len(family.persons)) if isinstance(result[name], list) else [None]:
            missing = result.missing(name, person)
            assert (result.raw(name, person) is None) == bool(missing)
            if missing and not asks_what_is_known and MissingFact("another_fact") not in missing:
                filled = _filled(data, rules, family, parameters, missing)
                assert scalar.run(rules, *filled).raw(name, person) is not None


def _operations(e: Any) -> str:
    return f"{e.op}(" + "".join(_operations(arg) for arg in e.args)


def _filled(
    data: st.DataObject, rules: Any, family: Family, parameters: Any, missing: Any
) -> tuple[Any, ...]:
    household_facts, persons = dict(family.household), [dict(person) for person in family.persons]
    values = dict(parameters)
    for fact in missing:
        value = data.draw(values_of(rules.type(fact.name)))
        if fact.person is not None:
            persons[fact.person][fact.name] = value
        elif fact.name in values:
            values[fact.name] = ParameterValue(fact.name, value, rounding=values[fact.name].rounding)
        else:
            household_facts[fact.name] = value
    return household_facts, persons, values
