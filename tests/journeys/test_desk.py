"""Everything around the cases: strangers, keys, language, the way in, the choice of a post."""

from tests.support.browser import Clerk
from tests.support.cast import PASSWORD
from tests.support.journey import HANDLER, KNOCK, TELEPHONE, Case, Family


def test_a_stranger_from_another_town_sees_nothing(company):
    case = Case(company, Family("姚秘山"))
    case.to_submission()
    handler = case.open(HANDLER)
    handler.follow("返回")
    secret = handler.page.url.removeprefix(handler.address)
    household = handler.page.get_by_role("link", name="本户档案").get_attribute("href")
    stranger = company["stranger"]
    for place in ("待办", "接待登记", "申请办件", "家庭档案"):
        stranger.menu(place)
        stranger.never_reads(case.family.head)
    stranger.menu("待办")
    for tab in ("待领取", "本站", "本辖区"):
        stranger.follow(tab, exact=False)
        stranger.never_reads(case.family.head)
    for words in (case.family.head, TELEPHONE, "ymsh"):
        search(stranger, words)
        stranger.page.get_by_text(f"没有找到“{words}”").wait_for()
        stranger.page.keyboard.press("Escape")
    for address in (secret, household):
        answer = stranger.page.goto(f"{stranger.address}{address}")
        assert answer.status in (403, 404)
        stranger.never_reads(case.family.head)


def search(clerk: Clerk, words: str) -> None:
    clerk.page.keyboard.press("Control+k")
    clerk.page.get_by_role("searchbox", name="搜索内容").fill(words)


def test_the_keyboard_finds_and_opens_everything(company):
    case = Case(company, Family("凌键山"))
    case.to_submission()
    handler = company[HANDLER]
    handler.go("/worklist?list=region")
    handler.page.keyboard.press("j")
    handler.page.keyboard.press("j")
    handler.page.keyboard.press("k")
    focused = handler.page.evaluate("() => document.activeElement.getAttribute('href')")
    with handler.page.expect_navigation():
        handler.page.keyboard.press("Enter")
    assert handler.page.url.endswith(focused)
    search(handler, "凌键山")
    handler.page.get_by_role("dialog").get_by_text("凌键山").first.wait_for()
    with handler.page.expect_navigation():
        handler.page.keyboard.press("Enter")
    handler.check()
    handler.reads("凌键山")


def test_the_desk_speaks_english_too(company):
    company.on(KNOCK)
    clerk = company[HANDLER]
    clerk.page.locator("summary", has_text="张伟民").click()
    clerk.press("English")
    assert clerk.page.locator("html").get_attribute("lang") == "en"
    clerk.page.locator("summary", has_text="张伟民").click()
    clerk.press("中文")
    assert clerk.page.locator("html").get_attribute("lang") == "zh-hans"


def test_five_wrong_passwords_lock_the_account(company):
    clerk = company.visitor()
    for _ in range(5):
        clerk.sign_in("auditor", "not-the-password")
    clerk.page.get_by_text("账号已暂时锁定").first.wait_for()
    clerk.sign_in("auditor", PASSWORD)
    clerk.page.get_by_text("账号已暂时锁定").first.wait_for()


def test_who_has_two_posts_chooses_the_hat(company):
    clerk = company.visitor()
    clerk.sign_in("two_hats", PASSWORD)
    clerk.page.get_by_text("今天以哪个岗位工作？").wait_for()
    clerk.leave_by(clerk.page.get_by_role("button", name="乡镇（街道）审核人"))
    clerk.page.get_by_text("乡镇（街道）审核人").first.wait_for()
    clerk.page.locator("summary", has_text="两帽").click()
    clerk.follow("换一个岗位")
    clerk.leave_by(clerk.page.get_by_role("button", name="乡镇（街道）经办人"))
    clerk.page.get_by_text("乡镇（街道）经办人").first.wait_for()


def test_every_place_of_the_menu_is_in_order(company):
    for username in (HANDLER, "administrator", "county_confirmer"):
        clerk = company[username]
        places = clerk.page.get_by_role("navigation", name="主菜单").get_by_role("link").all()
        for address in [place.get_attribute("href") for place in places]:
            clerk.go(address)
    clerk.go("/gallery")
    clerk.go("/network/delegations")
