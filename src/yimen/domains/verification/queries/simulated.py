"""What an invented source would answer to a batch, for demonstrations and tests; refused in a real county."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.people.queries.identified import numbered
from yimen.domains.verification.errors import SimulationRefusedError
from yimen.domains.verification.models import SourceQuery
from yimen.domains.verification.permissions import access_batch
from yimen.domains.verification.rules.simulating import Played, PlayedFile, play, told_by_machine
from yimen.domains.verification.rules.sources import source_named
from yimen.foundation import audit


def played_files(batch_id: UUID, *, seed: int, by: Actor) -> list[PlayedFile]:
    """The files of the source of a batch, in the order of their coming; the same for the same seed."""
    if not settings.YIMEN_IS_SYNTHETIC:
        raise SimulationRefusedError("模拟返回只用于演示数据，真实的县不能使用。")
    batch = access_batch(batch_id, Permission.VERIFICATION_ANSWER, by=by)
    audit.record_opening(kind="source_batch", subject=batch.id, region=batch.region, by=by)
    asked = list(SourceQuery.objects.filter(batch=batch).order_by("reference"))
    people = numbered(each.person_id for each in asked)
    listed = [
        Played(each.reference, people[each.person_id].name, people[each.person_id].number)
        for each in asked
        if people[each.person_id].number
    ]
    source = source_named(batch.source)
    return play(source, listed, seed=seed + batch.number, on=timezone.localdate())


def played_to_machine(source_key: str, fetched: bytes, *, seed: int, on: date) -> list[PlayedFile]:
    """The same by whoever fetched the questions of a batch; of its own it knows nobody."""
    source = source_named(source_key)
    return play(source, told_by_machine(source, fetched), seed=seed, on=on, is_by_machine=True)
