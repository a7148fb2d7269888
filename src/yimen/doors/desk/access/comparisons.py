"""Comparisons of award holders: who runs them, who looks at what they found and closes it."""

from collections.abc import Mapping

from .kinds import Access, P, posts

COMPARISONS: Mapping[str, Access] = {
    "comparisons": posts(P.COMPARISON_OPEN),
    "comparison-start": posts(P.COMPARISON_RUN),
    "comparison": posts(P.COMPARISON_OPEN),
    "comparison-cancel": posts(P.COMPARISON_RUN),
    "comparison-resume": posts(P.COMPARISON_RUN),
    "findings": posts(P.FINDING_OPEN),
    "findings-export": posts(P.FINDING_SETTLE, P.FINDING_TELL, P.HOLD_RELEASE),
    "findings-close": posts(P.FINDING_SETTLE),
    "finding": posts(P.FINDING_OPEN),
    "finding-review": posts(P.FINDING_SETTLE),
    "finding-tell": posts(P.FINDING_TELL),
    "finding-gone": posts(P.FINDING_SETTLE, P.HOLD_RELEASE),
    "finding-release": posts(P.HOLD_RELEASE),
    "holds": posts(P.FINDING_OPEN),
    "holds-export": posts(P.FINDING_SETTLE, P.FINDING_TELL, P.HOLD_RELEASE),
    "accounts": posts(P.FINDING_OPEN),
    "accounts-export": posts(P.FINDING_SETTLE, P.FINDING_TELL, P.HOLD_RELEASE),
    "account-lists": posts(P.ACCOUNT_REFUSE),
    "account-list-template": posts(P.ACCOUNT_REFUSE),
    "account-list": posts(P.ACCOUNT_REFUSE),
    "account-list-take-over": posts(P.ACCOUNT_REFUSE),
    "account-list-discard": posts(P.ACCOUNT_REFUSE),
    "account-refuse": posts(P.ACCOUNT_REFUSE),
    "account-give": posts(P.FINDING_SETTLE),
    "audits": posts(P.COUNTY_CHECK),
    "audits-export": posts(P.COUNTY_CHECK),
    "audit": posts(P.COUNTY_CHECK),
    "bulletin": posts(P.FINDING_OPEN),
    "bulletin-export": posts(P.FINDING_OPEN),
    "bulletin-sheet": posts(P.FINDING_OPEN),
}
