"""What an application needs, as data: nothing a data source can answer is asked (社会救助法 第六十二条)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import Material
from yimen.domains.library import types as library
from yimen.domains.library.types import Material as Asked
from yimen.kernel import Programme


def _told(asked: Asked, title: str = "") -> Material:
    """What the library tells of it, under the kind an application keeps it by."""
    return Material(asked.kind, title or asked.title, asked.article)


COMMITMENT = _told(library.COMMITMENT)
MANDATE = Material("mandate", "代为申请委托书", "民发〔2021〕57号 第六条")
AUTHORISATION = _told(library.AUTHORISATION, "家庭经济状况核对授权书")
"""Each adult's own; the name follows the title."""
RECEIPTS = _told(library.RECEIPTS)

RESIDENCE_PERMIT = Material("residence_permit", "居住证", "社会救助法 第三十七条；民发〔2021〕57号 第五条")

STATEMENT = _told(library.STATEMENT)

ASKED_KINDS = frozenset({COMMITMENT.kind, MANDATE.kind, RECEIPTS.kind, STATEMENT.kind})
"""What a family hands in as a paper; authorisations are signed, the rest is answered by data sources."""

ANSWERED_BY_SOURCES: Sequence[Material] = (
    Material("identity", "居民身份证、户口簿", "社会救助法 第六十二条", "公安户籍"),
    Material("marriage", "婚姻状况证明", "社会救助法 第六十二条", "民政婚姻登记"),
    Material("wages", "工资、社会保险缴纳证明", "社会救助法 第六十二条", "社会保险、税务"),
    Material("pension", "养老金领取证明", "社会救助法 第六十二条", "社会保险"),
    Material("deposits", "银行存款、证券、保险证明", "社会救助法 第六十二条", "银行、证券、保险"),
    Material("property", "不动产、车辆登记证明", "社会救助法 第六十二条", "不动产登记、车船管理"),
    Material("business", "市场主体登记证明", "社会救助法 第六十二条", "市场监督管理"),
    Material("disability", "残疾人证", "社会救助法 第六十二条", "残疾人联合会"),
    Material("illness", "重特大疾病认定材料", "社会救助法 第六十二条", "医疗保障"),
)


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One line of the checklist: given, answered by a data source, or missing."""

    key: str
    title: str
    article: str
    source: str
    is_given: bool

    @property
    def is_missing(self) -> bool:
        return not self.source and not self.is_given


def checklist(
    *,
    programmes: Iterable[Programme],
    has_agent: bool,
    given: Iterable[str],
    adults: Iterable[tuple[str, str]],
    authorised: Iterable[str],
    is_verified: bool = True,
    needs_permit: bool = False,
) -> tuple[ChecklistItem, ...]:
    """Every material with its state; `adults` are (key, name), `authorised` the keys that signed.

    Where nothing is verified nobody has to permit it.
    """
    wanted = [COMMITMENT]
    if has_agent:
        wanted.append(MANDATE)
    asked = tuple(programmes)
    if any(procedure_of(programme).needs_receipts for programme in asked):
        wanted.append(RECEIPTS)
    if any(procedure_of(programme).needs_obligors for programme in asked):
        wanted.append(STATEMENT)
    if needs_permit:
        wanted.append(RESIDENCE_PERMIT)
    have, signed = set(given), set(authorised)
    items = [_item(material, material.kind in have) for material in wanted]
    items += [
        ChecklistItem(
            f"{AUTHORISATION.kind}:{key}",
            f"{AUTHORISATION.title}（{name}）",
            AUTHORISATION.article,
            "",
            key in signed,
        )
        for key, name in adults
        if is_verified
    ]
    return (*items, *(_item(material, False) for material in ANSWERED_BY_SOURCES))


def missing_titles(items: Iterable[ChecklistItem]) -> tuple[str, ...]:
    """What the one-time notice names, all at once."""
    return tuple(item.title for item in items if item.is_missing)


def _item(material: Material, is_given: bool) -> ChecklistItem:
    return ChecklistItem(material.kind, material.title, material.article, material.source, is_given)
