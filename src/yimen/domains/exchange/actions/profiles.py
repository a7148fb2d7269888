"""A county puts its own layout in place of ours, or takes it back."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from yimen.domains.exchange.errors import ProfileRefusedError
from yimen.domains.exchange.models import ProfileVersion
from yimen.domains.exchange.queries.profiles import county_of, find_profile
from yimen.domains.exchange.rules.profiles import read_profile
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit


@transaction.atomic
def replace_profile(*, key: str, text: str, note: str, by: Actor) -> ProfileVersion:
    """A version of the county's own, used from now on; one that cannot be read is refused with its place."""
    require(by, Permission.EXCHANGE_DESCRIBE, county_of(by))
    read_profile(key, text)
    return _keep(key, text, note, by)


@transaction.atomic
def revert_profile(*, key: str, note: str, by: Actor) -> ProfileVersion:
    """Back to ours; a layout that only the county has is out of use from now on."""
    require(by, Permission.EXCHANGE_DESCRIBE, county_of(by))
    found = find_profile(key, by=by)
    if found is None or not found.number:
        raise ProfileRefusedError("“%(key)s”本来就是系统自带的格式，不需要恢复。", key=key)
    return _keep(key, "", note, by)


def _keep(key: str, text: str, note: str, by: Actor) -> ProfileVersion:
    if not note.strip():
        raise ProfileRefusedError("请写明更换的原因或者依据。")
    region = str(county_of(by))
    before = ProfileVersion.objects.filter(region=region, key=key).aggregate(last=Max("number"))["last"]
    kept = _numbered(
        ProfileVersion(
            region=region,
            key=key,
            number=(before or 0) + 1,
            text=text,
            note=note.strip(),
            by_post_id=by.post_id,
        )
    )
    changes = {"key": key, "number": kept.number, "text": text}
    audit.record(
        "exchange:profile", kind="exchange_profile", subject=kept.id, region=region, by=by, changes=changes
    )
    return kept


def _numbered(made: ProfileVersion) -> ProfileVersion:
    """Of two that are saved at the same moment the second is told, so that nobody's text is lost unseen."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        if "profile_numbered_once" not in str(fault):
            raise
        raise ProfileRefusedError(
            "这个格式刚刚由别人更换了，您的没有保存；请打开最新的一版看过以后再保存。"
        ) from fault
    return made
