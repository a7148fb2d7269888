"""A family of three with an application that has an opinion: rows only, put straight into the tables."""

from datetime import date
from typing import Any

from django.utils import timezone
from tests.domains.papers.offices import VILLAGE

from yimen.domains.network.types import Actor


def signed(by: Actor) -> dict[str, Any]:
    """The columns of whoever did something."""
    return {
        "by_user_id": by.user_id,
        "by_post_id": by.post_id,
        "by_name": by.staff_name,
        "done_at": timezone.now(),
    }


def a_household(number: str = "PY000001") -> Any:
    """Wang Xiulan, her husband and their daughter."""
    from yimen.domains.people.models import Household, Membership, Person

    household = Household.objects.create(
        number=number,
        region=VILLAGE,
        registered_region=VILLAGE,
        address="梅东村三组",
        is_urban=False,
        founded_on=date(2020, 1, 1),
    )
    for name, relation, sex, born in (
        ("王秀兰", "head", "female", date(1975, 2, 14)),
        ("陈志强", "spouse", "male", date(1973, 11, 8)),
        ("陈小雨", "child", "female", date(2009, 6, 12)),
    ):
        person = Person.objects.create(region=VILLAGE, name=name, initials="w", sex=sex, birth_date=born)
        Membership.objects.create(
            region=VILLAGE, household=household, person=person, relation=relation, valid_from=date(2020, 1, 1)
        )
    return household


def a_case(household: Any, by: Actor, number: str = "大柘2026000001") -> Any:
    """An application under investigation, its programme and two steps."""
    from yimen.domains.cases.models import Case, CaseOutcome, CaseStep, OutcomeStep
    from yimen.domains.people.models import Membership

    head = Membership.objects.get(household=household, relation="head").person
    case = Case.objects.create(
        region=VILLAGE,
        number=number,
        state="investigating",
        channel="window",
        household=household,
        applicant=head,
        applicant_name=head.name,
        opened_at=timezone.now(),
        submitted_on=date(2026, 10, 20),
        accepted_on=date(2026, 10, 21),
    )
    CaseStep.objects.create(
        region=VILLAGE, case=case, verb="accept", before="submitted", after="accepted", **signed(by)
    )
    outcome = CaseOutcome.objects.create(region=VILLAGE, case=case, programme="dibao", state="opinion")
    OutcomeStep.objects.create(
        region=VILLAGE,
        case_id=case.id,
        outcome=outcome,
        verb="give_opinion",
        before="proposed",
        after="opinion",
        **signed(by),
    )
    return case


def a_determination(case: Any, by: Actor) -> Any:
    """What the rules answered for the opinion."""
    from yimen.domains.awards.models import Determination

    return Determination.objects.create(
        region=VILLAGE,
        case_id=case.id,
        household_id=case.household_id,
        purpose="opinion",
        on=date(2026, 11, 1),
        rulebook_version="1",
        inputs={},
        answer={"determinations": []},
        by_user_id=by.user_id,
        by_post_id=by.post_id,
    )


def an_opinion(by: Actor) -> Any:
    """A positive opinion on dibao."""
    from yimen.domains.cases.models import Opinion

    case = a_case(a_household(), by)
    return Opinion.objects.create(
        region=VILLAGE,
        case_id=case.id,
        outcome=case.outcomes.get(),
        number=1,
        determination=a_determination(case, by),
        is_positive=True,
        amount_fen=120000,
        household_size=3,
        is_different=False,
        text="拟纳入",
        given_on=date(2026, 11, 1),
        **signed(by),
    )
