"""The books at the end: nothing unanswered, no clock unexplained, every award traced, every sum its list."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tests.simulation.clocks import CALENDAR, EXTENDED, is_working, last_day, limit_of, speed_of
from tests.simulation.house import House, acting, afresh
from tests.simulation.turns import World
from tests.support.cast import COUNTY
from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.cases.models import Case, CaseOutcome, Opinion
from yimen.domains.cases.queries.round_report import report_of
from yimen.domains.cases.types import CaseState, OutcomeState, ReportFigure
from yimen.domains.intake.models import Contact
from yimen.domains.network.models import Post
from yimen.domains.network.types import Actor, Role
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.people.models import Household, Membership
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.audit.verification import verify
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Month

ALONE = frozenset({"dibao", "dibao_margin", "tekun"})
"""Of these a household has one at most."""
WATCHED = frozenset({"whole_case", "escalation", "round_end", "round_closing"})
"""Ended by what they watch."""


@dataclass
class Books:
    """What was counted, and what does not add up."""

    figures: dict[str, object] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        for name, value in self.figures.items():
            yield f"{name}: {value}"
        for line in self.wrong[:80]:
            yield f"WRONG {line}"

    def demand(self, holds: object, line: str) -> None:
        if not holds:
            self.wrong.append(line)


def balance(world: World) -> Books:
    """Every check, on the last day of the year."""
    books = Books()
    with system_scope():
        for check in (contacts, clocks, owners, lateness, awards, together, households, letters):
            check(books, world)
    reports(books, world)
    lists(books, world)
    borders(books, world)
    chain = verify()
    books.figures["audit entries"] = chain
    books.demand(chain.is_sound, f"audit chain: {chain}")
    return books


def contacts(books: Books, world: World) -> None:
    """Answered, or open within its clock, or known to be left lying."""
    rows = Contact.objects.order_by("asked_at")
    books.figures["contacts by channel"] = _tally(rows, "channel")
    books.figures["contacts by answer"] = _tally(rows, "answer")
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
    compared: Counter[str] = Counter()
    for item in WorkItem.objects.exclude(limit_days=0).iterator():
        counted = last_day(item.event_on, item.limit_days, item.limit_unit)
        told = f"{item.kind} {item.subject_title} from {item.event_on}"
        is_moved = item.kind in (
            "change_report",
            "round_closing",
            "round_end",
            "renewal",
            "review",
            "grace_end",
        )
        books.demand(is_moved or counted == item.due_on, f"{told}: {item.due_on}, counted {counted}")
        programme = programmes.get(item.subject_id) or first.get(item.subject_id, "")
        urgent = speeds.get(item.subject_id) if item.kind == WorkKind.CONFIRMATION else None
        limit = limit_of(item.kind, speed_of(urgent, item.event_on) if urgent else programme)
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
    books.figures["items open at the end"] = _tally(rows, "kind")
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
    unseen = [item for item in late if item.escalated_on is None and _was_open_a_day(item, world.today)]
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


def _was_open_a_day(item: WorkItem, today: date) -> bool:
    return (_ended(item, today) - item.due_on).days > 1


def awards(books: Books, world: World) -> None:
    """Back from each award to the contact: confirmation, opinion, visit, notice, paper."""
    rows = Award.objects.select_related("determination", "household")
    books.figures["awards by programme"] = _tally(rows, "programme")
    books.figures["award changes"] = _tally(AwardChange.objects.all(), "kind")
    outcomes = {row.id: row for row in CaseOutcome.objects.select_related("case")}
    steps = defaultdict(set)
    for outcome_id, verb in CaseOutcome.objects.values_list("id", "steps__verb"):
        steps[outcome_id].add(verb)
    opinions = set(Opinion.objects.values_list("outcome_id", flat=True))
    papers = set(OfficialDocument.objects.filter(kind="confirmation").values_list("subject_id", flat=True))
    visited = set(Case.objects.filter(investigations__isnull=False).values_list("id", flat=True))
    notices = dict(CaseOutcome.objects.annotate(n=Count("notices")).values_list("id", "n"))
    for award in rows:
        outcome = outcomes[award.outcome_id]
        told = f"award {award.case_number} {award.programme}"
        books.demand(outcome.state == OutcomeState.CONFIRMED, f"{told}: not confirmed")
        books.demand(award.outcome_id in papers, f"{told}: no letter")
        books.demand(outcome.decided_by_id, f"{told}: nobody decided")
        books.demand(award.determination_id == outcome.determination_id, f"{told}: another determination")
        books.demand("confirm" in steps[outcome.id], f"{told}: no step of confirmation")
        first = award.changes.filter(kind="start")
        total = sum(change.after_fen for change in first)
        books.demand(
            total == outcome.decided_amount_fen or award.until_month, f"{told}: {total} not as decided"
        )
        if "help_first" not in steps[outcome.id]:
            books.demand(outcome.id in opinions, f"{told}: no opinion")
            books.demand(outcome.case.contact_id, f"{told}: no contact")
            if award.programme not in ("disability_care", "disability_living"):
                books.demand(outcome.case_id in visited, f"{told}: nobody visited")
            if award.programme not in ("orphan", "unattended_child"):
                books.demand(notices[outcome.id], f"{told}: never posted")


def together(books: Books, world: World) -> None:
    """No two of what excludes each other, for one household in one month."""
    held: dict[UUID, list[Award]] = defaultdict(list)
    month = Month.of(world.today).first
    for award in Award.objects.filter(Q(until_month__isnull=True) | Q(until_month__gt=month)):
        if award.programme in ALONE:
            held[award.household_id].append(award)
    for found in held.values():
        names = Counter(award.programme for award in found)
        books.demand(max(names.values()) == 1, f"{found[0].case_number}: {names} twice")
        books.demand(not {"dibao", "tekun"} <= set(names), f"{found[0].case_number}: dibao and tekun at once")
        books.demand(
            not {"dibao", "dibao_margin"} <= set(names), f"{found[0].case_number}: dibao and margin at once"
        )


def households(books: Books, world: World) -> None:
    """Nobody lives in two households."""
    books.figures["people"] = Membership.objects.values("person").distinct().count()
    books.figures["households"] = Household.objects.count()
    running = Membership.objects.filter(valid_until__isnull=True).values("person")
    for row in running.annotate(n=Count("id")).filter(n__gt=1):
        books.wrong.append(f"person {row['person']} lives in {row['n']} households")
    cases = Case.objects.all()
    books.figures["cases by state"] = _tally(cases, "state")
    books.figures["cases by kind"] = _tally(cases, "kind")
    books.figures["outcomes by state"] = _tally(CaseOutcome.objects.all(), "state")
    both = CaseOutcome.objects.values_list("programme", "state").annotate(n=Count("id")).order_by("programme")
    books.figures["programmes decided"] = {f"{programme} {state}": n for programme, state, n in both}
    books.figures["effects on awards"] = _tally(CaseOutcome.objects.exclude(effect=""), "effect")
    open_items = set(WorkItem.objects.filter(done_at__isnull=True).values_list("subject_id", flat=True))
    for case in cases.filter(state__in=[state for state in CaseState if state.is_open]):
        undecided = set(case.outcomes.values_list("id", flat=True))
        requests = set(case.verification_requests()) if hasattr(case, "verification_requests") else set()
        about = {case.id, case.household_id, *undecided, *requests}
        books.demand(
            about & open_items, f"case {case.number or case.applicant_name} {case.state} waits for nobody"
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


def reports(books: Books, world: World) -> None:
    """Every month: opening and what happened give the closing, towns the county, awards both."""
    by = _reader(world.house)
    with acting(by):
        previous: dict[str, int] = {}
        for number in range(1, world.today.month + 1):
            month = Month(world.today.year, number)
            county = report_of(month, by=by, region=COUNTY)
            parts = [report_of(month, by=by, region=town) for town in world.house.villages]
            _equations(books, month, county)
            for figure in ReportFigure:
                whole = county.figure(figure)
                money = sum(part.figure(figure).amount.fen for part in parts)
                count = sum(part.figure(figure).households for part in parts)
                books.demand(
                    (whole.amount.fen, whole.households) == (money, count), f"{month} {figure}: towns differ"
                )
            closing = county.figure(ReportFigure.CLOSING).amount.fen
            opening = county.figure(ReportFigure.OPENING).amount.fen
            books.demand(
                not previous or previous["closing"] == opening, f"{month}: does not open as it closed"
            )
            books.demand(closing == _from_awards(month), f"{month}: closing {closing} not the awards'")
            previous = {"closing": closing}
        books.figures["closing of the last month, yuan"] = closing / 100


def _equations(books: Books, month: Month, county: Any) -> None:
    def of(figure: ReportFigure) -> tuple[int, int]:
        found = county.figure(figure)
        return found.households, found.amount.fen

    taken = [figure for figure in ReportFigure if figure.value == "taken_over"]
    begun = [ReportFigure.GRANTED, *taken]
    homes = of(ReportFigure.OPENING)[0] + sum(of(f)[0] for f in begun) - of(ReportFigure.ENDED)[0]
    books.demand(homes == of(ReportFigure.CLOSING)[0], f"{month}: households do not add up")
    money = of(ReportFigure.OPENING)[1] + sum(of(f)[1] for f in begun) + of(ReportFigure.INCREASED)[1]
    money -= of(ReportFigure.DECREASED)[1] + of(ReportFigure.ENDED)[1]
    books.demand(money == of(ReportFigure.CLOSING)[1], f"{month}: money does not add up")


def _from_awards(month: Month) -> int:
    """What the awards pay in a month, from their changes one by one; what is given once stands apart."""
    from yimen.kernel import Programme

    total = 0
    for award in Award.objects.prefetch_related("changes"):
        is_over = award.until_month is not None and award.until_month <= month.first
        if Programme(award.programme).is_one_off or is_over or award.from_month > month.first:
            continue
        amounts: dict[str, int] = {}
        for change in sorted(award.changes.all(), key=lambda c: (c.from_month, c.changed_at, c.id)):
            if change.from_month <= month.first:
                amounts[change.component] = change.after_fen
        total += sum(amounts.values())
    return total


def lists(books: Books, world: World) -> None:
    """What each desk's list counts is what lies in the table; red is what is past its day."""
    checked = 0
    for actor in world.house.staff:
        by = afresh(actor)
        with acting(by):
            page = waiting.mine(by)
        with system_scope():
            rows = WorkItem.objects.filter(owner_post_id=actor.post_id, done_at__isnull=True)
            expected = (rows.count(), rows.filter(due_on__lt=world.today).count())
        books.demand(
            (page.lights.total, page.lights.red) == expected, f"list of {actor.staff_name}: {page.lights}"
        )
        checked += 1
    books.figures["desks whose lists were compared"] = checked


def borders(books: Books, world: World) -> None:
    """Each town sees its own households and those shared with it, nobody else's."""
    with system_scope():
        everything = {
            town: set(
                Household.objects.filter(region__gte=town.lo, region__lt=town.hi).values_list("id", flat=True)
            )
            for town in world.house.villages
        }
    for town, own in everything.items():
        by = afresh(world.house.at(town, Role.TOWN_HANDLER))
        with acting(by):
            seen = set(Household.objects.values_list("id", flat=True))
        foreign = seen - own - set(by.scope.shared)
        books.demand(own <= seen, f"{town}: does not see all its own")
        books.demand(not foreign, f"{town}: sees {len(foreign)} of others")


def _reader(house: House) -> Actor:
    return afresh(house.at(COUNTY, Role.COUNTY_REVIEWER))


def _tally(rows: QuerySet[Any], column: str) -> dict[str, int]:
    counted = rows.order_by().values_list(column).annotate(n=Count("id")).order_by(column)
    return {str(name): n for name, n in counted}
