"""The papers of supporting somebody in extreme hardship: the assessment and what was agreed about care."""

from yimen.domains.cases.actions.clocks import outcome_subject
from yimen.domains.cases.models import CareArrangement, CaseOutcome, NamedExit, SelfCareAssessment
from yimen.domains.cases.rules.addresses import whole_address
from yimen.domains.cases.tekun import RULES, Assessor, CareForm, ExitGround, Indicator, SelfCare
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.people import queries as people

OTHER_HELP = "符合最低生活保障、临时救助等其他社会救助条件的，按规定及时纳入相应救助范围"
REACHED, NOT_REACHED = "能够自主完成", "不能自主完成"


def issue_assessment(outcome: CaseOutcome, made: SelfCareAssessment, *, by: Actor) -> None:
    """生活自理能力评估表: every indicator, the level that follows, who assessed."""
    failed = {Indicator(each) for each in made.failed}
    indicators: list[Json] = [
        {"name": each.title, "finding": NOT_REACHED if each in failed else REACHED} for each in Indicator
    ]
    values: dict[str, Json] = {
        **_about(outcome, by),
        "indicators": indicators,
        "failed": len(failed),
        "level": SelfCare(made.level).title,
        "assessed_on": made.assessed_on.isoformat(),
        "assessor": Assessor(made.assessor).title,
        "agency": made.agency,
        "assessors": made.assessors,
        "helpers": made.helpers,
        "note": made.note,
    }
    _issue(DocumentKind.SELF_CARE_ASSESSMENT, outcome, values, by)


def issue_arrangement(outcome: CaseOutcome, made: CareArrangement, *, by: Actor) -> None:
    """照料服务协议 of village committee, person and carer; or of town, person and institution."""
    is_home = made.form == CareForm.HOME
    latest = outcome.assessments.order_by("-number").first()
    values: dict[str, Json] = {
        **_about(outcome, by),
        "form": CareForm(made.form).title,
        "first_party": network.get_region(outcome.region).name if is_home else "",
        "carer": made.carer_name if is_home else made.institution,
        "relation": made.carer_relation,
        "phone": made.carer_phone or "",
        "level": SelfCare(latest.level).title if latest else "",
        "duties": made.duties,
        "payment": made.payment,
        "valid_from": made.valid_from.isoformat(),
        "valid_until": made.valid_until.isoformat() if made.valid_until else "",
        "signed_on": made.signed_on.isoformat(),
    }
    _issue(DocumentKind.CARE_AGREEMENT, outcome, values, by)


def care_reasons(outcome: CaseOutcome) -> list[Json]:
    """For the letter of a confirmation: the level of care and where; nothing of other programmes."""
    level, form = care_of(outcome)
    reasons: list[Json] = []
    if level is not None:
        text = f"生活自理能力评估：{level.title}"
        reasons.append({"text": text, "article": f"{RULES} 第二十二条"})
    if form is not None:
        reasons.append({"text": f"供养形式：{form.title}", "article": "社会救助法 第十六条"})
    return reasons


def care_words(outcome: CaseOutcome) -> str:
    """The same in a few words, for the award."""
    said = [word.title for word in care_of(outcome) if word is not None]
    return f"（{'；'.join(said)}）" if said else ""


def care_of(outcome: CaseOutcome) -> tuple[SelfCare | None, CareForm | None]:
    """The level of care and the form of support that count today."""
    assessed = outcome.assessments.order_by("-number").first()
    arranged = outcome.arrangements.order_by("-number").first()
    return SelfCare(assessed.level) if assessed else None, CareForm(arranged.form) if arranged else None


def exit_reasons(outcome: CaseOutcome) -> list[Json]:
    """For the letter that ends the support: ground, funeral, and what may be asked for instead."""
    named = NamedExit.objects.filter(outcome=outcome).first()
    if named is None:
        return []
    ground = ExitGround(named.ground)
    reasons: list[Json] = [{"text": f"{ground.title}：{named.facts}", "article": ground.article}]
    if named.funeral:
        reasons.append({"text": f"丧葬事宜：{named.funeral}", "article": "社会救助法 第十六条"})
    return [*reasons, {"text": OTHER_HELP, "article": f"{RULES} 第二十七条"}]


def _about(outcome: CaseOutcome, by: Actor) -> dict[str, Json]:
    """Whom it is about: the name as every paper has it, number and address."""
    case = outcome.case
    assert outcome.person_id is not None  # a programme for a person names one
    person = people.get_person(outcome.person_id, by=by, purpose="制作文书")
    return {
        "applicant": person.name,
        "id_number": person.identity or "未登记",
        "address": whole_address(network.region_path(case.region), case.address),
    }


def _issue(kind: DocumentKind, outcome: CaseOutcome, values: dict[str, Json], by: Actor) -> None:
    papers.issue_document(
        kind=kind,
        subject=outcome_subject(outcome),
        values={name: value for name, value in values.items() if value != ""},
        by=by,
        household_id=outcome.case.household_id,
    )
