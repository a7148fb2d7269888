"""Every official word the rooms say: titles of rules, facts and parameters, of choices, programme cards."""

import pkgutil
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from types import ModuleType

from yimen.doors.cli.extraction import CHINESE


def words() -> list[str]:
    """Each once, in order."""
    found = {
        *_of_law(),
        *_of_leads(),
        *_of_differences(),
        *_of_parameters(),
        *_of_choices(),
        *_of_tables(),
        *_of_catalogue(),
        *_of_sources(),
    }
    return sorted(word for word in found if CHINESE.search(word))


def _of_law() -> Iterator[str]:
    """What rules, facts, parameters and leaves of a file are called, in every wording the law ever had."""
    from yimen.engine import Kind
    from yimen.rulebook.book import household_book, obligor_book
    from yimen.rulebook.labels import LABELS
    from yimen.rulebook.leaf_titles import leaf_words

    yield from leaf_words()
    yield from LABELS.values()
    yield from (kind.title for kind in Kind)

    for book in (household_book(), obligor_book()):
        yield from (one.title for one in book.inputs.values())
        yield from (one.title for one in book.parameters.values())
        yield from (one.title for one in book.rules)


def _of_leads() -> Iterator[str]:
    """Layers, warnings, pushes, and the questions of the self check with their answers."""
    from yimen.domains.library.queries import QUESTIONS_BY_KEY, WARNINGS, Chance, Layer
    from yimen.domains.monitoring.queries.leads import TITLES

    yield from (layer.title for layer in Layer)
    yield from (chance.title for chance in Chance)
    yield from (rule.title for rule in WARNINGS)
    yield from TITLES.values()
    for question in QUESTIONS_BY_KEY.values():
        yield question.title
        yield from (word for _value, word in question.choices)


def _of_differences() -> Iterator[str]:
    """What comparisons of award holders find."""
    from yimen.domains.awards.types.accounts import AccountFault
    from yimen.domains.monitoring.queries.findings import ACCOUNT_COLUMNS, ACCOUNT_SOURCE, RULES

    yield from (title for each in RULES.values() for title in (each.title, each.wrong))
    yield from (fault.remedy for fault in AccountFault)
    yield from (ACCOUNT_SOURCE, *(column.title for column in ACCOUNT_COLUMNS))


def _of_catalogue() -> Iterator[str]:
    """What the catalogue of department data calls its sets, columns and codes."""
    from yimen.domains.verification.queries.matching import agreeing_titles
    from yimen.domains.verification.queries.sets import catalogue

    yield from agreeing_titles()
    for each in catalogue().values():
        yield from (each.title, each.owner, each.cadence, each.classified, each.note)
        for column in each.columns:
            yield from (column.title, column.unit, *column.codes.values())


def _of_sources() -> Iterator[str]:
    """What sources and the duties of looking are called."""
    from yimen.domains.verification.queries import duties, every_source

    for source in every_source().values():
        yield source.title
        yield source.note
    yield from (duty.title for duty in duties().values())


def _of_choices() -> Iterator[str]:
    """The title of every member of every choice of kernel and rooms."""
    import yimen.domains
    import yimen.kernel

    for module in (*_modules_of(yimen.kernel), *_modules_of(yimen.domains)):
        for choice in vars(module).values():
            if isinstance(choice, type) and issubclass(choice, Enum):
                yield from (title for one in choice if isinstance(title := getattr(one, "title", ""), str))


def _modules_of(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        last = found.name.rpartition(".")[2]
        is_kept = (
            last in ("types", "programmes", "identities", "regions", "deadlines") or ".types." in found.name
        )
        if is_kept or found.name == "yimen.domains.cases.tekun":
            yield import_module(found.name)


def _of_tables() -> Iterator[str]:
    """Words and texts that rooms keep as tables."""
    from yimen.domains.library.queries import EVENTS, vocabulary
    from yimen.domains.network.permissions import CARDS
    from yimen.domains.papers.queries import CONTENTS, RULES

    yield from vocabulary()
    yield from EVENTS.values()
    yield from (content.label for contents in CONTENTS.values() for content in contents)
    yield from (rule.proof for rule in RULES.values())
    for card in CARDS.values():
        yield from (card.title, card.sentence)


def _of_parameters() -> Iterator[str]:
    """Units, and why a time limit of the law may be extended."""
    from yimen.rulebook.parameters import table

    for declared in table().declarations:
        yield declared.unit
        if declared.name.startswith("clock_"):
            values = [entry.value or {} for entry in table().entries(declared.name)]
            yield from (value["extension_reason"] for value in values if "extension_reason" in value)
