"""Who may open or change a case; the database shows only rows of the actor's region or shares."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from yimen.domains.cases.errors import AlreadyMovedError, CaseNotFoundError, NotDelegatedError
from yimen.domains.cases.models import Case, CaseOutcome, UrgentHelp
from yimen.domains.cases.rules.urgent import Approval, approval, levels_of
from yimen.domains.cases.types import Speed
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, Delegation, Role
from yimen.kernel import Money, Programme, RegionCode, Step


def access_case(
    case_id: UUID | Case, permission: Permission, *, by: Actor, version: int | None = None
) -> Case:
    """The case, or the refusal that it is not there; `version` is the one the actor saw.

    A case already read is not read again: a page speaks of it many times.
    """
    case = case_id if isinstance(case_id, Case) else Case.objects.filter(pk=case_id).first()
    if case is None:
        raise CaseNotFoundError("没有这件办件，或不在您负责的区域内。", case=str(case_id))
    require(by, permission, case.region, subject=case.id)
    refuse_stale(case, version)
    return case


def access_outcome(
    outcome_id: UUID, permission: Permission, *, by: Actor, version: int | None = None
) -> CaseOutcome:
    """One programme of a case, with the case; `version` is the one the actor saw."""
    outcome = CaseOutcome.objects.select_related("case").filter(pk=outcome_id).first()
    if outcome is None:
        raise CaseNotFoundError("没有这个项目，或不在您负责的区域内。", outcome=str(outcome_id))
    require(by, permission, outcome.region, subject=outcome.case_id)
    refuse_stale(outcome, version)
    return outcome


def hold_case(case_id: UUID, permission: Permission, *, by: Actor, version: int | None = None) -> Case:
    """The case for a change: once everybody who is changing it is done, and nobody else until we are.

    Every action begins here or with `hold_outcome`, so that what its guards look at stays as they saw it.
    """
    lock_case(case_id)
    return access_case(case_id, permission, by=by, version=version)


def hold_outcome(
    outcome_id: UUID, permission: Permission, *, by: Actor, version: int | None = None
) -> CaseOutcome:
    """One programme for a change, under the lock of its case."""
    lock_case(access_outcome(outcome_id, permission, by=by).case_id)
    return access_outcome(outcome_id, permission, by=by, version=version)


def lock_case(case_id: UUID) -> None:
    """Wait for whoever is changing the case; rows that only refer to it are not held up."""
    Case.objects.select_for_update(no_key=True).filter(pk=case_id).values("id").first()


def refuse_stale(row: Case | CaseOutcome, version: int | None) -> None:
    """Whoever acts on what has moved meanwhile is told by whom and when."""
    if version is None or row.version == version:
        return
    raise moved_meanwhile(row)


def moved_meanwhile(row: Case | CaseOutcome) -> AlreadyMovedError:
    """The refusal that names who was first."""
    last = row.steps.order_by("-done_at", "-id").first()
    if last is None:
        return AlreadyMovedError("页面内容已变化，请刷新后再办。", subject=str(row.pk))
    return AlreadyMovedError(
        "%(name)s已于%(moment)s办理，页面内容已变化，请刷新后再办。",
        name=last.by_name,
        moment=f"{timezone.localtime(last.done_at):%Y-%m-%d %H:%M}",
        subject=str(row.pk),
    )


def require_delegated(
    outcome: CaseOutcome, on_day: date, *, by: Actor, amount: Money | None = None
) -> Delegation:
    """The delegation for this programme, region, day and amount; refuses an actor it does not name."""
    delegation = confirmation_delegation(outcome, on_day, amount)
    if by.role is not delegation.role or by.region != delegation.region:
        raise _not_delegated(delegation)
    return delegation


def require_may_return(outcome: CaseOutcome, on_day: date, *, by: Actor) -> None:
    """Whoever decides may send the file back, and the county's reviewer what lies with the county.

    A hand may as well: whoever handled never confirms, but whoever looked may say what is wanting.
    """
    if by.role is not Role.COUNTY_REVIEWER:
        require_delegated(outcome, on_day, by=by)
        return
    delegation = confirmation_delegation(outcome, on_day)
    if delegation.role is not Role.COUNTY_CONFIRMER:
        raise _not_delegated(delegation)


def confirmation_delegation(outcome: CaseOutcome, on_day: date, amount: Money | None = None) -> Delegation:
    """Who may decide a programme of a case on a day; of temporary assistance the larger amount says so."""
    programme, region = Programme(outcome.programme), RegionCode(outcome.region)
    named = network.confirmers(programme, Step.CONFIRM, region, on_day)
    if programme is not Programme.TEMPORARY:
        return named
    wanted = max(amount or Money(0), proposed_amount(outcome))
    return approval_on(outcome, wanted, named, on_day).delegation


def _not_delegated(delegation: Delegation) -> NotDelegatedError:
    return NotDelegatedError("本项目的确认权限依据为：%(rule)s，不由您的岗位办理。", rule=delegation.rule)


def approval_on(outcome: CaseOutcome, amount: Money, named: Delegation, on_day: date) -> Approval:
    """The rung of the place's approval levels that reaches the amount; `named` where no levels are known."""
    region = RegionCode(outcome.region)
    known = library.parameters(region, on_day)
    levels, standard = known["temporary_approval_levels"], known["dibao_standard_urban"].value
    rungs = levels_of(levels.value, None if standard is None else int(standard))
    speed = UrgentHelp.objects.filter(case=outcome.case_id).values_list("speed", flat=True).first()
    return approval(
        speed or Speed.EXPENDITURE,
        amount,
        rungs,
        levels.source or "",
        region=region,
        named=named,
        on=on_day,
    )


def proposed_amount(outcome: CaseOutcome) -> Money:
    """What was asked for where help comes first, else what the newest opinion proposes; nothing before it."""
    asked = UrgentHelp.objects.filter(case=outcome.case_id).values_list("asked_fen", flat=True).first()
    if asked is None:
        asked = outcome.opinions.order_by("-number").values_list("amount_fen", flat=True).first()
    return Money(asked or 0)
