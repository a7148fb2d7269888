"""Credentials of a county's departments: listed for its administrator, recognised at the door."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, Role
from yimen.domains.verification.errors import CredentialInvalidError
from yimen.domains.verification.models import SetCredential
from yimen.domains.verification.permissions import access_credential
from yimen.domains.verification.queries.set_agreements import agreed_sets
from yimen.domains.verification.rules.sources import every_source
from yimen.domains.verification.sets.catalogue import catalogue
from yimen.domains.verification.types.sets import SetDefinition
from yimen.domains.verification.types.sources import Source
from yimen.foundation.models import blind

DIGESTED_FOR = "set-credential"


@dataclass(frozen=True)
class Receiver:
    """A verifier of the county under whose post pushed data are loaded."""

    post_id: UUID
    user_id: UUID
    name: str


@dataclass(frozen=True)
class Offered:
    """What a new credential of a county may be for."""

    sets: tuple[SetDefinition, ...]
    sources: tuple[Source, ...]
    receivers: tuple[Receiver, ...]


def credentials_of(by: Actor) -> QuerySet[SetCredential]:
    """Every credential of the county, those that count no more too, newest first."""
    require(by, Permission.SET_CONNECT, by.region)
    rows = SetCredential.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi)
    return rows.order_by("-issued_at", "-id")


def get_credential(credential_id: UUID, *, by: Actor) -> SetCredential:
    """One credential of the county."""
    return access_credential(credential_id, by=by)


def offered(by: Actor) -> Offered:
    """Sets under an agreement in force, every source, the verifiers in office."""
    require(by, Permission.SET_CONNECT, by.region)
    agreed = agreed_sets(by.region, list(catalogue()), timezone.localdate())
    return Offered(
        tuple(each for key, each in catalogue().items() if key in agreed),
        tuple(every_source().values()),
        tuple(receivers(by=by)),
    )


def has_machine(source: str, *, by: Actor) -> bool:
    """Whether a source of the county may fetch and answer by machine today."""
    rows = SetCredential.objects.filter(region=str(by.region), source=source, revoked_at=None)
    return rows.filter(expires_on__gt=timezone.localdate()).exists()


def receivers(*, by: Actor) -> list[Receiver]:
    """The county's verifiers in office who have an account."""
    posts = network.posts_within(by).filter(role=Role.COUNTY_VERIFIER, station__region=str(by.region))
    return [
        Receiver(post.id, post.staff.user_id, post.staff.name)
        for post in posts
        if post.staff.user_id is not None
    ]


def recognised(secret: str) -> SetCredential:
    """The credential of a secret, of whatever county, and though it counts no more; the caller's scope is
    that of the system, as nobody is known yet.
    """
    found = SetCredential.objects.filter(secret=blind(secret, DIGESTED_FOR)).first()
    if found is None:
        raise CredentialInvalidError("没有这个凭证；请核对密钥，或联系本县系统管理员。")
    return found


def as_it_is(credential: SetCredential) -> SetCredential:
    """The same credential, read again; in the scope of the system."""
    return SetCredential.objects.get(pk=credential.pk)


def refuse_lapsed(credential: SetCredential) -> None:
    """One that was revoked or has expired opens nothing."""
    if credential.revoked_at is not None:
        raise CredentialInvalidError("这个凭证已经撤销；请联系本县系统管理员。")
    if credential.expires_on <= timezone.localdate():
        raise CredentialInvalidError("这个凭证已经过期；请联系本县系统管理员换发。")
