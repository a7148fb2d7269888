"""The report in plain Chinese: for whoever handles the case, and for the family only what is theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yimen.domains.verification.types.reports import Difference, SetUse, Veto, Warned
from yimen.domains.verification.types.sets import Freshness
from yimen.kernel import Money, Sentence


@dataclass(frozen=True)
class Said:
    """What both versions are told from."""

    valid_until: date
    answered: int
    missing: Sequence[str]
    people: int
    sets: Sequence[SetUse]
    notes: int
    """How many rows of department data are left to a person."""
    income: Money | None
    per_capita: Money | None
    assets: Money | None
    differences: Sequence[Difference]
    vetoes: Sequence[Veto]
    elsewhere: Sequence[Veto]
    """Things that no programme applied for looks at, but others would."""
    warned: Sequence[Warned]


def for_handler(said: Said) -> Iterator[Sentence]:
    """What it comes to, what decides, what is missing, what to look at."""
    yield Sentence(
        "本报告查询%(people)s人，%(answered)s个数据单位已经返回，有效期至%(day)s。",
        people=said.people,
        answered=said.answered,
        day=str(said.valid_until),
    )
    if said.missing:
        yield Sentence("还没有返回或者没有查询：%(missing)s；结论可能因此改变。", missing=[*said.missing])
    yield from _of_sets(said)
    yield from _totals(said)
    yield from _of_differences(said.differences)
    for veto in said.vetoes:
        if veto.stands:
            yield Sentence("%(who)s的%(title)s超出规定，请核实。", who=veto.who, title=veto.title)
        elif veto.stands is None:
            yield Sentence(
                "%(who)s的%(title)s没有查到本地的规定，须由工作人员判断。", who=veto.who, title=veto.title
            )
    for veto in said.elsewhere:
        yield Sentence(
            "%(who)s的%(title)s不影响这次申请的项目；如果申请看家庭财产的项目，会影响结果或者须另行判断。",
            who=veto.who,
            title=veto.title,
        )
    yield from (each.evidence for each in said.warned if each.threshold is None)
    if said.warned:
        yield Sentence("有%(count)s条预警，请在入户调查时核实。", count=len(said.warned))
    yield Sentence("报告只供审核参考，是否符合由有权的人决定。")


def for_family(said: Said) -> Iterator[Sentence]:
    """What was looked up, what it comes to, what differs, and what the family can do about it."""
    yield Sentence("按照您家签署的授权，我们查询了共同生活的家庭成员的收入和财产。")
    yield from _totals(said)
    for each in said.differences:
        yield Sentence(
            "%(who)s的%(title)s：申报的是%(declared)s，查到的是%(found)s。",
            who=each.who,
            title=each.title,
            declared=each.declared,
            found=each.found,
        )
    for veto in said.vetoes:
        if veto.stands:
            yield Sentence(
                "%(who)s的%(title)s可能影响申请，请向经办人说明情况。", who=veto.who, title=veto.title
            )
    if said.missing:
        yield Sentence("还有数据单位没有返回结果，返回以后可能需要重新核对。")
    yield Sentence(
        "对其中任何一项有不同意见的，可以向受理申请的乡镇（街道）提出，并提供佐证材料，我们只就这一项重新查询。"
        "这份报告有效期至%(day)s。",
        day=str(said.valid_until),
    )


def _of_sets(said: Said) -> Iterator[Sentence]:
    """Which department data were read; what is old or could not be read is named."""
    if not said.sets:
        return
    yield Sentence(
        "比对了%(count)s个部门数据集，其中%(found)s个有家庭成员的记录。",
        count=len(said.sets),
        found=sum(each.people > 0 for each in said.sets),
    )
    old = [each.title for each in said.sets if each.is_read and each.freshness is not Freshness.FRESH]
    if old:
        yield Sentence("这些部门数据不够新：%(sets)s。", sets=old)
    if broken := [each.title for each in said.sets if not each.is_read]:
        yield Sentence("这些部门数据的文件损坏，没有比对：%(sets)s。", sets=broken)
    if said.notes:
        yield Sentence("部门数据中有%(count)s条不自动计入，请逐条核实。", count=said.notes)


def _of_differences(differences: Sequence[Difference]) -> Iterator[Sentence]:
    """How many there are, and each that changes what the rules say."""
    deciding = [each for each in differences if each.decides]
    if differences:
        yield Sentence(
            "与申报不同%(count)s项，其中%(deciding)s项影响测算结果。",
            count=len(differences),
            deciding=len(deciding),
        )
    else:
        yield Sentence("没有查到与申报不同的。")
    for each in deciding:
        yield Sentence(
            "%(who)s的%(title)s，申报%(declared)s，查到%(found)s：按申报计算结果会不同。",
            who=each.who,
            title=each.title,
            declared=each.declared,
            found=each.found,
        )


def _totals(said: Said) -> Iterator[Sentence]:
    if said.income is not None and said.per_capita is not None:
        yield Sentence(
            "全家月收入%(income)s元，平均每人%(per_capita)s元。",
            income=said.income,
            per_capita=said.per_capita,
        )
    else:
        yield Sentence("还有收入情况不清楚，暂时算不出全家月收入。")
    if said.assets is not None:
        yield Sentence("存款、证券等金融资产合计%(assets)s元。", assets=said.assets)
