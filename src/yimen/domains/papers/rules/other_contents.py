"""What papers beside the main way must say: the family's, those of meetings, letters out, a month."""

from yimen.domains.papers.rules.content import (
    ADDRESS,
    APPLICANT,
    HANDLER,
    ID_NUMBER,
    PHONE,
    PROGRAMME,
    PROGRAMMES,
    REASONS,
    SIGNED_ON,
    SIGNERS,
    Content,
    optional,
    rows,
)
from yimen.domains.papers.types import DocumentKind

CERTIFICATE = (
    APPLICANT,
    ID_NUMBER,
    ADDRESS,
    PROGRAMME,
    Content("amount", "救助金额"),
    Content("from_month", "起始月份"),
    Content("case_number", "办件编号"),
    Content("decided_on", "确认日期"),
)
APPROVED = (Content("approver", "审批人"), Content("decided_on", "审批日期"), SIGNERS, HANDLER)
MATTER = (
    APPLICANT,
    Content("matter", "事项名称"),
    Content("submitted_on", "登记日期"),
    REASONS,
    Content("decided_on", "决定日期"),
    HANDLER,
    PHONE,
)
OTHER_CONTENTS: dict[DocumentKind, tuple[Content, ...]] = {
    # 民发〔2021〕57号 art 6: whoever acts for the family, in what, until when
    DocumentKind.MANDATE: (
        APPLICANT,
        ID_NUMBER,
        ADDRESS,
        Content("agent", "受托人"),
        Content("agent_id_number", "受托人身份证号码"),
        Content("agent_relation", "受托人与委托人关系"),
        Content("agent_phone", "受托人联系电话"),
        Content("scope", "委托事项及权限"),
        Content("until", "委托期限"),
        SIGNED_ON,
        SIGNERS,
    ),
    # 民发〔2021〕57号 art 9; 民发〔2022〕83号 (告知承诺制)
    DocumentKind.COMMITMENT: (APPLICANT, ID_NUMBER, ADDRESS, PROGRAMME, SIGNED_ON, SIGNERS),
    # 民发〔2021〕57号 art 16: at least two investigators; who was asked, when, what came of it
    DocumentKind.NEIGHBOUR_VISIT: (
        APPLICANT,
        ADDRESS,
        Content("visited_on", "访问日期"),
        rows("investigators", "访问人员（不少于两人）", "name post", least=2),
        rows("neighbours", "被访问人及反映情况", "name said"),
        Content("conclusion", "访问结论"),
    ),
    # 民发〔2021〕57号 art 16: whom we asked in writing, what for, what came back
    DocumentKind.INQUIRY: (
        APPLICANT,
        Content("addressee", "受函单位"),
        Content("asked", "索证事项"),
        Content("purpose", "索证用途"),
        Content("reply_by", "请于何日前函复"),
        optional("result", "回函情况"),
        Content("sent_on", "发函日期"),
        HANDLER,
        PHONE,
    ),
    # 民发〔2021〕57号 art 19: after an objection; policy, case, views, conclusion, all sign
    DocumentKind.DEMOCRATIC_REVIEW: (
        APPLICANT,
        ADDRESS,
        PROGRAMME,
        Content("held_on", "评议日期"),
        Content("place", "评议地点"),
        Content("policy", "宣讲的政策"),
        Content("situation", "介绍的家庭情况"),
        rows("views", "评议意见", "name view"),
        Content("votes_for", "同意人数"),
        Content("votes_against", "不同意人数"),
        Content("conclusion", "评议结论"),
        SIGNERS,
    ),
    # 民发〔2021〕57号 art 5; 民发〔2022〕83号 四（三）: whom the place of registration looks up, by when
    DocumentKind.COOPERATION: (
        APPLICANT,
        Content("addressee", "受函单位"),
        PROGRAMMES,
        rows("people", "核查对象", "name id_number"),
        optional("remark", "其他核查事项"),
        Content("sent_on", "发函日期"),
        Content("due_on", "请复函日期"),
        Content("article", "依据"),
        HANDLER,
        PHONE,
    ),
    # 民发〔2021〕57号 art 17; MZ/T 072: whom, what, where, what came of it, when; never the rows
    DocumentKind.VERIFICATION_REPORT: (
        APPLICANT,
        rows("people", "核对对象", "name"),
        rows("items", "核对事项", "item source result", least=0),
        Content("passed", "核对结果"),
        Content("conclusion", "核对结论"),
        Content("requested_on", "提请日期"),
        Content("reported_on", "出具日期"),
        optional("version", "报告版次"),
        optional("valid_until", "有效期至"),
        optional("report_digest", "分析报告内容摘要"),
        HANDLER,
        PHONE,
    ),
    # 民发〔2021〕57号 art 21: handed out with the confirmation
    DocumentKind.DIBAO_CERTIFICATE: (*CERTIFICATE, rows("members", "保障对象", "name relation")),
    # practice: who is supported, where, with how much care
    DocumentKind.TEKUN_CERTIFICATE: (
        *CERTIFICATE,
        optional("care", "生活自理能力"),
        optional("support", "供养形式"),
    ),
    # practice: a family that fits no rule is put before a meeting
    DocumentKind.COLLECTIVE_DECISION: (
        APPLICANT,
        ADDRESS,
        PROGRAMME,
        Content("held_on", "会议日期"),
        Content("situation", "特殊困难情况"),
        Content("proposal", "申报意见"),
        rows("views", "与会意见", "name view"),
        Content("conclusion", "议定结果"),
        SIGNERS,
        HANDLER,
    ),
    # practice: nobody is made to ask for help, and nobody gives it up unheard
    DocumentKind.WAIVER: (
        APPLICANT,
        ID_NUMBER,
        ADDRESS,
        PROGRAMME,
        Content("reason", "放弃的原因"),
        SIGNED_ON,
        SIGNERS,
    ),
    # 民发〔2021〕57号 art 26: in writing, and filed with the county
    DocumentKind.CARD_AGREEMENT: (
        APPLICANT,
        ID_NUMBER,
        ADDRESS,
        Content("holder", "代为保管人"),
        Content("holder_post", "代为保管人单位及职务"),
        Content("holder_phone", "代为保管人联系电话"),
        Content("card", "开户银行及存折（卡）号后四位"),
        Content("reason", "代为保管的原因"),
        Content("until", "代为保管期限"),
        SIGNED_ON,
        SIGNERS,
    ),
    # practice: what a town's monthly meeting has before it, a line and a sheet for each programme
    DocumentKind.ROUND_PAPERS: (
        Content("month", "月份"),
        Content("meeting_on", "会议日期"),
        Content("closing_on", "收件截止日期"),
        rows("items", "上会事项", "number name village programme household_size proposal"),
        rows("sheets", "逐户情况", "number name address members visit verification proposal"),
        rows("waiting", "尚不能上会的事项", "number name programme lacks", least=0),
        HANDLER,
        PHONE,
    ),
    # practice: who sat together, and what was resolved about whom
    DocumentKind.ROUND_MINUTES: (
        Content("month", "月份"),
        Content("held_on", "会议日期"),
        Content("place", "会议地点"),
        Content("chair", "主持人"),
        Content("participants", "参加人员"),
        rows("items", "议定事项", "number name programme result"),
        SIGNERS,
        HANDLER,
    ),
    # practice: the month in figures; every figure is the sum of a list
    DocumentKind.ROUND_REPORT: (
        Content("month", "月份"),
        rows("monthly", "在册变动", "programme opening granted increased decreased ended closing", least=0),
        rows("once", "一次性救助", "programme given", least=0),
        rows("cases", "办理情况", "programme refused in_process", least=0),
        Content("resolved", "议定事项"),
        Content("carried_over", "转入下轮"),
        Content("closed_on", "结束日期"),
        HANDLER,
        PHONE,
    ),
    # 社会救助法 art 46; 民发〔2021〕57号 art 31: whom the town looked up in a year, and what came of it
    DocumentKind.YEARLY_REPORT: (
        Content("year", "年度"),
        Content("programmes", "核查项目"),  # a list of programme codes
        Content("from_on", "开始日期"),
        Content("until_on", "结束日期"),
        rows("places", "核查情况", "name total visited done kept raised lowered ended open overdue"),
        optional("note", "未完成的原因和下一步安排"),
        Content("opened_by", "组织开展"),
        Content("closed_on", "办结日期"),
        HANDLER,
        PHONE,
    ),
    # 民发〔2021〕57号 art 19: what was found, what the town thinks of it, who says so
    DocumentKind.REVIEW_OPINION: (
        APPLICANT,
        ADDRESS,
        PROGRAMME,
        Content("household_size", "家庭人口"),
        Content("situation", "入户调查和核对情况"),
        Content("proposal", "审核意见"),
        optional("proposed", "拟救助金额"),
        *APPROVED,
    ),
    # 民发〔2021〕57号 art 33, practice: from when to when, how much, why it is gradual
    DocumentKind.GRACE_APPROVAL: (
        APPLICANT,
        ADDRESS,
        PROGRAMME,
        Content("situation", "可以渐退的情形"),
        Content("before", "现救助金额"),
        Content("after", "渐退期救助金额"),
        Content("from_month", "渐退起始月份"),
        Content("until_month", "渐退截止月份"),
        Content("proposal", "审核意见"),
        *APPROVED,
    ),
    # 民发〔2021〕57号 art 31, 32, practice: who came, who went, why, what that changes
    DocumentKind.MEMBER_CHANGE: (
        APPLICANT,
        ADDRESS,
        PROGRAMME,
        rows("changes", "增减人员", "name change reason"),
        Content("household_size", "调整后家庭人口"),
        Content("before", "原金额"),
        Content("after", "调整后金额"),
        Content("from_month", "起始月份"),
        *APPROVED,
    ),
    # What civil affairs gives beside the programmes: the result with its reasons, and the remedies of any
    # decision (行政复议法 art 20; 行政诉讼法 art 46); each item has its own rules in the policy library
    DocumentKind.MATTER_GRANT: (*MATTER, Content("given", "办给内容")),
    DocumentKind.MATTER_REFUSAL: MATTER,
    # 社会救助法 art 48, applied alike: facts, rule, effect date, views heard
    DocumentKind.MATTER_END: (
        *MATTER,
        optional("addressee", "送达对象"),
        Content("occasion", "终止原因"),
        Content("from_month", "停发月份"),
        Content("views", "听取意见情况"),
    ),
    # Act art 46, 48: nothing is decided yet; whose part waits, why, what they can do, whom they call
    DocumentKind.PAYMENT_WAIT: (
        APPLICANT,
        optional("addressee", "送达对象"),
        Content("kind", "暂缓的类别"),
        Content("person", "涉及人员"),
        rows("shares", "暂缓的款项", "programme amount from_month"),
        Content("facts", "暂缓的原因"),
        Content("told_on", "告知日期"),
        HANDLER,
        PHONE,
    ),
    # what waited goes on: from which month, and what is paid after; or as a decision of its own says
    DocumentKind.PAYMENT_GOES_ON: (
        APPLICANT,
        optional("addressee", "送达对象"),
        Content("kind", "暂缓的类别"),
        Content("person", "涉及人员"),
        rows("shares", "恢复发放的款项", "programme amount from_month"),
        rows("back", "补给的款项", "programme first last amount", least=0),
        Content("total", "补给合计"),
        optional("decided", "按决定发放"),
        Content("facts", "恢复的原因"),
        Content("told_on", "告知日期"),
        HANDLER,
        PHONE,
    ),
}
