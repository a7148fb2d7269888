"""The books at the end: nothing unanswered, no clock unexplained, every award traced, every sum its list."""

from collections import Counter
from datetime import date, timedelta

from django.utils import timezone

from tests.simulation.clocks import (
    CALENDAR,
    EXTENDED,
    FROM_ACCEPTANCE,
    is_working,
    last_day,
    limit_of,
    speed_of,
)
from tests.simulation.ledger import Books, tally
from tests.simulation.proofs import attestations, matters, moves, rolls, yearly_reviews
from tests.simulation.sums import borders, lists, reports
from tests.simulation.traces import awards, households, letters, together
from tests.simulation.turns import World
from yimen.domains.cases.models import Case, CaseOutcome
from yimen.domains.intake.models import Contact
from yimen.domains.network.models import Post
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.audit.verification import verify
from yimen.foundation.database.scope import system_scope

WATCHED = frozenset({"whole_case", "escalation", "round_end", "round_closing", "grace_end"})
"""Ended by what they watch."""
MOVED = frozenset(
    {
        "change_report",
        "round_closing",
        "round_end",
        "renewal",
        "review",
        "grace_end",
        "attestation_again",
    }
)
"""Their day is set by what they are about: the office's days of a month, the end of a term."""
CHECKS = (
    awards,
    together,
    households,
    letters,
    rolls,
    attestations,
    matters,
    yearly_reviews,
    moves,
)


def balance(world: World) -> Books:
    """Every check, on the last day of the year."""
    books = Books()
    with system_scope():
        for check in (contacts, clocks, owners, lateness, *CHECKS):
            check(books, world)
    for shown in (reports, lists, borders):
        shown(books, world)
    chain = verify()
    books.figures["audit entries"] = chain
    books.demand(chain.is_sound, f"audit chain: {chain}")
    return books


def contacts(books: Books, world: World) -> None:
    """Answered, or open within its clock, or known to be left lying."""
    rows = Contact.objects.order_by("asked_at")
    books.figures["contacts by channel"] = tally(rows, "channel")
    books.figures["contacts by answer"] = tally(rows, "answer")
    books.figures["contacts entered late"] = rows.filter(days_late__gt=0).count()
    held = {item.subject_id: item for item in WorkItem.objects.filter(kind="contact", done_at__isnull=True)}
    for contact in rows.filter(answer__isnull=True):
        item = held.get(contact.id)
        books.demand(item, f"contact {contact.name} is neither answered nor anybody's")
        if item is not None:
            is_known = item.id in world.slow or item.id in world.waits
            books.demand(
                item.due_on >= world.today or is_known, f"contact {contact.name} is late, unexplained"
            )
    for contact in rows.filter(answer="application", case_id__isnull=True, matter_id__isnull=True):
        books.wrong.append(f"contact {contact.name} became an application that is not there")


def clocks(books: Books, world: World) -> None:
    """Every stored deadline against the calculator that knows nothing of the house."""
    programmes = dict(CaseOutcome.objects.values_list("id", "programme"))
    speeds = dict(CaseOutcome.objects.values_list("id", "case__urgent_help__speed"))
    extended = set(CaseOutcome.objects.exclude(extension="").values_list("id", flat=True))
    first = {case_id: asked[0] for case_id, asked in Case.objects.values_list("id", "requested")}
    accepted = dict(CaseOutcome.objects.values_list("id", "case__accepted_on"))
    compared: Counter[str] = Counter()
    for item in WorkItem.objects.exclude(limit_days=0).iterator():
        counted = last_day(item.event_on, item.limit_days, item.limit_unit)
        told = f"{item.kind} {item.subject_title} from {item.event_on}"
        is_moved = item.kind in MOVED
        books.demand(is_moved or counted == item.due_on, f"{told}: {item.due_on}, counted {counted}")
        programme = programmes.get(item.subject_id) or first.get(item.subject_id, "")
        urgent = speeds.get(item.subject_id) if item.kind == WorkKind.CONFIRMATION else None
        of = item.limit_event if item.kind == WorkKind.CIVIL_MATTER else programme
        limit = limit_of(item.kind, speed_of(urgent, item.event_on) if urgent else of)
        if (item.kind, programme) in FROM_ACCEPTANCE:
            books.demand(item.event_on == accepted[item.subject_id], f"{told}: not from the acceptance")
        if item.kind == "whole_case" and item.subject_id in extended:
            limit = (EXTENDED, "working")
        if limit is not None:
            books.demand(
                (item.limit_days, item.limit_unit) == limit,
                f"{told} {programme}: {item.limit_days} {item.limit_unit} by {item.article}, table {limit}",
            )
            compared[item.kind] += 1
        else:
            compared["days only"] += 1
    books.figures["clocks compared"] = dict(compared)
    waiting_open = WorkItem.objects.filter(done_at__isnull=True).exclude(
        kind__in=("escalation", "publication")
    )
    reasons = Counter(f"{item.kind}: {world.waits.get(item.id, '')}" for item in waiting_open)
    books.figures["open at the end because"] = dict(reasons.most_common(25))
    books.figures["clocks of calendar days"] = WorkItem.objects.filter(limit_unit=CALENDAR).count()


