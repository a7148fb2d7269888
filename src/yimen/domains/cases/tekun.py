"""The words of support in extreme hardship: who owes support, self-care, care, the county's check."""

from yimen.kernel import Titled

RULES = "民发〔2021〕43号"


class Obligation(Titled):
    """By which tie somebody outside the household owes support."""

    CHILD = "child", "子女"
    PARENT = "parent", "父母"
    SPOUSE = "spouse", "配偶"
    GRANDCHILD = "grandchild", "孙子女、外孙子女"
    GRANDPARENT = "grandparent", "祖父母、外祖父母"
    SIBLING = "sibling", "兄弟姐妹"


class Consent(Titled):
    """Whether somebody outside the household lets their own means be verified (社会救助法 第四十一条)."""

    PENDING = "pending", "待征求"
    GIVEN = "given", "同意核对"
    REFUSED = "refused", "不同意核对"


class Ability(Titled):
    """Whether an obligor can support; each ground of inability is a case of 43号 第八条."""

    OPEN = "open", "尚未查明"
    ABLE = "able", "有履行义务能力"
    TEKUN = "tekun", "无能力：特困人员"
    DIBAO_SIXTY = "dibao_sixty", "无能力：60周岁以上的最低生活保障对象"
    SEVENTY = "seventy", "无能力：70周岁以上，收入、财产符合规定"
    DISABLED = "disabled", "无能力：重度残疾人或三级智力、精神残疾人，收入、财产符合规定"
    INCAPABLE = "incapable", "无能力：无民事行为能力、被宣告失踪或在监狱服刑，财产符合规定"
    LOCAL = "local", "无能力：省级人民政府规定的其他情形"

    @property
    def article(self) -> str:
        return f"{RULES} 第八条"

    @property
    def is_able(self) -> bool | None:
        """None while it is not found out."""
        return None if self is Ability.OPEN else self is Ability.ABLE


class Indicator(Titled):
    """The six things somebody does alone, or not (43号 第二十一条)."""

    EAT = "eat", "自主吃饭"
    DRESS = "dress", "自主穿衣"
    BED = "bed", "自主上下床"
    TOILET = "toilet", "自主如厕"
    WALK = "walk", "室内自主行走"
    BATHE = "bathe", "自主洗澡"


class SelfCare(Titled):
    """How much care somebody needs (43号 第二十二条)."""

    SELF = "self", "全自理（具备生活自理能力）"
    HALF = "half", "半护理（部分丧失生活自理能力）"
    FULL = "full", "全护理（完全丧失生活自理能力）"


class Assessor(Titled):
    """Who assesses: the county with the help of town and village, or whom it commissions (43号 第二十条)."""

    COUNTY = "county", "县级民政部门组织评估"
    THIRD_PARTY = "third_party", "受委托的第三方机构评估"


class CareForm(Titled):
    """Where somebody is supported; they choose it themselves (社会救助法 第十六条)."""

    HOME = "home", "在家分散供养"
    INSTITUTION = "institution", "供养服务机构集中供养"


class ExitGround(Titled):
    """Why support ends (民发〔2021〕43号 第二十四条)."""

    DEATH = "death", "死亡或者被宣告死亡、被宣告失踪"
    ABLE_TO_WORK = "able_to_work", "具备或者恢复劳动能力"
    PRISON = "prison", "依法被判处刑罚，且在监狱服刑"
    MEANS = "means", "收入和财产状况不再符合规定"
    OBLIGOR = "obligor", "法定义务人具有了履行义务能力，或者新增具有履行义务能力的法定义务人"
    VOLUNTARY = "voluntary", "自愿申请退出救助供养"

    @property
    def article(self) -> str:
        items = {each: item for each, item in zip(ExitGround, "一二三四五六", strict=True)}
        return f"{RULES} 第二十四条第{items[self]}项"


class CheckMethod(Titled):
    """How the county looked into a file that was drawn."""

    VISIT = "visit", "入户核实"
    CALL = "call", "电话核实"
    RECORDS = "records", "调取材料核实"
