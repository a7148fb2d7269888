"""The words of support in extreme hardship: who owes support, self-care, care, the county's check."""

from enum import StrEnum

RULES = "民发〔2021〕43号"


class Obligation(StrEnum):
    """By which tie somebody outside the household owes support."""

    CHILD = "child"
    PARENT = "parent"
    SPOUSE = "spouse"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "child": "子女",
            "parent": "父母",
            "spouse": "配偶",
            "grandchild": "孙子女、外孙子女",
            "grandparent": "祖父母、外祖父母",
            "sibling": "兄弟姐妹",
        }[self]


class Consent(StrEnum):
    """Whether somebody outside the household lets their own means be verified (社会救助法 第四十一条)."""

    PENDING = "pending"
    GIVEN = "given"
    REFUSED = "refused"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"pending": "待征求", "given": "同意核对", "refused": "不同意核对"}[self]


class Ability(StrEnum):
    """Whether an obligor can support; each ground of inability is a case of 43号 第八条."""

    OPEN = "open"
    ABLE = "able"
    TEKUN = "tekun"
    DIBAO_SIXTY = "dibao_sixty"
    SEVENTY = "seventy"
    DISABLED = "disabled"
    INCAPABLE = "incapable"
    LOCAL = "local"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _ABILITY_TITLES[self]

    @property
    def article(self) -> str:
        return f"{RULES} 第八条"

    @property
    def is_able(self) -> bool | None:
        """None while it is not found out."""
        return None if self is Ability.OPEN else self is Ability.ABLE


_ABILITY_TITLES = {
    Ability.OPEN: "尚未查明",
    Ability.ABLE: "有履行义务能力",
    Ability.TEKUN: "无能力：特困人员",
    Ability.DIBAO_SIXTY: "无能力：60周岁以上的最低生活保障对象",
    Ability.SEVENTY: "无能力：70周岁以上，收入、财产符合规定",
    Ability.DISABLED: "无能力：重度残疾人或三级智力、精神残疾人，收入、财产符合规定",
    Ability.INCAPABLE: "无能力：无民事行为能力、被宣告失踪或在监狱服刑，财产符合规定",
    Ability.LOCAL: "无能力：省级人民政府规定的其他情形",
}


class Indicator(StrEnum):
    """The six things somebody does alone, or not (43号 第二十一条)."""

    EAT = "eat"
    DRESS = "dress"
    BED = "bed"
    TOILET = "toilet"
    WALK = "walk"
    BATHE = "bathe"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "eat": "自主吃饭",
            "dress": "自主穿衣",
            "bed": "自主上下床",
            "toilet": "自主如厕",
            "walk": "室内自主行走",
            "bathe": "自主洗澡",
        }[self]


class SelfCare(StrEnum):
    """How much care somebody needs (43号 第二十二条)."""

    SELF = "self"
    HALF = "half"
    FULL = "full"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "self": "全自理（具备生活自理能力）",
            "half": "半护理（部分丧失生活自理能力）",
            "full": "全护理（完全丧失生活自理能力）",
        }[self]


class Assessor(StrEnum):
    """Who assesses: the county with the help of town and village, or whom it commissions (43号 第二十条)."""

    COUNTY = "county"
    THIRD_PARTY = "third_party"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"county": "县级民政部门组织评估", "third_party": "受委托的第三方机构评估"}[self]


class CareForm(StrEnum):
    """Where somebody is supported; they choose it themselves (社会救助法 第十六条)."""

    HOME = "home"
    INSTITUTION = "institution"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"home": "在家分散供养", "institution": "供养服务机构集中供养"}[self]


class ExitGround(StrEnum):
    """Why support ends (民发〔2021〕43号 第二十四条)."""

    DEATH = "death"
    ABLE_TO_WORK = "able_to_work"
    PRISON = "prison"
    MEANS = "means"
    OBLIGOR = "obligor"
    VOLUNTARY = "voluntary"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "death": "死亡或者被宣告死亡、被宣告失踪",
            "able_to_work": "具备或者恢复劳动能力",
            "prison": "依法被判处刑罚，且在监狱服刑",
            "means": "收入和财产状况不再符合规定",
            "obligor": "法定义务人具有了履行义务能力，或者新增具有履行义务能力的法定义务人",
            "voluntary": "自愿申请退出救助供养",
        }[self]

    @property
    def article(self) -> str:
        items = {each: item for each, item in zip(ExitGround, "一二三四五六", strict=True)}
        return f"{RULES} 第二十四条第{items[self]}项"


class CheckMethod(StrEnum):
    """How the county looked into a file that was drawn."""

    VISIT = "visit"
    CALL = "call"
    RECORDS = "records"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"visit": "入户核实", "call": "电话核实", "records": "调取材料核实"}[self]
