"""Pure decisions about documents: mandatory contents, numbers, legal bases, check codes, digests, masking."""

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives import hashes

from yimen.domains.papers.types import DocumentKind, Json, Values
from yimen.kernel import Programme, RegionLevel


@dataclass(frozen=True)
class Content:
    """One thing a document must say: a value, or (with `columns`) at least `least` rows of them."""

    name: str
    label: str
    columns: tuple[str, ...] = ()
    least: int = 1
    is_required: bool = True


def _rows(name: str, label: str, columns: str, least: int = 1) -> Content:
    return Content(name, label, tuple(columns.split()), least)


def _optional(name: str, label: str) -> Content:
    return Content(name, label, is_required=False)


APPLICANT = Content("applicant", "申请人姓名")
PROGRAMME = Content("programme", "救助项目")
PROGRAMMES = Content("programmes", "申请的救助项目")  # a list of programme codes
HANDLER = Content("handler", "经办人")
PHONE = Content("phone", "联系电话")
ADDRESS = Content("address", "住址")
MEMBERS = _rows("members", "共同生活的家庭成员", "name relation")
REASONS = _rows("reasons", "理由及依据", "text article")
SHEET = (
    Content("village", "村（社区）"),
    PROGRAMME,
    _rows("rows", "公示对象", "name household_size amount"),
    Content("posted_on", "张贴日期"),
    Content("until", "截止日期"),
    PHONE,
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
        _rows("members", "共同生活的家庭成员", "name relation id_number"),
        _rows("income", "家庭收入", "name kind amount", least=0),
        _rows("property", "家庭财产", "kind description amount", least=0),
        _rows("spending", "刚性支出", "kind amount", least=0),
        _optional("agent", "委托代理人"),
        _optional("near_relative", "近亲属声明"),
        Content("submitted_on", "申请日期"),
    ),
    # 民发〔2021〕57号 art 9, 17; 社会救助法 art 40, 41
    DocumentKind.AUTHORISATION: (
        APPLICANT,
        ADDRESS,
        _rows("signers", "授权人", "name relation id_number signed_on manner"),
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
        _rows("materials", "已收材料", "name", least=0),
        HANDLER,
        PHONE,
    ),
    # 民发〔2021〕57号 art 10; 社会救助法 art 62
    DocumentKind.ONE_TIME_NOTICE: (
        APPLICANT,
        PROGRAMMES,
        Content("submitted_on", "申请日期"),
        _rows("missing", "需补齐的材料", "name reason"),
        Content("told_on", "告知日期"),
        HANDLER,
        PHONE,
    ),
    # 民发〔2021〕57号 art 11
    DocumentKind.NEAR_RELATIVE: (
        APPLICANT,
        _rows("relatives", "近亲属关系", "member relation officer post"),
        Content("registered_on", "备案日期"),
        HANDLER,
    ),
    # 民发〔2021〕57号 art 16: at least two investigators, both sides sign
    DocumentKind.HOME_INVESTIGATION: (
        APPLICANT,
        ADDRESS,
        Content("visited_on", "调查日期"),
        _rows("investigators", "调查人员（不少于两人）", "name post", least=2),
        _rows("present", "在场家庭成员", "name relation"),
        MEMBERS,
        _rows("findings", "调查情况", "topic finding"),
        Content("conclusion", "调查结论"),
    ),
    # 民发〔2021〕57号 art 19
    DocumentKind.PUBLIC_NOTICE: SHEET,
    # 民发〔2021〕57号 art 21
    DocumentKind.CONFIRMATION: (
        APPLICANT,
        PROGRAMME,
        Content("household_size", "保障人数"),
        _optional("amount", "救助金额"),
        _optional("from_month", "起始月份"),
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
    # 民发〔2021〕57号 art 24; 社会救助法 art 45
    DocumentKind.PUBLICATION: SHEET,
}

# Office word of the number, as in 大柘社救受〔2026〕3号.
NUMBER_WORDS = {
    DocumentKind.APPLICATION: "社救申",
    DocumentKind.AUTHORISATION: "社救授",
    DocumentKind.ACCEPTANCE: "社救受",
    DocumentKind.ONE_TIME_NOTICE: "社救告",
    DocumentKind.NEAR_RELATIVE: "社救备",
    DocumentKind.HOME_INVESTIGATION: "社救调",
    DocumentKind.PUBLIC_NOTICE: "社救示",
    DocumentKind.CONFIRMATION: "社救确",
    DocumentKind.REFUSAL: "社救不",
    DocumentKind.PUBLICATION: "社救布",
}

