"""An office puts a template, letterhead, seal or font in place of ours: tried on a specimen, then kept."""

import hashlib

from django.db import IntegrityError, transaction
from django.db.models import Max

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers.errors import StyleRefusedError
from yimen.domains.papers.models import StyleVersion
from yimen.domains.papers.queries.styles import get_style_version
from yimen.domains.papers.trials import StyleOffer, tried
from yimen.domains.papers.types import DocumentKind, StylePart
from yimen.foundation import audit
from yimen.kernel import RegionCode


@transaction.atomic
def replace_style(offer: StyleOffer, *, by: Actor) -> StyleVersion:
    """A new version, used for every paper issued from now on; those issued before keep theirs."""
    require(by, Permission.NETWORK_ADMINISTER, offer.region)
    _pdf, content, family = tried(offer)
    return _keep(offer, content, family, by)


@transaction.atomic
def revert_style(version: StyleVersion, *, to_ours: bool = False, by: Actor) -> StyleVersion:
    """Back to an earlier version, or to ours: a new version with its content."""
    old = get_style_version(version.id, by=by)
    kind = DocumentKind(old.kind) if old.kind else DocumentKind.REFUSAL
    note = "恢复系统自带样式" if to_ours else f"恢复第 {old.number} 版"
    offer = StyleOffer(RegionCode(old.region), StylePart(old.part), kind, b"", note)
    return _keep(offer, b"" if to_ours else bytes(old.content), "" if to_ours else old.family, by)


def _keep(offer: StyleOffer, content: bytes, family: str, by: Actor) -> StyleVersion:
    of_kind = offer.kind.value if offer.part is StylePart.TEMPLATE else ""
    before = StyleVersion.objects.filter(region=str(offer.region), part=offer.part, kind=of_kind)
    if not offer.note.strip():
        raise StyleRefusedError("请写明更换的原因或依据。")
    kept = _numbered(
        StyleVersion(
            region=str(offer.region),
            part=offer.part,
            kind=of_kind,
            number=(before.aggregate(last=Max("number"))["last"] or 0) + 1,
            content=content,
            family=family,
            digest=hashlib.sha256(content).hexdigest() if content else "",
            note=offer.note.strip(),
            by_post_id=by.post_id,
        )
    )
    audit.record(
        "style:replace",
        kind="style",
        subject=kept.id,
        region=kept.region,
        by=by,
        changes={"part": kept.part, "kind": kept.kind, "number": kept.number, "digest": kept.digest},
    )
    return kept


def _numbered(made: StyleVersion) -> StyleVersion:
    """Of two that are saved at the same moment the second is told."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        if "style_numbered_once" not in str(fault):
            raise
        raise StyleRefusedError(
            "这个样式刚刚由别人更换了，您的没有启用；请刷新，看过最新的一版再办。"
        ) from fault
    return made
