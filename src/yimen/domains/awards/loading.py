"""Writing determinations and awards of many cases at once, each as of its own moment."""

from collections.abc import Sequence

from django.db import transaction

from yimen.domains.awards.models import Award, AwardChange, Determination
from yimen.domains.awards.types import ChangeKind, Grant, LoadedDetermination, LoadedGrant
from yimen.foundation.audit import Doer
from yimen.foundation.audit.loading import load_rows


@transaction.atomic
def load_awards(
    *,
    determinations: Sequence[LoadedDetermination],
    grants: Sequence[LoadedGrant],
    region: str,
    by: Doer,
) -> None:
    """All or none; one audit digest a chunk."""
    awards = [award_row(one.grant) for one in grants]
    changes = [change for one, award in zip(grants, awards, strict=True) for change in _changes(one, award)]
    made = [_determination(one) for one in determinations]
    load_rows(made, awards, changes, kind="award", region=region, by=by)


def _determination(one: LoadedDetermination) -> Determination:
    return Determination(
        id=one.id,
        region=one.region,
        case_id=one.case_id,
        household_id=one.household_id,
        purpose=one.purpose,
        on=one.made_at.date(),
        rulebook_version=one.rulebook_version,
        inputs=one.inputs,
        answer=one.answer,
        made_at=one.made_at,
        by_user_id=one.by.user_id,
        by_post_id=one.by.post_id,
    )


def award_row(grant: Grant) -> Award:
    """The row of a grant."""
    return Award(
        region=grant.region,
        outcome_id=grant.outcome_id,
        case_number=grant.case_number,
        programme=grant.programme,
        household_id=grant.household_id,
        person_id=grant.person_id,
        determination_id=grant.determination_id,
        decided_on=grant.decided_on,
        from_month=grant.from_month.first,
        until_month=None if grant.until_month is None else grant.until_month.first,
        review_months=grant.review_months,
    )


def _changes(one: LoadedGrant, award: Award) -> list[AwardChange]:
    return [
        AwardChange(
            region=award.region,
            award=award,
            kind=ChangeKind.START,
            component=component,
            before_fen=0,
            after_fen=amount.fen,
            reason=one.grant.reason,
            from_month=one.grant.from_month.first,
            changed_at=one.at,
            by_user_id=one.by.user_id,
            by_post_id=one.by.post_id,
        )
        for component, amount in one.grant.components
    ]
