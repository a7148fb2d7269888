"""Our awards beside the province's list: what differs, said once for each thing, whatever the order."""

import itertools
import random
from uuid import UUID

import pytest

from yimen.domains.exchange.rules.comparing import compare, evidence_of, state_after
from yimen.domains.exchange.types.reconciling import DifferenceKind, DifferenceState, Differing, Ours, Theirs
from yimen.kernel import Money, Month, Programme

DIBAO, TEKUN = Programme.DIBAO, Programme.TEKUN
K, S = DifferenceKind, DifferenceState
APRIL = Month(2026, 4)


def ours(*keys: str, programme=DIBAO, name="李建明", amount=812, size=3, month=APRIL):
    return Ours(
        tuple(key.encode() for key in keys), programme, name, "441426100200", UUID(int=1), size,
        None if amount is None else Money.yuan(amount), month,
    )  # fmt: skip


def theirs(row: int, key: str, programme=DIBAO, name="李建明", amount=812, size=3, month=APRIL):
    money = None if amount is None else Money.yuan(amount)
    return Theirs(row, key.encode(), programme, name, size, money, month)


def kinds(here, there):
    return sorted(each.kind.value for each in compare(here, there).differing)


def test_what_both_sides_say_alike_differs_in_nothing():
    compared = compare([ours("li")], [theirs(2, "li")])
    assert (compared.matched, compared.differing) == (1, ())


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"amount": 800}, "amount"),
        ({"month": Month(2026, 5)}, "month"),
        ({"name": "李建民"}, "name"),
        ({"size": 2}, "size"),
    ],
)
def test_each_thing_that_differs_is_said_by_its_kind_with_both_sides(changed, kind):
    (found,) = compare([ours("li")], [theirs(2, "li", **changed)]).differing
    assert found.kind.value == kind and found.ours is not None and found.theirs.row == 2


def test_several_things_of_one_pair_are_several_differences():
    assert kinds([ours("li")], [theirs(2, "li", amount=1, size=9)]) == ["amount", "size"]


def test_what_a_row_does_not_say_is_not_compared():
    assert kinds([ours("li")], [theirs(2, "li", name=None, amount=None, size=None, month=None)]) == []
    assert kinds([ours("li")], [theirs(2, "li", programme=None)]) == []


def test_only_here_and_only_there():
    assert kinds([ours("li")], [theirs(2, "zhu")]) == ["only_here", "only_there"]


def test_a_family_is_found_under_any_of_its_members():
    assert kinds([ours("li", "wife", "child")], [theirs(2, "wife", name="陈氏")]) == ["name"]


def test_another_programme_of_the_same_person_is_one_difference_not_two():
    compared = compare([ours("li", programme=TEKUN)], [theirs(2, "li", programme=DIBAO, amount=5)])
    assert [each.kind for each in compared.differing] == [K.PROGRAMME, K.AMOUNT]
    assert compared.matched == 1


def test_two_awards_of_one_person_go_to_their_own_rows_first():
    here = [ours("li", programme=DIBAO), ours("li", programme=Programme.DISABILITY_CARE, amount=290)]
    there = [theirs(2, "li", Programme.DISABILITY_CARE, amount=290), theirs(3, "li", DIBAO)]
    assert kinds(here, there) == []
    assert kinds(here, there[:1]) == ["only_here"]


def test_a_row_that_stands_there_twice_is_said_once_and_paired_once():
    compared = compare([ours("li")], [theirs(9, "li"), theirs(2, "li"), theirs(12, "li")])
    assert [(each.kind, each.theirs.row) for each in compared.differing] == [(K.TWICE, 9)]


def test_a_head_is_paired_before_a_member_of_another_household():
    here = [ours("old", "li", name="老李"), ours("li", name="李建明")]
    there = [theirs(2, "li", name="李建明"), theirs(3, "old", name="老李")]
    assert kinds(here, there) == []


def test_the_order_of_neither_side_matters():
    chance = random.Random(7)
    here = [ours(f"p{n}", amount=chance.choice([100, 200])) for n in range(0, 8)]
    there = [theirs(n, f"p{n}", amount=chance.choice([100, 200])) for n in range(3, 12)]
    orders = zip(itertools.permutations(here), itertools.permutations(there), strict=False)
    said = {
        frozenset((each.kind, each.key) for each in compare(one, other).differing)
        for one, other in itertools.islice(orders, 40)
    }
    assert len(said) == 1


def test_evidence_is_what_this_difference_rests_on_and_nothing_else():
    def amounts(amount, name="李建明"):
        return evidence_of(
            Differing(K.AMOUNT, b"li", DIBAO, ours("li"), theirs(2, "li", amount=amount, name=name))
        )

    assert amounts(800) == amounts(800, name="别人") != amounts(801)
    only = [Differing(K.ONLY_THERE, b"li", DIBAO, None, theirs(row, "li", amount=9)) for row in (2, 5)]
    assert evidence_of(only[0]) == evidence_of(only[1])


@pytest.mark.parametrize(
    ("before", "how", "after"),
    [
        (None, {}, S.OPEN),
        (S.OPEN, {}, S.OPEN),
        (S.ASSIGNED, {}, S.ASSIGNED),
        (S.ASSIGNED, {"is_same": False}, S.ASSIGNED),
        (S.SETTLED, {}, S.SETTLED),
        (S.SETTLED, {"is_same": False}, S.OPEN),
        (S.SETTLED, {"is_found": False}, S.GONE),
        (S.OPEN, {"is_found": False}, S.GONE),
        (S.GONE, {}, S.OPEN),
    ],
)
def test_settled_stays_settled_unless_the_evidence_changes(before, how, after):
    assert state_after(before, **how) is after
