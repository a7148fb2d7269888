"""Two who save a layout at the same moment: the second is told, and nothing of the first is lost."""

import pytest
from django.db.models import QuerySet
from tests.domains.exchange.test_profiles import PLAIN
from tests.support.cast import acting

from yimen.domains.exchange.actions import replace_profile
from yimen.domains.exchange.errors import ProfileRefusedError
from yimen.domains.exchange.models import ProfileVersion

pytestmark = pytest.mark.django_db


def test_whoever_saved_second_is_refused_in_words(cast, monkeypatch):
    by = cast.county_reviewer
    with acting(by):
        replace_profile(key="ours", text=PLAIN, note="来函", by=by)
        monkeypatch.setattr(QuerySet, "aggregate", lambda _rows, **_asked: {"last": None})
        with pytest.raises(ProfileRefusedError, match="刚刚由别人更换"):
            replace_profile(key="ours", text=PLAIN, note="也来函", by=by)
        assert ProfileVersion.objects.get(key="ours").note == "来函"
