"""Values of transfers: what about, to whom, in which state, and what the answer says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.domains.library.types import ItemKind
from yimen.domains.network.types import DepartmentKind
from yimen.domains.papers.types import DeliveryMethod
from yimen.kernel import Titled


class TransferTopic(Titled):
    """What the family needs that another department or a charity gives."""

    MEDICAL = "medical", "医疗救助"
    EDUCATION = "education", "教育救助"
    HOUSING = "housing", "住房救助"
    EMPLOYMENT = "employment", "就业救助"
    DISASTER = "disaster", "受灾人员救助"
    CHARITY = "charity", "慈善帮扶"
    STRAY = "stray", "流散人员照料、寻亲"
    RETURN = "return", "协助、护送返回"
    OTHER = "other", "其他帮助"


GIVEN_BY: Mapping[TransferTopic, DepartmentKind] = {
    TransferTopic.MEDICAL: DepartmentKind.MEDICAL_INSURANCE,
    TransferTopic.EDUCATION: DepartmentKind.EDUCATION,
    TransferTopic.HOUSING: DepartmentKind.HOUSING,
    TransferTopic.EMPLOYMENT: DepartmentKind.HUMAN_RESOURCES,
    TransferTopic.DISASTER: DepartmentKind.EMERGENCY,
    TransferTopic.STRAY: DepartmentKind.CIVIL_AFFAIRS,
    TransferTopic.RETURN: DepartmentKind.CIVIL_AFFAIRS,
}
"""Which department gives it."""
HELP_OF: Mapping[TransferTopic, ItemKind] = {
    TransferTopic.MEDICAL: ItemKind.MEDICAL,
    TransferTopic.EDUCATION: ItemKind.EDUCATION,
    TransferTopic.HOUSING: ItemKind.HOUSING,
    TransferTopic.EMPLOYMENT: ItemKind.EMPLOYMENT,
    TransferTopic.DISASTER: ItemKind.DISASTER,
}
"""The kind of help in the library, which knows what its department has to know."""


class TransferState(Titled):
    """Sent, taken on, or at its end; that the family was told is a date of its own."""

    SENT = "sent", "已转出，待接办"
    ACCEPTED = "accepted", "已接办，办理中"
    REFUSED = "refused", "对方未接办"
    HELPED = "helped", "已办结，已给予帮助"
    NOT_HELPED = "not_helped", "已办结，未能帮助"
    WITHDRAWN = "withdrawn", "已撤回"

    @property
    def is_open(self) -> bool:
        """The receiver still owes something."""
        return self in OPEN_STATES


OPEN_STATES = frozenset({TransferState.SENT, TransferState.ACCEPTED})


class Verdict(Titled):
    """What a receiver says to a transfer."""

    ACCEPT = "accept", "接办"
    REFUSE = "refuse", "不予接办"
    HELPED = "helped", "已办结，已给予帮助"
    NOT_HELPED = "not_helped", "已办结，未能帮助"


BECOMES: Mapping[Verdict, TransferState] = {
    Verdict.ACCEPT: TransferState.ACCEPTED,
    Verdict.REFUSE: TransferState.REFUSED,
    Verdict.HELPED: TransferState.HELPED,
    Verdict.NOT_HELPED: TransferState.NOT_HELPED,
}
SAID_IN: Mapping[TransferState, tuple[Verdict, ...]] = {
    TransferState.SENT: (Verdict.ACCEPT, Verdict.REFUSE),
    TransferState.ACCEPTED: (Verdict.HELPED, Verdict.NOT_HELPED),
}
"""What can be said to a transfer in each state; to one that ended, nothing."""


class AnswerWay(Titled):
    """How the receiver's answer came."""

    SYSTEM = "system", "联络员在系统答复"
    CODE = "link", "扫码答复"
    RELAYED = "relayed", "书面、电话答复，经办人代录"


@dataclass(frozen=True, slots=True)
class About:
    """Whom a transfer is about: a contact, or a household; of a case of it, ask the room of cases."""

    contact_id: UUID | None = None
    household_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Receiver:
    """A department of the county or an organisation; exactly one of the two."""

    department_id: UUID | None = None
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """How the family was told what became of it: the delivery of the feedback sheet."""

    method: DeliveryMethod
    recipient: str
    told_on: date
    proof: str


@dataclass(frozen=True, slots=True)
class Concluded:
    """A transfer a department is done with, as its list keeps it: the person masked, nothing to open."""

    sent_on: date
    topic: TransferTopic
    masked_name: str
    state: TransferState


@dataclass(frozen=True, slots=True)
class TransferFilters:
    """Which transfers to list; everything left out does not narrow."""

    stage: str = ""
    topic: TransferTopic | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PublicTransfer:
    """What the holder of a one-time code sees: enough to answer, the person masked."""

    topic: TransferTopic
    receiver: str
    masked_name: str
    need: str
    office: str
    phone: str
    sent_on: date
    state: TransferState
    until: date


@dataclass(frozen=True, slots=True)
class AnswerCode:
    """How a receiver without an account answers once: a code, the page it is typed on, and until when.

    `address` brings the code along behind a #, which no browser sends to any server.
    """

    code: str
    page: str
    until: date

    @property
    def address(self) -> str:
        return f"{self.page}#{self.code}"


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """An answer by a code was kept; after taking on, `following` is the next one, for the result."""

    state: TransferState
    following: AnswerCode | None
