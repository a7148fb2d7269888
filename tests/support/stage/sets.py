"""Data of a department that were loaded, with a row in quarantine."""

import io

from tests.support.cast import acting
from tests.support.pushing import issued
from yimen.domains.verification.actions import matching, set_agreements, sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.domains.verification.models import SetLoad, SetPush, SetUpload
from yimen.domains.verification.types.matching import Verdict
from yimen.domains.verification.types.pushes import DigestKind

from .setting import TODAY, Stage

CONTENT = """公民身份号码,姓名,死亡日期
999999193001010000,温大伯,2026-03-01
99999919300101,翁大伯,2026-03-01
99999919310101,翁小伯,2026-03-01
"""


def deaths_are_loaded(stage: Stage) -> None:
    """By the county's verifier."""
    by = stage.cast.county_verifier
    with acting(by):
        load = sets.hand_in_set(
            set_key="deaths", as_of=TODAY, stream=io.BytesIO(CONTENT.encode()), by=by, is_deferred=False
        )
    load_set(load.id, by=by)
    with acting(by):
        match = matching.decide_match(
            load_id=load.id, row=4, verdict=Verdict.NOBODY, person_id=None, reason="在册无此人", by=by
        )
    confirmer = stage.cast.county_confirmer
    with acting(confirmer):
        agreement = set_agreements.record_agreement(
            set_key="custody", title="数据协作备忘录1号", agreed_on=TODAY, ends_on=None, by=confirmer
        )
    _a_machine_pushed(stage, load)
    stage.objects["load_id"] = load.id
    stage.objects |= {"agreement_id": agreement.id, "match_id": match.id, "row": 3}
    stage.objects["set_key"] = "deaths"


def _a_machine_pushed(stage: Stage, load: SetLoad) -> None:
    """As if the version had come over HTTPS, under a credential of the county."""
    credential = issued(stage.cast, TODAY, set_keys=("custody",)).credential
    with acting(stage.cast.county_verifier):
        SetPush.objects.create(
            region=load.region, credential=credential, key="2026-11", asked=b"asked", load=load
        )
        SetUpload.objects.create(
            region=load.region, credential=credential, key="2026-12", set_key="custody", as_of=TODAY,
            digest_kind=DigestKind.SM3, digest=b"digest", size=9,
        )  # fmt: skip
    stage.objects["credential_id"] = credential.id
