"""A list goes out to the province and comes back changed: one difference settled, one given to the town."""

import io
import re
from datetime import date
from uuid import UUID

import pytest
import xlsxwriter
from tests.support.journey import HANDLER, beside
from tests.support.process import NOTICE_OVER, family_of_three, on

from yimen.domains.exchange.actions.reconciling import compare_file
from yimen.doors.desk.exports import make_list
from yimen.foundation.spreadsheets.reading import read_sheet

DAY = date(2026, 4, 20)
COUNTY = "county_reviewer"


def awarded(company) -> None:
    """Two families hold dibao since April."""
    walks = [family_of_three(company.house.cast, surname).to_sent() for surname in ("李", "祝")]
    with on(NOTICE_OVER):
        for walk in walks:
            walk.confirm()


def changed(content: bytes) -> bytes:
    """The first family with another amount, the second with another name."""
    headings, li, zhu = (list(line) for line in read_sheet(content))
    li[headings.index("月保障金额")] = 1
    zhu[headings.index("姓名")] = "祝建民"
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for number, line in enumerate((headings, li, zhu)):
            page.write_row(number, 0, line)
    return file.getvalue()


def id_in(url: str) -> UUID:
    return UUID(re.search(r"[0-9a-f-]{36}", url)[0])


@pytest.mark.requirement("R-OPS-1")
def test_a_list_goes_out_comes_back_changed_and_is_reconciled(company, judge):
    beside(lambda: awarded(company))
    company.on(DAY)
    by = company[COUNTY]
    by.menu("省平台交换")
    by.follow("导出文件")
    by.choose("交换格式", "在册对象名单（示例）")
    by.choose("月份", "2026-04")
    by.write("用途", "报送省平台2026年4月数据")
    judge.album.picture(by.page, "exchange-export")
    by.press("开始导出")
    export_id = id_in(by.page.url)
    beside(lambda: make_list(export_id))
    by.reads("下载 XLSX")
    content = by.download(f"/exports/{export_id}/file")

    by.menu("省平台交换")
    by.follow("上传名单核对")
    by.choose("交换格式", "在册对象名单（示例）")
    by.choose("月份", "2026-04")
    by.field("文件").set_input_files(
        {"name": "名单.xlsx", "mimeType": "application/zip", "buffer": changed(content)}
    )
    by.press("上传并核对")
    list_id = id_in(by.page.url)
    beside(lambda: compare_file(list_id))
    by.reads("大柘镇")
    judge.album.picture(by.page, "exchange-compared")
    by.follow("大柘镇")
    by.reads("金额不同")
    judge.album.picture(by.page, "exchange-differences")
    by.follow("祝建明")
    by.write("核对情况和处理理由", "身份证为祝建明，省平台录入有误，已通知更正")
    judge.album.picture(by.page, "exchange-difference")
    by.press("处理完毕")
    by.reads("撤销处理")
    by.go("/exchange/differences")
    by.never_reads("祝建明")
    by.follow("李建明")
    by.press("交乡镇核对")
    by.reads("已交乡镇核对")

    town = company[HANDLER]
    town.go("/worklist?list=takeable")
    town.reads("李建明：金额不同")
