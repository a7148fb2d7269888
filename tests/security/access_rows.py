"""Who may open which page, written down a second time by hand: a new URL needs its row in `TABLE`.

And how to ask for a page: `url_of` finds its object on the stage, `entered` is somebody at their desk.
"""

from collections.abc import Iterator
from uuid import UUID

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.support.stage import HOME

from yimen.domains.network.types import Actor, Role
from yimen.doors.desk.middleware import POST_IN_SESSION
from yimen.foundation.accounts.models import User

LETTERS = {
    "v": Role.VILLAGE_ASSISTANT,
    "g": Role.GRID_WORKER,
    "s": Role.SOCIAL_WORKER,
    "h": Role.TOWN_HANDLER,
    "r": Role.TOWN_REVIEWER,
    "c": Role.TOWN_CONFIRMER,
    "V": Role.COUNTY_VERIFIER,
    "R": Role.COUNTY_REVIEWER,
    "C": Role.COUNTY_CONFIRMER,
    "l": Role.DEPARTMENT_LIAISON,
    "a": Role.AUDITOR,
    "A": Role.ADMINISTRATOR,
}
ALL = "".join(LETTERS)
READS = ALL.replace("l", "").replace("A", "")
RECEIVES, HANDLES, EXPORTS, REASSIGNS = "vshr", "hrR", "hrcRC", "rcRC"

