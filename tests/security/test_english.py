"""The English desk and portal leave no Chinese sentence to a reader; what stays is data, marked so."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import pytest
from tests.security.reading import Read, Reading, flat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today"), pytest.mark.timeout(600)]


def where(reading: Reading, words_of: Callable[[Read], Iterable[str]]) -> dict[str, list[str]]:
    """Each of these words, and on which pages it stands."""
    found = defaultdict(list)
    for asked, read in flat(reading.at_home()):
        for word in words_of(read):
            found[word].append(asked)
    return found


def test_no_chinese_is_read_out_unannounced(reading: Reading):
    assert where(reading, lambda read: read.unmarked) == {}


def test_what_stays_chinese_is_data_not_our_words(reading: Reading):
    ours = known_words()
    assert where(reading, lambda read: ours.intersection(read.kept)) == {}


def known_words() -> set[str]:
    """Every text of the house that has English."""
    from tests.doors.cli.test_english import catalog

    return {str(message.id) for message in catalog() if message.id}
