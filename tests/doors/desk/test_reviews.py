"""Awards in force at their desks: a change told, the file confirmed, the person heard, the decision made."""

from datetime import date, timedelta

from django.urls import reverse
from tests.doors.desk.case_steps import offered, send
from tests.support.cast import acting
from tests.support.process import family_of_three, on
from tests.support.reviewing import LATER

from yimen.domains.cases.models import Case, CaseOutcome, Hearing
from yimen.domains.people.models import Household


def page(desk, actor, name: str, *subjects) -> str:
    answer = desk(actor).get(reverse(f"desk:{name}", args=subjects))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def case_of(review, cast) -> Case:
    with acting(cast.county_reviewer):
        return Case.objects.get(kind="change")


def version(review) -> int:
    return review.walk.outcome().version


def test_a_raised_income_goes_from_the_household_page_to_its_letter(review, cast, desk):
    household = review.walk.household_id
    with on(LATER):
        shown = page(desk, cast.town_handler, "household", household)
        assert "登记情况变化" in shown and "开启定期核查" in shown
        assert "收入变化" in page(desk, cast.town_handler, "household-change", household)
        answer = send(
            desk, cast.town_handler, "household-change", household, cause="income_changed", note="加薪"
        )
        case = case_of(review, cast)
        assert answer.url == reverse("desk:review-begin", args=[case.id])
        review.walk.case_id = case.id
        review.earns("1500.00")
        shown = page(desk, cast.town_handler, "review-begin", case.id)
        assert "1,500.00" in shown and "其余情况经核对没有变化" in shown
        assert "核对家庭情况" in offered(page(desk, cast.town_handler, "case", case.id))
        send(
            desk, cast.town_handler, "review-begin", case.id,
            version=review.walk.case().version, is_unchanged="on",
        )  # fmt: skip
        review.look_into(150000)
        shown = page(desk, cast.town_handler, "case", case.id)
        assert "听取意见" in offered(shown) and "情况变化" in shown
        outcome = review.walk.outcome()
        refused = send(
            desk, cast.town_reviewer, "outcome-opinion", outcome.id,
            version=outcome.version, is_positive="yes", amount="492.00", text="拟调整",
        )  # fmt: skip
        assert "听取救助对象的意见" in refused.content.decode()
        assert "告知并听取意见" in page(desk, cast.town_handler, "outcome-hearing", outcome.id)
        send(
            desk, cast.town_handler, "outcome-hearing", outcome.id,
            version=outcome.version, intent="less", proposed="100.00", facts="户主工资增加",
        )  # fmt: skip
        with acting(cast.county_reviewer):
            hearing = Hearing.objects.get()
        assert "登记陈述" in page(desk, cast.town_handler, "hearing", hearing.id)
        assert send(desk, cast.town_handler, "hearing-silence", hearing.id).status_code == 409
        send(
            desk,
            cast.town_handler,
            "hearing",
            hearing.id,
            speaker="李建明",
            statement="下月停工",
            says="objects",
        )
        silent = send(desk, cast.town_handler, "hearing", hearing.id, answer="not_adopted", reasons="")
        assert "无论是否采纳，都须写明理由" in silent.content.decode()
        assert "对拟作出的决定无异议" not in silent.content.decode()  # who objects is not said to agree
        send(desk, cast.town_handler, "hearing", hearing.id, answer="not_adopted", reasons="以核对为准")
        assert "下月停工" in page(desk, cast.town_reviewer, "hearing", hearing.id)
        review.walk.opine()
        assert "报送确认" in offered(page(desk, cast.town_reviewer, "case", case.id))
        review.walk.send()
        assert "作出决定" in offered(page(desk, cast.county_confirmer, "case", case.id))
        moved = desk(cast.county_confirmer).get(reverse("desk:outcome-confirm", args=[outcome.id]))
        assert moved.url == reverse("desk:outcome-decide", args=[outcome.id])
        shown = page(desk, cast.county_confirmer, "outcome-decide", outcome.id)
        assert "下月停工" in shown
        answer = send(
            desk, cast.county_confirmer, "outcome-decide", outcome.id,
            version=version(review), intent="go_on", amount=amount_in(review),
        )  # fmt: skip
        assert answer.status_code == 302
        assert "送达决定" in offered(page(desk, cast.town_handler, "case", case.id))
        assert "减发" in page(desk, cast.town_handler, "household", household)
        assert "减发" in page(desk, cast.county_reviewer, "outcome", outcome.id)


def amount_in(review) -> str:
    with acting(review.cast.county_reviewer):
        opinion = review.walk.outcome().opinions.latest("number")
    return f"{opinion.amount_fen / 100:.2f}"


def test_an_award_is_stopped_from_its_page(review, cast, desk):
    with on(LATER):
        review.open()
        review.earns("9000.00")
        review.begin()
        review.look_into(900000)
        review.heard()
        review.walk.opine(is_positive=False)
        review.walk.send()
        outcome = review.walk.outcome()
        unsaid = send(
            desk, cast.county_confirmer, "outcome-decide", outcome.id, version=outcome.version, intent="end"
        )
        assert "停发须说明理由" in unsaid.content.decode()
        send(
            desk, cast.county_confirmer, "outcome-decide", outcome.id,
            version=outcome.version, intent="end", reason="收入超过标准",
        )  # fmt: skip
        assert "已决定停发" in page(desk, cast.town_handler, "case", review.walk.case_id)
        assert "已决定停发" in page(desk, cast.town_handler, "outcome", outcome.id)


