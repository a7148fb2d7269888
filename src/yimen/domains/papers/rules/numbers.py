"""Whose document it is and which number it bears: office, office word, year, place in the sequence."""

from yimen.domains.papers.types import DocumentKind
from yimen.kernel import RegionLevel

# Office word of the number, as in 大柘社救受〔2026〕3号.
NUMBER_WORDS = {
    DocumentKind.APPLICATION: "社救申",
    DocumentKind.TEMPORARY_APPROVAL: "临救审",
    DocumentKind.SMALL_FAST: "临救快",
    DocumentKind.EMERGENCY_RECORD: "临救登",
    DocumentKind.AUTHORISATION: "社救授",
    DocumentKind.ACCEPTANCE: "社救受",
    DocumentKind.ONE_TIME_NOTICE: "社救告",
    DocumentKind.NEAR_RELATIVE: "社救备",
    DocumentKind.HOME_INVESTIGATION: "社救调",
    DocumentKind.PUBLIC_NOTICE: "社救示",
    DocumentKind.CONFIRMATION: "社救确",
    DocumentKind.REFUSAL: "社救不",
    DocumentKind.PUBLICATION: "社救布",
    DocumentKind.NOT_ACCEPTED: "社救拒",
    DocumentKind.TERMINATION: "社救终",
    DocumentKind.HEARING_INVITATION: "社救听",
    DocumentKind.ADJUSTMENT: "社救调整",
    DocumentKind.STOPPING: "社救停",
    DocumentKind.SELF_CARE_ASSESSMENT: "特困评",
    DocumentKind.CARE_AGREEMENT: "特困护",
    DocumentKind.COMPLAINT_RECEIPT: "社救诉收",
    DocumentKind.COMPLAINT_ANSWER: "社救诉复",
    DocumentKind.ADVICE: "社救知",
    DocumentKind.TRANSFER: "社救转",
    DocumentKind.TRANSFER_FEEDBACK: "社救馈",
    DocumentKind.MANDATE: "社救委",
    DocumentKind.COMMITMENT: "社救诺",
    DocumentKind.NEIGHBOUR_VISIT: "社救访",
    DocumentKind.INQUIRY: "社救函",
    DocumentKind.DEMOCRATIC_REVIEW: "社救评",
    DocumentKind.COLLECTIVE_DECISION: "社救议",
    DocumentKind.WAIVER: "社救弃",
    DocumentKind.CARD_AGREEMENT: "社救卡",
    DocumentKind.COOPERATION: "社救协",
    DocumentKind.VERIFICATION_REPORT: "社救核",
    DocumentKind.DIBAO_CERTIFICATE: "低保证",
    DocumentKind.TEKUN_CERTIFICATE: "特困证",
    DocumentKind.ROUND_PAPERS: "社救会",
    DocumentKind.ROUND_MINUTES: "社救会记",
    DocumentKind.ROUND_REPORT: "社救月报",
    DocumentKind.YEARLY_REPORT: "社救年报",
    DocumentKind.REVIEW_OPINION: "社救审",
    DocumentKind.GRACE_APPROVAL: "社救渐",
    DocumentKind.MEMBER_CHANGE: "社救员",
    DocumentKind.MATTER_GRANT: "民政办",
    DocumentKind.MATTER_REFUSAL: "民政不",
    DocumentKind.MATTER_END: "民政终",
    DocumentKind.PAYMENT_WAIT: "社救缓",
    DocumentKind.PAYMENT_GOES_ON: "社救恢",
}


def authority(level: RegionLevel, region_name: str) -> str:
    """The body that answers for what is issued there; a village is no office, its papers are the town's."""
    if level is RegionLevel.COUNTY:
        return f"{region_name}民政局"
    return region_name.removesuffix("办事处") + ("办事处" if "街道" in region_name else "人民政府")


def document_number(kind: DocumentKind, region_name: str, year: int, serial: int) -> str:
    """The number as printed; the office word drops the ending of the region's name."""
    return f"{short_name(region_name)}{NUMBER_WORDS[kind]}〔{year}〕{serial}号"


def short_name(region_name: str) -> str:
    """大柘镇 → 大柘, 城东街道办事处 → 城东; a name of two characters stays."""
    for ending in ("街道办事处", "街道", "镇", "乡", "县", "区", "市"):
        if region_name.endswith(ending) and len(region_name) - len(ending) >= 2:
            return region_name.removesuffix(ending)
    return region_name
