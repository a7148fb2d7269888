"""The pages of a case as a test opens them and sends them off."""

import re
from base64 import b64encode
from datetime import date

from django.urls import reverse
from tests.support.process import Walk, picture

DRAWN = f"data:image/png;base64,{b64encode(picture()).decode()}"
DAY = date(2026, 3, 2)


def case_page(desk, actor, walk: Walk) -> str:
    return desk(actor).get(reverse("desk:case", args=[walk.case_id])).content.decode()


def page_of(desk, actor, name: str, subject) -> str:
    return desk(actor).get(reverse(f"desk:{name}", args=[subject])).content.decode()


def offered(page: str) -> str:
    found = re.search(r'<section class="next-step"[^>]*>\s*<div class="grow"><h2>(.*?)</h2>', page, re.DOTALL)
    return found[1] if found else ""


def send(desk, actor, name: str, subject, **typed):
    return desk(actor).post(reverse(f"desk:{name}", args=[subject]), typed)
