"""How values read on a page: money, dates, icons; registered once for all templates."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from jinja2 import Environment

from yimen.domains.cases.types import CaseKind, CaseState, OutcomeState
from yimen.domains.intake.types import TransferState
from yimen.domains.people.types import Relation
from yimen.domains.verification.types import RequestState
from yimen.foundation.language import in_readers_words, is_source
from yimen.kernel import Money, Programme, Sex

from .official_words import official

_CASE_TONES = {
    CaseState.DRAFT: "",
    CaseState.INCOMPLETE: "wait",
    CaseState.CONCLUDED: "good",
    CaseState.WITHDRAWN: "",
    CaseState.TERMINATED: "",
}
_OUTCOME_TONES = {
    OutcomeState.OBJECTED: "wait",
    OutcomeState.RETURNED: "wait",
    OutcomeState.CONFIRMED: "good",
    OutcomeState.REFUSED: "bad",
    OutcomeState.STOPPED: "bad",
}


_TRANSFER_TONES = {
    TransferState.SENT: "wait",
    TransferState.HELPED: "good",
    TransferState.REFUSED: "bad",
    TransferState.NOT_HELPED: "bad",
    TransferState.WITHDRAWN: "",
}


@lru_cache(maxsize=500)
def icon(name: str) -> SafeString:
    """A decorative picture from the sprite; the word beside it carries the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("desk/icons.svg"), name
    )


def money(amount: Money | int | None) -> str:
    """Yuan with two decimals and thousands separated; an int is fen; nothing is an empty text."""
    if amount is None:
        return ""
    fen = amount if isinstance(amount, int) else amount.fen
    return f"{Decimal(fen) / 100:,.2f}"


def yuan(amount: Money | int | None, per: str = "") -> str:
    """The same with its unit: of a `month`, of a `year`, given `once`, or a plain sum."""
    if amount is None:
        return ""
    words = {
        "": _("%(amount)s 元"),
        "month": _("%(amount)s 元/月"),
        "year": _("%(amount)s 元/年"),
        "once": _("一次性 %(amount)s 元"),
    }
    return words[per] % {"amount": money(amount)}


def granted(amount: Money | int | None, programme: str) -> str:
    """What a programme gives: a month's amount, what is given once, or a standing without money."""
    given = Programme(programme)
    if given.is_standing and amount in (0, Money(0)):
        return _("身份认定")
    return yuan(amount, "once" if given.is_one_off else "month")


def hung(amount: Money | int, programme: str) -> str:
    """The same on a sheet that hangs: an opinion that gives nothing proposes to end what was given."""
    if amount in (0, Money(0)) and not Programme(programme).is_standing:
        return _("终止救助")
    return granted(amount, programme)


def day(moment: date | datetime | None) -> str:
    """The day of a moment, where we are."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).date()
    return moment.isoformat() if is_source() else in_readers_words(moment)


def minute(moment: datetime | None) -> str:
    """Day and minute of a moment, where we are."""
    if moment is None:
        return ""
    here = timezone.localtime(moment)
    return here.strftime("%Y-%m-%d %H:%M") if is_source() else f"{day(here)}, {here:%H:%M}"


def title_of(value: Any) -> str:
    """The official word of an enum member in the reader's language, or the value itself."""
    return official(getattr(value, "title", value) if isinstance(value, Enum) else value)


def base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def case_tone(standing: CaseState | OutcomeState) -> str:
    """The colour of a case's tag; while its programmes are on their way, theirs."""
    return _CASE_TONES.get(standing, "move") if isinstance(standing, CaseState) else outcome_tone(standing)


def outcome_tone(state: OutcomeState) -> str:
    return _OUTCOME_TONES.get(state, "move")


def referral_tone(state: TransferState) -> str:
    """The colour of a transfer's tag."""
    return _TRANSFER_TONES.get(state, "move")


def relation_word(relation: str) -> str:
    """The Chinese word of a relation kept as its code."""
    return official(Relation(relation).title)


def case_kind_word(kind: str) -> str:
    return official(CaseKind(kind).title)


def number_of(case: Any) -> str:
    """The number of a case, or why it has none: not handed in yet, never handed in, not begun yet."""
    if case.number:
        return str(case.number)
    if case.kind != CaseKind.APPLICATION:
        return _("（未启动）")
    return _("（草稿）") if CaseState(case.state).is_open else _("（未提交）")


def programme_word(programme: str) -> str:
    return official(Programme(programme).title)


def request_word(state: str) -> str:
    return official(RequestState(state).title)


def sex_word(sex: str) -> str:
    return official(Sex(sex).title)


_GLOBALS: tuple[Callable[..., object], ...] = (icon, case_tone, outcome_tone, referral_tone)
_FILTERS: tuple[Callable[..., object], ...] = (
    money,
    yuan,
    granted,
    hung,
    day,
    minute,
    title_of,
    base64,
    relation_word,
    programme_word,
    case_kind_word,
    number_of,
    request_word,
    sex_word,
    official,
)


def furnish(environment: Environment) -> Environment:
    """Adds what every template of a door may use."""
    for tool in _GLOBALS:
        environment.globals[tool.__name__] = tool
    for tool in _FILTERS:
        environment.filters[tool.__name__] = tool
    return environment