def test_the_reviews_of_a_town_are_listed_opened_together_and_exported(review, cast, desk):
    with on(date(2027, 2, 20)):
        shown = page(desk, cast.town_handler, "reviews")
        assert "李建明" in shown and "2027-03-10" in shown and "12 个月" in shown
        assert "李建明" not in page_within(desk, cast.town_handler, "overdue")
        sheet = desk(cast.town_handler).get(reverse("desk:reviews-export"))
        assert sheet.status_code == 200 and sheet["Content-Type"].endswith("sheet")
        none = desk(cast.town_handler).post(reverse("desk:reviews-open"), {"household": "x"}, follow=True)
        assert none.redirect_chain[0][0] == reverse("desk:reviews") and "没有勾选" in none.content.decode()
        chosen = {"household": str(review.walk.household_id)}
        foreseen = desk(cast.town_handler).post(reverse("desk:reviews-open"), chosen)
        assert "可以办 1 件" in foreseen.content.decode()
        with acting(cast.county_reviewer):
            assert not Case.objects.filter(kind="review").exists()
        done = desk(cast.town_handler).post(reverse("desk:reviews-open"), {**chosen, "verb": "do"})
        assert "办成 1 件" in done.content.decode()
        with acting(cast.county_reviewer):
            case = Case.objects.get(kind="review")
        again = desk(cast.town_handler).post(reverse("desk:reviews-open"), chosen)
        assert "不能办 1 件" in again.content.decode()
        assert "核查中" in page(desk, cast.town_handler, "reviews")
        assert "定期核查" in page(desk, cast.town_handler, "cases")
        listed = desk(cast.town_handler).get(reverse("desk:cases"), {"kind": "application"})
        assert str(case.id) not in listed.content.decode()


def page_within(desk, actor, within: str) -> str:
    return desk(actor).get(reverse("desk:reviews"), {"within": within}).content.decode()


def test_a_family_splits_and_its_award_is_looked_into(review, cast, desk):
    with on(LATER):
        household = review.walk.household_id
        assert "分户" in page(desk, cast.town_handler, "household-split", household)
        typed = {
            "region": "441426100200", "address": "墩背村20号", "on": LATER.isoformat(),
            f"is-{review.walk.child}": "head",
        }  # fmt: skip
        assert "新户" in send(desk, cast.town_handler, "household-split", household, **typed).content.decode()
        done = send(desk, cast.town_handler, "household-split", household, confirmed="1", **typed)
        assert done.status_code == 302
        assert case_of(review, cast).cause == "household_split"


def test_two_families_become_one(review, cast, desk):
    other = family_of_three(cast, "王")
    with on(LATER):
        with acting(cast.town_handler):
            number = Household.objects.get(pk=other.household_id).number
        into = review.walk.household_id
        assert (
            "没有这个户编号"
            in send(desk, cast.town_handler, "household-merge", into, number="9").content.decode()
        )
        led = send(desk, cast.town_handler, "household-merge", into, number=number)
        typed = {"on": LATER.isoformat()} | {
            f"is-{person}": "other" for person in (*other.adults, other.child)
        }
        assert "请核对" in desk(cast.town_handler).post(led.url, typed).content.decode()
        assert desk(cast.town_handler).post(led.url, typed | {"confirmed": "1"}).status_code == 302
        assert case_of(review, cast).cause == "household_merged"
        with acting(cast.county_reviewer):
            assert CaseOutcome.objects.filter(case__kind="change").count() == 0


def test_the_list_of_households_says_what_each_receives_and_narrows_to_it(review, cast, desk):
    client = desk(cast.town_handler)
    with on(LATER):
        for programme, is_there in (("dibao", True), ("tekun", False)):
            listed = client.get(reverse("desk:households"), {"programme": programme}).content.decode()
            assert ("李建明" in listed) is is_there
        listed = client.get(reverse("desk:households")).content.decode()
        assert 'data-label="在册救助">最低生活保障<' in listed


def test_a_change_told_while_a_review_runs_is_joined_to_it(review, cast, desk):
    household = review.walk.household_id
    with on(LATER):
        case = review.open_planned()
        assert "登记情况变化" in page(desk, cast.town_handler, "household", household)
        assert "并入正在办理的核查" in page(desk, cast.town_handler, "household-change", household)
        typed = {"cause": "income_changed", "note": "户主进厂", "version": case.version}
        answer = send(desk, cast.town_handler, "household-change", household, **typed)
        assert answer.url == reverse("desk:review-begin", args=[case.id])
        assert "户主进厂" in page(desk, cast.town_handler, "review-begin", case.id)
        review.begin()
        review.look_into(90000)
        review.walk.opine()
    with on(LATER + timedelta(days=1)):
        answer = send(desk, cast.town_handler, "household-change", household, cause="property_changed")
        assert answer.url == reverse("desk:case", args=[case.id])
        shown = page(desk, cast.town_handler, "case", case.id)
        assert "财产变化" in shown and "入户调查" in offered(shown) and "核查情况变化" in shown
        assert "提请核对" not in offered(shown)  # the same people were verified
        review.walk.visit()
        assert "提出审核意见" in offered(page(desk, cast.town_reviewer, "case", case.id))
        assert "审核意见" in page(desk, cast.town_reviewer, "outcome-opinion", review.walk.outcome().id)
