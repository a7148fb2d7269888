"""Lists of payments that wait and of refused accounts: what they cost and leave, how they are sorted."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.domains.monitoring.test_findings_over_time import again
from tests.security.access_rows import entered
from tests.support.cast import acting
from tests.support.process import on
from tests.support.refused_accounts import DECEMBER, given, released, told

from yimen.domains.awards import queries as awards
from yimen.domains.awards.models import PaymentHold
from yimen.domains.people import queries as people
from yimen.domains.verification.models import QueryEntry
from yimen.domains.verification.types import QueryAct
from yimen.doors.desk.holdings import held_of
from yimen.foundation.audit.models import Entry
from yimen.foundation.models import make_id
from yimen.kernel import Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]
NOVEMBER = date(2026, 11, 23)


def read():
    return list(PaymentHold.objects.select_related("award__household", "person").order_by("id"))


def asked(act, *given):
    with CaptureQueriesContext(connection) as captured:
        act(*given)
    return len(captured)


def copied(hold, count):
    """As many more that waited beside it, for other reasons or causes, released at the same time."""
    for number in range(count):
        hold.pk, hold.cause_id = make_id(), make_id()
        hold.since = date(2026, 3 + number % 6, 1)
        hold.save(force_insert=True)


def test_many_holds_of_many_months_are_read_like_one(county):
    finding = told(county).finding_id
    given(county, finding, county.cast.town_handler)
    with on(DECEMBER):
        released(finding, county.cast.town_reviewer)
        with acting(county.cast.county_verifier):
            one = read()
            counts = [asked(act, one) for act in (held_of, awards.paid_after, awards.let_go)]
            copied(read()[0], 8)
            many = read()
            assert len(many) == 9
            assert [asked(act, many) for act in (held_of, awards.paid_after, awards.let_go)] == counts
    assert max(counts) <= 9, counts


def test_the_six_months_a_payment_may_come_back_of_are_read_at_once(county):
    with acting(county.cast.county_verifier):
        home = county.review.walk.household_id
        assert asked(awards.recent_payees, [home]) == asked(awards.payees_in, [home], Month(2026, 9)) <= 5


def test_the_list_of_refused_accounts_leaves_its_trace(county):
    told(county)
    by = county.cast.county_verifier
    assert entered(by).get(reverse("desk:accounts")).status_code == 200
    with acting(by):
        [entry] = Entry.objects.filter(action="account:list")
        [looked] = QueryEntry.objects.filter(person_id=county.head, act=QueryAct.VIEW)
    assert (entry.user_id, entry.kind, looked.user_id) == (by.user_id, "list", by.user_id)


def test_the_worklist_leaves_a_trace_of_whom_something_was_found(county):
    told(county)
    by = county.cast.town_reviewer
    client = entered(by)
    for address in ("worklist", "worklist-export"):
        assert client.get(reverse(f"desk:{address}"), {"list": "region"}).status_code == 200
    with acting(by):
        [entry] = Entry.objects.filter(action="finding:list")
        acts = [each.act for each in QueryEntry.objects.filter(person_id=county.head, user_id=by.user_id)]
    assert (entry.user_id, sorted(acts)) == (by.user_id, [QueryAct.EXPORT, QueryAct.VIEW])


def test_holds_are_sorted_by_the_name_they_show(county):
    again(county, "deaths", (county.spouse, {"died_on": "2026-09-16"}))
    told(county)
    by = county.cast.county_verifier
    with acting(by):
        names = people.names_of([county.head, county.spouse])
    told_names = sorted(names.values(), key=lambda name: name.encode("gb18030"))
    for order, expected in (("payee", told_names), ("-payee", told_names[::-1])):
        shown = entered(by).get(reverse("desk:holds"), {"sort": order}).content.decode()
        rows = shown[shown.index("<tbody") :]
        assert sorted(names.values(), key=rows.index) == expected


def test_months_nobody_said_came_back_are_ticked_as_paid(county):
    with on(NOVEMBER):
        finding = told(county, paid_for=Month(2026, 8)).finding_id
        given(county, finding, county.cast.town_handler)
    with on(DECEMBER):
        client, address = entered(county.cast.town_reviewer), reverse("desk:finding-release", args=[finding])
        shown = client.get(address).content.decode()
        ticked = re.findall(r'value="\S+ (2026-\d\d)"[^>]* checked', shown)
        assert ticked == ["2026-09", "2026-10"], "the letter promises only what is known to be owed"
