"""Which of the reported lines count and with how much: one source for the same money, averages, values.

What a person and kind have of one thing is counted once. Where several sources tell the same, the one that
pays or registers goes first; the others are set beside it with the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from yimen.domains.verification.types.lines import LineKind, ReportedLine
from yimen.domains.verification.types.reports import Beside, Counted, Office
from yimen.kernel import Money, Month, Sentence

FLOWS = ("银行", "支付")
"""Who only sees money pass: the same amount told by whoever pays it is the same money."""
ONE_ACCOUNT = ("公积金",)
"""Who keeps a single account for each person."""
LONG_NUMBER = 8
"""So many signs name one account or certificate, whoever reports it."""
VALUED_BY: Mapping[LineKind, str] = {
    LineKind.CAR: "vehicle_value_share",
    LineKind.DISABILITY_MOBILITY: "vehicle_value_share",
    LineKind.MOTORCYCLE: "vehicle_value_share",
    LineKind.FARM_VEHICLE: "vehicle_value_share",
    LineKind.HOME: "house_value_share",
    LineKind.NON_RESIDENTIAL: "house_value_share",
    LineKind.SECURITIES: "security_value_share",
    LineKind.FUND: "security_value_share",
}
BANDS: Mapping[str, str] = {
    "vehicle_value_share": "vehicle_value_bands",
    "house_value_share": "house_value_bands",
}
"""Where a place has classes of age and price they go before its one share."""
DAYS_A_YEAR = Decimal("365.25")
WINDOW = "income_window_months"


@lru_cache(maxsize=1)
def ranks() -> Mapping[LineKind, tuple[str, ...]]:
    """The order of sources for each kind, as `ranks.yaml` has it."""
    text = (files(__package__) / "ranks.yaml").read_text(encoding="utf-8")
    return {LineKind(kind): tuple(words) for kind, words in yaml.safe_load(text).items()}


def quantified(lines: Iterable[ReportedLine], on: date, figures: Mapping[str, Office]) -> tuple[Counted, ...]:
    """What counts of some lines on a day, with everything else set beside what it repeats."""
    by_holder: dict[tuple[object, LineKind], list[ReportedLine]] = defaultdict(list)
    for line in lines:
        by_holder[line.person_id, line.kind].append(line)
    counted: list[Counted] = []
    for (_, kind), group in by_holder.items():
        counted += _incomes(group, on, figures) if kind.is_income else _things(group, on, figures)
    return tuple(_once_in_family(_once_in_flow(counted)))


def rank(line: ReportedLine) -> int | None:
    """The place of a line's source among those that tell its kind; None for one not listed."""
    words = ranks()[line.kind]
    return next((place for place, word in enumerate(words) if word in line.source), None)


def item_key(item: str) -> str:
    """An account or certificate number without what is written around it."""
    return "".join(sign for sign in item.upper() if sign.isascii() and sign.isalnum())


def _incomes(group: Sequence[ReportedLine], on: date, figures: Mapping[str, Office]) -> list[Counted]:
    """Of listed sources the first counts; what others tell is the same money. Others count beside it."""
    listed = [line for line in group if rank(line) is not None]
    first = min((rank(line) or 0 for line in listed), default=None)
    chosen = [line for line in listed if rank(line) == first]
    rivals = [line for line in listed if rank(line) != first]
    streams: dict[tuple[str, str], list[ReportedLine]] = defaultdict(list)
    for line in [*chosen, *(each for each in group if rank(each) is None)]:
        streams[line.source, item_key(line.item)].append(line)
    counted = [each for stream in streams.values() for each in _averaged(stream, on, figures)]
    beside = tuple(Beside(line, _outranked(counted[0].line.source)) for line in rivals)
    if not beside:
        return counted
    return [_with(counted[0], beside), *counted[1:]]


def _outranked(source: str) -> Sentence:
    return Sentence("与%(source)s查到的是同一类收入，以其为准，不重复计算。", source=source)


def _averaged(stream: Sequence[ReportedLine], on: date, figures: Mapping[str, Office]) -> list[Counted]:
    """Figures of several months become their average over the months the place looks back."""
    months = {Month.of(line.as_of) for line in stream}
    if len(months) == 1:
        return [Counted(line, line.amount, Sentence("按查到的月收入计算。")) for line in stream]
    window = figures[WINDOW].value
    within = [line for line in stream if window is None or _age(line.as_of, on) in range(1, window + 1)]
    beside = [Beside(line, Sentence("在核算期以外，不计算。")) for line in stream if line not in within]
    if not within:
        newest = max(stream, key=lambda line: line.as_of)
        rest = tuple(each for each in beside if each.line is not newest)
        return [Counted(newest, newest.amount, Sentence("核算期内没有数据，按最近一个月计算。"), rest)]
    total = sum((line.amount.fen for line in within), 0)
    divisor = window or len({Month.of(line.as_of) for line in within})
    newest = max(within, key=lambda line: line.as_of)
    parts = [Beside(line, Sentence("已计入平均数。")) for line in within if line is not newest]
    how = Sentence("核算期%(window)s个月内合计%(total)s元，按月平均。", window=divisor, total=Money(total))
    return [Counted(newest, _part(total, Decimal(1) / divisor), how, (*parts, *beside))]


