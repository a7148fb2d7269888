"""What the month asks for of whoever is to be attested: first those missed twice, then village by village."""

from collections.abc import Sequence

from yimen.domains.allowances import queries as allowances
from yimen.domains.allowances.types import AttestationKind, VillageProgress
from yimen.domains.command.types import Asked, Found, MonthLine, Span
from yimen.domains.network.types import Actor
from yimen.kernel import Sentence

BASIS = "社会救助法 第四十八条"


def proofs_of_life(asked: Asked, span: Span, by: Actor) -> Found:
    """Old people with an allowance or an award, in the last two months of their term and after it."""
    return _of(AttestationKind.PROOF_OF_LIFE, asked, span, by)


def qualifications(asked: Asked, span: Span, by: Actor) -> Found:
    """Whoever is given one of the two disability subsidies, around the end of the season."""
    return _of(AttestationKind.QUALIFICATION, asked, span, by)


def _of(kind: AttestationKind, asked: Asked, span: Span, by: Actor) -> Found:
    missed = allowances.missed(kind, by=by, region=asked.region)
    late = missed.count() if asked.is_present else 0
    villages = [
        each
        for each in allowances.progress(kind, by=by, region=asked.region)
        if each.due_on <= asked.month.next().last and (asked.is_present or each.due_on >= asked.month.first)
    ]
    stop = late if span.stop is None else min(late, span.stop)
    lines = [_missed(row) for row in missed[span.start : stop]] if span.start < late else []
    first = max(0, span.start - late)
    last = None if span.stop is None else max(0, span.stop - late)
    lines += [_village(kind, each, asked) for each in villages[first:last]]
    return Found(late + len(villages), lines, _note(villages))


def _note(villages: Sequence[VillageProgress]) -> Sentence | None:
    """How many people the villages stand for: the count beside the title is one of lines."""
    if not villages:
        return None
    waiting = sum(each.waiting for each in villages)
    return Sentence("%(places)s 个村（社区）还有 %(n)s 人，按村列出。", places=len(villages), n=waiting)


def _missed(row: allowances.Attestation) -> MonthLine:
    return MonthLine(
        name=row.person.name,
        matter="、".join(allowances.rests_on_words(row)),
        why=(Sentence("再次催办到 %(until)s 仍未认证：请核查，听取意见以前不停发", until=row.again_on),),
        region=row.region,
        on=row.due_on,
        page="missed_attestation" if allowances.is_award_at_stake(row) else "attestation",
        subject=row.id,
        article=BASIS,
    )


def _village(kind: AttestationKind, village: VillageProgress, asked: Asked) -> MonthLine:
    late = village.due_on < asked.today
    why = Sentence("已过期：再次催办到 %(until)s", until=village.again_on) if late else Sentence("本期未完成")
    return MonthLine(
        name="",
        matter=Sentence("还有 %(n)s 人，共 %(total)s 人", n=village.waiting, total=village.total),
        why=(why,),
        region=village.region,
        on=village.due_on,
        page="attestation_list",
        subject=allowances.list_id(kind, village.region, village.starts_on),
    )
