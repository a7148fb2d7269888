"""What is asked for and handed over."""

from typing import Any

from yimen.domains.papers.types import DocumentKind

from .parts import (
    MEMBER,
    SIGNED,
    WHO,
)

ASKED: dict[DocumentKind, dict[str, Any]] = {
    DocumentKind.APPLICATION: {
        "applicant": "王秀兰",
        "id_number": "441426197502143227",
        "phone": "13800000001",
        "address": "大柘镇梅东村三组",
        "programmes": ["dibao", "dibao_margin"],
        "reason": "家庭收入不足以维持基本生活",
        "members": [MEMBER],
        "income": [],
        "property": [{"kind": "存款", "description": "活期", "amount": "3200.00"}],
        "spending": [],
        "submitted_on": "2026-10-20",
    },
    DocumentKind.AUTHORISATION: {
        "applicant": "王秀兰",
        "address": "大柘镇梅东村三组",
        "signers": [{**MEMBER, "signed_on": "2026-10-20", "manner": "屏幕签名"}],
        "signed_on": "2026-10-20",
    },
    DocumentKind.ACCEPTANCE: {
        "applicant": "王秀兰",
        "programmes": ["dibao"],
        "submitted_on": "2026-10-20",
        "accepted_on": "2026-10-21",
        "due_on": "2026-12-02",
        "time_limit": "30个工作日",
        "article": "民发〔2021〕57号 第二十二条",
        "materials": [],
    },
    DocumentKind.ONE_TIME_NOTICE: {
        "applicant": "王秀兰",
        "programmes": ["dibao"],
        "submitted_on": "2026-10-20",
        "missing": [
            {"name": "陈志强的授权签字", "reason": "须本人签字"},
            {"name": "住宿费单据", "reason": "核算教育支出"},
        ],
        "told_on": "2026-10-20",
    },
    DocumentKind.ADVICE: {
        "applicant": "王秀兰",
        "programmes": ["dibao"],
        "conditions": [
            {"programme": "低保", "text": "人均收入低于当地标准", "article": "社会救助法 第十八条"}
        ],
        "materials": [{"programme": "低保", "title": "申请书（签字）", "article": "民发〔2021〕57号 第九条"}],
        "limits": [
            {"programme": "低保", "text": "自受理起30个工作日", "article": "民发〔2021〕57号 第二十二条"}
        ],
        "remarks": [{"text": "行动不便的可以电话预约上门"}],
        "place": "大柘镇社会救助服务站",
        "told_on": "2026-10-20",
    },
    DocumentKind.TRANSFER: {
        "applicant": "王秀兰",
        "receiver": "平远县住房和城乡建设局",
        "topic": "住房救助",
        "need": "土坯房漏雨，申请危房改造",
        "wants": [{"title": "房屋照片"}],
        "papers": [{"title": "社会救助审核确认书", "number": "大柘社救确〔2026〕1号"}],
        "sent_on": "2026-10-20",
        "asks": "答复是否接办",
        "due_on": "2026-10-23",
        "time_limit": "自转出起3个工作日",
        "article": "办公时限，非法定期限",
        "answer_page": "https://example.invalid/public/transfers",
    },
    DocumentKind.TRANSFER_FEEDBACK: {
        "applicant": "王秀兰",
        "receiver": "平远县住房和城乡建设局",
        "topic": "住房救助",
        "need": "土坯房漏雨，申请危房改造",
        "sent_on": "2026-10-20",
        "result": "已办结，已给予帮助",
        "answer": "列入2026年第四批危房改造",
        "ended_on": "2026-10-28",
        "told_on": "2026-10-29",
    },
    DocumentKind.COMPLAINT_RECEIPT: {
        "applicant": "投诉举报人",
        "channel": "电话",
        "received_on": "2026-03-02",
        "due_on": "2026-03-23",
        "article": "未查到法定时限，为本平台暂定",
    },
    DocumentKind.COMPLAINT_ANSWER: {
        "applicant": "投诉举报人",
        "receipt": "平远社救诉收〔2026〕1号",
        "received_on": "2026-03-02",
        "result": "部分属实",
        "text": "经办人员未一次性告知全部材料，已责令改正并重新告知。",
        "answered_on": "2026-03-20",
    },
    DocumentKind.MANDATE: {
        **WHO,
        "agent": "陈志强",
        "agent_id_number": "441426198001014512",
        "agent_relation": "兄弟",
        "agent_phone": "13800000002",
        "scope": "代为提交申请材料、接收文书",
        "until": "2026-12-31",
        **SIGNED,
    },
    DocumentKind.COMMITMENT: {**WHO, "programme": "dibao", **SIGNED},
    DocumentKind.COOPERATION: {
        "applicant": "王秀兰",
        "addressee": "兴宁市民政局",
        "programmes": ["dibao"],
        "people": [{"name": "王秀兰", "id_number": "441426197502143227"}],
        "remark": "名下有无承包地",
        "sent_on": "2026-10-25",
        "due_on": "2026-11-06",
        "article": "民发〔2021〕57号 第五条",
    },
    DocumentKind.NOT_ACCEPTED: {
        "applicant": "李建国",
        "programmes": ["dibao"],
        "submitted_on": "2026-10-12",
        "reasons": [{"text": "申请人户籍和居住地均不在本辖区", "article": "社会救助法 第三十七条"}],
        "decided_on": "2026-10-13",
    },
    DocumentKind.NEAR_RELATIVE: {
        "applicant": "王秀兰",
        "relatives": [{"member": "陈志强", "relation": "兄弟", "officer": "陈志明", "post": "村委会委员"}],
        "registered_on": "2026-10-21",
    },
    DocumentKind.CARD_AGREEMENT: {
        **WHO,
        "holder": "刘村干",
        "holder_post": "梅东村委会委员",
        "holder_phone": "13800000003",
        "card": "农村商业银行 尾号 1234",
        "reason": "行动不便，不能到银行取款",
        "until": "2027-10-20",
        **SIGNED,
    },
    DocumentKind.WAIVER: {**WHO, "programme": "dibao", "reason": "子女已就业，家庭收入好转", **SIGNED},
}
