"""What each kind of document must say, as data with its article, and what of it a document leaves out."""

from yimen.domains.papers.rules.content import (
    ADDRESS,
    APPLICANT,
    HANDLER,
    MEMBERS,
    PHONE,
    PROGRAMME,
    PROGRAMMES,
    REASONS,
    Content,
    optional,
    rows,
)
from yimen.domains.papers.rules.other_contents import OTHER_CONTENTS
from yimen.domains.papers.types import DocumentKind, Json, Values
from yimen.kernel import Programme

SHEET = (
    Content("village", "村（社区）"),
    PROGRAMME,
    rows("rows", "公示对象", "name household_size amount"),
    Content("posted_on", "张贴日期"),
    Content("until", "截止日期"),
    PHONE,
)
APPROVAL = (
    APPLICANT,
    Content("id_number", "身份证号码"),
    PHONE,
    ADDRESS,
    PROGRAMME,
    Content("household_size", "家庭人口"),
    Content("speed", "救助类型"),
    Content("cause", "救助事由"),
    Content("amount", "救助金额"),
    Content("payment", "发放方式"),
    Content("rule", "审批权限依据"),
    optional("resolution", "一事一议"),
    Content("approver", "审批人"),
    Content("decided_on", "审批日期"),
    HANDLER,
)