TABLE: dict[str, str] = {
    "login": ALL,
    "session-state": ALL,
    "code": ALL,
    "language": ALL,
    "logout": ALL,
    "hat": ALL,
    "totp": ALL,
    "password": ALL,
    "home": ALL,
    "home-export": EXPORTS,
    "statistics": READS,
    "statistics-export": EXPORTS,
    "statistics-list": READS,
    "statistics-list-export": EXPORTS,
    "gallery": ALL,
    "parameters": ALL,
    "library": ALL,
    "library-export": EXPORTS,
    "library-print": ALL,
    "library-add": "RCA",
    "library-item": ALL,
    "library-item-change": "RCA",
    "library-item-withdraw": "RCA",
    "library-item-reinstate": "RCA",
    "library-sheet": ALL,
    "library-editable": ALL,
    "stations-haves": ALL,
    "stations-haves-export": EXPORTS,
    "station-premises": "rRA",
    "trainings": ALL,
    "trainings-export": EXPORTS,
    "training-record": "rRA",
    "training": ALL,
    "training-attendance": "rRA",
    "training-completion": ALL,
    "training-completion-export": EXPORTS,
    "station-chart": ALL,
    "station-chart-editable": ALL,
    "rounds": "hrcRCa",
    "rounds-export": EXPORTS,
    "rounds-plan": HANDLES,
    "round": "hrcRCa",
    "round-opened": "hrcRCa",
    "round-papers": HANDLES,
    "round-meeting": "rR",
    "round-post": HANDLES,
    "round-send": "rR",
    "round-close": HANDLES,
    "round-report": "hrcRCa",
    "round-report-export": EXPORTS,
    "round-figures": "hrcRCa",
    "round-figures-export": EXPORTS,
    "network": ALL,
    "network-delegations": ALL,
    "network-station": ALL,
    "stations-found": "A",
    "station-change": "A",
    "network-staffing": ALL,
    "network-staffing-export": ALL,
    "network-population": "A",
    "network-roster": ALL,
    "network-roster-export": ALL,
    "duty-stand": "rRA",
    "duty-withdraw": "rRA",
    "network-shares": READS,
    "network-shares-export": EXPORTS,
    "household-share": "rRC",
    "share-end": "rRC",
    "station-close": "A",
    "station-reopen": "A",
    "network-departments": ALL,
    "network-departments-export": ALL,
    "department-add": "A",
    "department-change": "A",
    "network-organisations": ALL,
    "network-organisations-export": ALL,
    "organisation-add": "A",
    "organisation-change": "A",
    "staff": "A",
    "staff-change": "A",
    "staff-leave": "A",
    "staff-export": "A",
    "staff-hire": "A",
    "staff-record": "A",
    "staff-appoint": "A",
    "staff-reset-password": "A",
    "staff-unlock": "A",
    "staff-reset-second-factor": "A",
    "staff-switch-off": "A",
    "staff-switch-on": "A",
    "post-end": "A",
    "delegation-give": "CA",
    "delegation-end": "CA",
    "contacts": READS,
    "contact": READS,
    "contact-record": "vgshr",
    "contact-answer": "vgshr",
    "contact-residents": "vgshr",
    "contact-take": "vgshr",
    "contact-decline": "vgshr",
    "contact-hand-over": "vgshr",
    "contacts-export": EXPORTS,
    "referrals": READS,
    "referrals-export": EXPORTS,
    "referral-board": "l",
    "referral-from-contact": "vshrR",
    "referral-from-household": "vshrR",
    "referral-from-case": "vshrR",
    "referral": READS + "l",
    "referral-accept": "vshrRl",
    "referral-answer": "vshrRl",
    "referral-withdraw": "vshrR",
    "referral-link": "vshrR",
    "referral-sheet": "vshrR",
    "referral-tell": "vshrR",
    "referral-paper": "l",
    "cases": READS,
    "cases-export": EXPORTS,
    "application-start": RECEIVES,
    "application-from-contact": RECEIVES,
    "application-for-household": RECEIVES,
    "application-for-known-contact": RECEIVES,
    "application-family": RECEIVES,
    "application-programmes": RECEIVES,
    "application-means": RECEIVES,
    "application-agent": RECEIVES,
    "application-signatures": RECEIVES,
    "application-materials": RECEIVES,
    "application-review": RECEIVES,
    "application-matter": RECEIVES,
    "application-expenses": RECEIVES,
    "receipt-withdraw": RECEIVES,
    "urgent-start": RECEIVES,
    "urgent-from-contact": RECEIVES,
    "outcome-urgent-papers": HANDLES,
    "outcome-resolve": "rR",
    "case": READS,
    "case-further": HANDLES,
    "case-request": HANDLES,
    "case-complain": "vshrRC",
    "household-complain": "vshrRC",
    "complaints": "RCa",
    "complaints-export": "RC",
    "complaint-record": "vshrRC",
    "complaint": "RCa",
    "complaint-complainant": "RC",
    "complaint-assign": "RC",
    "complaint-investigate": "RC",
    "complaint-answer": "RC",
    "complaint-deliver": "RC",
    "complaint-learn": "RC",
    "complaint-refer": "RC",
    "attestations": READS,
    "attestations-export": EXPORTS,
    "attestations-sheet": "vgshr",
    "attestations-confirm": "vgshr",
    "attestations-opened": READS,
    "attestation": READS,
    "attestation-record": "vgshr",
    "attestation-confirm": "vgshr",
    "attestation-undo": "vgshr",
    "attestation-look-into": RECEIVES,
    "matters": READS,
    "matters-export": EXPORTS,
    "matter": READS,
    "matter-register": RECEIVES,
    "matter-from-contact": RECEIVES,
    "matter-decide": "rcRC",
    "matter-end": "rcRC",
    "matter-withdraw": RECEIVES,
    "reports": READS,
    "reports-export": EXPORTS,
    "report-record": "vgshr",
    "report": READS,
    "report-settle": HANDLES,
    "report-absence": HANDLES,
    "remedies": READS,
    "remedies-export": EXPORTS,
    "outcome-contest": HANDLES,
    "case-contest": HANDLES,
    "remedy": READS,
    "remedy-answer": HANDLES,
    "remedy-hearing": HANDLES,
    "remedy-settle": HANDLES,
    "remedy-carry-out": HANDLES,
    "differences": "RCa",
    "differences-export": "RCa",
    "near-relatives": "RCa",
    "near-relatives-export": "RCa",
    "case-determination": READS,
    "case-acceptance": HANDLES,
    "case-investigate": "shrR",
    "case-visit": "shrR",
    "case-authorisations": READS,
    "authorisation-revoke": RECEIVES,
    "case-withdraw": RECEIVES,
    "case-not-accept": HANDLES,
    "case-terminate": HANDLES,
    "visit-sign": READS,
    "outcome": READS,
    "outcome-opinion": "rR",
    "outcome-post": EXPORTS,
    "outcome-send": "rR",
    "outcome-publish": EXPORTS,
    "outcome-object": "vshrR",
    "objection-settle": "rcRC",
    "outcome-confirm": "cC",
    "outcome-return": "cRC",
    "outcome-refuse": "cC",
    "outcome-extend": "rR",
    "outcome-deliver": "vshrcRC",
    "outcome-hearing": HANDLES,
    "outcome-decide": "cC",
    "hearing": READS,
    "hearing-silence": HANDLES,
    "reviews": READS,
    "reviews-export": EXPORTS,
    "reviews-open": RECEIVES,
    "review-begin": "shrR",
    "household-change": RECEIVES,
    "household-split": RECEIVES,
    "household-merge": RECEIVES,
    "household-merge-members": RECEIVES,
    "case-cooperation": READS,
    "cooperation": READS,
    "cooperation-answer": HANDLES,
    "cooperation-reply": HANDLES,
    "cooperation-go-on": HANDLES,
    "case-obligors": READS,
    "case-no-obligors": RECEIVES,
    "case-verify-obligors": "hrVR",
    "obligor-consent": RECEIVES,
    "obligor-refuse": RECEIVES,
    "obligor-judge": "shrR",
    "obligor-end": RECEIVES,
    "outcome-assess": "shrR",
    "outcome-care": "shrR",
    "outcome-exit": "shrR",
    "outcome-check": "RC",
    "checks": "RC",
    "verifications": "V",
    "verification": READS,
    "verification-start": "V",
    "verification-template": "V",
    "verification-report": "V",
    "verification-proposal": "V",
    "verification-tell": "hrVR",
    "verification-object": "hrVR",
    "document": READS,
    "document-pdf": READS,
    "document-deliver": "vshrcRC",
    "document-attempt": "vshrcRC",
    "document-copy": READS,
    "document-editable": READS,
    "documents": READS,
    "documents-export": EXPORTS,
    "documents-undelivered": "vshrcRC",
    "documents-undelivered-export": EXPORTS,
    "documents-print": READS,
    "documents-deliver": "vshrcRC",
    "archives": READS,
    "archives-export": EXPORTS,
    "archive-file": "vshrcVRC",
    "household-packages": EXPORTS,
    "package-file": EXPORTS,
    "case-paper": "vshrcVRC",
    "styles": "A",
    "style-replace": "A",
    "style-preview": "A",
    "style-specimen": "A",
    "style-revert": "A",
    "style-source": "A",
    "file": READS,
    "households": READS,
    "households-export": EXPORTS,
    "household": READS,
    "household-register": RECEIVES,
    "household-add-member": RECEIVES,
    "household-leave": RECEIVES,
    "household-move": RECEIVES,
    "household-change-head": RECEIVES,
    "household-correct": RECEIVES,
    "household-relation": RECEIVES,
    "stranger-register": RECEIVES,
    "person-identify": HANDLES,
    "person-undo-identity": HANDLES,
    "person-permit": RECEIVES,
    "person-correct": RECEIVES,
    "person-move": RECEIVES,
    "person-withdraw-death": RECEIVES,
    "person": READS,
    "person-death": RECEIVES,
    "search": READS,
    "search-hits": READS,
    "place-hits": READS,
    "worklist": READS + "l",
    "board": READS + "l",
    "deadlines": READS + "l",
    "notices": READS,
    "transfers": HANDLES,
    "transfer-ask": HANDLES,
    "worklist-take-many": "vgshrcVRCl",
    "worklist-hand-over-many": "vgshrcVRCl",
    "worklist-reassign-many": REASSIGNS,
    "desk-hand-over": "vgshrcVRCl",
    "desk-handed-over": "vgshrcVRCl",
    "desk-sheet": "vgshrcVRCl",
    "desk-undo": "vgshrcVRCl",
    "rolls": "RCa",
    "rolls-export": "RC",
    "roll-template": "R",
    "roll-prepare": "R",
    "roll-differences-export": "RC",
    "roll": "RCa",
    "roll-findings": "RCa",
    "roll-faulty-rows": "R",
    "roll-differences": "RCa",
    "roll-take-over": "C",
    "roll-undo": "C",
    "roll-discard": "R",
    "filters": ALL,
    "filter-save": ALL,
    "filter-rename": ALL,
    "filter-default": ALL,
    "filter-delete": ALL,
    "exported-lists": EXPORTS + "aA",
    "exported-list": EXPORTS + "aA",
    "exported-list-file": EXPORTS + "aA",
    "worklist-next": READS + "l",
    "worklist-export": EXPORTS,
    "worklist-item": READS + "l",
    "worklist-take": "vgshrcVRCl",
    "worklist-hand-over": "vgshrcVRCl",
}
"""The desk: who may open a page, one letter for each role."""
ONLY_POST = {
    "roll-take-over", "roll-discard",
    "round-papers",
    "hearing-silence", "reviews-open",
    "worklist-take-many", "worklist-hand-over-many", "worklist-reassign-many", "desk-undo",
    "filter-save", "filter-rename", "filter-default", "filter-delete",
    "complaint-complainant",
    "referral-accept", "referral-link", "referral-sheet",
    "receipt-withdraw",
    "language", "logout", "worklist-take", "case-request", "case-investigate", "outcome-post", "outcome-send",
    "outcome-publish", "verification-start", "verification-proposal", "search-hits",
    "contact-residents", "contact-take", "style-preview", "style-revert",
    "report-absence",
    "attestations-confirm", "attestation-confirm", "attestation-undo", "attestation-look-into",
    "matter-withdraw",
    "case-no-obligors", "case-verify-obligors",
}  # fmt: skip
ON_AN_AWARD = {
    "outcome-hearing", "outcome-decide", "hearing", "hearing-silence", "review-begin", "referral-paper",
}  # fmt: skip
"""About the household whose award is looked into: its objects are named `award_…`."""
LEADS_ON = {"login", "code", "worklist-next", "documents-print"}
"""For somebody who is in already these lead elsewhere."""
ANYWHERE = {
    "round", "round-papers", "round-meeting", "round-post", "round-send", "round-close", "round-report",
    "network-station", "station-chart", "station-chart-editable",
    "filters", "filter-save",
    "library-item", "library-item-change", "library-item-withdraw",
    "library-sheet", "library-editable",
}  # fmt: skip
"""Stations and policies are public: the same everywhere; what a county says of one is its own.

A month is everybody's; whose round of it is looked at is asked of the post.
"""
NOT_HIS = {"worklist-item", "worklist-hand-over"}
"""A liaison sees the items handed to them; the one of the stage waits for the county confirmer."""
OWN = {"exported-list", "exported-list-file"}
"""Lists that somebody had made are theirs alone; the one of the stage is the investigator's."""
OF_A_DESK = {"desk-handed-over", "desk-sheet"}
"""For whoever gave the desk, and for those who may reassign."""
PORTAL = {
    "policies", "policy", "policy-sheet", "stations",
    "home", "notice-towns", "notices", "draws", "draws-file", "document-check-form", "document-check",
}  # fmt: skip
"""The portal: open to everybody, says nothing that is not posted on a wall."""
WITH_CODE = {"transfer-answer"}
"""Answered by the holder of a one-time code, sent in the body; without one the page only asks for it."""


