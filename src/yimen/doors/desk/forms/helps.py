"""What fields mean by law: one table of short helps, each with its article, for whatever form bears them.

A key is the name of a field, or its form and its name where forms differ. A field that has words of its own
keeps them.
"""

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.papers.types import DocumentKind

HELPS: Mapping[str, Any] = {
    "AgentForm.agent_name": _(
        "本人申请有困难的，可以委托村（居）民委员会或者他人代办（社会救助法 第三十七条）"
    ),
    "AgentForm.agent_relation": _("委托申请的，要办理委托手续（民发〔2021〕57号 第六条）"),
    "AgentForm.relative_of": _(
        "与经办人员、村（居）委会成员是近亲属的，单独登记备案（民发〔2021〕57号 第十一条）"
    ),
    "AgentForm.relation": _("近亲属备案的家庭由县级入户调查（民发〔2021〕57号 第二十条）"),
    "SignatureForm.signature": _("同意核查是申请的条件，没有同意不能查询（社会救助法 第四十条）"),
    "MaterialForm.scan": _("能通过核对查到的，不得要求群众提供（社会救助法 第六十二条）"),
    "TerminateForm.reason": _("无正当理由拒不配合的，可以终止审核确认（民发〔2021〕57号 第二十九条）"),
    "ExtendForm.reason": _(
        "三十个工作日内办完；特殊情况可延长至四十五个工作日（民发〔2021〕57号 第二十二条）"
    ),
    "OpinionForm.is_positive": _("意见以调查核实结果为依据（社会救助法 第四十四条）"),
    "OpinionForm.text": _("写明所依据的收入、财产和实际生活状况（民发〔2021〕57号 第十九条）"),
    "ObjectionForm.text": _("公示有异议的，重新调查或者民主评议，再提意见（民发〔2021〕57号 第十九条）"),
    "SettleForm.conclusion": _("处理以后要重新提出初审意见（民发〔2021〕57号 第十九条）"),
    "SettleForm.attendance": _("民主评议是处理异议的一种方式（民发〔2021〕57号 第十九条）"),
    "DeliveryForm.recipient": _("不予救助的决定要书面告知并说明理由（社会救助法 第四十五条）"),
    "DeliveryForm.delivered_on": _("不予确认的，作出决定三个工作日内告知（民发〔2021〕57号 第二十一条）"),
    "DeliveriesForm.delivered_on": _("不予确认的，作出决定三个工作日内告知（民发〔2021〕57号 第二十一条）"),
    "ComplaintForm.channel": _("任何单位和个人都可以举报投诉（社会救助法 第六十八条）"),
    "CaseComplaintForm.channel": _("审核确认阶段接到举报的，县级入户调查（民发〔2021〕57号 第二十条）"),
    "ComplaintForm.name": _("实名举报逐一核查并反馈（民发〔2021〕57号 第三十七条）"),
    "CaseComplaintForm.name": _("实名举报逐一核查并反馈（民发〔2021〕57号 第三十七条）"),
    "FindingsForm.result": _("受理的机关应当核实、处理（社会救助法 第六十八条）"),
    "ComplaintDeliveryForm.delivered_on": _("实名举报要反馈核查处理结果（民发〔2021〕57号 第三十七条）"),
    "ContactForm.channel": _("各种渠道来的都在这一处受理、转办（社会救助法 第六十四条）"),
    "ContactForm.asked_by": _("申请有困难的，可以由他人代为提出（社会救助法 第三十七条）"),
    "AnswerForm.answer": _("符合申请条件的不得不予受理（社会救助法 第七十条）"),
    "finding": _("经常居住地的机关应当配合调查（民发〔2021〕57号 第十五条）"),
    "ReceiptForm.amount": _("必需支出占家庭总收入的比例决定能否认定（社会救助法 第二十二条）"),
    "ReceiptForm.kind": _("医疗、教育等必需支出计入（社会救助法 第二十二条）"),
    "HomeForm.region": _("向户籍地申请；有条件的可以在居住证所在地申请（社会救助法 第三十七条）"),
    "is_urban": _("标准城乡不同的，以所执行的标准为准（社会救助法 第十九条）"),
    "relation": _("配偶、未成年子女、不能独立生活的成年子女等计入（民发〔2021〕57号 第七条）"),
    "disability": _("一级、二级重度残疾和三级智力、精神残疾可以单独申请（民发〔2021〕57号 第八条）"),
    "identity": _("户籍等信息凭此核对，只用于救助（社会救助法 第十一条）"),
    "AskForm.applicant": _("由一名共同生活的家庭成员作为申请人（民发〔2021〕57号 第四条）"),
    "StrangerForm.found_at": _("向急难发生地提出，不看户籍（社会救助法 第五十二条）"),
    "StrangerForm.photo": _("流散人员可以获得身份查询和寻亲安置（社会救助法 第三十一条）"),
    "PermitForm.issued_on": _("持居住证的人可以在居住地申请（社会救助法 第三十七条）"),
    "MatterForm.for_person": _("特困供养由本人申请；有困难的可以委托（民发〔2021〕43号 第十条）"),
    "work_ability": _(
        "有劳动能力的应当积极就业；无劳动能力是特困的条件之一（社会救助法 第十六条、第二十七条）"
    ),
    "student": _("在校接受全日制本科及以下教育的成年子女仍计入家庭（民发〔2021〕57号 第七条）"),
    "serious_illness": _("边缘家庭中的重病患者可以单独纳入低保（社会救助法 第二十一条）"),
    "business": _("收入减去经营费用、折旧和生产税（民发〔2021〕57号 第十三条）"),
    "property": _("利息、红利、租金、集体分红等，减去有关费用（民发〔2021〕57号 第十三条）"),
    "pension": _("离退休金计入转移性收入（民发〔2021〕57号 第十三条）"),
    "basic_pension": _("中央确定的基础养老金不计入收入（民发〔2021〕57号 第十三条）"),
    "land_transfer": _("转租承包土地的收入计入财产净收入（民发〔2021〕57号 第十三条）"),
    "support": _("赡养、抚养、扶养费计入转移性收入（民发〔2021〕57号 第十三条）"),
    "other": _("奖励、优抚和救助款物不计入收入（民发〔2021〕57号 第十三条）"),
    "HouseholdMeansForm.homes": _("房屋是不动产；维持生活所必需的可以豁免（民发〔2021〕57号 第十四条）"),
    "non_residential": _("全部不动产计入家庭财产（民发〔2021〕57号 第十四条）"),
    "vehicles": _("车辆是动产；维持生产生活所必需的可以豁免（民发〔2021〕57号 第十四条）"),
    "businesses": _("市场主体登记由县级核对（民发〔2021〕57号 第十七条）"),
    "medical": _("因患重病增加的刚性支出可以扣减（民发〔2021〕57号 第十三条）"),
    "education": _("教育支出在认定刚性支出困难家庭时计算（社会救助法 第二十二条）"),
    "rehabilitation": _("因残疾增加的刚性支出可以扣减（民发〔2021〕57号 第十三条）"),
    "DelegationForm.role": _("省里可以规定由乡镇作出确认决定（社会救助法 第四十四条）"),
    "DelegationForm.programme": _("下放的是审核确认权限，县级加强监督指导（民发〔2021〕57号 第二条）"),
    "ReferralForm.receiver": _("乡镇的窗口统一受理，转给主管部门（社会救助法 第六十四条）"),
    "FeedbackForm.recipient": _("谁受理，谁把结果告知群众（社会救助法 第六十四条）"),
    "RemedyForm.authority": _("对救助的行政行为不服的，可以复议或者诉讼（社会救助法 第七十六条）"),
    "RemedyForm.grounds": _("对救助的行政行为不服的，可以复议或者诉讼（社会救助法 第七十六条）"),
    "ReportForm.kind": _("人口、收入、财产变化应当及时告知（社会救助法 第四十六条）"),
    "SettleReportForm.outcome": _("根据变化作出相应调整或者终止（社会救助法 第四十七条）"),
    "BeginForm.is_unchanged": _("没有明显变化的，核查期内不调整金额（民发〔2021〕57号 第三十一条）"),
    "ChangeForm.note": _("变化以后可以相应调整救助（社会救助法 第四十七条）"),
    "InviteForm.facts": _("调减、终止以前要听取救助对象的意见（社会救助法 第四十八条）"),
    "InviteForm.proposed": _("调减、终止以前要听取救助对象的意见（社会救助法 第四十八条）"),
    "StatementForm.statement": _("如实记录；决定书要写明理由（社会救助法 第四十八条）"),
    "DecideForm.intent": _("增发、减发、停发要有法定事由和程序（民发〔2021〕57号 第三十二条）"),
    "ConsentForm.signature": _("核对家庭以外的赡养、抚养、扶养义务人，要本人同意（社会救助法 第四十一条）"),
    "ObligorForm.obligation": _("没有义务人，或者其没有履行能力，才是特困（民发〔2021〕43号 第四条）"),
    "AssessmentForm.agency": _("县级组织评估，也可以委托第三方（民发〔2021〕43号 第二十条）"),
    "AssessmentForm.assessors": _("县级组织评估，也可以委托第三方（民发〔2021〕43号 第二十条）"),
    "ExitForm.facts": _("只有法定情形才能终止供养（民发〔2021〕43号 第二十四条）"),
    "CheckForm.method": _("县级随机抽查不低于百分之三十（民发〔2021〕43号 第十六条）"),
    "CheckForm.is_true": _("县级随机抽查不低于百分之三十（民发〔2021〕43号 第十六条）"),
    "hardship": _("突发、紧迫、灾难性的困难，或者必需支出过大（民发〔2018〕23号 二（一））"),
    "EmergencyForm.happened": _("情况紧急的先行救助，解除后补充说明（社会救助法 第五十条）"),
    "EmergencyForm.stages": _("急难的可以一次审批、分阶段救助（民发〔2018〕23号 二（四））"),
    "UrgentPapersForm.relieved_on": _("紧急情况解除以后补齐手续（社会救助法 第五十条）"),
    "UrgentPapersForm.recipient": _("登记对象、事由、金额，补齐签字（民发〔2018〕23号 二（二））"),
    "UrgentPapersForm.handler": _("登记对象、事由、金额，补齐签字（民发〔2018〕23号 二（二））"),
    "ResolutionForm.amount": _("重大困难可以一事一议（民发〔2018〕23号 二（三））"),
    "LineForm.source": _("户籍、纳税、社保、不动产、银行、证券等（民发〔2021〕57号 第十七条）"),
    "ReportForm.is_passed": _("核对不符合的，乡镇及时告知申请人（民发〔2021〕57号 第十八条）"),
    "ObjectForm.objection": _("有异议的提供佐证，乡镇组织复查（民发〔2021〕57号 第十八条）"),
    "VisitForm.mode": _("重大突发事件时可以电话、视频代替入户（民发〔2021〕57号 第十六条）"),
    "VisitForm.visited_on": _("受理之日起三个工作日内启动调查（民发〔2021〕57号 第十五条）"),
    "VisitForm.working": _("了解收入、财产和吃、穿、住、用（民发〔2021〕57号 第十六条）"),
    "VisitForm.earning": _("了解收入、财产和吃、穿、住、用（民发〔2021〕57号 第十六条）"),
    "VisitForm.owning": _("了解收入、财产和吃、穿、住、用（民发〔2021〕57号 第十六条）"),
    "VisitForm.spending": _("了解收入、财产和吃、穿、住、用（民发〔2021〕57号 第十六条）"),
    "VisitForm.conclusion": _("调查结果是审核意见的依据（社会救助法 第四十四条）"),
    "SignVisitForm.family_signer": _("在场的共同生活家庭成员签字（民发〔2021〕57号 第十六条）"),
    "SignVisitForm.family": _("在场的共同生活家庭成员签字（民发〔2021〕57号 第十六条）"),
    "SignVisitForm.first": _("每组调查人员不少于二人，分别签字（民发〔2021〕57号 第十六条）"),
    "SignVisitForm.second": _("每组调查人员不少于二人，分别签字（民发〔2021〕57号 第十六条）"),
    "PlanForm.notice_days": _("公示七天（民发〔2021〕57号 第十九条）"),
    "ShareForm.reason": _("知悉的个人信息保密，处理须必要（社会救助法 第十一条）"),
}

