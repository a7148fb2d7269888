"""Issuing, rendering, reprinting, delivering and withdrawing documents."""

import io
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pypdf
import pytest
from django.db import DatabaseError, transaction
from django.urls import resolve
from django.utils import timezone
from PIL import Image
from tests.domains.papers.offices import VILLAGE, a_subject_of
from tests.domains.papers.values import VALUES

from yimen.domains.papers import actions, errors, queries, rendering, rules
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DeliveryMethod, DocumentKind
from yimen.foundation.database.scope import scoped
from yimen.foundation.files.actions import store
from yimen.foundation.files.errors import FileMissingError

WORDS = {
    DocumentKind.APPLICATION: ["诚信承诺", "真实、完整", "及时主动告知", "441426197502143227", "存款"],
    DocumentKind.AUTHORISATION: ["授权", "非银行支付机构", "不得用于其他目的", "有效期限", "屏幕签名"],
    DocumentKind.ACCEPTANCE: ["予以受理", "30个工作日", "2026年12月2日", "第二十二条", "12345", "林晓燕"],
    DocumentKind.ONE_TIME_NOTICE: ["一次性告知", "陈志强的授权签字", "住宿费单据", "不再要求补充"],
    DocumentKind.ADVICE: ["一次性告知", "人均收入低于", "申请书（签字）", "30个工作日", "12345"],
    DocumentKind.TRANSFER: [
        "住房和城乡建设局",
        "危房改造",
        "房屋照片",
        "2026年10月23日",
        "凭随本单另附的答复码答复",
        "example.invalid/public/transfers",
    ],
    DocumentKind.TRANSFER_FEEDBACK: ["已给予帮助", "第四批", "2026年10月28日"],
    DocumentKind.COMPLAINT_RECEIPT: ["投诉举报已经收到", "2026年3月23日", "不告知被投诉举报的人员"],
    DocumentKind.COMPLAINT_ANSWER: ["平远社救诉收〔2026〕1号", "部分属实", "责令改正", "2026年3月20日"],
    DocumentKind.SELF_CARE_ASSESSMENT: ["自主吃饭", "室内自主行走", "全自理", "何志强、谢春梅", "十个工作日"],
    DocumentKind.CARE_AGREEMENT: ["梅东村委会", "陈志强（侄子）", "一日三餐", "2027年11月1日", "半护理"],
    DocumentKind.NEAR_RELATIVE: [
        "依据《最低生活保障审核确认办法》第十一条，予以单独登记备案",
        "陈志明",
        "应当入户调查",
    ],
    DocumentKind.HOME_INVESTIGATION: ["林晓燕", "黄志伟", "调查人员", "家庭成员", "签字"],
    DocumentKind.PUBLIC_NOTICE: ["公示", "王秀兰", "3人", "1200.00", "2026年11月12日", "异议"],
    DocumentKind.CONFIRMATION: [
        "予以确认",
        "1200.00",
        "壹仟贰佰元整",
        "2026年12月起",
        "行政复议",
        "行政诉讼",
    ],
    DocumentKind.REFUSAL: [
        "不予确认",
        "轿车",
        "第十四条",
        "60日",
        "6个月",
        "平远县人民政府",
        "行政复议",
        "行政诉讼",
    ],
    DocumentKind.PUBLICATION: ["公布", "王秀兰", "3人", "1200.00"],
    DocumentKind.NOT_ACCEPTED: ["不予受理", "不在本辖区", "第三十七条", "60日", "6个月", "12345"],
    DocumentKind.TEMPORARY_APPROVAL: [
        "急难型",
        "房屋失火",
        "1600.00",
        "分2个月发放",
        "民发〔2018〕23号",
        "何志强",
    ],
    DocumentKind.SMALL_FAST: ["小额快救", "先行救助", "不公示", "1600.00", "第五十条"],
    DocumentKind.EMERGENCY_RECORD: ["房屋失火", "已临时安置", "2026年11月9日", "救助对象", "经办人"],
    DocumentKind.TERMINATION: ["终止审核确认程序", "李建国的家属", "死亡证明", "60日", "6个月"],
    DocumentKind.MANDATE: ["第六条", "陈志强", "代为提交申请材料", "2026年12月31日", "申请人（王秀兰）签字"],
    DocumentKind.COMMITMENT: ["真实、完整", "退回所得", "441426197502143227", "签字"],
    DocumentKind.NEIGHBOUR_VISIT: ["第十六条", "黄志伟", "张邻居", "没有外出务工", "与申报一致"],
    DocumentKind.INQUIRY: ["平远县第一小学", "住宿费", "2026年11月10日", "林晓燕", "回函情况"],
    DocumentKind.COOPERATION: ["兴宁市民政局", "441426197502143227", "2026年11月6日", "承包地", "第五条"],
    DocumentKind.DEMOCRATIC_REVIEW: ["宣讲政策", "情况属实", "同意7人", "不同意1人", "评议通过", "记录人"],
    DocumentKind.COLLECTIVE_DECISION: ["特殊困难情况", "建议纳入保障", "议定结果", "主持人"],
    DocumentKind.WAIVER: ["自愿放弃", "子女已就业", "随时重新提出申请", "签字"],
    DocumentKind.VERIFICATION_REPORT: [
        "授权",
        "银行存款",
        "某银行",
        "有记录",
        "第2版",
        "2027年5月5日",
        "与申报一致",
        "异议",
        "第四十条",
    ],
    DocumentKind.DIBAO_CERTIFICATE: [
        "持证人",
        "1200.00",
        "壹仟贰佰",
        "2026年12月",
        "王秀兰（户主）",
        "第二十一条",
    ],
    DocumentKind.TEKUN_CERTIFICATE: ["供养对象", "全自理", "分散供养", "1200.00", "第十六条"],
    DocumentKind.CARD_AGREEMENT: ["第二十六条", "刘村干", "尾号1234", "民政局备案", "不得截留"],
    DocumentKind.ROUND_PAPERS: [
        *("议程", "上会名单", "梅东村", "尚未入户调查"),
        *("与申报一致", "核对通过", "缓议"),
    ],
    DocumentKind.ROUND_MINUTES: ["大柘镇政府会议室", "梅东村委会代表", "同意上报", "主持人"],
    DocumentKind.YEARLY_REPORT: ["第四十六条", "12户", "维持7户", "一户外出", "何志强", "合计"],
    DocumentKind.REVIEW_OPINION: ["入户与申报一致", "拟纳入保障", "1200.00元", "何志强"],
    DocumentKind.GRACE_APPROVAL: ["户主就业", "600.00元", "2026年12月", "2027年5月", "渐退期满停发"],
    DocumentKind.MEMBER_CHANGE: ["王小明", "增加", "出生", "4人", "1500.00元"],
    DocumentKind.MATTER_GRANT: ["高龄津贴", "准予办理", "按月发给30.00元", "60日", "6个月", "平远县人民政府"],
    DocumentKind.MATTER_REFUSAL: ["不予办理", "未满八十周岁", "60日", "6个月"],
    DocumentKind.MATTER_END: [
        *("王秀兰的家属", "2026年10月起终止", "迁出本地", "没有意见", "60日", "6个月"),
    ],
    DocumentKind.PAYMENT_WAIT: ["李建国的一份", "400.00", "2026年10月", "照常发放", "不是决定", "联系电话"],
    DocumentKind.PAYMENT_GOES_ON: ["2026年10月至2026年11月", "2400.00", "2026年12月", "一并补给", "联系电话"],
    DocumentKind.ROUND_REPORT: ["转入下轮1项", "2户6人2600.00元", "1户1600.00元", "4件"],
    DocumentKind.HEARING_INVITATION: ["听取你（户）的意见", "2026年11月12日", "5个工作日", "不是正式决定"],
    DocumentKind.ADJUSTMENT: ["减发", "800.00元", "2026年12月起", "听取意见情况", "60日", "6个月"],
    DocumentKind.STOPPING: ["停发", "2026年12月起", "听取意见情况", "60日", "6个月"],
}


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def issue(kind, by, **changes):
    subject = a_subject_of(kind, by)
    return actions.issue_document(kind=kind, subject=subject, values={**VALUES[kind], **changes}, by=by)


