"""The kinds of official document and the plain values around them that other rooms may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from yimen.domains.worklist.types import Subject

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
Values: TypeAlias = Mapping[str, Json]


class DocumentKind(StrEnum):
    """One kind of paper; its mandatory contents stand in `rules.CONTENTS`."""

    APPLICATION = "application"
    AUTHORISATION = "authorisation"
    ACCEPTANCE = "acceptance"
    ONE_TIME_NOTICE = "one_time_notice"
    NEAR_RELATIVE = "near_relative"
    HOME_INVESTIGATION = "home_investigation"
    PUBLIC_NOTICE = "public_notice"
    CONFIRMATION = "confirmation"
    REFUSAL = "refusal"
    PUBLICATION = "publication"
    NOT_ACCEPTED = "not_accepted"
    TERMINATION = "termination"
    HEARING_INVITATION = "hearing_invitation"
    ADJUSTMENT = "adjustment"
    STOPPING = "stopping"
    TEMPORARY_APPROVAL = "temporary_approval"
    SMALL_FAST = "small_fast"
    EMERGENCY_RECORD = "emergency_record"
    ADVICE = "advice"
    TRANSFER = "transfer"
    TRANSFER_FEEDBACK = "transfer_feedback"
    COMPLAINT_RECEIPT = "complaint_receipt"
    COMPLAINT_ANSWER = "complaint_answer"
    SELF_CARE_ASSESSMENT = "self_care_assessment"
    CARE_AGREEMENT = "care_agreement"
    MANDATE = "mandate"
    COMMITMENT = "commitment"
    NEIGHBOUR_VISIT = "neighbour_visit"
    INQUIRY = "inquiry"
    DEMOCRATIC_REVIEW = "democratic_review"
    COLLECTIVE_DECISION = "collective_decision"
    WAIVER = "waiver"
    CARD_AGREEMENT = "card_agreement"
    COOPERATION = "cooperation"
    VERIFICATION_REPORT = "verification_report"
    DIBAO_CERTIFICATE = "dibao_certificate"
    TEKUN_CERTIFICATE = "tekun_certificate"
    ROUND_PAPERS = "round_papers"
    ROUND_MINUTES = "round_minutes"
    ROUND_REPORT = "round_report"
    YEARLY_REPORT = "yearly_report"
    REVIEW_OPINION = "review_opinion"
    GRACE_APPROVAL = "grace_approval"
    MEMBER_CHANGE = "member_change"
    MATTER_GRANT = "matter_grant"
    MATTER_REFUSAL = "matter_refusal"
    MATTER_END = "matter_end"
    PAYMENT_WAIT = "payment_wait"
    PAYMENT_GOES_ON = "payment_goes_on"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        """The official title, as printed."""
        return TITLES[self]


TITLES = {
    DocumentKind.APPLICATION: "社会救助申请书",
    DocumentKind.AUTHORISATION: "家庭经济状况核对授权书",
    DocumentKind.ACCEPTANCE: "社会救助申请受理通知书",
    DocumentKind.ONE_TIME_NOTICE: "社会救助申请材料一次性告知书",
    DocumentKind.NEAR_RELATIVE: "近亲属备案表",
    DocumentKind.HOME_INVESTIGATION: "社会救助入户调查表",
    DocumentKind.PUBLIC_NOTICE: "社会救助审核情况公示",
    DocumentKind.CONFIRMATION: "社会救助审核确认书",
    DocumentKind.REFUSAL: "社会救助不予确认告知书",
    DocumentKind.PUBLICATION: "社会救助确认结果公布",
    DocumentKind.NOT_ACCEPTED: "社会救助申请不予受理通知书",
    DocumentKind.TERMINATION: "社会救助终止审核确认程序告知书",
    DocumentKind.HEARING_INVITATION: "调减、终止社会救助听取意见告知书",
    DocumentKind.ADJUSTMENT: "社会救助动态调整告知书",
    DocumentKind.STOPPING: "社会救助停发告知书",
    DocumentKind.TEMPORARY_APPROVAL: "临时救助审批表",
    DocumentKind.SMALL_FAST: "小额快救登记审批单",
    DocumentKind.EMERGENCY_RECORD: "急难救助登记表",
    DocumentKind.ADVICE: "社会救助政策一次性告知单",
    DocumentKind.TRANSFER: "社会救助事项转办（转介）单",
    DocumentKind.TRANSFER_FEEDBACK: "社会救助转办（转介）结果反馈单",
    DocumentKind.COMPLAINT_RECEIPT: "社会救助投诉举报登记回执",
    DocumentKind.COMPLAINT_ANSWER: "社会救助投诉举报答复书",
    DocumentKind.SELF_CARE_ASSESSMENT: "特困人员生活自理能力评估表",
    DocumentKind.CARE_AGREEMENT: "特困人员照料服务协议",
    DocumentKind.MANDATE: "社会救助事项委托书",
    DocumentKind.COMMITMENT: "社会救助诚信承诺书",
    DocumentKind.NEIGHBOUR_VISIT: "邻里访问记录",
    DocumentKind.INQUIRY: "社会救助信函索证函",
    DocumentKind.DEMOCRATIC_REVIEW: "民主评议记录",
    DocumentKind.COLLECTIVE_DECISION: "一事一议申报表",
    DocumentKind.WAIVER: "放弃社会救助承诺书",
    DocumentKind.CARD_AGREEMENT: "代为保管银行存折（卡）协议",
    DocumentKind.COOPERATION: "社会救助协助核查函",
    DocumentKind.VERIFICATION_REPORT: "家庭经济状况核对报告",
    DocumentKind.DIBAO_CERTIFICATE: "最低生活保障证",
    DocumentKind.TEKUN_CERTIFICATE: "特困人员救助供养证",
    DocumentKind.ROUND_PAPERS: "社会救助月度审核会议材料",
    DocumentKind.ROUND_MINUTES: "社会救助月度审核会议记录",
    DocumentKind.ROUND_REPORT: "社会救助月度办理情况报告",
    DocumentKind.YEARLY_REPORT: "社会救助对象年度核查情况报告",
    DocumentKind.REVIEW_OPINION: "社会救助审核意见表",
    DocumentKind.GRACE_APPROVAL: "渐退期审批表",
    DocumentKind.MEMBER_CHANGE: "保障人员增减调整表",
    DocumentKind.MATTER_GRANT: "民政事项办结告知书",
    DocumentKind.MATTER_REFUSAL: "民政事项不予办理告知书",
    DocumentKind.MATTER_END: "民政事项终止告知书",
    DocumentKind.PAYMENT_WAIT: "救助款暂缓发放告知书",
    DocumentKind.PAYMENT_GOES_ON: "救助款恢复发放告知书",
}


COPY = "副本"
"""For what a document is opened that is printed once more."""

PROOF_OF_DELIVERY = "delivery"
"""What the file that proves a delivery is kept as."""


class DeliveryMethod(StrEnum):
    """How a document reached its recipient."""

    HANDED_OVER = "handed_over"
    LEFT_AT_HOME = "left_at_home"
    BY_POST = "by_post"
    ELECTRONIC = "electronic"
    THROUGH_VILLAGE = "through_village"
    POSTED_IN_VILLAGE = "posted_in_village"
    PUBLIC_NOTICE = "public_notice"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        """The word of the delivery receipt."""
        return METHOD_TITLES[self]


METHOD_TITLES = {
    DeliveryMethod.HANDED_OVER: "直接送达",
    DeliveryMethod.LEFT_AT_HOME: "留置送达",
    DeliveryMethod.BY_POST: "邮寄送达",
    DeliveryMethod.ELECTRONIC: "电子送达",
    DeliveryMethod.THROUGH_VILLAGE: "委托村（居）委会转交",
    DeliveryMethod.POSTED_IN_VILLAGE: "在村（社区）张贴",
    DeliveryMethod.PUBLIC_NOTICE: "公告送达",
}


class StylePart(StrEnum):
    """What an office may put in place of ours, without a programmer."""

    TEMPLATE = "template"
    LETTERHEAD = "letterhead"
    SEAL = "seal"
    BODY_FONT = "body_font"
    HEAD_FONT = "head_font"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        """What an administrator looks for."""
        return PART_TITLES[self]

    @property
    def is_of_office(self) -> bool:
        """A letterhead and a seal belong to one office; templates and fonts to the whole county."""
        return self in (StylePart.LETTERHEAD, StylePart.SEAL)


PART_TITLES = {
    StylePart.TEMPLATE: "文书模板",
    StylePart.LETTERHEAD: "版头图片",
    StylePart.SEAL: "印章图片",
    StylePart.BODY_FONT: "正文字体",
    StylePart.HEAD_FONT: "标题字体",
}


FACES = {StylePart.BODY_FONT: "body", StylePart.HEAD_FONT: "head"}
"""Which face of the settings a font stands for."""


class Archive(StrEnum):
    """The three archives that a station keeps by year."""

    APPROVAL = "approval"
    DAILY = "daily"
    FINANCE = "finance"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        """As written on the box."""
        return ARCHIVE_TITLES[self]


ARCHIVE_TITLES = {
    Archive.APPROVAL: "审批档案",
    Archive.DAILY: "日常管理档案",
    Archive.FINANCE: "财务统计档案",
}


@dataclass(frozen=True)
class Style:
    """What an office put in place of ours for one document; empty where it is ours."""

    ids: Mapping[str, str] = field(default_factory=dict)
    template: bytes = b""
    letterhead: bytes = b""
    seal: bytes = b""
    fonts: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class SignatureCheck:
    """Whether a signature still fits: the words that were signed, and the picture that was drawn."""

    name: str
    digest: str
    signed_at: datetime
    is_content_same: bool
    is_picture_same: bool | None
    """Unknown where the picture lies outside what the reader may see."""


@dataclass(frozen=True)
class Order:
    """A document to be issued in the name of a post at a station on a day."""

    kind: DocumentKind
    subject: Subject
    values: Values
    station_id: UUID
    post_id: UUID
    handler: str
    issued_on: date
    household_id: UUID | None = None


@dataclass(frozen=True)
class LoadedDelivery:
    """How the document of an order reached somebody, for loading many at once."""

    order: Order
    method: DeliveryMethod
    recipient: str
    delivered_on: date
    proof: str
    post_id: UUID


@dataclass(frozen=True)
class PublicCheck:
    """What anyone who holds a document's check code may learn about it."""

    kind: DocumentKind
    number: str
    office: str
    issued_on: date
    masked_name: str
    digest: str
    is_valid: bool
    is_synthetic: bool
