"""The steps of a case that wait in somebody's worklist."""

from enum import StrEnum


class Clock(StrEnum):
    """The steps of a case that wait in somebody's worklist; most carry a legal time limit.

    A notice runs out and comes down by itself: its clock says until when, and is nobody's work.
    """

    DRAFT = "draft"
    ACCEPTANCE = "acceptance"
    MATERIALS = "materials"
    INVESTIGATION_START = "investigation_start"
    VISIT = "visit"
    OPINION = "opinion"
    POSTING = "posting"
    NOTICE = "notice"
    OBJECTION = "objection"
    FORWARD = "forward"
    COUNTY_REVIEW = "county_review"
    COUNTY_VISIT = "county_visit"
    COUNTY_CHECK = "county_check"
    RETURNED = "returned"
    REFUSAL_LETTER = "refusal_letter"
    DELIVERY = "delivery"
    PUBLICATION = "publication"
    ENDING_LETTER = "ending_letter"
    URGENT_PAPERS = "urgent_papers"
    RENEWAL = "renewal"
    TOTAL = "total"
    HEARING = "hearing"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _CLOCK_TITLES[self]


_CLOCK_TITLES = {
    Clock.DRAFT: "填写申请",
    Clock.ACCEPTANCE: "审查受理",
    Clock.MATERIALS: "补正材料",
    Clock.INVESTIGATION_START: "启动家庭经济状况调查",
    Clock.VISIT: "入户调查",
    Clock.OPINION: "提出初审意见",
    Clock.POSTING: "张贴公示",
    Clock.NOTICE: "初审公示",
    Clock.OBJECTION: "处理公示异议",
    Clock.FORWARD: "报请确认",
    Clock.COUNTY_REVIEW: "审核确认",
    Clock.COUNTY_VISIT: "县级入户调查",
    Clock.COUNTY_CHECK: "抽查核实",
    Clock.RETURNED: "补充后重新提出意见",
    Clock.REFUSAL_LETTER: "不予确认书面告知",
    Clock.DELIVERY: "送达确认书",
    Clock.PUBLICATION: "公布确认结果",
    Clock.ENDING_LETTER: "送达不予受理、终止文书",
    Clock.URGENT_PAPERS: "补齐先行救助手续",
    Clock.RENEWAL: "到期前重新申请",
    Clock.TOTAL: "审核确认总期限",
    Clock.HEARING: "听取意见",
}
