"""Rolls, attestations, civil matters, yearly reviews and moves: nothing of them left without its end."""

from collections import Counter
from datetime import date

from tests.simulation.clocks import ASKED_AGAIN, TERMS
from tests.simulation.ledger import Books, tally
from tests.simulation.turns import World
from yimen.domains.allowances.models import Attestation, CivilMatter
from yimen.domains.allowances.types import AttestationKind
from yimen.domains.awards.models import Award, Determination
from yimen.domains.cases.models import CampaignEntry, Case, CaseOutcome, ReviewCampaign
from yimen.domains.cases.rules.answer import finding
from yimen.domains.cases.types import CaseState, ChangeCause, Effect
from yimen.domains.exchange.models import OpeningRoll, RollFamily
from yimen.domains.exchange.types.roll import RollState
from yimen.domains.intake.models import ChangeReport, Contact
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.people.models import Household, TransferRequest
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Month, Programme

LETTERS = {"granted": "matter_grant", "refused": "matter_refusal", "ended": "matter_end"}


def rolls(books: Books, world: World) -> None:
    """What was taken back has left nothing; every listed family is in by one row of a roll that stands."""
    found = OpeningRoll.objects.all()
    books.figures["opening rolls"] = tally(found, "state")
    gone = found.exclude(state=RollState.LOADED)
    books.demand(
        not RollFamily.objects.filter(roll__in=gone, household_id__isnull=False).exists(),
        "a roll that was taken back has families",
    )
    rows = Counter(
        RollFamily.objects.filter(household_id__isnull=False).values_list("household_id", flat=True)
    )
    for family in world.families:
        if family.is_listed and family.household_id is not None:
            books.demand(rows[family.household_id] == 1, f"{family.name}: {rows[family.household_id]} rows")
    books.figures["households of the roll"] = len(rows)
    here = set(Household.objects.values_list("id", flat=True))
    books.demand(rows.keys() <= here, "a household of the roll is not there")


def attestations(books: Books, world: World) -> None:
    """Everybody of a term was seen, is looked into, need not be any more, or still is on somebody's list."""
    today, waiting = world.today, _open_items()
    rows = Attestation.objects.select_related("person")
    books.figures["attestations by kind"] = tally(rows, "kind")
    books.figures["attestations by result"] = tally(rows, "result")
    books.figures["attestations by way"] = tally(rows.exclude(way=""), "way")
    for row in rows:
        told = f"attestation of {row.person.name} {row.kind} {row.starts_on}"
        terms = {(first, last, last + ASKED_AGAIN) for first, last in TERMS[str(AttestationKind(row.kind))]}
        books.demand((row.starts_on, row.due_on, row.again_on) in terms, f"{told}: {row.due_on}")
        if row.result:
            _follow_up(books, row, told)
        elif row.case_id is not None:
            case = Case.objects.get(pk=row.case_id)
            books.demand(CaseState(case.state).is_open, f"{told}: looked into by a case that is over")
        elif row.again_on >= today:
            books.demand(_listed(row) & waiting, f"{told}: on nobody's list")
        else:
            held = CivilMatter.objects.filter(person=row.person_id).values_list("id", flat=True)
            books.demand({row.household_id, *held} & waiting, f"{told}: missed, and nobody looks into it")


def _open_items() -> set[object]:
    return set(WorkItem.objects.filter(done_at__isnull=True).values_list("subject_id", flat=True))


def _listed(row: Attestation) -> set[object]:
    from yimen.domains.allowances.queries import list_id

    return {list_id(row.kind, row.region, row.starts_on)}


def _follow_up(books: Books, row: Attestation, told: str) -> None:
    """A death or a move was reported, a changed card has its case."""
    if row.result in ("died", "moved"):
        books.demand(ChangeReport.objects.filter(pk=row.report_id).exists(), f"{told}: not reported")
    if row.result in ("expired", "level_changed"):
        books.demand(Case.objects.filter(pk=row.case_id).exists(), f"{told}: no case")
    if row.way == "by_relative":
        books.demand(row.photo_id, f"{told}: by a relative, without a picture")


def matters(books: Books, world: World) -> None:
    """Asked at a door, decided by another who wrote a letter, ended by a second; what waits is somebody's."""
    rows, waiting = CivilMatter.objects.select_related("person"), _open_items()
    books.figures["civil matters"] = tally(rows, "state")
    answered = set(Contact.objects.filter(matter_id__isnull=False).values_list("matter_id", flat=True))
    papers = set(OfficialDocument.objects.values_list("subject_id", "kind"))
    for row in rows:
        told = f"civil matter of {row.person.name} {row.state}"
        books.demand(row.id in answered, f"{told}: no contact")
        books.demand(row.decided_by_id != row.registered_by_id, f"{told}: registered and decided by one")
        if row.state in LETTERS:
            books.demand((row.id, LETTERS[row.state]) in papers, f"{told}: no letter")
        if row.state in ("registered", "ending"):
            books.demand(row.id in waiting, f"{told}: waits for nobody")
        if row.state == "granted" and row.person.died_on is not None:
            books.demand(row.id in waiting, f"{told}: of the dead, and nobody ends it")


