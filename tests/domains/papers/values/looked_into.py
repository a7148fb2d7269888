"""What was looked into and assessed."""

from typing import Any

from yimen.domains.papers.types import DocumentKind

from .parts import (
    CHECKED,
    MEETING,
    MEMBER,
    WHO,
)

LOOKED_INTO: dict[DocumentKind, dict[str, Any]] = {
    DocumentKind.SELF_CARE_ASSESSMENT: {
        **WHO,
        "indicators": [
            {"name": name, "finding": "能够自主完成"}
            for name in ("自主吃饭", "自主穿衣", "自主上下床", "自主如厕", "室内自主行走", "自主洗澡")
        ],
        "failed": 0,
        "level": "全自理（具备生活自理能力）",
        "assessed_on": "2026-10-25",
        "assessor": "县级民政部门组织评估",
        "agency": "平远县民政局",
        "assessors": "何志强、谢春梅",
    },
    DocumentKind.CARE_AGREEMENT: {
        **WHO,
        "form": "在家分散供养",
        "first_party": "梅东村委会",
        "carer": "陈志强",
        "relation": "侄子",
        "phone": "13800000004",
        "level": "半护理（部分丧失生活自理能力）",
        "duties": "一日三餐、换洗衣物、陪同就医",
        "payment": "照料护理费按月支付到照料人账户",
        "valid_from": "2026-11-01",
        "valid_until": "2027-11-01",
        "signed_on": "2026-10-28",
    },
    DocumentKind.HOME_INVESTIGATION: {
        "applicant": "王秀兰",
        "address": "大柘镇梅东村三组",
        "visited_on": "2026-10-24",
        "investigators": [{"name": "林晓燕", "post": "经办"}, {"name": "黄志伟", "post": "社工"}],
        "present": [{"name": "王秀兰", "relation": "户主"}],
        "members": [MEMBER],
        "findings": [{"topic": "住房", "finding": "自建平房一层"}],
        "conclusion": "与申报一致",
    },
    DocumentKind.NEIGHBOUR_VISIT: {
        "applicant": "王秀兰",
        "address": "大柘镇梅东村三组",
        "visited_on": "2026-10-24",
        "investigators": [{"name": "林晓燕", "post": "经办"}, {"name": "黄志伟", "post": "社工"}],
        "neighbours": [{"name": "张邻居", "said": "长期在家照料病人，没有外出务工"}],
        "conclusion": "与申报一致",
    },
    DocumentKind.INQUIRY: {
        "applicant": "王秀兰",
        "addressee": "平远县第一小学",
        "asked": "学生住宿费缴纳情况",
        "purpose": "核算教育支出",
        "reply_by": "2026-11-10",
        "sent_on": "2026-10-25",
    },
    DocumentKind.VERIFICATION_REPORT: {
        "applicant": "王秀兰",
        "people": [{"name": "王秀兰"}, {"name": "王小明"}],
        "items": [{"item": "银行存款", "source": "某银行", "result": "有记录"}],
        "passed": "符合",
        "conclusion": "与申报一致",
        "requested_on": "2026-11-02",
        "reported_on": "2026-11-05",
        "version": "2",
        "valid_until": "2027-05-05",
        "report_digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    },
    DocumentKind.DEMOCRATIC_REVIEW: {
        **MEETING,
        "place": "梅东村委会",
        "policy": "最低生活保障条件和标准",
        "votes_for": 7,
        "votes_against": 1,
    },
    DocumentKind.COLLECTIVE_DECISION: {**MEETING, "proposal": "建议纳入保障"},
    DocumentKind.REVIEW_OPINION: {
        **CHECKED,
        "household_size": "3",
        "situation": "入户与申报一致，核对没有异常",
        "proposal": "拟纳入保障",
        "proposed": "1200.00",
    },
    DocumentKind.GRACE_APPROVAL: {
        **CHECKED,
        "situation": "户主就业，收入超过标准",
        "before": "1200.00",
        "after": "600.00",
        "from_month": "2026-12",
        "until_month": "2027-05",
        "proposal": "同意渐退六个月",
    },
    DocumentKind.MEMBER_CHANGE: {
        **CHECKED,
        "changes": [{"name": "王小明", "change": "增加", "reason": "出生"}],
        "household_size": "4",
        "before": "1200.00",
        "after": "1500.00",
        "from_month": "2026-12",
    },
    DocumentKind.EMERGENCY_RECORD: {
        "applicant": "王秀兰",
        "id_number": "441426197502143227",
        "phone": "13800000001",
        "address": "大柘镇梅东村三组",
        "programme": "temporary",
        "speed": "急难型",
        "cause": "房屋失火",
        "amount": "1600.00",
        "decided_on": "2026-11-05",
        "relieved_on": "2026-11-09",
        "supplement": "已临时安置，购置被褥炊具",
        "signers": [
            {"name": name, "part": part} for name, part in (("王秀兰", "救助对象"), ("林晓燕", "经办人"))
        ],
    },
}
