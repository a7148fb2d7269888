"""Support in extreme hardship at the desk: obligors, assessment, care, and the county's published draw."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader
from tests.support import tekun as steps
from tests.support.cast import acting
from tests.support.factories import identity_number
from tests.support.process import MONDAY, NOTICE_OVER, family_of_three, on, picture

from yimen.domains.cases import actions
from yimen.domains.cases.models import CheckDraw, Obligor
from yimen.domains.cases.types import ObjectionMethod, OutcomeState
from yimen.domains.cases.types import tekun as words
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.kernel import Programme

TEKUN = Programme.TEKUN
INDICATORS = {each.value: "yes" for each in words.Indicator}


@pytest.fixture
def elder(cast):
    fill_official_calendar()
    with on(MONDAY):
        return steps.to_investigated(steps.elder_alone(cast))


@pytest.fixture
def clock():
    with on(MONDAY):
        yield


def page(client, name, *about):
    return client.get(reverse(f"desk:{name}", args=about)).content.decode()


def sent(client, step, *about, **typed):
    return client.post(reverse(f"desk:{step}", args=about), typed)


def drawn_signature():
    from base64 import b64encode

    return "data:image/png;base64," + b64encode(picture()).decode()


@pytest.mark.usefixtures("clock")
def test_the_page_of_the_case_asks_for_what_the_programme_needs(elder, cast, desk):
    client = desk(cast.town_reviewer)
    shown = page(client, "case", elder.case_id)
    for wanted in ("查明户外法定义务人", "填写评估表", "落实照料"):
        assert wanted in shown
    assert "提出审核意见：" not in shown
    card = page(client, "outcome", elder.outcome(TEKUN).id)
    assert "供养条件与照料" in card and "待评估" in card and "待落实" in card


@pytest.mark.usefixtures("clock")
def test_an_obligor_is_named_consents_and_is_judged(elder, cast, desk):
    client = desk(cast.town_handler)
    typed = {"name": "丘大儿", "obligation": "child", "address": "深圳市宝安区", "phone": ""}
    assert sent(client, "case-obligors", elder.case_id, **typed).status_code == 302
    with acting(cast.town_handler):
        obligor = Obligor.objects.get()
    assert "授权书" in page(client, "case-obligors", elder.case_id)
    form = client.get(reverse("desk:obligor-form", args=[obligor.id]))
    said = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(form.content)).pages)
    for wanted in ("丘大儿", "子女", "第四十一条", "不同意核对"):
        assert wanted in "".join(said.split())
    identity = str(identity_number("丘大儿"))
    signed = sent(client, "obligor-consent", obligor.id, identity=identity, signature=drawn_signature())
    assert signed.status_code == 302
    assert "丘大儿。" in page(client, "case-obligors", elder.case_id)
    assert sent(client, "case-verify-obligors", elder.case_id).status_code == 302
    assert ">提请县级核对<" not in page(client, "case-obligors", elder.case_id)
    judged = sent(client, "obligor-judge", obligor.id, ability="disabled", evidence="残疾人证二级")
    assert judged.status_code == 302
    shown = page(client, "case-obligors", elder.case_id)
    assert "同意核对" in shown and "残疾人证二级" in shown and "不再列入" in shown


@pytest.mark.usefixtures("clock")
def test_a_refused_consent_needs_its_words_and_stays_on_the_list(elder, cast, desk):
    client = desk(cast.town_handler)
    sent(client, "case-obligors", elder.case_id, name="丘二女", obligation="child")
    with acting(cast.town_handler):
        obligor = Obligor.objects.get()
    assert sent(client, "obligor-refuse", obligor.id, note="").status_code == 200
    assert sent(client, "obligor-refuse", obligor.id, note="电话征求，不同意").status_code == 302
    assert "不同意核对" in page(client, "case-obligors", elder.case_id)


@pytest.mark.usefixtures("clock")
def test_nobody_is_stated_and_a_slip_is_dropped(elder, cast, desk):
    client = desk(cast.town_handler)
    sent(client, "case-obligors", elder.case_id, name="误登", obligation="child")
    with acting(cast.town_handler):
        slip = Obligor.objects.get()
    assert sent(client, "obligor-end", slip.id, reason="").status_code == 200
    assert sent(client, "obligor-end", slip.id, reason="误登").status_code == 302
    assert "不再列入" in page(client, "case-obligors", elder.case_id)
    stated = sent(client, "case-no-obligors", elder.case_id, version=elder.case().version)
    assert stated.status_code == 302
    assert "没有户外法定义务人" in page(client, "case-obligors", elder.case_id)


@pytest.mark.usefixtures("clock")
def test_an_assessment_answers_every_indicator(elder, cast, desk):
    client, outcome = desk(cast.town_handler), elder.outcome(TEKUN)
    typed = {
        "assessor": "county",
        "agency": "平远县民政局",
        "assessors": "谢春梅",
        "assessed_on": "2026-03-02",
    }
    without = {**INDICATORS, **typed}
    del without["bathe"]
    assert "自主洗澡" in sent(client, "outcome-assess", outcome.id, **without).content.decode()
    done = sent(client, "outcome-assess", outcome.id, **INDICATORS | {"walk": "no"}, **typed)
    assert done.status_code == 302
    assert "半护理" in page(client, "outcome", outcome.id)


@pytest.mark.usefixtures("clock")
def test_care_says_who_and_until_when(elder, cast, desk):
    client, outcome = desk(cast.town_handler), elder.outcome(TEKUN)
    typed = {"form": "home", "valid_from": "2026-04-01", "signed_on": "2026-03-02", "carer_name": "林阿姨"}
    assert "期限" in sent(client, "outcome-care", outcome.id, **typed).content.decode()
    whole = typed | {"valid_until": "2027-04-01", "duties": "三餐", "payment": "按月支付"}
    assert sent(client, "outcome-care", outcome.id, **whole).status_code == 302
    assert "林阿姨" in page(client, "outcome", outcome.id)


def test_the_county_checks_what_the_machine_drew_before_it_confirms(elder, cast, desk):
    with on(MONDAY):
        steps.nobody_owes(elder)
        steps.assess(elder)
        steps.arrange(elder)
        elder.opine(programme=TEKUN)
        elder.post(TEKUN)
    with on(NOTICE_OVER):
        elder.send(TEKUN)
        outcome, reviewer, confirmer = (
            elder.outcome(TEKUN),
            desk(cast.county_reviewer),
            desk(cast.county_confirmer),
        )
        assert "等待抽取" in page(confirmer, "outcome", outcome.id)
        assert elder.case().number in page(reviewer, "checks")
    with on(steps.DRAWN):
        lot = steps.draw(elder)
        with acting(cast.county_reviewer):
            made = CheckDraw.objects.select_related("seed").get()
        reviewer, confirmer = desk(cast.county_reviewer), desk(cast.county_confirmer)
        shown = page(confirmer, "checks")
        assert made.seed.seed in shown and made.head in shown
        assert lot.number in shown and lot.score[:16] in shown and "抽中" in shown
        assert "抽查核实" in page(confirmer, "outcome", outcome.id)
        typed = {"method": "visit", "checked_on": "2026-03-11", "is_true": "yes", "finding": "独居，属实"}
        assert sent(reviewer, "outcome-check", outcome.id, **typed).status_code == 302
        assert "审核确认" in page(confirmer, "outcome", outcome.id)
        elder.confirm(programme=TEKUN)
        assert elder.outcome(TEKUN).state == OutcomeState.CONFIRMED


@pytest.mark.usefixtures("clock")
def test_after_an_objection_the_new_opinion_is_posted_again(elder, cast, desk):
    steps.nobody_owes(elder)
    steps.assess(elder)
    steps.arrange(elder)
    elder.opine(programme=TEKUN)
    elder.post(TEKUN)
    by, outcome = cast.town_reviewer, elder.outcome(TEKUN)
    with acting(by):
        objection = actions.record_objection(
            outcome_id=outcome.id, version=outcome.version, text="有子女赡养", by=by
        )
        actions.settle_objection(
            objection_id=objection.id,
            method=ObjectionMethod.DEMOCRATIC_REVIEW,
            conclusion="子女无赡养能力",
            attendance=9,
            by=by,
        )
    elder.opine(programme=TEKUN)
    shown = page(desk(by), "case", elder.case_id)
    assert "张贴公示：" in shown and "43号 第十五条" in shown and "报送确认：" not in shown


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("word", ["长" * 20_000, "李\x00明", "<script>alert(1)</script>", "-1", "9" * 40])
def test_no_word_breaks_a_form_or_comes_back_as_markup(elder, cast, desk, word):
    client, outcome = desk(cast.town_handler), elder.outcome(TEKUN)
    sent(client, "case-obligors", elder.case_id, name="丘大儿", obligation="child")
    with acting(cast.town_handler):
        obligor = Obligor.objects.get()
    fields = {
        **dict.fromkeys(("name", "obligation", "address", "phone", "identity", "signature", "note"), word),
        **dict.fromkeys(("ability", "evidence", "agency", "assessors", "assessed_on", "assessor"), word),
        **dict.fromkeys(("form", "carer_name", "duties", "payment", "valid_from", "signed_on"), word),
        **dict.fromkeys(("ground", "facts", "funeral", "institution"), word),
    }
    for step, about in (
        *(("case-obligors", elder.case_id), ("obligor-consent", obligor.id)),
        *(("obligor-refuse", obligor.id), ("obligor-judge", obligor.id)),
        *(("outcome-assess", outcome.id), ("outcome-care", outcome.id), ("outcome-exit", outcome.id)),
    ):
        answer = sent(client, step, about, **fields)
        assert answer.status_code < 500, step
        assert "<script>alert" not in answer.content.decode(), step


@pytest.mark.usefixtures("clock")
def test_a_family_that_asks_for_dibao_sees_nothing_of_it(cast, desk):
    fill_official_calendar()
    walk = family_of_three(cast)
    walk.to_investigated()
    client = desk(cast.town_handler)
    assert "法定义务人" not in page(client, "case", walk.case_id)
    assert "供养条件与照料" not in page(client, "outcome", walk.outcome().id)
