"""Who may open which page: one line for each URL name, enforced by the middleware and tested.

Behind the page the room's own action or query checks again, and row-level security below that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yimen.domains.network.permissions import allows
from yimen.domains.network.types import Permission, Role


class Door(StrEnum):
    """How much we know about the visitor before the page opens."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    POSTED = "posted"


@dataclass(frozen=True)
class Access:
    """What a page demands: of several permissions one is enough; without any, every post may open it."""

    door: Door = Door.POSTED
    permissions: frozenset[Permission] = field(default_factory=frozenset)

    def admits(self, role: Role) -> bool:
        return not self.permissions or any(allows(role, permission) for permission in self.permissions)


def _posts(*permissions: Permission) -> Access:
    return Access(permissions=frozenset(permissions))


P = Permission
ANYONE = Access(Door.ANYONE)
SIGNED_IN = Access(Door.SIGNED_IN)
EVERY_POST = Access()

ACCESS: Mapping[str, Access] = {
    "login": ANYONE,
    "code": ANYONE,
    "language": ANYONE,
    "session-state": ANYONE,
    "logout": SIGNED_IN,
    "hat": SIGNED_IN,
    "totp": SIGNED_IN,
    "password": SIGNED_IN,
    "home": EVERY_POST,
    "gallery": EVERY_POST,
    "contacts": _posts(P.CONTACT_OPEN),
    "contacts-export": _posts(P.LIST_EXPORT),
    "contact-record": _posts(P.CONTACT_RECORD),
    "contact": _posts(P.CONTACT_OPEN),
    "contact-answer": _posts(P.CONTACT_RECORD),
    "contact-residents": _posts(P.CONTACT_RECORD),
    "contact-take": _posts(P.CONTACT_RECORD),
    "contact-decline": _posts(P.CONTACT_RECORD),
    "contact-hand-over": _posts(P.CONTACT_HAND_OVER),
    "referrals": _posts(P.TRANSFER_OPEN),
    "referrals-export": _posts(P.LIST_EXPORT),
    "referral-board": _posts(P.TRANSFER_ANSWER),
    "referral-from-contact": _posts(P.TRANSFER_SEND),
    "referral-from-household": _posts(P.TRANSFER_SEND),
    "referral-from-case": _posts(P.TRANSFER_SEND),
    "referral": _posts(P.TRANSFER_OPEN, P.TRANSFER_ANSWER),
    "referral-accept": _posts(P.TRANSFER_SEND, P.TRANSFER_ANSWER),
    "referral-answer": _posts(P.TRANSFER_SEND, P.TRANSFER_ANSWER),
    "referral-withdraw": _posts(P.TRANSFER_SEND),
    "referral-link": _posts(P.TRANSFER_SEND),
    "referral-sheet": _posts(P.TRANSFER_SEND),
    "referral-tell": _posts(P.TRANSFER_SEND),
    "referral-paper": _posts(P.TRANSFER_ANSWER),
    "cases": _posts(P.CASE_OPEN),
    "cases-export": _posts(P.LIST_EXPORT),
    "application-start": _posts(P.APPLICATION_WRITE),
    "application-from-contact": _posts(P.APPLICATION_WRITE),
    "application-for-known-contact": _posts(P.APPLICATION_WRITE),
    "application-for-household": _posts(P.APPLICATION_WRITE),
    "application-means": _posts(P.APPLICATION_WRITE),
    "application-agent": _posts(P.APPLICATION_WRITE),
    "application-signatures": _posts(P.AUTHORISATION_RECORD),
    "application-materials": _posts(P.APPLICATION_WRITE),
    "application-review": _posts(P.APPLICATION_SUBMIT),
    "case": _posts(P.CASE_OPEN),
    "case-determination": _posts(P.CASE_OPEN),
    "case-acceptance": _posts(P.APPLICATION_ACCEPT),
    "case-investigate": _posts(P.INVESTIGATION_RECORD),
    "case-visit": _posts(P.INVESTIGATION_RECORD),
    "case-authorisations": _posts(P.VERIFICATION_OPEN),
    "authorisation-revoke": _posts(P.AUTHORISATION_RECORD),
    "case-withdraw": _posts(P.APPLICATION_WITHDRAW),
    "case-not-accept": _posts(P.APPLICATION_ACCEPT),
    "case-terminate": _posts(P.CASE_TERMINATE),
    "visit-sign": _posts(P.CASE_OPEN),
    "outcome": _posts(P.CASE_OPEN),
    "outcome-opinion": _posts(P.OPINION_WRITE),
    "outcome-post": _posts(P.NOTICE_POST),
    "outcome-send": _posts(P.OPINION_WRITE),
    "outcome-publish": _posts(P.NOTICE_POST),
    "outcome-object": _posts(P.OBJECTION_RECORD),
    "objection-settle": _posts(P.OBJECTION_DECIDE),
    "outcome-confirm": _posts(P.OUTCOME_CONFIRM),
    "outcome-return": _posts(P.OUTCOME_RETURN),
    "outcome-refuse": _posts(P.OUTCOME_REFUSE),
    "outcome-extend": _posts(P.OPINION_WRITE),
    "outcome-deliver": _posts(P.DOCUMENT_DELIVER),
    "case-obligors": _posts(P.CASE_OPEN),
    "case-no-obligors": _posts(P.APPLICATION_WRITE),
    "case-verify-obligors": _posts(P.VERIFICATION_REQUEST),
    "obligor-consent": _posts(P.AUTHORISATION_RECORD),
    "obligor-refuse": _posts(P.AUTHORISATION_RECORD),
    "obligor-judge": _posts(P.INVESTIGATION_RECORD),
    "obligor-drop": _posts(P.APPLICATION_WRITE),
    "outcome-assess": _posts(P.INVESTIGATION_RECORD),
    "outcome-care": _posts(P.INVESTIGATION_RECORD),
    "outcome-check": _posts(P.COUNTY_CHECK),
    "checks": _posts(P.COUNTY_CHECK),
    "checks-seed": _posts(P.COUNTY_CHECK),
    "checks-draw": _posts(P.COUNTY_CHECK),
    "outcome-hearing": _posts(P.HEARING_HOLD),
    "outcome-decide": _posts(P.OUTCOME_CONFIRM),
    "hearing": _posts(P.CASE_OPEN),
    "hearing-silence": _posts(P.HEARING_HOLD),
    "reviews": _posts(P.AWARD_OPEN),
    "reviews-export": _posts(P.LIST_EXPORT),
    "reviews-open": _posts(P.APPLICATION_WRITE),
    "review-begin": _posts(P.INVESTIGATION_RECORD),
    "verifications": _posts(P.VERIFICATION_ANSWER),
    "verification": _posts(P.VERIFICATION_OPEN),
    "verification-start": _posts(P.VERIFICATION_ANSWER),
    "verification-template": _posts(P.VERIFICATION_ANSWER),
    "verification-report": _posts(P.VERIFICATION_ANSWER),
    "verification-proposal": _posts(P.VERIFICATION_ANSWER),
    "verification-tell": _posts(P.VERIFICATION_REQUEST),
    "verification-object": _posts(P.VERIFICATION_REQUEST),
    "document": _posts(P.DOCUMENT_OPEN),
    "document-pdf": _posts(P.DOCUMENT_OPEN),
    "document-deliver": _posts(P.DOCUMENT_DELIVER),
    "file": _posts(P.CASE_OPEN),
    "households": _posts(P.HOUSEHOLD_OPEN),
    "households-export": _posts(P.LIST_EXPORT),
    "household-register": _posts(P.HOUSEHOLD_WRITE),
    "household": _posts(P.DOSSIER_OPEN),
    "household-add-member": _posts(P.HOUSEHOLD_WRITE),
    "household-leave": _posts(P.HOUSEHOLD_WRITE),
    "household-move": _posts(P.HOUSEHOLD_WRITE),
    "household-change": _posts(P.APPLICATION_WRITE),
    "household-split": _posts(P.HOUSEHOLD_WRITE),
    "household-merge": _posts(P.HOUSEHOLD_WRITE),
    "household-merge-members": _posts(P.HOUSEHOLD_WRITE),
    "household-change-head": _posts(P.HOUSEHOLD_WRITE),
    "household-correct": _posts(P.HOUSEHOLD_WRITE),
    "household-relation": _posts(P.HOUSEHOLD_WRITE),
    "person": _posts(P.PERSON_OPEN),
    "person-correct": _posts(P.PERSON_WRITE),
    "person-move": _posts(P.PERSON_WRITE),
    "person-withdraw-death": _posts(P.PERSON_WRITE),
    "person-death": _posts(P.PERSON_WRITE),
    "parameters": EVERY_POST,
    "search": _posts(P.PERSON_SEARCH),
    "search-hits": _posts(P.PERSON_SEARCH),
    "place-hits": _posts(P.PERSON_SEARCH),
    "network": _posts(P.NETWORK_OPEN),
    "network-delegations": _posts(P.NETWORK_OPEN),
    "network-station": _posts(P.NETWORK_OPEN),
    "stations-found": _posts(P.NETWORK_ADMINISTER),
    "station-change": _posts(P.NETWORK_ADMINISTER),
    "station-duty": _posts(P.DUTY_WRITE),
    "station-close": _posts(P.NETWORK_ADMINISTER),
    "station-reopen": _posts(P.NETWORK_ADMINISTER),
    "network-departments": _posts(P.NETWORK_ADMINISTER),
    "staff": _posts(P.NETWORK_ADMINISTER),
    "staff-change": _posts(P.NETWORK_ADMINISTER),
    "staff-leave": _posts(P.NETWORK_ADMINISTER),
    "staff-export": _posts(P.NETWORK_ADMINISTER),
    "staff-hire": _posts(P.NETWORK_ADMINISTER),
    "staff-record": _posts(P.NETWORK_ADMINISTER),
    "staff-appoint": _posts(P.NETWORK_ADMINISTER),
    "staff-reset-password": _posts(P.NETWORK_ADMINISTER),
    "staff-unlock": _posts(P.NETWORK_ADMINISTER),
    "staff-switch-off": _posts(P.NETWORK_ADMINISTER),
    "staff-switch-on": _posts(P.NETWORK_ADMINISTER),
    "post-end": _posts(P.NETWORK_ADMINISTER),
    "delegation-give": _posts(P.DELEGATION_CHANGE),
    "delegation-end": _posts(P.DELEGATION_CHANGE),
    "worklist": _posts(P.WORK_OPEN),
    "board": _posts(P.WORK_OPEN),
    "deadlines": _posts(P.WORK_OPEN),
    "notices": _posts(P.CASE_OPEN),
    "transfers": _posts(P.HOUSEHOLD_TRANSFER),
    "transfer-ask": _posts(P.HOUSEHOLD_TRANSFER),
    "urgent-start": _posts(P.APPLICATION_SUBMIT),
    "urgent-from-contact": _posts(P.APPLICATION_SUBMIT),
    "outcome-urgent-papers": _posts(P.APPLICATION_ACCEPT),
    "outcome-resolve": _posts(P.OPINION_WRITE),
    "application-expenses": _posts(P.APPLICATION_WRITE),
    "receipt-withdraw": _posts(P.APPLICATION_WRITE),
    "case-further": _posts(P.APPLICATION_ACCEPT),
    "case-request": _posts(P.APPLICATION_ACCEPT),
    "case-complain": _posts(P.COMPLAINT_RECORD),
    "household-complain": _posts(P.COMPLAINT_RECORD),
    "complaints": _posts(P.COMPLAINT_OPEN),
    "complaints-export": _posts(P.COMPLAINT_HANDLE),
    "complaint-record": _posts(P.COMPLAINT_RECORD),
    "complaint": _posts(P.COMPLAINT_OPEN),
    "complaint-complainant": _posts(P.COMPLAINT_HANDLE),
    "complaint-assign": _posts(P.COMPLAINT_HANDLE),
    "complaint-investigate": _posts(P.COMPLAINT_HANDLE),
    "complaint-answer": _posts(P.COMPLAINT_HANDLE),
    "complaint-deliver": _posts(P.COMPLAINT_HANDLE),
    "complaint-learn": _posts(P.COMPLAINT_HANDLE),
    "complaint-refer": _posts(P.COMPLAINT_HANDLE),
    "reports": _posts(P.REPORT_OPEN),
    "reports-export": _posts(P.LIST_EXPORT),
    "report-record": _posts(P.REPORT_RECORD),
    "report": _posts(P.REPORT_OPEN),
    "report-settle": _posts(P.REPORT_SETTLE),
    "remedies": _posts(P.REMEDY_OPEN),
    "remedies-export": _posts(P.LIST_EXPORT),
    "outcome-contest": _posts(P.REMEDY_RECORD),
    "case-contest": _posts(P.REMEDY_RECORD),
    "remedy": _posts(P.REMEDY_OPEN),
    "remedy-answer": _posts(P.REMEDY_RECORD),
    "remedy-hearing": _posts(P.REMEDY_RECORD),
    "remedy-settle": _posts(P.REMEDY_RECORD),
    "remedy-carry-out": _posts(P.REMEDY_RECORD),
    "differences": _posts(P.CASE_SUPERVISE),
    "differences-export": _posts(P.COMPLAINT_HANDLE),
    "near-relatives": _posts(P.CASE_SUPERVISE),
    "near-relatives-export": _posts(P.CASE_SUPERVISE),
    "worklist-next": _posts(P.WORK_OPEN),
    "worklist-export": _posts(P.LIST_EXPORT),
    "worklist-item": _posts(P.WORK_OPEN),
    "worklist-take": _posts(P.WORK_TAKE),
    "worklist-hand-over": _posts(P.WORK_TAKE),
}


def access_to(name: str) -> Access:
    """The row of a page; a page without one is a mistake that must not open anything."""
    return ACCESS[name]
