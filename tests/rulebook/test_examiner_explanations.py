"""What a reason rests on, what is missing in words, and unknowns that do not matter."""

import json

from typer.testing import CliRunner

from tests.rulebook.household import one_person, outcome
from yimen.doors.cli.determine import app
from yimen.rulebook.household_file.schema import FILE, Block, Node, Rows
from yimen.rulebook.labels import LABELS
from yimen.rulebook.leaf_titles import is_path, leaf_title

U = "unknown"


def because(found, rule):
    return next(reason.because for reason in found.reasons if reason.rule == rule)


def test_an_amount_rests_only_on_the_branch_it_came_from() -> None:
    elder = one_person(members=[{"ref": "a", "age": 70, "self_care_failed": 2}])
    rests_on = because(outcome(elder, "tekun", "a"), "tekun_care_paid")
    assert rests_on["tekun_care_half"] == "525.00"
    assert not {"tekun_care_full", "tekun_care_self", "tekun_care_half_institution"} & rests_on.keys()


def test_a_cap_that_the_place_does_not_have_is_no_sum() -> None:
    asked = one_person(request={"kind": "emergency", "amount": 2000})
    assert because(outcome(asked, "temporary"), "temporary_amount") == {
        "is_temporary": True,
        "amount_asked": "2000.00",
    }


def test_the_gap_shows_what_the_format_promises() -> None:
    shown = because(outcome(one_person(household={"income_month": 100}), "dibao"), "dibao_gap")
    assert (shown["dibao_standard"], shown["members"], shown["household_income"]) == ("862.00", 1, "100.00")


def test_a_missing_leaf_is_said_in_chinese() -> None:
    assert leaf_title("members[0].income[1].amount") == "第1位成员的第2项收入的金额"
    assert leaf_title("household.rigid_expenses_12m.medical") == "近12个月刚性支出的医疗"
    assert leaf_title("obligors[1].capable") == "第2户法定义务人的有无履行能力"
    assert (is_path("household.homes"), is_path("dibao_standard")) == (True, False)


def leaves(node: Node, path: str = ""):
    if isinstance(node, Block):
        for key, part in node.keys.items():
            yield from leaves(part, f"{path}.{key}" if path else key)
    elif isinstance(node, Rows):
        yield from leaves(node.of, f"{path}[0]")
    else:
        yield path


def test_every_leaf_of_the_file_has_a_title() -> None:
    for path in leaves(FILE):
        if path not in ("on", "region", "parameters", "members[0].ref"):
            assert not any("a" <= letter <= "z" for letter in leaf_title(path)), path


def test_the_terminal_says_why_not_and_what_is_missing() -> None:
    file = one_person(members=[{"ref": "张三", "age": 45, "income": [{"kind": "wage", "amount": U}]}])
    told = CliRunner().invoke(app, ["-"], input=json.dumps(file), catch_exceptions=False).stdout
    assert "还缺：第1位成员的第1项收入的金额（members[0].income[0].amount）" in told
    assert "特困人员救助供养（张三）：无劳动能力 = 否〔民发〔2021〕43号 第五条〕" in told


def test_an_unknown_that_changes_nothing_leaves_nothing_open() -> None:
    found = outcome(
        one_person(members=[{"ref": "a", "disability": {"kind": "mental", "level": U}}]),
        "disability_care",
        "a",
    )
    assert (found.eligible, found.amount, found.missing) == (True, 28000, ())
    open_one = outcome(
        one_person(members=[{"ref": "a", "disability": {"kind": "hearing", "level": U}}]),
        "disability_care",
        "a",
    )
    assert (open_one.eligible, open_one.missing) == (None, ("members[0].disability.level",))


def test_known_parts_may_be_enough() -> None:
    member = {"ref": "a", "income": [{"kind": "wage", "amount": 900}, {"kind": "business", "amount": U}]}
    assert outcome(one_person(members=[member]), "dibao").eligible is False
    spending = {"income_month": 2000, "rigid_expenses_12m": {"medical": U, "education": 14400}}
    parameters = {"disposable_income_per_capita": 40000}
    assert outcome(one_person(household=spending, parameters=parameters), "rigid_expense").eligible is True


def test_the_words_of_answers_have_labels() -> None:
    assert {"self", "half", "full", "town", "county", "county_head", "county_government"} <= LABELS.keys()
