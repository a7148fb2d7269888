"""Tables of monitoring, one module per noun."""

from yimen.domains.monitoring.models.comparisons import ComparedSet, Comparison
from yimen.domains.monitoring.models.findings import Finding
from yimen.domains.monitoring.models.leads import AwayPlan, Lead, Scan

__all__ = ["AwayPlan", "ComparedSet", "Comparison", "Finding", "Lead", "Scan"]
