"""What is too odd to be written down without a second look: an age, a spouse, a wrong relation put right."""

from datetime import date

import pytest
from tests.support.cast import VILLAGE, acting
from tests.support.factories import person_facts
from tests.support.process import family_of_three

from yimen.domains.people import actions, queries
from yimen.domains.people.errors import FactsMissingError, InvalidMembershipError
from yimen.domains.people.types import Relation
from yimen.kernel import Sex

pytestmark = pytest.mark.django_db


def registered(name: str, born: date, by, sex: Sex = Sex.MALE):
    facts = person_facts(name, born=born, sex=sex)
    return actions.register_person(facts=facts, region=VILLAGE, address="墩背村12号", by=by)


def test_nobody_is_born_in_a_century_long_past(cast):
    by = cast.village_assistant
    with acting(by), pytest.raises(FactsMissingError, match="核对出生年份"):
        registered("古稀人", date(1870, 3, 1), by)


@pytest.mark.parametrize(
    ("born", "has_spouse", "match"),
    [
        (date(2014, 1, 1), False, "法定婚龄"),
        (date(1985, 1, 1), True, "配偶已登记为"),
        (date(1985, 1, 1), False, ""),
    ],
)
def test_the_head_has_one_spouse_of_age(born, has_spouse, match, cast):
    by = cast.village_assistant
    family = family_of_three(cast)
    with acting(by):
        if not has_spouse:
            spouse = next(r for r in queries.members(family.household_id) if r.relation is Relation.SPOUSE)
            actions.correct_relation(
                membership_id=spouse.membership_id, relation=Relation.SIBLING, reason="误写", by=by
            )
        person = registered("新来人", born, by)
        joining = {"household_id": family.household_id, "person_id": person.id, "relation": Relation.SPOUSE}
        if match:
            with pytest.raises(InvalidMembershipError, match=match):
                actions.add_member(**joining, by=by)
        else:
            assert actions.add_member(**joining, by=by).relation == Relation.SPOUSE


def test_a_wrong_relation_is_put_right_and_the_head_is_not_touched(cast):
    by = cast.village_assistant
    family = family_of_three(cast)
    with acting(by):
        rows = {row.relation: row for row in queries.members(family.household_id)}
        child, head = rows[Relation.CHILD], rows[Relation.HEAD]
        with pytest.raises(InvalidMembershipError, match="原因"):
            actions.correct_relation(
                membership_id=child.membership_id, relation=Relation.GRANDCHILD, reason=" ", by=by
            )
        with pytest.raises(InvalidMembershipError, match="变更户主"):
            actions.correct_relation(
                membership_id=head.membership_id, relation=Relation.CHILD, reason="误写", by=by
            )
        with pytest.raises(InvalidMembershipError, match="配偶已登记"):
            actions.correct_relation(
                membership_id=child.membership_id, relation=Relation.SPOUSE, reason="误写", by=by
            )
        actions.correct_relation(
            membership_id=child.membership_id, relation=Relation.GRANDCHILD, reason="误写", by=by
        )
        now = {row.person_id: row.relation for row in queries.members(family.household_id)}
    assert now[family.child] is Relation.GRANDCHILD
