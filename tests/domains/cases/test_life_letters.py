"""The letters of a hearing, a stop and an adjustment say what the law asks, as they are printed."""

import io

import pypdf
import pytest
from tests.support.cast import acting
from tests.support.process import on
from tests.support.reviewing import LATER, granted

from yimen.domains.papers import actions as papers
from yimen.domains.papers.models import OfficialDocument
from yimen.kernel import Money

pytestmark = pytest.mark.django_db


def printed(kind: str, by) -> str:
    with acting(by):
        document = OfficialDocument.objects.get(kind=kind)
        pages = pypdf.PdfReader(io.BytesIO(papers.open_document(document.id, by=by).pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_an_end_is_announced_and_told_with_what_was_heard(walk):
    review = granted(walk)
    with on(LATER):
        review.open()
        review.earns("9000.00")
        review.begin()
        review.look_into(900000)
        review.heard()
        invitation = printed("hearing_invitation", review.cast.town_handler)
        review.walk.opine(is_positive=False)
        review.walk.send()
        review.decide(None, "家庭人均收入高于当地低保标准")
        letter = printed("stopping", review.cast.county_confirmer)
    for said in ("终止救助", "户主务工收入增加", "2026年9月29日", "第四十八条", "救助照常发放"):
        assert said in invitation
    for said in ("2026年10月起停发", "高于当地低保标准", "厂里下月停工", "不采纳", "六十日", "临时救助"):
        assert said in letter


def test_a_decrease_says_both_amounts_and_the_month(walk):
    review = granted(walk)
    with on(LATER):
        review.open()
        review.earns("1500.00")
        review.begin()
        review.look_into(150000)
        review.heard(Money.yuan("492"))
        review.walk.opine()
        review.walk.send()
        review.decide(Money.yuan("492"))
        letter = printed("adjustment", review.cast.county_confirmer)
    for said in ("减发", "1092.00元", "492.00元", "2026年10月起", "收入变化", "第三十二条", "行政复议"):
        assert said in letter
