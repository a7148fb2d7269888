"""What was decided, and what is told of it."""

from typing import Any

from yimen.domains.papers.types import DocumentKind

from .parts import (
    APPROVAL,
    CERTIFICATE,
    MATTER,
    MEMBER,
    REASON,
    ROUND_ITEM,
    SHEET,
    YEARLY,
)

DECIDED: dict[DocumentKind, dict[str, Any]] = {
    DocumentKind.PUBLIC_NOTICE: SHEET,
    DocumentKind.CONFIRMATION: {
        "applicant": "王秀兰",
        "programme": "dibao",
        "household_size": 3,
        "amount": "1200.00",
        "from_month": "2026-12",
        "members": [MEMBER],
        "reasons": [REASON],
        "decided_on": "2026-11-20",
    },
    DocumentKind.TEMPORARY_APPROVAL: APPROVAL,
    DocumentKind.SMALL_FAST: {**APPROVAL, "speed": "小额快救", "payment": "一次性发放"},
    DocumentKind.REFUSAL: {
        "applicant": "李建国",
        "programme": "dibao",
        "submitted_on": "2026-10-12",
        "reasons": [{"text": "家庭名下有轿车一辆", "article": "民发〔2021〕57号 第十四条"}],
        "decided_on": "2026-11-20",
    },
    DocumentKind.PUBLICATION: SHEET,
    DocumentKind.TERMINATION: {
        "applicant": "李建国",
        "addressee": "李建国的家属",
        "programmes": ["dibao"],
        "submitted_on": "2026-10-12",
        "reasons": [{"text": "申请人死亡：死亡证明编号 3 号", "article": "—"}],
        "decided_on": "2026-10-20",
    },
    DocumentKind.DIBAO_CERTIFICATE: {**CERTIFICATE, "members": [MEMBER]},
    DocumentKind.TEKUN_CERTIFICATE: {
        **CERTIFICATE,
        "programme": "tekun",
        "care": "全自理",
        "support": "分散供养",
    },
    DocumentKind.ROUND_PAPERS: {
        "month": "2026-11",
        "meeting_on": "2026-11-09",
        "closing_on": "2026-11-04",
        "items": [
            {**ROUND_ITEM, "village": "梅东村", "household_size": 3, "proposal": "符合，每月1200.00元"}
        ],
        "sheets": [
            {
                **ROUND_ITEM,
                "household_size": 3,
                "address": "大柘镇梅东村三组",
                "members": "王秀兰（本人）、陈志强（儿子）",
                "visit": "2026-10-24 入户，与申报一致",
                "verification": "核对通过",
                "proposal": "符合，每月1200.00元",
            }
        ],
        "waiting": [
            {"number": "441426100-2026-00009", "name": "李建国", "programme": "低保", "lacks": "尚未入户调查"}
        ],
    },
    DocumentKind.ROUND_MINUTES: {
        "month": "2026-11",
        "held_on": "2026-11-09",
        "place": "大柘镇政府会议室",
        "chair": "陈丽华",
        "participants": "陈丽华、张伟民、梅东村委会代表",
        "items": [{**ROUND_ITEM, "result": "同意上报，每月1200.00元"}],
        "signers": [{"name": "陈丽华", "role": "主持人"}],
    },
    DocumentKind.ROUND_REPORT: {
        "month": "2026-11",
        "monthly": [
            {
                "programme": "最低生活保障（低保）",
                "opening": "2户5人 2400.00元",
                "granted": "1户3人 1200.00元",
                "increased": "0户 0.00元",
                "decreased": "0户 0.00元",
                "ended": "1户2人 1000.00元",
                "closing": "2户6人 2600.00元",
            }
        ],
        "once": [{"programme": "临时救助", "given": "1户 1600.00元"}],
        "cases": [{"programme": "最低生活保障（低保）", "refused": 1, "in_process": 4}],
        "resolved": 3,
        "carried_over": 1,
        "closed_on": "2026-11-20",
    },
    DocumentKind.YEARLY_REPORT: {
        "year": 2026,
        "programmes": ["dibao"],
        "from_on": "2026-10-01",
        "until_on": "2026-12-20",
        "places": [{"name": name, **YEARLY} for name in ("梅东村", "合计")],
        "note": "一户外出，明年一月补访",
        "opened_by": "何志强",
        "closed_on": "2026-12-18",
    },
    DocumentKind.MATTER_GRANT: {**MATTER, "given": "按月发给30.00元，自2026年9月起"},
    DocumentKind.MATTER_REFUSAL: {
        **MATTER,
        "reasons": [{"text": "未满八十周岁", "article": "—"}],
    },
    DocumentKind.MATTER_END: {
        **MATTER,
        "addressee": "王秀兰的家属",
        "occasion": "迁出本地",
        "reasons": [{"text": "户口已迁往兴宁市", "article": "—"}],
        "from_month": "2026-10",
        "views": "本人知道，没有意见",
    },
    DocumentKind.PAYMENT_WAIT: {
        "applicant": "王秀兰",
        "kind": "death",
        "person": "李建国",
        "shares": [{"programme": "最低生活保障", "amount": "400.00", "from_month": "2026-10"}],
        "facts": "有关部门的数据显示，李建国已经去世。",
        "told_on": "2026-09-21",
    },
    DocumentKind.PAYMENT_GOES_ON: {
        "applicant": "王秀兰",
        "kind": "invalid_account",
        "person": "王秀兰",
        "shares": [{"programme": "最低生活保障", "amount": "1200.00", "from_month": "2026-12"}],
        "back": [{"programme": "最低生活保障", "first": "2026-10", "last": "2026-11", "amount": "2400.00"}],
        "total": "2400.00",
        "facts": "发给王秀兰的账户原来收不了款。账户已经核实，现在恢复发放。",
        "told_on": "2026-12-03",
    },
    DocumentKind.HEARING_INVITATION: {
        "applicant": "王秀兰",
        "programme": "dibao",
        "before": "1200.00",
        "proposed": "自2026-12起停发",
        "facts": "家庭人均月收入超过最低生活保障标准",
        "invited_on": "2026-11-05",
        "due_on": "2026-11-12",
        "time_limit": "5个工作日",
        "article": "社会救助法 第四十八条",
    },
    DocumentKind.ADJUSTMENT: {
        "applicant": "王秀兰",
        "programme": "dibao",
        "change": "减发",
        "occasion": "定期核查",
        "before": "1200.00",
        "after": "800.00",
        "from_month": "2026-12",
        "reasons": [REASON],
        "views": "已于2026-11-08听取意见，无异议",
        "decided_on": "2026-11-20",
    },
    DocumentKind.STOPPING: {
        "applicant": "王秀兰",
        "programme": "dibao",
        "change": "停发",
        "occasion": "定期核查",
        "before": "1200.00",
        "from_month": "2026-12",
        "reasons": [REASON],
        "views": "已于2026-11-08听取意见，无异议",
        "decided_on": "2026-11-20",
    },
}