def yearly_reviews(books: Books, world: World) -> None:
    """Closed with a result for every household; what it says is what the decisions say."""
    found = ReviewCampaign.objects.all()
    entries = CampaignEntry.objects.select_related("campaign")
    books.figures["yearly reviews"] = {
        "closed": found.filter(closed_on__isnull=False).count(),
        "open": found.filter(closed_on__isnull=True).count(),
    }
    books.figures["households of yearly reviews by finding"] = tally(entries, "finding")
    books.figures["households of yearly reviews by result"] = tally(entries, "result")
    told_of = set(OfficialDocument.objects.filter(kind="yearly_report").values_list("subject_id", flat=True))
    for campaign in found.filter(closed_on__isnull=False):
        books.demand(campaign.id in told_of, f"yearly review of {campaign.region}: closed without a report")
    for entry in entries:
        told = f"yearly review of {entry.household_id}"
        if entry.campaign.closed_on is not None:
            books.demand(entry.result, f"{told}: closed without a result")
            _as_decided(books, entry, told)


def _as_decided(books: Books, entry: CampaignEntry, told: str) -> None:
    """Kept, raised and lowered by decisions of its days alone; ended by an end, nothing else."""
    campaign = entry.campaign
    rows = CaseOutcome.objects.filter(case__household=entry.household_id).exclude(effect="")
    rows = rows.filter(programme__in=campaign.programmes)
    effects = set(
        rows.filter(decided_on__gte=campaign.from_on, decided_on__lte=campaign.closed_on).values_list(
            "effect", flat=True
        )
    )
    cut = effects & {Effect.DECREASE, Effect.PHASE_OUT, Effect.STOP}
    if entry.result == "kept":
        books.demand(Effect.KEEP in effects and not cut, f"{told}: kept, decided {effects}")
    elif entry.result == "raised":
        books.demand(Effect.INCREASE in effects and not cut, f"{told}: raised, decided {effects}")
    elif entry.result == "lowered":
        books.demand(cut, f"{told}: lowered, decided {effects}")
    elif entry.result == "ended":
        month = Month.of(campaign.closed_on or date.max).next().first
        going = Award.objects.filter(household=entry.household_id, programme__in=entry.programmes)
        is_over = not going.exclude(until_month__lte=month).exists()
        books.demand(is_over, f"{told}: ended, and something goes on")


def moves(books: Books, world: World) -> None:
    """Every request for a file was answered or waits; who left is looked into where they were."""
    rows, waiting = TransferRequest.objects.all(), _open_items()
    books.figures["files asked for by another town"] = tally(rows, "state")
    for row in rows.filter(state="asked"):
        books.demand(row.id in waiting, f"request for a file from {row.region}: waits for nobody")
    moved = Case.objects.filter(cause=ChangeCause.MOVED_AWAY)
    books.figures["awards looked into after a move"] = tally(moved, "state")
    for family in world.families:
        if family.household_id is None or "moved" not in family.done:
            continue
        home = Household.objects.get(pk=family.household_id)
        books.demand(
            str(home.region).startswith(str(family.town)[:9]), f"{family.name}: file not with the new town"
        )
    splits = Case.objects.filter(cause__in=(ChangeCause.HOUSEHOLD_SPLIT, ChangeCause.HOUSEHOLD_MERGED))
    books.figures["awards looked into after a split or a merge"] = tally(splits, "state")
    grace = CaseOutcome.objects.filter(effect=Effect.PHASE_OUT)
    books.figures["gradual exits"] = grace.count()
    for outcome in grace:
        award = Award.objects.get(pk=outcome.award_id)
        later = CaseOutcome.objects.filter(award_id=award.id, decided_on__gte=outcome.decided_on)
        is_named = award.until_month is not None and award.until_month <= outcome.until_month
        is_assisted_again = any(_is_found_eligible(one) for one in later.exclude(pk=outcome.pk))
        books.demand(
            is_named or is_assisted_again,
            f"gradual exit {award.case_number} to {outcome.until_month}: {award.until_month}",
        )


def _is_found_eligible(outcome: CaseOutcome) -> bool:
    """By the rules, on the day of the decision."""
    made = Determination.objects.get(pk=outcome.determination_id)
    return finding(made.answer, Programme(outcome.programme), None).is_eligible is True
