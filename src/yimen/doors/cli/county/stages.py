"""The stages of the demo county: how many cases have got how far, by which acts and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass

from yimen.domains.cases.actions import ActKind
from yimen.domains.cases.types import ExtensionReason

K = ActKind
BEGUN = (K.OPEN, K.SUBMIT)
ASKED_BACK = (*BEGUN, K.TELL_MISSING)
ACCEPTED = (*BEGUN, K.ACCEPT)
ACCEPTED_LATER = (*ASKED_BACK, K.SUPPLEMENT, K.ACCEPT)
INVESTIGATING = (*ACCEPTED, K.INVESTIGATE)
BEING_VERIFIED = (*INVESTIGATING, K.START_VERIFICATION)
EXTENDED = (*BEING_VERIFIED, K.EXTEND)
FAILED = (*BEING_VERIFIED, K.FAIL_VERIFICATION)
TOLD = (*FAILED, K.TELL_FAILURE)
ASKED_AGAIN = (*TOLD, K.OBJECT_TO_RESULT)
VERIFIED_AGAIN = (*ASKED_AGAIN, K.START_VERIFICATION, K.REPORT_VERIFICATION)
VISITED = (*BEING_VERIFIED, K.VISIT)
VERIFIED = (*BEING_VERIFIED, K.REPORT_VERIFICATION)
READY = (*VERIFIED, K.VISIT)
OPINED = (*READY, K.GIVE_OPINION)
POSTED = (*OPINED, K.POST)
OBJECTED = (*POSTED, K.OBJECT)
SENT_AFTER_OBJECTION = (*OBJECTED, K.SETTLE_OBJECTION, K.GIVE_OPINION, K.SEND)
SENT = (*POSTED, K.SEND)
COMPLAINED = (*SENT, K.COMPLAIN)
COMPLAINT_VISITED = (*COMPLAINED, K.COUNTY_VISIT)
RETURNED = (*SENT, K.RETURN)
SENT_AGAIN = (*RETURNED, K.GIVE_OPINION, K.SEND)
DECISION = (K.DECIDE, K.PUBLISH, K.DELIVER)
TO_THE_END = (K.VISIT, K.GIVE_OPINION, K.POST, K.SEND, *DECISION)
DECIDED = (*SENT, K.DECIDE)
DONE = (*SENT, *DECISION)

OLDEST = 70
"""Working days back to the oldest decision."""


@dataclass(frozen=True)
class Stage:
    """So many of a thousand families; their acts; working days since the last act (few late ones apart)."""

    weight: int
    acts: tuple[ActKind, ...]
    lag: tuple[int, int] = (0, 0)
    is_near_relative: bool = False

    @property
    def is_failed(self) -> bool:
        return K.FAIL_VERIFICATION in self.acts

    @property
    def is_asked_again(self) -> bool:
        return K.OBJECT_TO_RESULT in self.acts


def _ended(verb: ActKind, weights: Mapping[tuple[ActKind, ...], int]) -> tuple[Stage, ...]:
    return tuple(Stage(weight, (*acts, verb), (1, OLDEST)) for acts, weight in weights.items())


NO_CASE = Stage(260, ())
TO_TAKE = Stage(35, BEGUN)
"""Brought by a village: any handler of the town may take it."""
UNDER_WAY = (
    Stage(30, (K.OPEN,)),
    TO_TAKE,
    Stage(25, ASKED_BACK),
    Stage(10, (*ASKED_BACK, K.SUPPLEMENT)),
    Stage(35, ACCEPTED),
    Stage(10, ACCEPTED_LATER),
    Stage(35, INVESTIGATING),
    Stage(30, BEING_VERIFIED),
    Stage(8, EXTENDED),
    Stage(10, FAILED),
    Stage(10, TOLD),
    Stage(6, ASKED_AGAIN),
    Stage(6, VERIFIED_AGAIN),
    Stage(20, VISITED),
    Stage(20, VERIFIED),
    Stage(40, READY),
    Stage(15, OPINED),
    Stage(60, POSTED, (0, 2)),
    Stage(8, OBJECTED),
    Stage(6, (*OBJECTED, K.EXTEND)),
    Stage(6, (*OBJECTED, K.SETTLE_OBJECTION)),
    Stage(8, SENT_AFTER_OBJECTION, (0, 4)),
    Stage(45, SENT, (0, 4)),
    Stage(8, COMPLAINED),
    Stage(6, COMPLAINT_VISITED),
    Stage(12, RETURNED),
    Stage(20, DECIDED),
)
NEAR_RELATIVES = (
    Stage(6, ACCEPTED, is_near_relative=True),
    Stage(6, BEING_VERIFIED, is_near_relative=True),
    Stage(8, SENT, (0, 4), is_near_relative=True),
    Stage(6, (*SENT, K.COUNTY_VISIT), is_near_relative=True),
    Stage(12, (*SENT, K.COUNTY_VISIT, *DECISION), (1, OLDEST), is_near_relative=True),
)
DECIDED_LONG_AGO = tuple(
    Stage(weight, acts, (1, OLDEST))
    for weight, acts in (
        (210, DONE),
        (30, (*ACCEPTED_LATER, *DONE[len(ACCEPTED) :])),
        (12, (*SENT_AFTER_OBJECTION, *DECISION)),
        (12, (*SENT_AGAIN, *DECISION)),
        (10, (*COMPLAINT_VISITED, *DECISION)),
        (6, (*COMPLAINT_VISITED, K.RETURN, K.GIVE_OPINION, K.SEND, *DECISION)),
        (20, (*TOLD, *TO_THE_END)),
        (8, (*VERIFIED_AGAIN, *TO_THE_END)),
        (8, (*EXTENDED, K.REPORT_VERIFICATION, *TO_THE_END)),
    )
)
WITHDRAWN = _ended(
    K.WITHDRAW,
    {
        (K.OPEN,): 4,
        BEGUN: 10,
        ASKED_BACK: 4,
        ACCEPTED: 4,
        INVESTIGATING: 10,
        OPINED: 3,
        POSTED: 3,
        OBJECTED: 3,
        SENT: 3,
        RETURNED: 3,
    },
)
TERMINATED = _ended(
    K.TERMINATE,
    {
        (K.OPEN,): 3,
        BEGUN: 3,
        ASKED_BACK: 5,
        ACCEPTED: 3,
        BEING_VERIFIED: 8,
        POSTED: 3,
        SENT: 3,
    },
)
STAGES: tuple[Stage, ...] = (
    NO_CASE,
    *UNDER_WAY,
    *NEAR_RELATIVES,
    *DECIDED_LONG_AGO,
    *WITHDRAWN,
    *TERMINATED,
)
RELATIVES = (
    ("村民委员会主任", "弟弟"),
    ("村民委员会副主任", "父亲"),
    ("村党支部书记", "姐姐"),
    ("乡镇经办人员", "岳父"),
)
WORDS: Mapping[ActKind, tuple[str, ...]] = {
    K.REPORT_VERIFICATION: ("核对完成，与申报不同的以核对明细为准",),
    K.FAIL_VERIFICATION: ("经核对，家庭金融资产超过规定标准",),
    K.TELL_FAILURE: ("电话告知申请人", "上门书面告知申请人"),
    K.OBJECT_TO_RESULT: ("证券账户系他人冒用开立，已提交证明", "账户内资金为代管款项，已提交凭证"),
    K.VISIT: ("生活俭朴，无高消费", "日常用药开支较大", "子女在校，无其他收入"),
    K.COUNTY_VISIT: ("县级入户，生活状况与乡镇调查一致",),
    K.OBJECT: ("邻居反映该户子女在外务工有收入", "村民反映该户新购电动车"),
    K.COMPLAIN: ("来电反映该户隐瞒务工收入", "来信反映该户另有住房"),
    K.RETURN: ("请补充说明务工收入的来源", "请核实家庭人口"),
    K.WITHDRAW: ("家庭收入已有改善，自愿撤回申请", "申请人要求撤回"),
    K.TERMINATE: ("无正当理由拒不配合：多次联系不配合调查",),
}
EXTENDED_FOR: Mapping[bool, ExtensionReason] = {
    True: ExtensionReason.OBJECTION,
    False: ExtensionReason.HARD_TO_INVESTIGATE,
}
"""By whether there was an objection."""
