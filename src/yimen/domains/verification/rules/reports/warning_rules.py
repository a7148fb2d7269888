"""Warnings: named rules with their figure; each says what it saw. They point, they decide nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yimen.domains.verification.rules.reports.factors import employment
from yimen.domains.verification.types.lines import ASSET_KINDS, VEHICLE_KINDS, LineKind
from yimen.domains.verification.types.reports import Cost, Counted, Employment, Office, Warned, WarningRule
from yimen.kernel import Money, Sentence


@dataclass(frozen=True)
class Seen:
    """What the rules look at: the file and figures of now, and what the last report of the family kept."""

    on: date
    file: Mapping[str, Any]
    counted: Sequence[Counted]
    names: Mapping[object, str]
    """By person and by ref."""
    totals: Mapping[str, int | None]
    """None is not known."""
    before: Mapping[str, Any] | None
    """`snapshot` of the report before; None for the first one."""
    deaths_told: Sequence[Sentence] = ()
    """Who died according to department data or a source, of whom the file does not say it."""
    costs_told: Sequence[Cost] = ()


VEHICLES = frozenset(VEHICLE_KINDS)
HOUSES = frozenset({LineKind.HOME, LineKind.NON_RESIDENTIAL})


def snapshot(seen: Seen) -> dict[str, Any]:
    """What the next report compares with."""
    members = [member for member in seen.file["members"] if not member.get("died_on")]
    return {
        "members": [member["ref"] for member in members],
        "names": [seen.names.get(member["ref"], "") for member in members],
        "employed": [seen.names.get(member["ref"], "") for member in members if _works(member, seen.on)],
        "ill": [
            seen.names.get(member["ref"], "") for member in members if member.get("serious_illness") is True
        ],
        "vehicles": _number(seen, VEHICLES),
        "homes": _number(seen, HOUSES),
        **seen.totals,
    }


def _works(member: Mapping[str, Any], on: date) -> bool:
    return employment(member, on) is Employment.EMPLOYED


def _number(seen: Seen, kinds: frozenset[LineKind]) -> int:
    return sum(each.kind in kinds for each in seen.counted)


def _births(seen: Seen, recent: Office) -> Iterator[Sentence]:
    for member in seen.file["members"]:
        born = member.get("birth_date")
        if born and _months(date.fromisoformat(str(born)), seen.on) <= recent.value:
            yield Sentence("%(name)s于%(day)s出生。", name=_name(seen, member), day=str(born))


def _deaths(seen: Seen, recent: Office) -> Iterator[Sentence]:
    for member in seen.file["members"]:
        died = member.get("died_on")
        if died and _months(date.fromisoformat(str(died)), seen.on) <= recent.value:
            yield Sentence("%(name)s于%(day)s死亡。", name=_name(seen, member), day=str(died))


def _jobs(seen: Seen, recent: Office) -> Iterator[Sentence]:
    for each in seen.counted:
        if each.kind is LineKind.UNEMPLOYMENT_BENEFIT:
            yield Sentence("%(name)s在领失业保险金。", name=seen.names.get(each.person_id, ""))
    if seen.before is None:
        return
    now = snapshot(seen)
    for name in sorted(set(now["employed"]) - set(seen.before["employed"])):
        if name in seen.before["names"]:
            yield Sentence("%(name)s上次没有就业，现在就业。", name=name)
    for name in sorted(set(seen.before["employed"]) - set(now["employed"])):
        if name in now["names"]:
            yield Sentence("%(name)s上次就业，现在没有就业。", name=name)


def _illness(seen: Seen, most: Office) -> Iterator[Sentence]:
    ill = snapshot(seen)["ill"]
    known = seen.before["ill"] if seen.before else []
    for name in sorted(set(ill) - set(known)):
        yield Sentence("%(name)s患重病。", name=name)
    limit = _yuan(most.value)
    spent = seen.file.get("household", {}).get("rigid_expenses_12m", {}).get("medical", 0)
    if spent != "unknown" and _yuan(spent) >= limit:
        yield Sentence("一年医疗支出%(amount)s元。", amount=_yuan(spent))
    yield from (each.evidence for each in seen.costs_told if each.amount >= limit)


def _yuan(figure: object) -> Money:
    return Money.yuan(f"{Decimal(str(figure)):.2f}")


def _balances(seen: Seen, most: Office) -> Iterator[Sentence]:
    limit = _yuan(most.value)
    for each in seen.counted:
        if each.kind in ASSET_KINDS and each.amount >= limit:
            yield Sentence(
                "%(name)s有%(title)s%(amount)s元。",
                name=seen.names.get(each.person_id, ""),
                title=each.kind.title,
                amount=each.amount,
            )


Told = Callable[[int, int], Sentence]


def _trades(
    key: str, kinds: frozenset[LineKind], more: Told, less: Told
) -> Callable[[Seen, Office], Iterator[Sentence]]:
    """What was registered of late, and how many there are now and were before."""

    def struck(seen: Seen, recent: Office) -> Iterator[Sentence]:
        for each in seen.counted:
            since = each.line.since if each.kind in kinds else None
            if since is not None and _months(since, seen.on) <= recent.value:
                who = seen.names.get(each.person_id, "")
                yield Sentence(
                    "%(name)s的%(title)s于%(day)s登记。", name=who, title=each.kind.title, day=str(since)
                )
        if seen.before is None:
            return
        was, now = seen.before[key], _number(seen, kinds)
        if now != was:
            yield more(was, now) if now > was else less(was, now)

    return struck


def _swings(key: str, said: Told) -> Callable[[Seen, Office], Iterator[Sentence]]:
    def struck(seen: Seen, share: Office) -> Iterator[Sentence]:
        was, now = (seen.before or {}).get(key), seen.totals[key]
        if was and now is not None and abs(now - was) >= was * Decimal(str(share.value)):
            yield said(was, now)

    return struck


def _more_vehicles(was: int, now: int) -> Sentence:
    return Sentence("车辆从%(was)s辆增加到%(now)s辆。", was=was, now=now)


def _fewer_vehicles(was: int, now: int) -> Sentence:
    return Sentence("车辆从%(was)s辆减少到%(now)s辆。", was=was, now=now)


def _more_houses(was: int, now: int) -> Sentence:
    return Sentence("房屋从%(was)s处增加到%(now)s处。", was=was, now=now)


def _fewer_houses(was: int, now: int) -> Sentence:
    return Sentence("房屋从%(was)s处减少到%(now)s处。", was=was, now=now)


def _income_moved(was: int, now: int) -> Sentence:
    return Sentence("家庭月收入从%(was)s元变为%(now)s元。", was=Money(was), now=Money(now))


def _assets_moved(was: int, now: int) -> Sentence:
    return Sentence("金融资产从%(was)s元变为%(now)s元。", was=Money(was), now=Money(now))


@dataclass(frozen=True)
class Rule:
    """A warning by name, the figure it goes by, and how it is found."""

    name: WarningRule
    figure: str
    strikes: Callable[[Seen, Office], Iterator[Sentence]]


RECENT, SHARP = "warning_recent_months", "warning_sharp_change"
RULES = (
    Rule(WarningRule.BIRTH, RECENT, _births),
    Rule(WarningRule.DEATH, RECENT, _deaths),
    Rule(WarningRule.JOB_CHANGE, RECENT, _jobs),
    Rule(WarningRule.SUDDEN_ILLNESS, "warning_medical_expense", _illness),
    Rule(WarningRule.LARGE_BALANCE, "warning_large_balance", _balances),
    Rule(WarningRule.VEHICLE_TRADED, RECENT, _trades("vehicles", VEHICLES, _more_vehicles, _fewer_vehicles)),
    Rule(WarningRule.HOUSE_TRADED, RECENT, _trades("homes", HOUSES, _more_houses, _fewer_houses)),
    Rule(WarningRule.INCOME_SWING, SHARP, _swings("income", _income_moved)),
    Rule(WarningRule.ASSET_SWING, SHARP, _swings("assets", _assets_moved)),
)


def warned(seen: Seen, figures: Mapping[str, Office]) -> tuple[Warned, ...]:
    """Every rule that strikes, with its evidence; a death that others tell goes first, however long ago."""
    told = tuple(Warned(WarningRule.DEATH, evidence, None) for evidence in seen.deaths_told)
    return told + tuple(
        Warned(rule.name, evidence, figures[rule.figure])
        for rule in RULES
        for evidence in rule.strikes(seen, figures[rule.figure])
    )


def _name(seen: Seen, member: Mapping[str, Any]) -> str:
    return seen.names.get(member["ref"], "")


def _months(day: date, on: date) -> int:
    return (on.year - day.year) * 12 + on.month - day.month
