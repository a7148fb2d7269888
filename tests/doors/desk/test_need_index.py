"""The pages of the need index: versions and their sheet, the card, the index of a case or why it has none."""

import pytest
from django.urls import reverse
from tests.security.access_rows import entered
from tests.support.cast import COUNTY
from tests.support.need import plain_model

from yimen.domains.verification.models import NeedModelCheck
from yimen.domains.verification.types.index import Drift
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-3")]


def page(client, name, *args):
    answer = client.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def made_model():
    with system_scope():
        return plain_model(str(COUNTY))


def test_before_the_first_fit_the_list_says_when_there_will_be_one(cast):
    assert "还没有模型" in page(entered(cast.county_verifier), "need-models")


def test_the_card_says_what_a_model_is_and_whom_it_treats_differently(cast):
    made = made_model()
    with system_scope():
        NeedModelCheck.objects.create(
            model=made, families=300, verdict=Drift.DRIFTED, figures={"index": 0.31}
        )
    for actor in (cast.county_verifier, cast.town_handler, cast.village_assistant):
        client = entered(actor)
        assert "2024-01-05 至 2026-01-30" in page(client, "need-models")
        card = page(client, "need-model", made.id)
        assert "现行" in card and "户主为女性" in card and "+0.31" in card and card.count("请留意") == 2
        assert "已漂移" in card and "需求指数 0.310" in card and "缺少人均月收入 3" in card
        assert client.get(reverse("desk:need-models-export")).content.startswith(b"PK")


def test_the_page_of_a_case_shows_both_accounts_or_says_why_not(walk):
    walk.to_started()
    client = entered(walk.cast.town_handler)
    refused = page(client, "case-need-index", walk.case_id)
    assert "本县还没有需求指数模型" in refused and "没有指数不影响办理" in refused

    made_model()
    shown = page(client, "case-need-index", walk.case_id)
    assert "指数由什么组成" in shown and "同类家庭的通常水平" in shown and "不能据此批准" in shown
    stranger = entered(walk.cast.stranger)
    assert stranger.get(reverse("desk:case-need-index", args=[walk.case_id])).status_code == 404
