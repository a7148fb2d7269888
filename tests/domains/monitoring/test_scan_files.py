"""The household file a scan asks the rules about: what a sign says beside what the family said."""

from datetime import date
from uuid import UUID

import pytest

from yimen.domains.library.queries import WARNINGS
from yimen.domains.monitoring.rules.files import KnownFamily, scan_file
from yimen.domains.monitoring.rules.verdicts import verdicts_of
from yimen.domains.people.types import MemberRow, Relation
from yimen.kernel import Programme, RegionCode, Sex

pytestmark = pytest.mark.requirement("R-CHK-5")
PERSON, DAY = UUID(int=1), date(2026, 11, 20)
ILL = next(rule for rule in WARNINGS if rule.key == "fell_ill")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("50000.00", "50000.00"),
        ("9000.00", "21000.00"),
        ("unknown", "21000.00"),
    ],
)
def test_one_persons_costs_never_lower_those_of_the_family(known, expected):
    head = MemberRow(
        PERSON, PERSON, "李建明", Sex.MALE, date(1990, 1, 1), Relation.HEAD, "", None, None, DAY, None
    )
    costs = {"medical": known, "education": "3000.00"}
    family = KnownFamily(
        UUID(int=2), RegionCode("441426100200"), is_urban=False, members=[head],
        kept={"household": {"urban": False, "rigid_expenses_12m": costs}, "members": []},
    )  # fmt: skip
    file = scan_file(family, {PERSON: [ILL.facts({"own_paid": 2_100_000})]}, DAY)
    assert file["household"]["rigid_expenses_12m"] == {"medical": expected, "education": "3000.00"}


def test_what_was_asked_for_is_being_looked_at_and_not_told():
    said = {"member": None, "eligible": True, "missing": [], "reasons": []}
    answer = {"determinations": [{**said, "programme": each} for each in ("dibao", "temporary")]}
    told = verdicts_of(answer, set(), 1000, asked={Programme.DIBAO})
    assert [each["programme"] for each in told] == ["temporary"]