CONTENTS: dict[DocumentKind, tuple[Content, ...]] = {
    # 民发〔2021〕57号 art 4, 9; 社会救助法 art 40
    DocumentKind.APPLICATION: (
        APPLICANT,
        Content("id_number", "身份证号码"),
        PHONE,
        ADDRESS,
        PROGRAMMES,
        Content("reason", "申请理由"),
        rows("members", "共同生活的家庭成员", "name relation id_number"),
        rows("income", "家庭收入", "name kind amount", least=0),
        rows("property", "家庭财产", "kind description amount", least=0),
        rows("spending", "刚性支出", "kind amount", least=0),
        optional("agent", "委托代理人"),
        optional("near_relative", "近亲属声明"),
        Content("submitted_on", "申请日期"),
    ),
    # 民发〔2021〕57号 art 9, 17; 社会救助法 art 40, 41
    DocumentKind.AUTHORISATION: (
        APPLICANT,
        ADDRESS,
        rows("signers", "授权人", "name relation id_number signed_on manner"),
        HANDLER,
        Content("signed_on", "授权日期"),
    ),
    # 民发〔2021〕57号 art 10, 22
    DocumentKind.ACCEPTANCE: (
        APPLICANT,
        PROGRAMMES,
        Content("submitted_on", "申请日期"),
        Content("accepted_on", "受理日期"),
        Content("due_on", "办结期限"),
        Content("time_limit", "法定时限"),
        Content("article", "时限依据"),
        optional("provisional", "暂定期限说明"),
        rows("materials", "已收材料", "name", least=0),
        HANDLER,
        PHONE,
    ),
    # 民发〔2021〕57号 art 10; 社会救助法 art 62
    DocumentKind.ONE_TIME_NOTICE: (
        APPLICANT,
        PROGRAMMES,
        Content("submitted_on", "申请日期"),
        rows("missing", "需补齐的材料", "name reason"),
        Content("told_on", "告知日期"),
        HANDLER,
        PHONE,
    ),
    # 民发〔2021〕57号 art 11
    DocumentKind.NEAR_RELATIVE: (
        APPLICANT,
        rows("relatives", "近亲属关系", "member relation officer post"),
        Content("registered_on", "备案日期"),
        HANDLER,
    ),
    # 民发〔2021〕57号 art 16: at least two investigators, both sides sign
    DocumentKind.HOME_INVESTIGATION: (
        APPLICANT,
        ADDRESS,
        Content("visited_on", "调查日期"),
        rows("investigators", "调查人员（不少于两人）", "name post", least=2),
        rows("present", "在场家庭成员", "name relation"),
        MEMBERS,
        rows("findings", "调查情况", "topic finding"),
        Content("conclusion", "调查结论"),
        optional("mode", "调查方式"),
        optional("photos", "现场照片"),
    ),
    # 民发〔2021〕57号 art 19
    DocumentKind.PUBLIC_NOTICE: SHEET,
    # 民发〔2021〕57号 art 21
    DocumentKind.CONFIRMATION: (
        APPLICANT,
        PROGRAMME,
        Content("household_size", "保障人数"),
        optional("amount", "救助金额"),
        optional("from_month", "起始月份"),
        MEMBERS,
        REASONS,
        Content("decided_on", "决定日期"),
    ),
    # 民发〔2021〕57号 art 21; 社会救助法 art 45, 76
    DocumentKind.REFUSAL: (
        APPLICANT,
        PROGRAMME,
        Content("submitted_on", "申请日期"),
        REASONS,
        Content("decided_on", "决定日期"),
    ),
    # 社会救助法 art 70(1), 76: not to accept is a decision, with reasons and remedies
    DocumentKind.NOT_ACCEPTED: (
        APPLICANT,
        PROGRAMMES,
        Content("submitted_on", "申请日期"),
        REASONS,
        Content("decided_on", "决定日期"),
        HANDLER,
        PHONE,
    ),
    # 民发〔2021〕57号 art 29; 社会救助法 art 76
    DocumentKind.TERMINATION: (
        APPLICANT,
        optional("addressee", "送达对象"),
        PROGRAMMES,
        Content("submitted_on", "申请日期"),
        REASONS,
        Content("decided_on", "终止日期"),
        HANDLER,
        PHONE,
    ),
    # 民发〔2018〕23号 二（二）, 二（四）: who approved what under which limit, paid at once or in stages
    DocumentKind.TEMPORARY_APPROVAL: APPROVAL,
    DocumentKind.SMALL_FAST: APPROVAL,
    # 民发〔2018〕23号 二（二）; 社会救助法 art 50: subject, cause, amount, signatures made up for
    DocumentKind.EMERGENCY_RECORD: (
        APPLICANT,
        Content("id_number", "身份证号码"),
        PHONE,
        ADDRESS,
        PROGRAMME,
        Content("speed", "救助类型"),
        Content("cause", "救助事由"),
        Content("amount", "救助金额"),
        Content("decided_on", "救助日期"),
        Content("relieved_on", "紧急情况解除日期"),
        Content("supplement", "补充说明"),
        rows("signers", "签字", "name part", least=2),
        HANDLER,
    ),
    # 民发〔2021〕43号 art 20 to 22: six indicators, the level that follows, who assessed
    DocumentKind.SELF_CARE_ASSESSMENT: (
        APPLICANT,
        Content("id_number", "身份证号码"),
        ADDRESS,
        rows("indicators", "六项指标", "name finding", least=6),
        Content("failed", "不能达到的指标数"),
        Content("level", "生活自理能力"),
        Content("assessed_on", "评估日期"),
        Content("assessor", "评估主体"),
        Content("agency", "评估单位"),
        Content("assessors", "评估人员"),
        optional("helpers", "协助人员"),
        optional("note", "说明"),
    ),
    # 社会救助法 art 16; 民发〔2021〕43号 art 20: parties, level of care, duties, payment, term
    DocumentKind.CARE_AGREEMENT: (
        APPLICANT,
        Content("id_number", "身份证号码"),
        ADDRESS,
        Content("form", "供养形式"),
        optional("first_party", "村（居）民委员会"),
        Content("carer", "照料人（供养服务机构）"),
        optional("relation", "照料人与供养对象关系"),
        optional("phone", "照料人电话"),
        optional("level", "生活自理能力"),
        optional("duties", "照料内容"),
        optional("payment", "费用支付"),
        Content("valid_from", "协议起始日期"),
        optional("valid_until", "协议截止日期"),
        Content("signed_on", "签订日期"),
    ),
    # 社会救助法 art 48: what is intended, why, until when one may speak
    DocumentKind.HEARING_INVITATION: (
        APPLICANT,
        PROGRAMME,
        Content("before", "现救助金额"),
        Content("proposed", "拟作出的决定"),
        Content("facts", "事实和理由"),
        Content("invited_on", "告知日期"),
        Content("due_on", "陈述截止日期"),
        Content("time_limit", "陈述期限"),
        Content("article", "期限依据"),
        optional("provisional", "暂定期限说明"),
        HANDLER,
        PHONE,
    ),
    # 民发〔2021〕57号 art 32; 社会救助法 art 48: facts, rule, effect date, views heard, remedies
    DocumentKind.ADJUSTMENT: (
        APPLICANT,
        PROGRAMME,
        Content("change", "变动"),
        Content("occasion", "核查事由"),
        Content("before", "原金额"),
        Content("after", "调整后金额"),
        Content("from_month", "起始月份"),
        optional("until_month", "渐退至"),
        optional("lifted", "不再渐退"),
        REASONS,
        Content("views", "听取意见情况"),
        Content("decided_on", "决定日期"),
    ),
    DocumentKind.STOPPING: (
        APPLICANT,
        PROGRAMME,
        Content("change", "变动"),
        Content("occasion", "核查事由"),
        Content("before", "原金额"),
        Content("from_month", "停发月份"),
        REASONS,
        Content("views", "听取意见情况"),
        Content("decided_on", "决定日期"),
    ),
    # 民发〔2021〕57号 art 24; 社会救助法 art 45
    DocumentKind.PUBLICATION: SHEET,
    # 社会救助法 art 60, 68; neither receipt nor answer names whoever complained: only who handles knows
    DocumentKind.COMPLAINT_RECEIPT: (
        Content("applicant", "来件人称谓"),
        Content("channel", "来件途径"),
        Content("received_on", "收到日期"),
        Content("due_on", "答复期限"),
        Content("article", "时限依据"),
        PHONE,
    ),
    # 社会救助法 art 68; 民发〔2021〕57号 art 37: each named report is looked into and answered
    DocumentKind.COMPLAINT_ANSWER: (
        Content("applicant", "来件人称谓"),
        Content("receipt", "登记编号"),
        Content("received_on", "收到日期"),
        Content("result", "核查结论"),
        Content("text", "答复内容"),
        Content("answered_on", "答复日期"),
        PHONE,
    ),
    # 社会救助法 art 62, 70; 民发〔2021〕57号 art 10: whoever asks is told once, and everything
    DocumentKind.ADVICE: (
        APPLICANT,
        optional("programmes", "咨询的救助项目"),
        optional("items", "咨询的其他事项"),
        rows("conditions", "条件", "programme text", least=0),
        rows("materials", "需要准备的材料", "programme title", least=0),
        rows("limits", "办理时限", "programme text", least=0),
        rows("remarks", "其他告知事项", "text", least=0),
        Content("place", "办理地点"),
        optional("hours", "服务时间"),
        Content("told_on", "告知日期"),
        HANDLER,
        PHONE,
    ),
    # 社会救助法 art 64; 社会救助暂行办法 art 60: the need, who receives it, by when
    DocumentKind.TRANSFER: (
        APPLICANT,
        Content("receiver", "接收单位"),
        Content("topic", "事项类别"),
        Content("need", "需要解决的问题"),
        optional("applicant_phone", "群众联系电话"),
        optional("address", "住址"),
        rows("wants", "接收单位所需材料", "title", least=0),
        rows("papers", "随附材料", "title number", least=0),
        Content("sent_on", "转出日期"),
        Content("asks", "请答复的内容"),
        Content("due_on", "答复期限"),
        Content("time_limit", "时限"),
        Content("article", "时限依据"),
        optional("answer_page", "答复网址"),
        HANDLER,
        PHONE,
    ),
    # 社会救助法 art 64; 社会救助暂行办法 art 60: whoever asked is told what became of it
    DocumentKind.TRANSFER_FEEDBACK: (
        APPLICANT,
        Content("receiver", "接收单位"),
        Content("topic", "事项类别"),
        Content("need", "需要解决的问题"),
        Content("sent_on", "转出日期"),
        Content("result", "办理结果"),
        Content("answer", "结果说明"),
        Content("ended_on", "办结日期"),
        Content("told_on", "告知日期"),
        HANDLER,
        PHONE,
    ),
    **OTHER_CONTENTS,
}