def owners(books: Books, world: World) -> None:
    """Every open item lies with a post in office, or with a role that somebody holds at its station."""
    rows = WorkItem.objects.filter(done_at__isnull=True)
    books.figures["items"] = WorkItem.objects.count()
    books.figures["items open at the end"] = tally(rows, "kind")
    in_office = set(Post.objects.filter(valid_until__isnull=True).values_list("id", flat=True))
    seats = set(Post.objects.filter(valid_until__isnull=True).values_list("station_id", "role"))
    for item in rows:
        if item.owner_post_id is not None:
            books.demand(
                item.owner_post_id in in_office, f"{item.kind} {item.subject_title}: its post has ended"
            )
        else:
            is_held = (item.owner_station_id, item.owner_role) in seats
            books.demand(is_held, f"{item.kind} {item.subject_title} is nobody's")


def lateness(books: Books, world: World) -> None:
    """Every missed clock was left on purpose, waited for somebody, or belongs to a case of which one was."""
    rows = list(WorkItem.objects.all())
    late = [item for item in rows if _ended(item, world.today) > item.due_on]
    explained = {item.id for item in rows if item.id in world.slow or item.id in world.waits}
    cases = dict(CaseOutcome.objects.values_list("id", "case_id"))
    slow_cases = {cases.get(item.subject_id, item.subject_id) for item in rows if item.id in explained}
    reasons: Counter[str] = Counter()
    for item in late:
        is_of_slow = cases.get(item.subject_id, item.subject_id) in slow_cases
        why = _reason(item, world, is_of_slow=is_of_slow)
        reasons[why] += 1
        books.demand(
            why, f"late without a reason: {item.kind} {item.subject_title} {item.due_on} {item.done_at}"
        )
    books.figures["late items"] = len(late)
    books.figures["late because"] = dict(reasons)
    unseen = [item for item in late if item.escalated_on is None and _was_seen_late(item, world.today)]
    for item in unseen:
        if item.kind != WorkKind.ESCALATION:
            books.wrong.append(f"late and never told to the superior: {item.kind} {item.subject_title}")


def _reason(item: WorkItem, world: World, *, is_of_slow: bool) -> str:
    """Why an item is late; nothing where the script knows of no reason."""
    days = (item.event_on + timedelta(days=n + 1) for n in range((item.due_on - item.event_on).days))
    reasons = (
        (item.id in world.slow, "left lying on purpose"),
        (item.id in world.waits, "waited for somebody"),
        (item.kind in WATCHED or is_of_slow, "of a case with one of those"),
        (item.id in world.crowded, "its owner was away"),
        (not any(is_working(day) for day in days), "no day to do it was worked"),
    )
    return next((why for holds, why in reasons if holds), "")


def _ended(item: WorkItem, today: date) -> date:
    return timezone.localdate(item.done_at) if item.done_at else today


def _was_seen_late(item: WorkItem, today: date) -> bool:
    """Whether the machine ran between the last day and the end; here it rests on days that are not worked."""
    since = max(item.due_on, item.opened_on)
    days = (_ended(item, today) - since).days
    return any(is_working(since + timedelta(days=n)) for n in range(1, days))
