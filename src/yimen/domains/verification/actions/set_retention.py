"""Files of department data go when their time is over; the row of the version stays with its figures."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.verification.actions.sets import forget_files
from yimen.domains.verification.models import SetLoad
from yimen.domains.verification.queries.set_retention import loads_to_clear
from yimen.domains.verification.types.sets import SetState
from yimen.foundation import audit
from yimen.foundation.audit import Doer


def clear_due_loads(*, on: date, by: Doer) -> int:
    """Every version whose time is over on a day, each by itself; a second run finds nothing."""
    return sum(clear_load(load_id=load_id, by=by) for load_id in loads_to_clear(on))


@transaction.atomic
def clear_load(*, load_id: UUID, by: Doer) -> bool:
    """Delete the files of one version; False where somebody retracted or cleared it meanwhile."""
    kept = [SetState.LOADED, SetState.REFUSED]
    load = SetLoad.objects.select_for_update(no_key=True).filter(pk=load_id, state__in=kept).first()
    if load is None:
        return False
    attempt = load.attempt_id
    load.parts.all().delete()
    load.state, load.attempt_id, load.refusal = SetState.CLEARED, None, None
    load.cleared_at = timezone.now()
    load.save()
    audit.record("set:clear", kind="set_load", subject=load.id, region=load.region, by=by)
    forget_files(attempt, load.source_id)
    return True
