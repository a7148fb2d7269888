"""Papers in a browser: a letterhead and the letter with it; deliveries; archives; a whole file, verified."""

import io
from uuid import UUID

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader
from tests.support.browser import Clerk
from tests.support.journey import HANDLER, Case, Family, beside
from typer.testing import CliRunner

from yimen.doors.cli.archive import app

FAMILY = Family("范文档")
ACCEPTANCE = "社会救助申请受理通知书"


def letterhead() -> bytes:
    picture = Image.new("RGB", (1200, 160), "white")
    ImageDraw.Draw(picture).rectangle((0, 60, 1200, 100), fill=(200, 16, 46))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def replace_letterhead(office: Clerk) -> None:
    """Looked at as a specimen first; then it counts for what is issued from now on."""
    office.menu("文书样式")
    office.follow("更换")
    office.tick("版头图片", "更换什么")
    office.choose("单位（版头和印章属于一个单位，模板和字体属于全县）", "大柘镇")
    office.page.get_by_label("文件", exact=True).set_input_files(
        {"name": "head.png", "mimeType": "image/png", "buffer": letterhead()}
    )
    office.write("更换的原因或依据", "县局统一版头")
    office.press("启用")
    office.reads("县局统一版头")


def paper_of(clerk: Clerk) -> PdfReader:
    address = clerk.page.get_by_role("link", name="打开打印").get_attribute("href") or ""
    return PdfReader(io.BytesIO(clerk.download(address)))


def bind(address: str) -> None:
    """The job, as the worker runs it."""
    from yimen.domains.papers import jobs
    from yimen.domains.papers.models import FilePackage
    from yimen.foundation.database.scope import system_scope

    with system_scope():
        household = UUID(address.rstrip("/").split("/")[-2])
        asked = FilePackage.objects.filter(household_id=household).latest("asked_at")
    jobs.make_package(str(asked.id))


@pytest.mark.requirement("R-CAS-3")
@pytest.mark.requirement("R-CAS-4")
def test_a_county_gives_its_papers_their_own_look_and_hands_a_whole_file_over(company, judge, tmp_path):
    replace_letterhead(company["administrator"])
    case = Case(company, FAMILY)
    case.to_submission()
    case.accept()
    handler = case.open(HANDLER)
    handler.follow("取消")  # the step waits; the page of the case has its papers
    handler.follow(ACCEPTANCE)
    letter = paper_of(handler)
    assert sum(len(page.images) for page in letter.pages) == 1  # the letterhead; the QR code is drawn
    assert handler.download(handler.page.url.removeprefix(handler.address) + "/editable").startswith(b"PK")

    handler.follow("登记未送达")
    handler.write("没有送达的原因", "家中无人")
    handler.tick("直接送达", "送达方式")
    handler.press("登记")
    handler.reads("家中无人")
    handler.menu("文书与档案")
    handler.reads("连续，无缺号")
    handler.follow("待送达文书")
    handler.page.get_by_role("checkbox").first.check()
    handler.press("登记送达")
    handler.follow("取消")

    case.open(HANDLER).follow("取消")
    handler.follow("其他文书")
    handler.follow("社会救助诚信承诺书")
    handler.press("制作文书")
    handler.reads("查验码")

    handler.menu("文书与档案")
    handler.follow("三类档案")
    handler.follow("归档 范", exact=False)  # beside it stands the heading that sorts by the day of filing
    handler.write("盒号", "A-1")
    handler.press("归档")
    handler.reads("A-1")

    handler.follow("范**")
    handler.follow("整户档案")
    handler.write("用途", "移交县档案馆")
    handler.press("制作整户档案")
    beside(lambda: bind(handler.page.url))
    handler.page.reload()
    handler.check()
    address = handler.page.get_by_role("link", name="下载").get_attribute("href") or ""
    file = tmp_path / "package.pdf"
    file.write_bytes(handler.download(address))
    answer = CliRunner().invoke(app, ["verify", str(file)])
    assert answer.exit_code == 0, answer.output
    file.write_bytes(file.read_bytes()[:-9])
    assert CliRunner().invoke(app, ["verify", str(file)]).exit_code == 1
