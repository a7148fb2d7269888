"""Tables of monitoring, one module per noun."""

from yimen.domains.monitoring.models.comparisons import ComparedSet, Comparison
from yimen.domains.monitoring.models.findings import Finding

__all__ = ["ComparedSet", "Comparison", "Finding"]
