"""Declared beside found, each difference with its weight: what the rules say with the one and the other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yimen.domains.verification.types.lines import BUSINESS_KINDS, VEHICLE_KINDS, LineKind
from yimen.domains.verification.types.reports import Difference, Part
from yimen.kernel import Money, Programme

File = Mapping[str, Any]
Results = Mapping[str, str]
_KINDS: Mapping[Part, Mapping[str, str]] = {
    Part.VEHICLES: {word: kind.title for kind, word in VEHICLE_KINDS.items()},
    Part.BUSINESSES: {word: kind.title for kind, word in BUSINESS_KINDS.items()},
}
_LISTS = (Part.VEHICLES, Part.BUSINESSES)
FAMILY = "家庭"
INCOME = "收入"
NOTHING = "无"
UNKNOWN = "不清楚"
UNSAID = "unknown"
"""The word of a household file for what nobody knows."""


@dataclass(frozen=True)
class _Part:
    """One part of a household file that can be put back as it was declared."""

    who: str
    title: str
    declared: str
    found: str
    put_back: Callable[[dict[str, Any]], None]


def differences(
    declared: File,
    found: File,
    names: Mapping[str, str],
    determine: Callable[[File], Results],
) -> tuple[Difference, ...]:
    """Every difference; `determine` says in words what the rules answer for each programme asked for."""
    after = determine(found)
    return tuple(
        _weighed(part, found, after, determine)
        for part in (*_incomes(declared, found, names), *_property(declared, found))
    )


def _weighed(part: _Part, found: File, after: Results, determine: Callable[[File], Results]) -> Difference:
    other = deepcopy(dict(found))
    part.put_back(other)
    without = determine(other)
    return Difference(part.who, part.title, part.declared, part.found, without, without != after)


def _incomes(declared: File, found: File, names: Mapping[str, str]) -> Iterator[_Part]:
    told = {member["ref"]: member.get("income", ()) for member in declared["members"]}
    for place, member in enumerate(found["members"]):
        before = told.get(member["ref"], ())
        if UNSAID in (before, member.get("income")):
            yield from _of_unknown(place, member, before, names)
            continue
        own, now = _by_kind(before), _by_kind(member.get("income", ()))
        for kind in sorted(own.keys() | now.keys()):
            if own.get(kind, Decimal(0)) != now.get(kind, Decimal(0)):
                title = _income_title(kind)
                who = names.get(member["ref"], "")
                yield _Part(
                    who,
                    title,
                    _yuan(own.get(kind)),
                    _yuan(now.get(kind)),
                    _income_back(place, kind, own.get(kind)),
                )


def _of_unknown(
    place: int, member: Mapping[str, Any], before: Any, names: Mapping[str, str]
) -> Iterator[_Part]:
    """Where nothing is known of somebody's income on one side, all of it differs at once."""
    now = member.get("income", ())
    if before == now:
        return

    def put_back(file: dict[str, Any]) -> None:
        file["members"][place]["income"] = deepcopy(before if before == UNSAID else list(before))

    who = names.get(member["ref"], "")
    yield _Part(who, INCOME, _incomes_in_words(before), _incomes_in_words(now), put_back)


def _incomes_in_words(entries: Any) -> str:
    if entries == UNSAID:
        return UNKNOWN
    return (
        "、".join(f"{_income_title(kind)}{_plain(amount)}" for kind, amount in _by_kind(entries).items())
        or NOTHING
    )


def _income_title(kind: str) -> str:
    return LineKind(kind).title if kind in set(LineKind) else kind


def _by_kind(entries: Sequence[Mapping[str, Any]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for entry in entries:
        if entry.get("amount") not in (None, UNSAID):
            found[entry["kind"]] = found.get(entry["kind"], Decimal(0)) + Decimal(str(entry["amount"]))
    return found


def _income_back(place: int, kind: str, amount: Decimal | None) -> Callable[[dict[str, Any]], None]:
    def put_back(file: dict[str, Any]) -> None:
        member = file["members"][place]
        kept = [entry for entry in member.get("income", ()) if entry["kind"] != kind]
        back = [] if amount is None else [{"kind": kind, "amount": _plain(amount)}]
        member["income"] = kept + back

    return put_back


def _property(declared: File, found: File) -> Iterator[_Part]:
    own, now = declared.get("household", {}), found.get("household", {})
    for key in Part:
        if _is_same(own.get(key), now.get(key)):
            continue
        yield _Part(
            FAMILY,
            key.title,
            _words(key, own.get(key)),
            _words(key, now.get(key)),
            _property_back(key, own.get(key)),
        )


def _is_same(one: Any, other: Any) -> bool:
    """Nothing said is nothing owned; what is not known is only like what is not known."""
    if UNSAID in (one, other):
        return bool(one == other)
    if isinstance(one, list) or isinstance(other, list):
        return sorted(each["kind"] for each in one or ()) == sorted(each["kind"] for each in other or ())
    return Decimal(str(one or 0)) == Decimal(str(other or 0))


def _words(key: Part, value: Any) -> str:
    if value == UNSAID:
        return UNKNOWN
    if key in _LISTS:
        return _listed(value or (), _KINDS[key])
    if key is Part.FINANCIAL_ASSETS:
        return _yuan(None if value is None else Decimal(str(value)))
    return str(value or 0)


def _listed(things: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> str:
    return "、".join(titles.get(each["kind"], each["kind"]) for each in things) or NOTHING


def _property_back(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def put_back(file: dict[str, Any]) -> None:
        household = file["household"]
        household.pop(key, None)
        if value is not None:
            household[key] = deepcopy(value)

    return put_back


def _yuan(amount: Decimal | None) -> str:
    return NOTHING if not amount else _plain(amount)


def _plain(amount: Decimal) -> str:
    return str(Money.yuan(f"{amount:.2f}"))


def results_in_words(answer: Mapping[str, Any], programmes: Sequence[Programme]) -> dict[str, str]:
    """What an answer says of the programmes asked for: whether, and how much; by programme and member."""
    return {
        f"{row['programme']}:{row['member'] or ''}": _result(row)
        for row in answer["determinations"]
        if row["programme"] in set(programmes)
    }


def _result(row: Mapping[str, Any]) -> str:
    if row["eligible"] is None:
        return "unknown"
    if not row["eligible"]:
        return "no"
    return str(row.get("amount_month") or row.get("amount_once") or "0.00")
