"""Tables of monitoring, one module per noun."""

from yimen.domains.monitoring.models.audits import Audit, AuditDraw
from yimen.domains.monitoring.models.comparisons import ComparedSet, Comparison
from yimen.domains.monitoring.models.findings import Finding
from yimen.domains.monitoring.models.layers import LayerStay
from yimen.domains.monitoring.models.leads import AwayPlan, Lead, Scan
from yimen.domains.monitoring.models.scenarios import (
    Scenario,
    ScenarioHousehold,
    ScenarioPart,
    Snapshot,
    SnapshotPart,
)

__all__ = [
    "Audit",
    "AuditDraw",
    "AwayPlan",
    "ComparedSet",
    "Comparison",
    "Finding",
    "LayerStay",
    "Lead",
    "Scan",
    "Scenario",
    "ScenarioHousehold",
    "ScenarioPart",
    "Snapshot",
    "SnapshotPart",
]
