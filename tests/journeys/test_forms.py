"""What a form owes whoever fills it in: nothing is lost or sent twice, everything works by keyboard."""

import io
from datetime import date

from PIL import Image
from tests.support.browser import PHONE, Clerk
from tests.support.journey import ASSISTANT, HANDLER, KNOCK, Case, Family

TELEPHONE = "10000009999"
INKED = """canvas => canvas.getContext("2d")
    .getImageData(0, 0, canvas.width, canvas.height).data.some(part => part)"""


def a_contact(clerk: Clerk, name: str) -> None:
    clerk.go("/contacts/record")
    clerk.write("来访人姓名", name)
    clerk.write("联系电话", TELEPHONE)
    clerk.write("诉求", "家里有人生病，想问能不能申请救助")


def a_picture() -> dict[str, object]:
    kept = io.BytesIO()
    Image.new("RGB", (200, 80), "white").save(kept, "PNG")
    return {"name": "signed.png", "mimeType": "image/png", "buffer": kept.getvalue()}


def test_a_form_that_outlives_its_session_is_sent_after_signing_in_again(company):
    company.on(KNOCK)
    clerk = company[ASSISTANT]
    clerk.page.clock.install()
    a_contact(clerk, "卓重登")
    cookies = clerk.page.context.cookies()
    clerk.page.context.clear_cookies()
    clerk.page.clock.fast_forward("10:00")
    clerk.page.get_by_role("button", name="只登记").evaluate("button => button.click()")
    away = clerk.page.get_by_role("dialog", name="登录已结束，内容还没有提交")
    away.wait_for()
    clerk.page.context.add_cookies(cookies)
    clerk.page.keyboard.press("Escape")
    clerk.press("只登记")
    assert clerk.page.get_by_role("heading", name="卓重登").is_visible()


def test_two_quick_presses_are_one_submission_and_the_wait_is_shown(company):
    clerk = company[ASSISTANT]
    a_contact(clerk, "卓双击")
    sent: list[str] = []
    clerk.page.on(
        "request",
        lambda request: (
            sent.append(request.method)
            if request.method == "POST" and request.is_navigation_request()
            else None
        ),
    )
    button = clerk.page.get_by_role("button", name="只登记")
    with clerk.page.expect_navigation():
        button.evaluate("button => { button.click(); button.click(); }")
    assert sent.count("POST") == 1


def test_leaving_a_half_filled_form_is_asked_about(company):
    clerk = company[ASSISTANT]
    a_contact(clerk, "卓离开")
    asked: list[str] = []

    def leave(dialog):
        asked.append(dialog.type)
        dialog.accept()

    clerk.page.on("dialog", leave)
    clerk.follow("取消")
    assert asked == ["beforeunload"]


def test_a_wrong_form_says_so_on_top_and_puts_the_cursor_in_the_first_wrong_field(company):
    clerk = company[ASSISTANT]
    clerk.go("/contacts/record")
    clerk.write("来访人姓名", "卓出错")
    clerk.page.evaluate(
        "() => document.querySelectorAll('form').forEach(form => { form.noValidate = true; })"
    )
    clerk.press("只登记")
    summary = clerk.page.get_by_role("alert")
    assert summary.get_by_role("link", name="诉求").is_visible()
    assert clerk.page.evaluate("() => document.activeElement.name") == "asked"


def test_signatures_by_keyboard_on_a_phone_and_after_turning_it(company):
    company.on(KNOCK)
    case = Case(company, Family("卓键盘"))
    case.apply()
    clerk = company[ASSISTANT]
    before = clerk.page.viewport_size
    clerk.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    clerk.sign("签名", group=case.family.head)
    drawn = clerk.page.locator("[name=m1-signature]").input_value()
    assert drawn
    clerk.page.set_viewport_size({"width": PHONE[1], "height": PHONE[0]})
    clerk.page.wait_for_timeout(100)
    assert clerk.page.locator("[name=m1-signature]").input_value() == drawn
    assert clerk.page.locator("canvas").first.evaluate(INKED)
    clerk.page.set_viewport_size(before)
    paper = clerk.page.get_by_role("group", name=case.family.spouse).get_by_label(
        "或者：在纸上签名", exact=False
    )
    paper.focus()
    paper.set_input_files(a_picture())
    clerk.press("保存并继续")
    clerk.never_reads("授权书（卓芳）未签")
    case.submit()
    company.on(date(2026, 9, 3))
    case.open(HANDLER).reads("材料齐全，应当受理。")


def test_nobody_sends_what_somebody_else_typed(company):
    company.on(KNOCK)
    clerk = company[ASSISTANT]
    state = clerk.download("/login/state").decode()
    assert str(company.house.cast.village_assistant.user_id) in state
    clerk.page.context.clear_cookies()
    assert clerk.download("/login/state").decode() == '{"user": "", "post": "", "token": ""}'
