"""The kinds of official document and the plain values around them that other rooms may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
    ADVICE = "advice"
    TRANSFER = "transfer"
    TRANSFER_FEEDBACK = "transfer_feedback"
    COMPLAINT_RECEIPT = "complaint_receipt"
    COMPLAINT_ANSWER = "complaint_answer"

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
    DocumentKind.ADVICE: "社会救助政策一次性告知单",
    DocumentKind.TRANSFER: "社会救助事项转办（转介）单",
    DocumentKind.TRANSFER_FEEDBACK: "社会救助转办（转介）结果反馈单",
    DocumentKind.COMPLAINT_RECEIPT: "社会救助投诉举报登记回执",
    DocumentKind.COMPLAINT_ANSWER: "社会救助投诉举报答复书",
}


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
}


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
