"""The household file: what it gathers, for whom it opens, and that its queries do not grow with its rows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.domains.dossier.family import a_case, a_determination, a_household
from tests.domains.papers.offices import VILLAGE, found_offices
from tests.domains.papers.values import VALUES

from yimen.domains.dossier import queries
from yimen.domains.dossier.types import EventKind
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import Role
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DeliveryMethod, DocumentKind
from yimen.domains.people.errors import HouseholdNotFoundError
from yimen.domains.worklist.types import Light, Subject
from yimen.foundation.database.scope import scoped
from yimen.kernel import RegionCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    return found_offices()


@pytest.fixture
def handler(offices):
    return offices["handler"]


def add_work(case, handler, kind, due_on):
    from yimen.domains.worklist.models import WorkItem

    WorkItem.objects.create(
        kind=kind,
        subject_kind="case",
        subject_id=case.id,
        subject_title="低保申请",
        region=VILLAGE,
        owner_station_id=handler.station_id,
        owner_post_id=handler.post_id,
        opened_on=date(2026, 1, 1),
        event_on=date(2026, 1, 1),
        due_on=due_on,
        warn_on=due_on,
        is_provisional=False,
        limit_days=30,
        limit_unit="working",
        limit_event="受理",
        article="民发〔2021〕57号 第二十二条",
    )


def add_document(case, handler):
    document = papers.issue_document(
        kind=DocumentKind.ACCEPTANCE,
        subject=Subject("case", case.id, "低保申请", RegionCode(VILLAGE)),
        values=VALUES[DocumentKind.ACCEPTANCE],
        by=handler,
        household_id=case.household_id,
    )
    papers.record_delivery(
        document.id,
        method=DeliveryMethod.HANDED_OVER,
        recipient="王秀兰",
        delivered_on=timezone.localdate(),
        proof="本人签收",
        by=handler,
    )


def add_contact(household, handler):
    from yimen.domains.intake.models import Contact

    Contact.objects.create(
        region=VILLAGE,
        channel="window",
        person=household.memberships.get(relation="head").person,
        asked="生活困难，想申请低保",
        asked_at=timezone.now(),
        owner_id=handler.post_id,
        recorded_by_id=handler.user_id,
    )


def a_full_file(handler):
    household = a_household()
    case = a_case(household, handler)
    a_determination(case, handler)
    add_contact(household, handler)
    add_document(case, handler)
    add_work(case, handler, "whole_case", timezone.localdate() - timedelta(1))
    return household


@pytest.mark.requirement("R-CAR-1")
def test_one_page_gathers_the_whole_household(handler):
    with scoped(handler.scope):
        household = a_full_file(handler)
        file = queries.open_dossier(household.id, by=handler)
    assert [row.name for row in file.members] == ["王秀兰", "陈志强", "陈小雨"]
    assert [line.case.number for line in file.cases] == ["大柘2026000001"]
    assert [line.outcome.programme for line in file.cases[0].outcomes] == ["dibao"]
    assert [(clock.title, clock.light) for clock in file.cases[0].clocks] == [("全程办结", Light.RED)]
    assert len(file.contacts) == len(file.determinations) == len(file.documents) == 1
    assert {event.kind for event in file.timeline} == {
        EventKind.CONTACT,
        EventKind.CASE,
        EventKind.OUTCOME,
        EventKind.DETERMINATION,
        EventKind.DOCUMENT,
        EventKind.DELIVERY,
    }


def test_members_are_those_of_the_day_asked_for(handler):
    with scoped(handler.scope):
        household = a_household()
        household.memberships.filter(relation="child").update(valid_until=date(2026, 1, 1))
        now = queries.open_dossier(household.id, by=handler)
        then = queries.open_dossier(household.id, by=handler, on=date(2025, 12, 31))
    assert [row.name for row in now.members] == ["王秀兰", "陈志强"]
    assert [row.name for row in then.members] == ["王秀兰", "陈志强", "陈小雨"]


def test_each_opening_is_recorded(handler):
    from yimen.foundation.audit.models import Entry

    with scoped(handler.scope):
        household = a_household()
        queries.open_dossier(household.id, by=handler, purpose="入户前查看")
        entry = Entry.objects.get(action="open", subject=household.id)
    assert (entry.kind, entry.user_id, entry.purpose) == ("household", handler.user_id, "入户前查看")


def test_a_stranger_gets_nothing(handler, offices):
    stranger = offices["stranger"]
    with scoped(handler.scope):
        household = a_full_file(handler)
    with scoped(stranger.scope), pytest.raises(HouseholdNotFoundError):
        queries.open_dossier(household.id, by=stranger)


def test_a_role_without_files_is_refused(handler):
    liaison = replace(handler, role=Role.DEPARTMENT_LIAISON)
    with scoped(handler.scope):
        household = a_household()
        with pytest.raises(NotPermittedError):
            queries.open_dossier(household.id, by=liaison)


def test_the_number_of_queries_does_not_grow(handler):
    def count(household):
        with CaptureQueriesContext(connection) as captured:
            queries.open_dossier(household.id, by=handler)
        return len(captured)

    with scoped(handler.scope):
        household = a_full_file(handler)
        few = count(household)
        for number in range(2, 7):
            case = a_case(household, handler, number=f"大柘202600000{number}")
            a_determination(case, handler)
            add_contact(household, handler)
            add_document(case, handler)
            add_work(case, handler, "whole_case", timezone.localdate())
        assert count(household) == few
    assert few <= 20