@pytest.mark.requirement("R-CAS-3")
@pytest.mark.parametrize("kind", DocumentKind)
def test_each_kind_is_a_pdf_that_says_what_it_must(kind, handler):
    with scoped(handler.scope):
        document = issue(kind, handler)
        text = text_of(actions.open_document(document.id, by=handler).pdf)
    for words in [kind.title, document.number, rules.grouped_code(document.code), *WORDS[kind]]:
        assert "".join(words.split()) in text


def test_the_village_sheet_says_nothing_more_than_the_law_allows(handler):
    with scoped(handler.scope):
        document = issue(DocumentKind.PUBLIC_NOTICE, handler)
        text = text_of(actions.open_document(document.id, by=handler).pdf)
    assert "441426197502143227" not in text
    assert "138" not in text


def test_a_reprint_is_the_kept_file(handler):
    with scoped(handler.scope):
        document = issue(DocumentKind.ACCEPTANCE, handler)
        first = actions.open_document(document.id, by=handler)
        again = actions.open_document(document.id, by=handler)
    assert again.pdf == first.pdf
    assert again.document.digest == first.document.digest == document.digest
    assert again.document.file_id == first.document.file_id


def test_rendering_the_frozen_content_twice_gives_the_same_bytes(handler):
    with scoped(handler.scope):
        document = issue(DocumentKind.REFUSAL, handler)
        assert rendering.pdf_of(document) == rendering.pdf_of(document)


