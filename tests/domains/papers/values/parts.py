"""What several kinds of papers say alike."""

from typing import Any

SHEET: dict[str, Any] = {
    "village": "梅东村",
    "programme": "dibao",
    "rows": [{"name": "王秀兰", "household_size": 3, "amount": "1200.00"}],
    "posted_on": "2026-11-05",
    "until": "2026-11-12",
}
REASON = {"text": "家庭人均月收入700.00元，低于最低生活保障标准", "article": "社会救助法 第十八条"}
MEMBER = {"name": "王秀兰", "relation": "户主", "id_number": "441426197502143227"}
WHO = {"applicant": "王秀兰", "id_number": "441426197502143227", "address": "大柘镇梅东村三组"}
SIGNED: dict[str, Any] = {"signed_on": "2026-10-20", "signers": [{"name": "王秀兰", "role": "申请人"}]}
MEETING: dict[str, Any] = {
    "applicant": "王秀兰",
    "address": "大柘镇梅东村三组",
    "programme": "dibao",
    "held_on": "2026-11-02",
    "situation": "一家三口，户主患病",
    "views": [{"name": "刘村干", "view": "情况属实"}],
    "conclusion": "评议通过",
    "signers": [{"name": "刘村干", "role": "主持人"}, {"name": "张记录", "role": "记录人"}],
}
APPROVAL: dict[str, Any] = {
    "applicant": "王秀兰",
    "id_number": "441426197502143227",
    "phone": "13800000001",
    "address": "大柘镇梅东村三组",
    "programme": "temporary",
    "household_size": 3,
    "speed": "急难型",
    "cause": "房屋失火",
    "amount": "1600.00",
    "payment": "一次审批，分2个月发放：800.00元、800.00元",
    "rule": "民发〔2018〕23号 二（二）",
    "approver": "何志强",
    "decided_on": "2026-11-05",
}
CHECKED: dict[str, Any] = {
    "applicant": "王秀兰",
    "address": "大柘镇梅东村三组",
    "programme": "dibao",
    "approver": "何志强",
    "decided_on": "2026-11-05",
    "signers": [{"name": "何志强", "role": "审批人"}],
}
CERTIFICATE: dict[str, Any] = {
    **WHO,
    "programme": "dibao",
    "amount": "1200.00",
    "from_month": "2026-12",
    "case_number": "441426100-2026-00007",
    "decided_on": "2026-11-20",
}
ROUND_ITEM = {"number": "441426100-2026-00007", "name": "王秀兰", "programme": "最低生活保障（低保）"}
YEARLY = {
    "total": 12,
    "visited": 11,
    "done": 10,
    "kept": 7,
    "raised": 1,
    "lowered": 1,
    "ended": 1,
    "open": 2,
    "overdue": 0,
}
MATTER: dict[str, Any] = {
    "applicant": "王秀兰",
    "matter": "高龄津贴",
    "submitted_on": "2026-08-03",
    "reasons": [{"text": "年满八十周岁", "article": "平府办〔2020〕1号"}],
    "decided_on": "2026-08-20",
}
