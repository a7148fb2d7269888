"""Every award back to its paper: from a row of the roll or a contact, changed only by what was decided."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from tests.simulation.ledger import Books, tally
from tests.simulation.turns import World
from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.awards.types import ChangeKind, Origin
from yimen.domains.cases.models import Case, CaseOutcome, Opinion, PublicNotice, RoundEntry
from yimen.domains.cases.types import CaseState, Effect, OutcomeState
from yimen.domains.exchange.models import RollAward
from yimen.domains.exchange.types.roll import RollState
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.people.models import Household, Membership
from yimen.domains.verification.models import VerificationRequest
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Month, Programme

TERMS = frozenset({"rigid_expense"})
"""Recognised for a time."""
ALONE = frozenset({"dibao", "dibao_margin", "tekun", "illness_poverty", *TERMS})
"""Of these a household has one at most."""
EXCLUDED = ({"dibao", "tekun"}, {"dibao", "dibao_margin"})
"""Of two of these it has one."""


def awards(books: Books, world: World) -> None:
    """Back from each award to where it came from: the roll and its row, or the letter and the contact."""
    rows = list(Award.objects.select_related("determination", "household"))
    books.figures["awards by programme"] = tally(Award.objects.all(), "programme")
    books.figures["awards by origin"] = tally(Award.objects.all(), "origin")
    books.figures["award changes"] = tally(AwardChange.objects.all(), "kind")
    known = _known()
    for award in rows:
        if award.origin == Origin.ROLL:
            _from_roll(books, award, known)
        else:
            _from_case(books, award, known)
        _by_reviews(books, award, known)


@dataclass
class _Known:
    """Everything an award leads back to, read once."""

    outcomes: dict[UUID, CaseOutcome]
    steps: dict[UUID, set[str]]
    papers: dict[UUID, set[str]]
    opinions: set[UUID]
    visited: set[UUID]
    notices: dict[UUID, int]
    resolved: dict[UUID, RoundEntry]
    rolls: dict[UUID, RollAward]
    later: dict[UUID, list[CaseOutcome]]


def _known() -> _Known:
    outcomes = {row.id: row for row in CaseOutcome.objects.select_related("case")}
    steps, papers, later = defaultdict(set), defaultdict(set), defaultdict(list)
    for outcome_id, verb in CaseOutcome.objects.values_list("id", "steps__verb"):
        steps[outcome_id].add(verb)
    for subject, kind in OfficialDocument.objects.values_list("subject_id", "kind"):
        papers[subject].add(kind)
    for outcome in outcomes.values():
        if outcome.award_id is not None and outcome.effect:
            later[outcome.award_id].append(outcome)
    agreed = RoundEntry.objects.filter(opinion__isnull=False).select_related("round", "opinion")
    return _Known(
        outcomes,
        steps,
        papers,
        set(Opinion.objects.values_list("outcome_id", flat=True)),
        set(Case.objects.filter(investigations__isnull=False).values_list("id", flat=True)),
        dict(CaseOutcome.objects.annotate(n=Count("notices")).values_list("id", "n")),
        {entry.outcome_id: entry for entry in agreed},
        {row.id: row for row in RollAward.objects.select_related("family", "roll")},
        later,
    )


def _from_roll(books: Books, award: Award, known: _Known) -> None:
    """A row of a list that stands, prepared by one and taken over by another; the sum is the listed one."""
    told, row = f"award of the roll {award.case_number} {award.programme}", known.rolls.get(award.id)
    books.demand(row, f"{told}: no row")
    if row is None:
        return
    books.demand(row.roll.state == RollState.LOADED, f"{told}: its roll is {row.roll.state}")
    books.demand(row.roll.prepared_user_id != row.roll.taken_user_id, f"{told}: one person did both")
    books.demand(row.family.household_id == award.household_id, f"{told}: another household")
    start = sum(change.after_fen for change in award.changes.filter(kind="start"))
    books.demand(start == row.amount_fen, f"{told}: {start} not as listed")


def _from_case(books: Books, award: Award, known: _Known) -> None:
    """Confirmation, opinion, visit, notice, paper, and the meeting where one resolved it."""
    outcome = known.outcomes[award.outcome_id]
    told = f"award {award.case_number} {award.programme}"
    books.demand(outcome.state == OutcomeState.CONFIRMED, f"{told}: not confirmed")
    books.demand("confirmation" in known.papers[award.outcome_id], f"{told}: no letter")
    books.demand(outcome.decided_by_id, f"{told}: nobody decided")
    books.demand(award.determination_id == outcome.determination_id, f"{told}: another determination")
    books.demand("confirm" in known.steps[outcome.id], f"{told}: no step of confirmation")
    total = sum(change.after_fen for change in award.changes.filter(kind="start"))
    is_in_parts = Programme(award.programme).is_one_off and total < (outcome.decided_amount_fen or 0)
    books.demand(is_in_parts or total == outcome.decided_amount_fen, f"{told}: {total} not as decided")
    if "help_first" in known.steps[outcome.id]:
        return
    books.demand(outcome.id in known.opinions, f"{told}: no opinion")
    books.demand(outcome.case.contact_id, f"{told}: no contact")
    if award.programme not in ("disability_care", "disability_living"):
        books.demand(outcome.case_id in known.visited, f"{told}: nobody visited")
    if award.programme not in ("orphan", "unattended_child"):
        books.demand(known.notices[outcome.id], f"{told}: never posted")
    if (entry := known.resolved.get(outcome.id)) is not None:
        held, said = entry.round.held_on, entry.opinion
        is_after = held <= outcome.decided_on if held else entry.round.closing_note
        books.demand(is_after, f"{told}: decided before its meeting or without one and no word why")
        books.demand(said is not None and said.outcome_id == outcome.id, f"{told}: another's opinion")


def _by_reviews(books: Books, award: Award, known: _Known) -> None:
    """What was changed since has a review that decided it on that day, with its letter; the sums go on."""
    told = f"award {award.case_number} {award.programme}"
    decided = {outcome.decided_on for outcome in known.later[award.id]}
    changes = sorted(award.changes.all(), key=lambda one: (one.changed_at, one.id))
    last: dict[str, int] = {}
    for change in changes:
        was = last.get(change.component, 0)
        books.demand(change.before_fen == was, f"{told}: {change.before_fen} where {was} was paid")
        last[change.component] = change.after_fen
        if change.kind != ChangeKind.START:
            day = timezone.localdate(change.changed_at)
            books.demand(day in decided, f"{told}: changed on {day} by no review")
    for outcome in known.later[award.id]:
        if outcome.effect != Effect.KEEP:
            found = known.papers[outcome.id] & {"adjustment", "stopping"}
            books.demand(found, f"{told}: {outcome.effect} without a letter")
    ended = {outcome.effect for outcome in known.later[award.id]} & {Effect.STOP, Effect.PHASE_OUT}
    is_own = award.until_month is None or Programme(award.programme).is_one_off or award.programme in TERMS
    books.demand(is_own or ended, f"{told}: ends in {award.until_month} by nobody")


def together(books: Books, world: World) -> None:
    """No two of what excludes each other, for one household in one month."""
    held: dict[UUID, list[Award]] = defaultdict(list)
    month = Month.of(world.today).first
    for award in Award.objects.filter(Q(until_month__isnull=True) | Q(until_month__gt=month)):
        if award.programme in ALONE:
            held[award.household_id].append(award)
    for found in held.values():
        for one, other in combinations(found, 2):
            names = {one.programme, other.programme}
            is_apart = len(names) == 2 and names not in EXCLUDED
            books.demand(is_apart or not _overlap(one, other), f"{one.case_number}: {names} at once")


def _overlap(one: Award, other: Award) -> bool:
    """Whether there is a month in which both are paid; what begins when the other ends is renewed."""
    first, second = sorted((one, other), key=lambda award: award.from_month)
    return first.until_month is None or second.from_month < first.until_month


def households(books: Books, world: World) -> None:
    """Nobody lives in two households."""
    books.figures["people"] = Membership.objects.values("person").distinct().count()
    books.figures["households"] = Household.objects.count()
    running = Membership.objects.filter(valid_until__isnull=True).values("person")
    for row in running.annotate(n=Count("id")).filter(n__gt=1):
        books.wrong.append(f"person {row['person']} lives in {row['n']} households")
    cases = Case.objects.all()
    books.figures["cases by state"] = tally(cases, "state")
    books.figures["cases by kind"] = tally(cases, "kind")
    books.figures["outcomes by state"] = tally(CaseOutcome.objects.all(), "state")
    both = CaseOutcome.objects.values_list("programme", "state").annotate(n=Count("id")).order_by("programme")
    books.figures["programmes decided"] = {f"{programme} {state}": n for programme, state, n in both}
    books.figures["effects on awards"] = tally(CaseOutcome.objects.exclude(effect=""), "effect")
    open_items = set(WorkItem.objects.filter(done_at__isnull=True).values_list("subject_id", flat=True))
    for case in cases.filter(state__in=[state for state in CaseState if state.is_open]):
        undecided = set(case.outcomes.values_list("id", flat=True))
        requests = set(VerificationRequest.objects.filter(case_id=case.id).values_list("id", flat=True))
        about = {case.id, case.household_id, *undecided, *requests}
        is_hanging = PublicNotice.objects.filter(
            outcome__in=undecided, taken_down_on__isnull=True, ends_on__gte=timezone.localdate()
        ).exists()  # its last day brings it to a desk
        books.demand(
            about & open_items or is_hanging,
            f"case {case.number or case.applicant_name} {case.state} waits for nobody",
        )


def letters(books: Books, world: World) -> None:
    """Whatever was decided against somebody was told in writing, or still waits to be."""
    papers = defaultdict(set)
    for kind, subject in OfficialDocument.objects.values_list("kind", "subject_id"):
        papers[subject].add(kind)
    books.figures["papers"] = OfficialDocument.objects.count()
    for outcome in CaseOutcome.objects.filter(state=OutcomeState.REFUSED):
        books.demand("refusal" in papers[outcome.id], f"refusal {outcome.id}: no letter")
    for outcome in CaseOutcome.objects.filter(effect__in=("decrease", "phase_out", "stop")):
        books.demand(outcome.heard_on or outcome.unheard_because, f"cut {outcome.id}: nobody was heard")
        books.demand(papers[outcome.id] & {"adjustment", "stopping"}, f"cut {outcome.id}: no letter")
