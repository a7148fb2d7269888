"""Packages of whole households, made while nobody waits."""

from uuid import UUID

from yimen.domains.network import queries as network
from yimen.domains.papers import actions
from yimen.domains.papers.actions.packaging import steps_of
from yimen.domains.papers.models import FilePackage
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.jobs.queue import job
from yimen.foundation.jobs.runs import run_chunks


@job("papers.make_package")
def make_package(package: str) -> None:
    """Step by step, as the person who asked: with their scope, and refused what they may not open."""
    with system_scope():
        asked = FilePackage.objects.select_related("run").get(id=UUID(package))
    by = network.actor_for(asked.user_id, asked.post_id)
    with scoped(by.scope):
        steps = steps_of(asked, by)
    run_chunks(asked.run_id, by.scope, steps, lambda step: actions.take_step(asked.id, step, by=by))
