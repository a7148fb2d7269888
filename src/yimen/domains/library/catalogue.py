"""The programmes as data: what they are, their conditions and materials, each with its article. Pure."""

from collections.abc import Mapping

from yimen.domains.library.types import (
    AUTHORISATION,
    COMMITMENT,
    RECEIPTS,
    STATEMENT,
    Condition,
    Material,
    ProgrammeCard,
)
from yimen.kernel import Programme

LAW = "社会救助法"
DIBAO_RULES, TEKUN_RULES = "民发〔2021〕57号", "民发〔2021〕43号"
RIGID_RULES = "刚性支出困难家庭认定办法"
CHILD_RULES = "民发〔2019〕62号"

REQUEST = Material("申请书（签字）", "")

NOT_ASKED = f"{LAW} 第六十二条"
IDENTITY = Material("居民身份证、户口簿", NOT_ASKED, "公安户籍")
MARRIAGE = Material("婚姻状况证明", NOT_ASKED, "民政婚姻登记")
INSURANCE = Material("社会保险缴纳、养老金领取证明", NOT_ASKED, "社会保险")
TAX = Material("纳税证明", NOT_ASKED, "税务")
DEPOSITS = Material("存款、证券、商业保险、支付账户证明", NOT_ASKED, "银行、证券、保险、非银行支付机构")
ESTATE = Material("不动产、车辆登记证明", NOT_ASKED, "不动产登记、车船管理")
BUSINESS = Material("市场主体登记证明", NOT_ASKED, "市场监督管理")
DISABILITY = Material("残疾人证", NOT_ASKED, "残疾人联合会")
ILLNESS = Material("重特大疾病、医疗费用结算证明", NOT_ASKED, "医疗保障")
SCHOOLING = Material("学籍证明", NOT_ASKED, "教育")
ECONOMIC = (IDENTITY, MARRIAGE, INSURANCE, TAX, DEPOSITS, ESTATE, BUSINESS)

PROPERTY = Condition("家庭财产状况符合当地规定", f"{LAW} 第十八条；{DIBAO_RULES} 第十四条")


def _card(
    programme: Programme, summary: str, conditions: tuple[Condition, ...], *materials: Material
) -> ProgrammeCard:
    return ProgrammeCard(programme, summary, conditions, materials)