SELF_EVIDENT = frozenset(
    """
    name phone agent_phone carer_phone sex age_from age_to region address person number note scan on
    day reason why method month months year title kind station office role valid_from programme town
    level light place verb request_id answer answerer staff about held_on issued_on assessed_on
    signed_on checked_on tried_on delivered_on received_on hearing_on result_on told_on reference
    result member heir mother speaker chair participants attendees approver to_post post split
    username password present again archive part source amount as_of version shown carer_relation
    is_own group groups words shelf department summary time_limit hotline where area to_organisation
    topic verdict recipient since until step figure registered_region from_month meeting_day
    meeting_shift closing_working_days settlement_day settlement_shift verification_day
    verification_shift floor_area has_sign has_road_sign zones equipment is_posted found_on homes
    payee fault told_by paid_for
    CloseFindingForm.outcome ReleaseHoldForm.because ItemObjectForm.item ItemObjectForm.objection
    """.split()  # noqa: SIM905 - read as words
)
"""Fields that say themselves what they are: names, days, places, numbers, and how a list or sheet is made."""


ADDED: Mapping[str, Any] = {
    "VisitForm.seen": _("与申报不同的，写明看到、问到的实际情况（民发〔2021〕57号 第十六条）"),
    "VisitForm.kind": _("只更正这一种收入，其他各种不变（民发〔2021〕57号 第十三条）"),
    "AssessmentForm": _(
        "六项全部能完成为自理；不能完成三项以下为半护理，四项以上为全护理（民发〔2021〕43号 第二十二条）"
    ),
    "ChangeHeadForm.is": _("配偶、未成年子女、不能独立生活的成年子女等计入（民发〔2021〕57号 第七条）"),
}
"""Helps of fields that a form adds for each member or topic; the form says which."""

