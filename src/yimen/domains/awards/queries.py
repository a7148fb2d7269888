"""Reads of awards and determinations within the current scope."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.awards.account_lists import account_list_faults as account_list_faults
from yimen.domains.awards.account_lists import account_list_rows as account_list_rows
from yimen.domains.awards.account_lists import account_list_template as account_list_template
from yimen.domains.awards.account_lists import account_lists as account_lists
from yimen.domains.awards.account_lists import get_account_list as get_account_list
from yimen.domains.awards.account_lists import get_progress as get_progress
from yimen.domains.awards.account_lists import rows_to_take as rows_to_take
from yimen.domains.awards.account_lists import run_of_list as run_of_list
from yimen.domains.awards.figures import award_figures as award_figures
from yimen.domains.awards.figures import awards_counted as awards_counted
from yimen.domains.awards.files import KnownFile as KnownFile
from yimen.domains.awards.files import cases_of_files as cases_of_files
from yimen.domains.awards.files import files_of as files_of
from yimen.domains.awards.files import holders_without_file as holders_without_file
from yimen.domains.awards.files import households_going_on as households_going_on
from yimen.domains.awards.files import households_with_files as households_with_files
from yimen.domains.awards.held import awards_held as awards_held
from yimen.domains.awards.held import held_amounts as held_amounts
from yimen.domains.awards.held import holds_listed as holds_listed
from yimen.domains.awards.held import holds_of_awards as holds_of_awards
from yimen.domains.awards.held import let_go as let_go
from yimen.domains.awards.held import paid_after as paid_after
from yimen.domains.awards.held import reported_dead as reported_dead
from yimen.domains.awards.held import state_of as state_of
from yimen.domains.awards.held import sum_of as sum_of
from yimen.domains.awards.held import waited as waited
from yimen.domains.awards.held import would_pay as would_pay
from yimen.domains.awards.history import counties_decided as counties_decided
from yimen.domains.awards.history import determined_files as determined_files
from yimen.domains.awards.holders import count_holders as count_holders
from yimen.domains.awards.holders import holders_in as holders_in
from yimen.domains.awards.holders import shares_of as shares_of
from yimen.domains.awards.holding import causes_of_standing_holds as causes_of_standing_holds
from yimen.domains.awards.holding import holds_of_causes as holds_of_causes
from yimen.domains.awards.listing import awards_listed as awards_listed
from yimen.domains.awards.listing import awards_of_month as awards_of_month
from yimen.domains.awards.listing import households_holding as households_holding
from yimen.domains.awards.models import Award, Determination
from yimen.domains.awards.movements import AwardMovement as AwardMovement
from yimen.domains.awards.movements import fallen_since as fallen_since
from yimen.domains.awards.movements import movements as movements
from yimen.domains.awards.payees import PaidAccounts as PaidAccounts
from yimen.domains.awards.payees import payees_in as payees_in
from yimen.domains.awards.payees import payees_over as payees_over
from yimen.domains.awards.payees import recent_months as recent_months
from yimen.domains.awards.payees import recent_payees as recent_payees
from yimen.domains.awards.planning import going_on as going_on
from yimen.domains.awards.planning import households_to_review as households_to_review
from yimen.domains.awards.refused import accounts_given as accounts_given
from yimen.domains.awards.refused import refusal_state as refusal_state
from yimen.domains.awards.refused import refusals_listed as refusals_listed
from yimen.domains.awards.refused import refusals_of as refusals_of
from yimen.domains.awards.refused import standing_refusals as standing_refusals
from yimen.domains.awards.refusing import cause_of_standing as cause_of_standing
from yimen.domains.awards.refusing import holds_of as holds_of
from yimen.domains.awards.refusing import holds_of_refusals as holds_of_refusals
from yimen.domains.awards.refusing import paid_accounts as paid_accounts
from yimen.domains.awards.refusing import payee_of as payee_of
from yimen.domains.awards.standing import amounts_in, as_it_stands, is_in_force, of_month
from yimen.domains.awards.standing import held_by as held_by
from yimen.domains.awards.taken_over import accounts_of as accounts_of
from yimen.domains.awards.taken_over import running_programmes as running_programmes
from yimen.domains.awards.taken_over import taken_over_changed as taken_over_changed
from yimen.domains.awards.timing import awards_ending as awards_ending
from yimen.domains.awards.timing import ends_of as ends_of
from yimen.domains.awards.timing import granted_since as granted_since
from yimen.domains.awards.timing import held_programmes as held_programmes
from yimen.domains.awards.timing import holders_by_programme as holders_by_programme
from yimen.domains.awards.timing import members_born as members_born
from yimen.domains.awards.timing import members_receiving as members_receiving
from yimen.domains.awards.types import AwardInForce, ChangeKind, HeldAward, ReviewedAward
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Money, Month, Programme, RegionCode


def determinations_of_household(
    household_id: UUID, *, also: Collection[UUID] = (), by: Actor
) -> QuerySet[Determination]:
    """All determinations of a household, newest first; what they answered is read when asked for."""
    require(by, Permission.CASE_OPEN, by.region)
    made = Determination.objects.filter(household_id__in=[household_id, *also]).defer("inputs", "answer")
    return made.order_by("-made_at", "-id")


def awards_of_household(household_id: UUID, *, also: Collection[UUID] = (), by: Actor) -> QuerySet[Award]:
    """Everything a household was ever granted, newest first, with every change.

    `also`: households whose file was carried into it.
    """
    require(by, Permission.AWARD_OPEN, by.region)
    awards = Award.objects.filter(household_id__in=[household_id, *also]).prefetch_related("changes")
    return awards.order_by("-from_month", "-id")


def awards_in_force(
    month: Month, *, by: Actor, region: RegionCode | None = None, household_id: UUID | None = None
) -> tuple[AwardInForce, ...]:
    """Awards of a month with the amounts of that month; two queries however many there are."""
    require(by, Permission.AWARD_OPEN, region or by.region)
    awards = Award.objects.filter(from_month__lte=month.first).filter(
        Q(until_month__isnull=True) | Q(until_month__gt=month.first)
    )
    if region is not None:
        awards = awards.filter(region__gte=region.lo, region__lt=region.hi)
    if household_id is not None:
        awards = awards.filter(household_id=household_id)
    rows = list(awards.order_by("region", "case_number", "programme"))
    amounts = amounts_in(month, [award.id for award in rows])
    return tuple(as_it_stands(award, amounts[award.id]) for award in rows)


def latest_files(household_ids: Iterable[UUID]) -> dict[UUID, Determination]:
    """The newest determination of each household with the file it was made on, in one query."""
    rows = Determination.objects.filter(household_id__in=list(household_ids)).defer("answer")
    newest = rows.order_by("household_id", "-made_at", "-id").distinct("household_id")
    return {row.household_id: row for row in newest}


def held_in(household_id: UUID, month: Month) -> tuple[HeldAward, ...]:
    """What a household holds in a month, or is confirmed to hold from the next; of what the scope shows."""
    last = month.next()
    awards = Award.objects.filter(household_id=household_id, from_month__lte=last.first).filter(
        Q(until_month__isnull=True) | Q(until_month__gt=month.first)
    )
    rows = list(awards.order_by("case_number", "programme"))
    amounts = amounts_in(last, [award.id for award in rows])
    return tuple(
        HeldAward(
            Programme(award.programme),
            award.case_number,
            award.person_id,
            award.outcome_id,
            sum(amounts[award.id].values(), Money(0)),
        )
        for award in rows
    )


def ends_before(
    household_id: UUID, programme: Programme, person_id: UUID | None, month: Month
) -> Month | None:
    """The first month after an award of the same that still goes on in a month and has its end; else none."""
    rows = Award.objects.filter(household_id=household_id, programme=programme, person=person_id)
    last = rows.filter(until_month__gt=month.first).order_by("-until_month").first()
    return None if last is None or last.until_month is None else Month.of(last.until_month)


def amounts_of(award_id: UUID, month: Month) -> dict[str, Money]:
    """The components of one award in a month that pay something; none once it has ended."""
    ended = Award.objects.filter(pk=award_id, until_month__lte=month.first).exists()
    amounts = {} if ended else amounts_in(month, [award_id])[award_id]
    return {component: amount for component, amount in amounts.items() if amount}


def awards_to_review() -> list[ReviewedAward]:
    """Everything that goes on in the scope of a job, as its review is planned."""
    return _reviewed(going_on())


def awards_phased_out(until: Month) -> list[ReviewedAward]:
    """Awards of the scope in their gradual exit that end before a month, or have just ended."""
    first = Month.of(timezone.localdate())
    rows = Award.objects.filter(until_month__gte=first.first, until_month__lte=until.first)
    return _reviewed(rows.filter(changes__kind=ChangeKind.EXIT).distinct())


def is_assisted(household_id: UUID) -> bool:
    """Whether anything goes on for a household after this month, as far as the scope reaches."""
    month = Month.of(timezone.localdate()).next()
    rows = Award.objects.filter(household_id=household_id)
    return rows.filter(Q(until_month__isnull=True) | Q(until_month__gt=month.first)).exists()


def reviewed_awards(award_ids: Iterable[UUID]) -> list[ReviewedAward]:
    """Of these awards, since when and how often they are reviewed."""
    return _reviewed(Award.objects.filter(id__in=list(award_ids)))


def awards_going_on(household_ids: Iterable[UUID]) -> list[ReviewedAward]:
    """What goes on for these households, as its review is planned."""
    return _reviewed(going_on().filter(household_id__in=list(household_ids)).order_by("programme", "id"))


def _reviewed(rows: QuerySet[Award]) -> list[ReviewedAward]:
    columns = (
        "id", "household_id", "region", "programme", "decided_on", "reviewed_on", "review_months",
        "until_month",
    )  # fmt: skip
    return [
        ReviewedAward(
            award_id, household, region, Programme(programme), reviewed or decided, months,
            None if until is None else Month.of(until),
        )
        for award_id, household, region, programme, decided, reviewed, months, until in rows.values_list(
            *columns
        )
    ]  # fmt: skip


def households_receiving(programme: Programme, *, by: Actor) -> QuerySet[Award, Any]:
    """The households that a programme pays next month, as rows to select from."""
    require(by, Permission.AWARD_OPEN, by.region)
    return going_on([programme]).values("household_id")


def programmes_of(household_ids: Iterable[UUID], *, by: Actor) -> dict[UUID, list[Programme]]:
    """What each household receives next month, in one query for all of them."""
    require(by, Permission.AWARD_OPEN, by.region)
    month = Month.of(timezone.localdate()).next()
    going_on = Q(until_month__isnull=True) | Q(until_month__gt=month.first)
    rows = Award.objects.filter(going_on, household_id__in=list(household_ids)).order_by("programme")
    found: dict[UUID, list[Programme]] = defaultdict(list)
    for household, programme in rows.values_list("household_id", "programme").distinct():
        found[household].append(Programme(programme))
    return found


def awards_ended(on: date) -> QuerySet[Award, Any]:
    """The awards that have ended by a day, as rows to select from."""
    return Award.objects.filter(until_month__lte=on).values("id")


def outcomes_of_awards(award_ids: Iterable[UUID]) -> QuerySet[Award, Any]:
    """The programmes that granted these awards, as rows to select from."""
    return Award.objects.filter(id__in=list(award_ids)).values("outcome_id")


def outcomes_ended(on: date) -> QuerySet[Award, Any]:
    """The programmes whose award has ended by a day, as rows to select from."""
    return Award.objects.filter(until_month__lte=on).values("outcome_id")


def in_force(awards: Iterable[Award], month: Month) -> tuple[AwardInForce, ...]:
    """Of awards already read with their changes, those of a month with the amounts of that month."""
    running = [award for award in awards if is_in_force(award, month)]
    running.sort(key=lambda award: (award.region, award.case_number, award.programme))
    return tuple(as_it_stands(award, of_month(award.changes.all(), month)) for award in running)
