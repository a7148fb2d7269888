"""How a paper reaches somebody: what proves it, and from when it counts as known; as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from yimen.domains.papers.types import DeliveryMethod, DocumentKind


@dataclass(frozen=True)
class DeliveryRule:
    """What one way of delivery demands; a number of days without a public source is the office's own."""

    proof: str
    needs_file: bool = False
    needs_attempt: bool = False
    days: int = 0
    is_unsourced: bool = True
    """No act at hand fixes the day; the office decides, and the page says so."""


# None of the acts we hold says how a letter is delivered; days and proofs are what offices practise.
RULES: Mapping[DeliveryMethod, DeliveryRule] = {
    DeliveryMethod.HANDED_OVER: DeliveryRule("受送达人签名或者捺印"),
    DeliveryMethod.LEFT_AT_HOME: DeliveryRule("见证人姓名，并上传现场照片", needs_file=True),
    DeliveryMethod.BY_POST: DeliveryRule("邮件编号（至少八位），送达日期以回执为准"),
    DeliveryMethod.ELECTRONIC: DeliveryRule("受送达人同意的方式和接收号码，送达日期以到达为准"),
    DeliveryMethod.THROUGH_VILLAGE: DeliveryRule("转交人姓名和受送达人签收情况"),
    DeliveryMethod.POSTED_IN_VILLAGE: DeliveryRule("张贴地点"),
    DeliveryMethod.PUBLIC_NOTICE: DeliveryRule(
        "公告的媒介或地点，并上传照片", needs_file=True, needs_attempt=True, days=30
    ),
}

DELIVERED = frozenset(
    {
        DocumentKind.ACCEPTANCE,
        DocumentKind.ONE_TIME_NOTICE,
        DocumentKind.CONFIRMATION,
        DocumentKind.REFUSAL,
        DocumentKind.NOT_ACCEPTED,
        DocumentKind.TERMINATION,
        DocumentKind.HEARING_INVITATION,
        DocumentKind.ADJUSTMENT,
        DocumentKind.STOPPING,
        DocumentKind.MATTER_GRANT,
        DocumentKind.MATTER_REFUSAL,
        DocumentKind.MATTER_END,
        DocumentKind.PAYMENT_WAIT,
        DocumentKind.PAYMENT_GOES_ON,
        DocumentKind.INQUIRY,
        DocumentKind.COOPERATION,
        DocumentKind.DIBAO_CERTIFICATE,
        DocumentKind.TEKUN_CERTIFICATE,
    }
)
"""Kinds that somebody outside must receive; complaints and transfers are answered on pages of their own."""


def effective_on(method: DeliveryMethod, delivered_on: date) -> date:
    """The day from which the recipient is taken to know."""
    return delivered_on + timedelta(days=RULES[method].days)


def lacking_proof(method: DeliveryMethod, proof: str, *, has_file: bool, has_attempt: bool) -> str:
    """What this way of delivery still demands; empty when nothing."""
    rule = RULES[method]
    if rule.needs_attempt and not has_attempt:
        return "先登记至少一次未能送达的情况"
    if rule.needs_file and not has_file:
        return rule.proof
    is_numbered = sum(character.isdigit() for character in proof) >= 8
    return rule.proof if method is DeliveryMethod.BY_POST and not is_numbered else ""
