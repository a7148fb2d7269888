"""The words a step is recorded with: channels, reasons, modes, kinds of files, hands and notices."""

from enum import StrEnum


class Channel(StrEnum):
    """How an application reached us."""

    WINDOW = "window"
    VILLAGE = "village"
    ONLINE = "online"
    DISCOVERED = "discovered"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "window": "乡镇窗口",
            "village": "村（居）代办",
            "online": "网上申请",
            "discovered": "主动发现",
        }[self]


class TerminationReason(StrEnum):
    """Why the process ends without a decision (民发〔2021〕57号 第二十九条)."""

    DEATH = "death"
    NO_COOPERATION = "no_cooperation"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"death": "申请人死亡", "no_cooperation": "无正当理由拒不配合"}[self]

    @property
    def article(self) -> str:
        """The rule it rests on; a death ends a process by itself."""
        return {"death": "", "no_cooperation": "民发〔2021〕57号 第二十九条"}[self]


class ExtensionReason(StrEnum):
    """The only grounds that stretch the total limit to 45 working days (民发〔2022〕83号 第四条第一项)."""

    OBJECTION = "objection"
    LIVES_AWAY = "lives_away"
    APPLIED_ELSEWHERE = "applied_elsewhere"
    HARD_TO_INVESTIGATE = "hard_to_investigate"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "objection": "公示有异议",
            "lives_away": "人户分离",
            "applied_elsewhere": "异地申办",
            "hard_to_investigate": "家庭经济状况调查难度较大",
        }[self]


class VisitMode(StrEnum):
    """How a home investigation was held; anything but a visit needs a major emergency (57号 第十六条)."""

    VISIT = "visit"
    PHONE = "phone"
    VIDEO = "video"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"visit": "入户", "phone": "电话", "video": "视频"}[self]


class ObjectionMethod(StrEnum):
    """How an objection was looked into (57号 第十九条)."""

    REINVESTIGATION = "reinvestigation"
    DEMOCRATIC_REVIEW = "democratic_review"
    CASE_ENDED = "case_ended"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "reinvestigation": "重新调查",
            "democratic_review": "民主评议",
            "case_ended": "办件结束",
        }[self]


WAYS_TO_SETTLE = (ObjectionMethod.REINVESTIGATION, ObjectionMethod.DEMOCRATIC_REVIEW)
"""What somebody chooses; an objection also ends with the case that it is about."""


class CountyVisitReason(StrEnum):
    """Why the county itself must visit (57号 第二十条)."""

    NEAR_RELATIVE = "near_relative"
    COMPLAINT = "complaint"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"near_relative": "近亲属备案", "complaint": "审核确认阶段接到投诉举报"}[self]


class Speed(StrEnum):
    """How fast temporary assistance goes (民发〔2018〕23号 二（二）；社会救助法 第五十条)."""

    SMALL_FAST = "small_fast"
    EMERGENCY = "emergency"
    EXPENDITURE = "expenditure"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"small_fast": "小额快救", "emergency": "急难型", "expenditure": "支出型"}[self]

    @property
    def is_urgent(self) -> bool:
        """Help first, papers afterwards."""
        return self is not Speed.EXPENDITURE


class Hardship(StrEnum):
    """What brought the hardship about (民发〔2018〕23号 二（一）)."""

    FIRE = "fire"
    ACCIDENT = "accident"
    ILLNESS = "illness"
    DISASTER = "disaster"
    EDUCATION = "education"
    NO_INCOME = "no_income"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "fire": "火灾",
            "accident": "交通事故等意外",
            "illness": "突发重大疾病",
            "disaster": "自然灾害",
            "education": "教育支出骤增",
            "no_income": "失业断了收入",
            "other": "其他特殊困难",
        }[self]


class ExpenseKind(StrEnum):
    """What a receipt was spent on (刚性支出困难家庭认定办法 第五条), named as in the household file."""

    LIVING = "living"
    MEDICAL = "medical"
    EDUCATION = "education"
    REHABILITATION = "rehabilitation"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "living": "生活",
            "medical": "医疗",
            "education": "教育",
            "rehabilitation": "残疾康复",
            "other": "县级另行认定",
        }[self]


class FileKind(StrEnum):
    """What a file of a case was kept as; it proves nothing else."""

    SIGNATURE = "signature"
    SIGNED_SCAN = "signed_scan"
    MATERIAL = "material"
    VISIT_PHOTO = "visit_photo"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "signature": "屏幕签名",
            "signed_scan": "签字件扫描",
            "material": "材料扫描件",
            "visit_photo": "入户照片",
        }[self]


class HandKind(StrEnum):
    """The part somebody had in a case; whoever had one never confirms it."""

    HANDLED = "handled"
    VERIFIED = "verified"
    INVESTIGATED = "investigated"
    REVIEWED = "reviewed"


class NoticeKind(StrEnum):
    """What hangs in the village: the opinion before the decision, or the decision."""

    OPINION = "opinion"
    DECISION = "decision"
