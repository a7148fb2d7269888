"""A household file is read exactly, and refused with path, what is wrong and what is allowed."""

from datetime import date
from pathlib import Path

import pytest

from yimen.rulebook.determine import determine
from yimen.rulebook.household_file import UNKNOWN, HouseholdFileError, read

MINIMAL = {"on": "2025-03-01", "region": "441426100200", "members": [{"ref": "a"}]}


def refusal(**keys: object) -> str:
    with pytest.raises(HouseholdFileError) as refused:
        read({**MINIMAL, **keys})
    return refused.value.message


def test_yaml_keeps_on_as_a_key_and_amounts_exact() -> None:
    file = read(
        'on: 2025-03-01\nregion: "441426100200"\nhousehold: {income_month: 2100.10}\nmembers: [{ref: n}]'
    )
    assert (file.on, file.household["income_month"], file.members[0]["ref"]) == (
        date(2025, 3, 1),
        210010,
        "n",
    )


def test_json_is_read_too() -> None:
    text = '{"on": "2025-03-01", "region": "441426100200", "members": [{"ref": "a", "age": "unknown"}]}'
    assert read(text).members[0]["age"] is UNKNOWN


def test_a_missing_block_is_absent_and_null_means_missing() -> None:
    file = read({**MINIMAL, "award_before": None})
    assert (file.award_before, file.event, file.request, file.medical, file.obligors) == (
        None, None, None, None, (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "path", "allowed"),
    [
        ({"colour": 1}, "colour", "region、parameters、household"),
        ({"on": "2025-02-30"}, "on：", "2025-03-01"),
        ({"on": "unknown"}, "on：不能是 unknown", "日期"),
        ({"region": "4414"}, "region：", "12 位"),
        ({"region": 441426100200}, "region：", "加引号"),
        ({"members": []}, "members：", "1 至 200 项"),
        ({"members": [{"age": 3}]}, "members[0].ref：缺少此项", "文字"),
        ({"members": [{"ref": "a"}, {"ref": "a"}]}, "members[1].ref", "唯一"),
        ({"members": [{"ref": "a", "ages": 3}]}, "members[0].ages：没有这个键（是否想写 age？）",
         "ref、relation"),
        ({"members": [{"ref": "a", "age": 151}]}, "members[0].age：151 超出范围",
         "0 至 150 的整数，或 unknown"),
        ({"members": [{"ref": "a", "age": 4.5}]}, "members[0].age：4.5 不是整数", "整数"),
        ({"members": [{"ref": "a", "age": True}]}, "members[0].age", "整数"),
        ({"members": [{"ref": "a", "disability": {"level": 5}}]}, "members[0].disability.level", "1 至 4"),
        ({"members": [{"ref": "a", "relation": "uncle"}]}, "members[0].relation", "head、spouse"),
        ({"members": [{"ref": "a", "employed": "maybe"}]}, "members[0].employed", "true 或 false"),
        ({"members": [{"ref": "a", "income": [{"amount": "x"}]}]}, "members[0].income[0].amount", "两位小数"),
        ({"members": [{"ref": "a", "birth_date": "2025-03-02"}]}, "members[0].birth_date", "不晚于"),
        ({"members": [{"ref": "a", "age": 3, "birth_date": "1980-05-01"}]}, "members[0].age", "44"),
        ({"members": [{"ref": "a", "carer_of": ["b"]}]}, "members[0].carer_of[0]：没有成员“b”", "a"),
        ({"household": {"income_month": -1}}, "household.income_month：-1 小于零", "至多两位小数"),
        ({"household": {"income_month": "1.005"}}, "household.income_month：“1.005” 的小数超过两位", "两位"),
        ({"household": {"homes": 1, "homes_not_counted": 2}}, "household.homes_not_counted", "0 至 1"),
        ({"household": {"vehicles": [{"kind": "boat"}]}}, "household.vehicles[0].kind", "car、disability"),
        ({"household": []}, "household：", "urban"),
        ({"obligors": [{"supports": ["z"]}]}, "obligors[0].supports[0]", "a"),
        ({"event": {"kind": "won_lottery"}}, "event.kind", "member_died、started_work"),
        ({"request": {"kind": "gift"}}, "request.kind", "small_fast"),
        ({"medical": {"totals": 3}}, "medical.totals", "basic_insurance_paid"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_what_is_allowed(
    keys: dict[str, object], path: str, allowed: str
) -> None:
    message = refusal(**keys)
    assert path in message
    assert allowed in message.split("允许：", 1)[1]


def test_all_problems_are_named_at_once() -> None:
    assert (
        len(refusal(colour=1, household={"homes": "two"}, members=[{"ref": "a", "age": -1}]).splitlines())
        == 3
    )


def test_a_key_written_twice_and_broken_yaml_are_refused() -> None:
    for text in ("on: 2025-03-01\non: 2025-03-02", "members: [", "- a"):
        with pytest.raises(HouseholdFileError):
            read(text)


def test_json_with_tabs_and_a_key_written_twice() -> None:
    text = '{\n\t"on": "2025-03-01",\n\t"region": "441426100200",\n\t"members": [{"ref": "a"}]\n}'
    assert read(text).members[0]["ref"] == "a"
    with pytest.raises(HouseholdFileError, match="on 写了两次"):
        read('{"on": "2025-03-01", "on": "2025-03-02"}')


def test_a_reference_may_be_unknown() -> None:
    file = read(
        {
            **MINIMAL,
            "obligors": [{"supports": ["unknown"]}],
            "event": {"kind": "unknown", "member": "unknown"},
        }
    )
    assert file.event == {"kind": UNKNOWN, "member": UNKNOWN}


def test_only_date_place_and_a_named_member_are_required() -> None:
    bare = {
        "household": {"vehicles": [{}], "businesses": [{}], "rigid_expenses_12m": {}},
        "members": [{"ref": "a", "income": [{}], "paid_out": [{}], "disability": {}, "other_awards": [{}]}],
        "obligors": [{}],
        "award_before": {},
        "event": {},
        "request": {},
        "medical": {},
    }
    assert determine({**MINIMAL, **bare}).of("dibao").eligible is False


def test_the_example_of_the_docs_is_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "concepts" / "rulebook.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    assert [member["ref"] for member in read(example).members] == ["father", "mother", "child"]
    assert determine(read(example)).of("dibao").eligible is True
