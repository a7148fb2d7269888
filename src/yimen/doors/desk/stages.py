"""The stages of a case for the steps component: from applying until it is told and published."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yimen.domains.cases.types import DECIDED_STATES, CaseState, OutcomeState


@dataclass(frozen=True)
class Stage:
    """One stage: done, now, next or stopped."""

    title: str
    state: str
    url: str = ""


_OUTCOME_STAGE = {
    OutcomeState.PROPOSED: 2,
    OutcomeState.OBJECTED: 3,
    OutcomeState.RETURNED: 3,
    OutcomeState.OPINION: 4,
    OutcomeState.POSTED: 4,
    OutcomeState.WITH_CONFIRMER: 5,
    OutcomeState.CONFIRMED: 6,
    OutcomeState.REFUSED: 6,
    OutcomeState.STOPPED: 6,
}
_REVIEW_STAGE = {
    OutcomeState.PROPOSED: 1,
    OutcomeState.OBJECTED: 2,
    OutcomeState.RETURNED: 2,
    OutcomeState.OPINION: 2,
    OutcomeState.POSTED: 2,
    OutcomeState.WITH_CONFIRMER: 3,
}
_THROUGH = 7


def stages_of(state: CaseState, outcomes: Sequence[OutcomeState], *, is_followed: bool = True) -> list[Stage]:
    """The stage of the programme that is furthest behind counts.

    `is_followed`: everything decided has been delivered, and published where it is.
    """
    titles = [
        _("申请"),
        _("受理"),
        _("调查核对"),
        _("审核意见"),
        _("公示"),
        _("确认"),
        _("送达公布"),
    ]
    if state in (CaseState.WITHDRAWN, CaseState.TERMINATED):
        return [Stage(titles[0], "done"), Stage(state.title, "stopped")]
    now = _now(state, outcomes, is_followed=is_followed)
    return [Stage(title, _mark(place, now)) for place, title in enumerate(titles)]


def stages_of_review(state: CaseState, outcomes: Sequence[OutcomeState]) -> list[Stage]:
    """A review begins without an application, and nothing of it hangs in the village beforehand."""
    titles = [_("核对情况"), _("调查核对"), _("审核意见"), _("决定")]
    if state in (CaseState.WITHDRAWN, CaseState.TERMINATED):
        return [Stage(titles[0], "done"), Stage(state.title, "stopped")]
    behind = min((_REVIEW_STAGE.get(outcome, 4) for outcome in outcomes), default=4)
    now = 0 if state is CaseState.DRAFT else behind
    return [Stage(title, _mark(place, now)) for place, title in enumerate(titles)]


def stages_of_urgent(
    outcomes: Sequence[OutcomeState], *, is_completed: bool, is_followed: bool
) -> list[Stage]:
    """Help comes first: registered, decided on the spot, then told; its papers come last."""
    titles = [_("先行救助登记"), _("当场决定"), _("送达公布"), _("补齐手续")]
    is_decided = all(outcome in DECIDED_STATES for outcome in outcomes)
    now = (3 if is_followed else 2) if is_decided else 1
    papers = "done" if is_completed else _mark(3, now)
    marks = [*(_mark(place, now) for place in range(3)), papers]
    return [Stage(title, mark) for title, mark in zip(titles, marks, strict=True)]


def _now(state: CaseState, outcomes: Sequence[OutcomeState], *, is_followed: bool) -> int:
    early = {CaseState.DRAFT: 0, CaseState.INCOMPLETE: 0, CaseState.SUBMITTED: 1, CaseState.ACCEPTED: 2}
    if state in early:
        return early[state]
    now = min((_OUTCOME_STAGE[outcome] for outcome in outcomes), default=6)
    return _THROUGH if now == 6 and is_followed else now


def _mark(place: int, now: int) -> str:
    return "done" if place < now else "now" if place == now else "next"
