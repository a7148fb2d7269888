"""The steps of a case that wait in somebody's worklist."""

from yimen.kernel import Titled


class Clock(Titled):
    """The steps of a case that wait in somebody's worklist; most carry a legal time limit.

    A notice runs out and comes down by itself: its clock says until when, and is nobody's work.
    """

    DRAFT = "draft", "填写申请"
    ACCEPTANCE = "acceptance", "审查受理"
    MATERIALS = "materials", "补正材料"
    INVESTIGATION_START = "investigation_start", "启动家庭经济状况调查"
    VISIT = "visit", "入户调查"
    OPINION = "opinion", "提出初审意见"
    POSTING = "posting", "张贴公示"
    NOTICE = "notice", "初审公示"
    OBJECTION = "objection", "处理公示异议"
    FORWARD = "forward", "报请确认"
    COUNTY_REVIEW = "county_review", "审核确认"
    COUNTY_VISIT = "county_visit", "县级入户调查"
    COUNTY_CHECK = "county_check", "抽查核实"
    RETURNED = "returned", "补充后重新提出意见"
    REFUSAL_LETTER = "refusal_letter", "不予确认书面告知"
    DELIVERY = "delivery", "送达确认书"
    PUBLICATION = "publication", "公布确认结果"
    ENDING_LETTER = "ending_letter", "送达不予受理、终止文书"
    URGENT_PAPERS = "urgent_papers", "补齐先行救助手续"
    RENEWAL = "renewal", "到期前重新申请"
    TOTAL = "total", "审核确认总期限"
    HEARING = "hearing", "听取意见"
