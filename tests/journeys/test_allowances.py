"""Somebody asks about the old-age allowance; it is given; in the next term she is seen at home, one press."""

from datetime import date

import pytest
from tests.support.cast import VILLAGE, acting
from tests.support.journey import ASSISTANT, HANDLER, KNOCK, REVIEWER, beside
from tests.support.tekun import elder_alone

from yimen.domains.allowances import actions
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope

NAME = "寿阿婆"
IN_TERM = date(2026, 10, 12)


def asked(cast):
    """She is on file, and her question is written down at the window."""
    walk, by = elder_alone(cast, NAME), cast.town_handler
    with acting(by):
        return intake.record_contact(
            channel=ContactChannel.WINDOW, asked="问高龄津贴", region=VILLAGE, person_id=walk.child, by=by
        ).id


def planned() -> None:
    """What the machine does every hour."""
    with system_scope():
        actions.plan_attestations(by=SYSTEM)


@pytest.mark.requirement("R-CAS-10")
def test_from_the_question_to_the_allowance_and_the_proof(company, judge):
    company.on(KNOCK)
    contact = beside(lambda: asked(company.house.cast))
    handler = company[HANDLER]
    handler.go(f"/contacts/{contact}")
    handler.follow("登记民政事项")
    handler.choose("事项", "高龄津贴")
    judge.album.picture(handler.page, "matter-register")
    handler.press("登记")
    handler.reads("由登记人以外的人审核办结。")

    reviewer = company[REVIEWER]
    row = reviewer.page.locator("[data-row]", has_text=f"{NAME} 高龄津贴").first
    reviewer.go("/worklist?list=takeable")
    reviewer.leave_by(row.get_by_role("link").first)
    reviewer.follow("办结")
    reviewer.write("金额", "30")
    reviewer.tick("按月", "发放方式")
    reviewer.choose("自月", "2026-09")
    judge.album.picture(reviewer.page, "matter-decide")
    reviewer.press("办结")
    reviewer.reads("按月 30.00 元，自 2026-09 起")

    company.on(IN_TERM)
    proven(company, judge)
    ended_by_another(company, judge)


def proven(company, judge) -> None:
    """Seen at home, taken back, then recorded as seen by video."""
    beside(planned)
    assistant = company[ASSISTANT]
    assistant.menu("生存认证")
    assistant.reads(NAME)
    judge.album.picture(assistant.page, "attestations")
    assistant.leave_by(assistant.page.get_by_role("button", name=f"入户见到 {NAME}"))
    assistant.reads("入户见到本人")
    assistant.leave_by(assistant.page.get_by_role("button", name=f"撤销 {NAME} 的登记"))
    assistant.never_reads("入户见到本人")
    assistant.leave_by(assistant.page.get_by_role("link", name=f"登记 {NAME} 的其他情况"))
    assistant.tick("视频通话", "认证方式")
    judge.album.picture(assistant.page, "attestation-form")
    assistant.press("登记")
    assistant.reads("视频通话")
    assistant.follow("家庭档案")
    assistant.reads("津贴与认证")
    judge.album.picture(assistant.page, "household-allowances")


def ended_by_another(company, judge) -> None:
    """Who hears her proposes the end, somebody else confirms it."""
    handler = company[HANDLER]
    handler.go("/matters")
    handler.follow(NAME)
    handler.follow("提出终止")
    handler.tick("迁出本地", "终止原因")
    handler.choose("自月", "2026-11")
    handler.write("事实和理由", "户口迁到梅江区")
    handler.write("本人（家属）的意见", "儿子接去住了，这里不要了")
    judge.album.picture(handler.page, "matter-end")
    handler.press("提出终止")
    handler.reads("由听取意见的人以外的人确认；确认以前照常发给。")

    reviewer = company[REVIEWER]
    reviewer.go("/worklist?list=takeable")
    reviewer.leave_by(reviewer.page.locator("[data-row]", has_text="拟终止").first.get_by_role("link").first)
    judge.album.picture(reviewer.page, "matter-ending")
    reviewer.follow("去决定")
    reviewer.tick("确认终止", "是否终止")
    reviewer.press("决定")
    reviewer.reads("儿子接去住了，这里不要了")
    reviewer.reads("民政事项终止告知书")
