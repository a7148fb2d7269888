"""Audits by lot: drawn by the calendar, repeated by anybody, looked into by the county and closed once."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.security.access_rows import entered
from tests.support import tekun as steps
from tests.support.cast import acting
from tests.support.process import on
from tests.support.reviewing import LATER

from yimen.domains.awards import queries as awards
from yimen.domains.cases.models import Case, CheckSeed
from yimen.domains.monitoring.actions import audits as actions
from yimen.domains.monitoring.errors import AuditInvalidError, AuditNotFoundError, CountiesFailedError
from yimen.domains.monitoring.jobs import draw_monthly_audits
from yimen.domains.monitoring.models import Audit, AuditDraw
from yimen.domains.monitoring.queries import audits as queries
from yimen.domains.monitoring.types.audits import AuditOutcome
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.foundation.lots import flaws, read
from yimen.foundation.models import make_id
from yimen.kernel import Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]
DAY = timedelta(days=1)


def drawn():
    steps.run_draws()
    with system_scope():
        return actions.draw_audits(by=SYSTEM)


@pytest.fixture
def audit(county):
    assert drawn() == 0, "on the day its seed is published nothing is drawn"
    with on(LATER + DAY):
        assert (drawn(), drawn()) == (1, 0)
        with acting(county.cast.county_reviewer):
            yield Audit.objects.select_related("draw").get()


def recorded(audit, by, outcome=AuditOutcome.AS_DECIDED, because="入户看过，与认定一致"):
    with acting(by):
        return actions.record_audit(audit_id=audit.id, outcome=outcome, because=because, by=by)


def test_the_draw_is_what_anybody_makes_of_the_published_file(audit, client):
    published = read(client.get(reverse("portal:audits-file")).content.decode())
    assert [flaws(each.seed, each.batches) for each in published] == [(), ()]
    assert audit.number in client.get(reverse("portal:audits")).content.decode()
    with system_scope():
        assert queries.review_audits() == ([], 2)
        AuditDraw.objects.update(numbers="")
        assert queries.review_audits()[0] != []
    assert "name" not in json.dumps([each.place for each in published])


def test_the_county_looks_and_what_it_found_is_kept_once(audit, county):
    by = county.cast.county_reviewer
    with acting(by):
        item = WorkItem.objects.get(kind="audit", done_at__isnull=True)
    assert (item.owner_role, item.due_on) == ("county_reviewer", audit.due_on)
    with pytest.raises(AuditNotFoundError):
        recorded(audit, county.cast.town_reviewer)
    with pytest.raises(AuditInvalidError, match="请写明"):
        recorded(audit, by, because=" ")
    closed = recorded(audit, by)
    assert (closed.outcome, closed.closed_by) == ("as_decided", by.staff_name)
    with acting(by):
        assert not WorkItem.objects.filter(kind="audit", done_at__isnull=True).exists()
    with pytest.raises(AuditInvalidError, match="已经抽查过"):
        recorded(audit, by)


def test_what_is_not_as_decided_goes_to_the_town(audit, county):
    by = county.cast.county_reviewer
    assert recorded(audit, by, AuditOutcome.CALLED, "家里多了一人").outcome == "called"
    with acting(by):
        assert WorkItem.objects.filter(subject_id=audit.household_id, kind="review").exists()


def test_a_look_and_the_review_it_led_to_lead_to_each_other(audit, county):
    by, handler = county.cast.county_reviewer, county.cast.town_handler
    with on(LATER), acting(handler):
        earlier = county.review.open_planned()
        Case.objects.filter(id=earlier.id).update(state="terminated", closed_on=LATER)
    recorded(audit, by, AuditOutcome.CALLED, "家里多了一人")
    client, address = entered(by), reverse("desk:audit", args=[audit.id])
    assert "乡镇还没有启动核查" in client.get(address).content.decode()
    case = county.review.open_planned()
    page = reverse("desk:case", args=[case.id])
    assert f'href="{page}"' in client.get(address).content.decode()
    assert f'href="{address}"' in client.get(page).content.decode()
    other = reverse("desk:case", args=[earlier.id])
    assert f'href="{address}"' not in client.get(other).content.decode()
    assert "由 2026-09 的随机抽查转来" not in entered(handler).get(page).content.decode()


def test_a_look_joins_the_review_that_runs(audit, county):
    by = county.cast.county_reviewer
    case = county.review.open_planned()
    recorded(audit, by, AuditOutcome.CALLED, "家里多了一人")
    with acting(by):
        assert queries.review_of(Audit.objects.get()).id == case.id


def test_its_pages_are_the_countys(audit, county):
    reviewer = entered(county.cast.county_reviewer)
    assert audit.number in reviewer.get(reverse("desk:audits"), {"state": "open"}).content.decode()
    assert reviewer.get(reverse("desk:audits-export")).status_code == 200
    address = reverse("desk:audit", args=[audit.id])
    assert audit.draw.seed in reviewer.get(address).content.decode()
    given = {"outcome": "as_decided", "because": "入户看过"}
    assert reviewer.post(address, given).status_code == 302
    assert "入户看过" in reviewer.get(address).content.decode()
    with acting(county.cast.stranger), pytest.raises(AuditNotFoundError):
        queries.get_audit(audit.id, by=county.cast.stranger)


def test_a_county_that_cannot_draw_is_in_no_other_s_way(county, monkeypatch, caplog):
    """Its fault is logged, the others draw, and the job ends as failed."""
    drawn()
    first, real = "441322000000", awards.households_holding

    def breaking(month, place):
        if str(place) == first:
            raise ValueError("王小明")
        return real(month, place)

    with system_scope():
        seed = CheckSeed.objects.get(region="441426000000", month=Month.of(LATER).first)
        seed.pk, seed.region = make_id(), first
        seed.save(force_insert=True)
    monkeypatch.setattr(awards, "households_holding", breaking)
    with on(LATER + DAY), pytest.raises(CountiesFailedError, match=first):
        steps.run_draws()
        draw_monthly_audits()
    assert f"county {first} failed: ValueError" in caplog.text and "王小明" not in caplog.text
    with system_scope():
        done = set(AuditDraw.objects.values_list("region", flat=True))
    assert first not in done and "441426000000" in done
