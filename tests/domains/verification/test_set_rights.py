"""By what right data of a department are loaded: the post of who hands it in, an agreement of the county."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.network import queries as network
from yimen.domains.network.errors import NotPermittedError, PostEndedError
from yimen.domains.network.types import Role
from yimen.domains.verification.actions import set_agreements, sets
from yimen.domains.verification.actions.set_loading import load_set, run_set_load
from yimen.domains.verification.errors import SetRefusedError
from yimen.domains.verification.models import SetLoad
from yimen.domains.verification.queries import sets as found
from yimen.domains.verification.queries.set_agreements import agreements_of_set
from yimen.domains.verification.types.sets import SetState
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.models import RunState

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]
DAY = date(2026, 11, 20)
DEATHS = "公民身份号码,姓名,死亡日期\n999999193001010000,温大伯,2026-03-01\n".encode()
CUSTODY = "公民身份号码,姓名,类别,起始日期\n999999193001010000,温大伯,服刑,2026-03-01\n".encode()
TITLE = "县司法局、县民政局数据协作备忘录（2026）1号"


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    with on(DAY):
        yield


def handed_in(cast, content=DEATHS, key="deaths"):
    by = cast.county_verifier
    with acting(by):
        return sets.hand_in_set(set_key=key, as_of=DAY, stream=io.BytesIO(content), by=by, is_deferred=False)


def agreed(cast, ends_on=None):
    by = cast.county_confirmer
    with acting(by):
        return set_agreements.record_agreement(
            set_key="custody", title=TITLE, agreed_on=DAY - timedelta(days=9), ends_on=ends_on, by=by
        )


def raises(refusal):
    def refuse(*_arguments):
        raise refusal

    return refuse


def test_who_may_load_no_more_when_the_job_runs_loads_nothing(cast, monkeypatch):
    load = handed_in(cast)
    moved = replace(cast.county_verifier, role=Role.COUNTY_REVIEWER)
    monkeypatch.setattr(network, "actor_for", lambda *_post: moved)
    run_set_load(load.id)
    with system_scope():
        seen = SetLoad.objects.select_related("run").get(id=load.id)
        assert (seen.state, seen.run.state, seen.stored) == (SetState.REFUSED, RunState.FAILED, 0)
        assert Entry.objects.filter(action="set:refuse", subject=load.id).exists()


def test_a_post_that_ended_leaves_a_refused_load_that_says_so(cast, monkeypatch):
    load = handed_in(cast)
    monkeypatch.setattr(network, "actor_for", raises(PostEndedError("岗位已经结束。")))
    run_set_load(load.id)
    with system_scope():
        seen = SetLoad.objects.get(id=load.id)
        assert seen.state == SetState.REFUSED and found.refusal_of_load(seen) == "岗位已经结束。"


def test_a_set_without_a_published_basis_waits_for_the_countys_agreement(cast):
    with pytest.raises(SetRefusedError, match="约定"):
        handed_in(cast, CUSTODY, "custody")
    agreed(cast)
    load = handed_in(cast, CUSTODY, "custody")
    load_set(load.id, by=cast.county_verifier)
    with acting(cast.county_verifier):
        assert found.current_loads(cast.county_verifier.region)["custody"].stored == 1


def test_an_agreement_that_ended_stops_loads_replays_and_reading(cast):
    agreement = agreed(cast)
    before, waiting = handed_in(cast, CUSTODY, "custody"), None
    load_set(before.id, by=cast.county_verifier)
    waiting = handed_in(cast, CUSTODY + b"\n" + CUSTODY.split(b"\n")[1], "custody")
    by = cast.county_confirmer
    with acting(by):
        with pytest.raises(SetRefusedError, match="原因"):
            set_agreements.end_agreement(agreement_id=agreement.id, reason=" ", by=by)
        set_agreements.end_agreement(agreement_id=agreement.id, reason="协议解除", by=by)
    load_set(waiting.id, by=cast.county_verifier)
    with acting(cast.county_verifier):
        assert SetLoad.objects.get(id=waiting.id).state == SetState.REFUSED
        assert "custody" not in found.current_loads(by.region)
        with pytest.raises(SetRefusedError, match="约定"):
            sets.replay_set(load_id=before.id, by=cast.county_verifier, is_deferred=False)
        (seen,) = agreements_of_set("custody", by=cast.county_verifier)
        assert (seen.title, seen.ended_because) == (TITLE, "协议解除")
    with system_scope():
        acts = set(Entry.objects.filter(subject=agreement.id).values_list("action", flat=True))
    assert acts == {"set:agree", "set:end_agreement"}


def test_an_agreement_counts_from_its_day_to_its_end(cast):
    agreed(cast, ends_on=DAY)
    with pytest.raises(SetRefusedError, match="约定"):
        handed_in(cast, CUSTODY, "custody")
    with acting(cast.county_confirmer), pytest.raises(SetRefusedError, match="日期"):
        set_agreements.record_agreement(
            set_key="custody", title=TITLE, agreed_on=DAY + timedelta(days=1), ends_on=None,
            by=cast.county_confirmer,
        )  # fmt: skip


def test_who_loads_does_not_record_the_agreement(cast):
    for by in (cast.county_verifier, cast.auditor, cast.town_handler):
        with acting(by), pytest.raises(NotPermittedError):
            set_agreements.record_agreement(
                set_key="custody", title=TITLE, agreed_on=DAY, ends_on=None, by=by
            )


def test_a_division_is_written_in_plain_digits(cast):
    import polars as pl

    from yimen.domains.verification.sets.checking import _region

    cells = pl.DataFrame({"cell": ["441426", "٤٤١٤٢٦", "४४१४२६", "441426100"]})
    assert cells.select(_region(pl.col("cell")).alias("cell"))["cell"].to_list() == [
        "441426000000", None, None, "441426100000",
    ]  # fmt: skip
