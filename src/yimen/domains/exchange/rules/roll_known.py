"""The families of an opening roll beside what is on file: linked, or why they cannot be; pure."""

from collections.abc import Iterator

from yimen.domains.exchange.rules.roll_checks import (
    Around,
    award_for,
    head_of,
    identities_of,
    tell_excluded,
)
from yimen.domains.exchange.rules.roll_drafts import Draft
from yimen.domains.exchange.rules.roll_programmes import excluded_by
from yimen.domains.people.types import KnownPerson
from yimen.kernel import RegionCode, Sentence

_LINKED = Sentence("接管时挂接到这个家庭，只增加待遇，不改动成员和住址。")


def household_of(draft: Draft, around: Around) -> KnownPerson | None:
    """The household on file that the family is, by its head."""
    head = head_of(draft)
    known = None if head is None else around.known.get(str(head))
    return known if known is not None and known.household_id is not None else None


def check_known(draft: Draft, around: Around) -> None:
    """Whoever is on file already: their household is used, or says why it cannot be."""
    home = household_of(draft, around)
    for identity, (part, row) in identities_of(draft).items():
        title = "户主身份证号" if part == "family" else "身份证号"
        for wrong, remedy in _against(around.known.get(str(identity)), home, around):
            draft.find(part, row, title, wrong, remedy)
    if home is not None and draft.family is not None:
        draft.note(
            "family",
            draft.family,
            Sentence("已有家庭档案 %(number)s。", number=home.household_number),
            _LINKED,
        )
        _check_running(draft, home, around)


def _against(
    known: KnownPerson | None, home: KnownPerson | None, around: Around
) -> Iterator[tuple[Sentence, Sentence]]:
    is_here = known is not None and known.person_id is not None
    if known is not None and (not is_here or not _is_within(known, around)):
        yield (
            Sentence("此人已在其他县登记。"),
            Sentence("请先向该地申请转移档案，再列入名册。"),
        )
    elif known is not None and known.has_died:
        yield Sentence("档案中此人已死亡。"), Sentence("请核实；确已死亡的，从名册中删去。")
    elif known is None and home is not None:
        yield (
            Sentence("此人不在已有的家庭档案 %(number)s 中。", number=home.household_number),
            Sentence("请先在该档案办理“增加成员”，再重新检查。"),
        )
    elif known is not None and (home is None or known.household_id != home.household_id):
        yield _elsewhere(known)


def _is_within(known: KnownPerson, around: Around) -> bool:
    return not known.region or around.county.contains(RegionCode(known.region))


def _elsewhere(known: KnownPerson) -> tuple[Sentence, Sentence]:
    if known.household_number:
        return (
            Sentence("此人已在家庭档案 %(number)s 中。", number=known.household_number),
            Sentence("请核对是否同一户；确需变动的，先在该档案办理成员变动。"),
        )
    return (
        Sentence("此人已有个人档案，但不在任何家庭。"),
        Sentence("请先在“家庭档案”为其建立家庭，再重新检查。"),
    )


def _check_running(draft: Draft, home: KnownPerson, around: Around) -> None:
    """What the household receives already, decided here or taken over before."""
    running = around.running.get(home.household_id, []) if home.household_id is not None else []
    persons = {
        str(one.person_id): number for number, one in around.known.items() if one.person_id is not None
    }
    held = [(programme, persons.get(str(person), "") if person else "") for programme, person in running]
    for row in draft.awards:
        if row.values.get("programme") is None:
            continue
        award = award_for(draft, row, around)
        if award in held:
            wrong = Sentence("该家庭的这项待遇已经在册。")
            draft.find("award", row, "救助项目", wrong, Sentence("不必再接管，请删去这一行。"))
        for other, article in excluded_by(award, held):
            tell_excluded(draft, row, other, article)
