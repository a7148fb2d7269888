"""As `leads` of the desk's own table, written down a second time by hand."""

from .letters import EXPORTS, READS, RECEIVES

VISITS = "vgshr"

LEADS = {
    "leads": READS,
    "leads-export": EXPORTS,
    "lead": READS,
    "lead-visit": VISITS,
    "lead-apply": VISITS,
    "lead-transfer": VISITS,
    "lead-file": RECEIVES,
    "lead-close": VISITS,
    "lead-away": VISITS,
    "lead-layers": READS,
    "lead-layers-export": EXPORTS,
    "lead-scans": "VR",
    "lead-scan-start": "VR",
    "lead-scan-cancel": "VR",
    "lead-scan-resume": "VR",
    "lead-scores": READS,
    "lead-scores-export": EXPORTS,
    "lead-plans": READS,
    "lead-plans-export": EXPORTS,
    "lead-plan": READS,
    "lead-plan-contact": VISITS,
    "lead-plan-end": VISITS,
    "lead-self-check": READS,
}
