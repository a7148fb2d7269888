"""The pages of comparisons: run, found, looked at, closed, told; the bulletin as page, workbook and sheet."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.security.access_rows import entered
from tests.support.cast import acting
from tests.support.comparing import County
from tests.support.process import on
from tests.support.reviewing import LATER

from yimen.domains.awards.models import Award, PaymentHold
from yimen.domains.monitoring.actions.comparisons import run_comparison
from yimen.domains.monitoring.models import Comparison, Finding
from yimen.domains.monitoring.queries.findings import findings_found
from yimen.domains.monitoring.types.findings import FindingFilters, FindingOutcome
from yimen.domains.people.models import Person
from yimen.domains.verification.models import QueryEntry
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]
CAR = {"plate": "粤M12345", "kind": "car", "registered_on": str(LATER - timedelta(days=90)), "state": "A"}
DIED = {"died_on": str(LATER - timedelta(days=5))}


@pytest.fixture
def county(review, settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    with on(LATER):
        found = County(review)
        found.told("vehicles", (found.head, CAR))
        found.told("deaths", (found.spouse, DIED))
        yield found


def page(client, name, *args, **query):
    client.raise_request_exception = True
    answer = client.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def test_the_county_runs_one_and_reads_the_bulletin(county):
    verifier = entered(county.cast.county_verifier)
    assert "还没有比对过" in page(verifier, "comparisons")
    assert "没有或者已经过时的数据" in page(verifier, "comparison-start")
    assert verifier.post(reverse("desk:comparison-start"), {"month": "2026-09"}).status_code == 302
    with system_scope():
        comparison = Comparison.objects.get()
    assert "正在比对" in page(verifier, "comparison", comparison.id)
    assert verifier.post(reverse("desk:comparison-cancel", args=[comparison.id])).status_code == 302
    run_comparison(comparison.id)
    assert "已停止" in page(verifier, "comparison", comparison.id)
    assert verifier.post(reverse("desk:comparison-resume", args=[comparison.id])).status_code == 302
    run_comparison(comparison.id)
    assert "已完成" in page(verifier, "comparison", comparison.id)
    polled = verifier.get(reverse("desk:comparison", args=[comparison.id]), headers={"HX-Request": "true"})
    assert polled.headers["HX-Refresh"] == "true"
    assert "东石镇" in page(verifier, "bulletin") or "大柘镇" in page(verifier, "bulletin")
    sheet = verifier.get(reverse("desk:bulletin-sheet"))
    assert sheet.content.startswith(b"%PDF")
    assert verifier.get(reverse("desk:bulletin-export")).status_code == 200


def test_a_finding_says_what_the_department_says_and_the_look_is_logged(county):
    county.compared()
    (car,) = [each for each in county.findings() if each.rule == "vehicle"]
    text = page(entered(county.cast.village_assistant), "finding", car.id)
    assert all(
        word in text for word in ("名下有未申报的机动车", "汽车", "公安机关交通管理部门", "社会救助法")
    )
    assert "粤M12345" not in text
    with system_scope():
        assert QueryEntry.objects.filter(act="view", person_id=county.head, duty="compare").count() == 1


def test_one_click_opens_the_review(county):
    county.compared()
    handler = entered(county.cast.town_handler)
    (car,) = [each for each in county.findings() if each.rule == "vehicle"]
    answer = handler.post(reverse("desk:finding-review", args=[car.id]))
    with system_scope():
        assert answer.headers["Location"] == reverse(
            "desk:case", args=[Finding.objects.get(id=car.id).case_id]
        )
    assert "发放前比对发现：名下有未申报的机动车" in handler.get(answer.headers["Location"]).content.decode()


def test_many_are_closed_after_a_preview_and_the_county_tells_the_department(county):
    county.compared()
    reviewer = entered(county.cast.town_reviewer)
    assert "问题清单" in page(reviewer, "findings", state="open")
    with acting(county.cast.town_reviewer):
        (row, *_others) = findings_found(by=county.cast.town_reviewer, filters=FindingFilters())
        assert row.get_deferred_fields() == {"evidence"}, "a list opens nothing that is sealed"
    ids = [str(each.id) for each in county.findings()]
    preview = reviewer.post(reverse("desk:findings-close"), {"finding": ids}).content.decode()
    assert "全部处理" in preview and not any(each.outcome for each in county.findings())
    given = {"finding": ids, "verb": "do", "outcome": "data_wrong", "because": "人健在，车已过户"}
    assert reviewer.post(reverse("desk:findings-close"), given).status_code == 200
    assert {each.outcome for each in county.findings()} == {FindingOutcome.DATA_WRONG}
    verifier = entered(county.cast.county_verifier)
    assert "登记告知" in page(verifier, "finding", ids[0])
    assert "怎样告知" in page(verifier, "finding-tell", ids[0])
    verifier.post(reverse("desk:finding-tell", args=[ids[0]]), {"how": "函告"})
    with acting(county.cast.county_verifier):
        assert Finding.objects.get(id=ids[0]).told_how == "函告"
    assert verifier.get(reverse("desk:findings-export")).status_code == 200


def test_a_hold_is_settled_by_one_and_released_by_another(county):
    county.compared()
    (death,) = [each for each in county.findings() if each.rule == "died"]
    handler, reviewer = entered(county.cast.town_handler), entered(county.cast.town_reviewer)
    assert "先记录核实结果" in page(reviewer, "finding", death.id)
    closing = {"outcome": "no_change", "because": "入户见到本人"}
    assert handler.post(reverse("desk:finding", args=[death.id]), closing).status_code == 302
    assert "恢复发放须由另一位" in page(handler, "finding", death.id)
    assert "恢复发放的原因" in page(reviewer, "finding-release", death.id)
    reviewer.post(reverse("desk:finding-release", args=[death.id]), {"because": "入户见到本人"})
    assert "已恢复发放" in page(reviewer, "finding", death.id)


def test_what_waits_stands_in_a_list_with_who_may_let_it_go_and_in_the_month(county):
    county.compared()
    (death,) = [each for each in county.findings() if each.rule == "died"]
    handler, reviewer = entered(county.cast.town_handler), entered(county.cast.town_reviewer)
    assert all(word in page(reviewer, "holds") for word in ("本人死亡", "2026-10", "等待核实", "核实以后"))
    with system_scope():
        assert QueryEntry.objects.filter(act="view", person_id=county.spouse, duty="compare").exists()
    assert "暂缓发放的款项" in page(reviewer, "home") and "暂缓发放的款项" not in page(handler, "home")
    handler.post(
        reverse("desk:finding", args=[death.id]), {"outcome": "no_change", "because": "入户见到本人"}
    )
    assert f"{county.cast.town_handler.staff_name}以外的" in page(reviewer, "holds", state="to_release")
    assert "没有这样的款项" in page(reviewer, "holds", reason="double")
    assert reviewer.get(reverse("desk:holds-export")).status_code == 200
    assert "没有这样的款项" in page(entered(county.cast.stranger), "holds")
    with system_scope():
        assert QueryEntry.objects.filter(act="export", person_id=county.spouse, duty="compare").exists()


def test_what_is_gone_is_ended_by_one_click(county):
    county.compared()
    county.told("vehicles", (county.spouse, CAR))
    county.compared()
    (car,) = [each for each in county.findings() if each.rule == "vehicle" and each.person_id == county.head]
    village = entered(county.cast.village_assistant)
    assert "没有再发现这个问题" in page(village, "finding", car.id)
    assert "比对不再发现" in page(village, "findings", state="gone")
    assert village.post(reverse("desk:finding-gone", args=[car.id])).status_code == 302
    with acting(county.cast.county_verifier):
        assert Finding.objects.get(id=car.id).outcome == FindingOutcome.GONE


def test_the_file_of_the_household_names_what_was_found(county):
    county.compared()
    text = page(entered(county.cast.town_handler), "household", county.review.walk.household_id)
    assert "名下有未申报的机动车" in text and "死亡后仍在发放" in text


def test_what_waits_of_an_award_for_one_person_bears_that_persons_name(county):
    county.compared()
    with system_scope():
        Award.objects.update(person=county.spouse)
        PaymentHold.objects.update(person=None, reason="invalid_account")
        name = Person.objects.get(id=county.spouse).name
    reviewer = entered(county.cast.town_reviewer)
    assert f">{name}</a>" in page(reviewer, "holds") and name in page(reviewer, "home")


@pytest.mark.parametrize(("until", "is_offered"), [(None, True), ("2026-09-01", True), ("2026-04-01", False)])
def test_a_payment_of_late_may_be_told_as_refused_though_the_award_is_over(county, until, is_offered):
    with system_scope():
        Award.objects.update(from_month="2026-03-01", until_month=until)
    home = county.review.walk.household_id
    text = page(entered(county.cast.county_verifier), "household", home)
    assert (reverse("desk:account-refuse", args=[home]) in text) is is_offered
