"""Department data in a report: whose rows count, on which ground, from which version, and what never does."""

import io
from datetime import date, timedelta

import pytest
from tests.domains.verification.test_reports import content, line, object_to, report_on
from tests.support.banks import MONDAY
from tests.support.cast import acting

from yimen.domains.network.errors import NotPermittedError
from yimen.domains.people.models import Person
from yimen.domains.verification import actions, queries
from yimen.domains.verification.actions import sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.domains.verification.models import SetLoad
from yimen.domains.verification.sets.places import attempt_folder
from yimen.domains.verification.types import LineKind
from yimen.foundation.sentences import read_sentence

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-3")]
FRESH = MONDAY - timedelta(days=2)
HEADS = {
    "pensions": "公民身份号码,姓名,待遇类别,月发放额,所属月份",
    "vehicles": "公民身份号码,姓名,号牌号码,车辆类型,登记日期,购置价格,状态",
    "deaths": "公民身份号码,姓名,死亡日期",
    "medical": "公民身份号码,姓名,病种,年度个人自付,住院次数,年度",
}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"


def number(bank, person):
    return bank.people[person].number


def load(bank, key, *rows, as_of=FRESH):
    content = "\n".join((HEADS[key], *rows, "")).encode()
    with acting(bank.by):
        made = sets.hand_in_set(
            set_key=key, as_of=as_of, stream=io.BytesIO(content), by=bank.by, is_deferred=False
        )
    load_set(made.id, by=bank.by)
    with acting(bank.by):
        return SetLoad.objects.get(id=made.id)


def pension(bank, person, yuan="800", month="2026-02"):
    return f"{number(bank, person)},某,employee,{yuan},{month}"


def car(bank, person, plate="粤M12345", price="90000", state="A"):
    return f"{number(bank, person)},某,{plate},car,2019-05-01,{price},{state}"


def items(said):
    return {(each["name"], each["kind"]): (each["amount"], len(each["beside"])) for each in said["items"]}


def test_a_pension_of_a_set_and_of_a_bank_is_one_and_the_version_is_told(bank):
    head = bank.walk.adults[0]
    name = bank.people[head].name
    load(bank, "pensions", pension(bank, head))
    said = content(bank, report_on(bank, line(head, LineKind.PENSION, 79000, "银行流水")))
    assert items(said) == {(name, "pension"): (80000, 1)}
    (item,) = said["items"]
    assert item["source"] == "人力资源社会保障部门（养老金发放第1版）"
    (used,) = said["sets"]
    assert (used["title"], used["version"], used["as_of"], used["freshness"], used["people"]) == (
        "养老金发放", 1, str(FRESH), "fresh", 1,
    )  # fmt: skip


def test_a_car_of_a_set_and_of_an_answer_without_its_plate_is_one(bank):
    head = bank.walk.adults[0]
    load(bank, "vehicles", car(bank, head), car(bank, head, "粤M99999", "5000"))
    said = content(bank, report_on(bank, line(head, LineKind.CAR, 0, "车辆管理")))
    told = sorted((each["amount"], len(each["beside"])) for each in said["items"])
    assert told == [(500000, 0), (9000000, 1)]
    assert [each["stands"] for each in said["vetoes"]] == [True, True]


def test_every_set_and_person_stands_in_the_log_under_the_signature(bank):
    head, wife = bank.walk.adults
    load(bank, "pensions", pension(bank, head), pension(bank, wife))
    bank.revoke(wife)
    said = content(bank, report_on(bank))
    assert [each["name"] for each in said["items"]] == [bank.people[head].name]
    looked = bank.entries(act="compare", source="pensions")
    told = {(each.person_id, each.outcome, each.ground) for each in looked}
    assert told == {
        (head, "done", "authorisation"),
        (bank.walk.child, "done", "authorisation"),
        (wife, "refused", "none"),
    }


def test_a_row_of_another_check_or_of_a_stranger_says_nothing(bank):
    head = bank.walk.adults[0]
    load(bank, "pensions", pension(bank, head), "999999193001010000,温,employee,900,2026-02")
    with acting(bank.walk.cast.town_handler):
        known = Person.objects.filter(id=head)
        check = known.get().joining_check
        known.update(joining_check=check ^ 1)
    said = content(bank, report_on(bank))
    assert said["items"] == [] and said["sets"][0]["people"] == 0


