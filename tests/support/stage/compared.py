"""Award holders compared with what departments say: a hidden car, and a cremation that holds a share back."""

from tests.support.cast import acting
from tests.support.comparing import told
from yimen.domains.monitoring.actions.comparisons import compare_all, start_comparison
from yimen.domains.monitoring.models import Finding
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
