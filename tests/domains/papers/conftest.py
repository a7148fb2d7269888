"""Two towns of one county with the people who issue papers there, and the least that each kind must say."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from yimen.domains.network.types import Actor, Role
from yimen.domains.papers.types import DocumentKind
from yimen.domains.worklist.types import Subject
from yimen.foundation.database.scope import Scope
from yimen.kernel import RegionCode

COUNTY, TOWN, OTHER_TOWN, VILLAGE = "441426000000", "441426100000", "441426102000", "441426100200"
NAMES = {COUNTY: "平远县", TOWN: "大柘镇", OTHER_TOWN: "石正镇", VILLAGE: "梅东村委会"}


def found_offices() -> dict[str, Actor]:
    """Rows of the network, and an actor for each office."""
    from yimen.domains.network.models import Region

    levels = {COUNTY: "county", TOWN: "town", OTHER_TOWN: "town", VILLAGE: "village"}
    for code, name in NAMES.items():
        Region.objects.create(code=code, name=name, level=levels[code])
    return {
        "handler": actor_at(TOWN, "town", Role.TOWN_HANDLER, "林晓燕"),
        "confirmer": actor_at(COUNTY, "county", Role.COUNTY_CONFIRMER, "何志强"),
        "stranger": actor_at(OTHER_TOWN, "town", Role.TOWN_HANDLER, "谢陌生"),
    }


def actor_at(region: str, level: str, role: Role, name: str) -> Actor:
    from yimen.domains.network.models import Post, Staff, Station
    from yimen.foundation.accounts.models import User

    station = Station.objects.create(
        region=region, level=level, name=f"{NAMES[region]}社会救助站", hotline=""
    )
    user = User.objects.create(username=f"{role.value}-{region}", name=name)
    staff = Staff.objects.create(name=name, user=user, region="441426000000")
    post = Post.objects.create(staff=staff, station=station, role=role, valid_from=date(2020, 1, 1))
    code = RegionCode(region)
    return Actor(user.id, post.id, staff.id, name, role, station.id, code, Scope(code.lo, code.hi))


@pytest.fixture
def offices(db):
    return found_offices()


@pytest.fixture
def handler(offices):
    return offices["handler"]


@pytest.fixture
def confirmer(offices):
    return offices["confirmer"]


@pytest.fixture
def stranger(offices):
    return offices["stranger"]


def a_subject() -> Subject:
    return Subject("case", uuid4(), "低保申请", RegionCode(VILLAGE))


def a_subject_of(kind: DocumentKind, by: Actor) -> Subject:
    """What a paper of this kind is about; an answer is seen only by those who may see its complaint."""
    from yimen.domains.intake.models import Complaint
    from yimen.domains.intake.types import ComplaintAbout, ComplaintChannel, ComplaintState

    subject = a_subject()
    if kind is DocumentKind.COMPLAINT_ANSWER:
        Complaint.objects.create(
            id=subject.id,
            region=VILLAGE,
            channel=next(iter(ComplaintChannel)),
            about=next(about for about in ComplaintAbout if about != "case"),
            is_named=False,
            text="反映情况",
            state=ComplaintState.RECEIVED,
            number="1",
            receipt_id=uuid4(),
            received_on=date(2026, 10, 1),
            received_by_id=by.user_id,
            received_at_station_id=by.station_id,
        )
    return subject


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
    "total": 12, "visited": 11, "done": 10, "kept": 7, "raised": 1, "lowered": 1, "ended": 1, "open": 2, "overdue": 0,
}  # fmt: skip
MATTER: dict[str, Any] = {
    "applicant": "王秀兰",
    "matter": "高龄津贴",
    "submitted_on": "2026-08-03",
    "reasons": [{"text": "年满八十周岁", "article": "平府办〔2020〕1号"}],
    "decided_on": "2026-08-20",
}
VALUES: dict[DocumentKind, dict[str, Any]] = {
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
    DocumentKind.NEAR_RELATIVE: {
        "applicant": "王秀兰",
        "relatives": [{"member": "陈志强", "relation": "兄弟", "officer": "陈志明", "post": "村委会委员"}],
        "registered_on": "2026-10-21",
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
    DocumentKind.REFUSAL: {
        "applicant": "李建国",
        "programme": "dibao",
        "submitted_on": "2026-10-12",
        "reasons": [{"text": "家庭名下有轿车一辆", "article": "民发〔2021〕57号 第十四条"}],
        "decided_on": "2026-11-20",
    },
    DocumentKind.PUBLICATION: SHEET,
    DocumentKind.NOT_ACCEPTED: {
        "applicant": "李建国",
        "programmes": ["dibao"],
        "submitted_on": "2026-10-12",
        "reasons": [{"text": "申请人户籍和居住地均不在本辖区", "article": "社会救助法 第三十七条"}],
        "decided_on": "2026-10-13",
    },
    DocumentKind.TERMINATION: {
        "applicant": "李建国",
        "addressee": "李建国的家属",
        "programmes": ["dibao"],
        "submitted_on": "2026-10-12",
        "reasons": [{"text": "申请人死亡：死亡证明编号 3 号", "article": "—"}],
        "decided_on": "2026-10-20",
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
    DocumentKind.VERIFICATION_REPORT: {
        "applicant": "王秀兰",
        "people": [{"name": "王秀兰"}, {"name": "王小明"}],
        "items": [{"item": "银行存款", "source": "某银行", "result": "有记录"}],
        "passed": "符合",
        "conclusion": "与申报一致",
        "requested_on": "2026-11-02",
        "reported_on": "2026-11-05",
    },
    DocumentKind.DIBAO_CERTIFICATE: {**CERTIFICATE, "members": [MEMBER]},
    DocumentKind.TEKUN_CERTIFICATE: {
        **CERTIFICATE,
        "programme": "tekun",
        "care": "全自理",
        "support": "分散供养",
    },
    DocumentKind.DEMOCRATIC_REVIEW: {
        **MEETING,
        "place": "梅东村委会",
        "policy": "最低生活保障条件和标准",
        "votes_for": 7,
        "votes_against": 1,
    },
    DocumentKind.COLLECTIVE_DECISION: {**MEETING, "proposal": "建议纳入保障"},
    DocumentKind.WAIVER: {**WHO, "programme": "dibao", "reason": "子女已就业，家庭收入好转", **SIGNED},
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
