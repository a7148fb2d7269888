"""An item goes back to the station from its page, with a reason; what somebody is bound to does not."""

import pytest
from django.urls import reverse
from tests.domains.worklist.test_items import opened
from tests.support.cast import acting

from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import WorkKind

pytestmark = pytest.mark.django_db


def test_the_owner_puts_an_item_back_and_a_colleague_takes_it(cast, desk):
    item = opened(cast.town_handler, owner_post=cast.town_handler.post_id)
    handler, url = desk(cast.town_handler), reverse("desk:worklist-put-back", args=[item.id])
    assert url in handler.get(reverse("desk:worklist-item", args=[item.id])).content.decode()
    assert "李小妹的低保申请" in handler.get(url).content.decode()
    assert "这个字段是必填项" in handler.post(url, {"reason": ""}).content.decode()
    assert handler.post(url, {"reason": "与该户是亲戚"}).status_code == 302
    with acting(cast.town_handler):
        assert WorkItem.objects.get(id=item.id).owner_post_id is None

    colleague = desk(cast.town_investigator)
    assert (
        "李小妹的低保申请" in colleague.get(reverse("desk:worklist"), {"list": "takeable"}).content.decode()
    )
    shown = colleague.get(reverse("desk:worklist-item", args=[item.id])).content.decode()
    assert "与该户是亲戚" in shown and url not in shown


def test_a_colleagues_item_is_not_put_back(cast, desk):
    item = opened(cast.town_handler, owner_post=cast.town_handler.post_id)
    url = reverse("desk:worklist-put-back", args=[item.id])
    refused = desk(cast.town_investigator).post(url, {"reason": "顺手"}).content.decode()
    assert "不在您名下" in refused
    assert desk(cast.stranger).post(url, {"reason": "顺手"}).status_code == 404


def test_a_contact_offers_no_way_back(cast, desk):
    item = opened(cast.town_handler, owner_post=cast.town_handler.post_id)
    with acting(cast.town_handler):
        WorkItem.objects.filter(id=item.id).update(kind=WorkKind.CONTACT)
    shown = desk(cast.town_handler).get(reverse("desk:worklist-item", args=[item.id])).content.decode()
    assert "放回待领取" not in shown
