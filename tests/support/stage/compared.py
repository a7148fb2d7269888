"""Award holders compared with what departments say: a hidden car, and a cremation that holds a share back."""

from tests.support.cast import acting
from tests.support.comparing import told
from tests.support.process import on
from yimen.domains.cases.actions.checks import draw_due
from yimen.domains.monitoring.actions.audits import draw_audits
from yimen.domains.monitoring.actions.comparisons import compare_all, start_comparison
from yimen.domains.monitoring.models import Audit, Finding
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.sealing import seal_pending
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Month

from .setting import TODAY, Stage


def holders_are_compared(stage: Stage) -> None:
    """By the county's verifier; nobody has looked into it yet."""
    by, (head, spouse) = stage.cast.county_verifier, stage.awarded.adults
    car = {"plate": "粤M12345", "kind": "car", "registered_on": "2026-01-05", "state": "A"}
    told(by, "vehicles", [(head, car)], TODAY)
    told(by, "cremations", [(spouse, {"cremated_on": "2026-03-01", "funeral_home": "示例殡仪馆"})], TODAY)
    with acting(by):
        comparison = start_comparison(month=Month.of(TODAY).next(), by=by, is_deferred=False)
    compare_all(comparison.id, by=by)
    with acting(by):
        stage.objects["comparison_id"] = comparison.id
        stage.objects["finding_id"] = Finding.objects.get(rule="vehicle").id
    _draw_audits(stage)


def _draw_audits(stage: Stage) -> None:
    """On the first working day of April, with the seed that was published in March."""
    with system_scope():
        draw_due(by=SYSTEM)
    with on(TODAY.replace(month=4, day=2)), system_scope():
        seal_pending()
        draw_audits(by=SYSTEM)
        stage.objects["audit_id"] = Audit.objects.filter(region__startswith="441426").latest("id").id
