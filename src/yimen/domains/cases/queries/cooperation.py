"""Reads of letters to places of registration, by whoever sent them and by whoever is asked."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case as Chosen
from django.db.models import CharField, Q, QuerySet, Value, When
from django.utils import timezone

from yimen.domains.cases.errors import CooperationNotFoundError
from yimen.domains.cases.models import Case, Cooperation
from yimen.domains.cases.permissions import access_case
from yimen.domains.cases.types.cooperation import LetterFilter, LetterSide, LetterStanding
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit


def get_cooperation(cooperation_id: UUID, *, by: Actor) -> Cooperation:
    """A letter that the actor's place sent or received; the opening is recorded."""
    found = Cooperation.objects.filter(pk=cooperation_id).first()
    if found is None:
        raise CooperationNotFoundError("没有这份协助核查函，或不是发给您所在地区的。")
    place = found.to_region if is_asked(found, by=by) else found.region
    require(by, Permission.CASE_OPEN, place, subject=found.case_id)
    audit.record_opening(kind="cooperation", subject=found.id, region=found.region, by=by)
    return found


def letters_found(asked: LetterFilter, *, by: Actor) -> QuerySet[Any, Any]:
    """Letters the actor's place sent or was sent, each with `side` and `standing`, the next due first."""
    require(by, Permission.CASE_OPEN, by.region)
    sent = Q(region__gte=by.scope.lo, region__lt=by.scope.hi)
    received = Q(to_region__gte=by.scope.lo, to_region__lt=by.scope.hi)
    rows: QuerySet[Any, Any] = Cooperation.objects.filter(sent | received).annotate(
        side=Chosen(
            When(sent, then=Value(LetterSide.SENT.value)), default=Value(LetterSide.RECEIVED.value),
            output_field=CharField(),
        ),
        standing=_standing(),
    )  # fmt: skip
    chosen = {
        "side": asked.side, "standing": asked.standing, "finding": asked.finding,
        "sent_on__gte": asked.sent_from, "sent_on__lte": asked.sent_until,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in chosen.items() if value is not None})
    return rows.order_by("due_on", "id")


def _standing() -> Chosen:
    return Chosen(
        When(answered_on__isnull=False, then=Value(LetterStanding.ANSWERED.value)),
        When(gone_on_since__isnull=False, then=Value(LetterStanding.GONE_ON.value)),
        When(due_on__lt=timezone.localdate(), then=Value(LetterStanding.LATE.value)),
        default=Value(LetterStanding.WAITING.value),
        output_field=CharField(),
    )


def applicants_of_letters(letters: Sequence[Cooperation]) -> dict[UUID, str]:
    """Whose cases the letters are about, for many in one query; whoever is asked does not see the case."""
    cases = Case.objects.filter(id__in=[letter.case_id for letter in letters])
    names = dict(cases.values_list("id", "applicant_name"))
    return {letter.id: names.get(letter.case_id, "") for letter in letters}


def is_asked(cooperation: Cooperation, *, by: Actor) -> bool:
    """Whether the letter came to the actor's place."""
    asked: str = cooperation.to_region
    return by.scope.lo <= asked < by.scope.hi


def cooperations_of_case(case_id: UUID | Case, *, by: Actor) -> QuerySet[Cooperation]:
    """Every letter of a case, newest first."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return case.cooperations.order_by("-number")


def asked_of(cooperation: Cooperation) -> list[dict[str, str]]:
    """Whom the letter asks about: name and number; the caller has opened the letter."""
    people: list[dict[str, str]] = json.loads(cooperation.asked_of or "[]")
    return people
