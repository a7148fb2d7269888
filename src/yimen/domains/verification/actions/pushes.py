"""A department's machine pushes: what it sends goes the way of every file; nothing counts until it is whole.

It acts under the post of the verifier its credential names, as that post is now.
"""

from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.answers import hand_in_answers, take_answers
from yimen.domains.verification.actions.arriving import fingerprint, only_once, refuse_other_sets
from yimen.domains.verification.actions.fetching import refuse_other_source
from yimen.domains.verification.actions.sets import hand_in_set, refuse_unwanted
from yimen.domains.verification.models import AnswerFile, SetCredential, SetLoad, SetPush
from yimen.domains.verification.types.pushes import Asked
from yimen.foundation import audit
from yimen.kernel import YimenError


def receiver_of(credential: SetCredential) -> Actor:
    """Who answers for what comes in; a post that ended receives nothing."""
    return network.actor_for(credential.receiver_user_id, credential.receiver_post_id)


def note_use(credential: SetCredential) -> None:
    """When it was last shown at the door."""
    SetCredential.objects.filter(pk=credential.pk).update(last_used_at=timezone.now())


def note_refusal(credential: SetCredential, refusal: YimenError) -> None:
    """A push that was refused changed nothing; that it was tried stays."""
    audit.record(
        "set:push_refuse",
        kind="set_credential",
        subject=credential.id,
        region=credential.region,
        by=audit.SYSTEM,
        changes={"code": refusal.code},
    )


@transaction.atomic
def expect_set(*, asked: Asked, credential: SetCredential, by: Actor) -> SetPush | None:
    """Refuses what can be refused before any of it is read; the push, where it came before."""
    refuse_other_sets(asked.set_key, credential)
    require(by, Permission.SET_LOAD, by.region)
    refuse_unwanted(asked.set_key, asked.day, by)
    return only_once(asked, credential)


@transaction.atomic
def push_set(*, asked: Asked, stream: BinaryIO, credential: SetCredential, by: Actor) -> SetPush:
    """The next version of a set, as if the verifier had handed what arrived in; a job loads it."""
    earlier = expect_set(asked=asked, credential=credential, by=by)
    if earlier is not None:
        return earlier
    load = hand_in_set(set_key=asked.set_key, as_of=asked.day, stream=stream, by=by)
    return _keep(asked, credential, by, load=load)


@transaction.atomic
def expect_answers(*, asked: Asked, credential: SetCredential, by: Actor) -> SetPush | None:
    """Refuses what can be refused before any of it is read; the push, where it came before."""
    refuse_other_source(asked.source, credential)
    return only_once(asked, credential)


@transaction.atomic
def push_answers(*, asked: Asked, stream: BinaryIO, credential: SetCredential, by: Actor) -> SetPush:
    """A source's file of answers that arrived: handed in and taken at once, as the verifier would."""
    earlier = expect_answers(asked=asked, credential=credential, by=by)
    if earlier is not None:
        return earlier
    name = f"{credential.title} {asked.key}"
    made = hand_in_answers(source_key=asked.source, content=stream.read(), name=name, by=by)
    return _keep(asked, credential, by, file=take_answers(file_id=made.id, by=by))


def _keep(
    asked: Asked,
    credential: SetCredential,
    by: Actor,
    *,
    load: SetLoad | None = None,
    file: AnswerFile | None = None,
) -> SetPush:
    made = SetPush.objects.create(
        region=credential.region,
        credential=credential,
        key=asked.key,
        asked=fingerprint(asked),
        load=load,
        file=file,
    )
    changes: dict[str, object] = {"credential": str(credential.id), "push": str(made.id)}
    about = load or file
    assert about is not None  # a constraint of the table
    audit.record(
        "set:push",
        kind="set_credential",
        subject=credential.id,
        region=made.region,
        by=by,
        changes={**changes, "about": str(about.id)},
    )
    return made
