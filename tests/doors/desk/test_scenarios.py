"""The pages of what-if: data made, a scenario typed and refused, worked out, shared, compared, made law."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.security.access_rows import entered
from tests.support.process import on
from tests.support.reviewing import LATER

from yimen.domains.monitoring.actions.entering import run_leads
from yimen.domains.monitoring.actions.scenarios import run_scenario
from yimen.domains.monitoring.actions.snapshots import run_snapshot
from yimen.domains.monitoring.models import Scenario, ScenarioHousehold, Snapshot
from yimen.domains.verification.models import Authorisation
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.models import Run
from yimen.foundation.jobs.runs import LOST_AFTER

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-POL-7")]
RAISED = {"title": "提高标准", "step": "100", "name_1": "dibao_standard", "value_1": "900"}


@pytest.fixture
def planner(review, settings, tmp_path):
    """The county's reviewer with data to work on."""
    settings.YIMEN_FILES = tmp_path / "files"
    with on(LATER):
        client = entered(review.cast.county_reviewer)
        assert client.post(reverse("desk:scenario-snapshot")).status_code == 302
        with system_scope():
            made = Snapshot.objects.get()
        assert "正在制作第 1 版" in client.get(reverse("desk:scenarios")).content.decode()
        run_snapshot(made.id)
        yield client


def test_data_that_broke_off_are_stopped_taken_up_and_say_who_was_left_out(planner, review):
    page = planner.get(reverse("desk:scenarios")).content.decode()
    assert "社会救助法 第六条" in page and "没有有效授权、未列入的户数" in page
    planner.post(reverse("desk:scenario-snapshot"))
    with system_scope():
        made = Snapshot.objects.get(version=2)
        Authorisation.objects.filter(revoked_at=None).update(
            revoked_at="2026-09-20T00:00:00Z", revoked_reason="本人撤回"
        )
    planner.post(reverse("desk:scenario-snapshot-cancel", args=[made.id]))
    run_snapshot(made.id)
    page = planner.get(reverse("desk:scenarios")).content.decode()
    assert "第 2 版没有做完：0 / 1 户" in page and "已停止" in page and "继续制作" in page
    planner.post(reverse("desk:scenario-snapshot-resume", args=[made.id]))
    Run.objects.filter(id=made.run_id).update(beat_at=made.until - LOST_AFTER)
    page = planner.get(reverse("desk:scenarios")).content.decode()
    assert "没有响应" in page and "重新取数" in page
    planner.post(reverse("desk:scenario-snapshot-resume", args=[made.id]))
    run_snapshot(made.id)
    page = planner.get(reverse("desk:scenarios")).content.decode()
    assert "没有取到家庭：1 户的成员" in page


def _made(client, **keys):
    answer = client.post(reverse("desk:scenario-begin"), RAISED | keys)
    assert answer.status_code == 302, answer.content.decode()
    with system_scope():
        return Scenario.objects.get(title=(RAISED | keys)["title"])


def test_from_the_form_to_figures_households_and_their_sheet(planner):
    scenario = _made(planner)
    address = reverse("desk:scenario", args=[scenario.id])
    assert "正在测算" in planner.get(address).content.decode()
    assert "正在测算" in planner.get(address, headers={"HX-Request": "true"}).content.decode()
    run_scenario(scenario.id)
    assert planner.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    page = planner.get(address).content.decode()
    assert "十二个月费用增加" in page and 'data-table="scenario-months"' in page and "900 元/人/月" in page
    listed = planner.get(reverse("desk:scenario-households", args=[scenario.id]) + "?effect=gains")
    assert "增加" in listed.content.decode() and "共 1 条" in listed.content.decode()
    nobody = planner.get(reverse("desk:scenario-households", args=[scenario.id]) + "?effect=leaves")
    assert "没有涉及的家庭" in nobody.content.decode()
    sheet = planner.get(reverse("desk:scenario-households-export") + f"?scenario={scenario.id}")
    assert sheet.headers["Content-Type"].endswith("sheet")
    assert planner.get(reverse("desk:scenario-households-export") + "?scenario=x").status_code == 200
    assert planner.get(reverse("desk:scenarios-export")).status_code == 200


def test_rows_of_changes_are_added_and_taken_away_and_keep_what_was_typed(planner):
    address = reverse("desk:scenario-begin")
    page = planner.get(address).content.decode()
    assert 'name="name_2"' in page and 'name="name_3"' not in page
    typed = RAISED | {"name_2": "margin_ratio", "value_2": "2"}
    page = planner.post(address, typed | {"add": "1"}).content.decode()
    assert 'name="name_3"' in page and 'value="900"' in page and "form-error" not in page
    page = planner.post(address, typed | {"remove": "1"}).content.decode()
    assert 'name="name_2"' not in page and 'value="900"' not in page and 'value="2"' in page
    for nothing in ("²", "9" * 5000, "3"):
        page = planner.post(address, typed | {"remove": nothing}).content.decode()
        assert 'name="name_2"' in page and 'name="name_3"' not in page
    many = {f"name_{row}": "margin_ratio" for row in range(1, 22)}
    page = planner.post(address, RAISED | many | {"add": "1"}).content.decode()
    assert 'name="name_20"' in page and 'name="name_21"' not in page and "再加一项改动" not in page
    values = {f"value_{row}": "2" for row in range(1, 7)}
    names = {f"name_{row}": "margin_ratio" for row in range(1, 7)}
    assert len(_made(planner, title="六项", **names, **values).content["changes"]) == 6


