"""The need index: models and their cards, the index of a case."""

from collections.abc import Mapping

from .kinds import Access, P, posts

NEED_INDEX: Mapping[str, Access] = {
    "need-models": posts(P.VERIFICATION_OPEN),
    "need-models-export": posts(P.VERIFICATION_OPEN),
    "need-model": posts(P.VERIFICATION_OPEN),
    "case-need-index": posts(P.VERIFICATION_OPEN),
}