ADDED_SELF_EVIDENT: Mapping[str, str] = {
    "DeskPartsForm.to-*": "one line for each part of a desk: its title says what goes and how many",
    "PopulationForm.*": "one line for each village: its name says whose residents are counted",
    "DeliveriesForm.*": "one line for each paper; what proves which way of delivery stands once above them",
    "ScenarioForm.name_*": "the list says what a parameter is called and in which unit",
    "ScenarioForm.region_*": "one of the county's towns, or the whole county",
    "OtherPaperForm.*": "the label is the content the law demands; kind and article stand once above them",
    "SelfCheckForm.*": "the label is the question, said in everyday words",
}
"""Fields a form adds that say themselves what they are, by form and pattern, with the reason."""

OF_PAPERS: Mapping[DocumentKind, Any] = {
    DocumentKind.MANDATE: _("写明受托人、委托事项和期限（民发〔2021〕57号 第六条）"),
    DocumentKind.COMMITMENT: _("对申请材料的真实性作出承诺（民发〔2021〕57号 第九条）"),
    DocumentKind.NEIGHBOUR_VISIT: _("调查人员不少于两人，写明问了谁、怎么说（民发〔2021〕57号 第十六条）"),
    DocumentKind.INQUIRY: _("写明向谁索证、索什么、回复如何（民发〔2021〕57号 第十六条）"),
    DocumentKind.DEMOCRATIC_REVIEW: _(
        "公示有异议的可以民主评议，参加人员逐人签字（民发〔2021〕57号 第十九条）"
    ),
    DocumentKind.COLLECTIVE_DECISION: _("情况特殊的一事一议（民发〔2018〕23号 二（三））"),
    DocumentKind.REVIEW_OPINION: _("写明查到的情况和审核意见，公示以前制作（民发〔2021〕57号 第十九条）"),
    DocumentKind.MEMBER_CHANGE: _(
        "写明谁增加、谁减少和原因，金额从哪个月起变（民发〔2021〕57号 第三十一条）"
    ),
    DocumentKind.GRACE_APPROVAL: _("写明可以渐退的情形、金额和起止月份（民发〔2021〕57号 第三十三条）"),
    DocumentKind.WAIVER: _("由本人自愿提出；符合条件的申请不得不予受理（社会救助法 第七十条）"),
    DocumentKind.CARD_AGREEMENT: _("代为保管卡折的签书面协议并报县级备案（民发〔2021〕57号 第二十六条）"),
}
"""What a paper made on the page of a case is for; said once above its fields."""


def forms_of_the_desk() -> Iterator[type[forms.Form]]:
    """Every form class of this package, once."""
    package = import_module(__package__)
    for found in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{__package__}.{found.name}")
        for kept in vars(module).values():
            if isinstance(kept, type) and issubclass(kept, forms.Form) and kept.__module__ == module.__name__:
                yield kept


def help_for(form: type[forms.Form], name: str) -> Any:
    """What the table says of a field; nothing where it says nothing."""
    return HELPS.get(f"{form.__name__}.{name}") or HELPS.get(name) or ""


def say_helps() -> None:
    """Give every field without words of its own the help of the table: drawn and read out like any other."""
    for form in forms_of_the_desk():
        for name, field in form.base_fields.items():
            if not field.help_text:
                field.help_text = help_for(form, name)
