"""Which paper belongs into which archive, and what the file of a finished case must hold; as data."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from yimen.domains.papers.rules.contents import UNPUBLISHED
from yimen.domains.papers.types import Archive, DocumentKind
from yimen.kernel import Programme

K, P = DocumentKind, Programme

DAILY = frozenset(
    {
        K.WAIVER,
        K.COMMITMENT,
        K.HEARING_INVITATION,
        K.ADJUSTMENT,
        K.STOPPING,
        K.COMPLAINT_RECEIPT,
        K.COMPLAINT_ANSWER,
        K.TRANSFER,
        K.TRANSFER_FEEDBACK,
        K.ADVICE,
        K.ROUND_PAPERS,
        K.ROUND_MINUTES,
        K.ROUND_REPORT,
        K.YEARLY_REPORT,
        K.GRACE_APPROVAL,
        K.MEMBER_CHANGE,
        K.MATTER_GRANT,
        K.MATTER_REFUSAL,
        K.MATTER_END,
        K.PAYMENT_WAIT,
        K.PAYMENT_GOES_ON,
    }
)
FINANCE = frozenset({K.CARD_AGREEMENT})
"""Everything else belongs to the approval of a case."""

DECISIONS = frozenset({K.CONFIRMATION, K.REFUSAL})
ENDINGS = frozenset({K.NOT_ACCEPTED, K.TERMINATION})
BRIEF = frozenset({P.TEMPORARY, P.PRICE_SUBSIDY, P.MEDICAL})
"""Decided without the long way: the papers of notice and verification are not theirs."""
BY_STANDING = frozenset({P.DISABILITY_LIVING, P.DISABILITY_CARE, *UNPUBLISHED})
"""Given by a certificate or by what is registered: no investigation of means, no notice."""


@dataclass(frozen=True)
class MustHold:
    """One thing that a file must hold: any of these kinds."""

    kinds: frozenset[DocumentKind]

    @property
    def title(self) -> str:
        """As said where it lacks."""
        return "或".join(kind.title for kind in sorted(self.kinds, key=list(K).index))


def _one(*kinds: DocumentKind) -> MustHold:
    return MustHold(frozenset(kinds))


ALWAYS = (_one(K.APPLICATION),)
SHORT = (
    _one(K.APPLICATION, K.EMERGENCY_RECORD, K.SMALL_FAST),
    _one(*DECISIONS, K.TEMPORARY_APPROVAL, K.SMALL_FAST),
)
"""Help comes first there, and the papers of the decision after."""
MEANS = (*ALWAYS, _one(K.AUTHORISATION), _one(K.ACCEPTANCE), _one(K.HOME_INVESTIGATION), _one(*DECISIONS))
NOTICED = (_one(K.PUBLIC_NOTICE), _one(K.PUBLICATION))
ASSESSED = _one(K.SELF_CARE_ASSESSMENT)
IF_CONFIRMED = (*NOTICED, ASSESSED)
"""What a refused case need not hold."""

MUST_HOLD: Mapping[Programme, tuple[MustHold, ...]] = {
    programme: SHORT
    if programme in BRIEF
    else (*ALWAYS, _one(K.ACCEPTANCE), _one(*DECISIONS))
    if programme in BY_STANDING
    else (*MEANS, *NOTICED)
    for programme in Programme
} | {P.TEKUN: (*MEANS, *NOTICED, ASSESSED)}


def archive_of(kind: DocumentKind) -> Archive:
    """The archive a paper belongs to."""
    if kind in FINANCE:
        return Archive.FINANCE
    return Archive.DAILY if kind in DAILY else Archive.APPROVAL


def kinds_of(archive: Archive) -> list[DocumentKind]:
    """The papers that belong to an archive."""
    return [kind for kind in DocumentKind if archive_of(kind) is archive]


def lacking(archive: Archive, held: Collection[DocumentKind], programmes: Iterable[Programme]) -> list[str]:
    """Titles of what the file of a household still lacks; a case that ended early needs only its ending."""
    if archive is not Archive.APPROVAL:
        return []
    if ENDINGS & set(held) and not DECISIONS & set(held):
        return [each.title for each in ALWAYS if not each.kinds & set(held)]
    is_refused = K.REFUSAL in held and K.CONFIRMATION not in held
    wanted = dict.fromkeys(each for programme in programmes for each in MUST_HOLD[programme])
    return [
        each.title
        for each in wanted
        if not each.kinds & set(held) and not (is_refused and each in IF_CONFIRMED)
    ]
