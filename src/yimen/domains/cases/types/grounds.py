"""The words a step is recorded with: channels, reasons, modes, kinds of files, hands and notices."""

from enum import StrEnum

from yimen.kernel import Titled


class Channel(Titled):
    """How an application reached us."""

    WINDOW = "window", "乡镇窗口"
    VILLAGE = "village", "村（居）代办"
    ONLINE = "online", "网上申请"
    DISCOVERED = "discovered", "主动发现"


class TerminationReason(Titled):
    """Why the process ends without a decision (民发〔2021〕57号 第二十九条)."""

    DEATH = "death", "申请人死亡"
    NO_COOPERATION = "no_cooperation", "无正当理由拒不配合"

    @property
    def article(self) -> str:
        """The rule it rests on; a death ends a process by itself."""
        return {"death": "", "no_cooperation": "民发〔2021〕57号 第二十九条"}[self]


class ExtensionReason(Titled):
    """The only grounds that stretch the total limit to 45 working days (民发〔2022〕83号 第四条第一项)."""

    OBJECTION = "objection", "公示有异议"
    LIVES_AWAY = "lives_away", "人户分离"
    APPLIED_ELSEWHERE = "applied_elsewhere", "异地申办"
    HARD_TO_INVESTIGATE = "hard_to_investigate", "家庭经济状况调查难度较大"


class VisitMode(Titled):
    """How a home investigation was held; anything but a visit needs a major emergency (57号 第十六条)."""

    VISIT = "visit", "入户"
    PHONE = "phone", "电话"
    VIDEO = "video", "视频"


class ObjectionMethod(Titled):
    """How an objection was looked into (57号 第十九条)."""

    REINVESTIGATION = "reinvestigation", "重新调查"
    DEMOCRATIC_REVIEW = "democratic_review", "民主评议"
    CASE_ENDED = "case_ended", "办件结束"


WAYS_TO_SETTLE = (ObjectionMethod.REINVESTIGATION, ObjectionMethod.DEMOCRATIC_REVIEW)
"""What somebody chooses; an objection also ends with the case that it is about."""


class CountyVisitReason(Titled):
    """Why the county itself must visit (57号 第二十条)."""

    NEAR_RELATIVE = "near_relative", "近亲属备案"
    COMPLAINT = "complaint", "审核确认阶段接到投诉举报"


class Speed(Titled):
    """How fast temporary assistance goes (民发〔2018〕23号 二（二）；社会救助法 第五十条)."""

    SMALL_FAST = "small_fast", "小额快救"
    EMERGENCY = "emergency", "急难型"
    EXPENDITURE = "expenditure", "支出型"

    @property
    def is_urgent(self) -> bool:
        """Help first, papers afterwards."""
        return self is not Speed.EXPENDITURE


class Hardship(Titled):
    """What brought the hardship about (民发〔2018〕23号 二（一）)."""

    FIRE = "fire", "火灾"
    ACCIDENT = "accident", "交通事故等意外"
    ILLNESS = "illness", "突发重大疾病"
    DISASTER = "disaster", "自然灾害"
    EDUCATION = "education", "教育支出骤增"
    NO_INCOME = "no_income", "失业断了收入"
    OTHER = "other", "其他特殊困难"


class ExpenseKind(Titled):
    """What a receipt was spent on (刚性支出困难家庭认定办法 第五条), named as in the household file."""

    LIVING = "living", "生活"
    MEDICAL = "medical", "医疗"
    EDUCATION = "education", "教育"
    REHABILITATION = "rehabilitation", "残疾康复"
    OTHER = "other", "县级另行认定"


class FileKind(Titled):
    """What a file of a case was kept as; it proves nothing else."""

    SIGNATURE = "signature", "屏幕签名"
    SIGNED_SCAN = "signed_scan", "签字件扫描"
    MATERIAL = "material", "材料扫描件"
    VISIT_PHOTO = "visit_photo", "入户照片"


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