UNPUBLISHED = frozenset({Programme.ORPHAN, Programme.UNATTENDED_CHILD})
PUBLIC_KINDS = frozenset({DocumentKind.PUBLIC_NOTICE, DocumentKind.PUBLICATION})


def missing_contents(kind: DocumentKind, values: Values) -> list[str]:
    """Labels of what a document of this kind must say and these values do not."""
    silent = [c.label for c in CONTENTS[kind] if not _is_said(c, values.get(c.name))]
    return silent + _missing_payment(values) if kind is DocumentKind.CONFIRMATION and not silent else silent


def _missing_payment(values: Values) -> list[str]:
    """A programme that pays says how much; one that pays monthly, from when."""
    paid = [programme for programme in programmes_of(values) if not programme.is_standing]
    missing = [] if values.get("amount") or not paid else ["救助金额"]
    is_monthly = any(not programme.is_one_off for programme in paid)
    return missing if values.get("from_month") or not is_monthly else [*missing, "起始月份"]


def _is_said(content: Content, value: Json) -> bool:
    if not content.columns:
        return value not in (None, "") or not content.is_required
    if not isinstance(value, list) or len(value) < content.least:
        return False
    return all(
        isinstance(row, dict) and all(row.get(c) not in (None, "") for c in content.columns) for row in value
    )


def unknown_contents(kind: DocumentKind, values: Values) -> list[str]:
    """Names that a document of this kind has no place for: a slip of the caller."""
    return sorted(set(values) - {c.name for c in CONTENTS[kind]})


def programmes_of(values: Values) -> list[Programme]:
    """The programmes a document speaks of, whichever way its kind names them."""
    named = values.get("programmes") or [values[name] for name in ("programme",) if name in values]
    return [Programme(str(name)) for name in named] if isinstance(named, list) else []


def unpublished(kind: DocumentKind, values: Values) -> list[Programme]:
    """Children's programmes that this document would publish, which the law does not allow."""
    return [p for p in programmes_of(values) if p in UNPUBLISHED] if kind in PUBLIC_KINDS else []


def signatures_in(values: Values) -> list[str]:
    """The ids of the signature pictures that rows of the document name."""
    rows = [row for value in values.values() if isinstance(value, list) for row in value]
    return [str(row["signature"]) for row in rows if isinstance(row, dict) and row.get("signature")]
