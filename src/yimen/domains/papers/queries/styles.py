"""What offices put in place of ours: what is in force for a paper, and every version with its date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import rendering
from yimen.domains.papers.errors import StyleNotFoundError
from yimen.domains.papers.models import StyleVersion
from yimen.domains.papers.trials import StyleOffer, office_of, style_with, tried
from yimen.domains.papers.types import FACES, DocumentKind, Style, StylePart
from yimen.foundation.documents import template_text
from yimen.kernel import RegionCode, RegionLevel


@dataclass(frozen=True)
class StylesInForce:
    """The newest version of each part of some offices, by region, part and kind."""

    newest: Mapping[tuple[str, str, str], str]

    def ids(self, office: RegionCode, kind: DocumentKind) -> dict[str, str]:
        """What a paper of this kind of this office is made with."""
        county = (
            str(office.at(RegionLevel.COUNTY)) if office.level is not RegionLevel.PROVINCE else str(office)
        )
        found: dict[str, str] = {}
        for part in StylePart:
            region = str(office) if part.is_of_office else county
            of_kind = kind.value if part is StylePart.TEMPLATE else ""
            version = self.newest.get((region, part.value, of_kind))
            found |= {part.value: version} if version else {}
        return found


def styles_in_force(offices: Iterable[RegionCode]) -> StylesInForce:
    """Of these offices and their counties; one query."""
    regions = {str(office) for office in offices} | {
        str(office.at(RegionLevel.COUNTY)) for office in offices if office.level is not RegionLevel.PROVINCE
    }
    rows = StyleVersion.objects.filter(region__in=regions).order_by("number")
    newest = {
        (region, part, kind): str(version) if digest else ""
        for version, region, part, kind, digest in rows.values_list("id", "region", "part", "kind", "digest")
    }
    return StylesInForce(newest)


def style_of(ids: Mapping[str, str]) -> Style:
    """The contents of the versions a document names."""
    rows = {row.part: row for row in StyleVersion.objects.filter(id__in=[UUID(one) for one in ids.values()])}
    fonts = {
        face: (rows[part].family, bytes(rows[part].content)) for part, face in FACES.items() if part in rows
    }
    return Style(
        dict(ids),
        template=_content(rows, StylePart.TEMPLATE),
        letterhead=_content(rows, StylePart.LETTERHEAD),
        seal=_content(rows, StylePart.SEAL),
        fonts=fonts,
    )


def style_versions(*, by: Actor) -> list[StyleVersion]:
    """Every version of the administrator's regions without its content, newest first."""
    require(by, Permission.NETWORK_ADMINISTER, by.region)
    rows = StyleVersion.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return list(rows.defer("content").order_by("part", "region", "kind", "-number"))


def get_style_version(version_id: UUID, *, by: Actor) -> StyleVersion:
    """One version of the administrator's regions."""
    require(by, Permission.NETWORK_ADMINISTER, by.region)
    rows = StyleVersion.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    found = rows.filter(id=version_id).first()
    if found is None:
        raise StyleNotFoundError("没有找到这个样式版本，或者它不在您管理的区域内；请从文书样式页打开。")
    return found


def _content(rows: Mapping[str, StyleVersion], part: StylePart) -> bytes:
    return bytes(rows[part].content) if part in rows else b""


def our_template(kind: DocumentKind) -> str:
    """The source of our own template, for whoever wants to change it."""
    return template_text(f"papers/{kind}.typ").decode()


def preview_style(offer: StyleOffer, *, by: Actor) -> bytes:
    """The specimen with what is offered; refuses what cannot be used. Nothing is kept."""
    require(by, Permission.NETWORK_ADMINISTER, offer.region)
    return tried(offer)[0]


def specimen_of_version(version: StyleVersion, *, by: Actor) -> bytes:
    """What a version that was kept looks like."""
    require(by, Permission.NETWORK_ADMINISTER, version.region)
    kind = DocumentKind(version.kind) if version.kind else DocumentKind.REFUSAL
    style = (
        style_with(StylePart(version.part), bytes(version.content), version.family)
        if version.digest
        else Style()
    )
    return rendering.specimen_pdf(kind, office_of(RegionCode(version.region)), style)
