"""What the law asks of the procedure of each programme, as data: every trait with its article; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from yimen.kernel import Programme, Sentence

LAW = "社会救助法"
DIBAO, TEKUN = "民发〔2021〕57号", "民发〔2021〕43号"
RIGID, TEMPORARY = "刚性支出困难家庭认定办法", "民发〔2018〕23号 二（二）"
CHILDREN, ORPHANS, DISABLED = "民发〔2019〕62号", "国办发〔2010〕54号", "国发〔2015〕52号"
NOT_FOUND = Sentence("未查到单独规定，本平台按最低生活保障的程序办理")


@dataclass(frozen=True, slots=True)
class Procedure:
    """One programme's way from acceptance to decision; `articles` names, per trait, the rule it rests on."""

    programme: Programme
    articles: Mapping[str, str]
    is_published: bool = True
    is_posted_again_after_objection: bool = False
    is_for_person: bool = False
    follows_dibao: bool = False
    has_total: bool = True
    needs_verification: bool = True
    needs_visit: bool = True
    needs_receipts: bool = False
    needs_obligors: bool = False
    needs_assessment: bool = False
    needs_care: bool = False
    is_posted_before_end: bool = False
    may_be_decided_on_the_spot: bool = False
    county_check_parameter: str = ""

    def article(self, trait: str) -> str:
        """The rule a trait rests on, or the note that none was found."""
        return self.articles[trait]


TRAITS = tuple(name for name in Procedure.__dataclass_fields__ if name not in ("programme", "articles"))
"""Everything a guard may ask."""

_DIBAO = Procedure(
    Programme.DIBAO,
    {
        "is_published": f"{DIBAO} 第十九条、第二十四条",
        "is_posted_again_after_objection": f"{DIBAO} 第十九条",
        "is_for_person": f"{DIBAO} 第四条",
        "follows_dibao": f"{DIBAO} 第二条",
        "has_total": f"{DIBAO} 第二十二条",
        "needs_verification": f"{DIBAO} 第十七条；{LAW} 第四十一条",
        "needs_visit": f"{DIBAO} 第十六条；{LAW} 第四十三条",
        "needs_receipts": f"{DIBAO} 第九条",
        "needs_obligors": f"{DIBAO} 第十二条",
        "needs_assessment": f"{DIBAO} 第十二条",
        "needs_care": f"{DIBAO} 第二十五条",
        "is_posted_before_end": f"{DIBAO} 第三十二条",
        "may_be_decided_on_the_spot": f"{DIBAO} 第二十八条",
        "county_check_parameter": f"{DIBAO} 第二十条",
    },
    follows_dibao=True,
)
_NOT_FOUND = dict.fromkeys(TRAITS, NOT_FOUND)


def _like_dibao(programme: Programme, articles: Mapping[str, str], **traits: Any) -> Procedure:
    """By 57号 第八条 decided as dibao is, but for what is named."""
    return replace(_DIBAO, programme=programme, articles={**_DIBAO.articles, **articles}, **traits)


def _own(programme: Programme, articles: Mapping[str, str], **traits: Any) -> Procedure:
    """A programme with a rule of its own, which may be silent about much."""
    return replace(_ORDINARY, programme=programme, articles={**_NOT_FOUND, **articles}, **traits)


def _by_card(programme: Programme) -> Procedure:
    """A subsidy on the disability card: no means; the living one rests on a recognition."""
    by_card = f"{DISABLED}（据通行规定，未见原文）：凭残疾人证申请，不另核对家庭经济状况"
    return _own(
        programme,
        {"is_for_person": DISABLED, "needs_verification": by_card, "needs_visit": by_card},
        is_for_person=True,
        needs_verification=False,
        needs_visit=False,
    )


_ORDINARY = replace(_DIBAO, articles=_NOT_FOUND, follows_dibao=False)

_ALL = (
    _DIBAO,
    _like_dibao(Programme.DIBAO_SINGLE, {"is_for_person": f"{DIBAO} 第八条"}, is_for_person=True),
    _like_dibao(Programme.DIBAO_MARGIN, {"follows_dibao": f"{DIBAO} 第八条；{LAW} 第二十一条"}),
    _own(
        Programme.TEKUN,
        {
            "is_published": f"{TEKUN} 第十五条、第十七条",
            "is_posted_again_after_objection": f"{TEKUN} 第十五条",
            "is_for_person": f"{TEKUN} 第十条",
            "follows_dibao": f"{TEKUN} 第十三条至第十八条",
            "has_total": f"{TEKUN} 第十三条、第十五条、第十六条",
            "needs_verification": f"{TEKUN} 第十条、第十三条",
            "needs_visit": f"{TEKUN} 第十三条",
            "needs_receipts": f"{TEKUN} 第十条",
            "needs_obligors": f"{TEKUN} 第八条、第十条；{LAW} 第四十一条",
            "needs_assessment": f"{TEKUN} 第二十条至第二十二条",
            "needs_care": f"{LAW} 第十六条",
            "is_posted_before_end": f"{TEKUN} 第二十六条",
            "may_be_decided_on_the_spot": f"{TEKUN} 第十六条",
            "county_check_parameter": f"{TEKUN} 第十六条",
        },
        is_posted_again_after_objection=True,
        is_for_person=True,
        has_total=False,
        needs_obligors=True,
        needs_assessment=True,
        needs_care=True,
        is_posted_before_end=True,
        county_check_parameter="tekun_county_check_share",
    ),
    _own(
        Programme.RIGID_EXPENSE,
        {
            "is_for_person": f"{RIGID} 第六条",
            "has_total": f"{RIGID} 第八条",
            "needs_verification": f"{RIGID} 第六条；{LAW} 第四十一条",
            "needs_visit": f"{RIGID} 第六条；{LAW} 第四十三条",
            "needs_receipts": f"{RIGID} 第五条",
        },
        needs_receipts=True,
    ),
    _own(Programme.ILLNESS_POVERTY, {"needs_receipts": f"{LAW} 第二十四条"}, needs_receipts=True),
    _own(
        Programme.TEMPORARY,
        {
            "is_published": TEMPORARY,
            "needs_verification": TEMPORARY,
            "needs_receipts": TEMPORARY,
            "may_be_decided_on_the_spot": f"{LAW} 第五十条；{TEMPORARY}",
        },
        needs_receipts=True,
        may_be_decided_on_the_spot=True,
    ),
    _by_card(Programme.DISABILITY_LIVING),
    _by_card(Programme.DISABILITY_CARE),
    _own(
        Programme.ORPHAN,
        {"is_published": ORPHANS, "is_for_person": ORPHANS, "needs_verification": f"{ORPHANS}：不看家庭收入"},
        is_published=False,
        is_for_person=True,
        needs_verification=False,
    ),
    _own(
        Programme.UNATTENDED_CHILD,
        {
            "is_published": CHILDREN,
            "is_for_person": CHILDREN,
            "has_total": CHILDREN,
            "needs_verification": f"{CHILDREN}：查验父母情况，不看家庭收入",
        },
        is_published=False,
        is_for_person=True,
        needs_verification=False,
        has_total=False,
    ),
    _own(Programme.MEDICAL, {}),
    _own(Programme.PRICE_SUBSIDY, {}),
)
PROCEDURES: Mapping[Programme, Procedure] = {procedure.programme: procedure for procedure in _ALL}


def procedure_of(programme: Programme) -> Procedure:
    """How a programme is decided."""
    return PROCEDURES[programme]
