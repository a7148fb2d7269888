'''Runs a rulebook over one household or over millions, and explains every value. Plain Python; knows no law.

A rule is a small function whose parameters are the names of other rules, of inputs or of dated parameters::

    from datetime import date
    from yimen.engine import *          # and: from yimen.engine import scalar, columnar, oracle

    inputs = [
        household_input("financial_assets", AMOUNT, "家庭金融资产", default=0),  # no default: unknown
        person_input("age", COUNT, "年龄"),
        person_input("wage", AMOUNT, "工资性收入", default=0),
        person_input("student", enum("none", "undergraduate"), "就读阶段", default="none"),
    ]
    parameters = [
        Parameter("dibao_standard", AMOUNT, "低保标准", "元/人/月"),
        Parameter("employment_cost_rate", RATE, "就业成本扣减比例"),
        Parameter("supplement_kinds", list_of("elderly", "minor", "student"), "分类施保对象"),
    ]

    @person("计入的工资", article="民发〔2021〕57号 第十三条")
    def counted_wage(wage, employment_cost_rate, dibao_standard, student):
        """Docstring: a remark for the reader."""
        deduction = round_amount(wage * employment_cost_rate, dibao_standard)  # as that parameter rounds
        return where(student == "undergraduate", 0, most(wage - deduction, 0))

    @household("家庭成员数")
    def members(age):
        return count(age >= 0)                              # crossing from members to the household

    @household("家庭月收入")
    def household_income(counted_wage):
        return total(counted_wage)

    @household("低保补差", article="社会救助法 第十八条", since=date(2026, 7, 1), amends="dibao_gap")
    def dibao_gap_2026(dibao_standard, members, household_income): ...  # amended: own function, same name

    @household("低保对象", article=dated("暂行办法 第九条", (date(2026, 7, 1), "社会救助法 第十八条")))
    def is_dibao(is_below): ...                             # the same wording, another article from that day

    @household("是否低于标准")
    def is_below(household_income, members, dibao_standard):
        return household_income / members < dibao_standard  # exact fraction; only comparing needs no rounding

    book = Rulebook(inputs=inputs, parameters=parameters, rules=collect(module_a, module_b))
    rules = book.on(date(2025, 3, 1))                       # the wording in force that day
    result = scalar.run(rules, {"financial_assets": 0}, [{"age": 45, "wage": 120000}], values)
    result["household_income"], result.missing("household_income"), explain(result, "household_income")

Values: amounts are integer fen, counts int, rates Decimal (at most 4 decimals), truths bool, dates
date, enums str, lists of choices a tuple of str, unknown None. `values` maps a parameter's name to its
`ParameterValue`; one that is missing there is unknown. Household values used in a person rule are
spread to the members by themselves.

Operators: amount + - amount, amount * count, amount * rate and amount / count (both unrounded: compare
them at once or `round_amount(x, parameter)` them; a rule may not return them), count // count, amount
// amount (whole times), rate * count, comparisons of one unit, enum == "choice", & | ~ of truths.
Dividing by less than one divides by one. Bare numbers are counts; 0 also an amount, any number also a
rate; write yuan("12.30"), rate("0.2").

Functions: where, least, most, total, count, any_, all_, round_amount, rounding_at (where a parameter's
rounding applies: standard, component, person, household or none), known (never unknown itself),
unknown("fact"), contains(list_parameter, choice), in_(value, "a", "b"), years_between, months_between,
days_between. Unknown follows strong Kleene logic: False & unknown is False; where(unknown, x, x) is x;
arithmetic with an unknown is unknown.
'''

from yimen.engine.declarations import (
    DatedArticle,
    Input,
    Parameter,
    Rule,
    collect,
    dated,
    household,
    household_input,
    person,
    person_input,
)
from yimen.engine.errors import FactsError, ParametersError, RuleError
from yimen.engine.facts import HeldParameters, hold_parameters
from yimen.engine.functions import (
    all_,
    any_,
    contains,
    count,
    days_between,
    in_,
    known,
    least,
    months_between,
    most,
    rate,
    round_amount,
    rounding_at,
    total,
    unknown,
    where,
    years_between,
    yuan,
)
from yimen.engine.kinds import AMOUNT, COUNT, DATE, RATE, STRUCTURE, TRUTH, Entity, Kind, Type, enum, list_of
from yimen.engine.parameters import ParameterTable, ParameterValue, Rounding
from yimen.engine.result import MissingFact, Result
from yimen.engine.rulebook import Rulebook, Rules

__all__ = [
    "AMOUNT",
    "COUNT",
    "DATE",
    "RATE",
    "STRUCTURE",
    "TRUTH",
    "DatedArticle",
    "Entity",
    "FactsError",
    "HeldParameters",
    "Input",
    "Kind",
    "MissingFact",
    "Parameter",
    "ParameterTable",
    "ParameterValue",
    "ParametersError",
    "Result",
    "Rounding",
    "Rule",
    "RuleError",
    "Rulebook",
    "Rules",
    "Type",
    "all_",
    "any_",
    "collect",
    "contains",
    "count",
    "dated",
    "days_between",
    "enum",
    "hold_parameters",
    "household",
    "household_input",
    "in_",
    "known",
    "least",
    "list_of",
    "months_between",
    "most",
    "person",
    "person_input",
    "rate",
    "round_amount",
    "rounding_at",
    "total",
    "unknown",
    "where",
    "years_between",
    "yuan",
]