def test_a_standard_below_the_published_least_is_said_on_the_form_and_in_the_result(planner):
    low = {"name_1": "dibao_standard_rural", "value_1": "500"}
    page = planner.post(reverse("desk:scenario-begin"), RAISED | low | {"look": "1"}).content.decode()
    assert "公布的最低标准" in page and "664.00" in page and "http://sichuan" in page
    scenario = _made(planner, title="低于下限", **low)
    run_scenario(scenario.id)
    page = planner.get(reverse("desk:scenario", args=[scenario.id])).content.decode()
    assert "公布的最低标准" in page and "没有计入的项目：临时救助、医疗救助" in page
    fine = planner.post(reverse("desk:scenario-begin"), RAISED | {"look": "1"}).content.decode()
    assert "公布的最低标准" not in fine


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"name_1": "dibao_standard"}, ("农村 664.00 元/人/月", "城镇 862.00 元/人/月", "自 2025-01-01 起")),
        ({"name_1": "margin_ratio"}, ("现值：1.5", "国办发〔2023〕39号")),
        ({"name_1": "minimum_wage"}, ("待县里补充", "没有来源")),
        ({"name_1": "dibao_method"}, ("按差额", "gap", "gap、tiers")),
        ({"name_1": "supplement_kinds"}, ("老年人、未成年人", "[elderly, minor")),
        ({"name_1": "disability_living_amount"}, ("217.00", "自 2026-01-01 起")),
        ({"name_1": "homes_max", "region_1": "110000000000", "since_1": "never"}, ("现值：1 套",)),
    ],
)
def test_what_holds_now_stands_under_each_change(planner, row, said):
    page = planner.post(reverse("desk:scenario-begin"), RAISED | row | {"look": "1"}).content.decode()
    assert not [words for words in said if words not in page]


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_begun(planner):
    for wrong, said in (
        ({"value_1": "-5"}, "允许"),
        ({"since_1": "很快"}, "年-月"),
        ({"name_2": "disability_living_amount", "value_2": "{1: x}"}, "允许"),
        ({"name_2": "homes_max", "value_2": ""}, "允许"),
    ):
        answer = planner.post(reverse("desk:scenario-begin"), RAISED | wrong)
        assert answer.status_code == 200 and said in answer.content.decode()
        assert "form-error" in answer.content.decode()
    with system_scope():
        assert not Scenario.objects.exists()


def test_stopped_taken_up_shared_compared_and_made_law(planner, review):
    scenario, other = _made(planner), _made(planner, title="另一次", value_1="950")
    planner.post(reverse("desk:scenario-cancel", args=[scenario.id]))
    run_scenario(scenario.id)
    address = reverse("desk:scenario", args=[scenario.id])
    page = planner.get(address).content.decode()
    assert "停止了测算" in page and "已算 0 / 1 户" in page
    planner.post(reverse("desk:scenario-resume", args=[scenario.id]))
    for each in (scenario, other):
        run_scenario(each.id)
    confirmer = entered(review.cast.county_confirmer)
    assert confirmer.get(address).status_code == 404
    planner.post(reverse("desk:scenario-share", args=[scenario.id]))
    assert "提高标准" in confirmer.get(address).content.decode()
    planner = entered(review.cast.county_reviewer)
    compared = planner.get(reverse("desk:scenario-compare", args=[scenario.id]) + f"?other={other.id}")
    text = compared.content.decode()
    assert "另一次" in text and "测算期费用增加（元）" in text and "后者多（少）" in text
    assert "→ 950 元/人/月" in text and '<button class="btn" type="submit">对照</button>' in text
    call = reverse("desk:scenario-call", args=[scenario.id])
    assert "可以核查" in planner.get(call).content.decode()
    given = {"ground": "平府〔2026〕9号", "due_on": str(LATER + timedelta(days=60))}
    assert planner.post(call, given | {"due_on": str(LATER)}).status_code == 200
    assert planner.post(call, given).status_code == 302
    assert "平府〔2026〕9号" in planner.get(address).content.decode()


def test_whoever_would_come_in_is_handed_to_the_villages_with_the_duty_named(planner, review):
    scenario = _made(planner)
    run_scenario(scenario.id)
    address, ask = (
        reverse("desk:scenario", args=[scenario.id]),
        reverse("desk:scenario-leads", args=[scenario.id]),
    )
    assert ask not in planner.get(address).content.decode()
    with system_scope():
        ScenarioHousehold.objects.update(effect="enters", before_fen=0, before=[], after=["orphan"])
        figures = Scenario.objects.get(id=scenario.id).figures
        town = next(iter(figures["towns"].values()))
        town[2], town[4] = town[4], 0  # whoever gains would come in
        Scenario.objects.filter(id=scenario.id).update(figures=figures)
    page = planner.get(address).content.decode()
    assert ask in page and "社会救助法 第十条、第三十九条" in page
    assert planner.post(ask).status_code == 302
    run_leads(scenario.id)
    page = planner.get(address).content.decode()
    assert ask not in page and "派发线索" in page and "1 / 1" in page
    link = f"{reverse('desk:leads')}?scenario={scenario.id}&amp;show=all"
    assert link in page, "one click to whom it would let in"
    narrowed = planner.get(link.replace("&amp;", "&")).content.decode()
    assert "共 1 条" in narrowed and "只列出一次政策测算派发的线索" in narrowed
    assert "只列出一次" not in planner.get(reverse("desk:leads")).content.decode()
    another = reverse("desk:leads") + f"?scenario={scenario.snapshot_id}&show=all"
    assert "没有待办结的线索" in planner.get(another).content.decode()
    assert planner.post(ask).status_code == 409