def test_a_file_name_holds_no_name_of_a_person(handler):
    with scoped(handler.scope):
        opened = actions.open_document(issue(DocumentKind.ACCEPTANCE, handler).id, by=handler)
    assert opened.file_name.endswith("社会救助申请受理通知书.pdf")
    assert "王" not in opened.file_name


def test_demonstration_papers_are_marked(handler, settings):
    with scoped(handler.scope):
        settings.YIMEN_IS_SYNTHETIC = True
        marked = actions.open_document(issue(DocumentKind.ACCEPTANCE, handler).id, by=handler)
        settings.YIMEN_IS_SYNTHETIC = False
        real = actions.open_document(issue(DocumentKind.ACCEPTANCE, handler).id, by=handler)
    assert "演示数据" in text_of(marked.pdf)
    assert "演示数据" not in text_of(real.pdf)


def test_what_the_law_demands_cannot_be_left_out(handler):
    with scoped(handler.scope), pytest.raises(errors.DocumentIncompleteError, match="理由及依据"):
        issue(DocumentKind.REFUSAL, handler, reasons=[])


def test_a_standing_is_said_without_an_amount(handler):
    standing = {"programme": "dibao_margin"}
    row = {"name": "王秀兰", "household_size": 3, "amount": "0.00"}
    letter = {**standing, "amount": "", "from_month": ""}
    with scoped(handler.scope):
        issued = [
            issue(DocumentKind.CONFIRMATION, handler, **letter),
            issue(DocumentKind.PUBLIC_NOTICE, handler, rows=[row], **standing),
            issue(DocumentKind.PUBLICATION, handler, rows=[row], **standing),
        ]
        texts = [text_of(actions.open_document(document.id, by=handler).pdf) for document in issued]
    for text in texts:
        assert "身份认定" in text
        assert not any(money in text for money in ("救助金额", "保障金额（", "元/月"))


def test_what_is_given_once_is_not_said_to_be_monthly(handler):
    with scoped(handler.scope):
        document = issue(DocumentKind.PUBLIC_NOTICE, handler, programme="temporary")
        text = text_of(actions.open_document(document.id, by=handler).pdf)
    assert "元，一次性" in text
    assert "元/月" not in text


def test_childrens_programmes_are_not_published(handler):
    with scoped(handler.scope), pytest.raises(errors.ProgrammeNotPublishedError):
        issue(DocumentKind.PUBLIC_NOTICE, handler, programme="orphan")


def test_content_that_was_changed_is_not_shown(handler):
    with scoped(handler.scope):
        document = issue(DocumentKind.CONFIRMATION, handler)
        document.content = document.content.replace("1200.00", "9200.00")
        with pytest.raises(errors.DocumentAlteredError):
            rendering.pdf_of(document)


@pytest.mark.parametrize("change", [{"number": "伪造"}, {"digest": "0" * 64}, {"masked_name": "李*"}])
def test_the_database_refuses_to_change_an_issued_document(handler, change):
    with scoped(handler.scope):
        document = issue(DocumentKind.CONFIRMATION, handler)
        with pytest.raises(DatabaseError, match="withdrawn, not changed"), transaction.atomic():
            OfficialDocument.objects.filter(id=document.id).update(**change)
        with pytest.raises(DatabaseError, match="withdrawn, not changed"), transaction.atomic():
            OfficialDocument.objects.filter(id=document.id).delete()