_CARDS = (
    _card(
        Programme.DIBAO,
        "家庭人均收入低于当地标准的，按月补足差额或者分档发放。",
        (
            Condition("共同生活的家庭成员人均收入低于当地最低生活保障标准", f"{LAW} 第十八条"),
            PROPERTY,
        ),
        COMMITMENT,
        AUTHORISATION,
        *ECONOMIC,
        DISABILITY,
        SCHOOLING,
    ),
    _card(
        Programme.DIBAO_SINGLE,
        "低保边缘家庭中的重度残疾人、重病患者等，可以单独申请低保。",
        (
            Condition("所在家庭是最低生活保障边缘家庭", f"{LAW} 第二十一条"),
            Condition(
                "本人是一级、二级重度残疾人，三级智力、精神残疾人，或者重特大疾病患者",
                f"{DIBAO_RULES} 第八条",
            ),
        ),
        COMMITMENT,
        AUTHORISATION,
        *ECONOMIC,
        DISABILITY,
        ILLNESS,
    ),
    _card(
        Programme.TEKUN,
        "无劳动能力、无生活来源、无人赡养抚养扶养的老年人、残疾人和未成年人，由政府供养。",
        (
            Condition(
                "无劳动能力：60周岁以上、未满16周岁，或者符合规定等级的残疾人", f"{TEKUN_RULES} 第五条"
            ),
            Condition("无生活来源：收入低于低保标准且财产符合规定", f"{TEKUN_RULES} 第六条"),
            Condition(
                "无法定赡养、抚养、扶养义务人，或者义务人无履行义务能力",
                f"{LAW} 第十六条；{TEKUN_RULES} 第八条",
            ),
        ),
        COMMITMENT,
        AUTHORISATION,
        STATEMENT,
        *ECONOMIC,
        DISABILITY,
    ),
    _card(
        Programme.DIBAO_MARGIN,
        "收入略高于低保标准的困难家庭，按需要给予医疗、教育、住房、就业等救助。",
        (
            Condition("不符合低保条件，家庭人均收入低于当地低保边缘家庭标准", f"{LAW} 第二十一条"),
            Condition("家庭财产状况符合当地规定", f"{LAW} 第二十一条"),
        ),
        COMMITMENT,
        AUTHORISATION,
        *ECONOMIC,
    ),
    _card(
        Programme.RIGID_EXPENSE,
        "医疗、教育等必需支出占家庭收入比例过高的家庭，按需要给予救助。",
        (
            Condition("未纳入低保、特困、低保边缘", f"{RIGID_RULES} 第四条"),
            Condition("家庭人均收入低于上年度当地居民人均可支配收入", f"{LAW} 第二十二条"),
            Condition("前十二个月必需支出占家庭总收入的比例超过当地规定", f"{LAW} 第二十二条"),
            Condition("家庭财产状况符合当地规定", f"{LAW} 第二十二条"),
        ),
        COMMITMENT,
        AUTHORISATION,
        RECEIPTS,
        *ECONOMIC,
        ILLNESS,
        SCHOOLING,
    ),
    _card(
        Programme.ILLNESS_POVERTY,
        "因高额医疗费用导致基本生活困难的重病患者，给予医疗救助。",
        (Condition("医疗费用支出与家庭收入、财产符合当地规定", f"{LAW} 第二十四条"),),
        COMMITMENT,
        AUTHORISATION,
        RECEIPTS,
        *ECONOMIC,
        ILLNESS,
    ),
    _card(
        Programme.TEMPORARY,
        "遭遇突发、紧迫困难的家庭和个人，在急难发生地给予一次性救助；紧急的先行救助。",
        (
            Condition("遭遇突发性、紧迫性、灾难性等困难，基本生活暂时出现严重困难", f"{LAW} 第二十九条"),
            Condition("向急难发生地乡镇人民政府、街道办事处申请", f"{LAW} 第三十七条"),
        ),
        COMMITMENT,
        AUTHORISATION,
        RECEIPTS,
        IDENTITY,
    ),
    _card(
        Programme.DISABILITY_LIVING,
        "低保、低保边缘家庭中的残疾人，每月领取生活补贴。",
        (Condition("持有残疾人证，且属于低保或者低保边缘家庭", "国发〔2015〕52号"),),
        COMMITMENT,
        IDENTITY,
        DISABILITY,
    ),
    _card(
        Programme.DISABILITY_CARE,
        "需要长期照护的重度残疾人，每月领取护理补贴。",
        (Condition("残疾等级为一级、二级，或者当地规定的智力、精神残疾人", "国发〔2015〕52号"),),
        COMMITMENT,
        IDENTITY,
        DISABILITY,
    ),
    _card(
        Programme.ORPHAN,
        "失去父母或者查找不到生父母的未成年人，按月领取基本生活费；依法不公示。",
        (Condition("未满18周岁，失去父母或者查找不到生父母", "国办发〔2010〕54号"),),
        COMMITMENT,
        IDENTITY,
    ),
    _card(
        Programme.UNATTENDED_CHILD,
        "父母均无法履行抚养监护责任的未成年人，按月领取补贴；依法不公示。",
        (
            Condition(
                "父母双方均符合重残、重病、服刑、强制戒毒、失联等情形，或者一方死亡、失踪另一方符合",
                CHILD_RULES,
            ),
        ),
        COMMITMENT,
        IDENTITY,
        DISABILITY,
        ILLNESS,
    ),
    _card(
        Programme.MEDICAL,
        "经医保报销后个人负担仍然较重的，按规定给予补助。",
        (Condition("属于特困、低保、低保边缘、刚性支出困难家庭等对象", f"{LAW} 第二十四条"),),
        REQUEST,
        IDENTITY,
        ILLNESS,
    ),
    _card(
        Programme.PRICE_SUBSIDY,
        "物价涨幅达到规定条件时，自动随月发放，不需要申请。",
        (Condition("属于低保、特困等保障对象，当月物价涨幅达到启动条件", f"{LAW} 第三十二条"),),
    ),
)
CARDS: Mapping[Programme, ProgrammeCard] = {card.programme: card for card in _CARDS}
