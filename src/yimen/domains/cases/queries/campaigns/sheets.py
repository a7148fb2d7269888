"""The sheets of a yearly review for the printer: a form for each household, a village's register, the report.

Working sheets, no official papers: they bear no number. What is known stands on them already.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.errors import CampaignInvalidError
from yimen.domains.cases.models import CampaignEntry, CaseMember, HomeInvestigation, ReviewCampaign
from yimen.domains.cases.queries.campaigns.entries import (
    EntryLine,
    count_of,
    entries_of,
    entry_lines,
    progress_of,
)
from yimen.domains.cases.rules.scans import code_of
from yimen.domains.cases.types.campaigns import EntryFilter, Progress
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.verification.types import LineKind
from yimen.foundation import audit
from yimen.foundation.documents import qr_svg, render_pdf
from yimen.kernel import Month, Programme, RegionCode, RegionLevel

MOST_FORMS = 120
"""So many forms are one file; more are printed village by village."""
FORM, REGISTER, REPORT = "cases/visit_form.typ", "cases/visit_register.typ", "cases/yearly_report.typ"


def visit_forms(
    campaign: ReviewCampaign, village: RegionCode, *, by: Actor, entry_ids: Sequence[UUID] = ()
) -> bytes:
    """One sheet for each household of a village, or for some, in the order one walks; it is recorded."""
    lines = _lines(campaign, village, by, entry_ids)
    known = _known([line.entry.household_id for line in lines])
    sheets = [_sheet(line, known) for line in lines]
    return render_pdf(FORM, {**_frame(campaign, village, "年度核查入户走访表"), "sheets": sheets})


def village_register(campaign: ReviewCampaign, village: RegionCode, *, by: Actor) -> bytes:
    """The list of a village: one line a household, with room for the result and the signature."""
    rows = [
        {
            "position": line.entry.position,
            "number": line.number,
            "head": line.head,
            "address": line.address,
            "programmes": [Programme(name).title for name in line.entry.programmes],
            "due_on": line.entry.due_on.isoformat(),
        }
        for line in _lines(campaign, village, by, ())
    ]
    return render_pdf(REGISTER, {**_frame(campaign, village, "年度核查走访登记表"), "rows": rows})


def summary_report(campaign: ReviewCampaign, *, by: Actor) -> bytes:
    """The figures of the review by village, as its lists show them, for the file and the county."""
    require(by, Permission.AWARD_OPEN, by.region)
    places = progress_of(campaign)
    names = network.region_names(place.region for place in places)
    whole = count_of(places, campaign.region)
    values = {
        **_frame(campaign, RegionCode(campaign.region), f"{campaign.year}年度社会救助对象核查情况报告"),
        "programmes": [Programme(name).title for name in campaign.programmes],
        "rows": [_figures(names.get(place.region, place.region), place) for place in places],
        "whole": _figures("合计", whole),
        "percent": whole.percent,
        "closed_on": campaign.closed_on.isoformat() if campaign.closed_on else "",
        "closing_note": campaign.closing_note,
        "opened_by": campaign.by_name,
    }
    return render_pdf(REPORT, values)


def _figures(name: str, place: Progress) -> dict[str, Any]:
    return {
        "name": name,
        **{key: getattr(place, key) for key in ("total", "visited", "done", "kept", "raised", "lowered")},
        **{key: getattr(place, key) for key in ("ended", "open", "overdue")},
    }


def _lines(
    campaign: ReviewCampaign, village: RegionCode, by: Actor, entry_ids: Sequence[UUID]
) -> list[EntryLine]:
    require(by, Permission.HOUSEHOLD_OPEN, village)
    rows = entries_of(campaign, EntryFilter(village=village))
    chosen = list((rows.filter(id__in=entry_ids) if entry_ids else rows)[:MOST_FORMS])
    if not chosen:
        raise CampaignInvalidError("这个村（社区）没有要打印的家庭。")
    _record(campaign, village, chosen, by)
    return entry_lines(chosen)


def _record(campaign: ReviewCampaign, village: RegionCode, rows: Sequence[CampaignEntry], by: Actor) -> None:
    """That these families left the house on paper is recorded like an opening of each."""
    households = sorted(str(row.household_id) for row in rows)
    audit.record(
        "campaign:print", kind="campaign", subject=campaign.id, region=str(village), by=by,
        changes={"households": households},
    )  # fmt: skip


def _frame(campaign: ReviewCampaign, village: RegionCode, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "year": campaign.year,
        "place": network.get_region(village).name,
        "office": network.get_region(village.at(RegionLevel.TOWN)).name,
        "from_on": campaign.from_on.isoformat(),
        "until_on": campaign.until_on.isoformat(),
        "on": timezone.localdate().isoformat(),
        "synthetic": settings.YIMEN_IS_SYNTHETIC,
    }


def _known(households: Sequence[UUID]) -> dict[str, Any]:
    """What the house knows of these families, by household; the queries do not grow with their number."""
    files = awards.latest_files(households)
    visits = HomeInvestigation.objects.filter(case__household__in=households, signed_at__isnull=False)
    return {
        "members": people.members_of(households),
        "contacts": people.contacts_of(households),
        "files": files,
        "refs": _refs([file.case_id for file in files.values()]),
        "visits": {
            row.case.household_id: row
            for row in visits.select_related("case").order_by("visited_on", "signed_at")
        },
        "held": awards.held_by(households, Month.of(timezone.localdate())),
    }


def _refs(case_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, str]]:
    """By case, the ref under which its file speaks of a person."""
    found: dict[UUID, dict[UUID, str]] = {}
    for case, person, ref in CaseMember.objects.filter(case__in=case_ids).values_list(
        "case_id", "person_id", "ref"
    ):
        found.setdefault(case, {})[person] = ref
    return found


def _sheet(line: EntryLine, known: Mapping[str, Any]) -> dict[str, Any]:
    key = line.entry.household_id
    members = [_member(row, _incomes(row.person_id, key, known)) for row in known["members"].get(key, [])]
    _name, phone = known["contacts"].get(key, ("", ""))
    return {
        "qr": qr_svg(code_of(line.entry.id)),
        "position": line.entry.position,
        "number": line.number,
        "head": line.head,
        "address": line.address,
        "phone": phone,
        "due_on": line.entry.due_on.isoformat(),
        "members": members,
        "awards": [_award(award) for award in known["held"].get(key, [])],
        "visit": _visit(known["visits"].get(key)),
    }


def _member(row: Any, incomes: list[str]) -> dict[str, Any]:
    disability = row.disability
    return {
        "name": row.name,
        "relation": row.relation.title,
        "born": row.birth_date.isoformat(),
        "identity": row.identity_masked,
        "disability": f"{disability.kind.title}{disability.level}级" if disability else "",
        "incomes": incomes,
    }


def _incomes(person: UUID, household: UUID, known: Mapping[str, Any]) -> list[str]:
    """What was last known of a member's income, as the rules were told it."""
    file = known["files"].get(household)
    if file is None:
        return []
    ref = known["refs"].get(file.case_id, {}).get(person)
    told = [each for each in file.inputs.get("members", ()) if each.get("ref") == ref]
    return [
        f"{_income_word(entry['kind'])}{entry['amount']}元"
        for each in told
        for entry in each.get("income", ())
    ]


def _income_word(kind: str) -> str:
    """As a verification names it; what no source reports is other income."""
    known = LineKind(kind) if kind in tuple(LineKind) else LineKind.OTHER_INCOME
    return known.title.replace("（月）", "每月")


def _award(award: Any) -> dict[str, str]:
    return {
        "programme": award.programme.title,
        "amount": str(award.amount),
        "since": award.from_month.first.isoformat(),
    }


def _visit(row: HomeInvestigation | None) -> dict[str, str]:
    if row is None:
        return {}
    visited: date = row.visited_on
    return {"on": visited.isoformat(), "said": row.conclusion}
