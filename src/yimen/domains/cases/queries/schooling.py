"""What school somebody goes to, as their family declared it last."""

from collections.abc import Iterable
from uuid import UUID

from yimen.domains.cases.models import CaseMember
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor


def school_stages(person_ids: Iterable[UUID], *, by: Actor) -> dict[UUID, str]:
    """The stage of schooling by person, of whoever was last declared to be at school."""
    require(by, Permission.CASE_OPEN, by.region)
    rows = CaseMember.objects.filter(person_id__in=set(person_ids), case__number__isnull=False)
    latest = rows.order_by("person_id", "-case__opened_at", "-case_id").distinct("person_id")
    stages = {
        person: _stage(declared, ref)
        for person, ref, declared in latest.values_list("person_id", "ref", "case__declared")
    }
    return {person: stage for person, stage in stages.items() if stage}


def _stage(declared: dict[str, list[dict[str, str]]], ref: str) -> str:
    told = (member.get("student") or "" for member in declared.get("members", ()) if member.get("ref") == ref)
    return next(told, "")
