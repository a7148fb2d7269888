"""Debian's Chromium under tests: people act by the names they read, and every page they see is judged.

A page fails its journey when the console reports an error (a breach of the content policy is one), when axe
finds a violation of WCAG 2.2 AA, or when it scrolls sideways on a desktop, a tablet or a phone.
"""

import math
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    sync_playwright,
)

from tests.support.browser_album import Album

CLONE = Path(__file__).resolve().parents[2]
AXE = CLONE / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP, TABLET, LANDSCAPE, PHONE = (1366, 900), (820, 1180), (1024, 768), (390, 844)
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The first draws the same pages without the windows, tabs and buttons around them, for half the work."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
]
_HAS_AXE = "() => 'axe' in window"
_RUN_AXE = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations'], selectors: false})"
_WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
_NAMED = ("households", "persons", "contacts", "referrals/…", "cases/…", "public/notices", "network/…")
"""Pages whose first heading is the name of a person or a place."""
_STAGED = ("cases", "outcomes", "verifications", "visits")
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{12}|(?<=/check/).+|(?<=/public/transfers/).+")


@dataclass
class Tally:
    """What a case costs the people who work it."""

    typed: int = 0
    chosen: int = 0
    clicks: int = 0
    signatures: int = 0
    pages: int = 0


@dataclass(frozen=True)
class Looked:
    """Which kinds of pages were looked at by now: a file for each, in a folder that all workers share."""

    folder: Path

    def is_first(self, kind: str) -> bool:
        try:
            (self.folder / sha256(kind.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@dataclass
class Judge:
    """Looks at every kind of page once in every size; without a memory it looks at none."""

    album: Album
    looked: Looked | None = None

    def look(self, page: Page) -> None:
        kind = _kind(page)
        if not self.looked or not self.looked.is_first(kind):
            return
        before = page.viewport_size
        for size in (DESKTOP, PHONE):
            _resize(page, size)
            self.album.keep(page, kind, size)
            # As tall as the page is: a bar that sticks to the lower edge covers nothing.
            _resize(page, (size[0], page.evaluate("() => document.documentElement.scrollHeight")))
            self._judge(page, kind, size)
        for size in (TABLET, LANDSCAPE):
            _resize(page, size)
            self._fits(page, kind, size)
        if before:
            page.set_viewport_size(before)

    def _fits(self, page: Page, kind: str, size: tuple[int, int]) -> None:
        wide, seen = page.evaluate(_WIDTHS)
        assert wide <= seen, f"{kind} at {size[0]} px is {wide - seen} px too wide"

    def _judge(self, page: Page, kind: str, size: tuple[int, int]) -> None:
        self._fits(page, kind, size)
        if not page.evaluate(_HAS_AXE):
            page.evaluate(_axe())
        found = page.evaluate(_RUN_AXE, STANDARD)["violations"]
        assert not found, f"{kind} at {size[0]} px: {_told(found)}"


@cache
def _axe() -> str:
    """Handed to a page that is judged, and to no other: to read it takes longer than most pages."""
    return AXE.read_text()


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def _kind(page: Page) -> str:
    """The address without what differs from case to case, and its headings: a page in one of its states."""
    path = _IDS.sub("…", page.url.split("/", 3)[3].split("?")[0])
    first, second = (page.get_by_role("heading", level=level).first for level in (1, 2))
    title = first.inner_text() if path and not path.startswith(_NAMED) else ""
    state = second.inner_text() if path.startswith(_STAGED) and second.count() else ""
    return f"{path or 'home'} {title} {state}".strip()[:70]


def _told(violations: list[dict[str, Any]]) -> str:
    return "; ".join(f"{v['id']} {[node['html'][:160] for node in v['nodes'][:3]]}" for v in violations)


@dataclass
class Clerk:
    """Somebody at a screen. Everything is found by its label, its role and its name, as a reader finds it."""

    page: Page
    address: str
    judge: Judge
    tally: Tally = field(default_factory=Tally)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._answered)
        self.page.set_default_timeout(60_000)

    def _hear(self, message: ConsoleMessage) -> None:
        is_refusal = (
            "responded with a status of 4" in message.text and message.location["url"] == self.page.url
        )
        is_left = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))  # asked, then left
        if message.type == "error" and not is_refusal and not is_left:
            self.faults.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")

    def check(self) -> None:
        """The page as it is now has to be in order."""
        self.tally.pages += 1
        self.judge.look(self.page)
        assert not self.faults, f"{self.page.url}: {self.faults}"

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")
        self.check()

    def sign_in(self, username: str, password: str) -> None:
        """Not part of the tally: people sign in once a day, not once a case."""
        before = Tally(**vars(self.tally))
        self.page.context.clear_cookies()
        self.page.goto(f"{self.address}/login")
        self.write("用户名", username)
        self.write("密码", password)
        self.press("登录")
        vars(self.tally).update(vars(before))

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        self.field(label, within).fill(text)
        self.tally.typed += 1

    def choose(self, label: str, option: str, within: Locator | None = None) -> None:
        self.field(label, within).select_option(label=option)
        self.tally.chosen += 1

    def field(self, label: str, within: Locator | None = None) -> Locator:
        exact = re.compile(rf"^\s*{re.escape(label)}(\s*\*)?\s*$")
        return (within or self.page).get_by_label(exact)

    def tick(self, option: str, group: str) -> None:
        inside = self.page.get_by_role("group", name=group)
        inside.get_by_text(option, exact=True).click()
        self.tally.clicks += 1

    def press(self, name: str) -> None:
        """A button that leads to another page."""
        self.leave_by(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str, *, exact: bool = True) -> None:
        """A link."""
        self.leave_by(self.page.get_by_role("link", name=name, exact=exact).first)

    def menu(self, name: str) -> None:
        """A place of the main menu; on a narrow screen the menu is opened first."""
        opener = self.page.get_by_role("button", name="打开菜单")
        if opener.is_visible():
            self.click("打开菜单")
        self.follow(name)

    def leave_by(self, way: Locator) -> None:
        """What leads to another page, pressed once."""
        with self.page.expect_navigation():
            way.click()
        self.tally.clicks += 1
        self.check()

    def click(self, name: str) -> None:
        """A button that stays on the page."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.tally.clicks += 1

    def agree(self, name: str) -> None:
        """The question asked before what cannot be undone, answered with the word of the button."""
        self.leave_by(self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True))

    def sign(self, title: str, group: str = "") -> None:
        """A name written with pen or finger; `group` where several pads have the same title."""
        within = self.page.get_by_role("group", name=group) if group else self.page
        pad = within.get_by_role("img", name=title, exact=True)
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box, f"no place to sign: {title}"
        self.page.mouse.move(box["x"] + 40, box["y"] + 70)
        self.page.mouse.down()
        for step in range(0, 48, 3):
            down = 70 + 32 * math.sin(step / 3) * math.cos(step / 11)
            self.page.mouse.move(box["x"] + 40 + 4 * step + 9 * math.sin(step / 2), box["y"] + down)
        self.page.mouse.up()
        self.tally.signatures += 1

    def reads(self, text: str) -> None:
        """The words stand on the page, somewhere in sight or in a closed part of it."""
        self.page.get_by_role("main").get_by_text(text).first.wait_for(state="attached")

    def never_reads(self, text: str) -> None:
        assert text not in self.page.content(), f"{text} must not be on {self.page.url}"

    def download(self, path: str) -> bytes:
        """What stands behind an address, fetched with the session of this person."""
        answer = self.page.context.request.get(f"{self.address}{path}")
        assert answer.ok, f"{path}: {answer.status}"
        return answer.body()


@contextmanager
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "the journeys need Debian's chromium: apt-get install chromium-headless-shell"
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def seat(browser: Browser, *, size: tuple[int, int] = DESKTOP) -> BrowserContext:
    """A screen of its own: own cookies, Chinese, the size of a desktop or a tablet; nothing glides."""
    return browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
