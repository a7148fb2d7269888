"""The articles under which a document is made, by its kind, its programmes and the day."""

from collections.abc import Collection
from datetime import date

from yimen.domains.papers.types import DocumentKind
from yimen.kernel import Programme

LAW_IN_FORCE = date(2026, 7, 1)
LAW, MEASURES, DIBAO_RULES = "《社会救助法》", "《社会救助暂行办法》", "《最低生活保障审核确认办法》"
LAW_ARTICLES = {
    DocumentKind.ACCEPTANCE: "第三十七条、第六十四条",
    DocumentKind.ONE_TIME_NOTICE: "第四十条、第六十二条",
    DocumentKind.PUBLIC_NOTICE: "第四十四条",
    DocumentKind.CONFIRMATION: "第四十四条、第四十五条",
    DocumentKind.REFUSAL: "第四十五条",
    DocumentKind.PUBLICATION: "第四十五条",
    DocumentKind.NOT_ACCEPTED: "第三十七条、第六十四条",
    DocumentKind.HEARING_INVITATION: "第四十七条、第四十八条",
    DocumentKind.ADJUSTMENT: "第四十七条、第四十八条",
    DocumentKind.STOPPING: "第四十七条、第四十八条",
    DocumentKind.TEMPORARY_APPROVAL: "第二十九条、第四十四条",
    DocumentKind.SMALL_FAST: "第二十九条、第五十条",
    DocumentKind.EMERGENCY_RECORD: "第五十条",
    DocumentKind.COMPLAINT_RECEIPT: "第六十条、第六十八条",
    DocumentKind.COMPLAINT_ANSWER: "第六十条、第六十八条",
    DocumentKind.ADVICE: "第六十二条",
    DocumentKind.COOPERATION: "第三十七条",
    DocumentKind.TRANSFER: "第六十四条",
    DocumentKind.VERIFICATION_REPORT: "第四十条、第四十一条",
    DocumentKind.DIBAO_CERTIFICATE: "第十八条、第四十四条",
    DocumentKind.TEKUN_CERTIFICATE: "第十六条、第四十四条",
    DocumentKind.TRANSFER_FEEDBACK: "第六十四条",
    DocumentKind.YEARLY_REPORT: "第四十六条",
}
DIBAO_ARTICLES = {
    DocumentKind.ACCEPTANCE: "第十条",
    DocumentKind.ONE_TIME_NOTICE: "第十条",
    DocumentKind.PUBLIC_NOTICE: "第十九条",
    DocumentKind.CONFIRMATION: "第二十一条",
    DocumentKind.REFUSAL: "第二十一条",
    DocumentKind.PUBLICATION: "第二十四条",
    DocumentKind.NOT_ACCEPTED: "第十条",
    DocumentKind.HEARING_INVITATION: "第三十二条",
    DocumentKind.ADJUSTMENT: "第三十一条、第三十二条",
    DocumentKind.STOPPING: "第三十一条、第三十二条",
    DocumentKind.ADVICE: "第十条",
    DocumentKind.COOPERATION: "第五条",
    DocumentKind.VERIFICATION_REPORT: "第十七条",
    DocumentKind.DIBAO_CERTIFICATE: "第二十一条",
    DocumentKind.YEARLY_REPORT: "第三十一条",
}
DIBAO = frozenset({Programme.DIBAO, Programme.DIBAO_SINGLE})


def legal_basis(kind: DocumentKind, programmes: Collection[Programme], on: date) -> str:
    """The articles under which a document of this kind is made on a day; empty where none is cited."""
    if kind not in LAW_ARTICLES:
        return ""
    act = f"{LAW}{LAW_ARTICLES[kind]}" if on >= LAW_IN_FORCE else MEASURES
    return f"{act}和{DIBAO_RULES}{DIBAO_ARTICLES[kind]}" if DIBAO & set(programmes) else act
