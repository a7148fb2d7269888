"""A source that was asked about a family, what it answered, and a file that waits to be taken in."""

from tests.support.cast import acting
from yimen.domains.people.queries.identified import numbered
from yimen.domains.verification import actions
from yimen.domains.verification.models import SourceQuery, VerificationReport
from yimen.domains.verification.queries import find_latest_request

from .province import sheet
from .setting import Stage

COLUMNS = ("姓名", "身份证号", "查询结果", "类别", "账户、证号或名称", "金额", "数据日期")


def bank_is_asked(stage: Stage) -> None:
    """The county's verifier asks about the assisted family; of one person the bank says two things."""
    by, walk = stage.cast.county_verifier, stage.awarded
    with acting(by):
        request = find_latest_request(walk.case().id)
        actions.start_verification(request_id=request.id, by=by)
        batch = actions.send_batch(source_key="banks", by=by)
        head = numbered([walk.adults[0]])[walk.adults[0]]
        said = [(head.name, head.number, "有", "存款", "A1", amount, "2026-03-01") for amount in (10, 20)]
        for rows in (said[:1], said[1:], said):
            file = actions.hand_in_answers(
                source_key="banks", content=sheet(COLUMNS, *rows), name="banks.xlsx", by=by
            )
            if len(rows) == 1:
                actions.take_answers(file_id=file.id, by=by)
        asked = SourceQuery.objects.get(batch=batch, person=head.person_id)
        report = VerificationReport.objects.filter(household_id=walk.household_id).latest("id")
    stage.objects |= {
        "source": "banks",
        "batch_id": batch.id,
        "asked_id": asked.id,
        "answer_file_id": file.id,
        "family_report_id": report.id,
        "reader": "family",
    }
