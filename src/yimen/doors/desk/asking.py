"""How questions to sources and their answers are said on a page."""

from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.verification.types import AskedState, LineKind, Standing

from .formats import yuan
from .official_words import official

TONES = {
    AskedState.ANSWERED: "good",
    AskedState.DOUBTED: "bad",
    AskedState.WITHHELD: "bad",
    AskedState.CLOSED: "",
}


def tone(state: AskedState | None) -> str:
    """The colour of a state that still waits, unless it has one of its own."""
    return TONES.get(state, "wait") if state is not None else ""


def answer_words(answer: Any) -> str:
    """What an answer says, when it came, and whether it counts now."""
    said = _("无记录")
    if answer.kind:
        kind = official(LineKind(answer.kind).title)
        item = f" {answer.item}" if answer.item else ""
        said = f"{kind}{item} {yuan(answer.amount_fen or 0)}"
    facts = {"said": said, "day": answer.as_of or "—", "standing": official(Standing(answer.standing).title)}
    return _("%(said)s（数据日期 %(day)s，%(standing)s）") % facts
