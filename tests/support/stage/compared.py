"""Award holders compared with what departments say: a hidden car, and a cremation that holds a share back."""

from tests.support.cast import acting
from tests.support.comparing import told
from tests.support.process import on, picture
from yimen.domains.awards.actions import prepare_account_list
from yimen.domains.awards.types import Account
from yimen.domains.awards.types.accounts import AccountFault, Refused
from yimen.domains.cases.actions.checks import draw_due
from yimen.domains.cases.types import FileKind
from yimen.domains.monitoring.actions.accounts import give_account, tell_refused
from yimen.domains.monitoring.actions.audits import draw_audits
from yimen.domains.monitoring.actions.comparisons import compare_all, start_comparison
from yimen.domains.monitoring.models import Audit, Finding
from yimen.domains.people.queries.identified import homes_of, numbered
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.sealing import seal_pending
from yimen.foundation.database.scope import system_scope
from yimen.foundation.files.actions import store
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
    _account_is_refused(stage)


def _account_is_refused(stage: Stage) -> None:
    """A bank told the town; the family showed another account, which waits for a second person."""
    by, head = stage.cast.town_handler, stage.awarded.adults[0]
    with acting(by):
        home = homes_of([head], TODAY)[head]
        refused = Refused(
            home, head, "6217000012345678", AccountFault.CLOSED, "示例农商银行", TODAY, Month.of(TODAY)
        )
        told = tell_refused(refused=refused, by=by)
        kept = store(picture(), kind=FileKind.MATERIAL, subject=told.finding_id, region=str(by.region), by=by)
        account = Account("示例人", "示例银行示例支行", "6217000087654321")
        give_account(finding_id=told.finding_id, account=account, note="示例", file_id=kept.id, by=by)
        rows = [
            f"{one.name},{one.number},6217000012345678,{TODAY},账户已销户,{Month.of(TODAY)}"
            for one in numbered(stage.awarded.adults).values()
        ]
        text = "\n".join(["姓名,身份证号,银行账号,退回日期,退回原因,发放月份", *rows])
        listed = prepare_account_list(content=text.encode(), told_by="示例农商银行", by=by)
    stage.objects["account_list_id"] = listed.id


def _draw_audits(stage: Stage) -> None:
    """On the first working day of April, with the seed that was published in March."""
    with system_scope():
        draw_due(by=SYSTEM)
    with on(TODAY.replace(month=4, day=2)), system_scope():
        seal_pending()
        draw_audits(by=SYSTEM)
        stage.objects["audit_id"] = Audit.objects.filter(region__startswith="441426").latest("id").id
