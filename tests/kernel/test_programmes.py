"""Programmes and steps carry their official titles, refusals their facts."""

from yimen.kernel import Programme, Step, YimenError


def test_every_programme_and_step_has_a_chinese_title() -> None:
    assert all(not one.title.isascii() for one in (*Programme, *Step))
    assert len({one.title for one in Programme}) == len(Programme)


def test_emergency_medical_and_price_aid_are_given_once_and_all_else_monthly() -> None:
    assert {one for one in Programme if one.is_one_off} == {
        Programme.TEMPORARY,
        Programme.MEDICAL,
        Programme.PRICE_SUBSIDY,
    }


def test_margin_rigid_expense_and_illness_are_standings() -> None:
    standings = {Programme.DIBAO_MARGIN, Programme.RIGID_EXPENSE, Programme.ILLNESS_POVERTY}
    assert {one for one in Programme if one.is_standing} == standings


def test_a_refusal_keeps_code_message_and_facts() -> None:
    refusal = YimenError("不行；请改", code="odd", name="x")
    assert (str(refusal), refusal.code, refusal.facts) == ("不行；请改", "odd", {"name": "x"})
