"""Refusals of the monitoring room."""

from yimen.kernel import YimenError


class CountiesFailedError(YimenError):
    """A job failed for some counties; the others are done."""

    code = "counties_failed"


class ComparisonNotFoundError(YimenError):
    """No comparison of this county."""

    code = "comparison_not_found"


class ComparisonInvalidError(YimenError):
    """A comparison that cannot begin, be stopped or go on as things are."""

    code = "comparison_invalid"


class ComparisonCancelledError(YimenError):
    """Somebody stopped it; it goes on from where it was when somebody says so."""

    code = "comparison_cancelled"


class FindingNotFoundError(YimenError):
    """No finding of this place."""

    code = "finding_not_found"


class FindingInvalidError(YimenError):
    """A finding that is closed already, or closed without what it needs."""

    code = "finding_invalid"


class ScanRefusedError(YimenError):
    """A scan that cannot begin here or now."""

    code = "scan_refused"


class ScanNotFoundError(YimenError):
    """No scan of this county."""

    code = "scan_not_found"


class ScanCancelledError(YimenError):
    """Somebody stopped it; it goes on when somebody says so."""

    code = "scan_cancelled"


class LeadNotFoundError(YimenError):
    """No such lead, or plan, in the reader's scope."""

    code = "lead_not_found"


class LeadClosedError(YimenError):
    """What became of the lead is written down already."""

    code = "lead_closed"


class LeadIncompleteError(YimenError):
    """Without a visit, an outcome or the words that are needed."""

    code = "lead_incomplete"


class PlanRefusedError(YimenError):
    """A plan for somebody away that cannot be made, carried on or shared as asked."""

    code = "away_plan_refused"


class SnapshotRefusedError(YimenError):
    """No snapshot that can be made, or used, as things are."""

    code = "snapshot_refused"


class SnapshotCancelledError(YimenError):
    """Somebody stopped it; it goes on from where it was when somebody says so."""

    code = "snapshot_cancelled"


class ScenarioNotFoundError(YimenError):
    """No scenario of this county that is one's own or shared."""

    code = "scenario_not_found"


class ScenarioInvalidError(YimenError):
    """A scenario that cannot begin, be stopped, shared or turned into reviews as things are."""

    code = "scenario_invalid"


class ScenarioCancelledError(YimenError):
    """Somebody stopped it; it goes on from where it was when somebody says so."""

    code = "scenario_cancelled"


class ComparisonFilesError(YimenError):
    """Files that cannot be cut or compared as they are."""

    code = "comparison_files_invalid"


class AuditNotFoundError(YimenError):
    """No such audit of this place."""

    code = "audit_not_found"


class AuditInvalidError(YimenError):
    """An audit that is closed already, or closed without what was seen."""

    code = "audit_invalid"
