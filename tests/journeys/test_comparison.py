"""Before a payment the county compares; a village looks into what was found: a review, and data set right."""

from datetime import date

import pytest
from tests.support.comparing import told
from tests.support.journey import ASSISTANT, HANDLER, REVIEWER, beside
from tests.support.process import family_of_three, picture
from tests.support.reviewing import LATER, granted

from yimen.domains.monitoring.actions.comparisons import run_comparison
from yimen.domains.monitoring.models import Comparison
from yimen.foundation.database.scope import system_scope

VERIFIER = "county_verifier"
CAR = {"plate": "粤M12345", "kind": "car", "registered_on": "2026-05-08", "price": "126000", "state": "A"}
DIED = {"died_on": "2026-09-16"}
WORK = {"employer": "示例制衣厂", "kind": "110", "base": "4588", "paid_for": "2026-08"}


def paid_and_pushed(company) -> None:
    cast = company.house.cast
    walk = family_of_three(cast, "简")
    granted(walk)
    head, spouse = walk.adults
    told(cast.county_verifier, "vehicles", [(head, CAR)], date(2026, 9, 1))
    told(cast.county_verifier, "social_insurance", [(spouse, WORK)], date(2026, 9, 1))
    told(cast.county_verifier, "deaths", [(walk.child, DIED)], date(2026, 9, 18))


def compared() -> None:
    with system_scope():
        comparison = Comparison.objects.get().id
    run_comparison(comparison)


@pytest.mark.requirement("R-CHK-4")
def test_from_a_comparison_to_closed_findings(company, judge):
    company.on(LATER)
    beside(lambda: paid_and_pushed(company))
    by = company[VERIFIER]
    by.menu("发放前比对")
    by.follow("比对")
    by.follow("发起比对")
    judge.album.picture(by.page, "comparison-start")
    by.press("开始比对")
    beside(compared)
    by.page.reload()
    by.reads("已完成")
    judge.album.picture(by.page, "comparison")
    village = company[ASSISTANT]
    village.menu("发放前比对")
    judge.album.picture(village.page, "findings")
    village.follow("简门陈氏")
    village.reads("示例制衣厂")
    judge.album.picture(village.page, "finding")
    village.write("怎样核实、为什么这样处理", "已于八月离职，厂里尚未停保")
    village.page.get_by_label("部门数据有误").check()
    village.press("不需要核查，记录结果")
    village.reads("部门数据有误")
    village.menu("发放前比对")
    village.follow("简建明")
    village.press("启动核查")
    village.reads("等待他人办理")
    by.menu("发放前比对")
    by.follow("通报")
    by.reads("核查后每月减少")
    judge.album.picture(by.page, "bulletin")
    reviewer = company[REVIEWER]
    reviewer.menu("发放前比对")
    reviewer.follow("暂缓发放")
    reviewer.reads("等待核实")
    judge.album.picture(reviewer.page, "holds")
    reviewer.follow("简小妹")
    reviewer.write("怎样核实、为什么这样处理", "入户见到孩子本人，同名登记有误")
    reviewer.page.get_by_label("部门数据有误").check()
    reviewer.press("不需要核查，记录结果")
    reviewer.reads("核实结果是您本人记录的")
    judge.album.picture(reviewer.page, "hold-second-person")
    an_account_is_put_right(company, judge)


def an_account_is_put_right(company, judge) -> None:
    """A bank sent the money back; the family shows another account, and a second person lets it go."""
    by = company[HANDLER]
    by.menu("家庭档案")
    by.follow("441426-000001")
    by.follow("登记账户被退回")
    by.write("退回的账号", "6217000012345678")
    by.choose("退回原因", "账户已经销户")
    by.choose("退回的是哪个月的款", "2026-09")
    by.write("代发机构", "示例农商银行")
    judge.album.picture(by.page, "account-refuse")
    by.press("登记，暂缓发到这个账户的款项")
    by.reads("代发机构怎样说")
    judge.album.picture(by.page, "account-finding")
    by.follow("登记账户")
    by.write("开户银行", "示例银行示例支行")
    by.write("银行账号", "6217000087654321")
    by.field("存折或者银行卡的照片").set_input_files(
        {"name": "passbook.png", "mimeType": "image/png", "buffer": picture()}
    )
    by.press("登记账户")
    by.reads("等待第二人确认")
    reviewer = company[REVIEWER]
    reviewer.menu("发放前比对")
    reviewer.follow("账户退回")
    judge.album.picture(reviewer.page, "accounts")
    reviewer.follow("简建明")
    reviewer.follow("恢复发放")
    reviewer.write("照片上的账号", "6217 0000 8765 4321")
    reviewer.write("恢复发放的原因", "照片与本人存折一致")
    reviewer.press("恢复发放")
    reviewer.reads("已恢复发放")
    judge.album.picture(reviewer.page, "account-released")