def test_somebody_without_a_number_is_named_and_nothing_is_guessed(bank):
    head = bank.walk.adults[0]
    load(bank, "pensions", pension(bank, head))
    with acting(bank.walk.cast.town_handler):
        Person.objects.filter(id=head).update(joining_key=None, joining_check=None)
    said = content(bank, report_on(bank))
    assert said["items"] == [] and said["unmatched"] == [bank.people[head].name]


def test_stale_data_and_a_car_that_is_gone_are_told_and_do_not_count(bank):
    head = bank.walk.adults[0]
    load(bank, "vehicles", car(bank, head, state="E"))
    load(bank, "pensions", pension(bank, head, month="2025-10"), as_of=date(2025, 11, 1))
    load(bank, "deaths", f"{number(bank, head)},某,2026-02-01")
    said = content(bank, report_on(bank))
    assert said["items"] == []
    assert {each["title"] for each in said["set_notes"]} == {"机动车登记", "养老金发放", "死亡登记"}
    assert ["死亡日期", "2026-02-01"] in [pair for each in said["set_notes"] for pair in each["told"]]
    assert [(each["rule"], each["threshold"]) for each in said["warnings"]] == [("death", None)]


def test_costs_of_illness_are_told_and_from_the_figure_on_warned_of(bank):
    head, wife = bank.walk.adults

    def cost(person, yuan, year):
        return f"{number(bank, person)},某,肿瘤,{yuan},3,{year}"

    load(
        bank, "medical", cost(head, "20000.00", 2025), cost(wife, "19999.99", 2026), cost(wife, "90000", 2024)
    )
    said = content(bank, report_on(bank))
    assert said["items"] == []
    told = {each["name"]: dict(each["told"]) for each in said["set_notes"]}
    assert told == {
        bank.people[head].name: {
            "病种": "肿瘤",
            "年度个人自付": "20000.00元",
            "住院次数": "3",
            "年度": "2025",
        },
        bank.people[wife].name: {
            "病种": "肿瘤",
            "年度个人自付": "19999.99元",
            "住院次数": "3",
            "年度": "2026",
        },
    }
    (warning,) = said["warnings"]
    assert (warning["rule"], warning["threshold"]["value"]) == ("sudden_illness", "20000")
    assert str(read_sentence(warning["evidence"])) == (
        f"“医疗费用与重病”中有{bank.people[head].name}：2025年个人自付20000.00元，请核实是否患重病。"
    )
    assert not any("肿瘤" in str(each) for each in (*said["for_handler"], *said["for_family"]))


def test_a_damaged_file_is_said_and_stops_nothing(bank):
    head = bank.walk.adults[0]
    made = load(bank, "pensions", pension(bank, head))
    for path in attempt_folder(made.attempt_id).rglob("*"):
        if path.is_file():
            whole = path.read_bytes()
            path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    said = content(bank, report_on(bank))
    assert said["items"] == [] and said["sets"][0]["is_read"] is False


def test_after_an_objection_the_item_is_read_anew_and_the_rest_is_taken_over(bank):
    head = bank.walk.adults[0]
    load(bank, "pensions", pension(bank, head, "800"))
    load(bank, "vehicles", car(bank, head))
    first = report_on(bank)
    request = object_to(bank, first, head, LineKind.PENSION)
    with acting(bank.by):
        actions.start_verification(request_id=request.id, by=bank.by)
    load(bank, "pensions", pension(bank, head, "500"))
    second = report_on(bank)
    assert {key: amount for (_, key), (amount, _) in items(content(bank, second)).items()} == {
        "pension": 50000,
        "car": 9000000,
    }
    assert [(each["title"], each["version"]) for each in content(bank, second)["sets"]] == [
        ("养老金发放", 2),
        ("机动车登记", 1),
    ]


def test_looking_asks_for_the_right_to_answer(bank):
    by = bank.walk.cast.town_handler
    with acting(by), pytest.raises(NotPermittedError):
        queries.lines_from_sets(bank.request.id, by=by)
