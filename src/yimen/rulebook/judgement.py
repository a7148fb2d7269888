"""Turns the values of one run into determinations: what is decided, from when, who approves, what
a person must look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from yimen.engine.kinds import Entity, Kind
from yimen.kernel import Programme
from yimen.rulebook.answer import Change, Determination, Reason, plain
from yimen.rulebook.articles import article_on
from yimen.rulebook.case import RunCase
from yimen.rulebook.household_file import UNKNOWN
from yimen.rulebook.outcomes import Outcome
from yimen.rulebook.rules.temporary import UNCAPPED

SHOWN_INSTEAD: Final = {
    "assessed_income_12m": ("household_income", "income_per_capita"),
    "lowest_income_12m": (),
    "highest_income_12m": (),
    "least_rigid_expenses": (),
    "smallest_unit": (),
}
TEMPORARY_CAPS: Final = {
    "emergency": "temporary_emergency_months_max",
    "expenditure": "temporary_expenditure_months_max",
    "advance": "temporary_advance_months_max",
    "small_fast": "temporary_small_fast_months",
}
LETS_IN: Final = ("employment_cost_open", "grace_open")
INCOME_CONDITIONS: Final = ("is_below_standard", "is_below_margin_line", "is_below_disposable_income")
ARTICLES_OF_FACTS: Final = {
    "obligors_within_line": "地方规定",
    "has_medical_costs": "国办发〔2021〕42号（据通行规定，未见原文）",
}
GRACE: Final = ("may_have_grace", "is_in_grace")


@dataclass
class Judgement:
    """One programme, for the household (`person` None) or a member."""

    case: RunCase
    outcome: Outcome
    person: int | None

    def determination(self) -> Determination:
        eligible = self._value(self.outcome.decides)
        amount = self._amount(eligible)
        facts, parameters = self._missing(eligible, amount)
        options = self._open_options(eligible)
        return Determination(
            programme=self.outcome.programme,
            member=None if self.person is None else self.case.file.members[self.person]["ref"],
            eligible=eligible,
            amount=amount,
            is_once=self.outcome.is_once,
            components=self._components(eligible),
            starts_on=self._starts_on() if eligible else None,
            through=self._through() if eligible else None,
            approver=self._approver(eligible),
            needs_review=bool(options or parameters)
            or self._is_doubtful(eligible)
            or self._asks_review(eligible),
            missing=(*facts, *parameters),
            changes=self._changes(eligible),
            reasons=tuple(self._reason(name) for name in self._rules_to_show(eligible)),
            unsourced=tuple(dict.fromkeys((*self._without_source(parameters), *options))),
        )

    def _value(self, name: str) -> Any:
        return self.case.result.plain(name, self._whom(name))

    def _whom(self, name: str) -> int | None:
        return self.person if self.case.result.rules.entity(name) is Entity.PERSON else None

    def _amount(self, eligible: bool | None) -> int | None:
        if eligible is None:
            return None
        return 0 if not eligible or self.outcome.amount is None else self._value(self.outcome.amount)

    def _components(self, eligible: bool | None) -> dict[str, int | None]:
        if eligible is None:
            return dict.fromkeys(self.outcome.components)
        return {name: self._value(rule) if eligible else 0 for name, rule in self.outcome.components.items()}

    def _missing(self, eligible: bool | None, amount: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if eligible is not None and amount is not None:
            return (), ()
        name = self.outcome.decides if eligible is None else str(self.outcome.amount)
        return self.case.missing_paths(name, self.person)

    def _without_source(self, parameters: tuple[str, ...]) -> tuple[str, ...]:
        """A minimum is missing its exact value, not its source."""
        return tuple(name for name in parameters if self.case.is_without_source(name))

    def _open_options(self, eligible: bool | None) -> tuple[str, ...]:
        """Local options that would apply here but are not known."""
        open_ones = [name for rule, name in self.outcome.options.items() if self._is_open(rule, eligible)]
        return tuple(self._option_name(name) for name in open_ones)

    def _is_open(self, rule: str, eligible: bool | None) -> bool:
        """Where the household is refused, an option matters only if it could have let it in."""
        if self._value(rule) is not True:
            return False
        return eligible is not False or (rule in LETS_IN and self._is_refused_by_income())

    def _is_refused_by_income(self) -> bool:
        return any(
            self._value(name) is False for name in self.outcome.conditions if name in INCOME_CONDITIONS
        )

    def _option_name(self, name: str) -> str:
        if name == "":
            return TEMPORARY_CAPS[self._value("request_kind")]
        return f"{name}{self._value('medical_category')}" if name.endswith("_") else name

    def _is_doubtful(self, eligible: bool | None) -> bool:
        """Rests on an amount past its year, or on one known only as a minimum."""
        if eligible is True:
            names = [self.outcome.decides, *([self.outcome.amount] if self.outcome.amount else [])]
        else:
            wanted = False if eligible is False else None
            names = [name for name in self.outcome.conditions if self._value(name) is wanted]
        return any(self.case.trace.rests_on_watched(name, self._whom(name)) for name in names)

    def _asks_review(self, eligible: bool | None) -> bool:
        return eligible is True and any(self._value(rule) is True for rule in self.outcome.reviews)

    def _starts_on(self) -> date:
        on = self.case.file.on
        starts = self.outcome.starts
        if starts == "dibao" and self._value("dibao_start") == "decision_month" and not self._is_grace():
            starts = "this_month"
        if starts == "today":
            return on
        return on.replace(day=1) if starts == "this_month" else first_of_next_month(on)

    def _is_grace(self) -> bool:
        """Gradual exit begins on the first of the month after the decision wherever one lives."""
        return self.outcome.programme is Programme.DIBAO and self._value("is_in_grace") is True

    def _through(self) -> date | None:
        if self._is_grace():
            first = first_of_next_month(self.case.file.on)
            return add_months(first, self._value("grace_months")) - timedelta(days=1)
        if self.outcome.lasts_months is None:
            return None
        return add_months(self._starts_on(), self.outcome.lasts_months) - timedelta(days=1)

    def _approver(self, eligible: bool | None) -> str:
        """The county, unless the place's levels for temporary assistance say otherwise."""
        if self.outcome.programme is not Programme.TEMPORARY or not eligible:
            return "county"
        approver = self._value("temporary_approver")
        return str(approver) if approver not in (None, "beyond") else self._highest_level()

    def _highest_level(self) -> str:
        levels = [self.case.values[f"temporary_level_{index}_approver"].value for index in range(1, 6)]
        highest = [level for level in levels if level not in (None, "beyond")]
        return "county" if not highest or highest[-1] == "town" else str(highest[-1])

    def _changes(self, eligible: bool | None) -> tuple[Change, ...]:
        """Against the award before, where it was the same programme."""
        award = self.case.file.award_before
        is_same = award is not None and award.get("programme") == self.outcome.programme.value
        if not is_same or award is None or eligible is None or (self.person or 0) > 0:
            return ()
        after = self._components(eligible)
        names = list(after)[:2]
        changes = (
            _change(key, award.get(key, 0), after[name], eligible)
            for key, name in zip(("base", "supplement"), names, strict=False)
        )
        return tuple(change for change in changes if change is not None)

    def _rules_to_show(self, eligible: bool | None) -> Iterable[str]:
        conditions = [name for name in self.outcome.conditions if self._value(name) is eligible]
        if eligible is not True:
            shown = conditions or [self.outcome.decides]
            return self._with_grace(shown)
        paid = [name for name in self.outcome.amounts_shown if self._is_worth_showing(name)]
        return self._with_grace(dict.fromkeys((*conditions, self.outcome.decides, *paid)))

    def _is_worth_showing(self, name: str) -> bool:
        """An amount of nothing and what is not known are left out; a “no” is told."""
        value = self._value(name)
        return value is not None and (value is False or value != 0)

    def _with_grace(self, names: Iterable[str]) -> list[str]:
        """A household in gradual exit is above the line; the reason it stays is shown."""
        is_dibao = self.outcome.programme is Programme.DIBAO
        grace = [name for name in GRACE if is_dibao and self._value(name) is not False]
        return [*names, *grace]

    def _reason(self, name: str) -> Reason:
        rules = self.case.result.rules
        if name not in rules.rules:
            article = article_on(ARTICLES_OF_FACTS.get(name, ""), self.case.file.on)
            return Reason(name, rules.title(name), article, plain(rules.type(name), self._value(name)), {})
        rule = rules.rules[name].rule
        because = {
            shown: self._shown(shown)
            for need in self._needs(name)
            for shown in SHOWN_INSTEAD.get(need, (need,))
            if not self._is_no_limit(shown)
        }
        article = article_on(rule.article, self.case.file.on)
        return Reason(name, rule.title, article, plain(rules.type(name), self._value(name)), because)

    def _needs(self, name: str) -> tuple[str, ...]:
        """Of an amount only what it came from: not the amounts that would have been paid otherwise."""
        rules = self.case.result.rules
        rule = rules.rules[name]
        if rules.type(name).kind is not Kind.AMOUNT or self._value(name) is None:
            return rule.rule.needs
        taken = self.case.taken.names(rule.expression, self._whom(name))
        return tuple(need for need in rule.rule.needs if need in taken)

    def _is_no_limit(self, name: str) -> bool:
        """A cap that the place does not have is not shown as a sum that nobody could reach."""
        kind = self.case.result.rules.type(name).kind
        return kind is Kind.AMOUNT and self._value_of_any(name) == UNCAPPED

    def _value_of_any(self, name: str) -> Any:
        is_person = self.case.result.rules.entity(name) is Entity.PERSON
        return None if is_person and self.person is None else self._value(name)

    def _shown(self, name: str) -> Any:
        rules = self.case.result.rules
        if rules.entity(name) is Entity.PERSON and self.person is None:
            members = self.case.file.members
            return {
                member["ref"]: plain(rules.type(name), self.case.result.plain(name, index))
                for index, member in enumerate(members)
            }
        return plain(rules.type(name), self._value(name))


def _change(component: str, before: Any, after: int | None, eligible: bool) -> Change | None:
    if before is UNKNOWN or after is None or before == after:
        return None
    if not eligible:
        return Change("exit", component, before, 0)
    return Change("increase" if after > before else "decrease", component, before, after)


def first_of_next_month(day: date) -> date:
    return add_months(day.replace(day=1), 1)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the first of the month after where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return add_months(date(year, month + 1, 1), 1)
