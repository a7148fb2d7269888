"""The kinds of official document and the plain values around them that other rooms may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from yimen.domains.worklist.types import Subject
from yimen.kernel import Titled

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
Values: TypeAlias = Mapping[str, Json]


class DocumentKind(Titled):
    """One kind of paper by its official title; its mandatory contents stand in `rules.CONTENTS`."""

    APPLICATION = "application", "社会救助申请书"
    AUTHORISATION = "authorisation", "家庭经济状况核对授权书"
    ACCEPTANCE = "acceptance", "社会救助申请受理通知书"
    ONE_TIME_NOTICE = "one_time_notice", "社会救助申请材料一次性告知书"
    NEAR_RELATIVE = "near_relative", "近亲属备案表"
    HOME_INVESTIGATION = "home_investigation", "社会救助入户调查表"
    PUBLIC_NOTICE = "public_notice", "社会救助审核情况公示"
    CONFIRMATION = "confirmation", "社会救助审核确认书"
    REFUSAL = "refusal", "社会救助不予确认告知书"
    PUBLICATION = "publication", "社会救助确认结果公布"
    NOT_ACCEPTED = "not_accepted", "社会救助申请不予受理通知书"
    TERMINATION = "termination", "社会救助终止审核确认程序告知书"
    HEARING_INVITATION = "hearing_invitation", "调减、终止社会救助听取意见告知书"
    ADJUSTMENT = "adjustment", "社会救助动态调整告知书"
    STOPPING = "stopping", "社会救助停发告知书"
    TEMPORARY_APPROVAL = "temporary_approval", "临时救助审批表"
    SMALL_FAST = "small_fast", "小额快救登记审批单"
    EMERGENCY_RECORD = "emergency_record", "急难救助登记表"
    ADVICE = "advice", "社会救助政策一次性告知单"
    TRANSFER = "transfer", "社会救助事项转办（转介）单"
    TRANSFER_FEEDBACK = "transfer_feedback", "社会救助转办（转介）结果反馈单"
    COMPLAINT_RECEIPT = "complaint_receipt", "社会救助投诉举报登记回执"
    COMPLAINT_ANSWER = "complaint_answer", "社会救助投诉举报答复书"
    SELF_CARE_ASSESSMENT = "self_care_assessment", "特困人员生活自理能力评估表"
    CARE_AGREEMENT = "care_agreement", "特困人员照料服务协议"
    MANDATE = "mandate", "社会救助事项委托书"
    COMMITMENT = "commitment", "社会救助诚信承诺书"
    NEIGHBOUR_VISIT = "neighbour_visit", "邻里访问记录"
    INQUIRY = "inquiry", "社会救助信函索证函"
    DEMOCRATIC_REVIEW = "democratic_review", "民主评议记录"
    COLLECTIVE_DECISION = "collective_decision", "一事一议申报表"
    WAIVER = "waiver", "放弃社会救助承诺书"
    CARD_AGREEMENT = "card_agreement", "代为保管银行存折（卡）协议"
    COOPERATION = "cooperation", "社会救助协助核查函"
    VERIFICATION_REPORT = "verification_report", "家庭经济状况核对报告"
    DIBAO_CERTIFICATE = "dibao_certificate", "最低生活保障证"
    TEKUN_CERTIFICATE = "tekun_certificate", "特困人员救助供养证"
    ROUND_PAPERS = "round_papers", "社会救助月度审核会议材料"
    ROUND_MINUTES = "round_minutes", "社会救助月度审核会议记录"
    ROUND_REPORT = "round_report", "社会救助月度办理情况报告"
    YEARLY_REPORT = "yearly_report", "社会救助对象年度核查情况报告"
    REVIEW_OPINION = "review_opinion", "社会救助审核意见表"
    GRACE_APPROVAL = "grace_approval", "渐退期审批表"
    MEMBER_CHANGE = "member_change", "保障人员增减调整表"
    MATTER_GRANT = "matter_grant", "民政事项办结告知书"
    MATTER_REFUSAL = "matter_refusal", "民政事项不予办理告知书"
    MATTER_END = "matter_end", "民政事项终止告知书"
    PAYMENT_WAIT = "payment_wait", "救助款暂缓发放告知书"
    PAYMENT_GOES_ON = "payment_goes_on", "救助款恢复发放告知书"


COPY = "副本"
"""For what a document is opened that is printed once more."""

PROOF_OF_DELIVERY = "delivery"
"""What the file that proves a delivery is kept as."""


class DeliveryMethod(Titled):
    """How a document reached its recipient, in the words of the delivery receipt."""

    HANDED_OVER = "handed_over", "直接送达"
    LEFT_AT_HOME = "left_at_home", "留置送达"
    BY_POST = "by_post", "邮寄送达"
    ELECTRONIC = "electronic", "电子送达"
    THROUGH_VILLAGE = "through_village", "委托村（居）委会转交"
    POSTED_IN_VILLAGE = "posted_in_village", "在村（社区）张贴"
    PUBLIC_NOTICE = "public_notice", "公告送达"


class StylePart(Titled):
    """What an office may put in place of ours, without a programmer."""

    TEMPLATE = "template", "文书模板"
    LETTERHEAD = "letterhead", "版头图片"
    SEAL = "seal", "印章图片"
    BODY_FONT = "body_font", "正文字体"
    HEAD_FONT = "head_font", "标题字体"

    @property
    def is_of_office(self) -> bool:
        """A letterhead and a seal belong to one office; templates and fonts to the whole county."""
        return self in (StylePart.LETTERHEAD, StylePart.SEAL)


FACES = {StylePart.BODY_FONT: "body", StylePart.HEAD_FONT: "head"}
"""Which face of the settings a font stands for."""


class Archive(Titled):
    """The three archives that a station keeps by year, as written on their boxes."""

    APPROVAL = "approval", "审批档案"
    DAILY = "daily", "日常管理档案"
    FINANCE = "finance", "财务统计档案"


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
