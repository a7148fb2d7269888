"""One family's application as five people work it in the browser, each from their own worklist."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser

from tests.support.browser import DESKTOP, LANDSCAPE, TABLET, Clerk, Judge, Tally, seat
from tests.support.browser_house import CHINA, House
from tests.support.cast import PASSWORD
from tests.support.factories import identity_number
from tests.support.process import picture
from yimen.doors.cli.county.identities import invented_phone
from yimen.kernel import Sex

ASSISTANT, HANDLER, INVESTIGATOR = "village_assistant", "town_handler", "town_investigator"
REVIEWER, VERIFIER, CONFIRMER = "town_reviewer", "county_verifier", "county_confirmer"
TELEPHONE = invented_phone(1)
KNOCK = date(2026, 9, 1)
IN_NOTICE, AFTER_NOTICE = date(2026, 9, 14), date(2026, 9, 18)
EVENING = time(19, 30)
Made = TypeVar("Made")


def beside(act: Callable[[], Made]) -> Made:
    """What the rooms do, in a thread of its own: the browser's has a loop that Django refuses."""

    def done() -> Made:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(done).result()


def stay_in(keys: list[str], *, until: datetime) -> None:
    """These sessions go on until then."""
    from django.contrib.sessions.models import Session

    Session.objects.filter(session_key__in=keys).update(expire_date=until)


@dataclass
class Company:
    """Everybody at their screens: one window each, signed in once, and in again on every day they work."""

    house: House
    browser: Browser
    judge: Judge
    closing: ExitStack = field(default_factory=ExitStack)
    clerks: dict[str, Clerk] = field(default_factory=dict)
    begin_at: dict[str, str] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    day: date = KNOCK

    def on(self, day: date) -> None:
        """Another day; who signed in before is in again, as if they had done so this morning."""
        self.day = day
        self.house.calendar.turn_to(day)
        cookies = [each for clerk in self.clerks.values() for each in clerk.page.context.cookies()]
        keys = [each["value"] for each in cookies if each["name"] == settings.SESSION_COOKIE_NAME]
        beside(partial(stay_in, keys, until=datetime.combine(day, EVENING, CHINA)))
        self.away = set(self.clerks)

    def __getitem__(self, username: str) -> Clerk:
        """The clerk at their worklist."""
        clerk = self.clerks.get(username) or self._arrive(username)
        if not clerk.page.context.cookies():
            clerk.sign_in(username, PASSWORD)
            self._begin(username, clerk)
        elif username in self.away:
            clerk.page.goto(self.begin_at[username])
        self.away.discard(username)
        return clerk

    def _begin(self, username: str, clerk: Clerk) -> None:
        """At the worklist; an administrator has none and stays at the first page, as everybody begins."""
        has_worklist = clerk.page.locator("#side a[href='/worklist']").count()
        self.begin_at[username] = f"{self.house.address}/{'worklist' if has_worklist else ''}"
        if has_worklist:
            clerk.page.goto(self.begin_at[username])

    def _arrive(self, username: str) -> Clerk:
        size = TABLET if username in (ASSISTANT, HANDLER) else DESKTOP
        self.clerks[username] = self.visitor(size)
        return self.clerks[username]

    def on_a_tablet(self, username: str, size: tuple[int, int] = LANDSCAPE) -> Clerk:
        """Somebody who works at a desk otherwise, or from door to door."""
        clerk = self[username]
        clerk.page.set_viewport_size({"width": size[0], "height": size[1]})
        return clerk

    def visitor(self, size: tuple[int, int] = DESKTOP) -> Clerk:
        """Somebody who is not signed in."""
        context = seat(self.browser, size=size)
        self.closing.callback(context.close)
        return Clerk(context.new_page(), self.house.address, self.judge)

    def tally(self) -> dict[str, Tally]:
        return {name: clerk.tally for name, clerk in self.clerks.items()}