LAW_IN_FORCE = date(2026, 7, 1)
LAW, MEASURES, DIBAO_RULES = "《社会救助法》", "《社会救助暂行办法》", "《最低生活保障审核确认办法》"
LAW_ARTICLES = {
    DocumentKind.ACCEPTANCE: "第三十七条、第六十四条",
    DocumentKind.ONE_TIME_NOTICE: "第四十条、第六十二条",
    DocumentKind.PUBLIC_NOTICE: "第四十四条",
    DocumentKind.CONFIRMATION: "第四十四条、第四十五条",
    DocumentKind.REFUSAL: "第四十五条",
    DocumentKind.PUBLICATION: "第四十五条",
}
DIBAO_ARTICLES = {
    DocumentKind.ACCEPTANCE: "第十条",
    DocumentKind.ONE_TIME_NOTICE: "第十条",
    DocumentKind.PUBLIC_NOTICE: "第十九条",
    DocumentKind.CONFIRMATION: "第二十一条",
    DocumentKind.REFUSAL: "第二十一条",
    DocumentKind.PUBLICATION: "第二十四条",
}
DIBAO = frozenset({Programme.DIBAO, Programme.DIBAO_SINGLE})
UNPAID = frozenset({Programme.DIBAO_MARGIN, Programme.RIGID_EXPENSE, Programme.ILLNESS_POVERTY})
ONE_OFF = frozenset({Programme.TEMPORARY, Programme.MEDICAL, Programme.PRICE_SUBSIDY})
UNPUBLISHED = frozenset({Programme.ORPHAN, Programme.UNATTENDED_CHILD})
PUBLIC_KINDS = frozenset({DocumentKind.PUBLIC_NOTICE, DocumentKind.PUBLICATION})

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 20  # 31^20: about 99 bits, cannot be guessed


def missing_contents(kind: DocumentKind, values: Values) -> list[str]:
    """Labels of what a document of this kind must say and these values do not."""
    silent = [c.label for c in CONTENTS[kind] if not _is_said(c, values.get(c.name))]
    return silent + _missing_payment(values) if kind is DocumentKind.CONFIRMATION and not silent else silent


def _missing_payment(values: Values) -> list[str]:
    """A programme that pays says how much; one that pays monthly, from when."""
    paid = set(programmes_of(values)) - UNPAID
    missing = [] if values.get("amount") or not paid else ["救助金额"]
    return missing if values.get("from_month") or not paid - ONE_OFF else [*missing, "起始月份"]


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


def authority(level: RegionLevel, region_name: str) -> str:
    """The body that answers for what a station of this level issues."""
    if level is RegionLevel.COUNTY:
        return f"{region_name}民政局"
    if level is RegionLevel.TOWN:
        return region_name.removesuffix("办事处") + ("办事处" if "街道" in region_name else "人民政府")
    return region_name if region_name.endswith("委员会") else f"{region_name.removesuffix('委会')}民委员会"


def document_number(kind: DocumentKind, region_name: str, year: int, serial: int) -> str:
    """The number as printed; the office word drops the ending of the region's name."""
    return f"{short_name(region_name)}{NUMBER_WORDS[kind]}〔{year}〕{serial}号"


def short_name(region_name: str) -> str:
    """大柘镇 → 大柘, 平远县 → 平远, 墩背村委会 → 墩背村; a name of two characters stays."""
    for ending in ("街道办事处", "街道", "民委员会", "委会", "镇", "乡", "县", "区", "市"):
        if region_name.endswith(ending) and len(region_name) - len(ending) >= 2:
            return region_name.removesuffix(ending)
    return region_name


def legal_basis(kind: DocumentKind, programmes: Collection[Programme], on: date) -> str:
    """The articles under which a document of this kind is made on a day; empty where none is cited."""
    if kind not in LAW_ARTICLES:
        return ""
    act = f"{LAW}{LAW_ARTICLES[kind]}" if on >= LAW_IN_FORCE else MEASURES
    return f"{act}和{DIBAO_RULES}{DIBAO_ARTICLES[kind]}" if DIBAO & set(programmes) else act


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


def draw_code() -> str:
    """A random check code; it says nothing and leads to one document."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def read_code(text: str) -> str | None:
    """The code a person typed or scanned, in groups or not; None when it cannot be one."""
    code = "".join(text.upper().split()).replace("-", "")
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


def grouped_code(code: str) -> str:
    """In groups of four, to be read aloud and typed."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def content_digest(**content: Json) -> str:
    """SM3 of the canonical JSON of everything the document says."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashes.Hash(hashes.SM3())
    digest.update(canonical.encode())
    return digest.finalize().hex()


def mask_name(name: str) -> str:
    """张三丰 → 张**; the length stays, nothing else."""
    return name[:1] + "*" * max(len(name) - 1, 1)
