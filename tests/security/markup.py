"""What a page is made of: what a strict policy would block in it, and the Chinese that is read out."""

import re
from html.parser import HTMLParser

CHINESE = re.compile(r"[\u3400-\u9fff]")
ELSEWHERE = re.compile(r"(https?:)?//")
READ_OUT = ("title", "aria-label", "alt", "placeholder", "data-label")
EMPTY = ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "use")
KEPT = ("title", "textarea")
"""Where no element can mark the language: what stands there is a name, or what somebody typed."""


class Markup(HTMLParser):
    """Everything a policy without 'unsafe-inline' would block, forms that forgot their token, and Chinese.

    Chinese that a `lang` announces is `kept`; what no `lang` announces is `unmarked`.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.unmarked: set[str] = set()
        self.kept: set[str] = set()
        self.open: list[tuple[str, bool]] = []
        self.posting = False
        self.has_token = True
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._judge(tag, given)
        is_chinese = (given["lang"] or "").startswith("zh") if "lang" in given else self._is_chinese()
        for name in READ_OUT:
            if CHINESE.search(given.get(name) or ""):
                self.kept.add(str(given[name]))
        if tag not in EMPTY:
            self.open.append((tag, is_chinese))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag == "form":
            if self.posting and not self.has_token:
                self.inline.append("<form> without token")
            self.posting = False

    def handle_data(self, text: str) -> None:
        if CHINESE.search(text):
            is_kept = self._is_chinese() or (self.open and self.open[-1][0] in KEPT)
            (self.kept if is_kept else self.unmarked).add(text.strip())

    def _is_chinese(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def _judge(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.inline.append(f"<{tag}>")
        self.inline += [f"<{tag} {name}>" for name, value in given.items() if _is_code(name, value or "")]
        if tag != "a" and any(ELSEWHERE.match(given.get(name) or "") for name in ("src", "href")):
            self.inline.append(f"<{tag} from elsewhere>")
        if tag == "form":
            self.posting, self.has_token = (given.get("method") or "").lower() == "post", False
        if tag == "input" and given.get("name") == "csrfmiddlewaretoken":
            self.has_token = True


def _is_code(name: str, value: str) -> bool:
    is_code = name in ("style", "srcdoc") or name.startswith(("on", "hx-on"))
    return is_code or value.strip().lower().startswith(("javascript:", "js:", "vbscript:"))