def test_a_withdrawn_document_keeps_its_number_and_says_that_it_is_withdrawn(handler):
    with scoped(handler.scope):
        first = issue(DocumentKind.ACCEPTANCE, handler)
        actions.withdraw_document(first.id, reason="日期有误", by=handler)
        second = issue(DocumentKind.ACCEPTANCE, handler)
        with pytest.raises(errors.DocumentWithdrawnError):
            actions.withdraw_document(first.id, reason="再次", by=handler)
    assert (first.serial, second.serial) == (1, 2)
    checks = [queries.public_check(document.code) for document in (first, second)]
    assert [check and check.is_valid for check in checks] == [False, True]


def test_delivery_is_recorded_with_its_proof(handler):
    today = timezone.localdate()
    with scoped(handler.scope):
        document = issue(DocumentKind.ACCEPTANCE, handler)
        actions.record_delivery(
            document.id,
            method=DeliveryMethod.HANDED_OVER,
            recipient="王秀兰",
            delivered_on=today,
            proof="本人签收",
            by=handler,
        )
        assert [d.proof for d in queries.deliveries_of(document.id, by=handler)] == ["本人签收"]


@pytest.mark.parametrize(
    ("days", "recipient", "proof"),
    [(-1, "王秀兰", "签收"), (1, "王秀兰", "签收"), (0, " ", "签收"), (0, "王秀兰", "")],
)
def test_a_delivery_without_proof_or_outside_its_time_is_refused(handler, days, recipient, proof):
    day = timezone.localdate() + timedelta(days=days)
    with scoped(handler.scope):
        document = issue(DocumentKind.ACCEPTANCE, handler)
        with pytest.raises(errors.DeliveryRefusedError):
            actions.record_delivery(
                document.id,
                method=DeliveryMethod.BY_POST,
                recipient=recipient,
                delivered_on=day,
                proof=proof,
                by=handler,
            )


def a_signature(handler) -> str:
    picture = io.BytesIO()
    Image.new("RGBA", (300, 120), (20, 32, 44, 90)).save(picture, "PNG")
    stored = store(picture.getvalue(), kind="signature", subject=uuid4(), region=VILLAGE, by=handler)
    return str(stored.id)


def pictures_in(pdf: bytes) -> int:
    """Those of the QR code are drawn, not embedded."""
    return sum(len(page.images) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_signature_given_on_the_screen_stands_on_the_paper(handler):
    signer = VALUES[DocumentKind.AUTHORISATION]["signers"][0]
    with scoped(handler.scope):
        signed = issue(
            DocumentKind.AUTHORISATION, handler, signers=[{**signer, "signature": a_signature(handler)}]
        )
        blank = issue(DocumentKind.AUTHORISATION, handler)
        assert pictures_in(actions.open_document(signed.id, by=handler).pdf) > 0
        assert pictures_in(actions.open_document(blank.id, by=handler).pdf) == 0


def test_a_lost_signature_is_refused_except_of_made_up_people(handler, settings):
    signer = {**VALUES[DocumentKind.AUTHORISATION]["signers"][0], "signature": str(uuid4())}
    with scoped(handler.scope):
        settings.YIMEN_IS_SYNTHETIC = True
        made_up = issue(DocumentKind.AUTHORISATION, handler, signers=[signer])
        assert actions.open_document(made_up.id, by=handler).pdf
        settings.YIMEN_IS_SYNTHETIC = False
        real = issue(DocumentKind.AUTHORISATION, handler, signers=[signer])
        with pytest.raises(FileMissingError):
            actions.open_document(real.id, by=handler)


def test_the_qr_code_holds_the_check_code_and_nothing_else(handler):
    with scoped(handler.scope):
        document = issue(DocumentKind.ACCEPTANCE, handler)
    address = urlsplit(rendering.check_address(document.code))
    assert (address.query, address.fragment) == ("", "")
    assert resolve(address.path).view_name == "portal:document-check"
    assert resolve(address.path).kwargs == {"code": document.code}


@pytest.mark.parametrize("kind", DocumentKind)
def test_no_sentence_lacks_what_it_announces(kind, handler):
    with scoped(handler.scope):
        text = text_of(actions.open_document(issue(kind, handler).id, by=handler).pdf)
    for hole in ("依据，", "依据《》", "的申请，申请", "：。", "（）", "none", "None"):
        assert hole not in text
