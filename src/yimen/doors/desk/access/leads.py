"""Leads, scans, the low-income population, plans for those who live away, the self check."""

from collections.abc import Mapping

from .kinds import Access, P, posts

LEADS: Mapping[str, Access] = {
    "leads": posts(P.LEAD_OPEN),
    "leads-export": posts(P.LIST_EXPORT),
    "lead": posts(P.LEAD_OPEN),
    "lead-visit": posts(P.LEAD_VISIT),
    "lead-apply": posts(P.LEAD_VISIT),
    "lead-transfer": posts(P.LEAD_VISIT),
    "lead-file": posts(P.HOUSEHOLD_WRITE),
    "lead-close": posts(P.LEAD_VISIT),
    "lead-away": posts(P.LEAD_VISIT),
    "lead-layers": posts(P.LEAD_OPEN),
    "lead-layers-export": posts(P.LIST_EXPORT),
    "lead-scans": posts(P.LEAD_SCAN),
    "lead-scan-start": posts(P.LEAD_SCAN),
    "lead-scan-cancel": posts(P.LEAD_SCAN),
    "lead-scan-resume": posts(P.LEAD_SCAN),
    "lead-scores": posts(P.LEAD_OPEN),
    "lead-scores-export": posts(P.LIST_EXPORT),
    "lead-plans": posts(P.LEAD_OPEN),
    "lead-plans-export": posts(P.LIST_EXPORT),
    "lead-plan": posts(P.LEAD_OPEN),
    "lead-plan-contact": posts(P.LEAD_VISIT),
    "lead-plan-end": posts(P.LEAD_VISIT),
    "lead-self-check": posts(P.CONTACT_OPEN),
}