def addresses(
    resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    """Every URL of every door as `namespace:name`."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, (*spaces, *([entry.namespace] if entry.namespace else [])))
        else:
            yield ":".join([*spaces, entry.name or "?"]), entry


DESK = {name.removeprefix("desk:"): entry for name, entry in addresses() if name.startswith("desk:")}


def url_of(name: str, objects: dict[str, UUID]) -> str:
    wanted = DESK[name].pattern.converters
    if name in ON_AN_AWARD:
        return reverse(f"desk:{name}", kwargs={key: objects[f"award_{key}"] for key in wanted})
    is_draft = name.startswith("application-")
    given = {key: objects["draft_id" if is_draft and key == "case_id" else key] for key in wanted}
    return reverse(f"desk:{name}", kwargs=given)


def expected(name: str, role: Role, place: str) -> int:
    """What a GET of the page answers to a role at a place, for an object of the home town."""
    if role not in {LETTERS[letter] for letter in TABLE[name]}:
        return 403
    if name in ONLY_POST:
        return 405
    if name in LEADS_ON:
        return 302
    if role is Role.DEPARTMENT_LIAISON and name in NOT_HIS:
        return 404
    if name in OWN or (name in OF_A_DESK and role not in {LETTERS[letter] for letter in REASSIGNS}):
        return 404
    is_about_something = bool(DESK[name].pattern.converters) and name not in ANYWHERE
    return 404 if is_about_something and place != HOME else 200


def entered(actor: Actor) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(id=actor.user_id))
    session = client.session
    session[POST_IN_SESSION] = str(actor.post_id)
    session.save()
    return client