def _age(day: date, on: date) -> int:
    """How many months before the month of `on`: the month itself is 0."""
    return (on.year - day.year) * 12 + on.month - day.month


def _things(group: Sequence[ReportedLine], on: date, figures: Mapping[str, Office]) -> list[Counted]:
    """Every thing once: the first source that names it, its newest figure."""
    order = sorted(group, key=lambda line: (_place(line), -line.as_of.toordinal()))
    counted: list[Counted] = []
    for line in order:
        same = next((at for at, each in enumerate(counted) if _is_same_thing(each, line)), None)
        if same is None:
            counted.append(_valued(line, on, figures))
        else:
            why = Sentence("与%(source)s查到的是同一项，不重复计算。", source=counted[same].line.source)
            counted[same] = _with(counted[same], (Beside(line, why),))
    return counted


def _place(line: ReportedLine) -> int:
    found = rank(line)
    return len(ranks()[line.kind]) if found is None else found


def _is_same_thing(counted: Counted, other: ReportedLine) -> bool:
    """The same number; or, told by another source without one, the same amount or none, or its one account.

    Each source tells a thing once: its second line without a number is another thing.
    """
    one = counted.line
    keys = item_key(one.item), item_key(other.item)
    if all(keys):
        return keys[0] == keys[1]
    if other.source in {one.source, *(each.line.source for each in counted.beside)}:
        return False
    is_one_account = any(word in one.source and word in other.source for word in ONE_ACCOUNT)
    return one.amount == other.amount or not one.amount.fen or not other.amount.fen or is_one_account


def _valued(line: ReportedLine, on: date, figures: Mapping[str, Office]) -> Counted:
    """What a thing is worth: what was told, or the share of it the place counts for its age and price."""
    name = VALUED_BY.get(line.kind, "")
    bands = figures[BANDS[name]].value or () if name in BANDS else ()
    share = next((band["share"] for band in bands if _fits(band, line, on)), None)
    if share is not None:
        part = exact_share(share)
        how = Sentence("按年限和价格分档，计查到的价值的%(share)s。", share=f"{part * 100:g}%")
        return Counted(line, _part(line.amount.fen, part), how)
    share = figures[name].value if name else None
    if share is None:
        return Counted(line, line.amount, Sentence("按查到的金额或价值计算。"))
    how = Sentence("按查到的价值的%(share)s计算。", share=f"{Decimal(str(share)) * 100:g}%")
    return Counted(line, _part(line.amount.fen, Decimal(str(share))), how)


def exact_share(share: object) -> Decimal:
    """A share as a county writes it: a number, or a fraction such as 1/3."""
    exact = Fraction(str(share))
    return Decimal(exact.numerator) / exact.denominator


def _fits(band: Mapping[str, Any], line: ReportedLine, on: date) -> bool:
    """Whether a class takes in a thing; one of age takes in nothing whose age nobody told."""
    age, price = band.get("age_below"), band.get("price_up_to")
    if price is not None and line.amount > Money.yuan(f"{Decimal(str(price)):.2f}"):
        return False
    if age is None:
        return True
    return line.since is not None and (on - line.since).days < Decimal(str(age)) * DAYS_A_YEAR


def _once_in_flow(counted: Sequence[Counted]) -> list[Counted]:
    """Money that a bank saw and whoever pays it told under another kind counts once."""
    paid = [each for each in counted if each.kind.is_income and not _is_flow(each.line)]
    kept: list[Counted] = []
    repeated: dict[int, tuple[Beside, ...]] = defaultdict(tuple)
    for each in counted:
        twin = next((one for one in paid if _is_same_money(one, each)), None)
        if twin is None:
            kept.append(each)
            continue
        why = Sentence("与%(source)s发放的是同一笔钱，不重复计算。", source=twin.line.source)
        repeated[id(twin)] += (Beside(each.line, why), *each.beside)
    return [_with(each, repeated.get(id(each), ())) for each in kept]


def _is_flow(line: ReportedLine) -> bool:
    return any(word in line.source for word in FLOWS)


def _is_same_money(paid: Counted, seen: Counted) -> bool:
    is_income_seen = seen.kind.is_income and _is_flow(seen.line) and seen is not paid
    is_one_person = paid.person_id == seen.person_id
    return is_income_seen and is_one_person and paid.amount == seen.amount and seen.amount.fen > 0


def _once_in_family(counted: Sequence[Counted]) -> list[Counted]:
    """An account or a certificate of several members counts once, with the first of them."""
    kept: list[Counted] = []
    for each in counted:
        key = item_key(each.line.item)
        same = next((at for at, one in enumerate(kept) if _is_shared(one, each, key)), None)
        if same is None:
            kept.append(each)
        else:
            why = Sentence("与家人共有，已经计算过一次。")
            kept[same] = _with(kept[same], (Beside(each.line, why), *each.beside))
    return kept


def _is_shared(one: Counted, other: Counted, key: str) -> bool:
    is_thing = one.kind is other.kind and not one.kind.is_income
    return is_thing and len(key) >= LONG_NUMBER and item_key(one.line.item) == key


def _with(counted: Counted, beside: tuple[Beside, ...]) -> Counted:
    return Counted(counted.line, counted.amount, counted.how, (*counted.beside, *beside))


def _part(fen: int, share: Decimal) -> Money:
    return Money(int((fen * share).quantize(Decimal(1), ROUND_HALF_UP)))