@dataclass(frozen=True)
class Family:
    """Three invented people and what they tell; wage and vehicle decide what comes of it."""

    head: str
    wage: str = "950"
    deposits: str = "3200"
    vehicle: str = ""

    def number(self, who: str, born: date, sex: Sex) -> str:
        return str(identity_number(f"{self.head}{who}", born=born, sex=sex))

    @property
    def members(self) -> list[tuple[str, str, str]]:
        """Name, identity number and relation of everybody but the head."""
        return [
            (f"{self.head[0]}芳", self.number("spouse", date(1983, 8, 2), Sex.FEMALE), "配偶"),
            (f"{self.head[0]}小例", self.number("child", date(2013, 5, 20), Sex.FEMALE), "子女"),
        ]

    @property
    def spouse(self) -> str:
        return self.members[0][0]


@dataclass
class Case:
    """The case of one family, step by step; `look` is called on pages worth a picture."""

    company: Company
    family: Family
    look: Callable[[Clerk, str], None] = lambda _clerk, _name: None

    # What the family is asked once, by the assistant of their village, on a tablet.
    def apply(self) -> None:
        """First contact, family, means, agent and near relatives."""
        by = self.company[ASSISTANT]
        by.menu("接待登记")
        by.follow("登记来访")
        by.write("来访人姓名", self.family.head)
        by.write("联系电话", TELEPHONE)
        by.write("诉求", "户主残疾不能做工，孩子上学，收入不够生活，想申请低保")
        by.press("登记并开始申请")
        self._tell_family(by)
        self._tell_means(by)
        by.tick("没有", "家庭成员是否有经办人员、村（居）委会成员的近亲属")
        by.press("保存并继续")

    def _tell_family(self, by: Clerk) -> None:
        by.write("住址", "新屋12号")
        head = self._member(by, 0)
        by.write("居民身份证号", self.family.number("head", date(1979, 3, 12), Sex.MALE), head)
        by.choose("残疾类别等级", "肢体二级", head)
        for place, (name, number, relation) in enumerate(self.family.members, start=1):
            by.click("加一名成员")
            row = self._member(by, place)
            by.write("姓名", name, row)
            by.write("居民身份证号", number, row)
            if relation != "子女":
                by.choose("与户主关系", relation, row)
        by.press("保存并继续")

    def _member(self, by: Clerk, place: int):
        return by.page.get_by_role("group", name="成员", exact=True).nth(place)

    def _tell_means(self, by: Clerk) -> None:
        by.write("申请理由", "户主肢体二级残疾，无劳动能力，子女在读，务工收入不足以维持生活")
        head, spouse, child = (
            by.page.get_by_role("group", name=re.compile(rf"^{name} ")) for name in self._names()
        )
        head.get_by_text("无", exact=True).click()
        by.tally.clicks += 1
        by.write("工资", self.family.wage, spouse)
        by.choose("在读", "义务教育", child)
        by.write("存款、证券、保险等合计", self.family.deposits)
        if self.family.vehicle:
            by.tick(self.family.vehicle, "车辆")
        by.press("保存并继续")

    def _names(self) -> list[str]:
        return [self.family.head, *(name for name, _number, _relation in self.family.members)]

    def authorise(self) -> None:
        by = self.company[ASSISTANT]
        for name in (self.family.head, self.family.spouse):
            by.sign("签名", group=name)
        by.press("保存并继续")

    def submit(self) -> None:
        by = self.company[ASSISTANT]
        by.follow("继续")
        by.press("提交申请")

    def hand_in(self) -> None:
        """All of the assistant's part, on one day."""
        self.apply()
        self.authorise()
        self.submit()

    def skip_signatures(self) -> None:
        """The family could not sign that day."""
        self.company[ASSISTANT].press("保存并继续")

    # The town, the county, and the town again.
    def open(self, username: str) -> Clerk:
        """From the own worklist to the case; what waits for the station is taken."""
        by = self.company[username]
        by.page.goto(f"{by.address}/worklist")
        by.check()
        for tab in ("待领取", "本站"):
            if self._row(by).count() == 0:
                by.follow(tab, exact=False)
        row = self._row(by).first
        if take := row.get_by_role("button", name="领取").all():
            by.leave_by(take[0])
        else:
            by.leave_by(row.get_by_role("link").first)
        return by

    def _row(self, by: Clerk):
        return by.page.get_by_role("row").filter(has_text=self.family.head)

    def accept(self) -> None:
        by = self.open(HANDLER)
        by.press("受理")
        by.press("启动调查并提请核对")

    def verify(self, *lines: tuple[str, str, str, str]) -> None:
        """Lines as (person, kind, amount, source)."""
        by = self.open(VERIFIER)
        by.press("启动核对")
        for place, (person, kind, amount, source) in enumerate(lines):
            if place:
                by.click("加一条")
            row = by.page.get_by_role("group", name="明细", exact=True).nth(place)
            by.choose("人员", person, row)
            by.choose("类别", kind, row)
            by.write("金额或价值", amount, row)
            by.write("来源", source, row)
        by.tick("符合", "核对结论")
        by.press("返回结果")

    def visit(self) -> None:
        self.see(self.open(HANDLER))

    def see(self, by: Clerk) -> None:
        """The form of the visit and three signatures, on a tablet."""
        by.choose("另一名调查人员", "刘志强 · 乡镇（街道）经办人")
        by.write("居住条件", "自建砖瓦房一处，约86平方米")
        for topic in ("劳动能力与就业", "收入来源", "财产状况", "主要支出"):
            by.tick("与申报一致", topic)
        by.write("调查结论", "与申报和核对结果一致，生活确有困难")
        by.press("保存，去签字")
        by.choose("在场的家庭成员", self.family.head)
        for who in ("家庭成员签名", "调查人员签名（张伟民）", "调查人员签名（刘志强）"):
            by.sign(who)
        self.look(by, "visit-signed")
        by.press("完成签字")

    def opine(self) -> None:
        by = self.open(REVIEWER)
        by.press("提出意见")

    def post(self) -> None:
        by = self.company[REVIEWER]
        by.click("张贴公示")
        by.agree("张贴公示")

    def send(self) -> None:
        self.open(REVIEWER).press("报送确认")

    def confirm(self) -> None:
        by = self.open(CONFIRMER)
        self.look(by, "confirm")
        by.press("确认")

    def finish(self) -> None:
        """The decision reaches the family and the village."""
        by = self.open(HANDLER)
        self.hand_over_letter(by)
        by.click("公布")
        by.agree("公布")

    def hand_over_letter(self, by: Clerk) -> None:
        """To the applicant in person, who signs the receipt; its picture is the proof."""
        by.tick("直接送达", "送达方式")
        by.write("受送达人", self.family.head)
        by.write("送达日期", self.company.day.isoformat())
        by.write("送达凭证", "本人签收")
        by.field("凭证照片").set_input_files(
            {"name": "receipt.png", "mimeType": "image/png", "buffer": picture()}
        )
        by.press("登记送达")

    # Stretches of the way, for journeys that turn off later.
    def to_submission(self) -> None:
        self.company.on(KNOCK)
        self.hand_in()

    def decide_to_post(self) -> None:
        """An opinion in favour, and its notice in the village."""
        self.opine()
        self.post()

    def to_opinion(self) -> None:
        self.to_submission()
        self.company.on(date(2026, 9, 3))
        self.accept()
        self.verify((self.family.spouse, "工资性收入（月）", self.family.wage, "税务、社会保险"))
        self.company.on(date(2026, 9, 8))
        self.visit()
        self.company.on(date(2026, 9, 10))

    def to_confirmer(self) -> None:
        self.to_opinion()
        self.decide_to_post()
        self.company.on(AFTER_NOTICE)
        self.send()
