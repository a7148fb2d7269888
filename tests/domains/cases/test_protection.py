"""Every field that may say something of a person stands in its room's data-protection map."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from yimen.domains.allowances.rules import PROTECTION as ALLOWANCES
from yimen.domains.awards.rules import PROTECTION as AWARDS
from yimen.domains.cases.rules.protection import PROTECTION as CASES
from yimen.domains.exchange.rules.protection import PROTECTION as EXCHANGE
from yimen.domains.intake.rules import PROTECTION as INTAKE
from yimen.domains.monitoring.rules.protection import PROTECTION as MONITORING
from yimen.domains.verification.rules import PROTECTION as VERIFICATION
from yimen.foundation.models import EncryptedField

MAPS = {
    "allowances": ALLOWANCES, "awards": AWARDS, "cases": CASES, "exchange": EXCHANGE, "intake": INTAKE,
    "monitoring": MONITORING, "verification": VERIFICATION,
}  # fmt: skip
NAMELESS = {"id", "case_id", "outcome_id", "region", "town"}
TELLING = (models.CharField, models.TextField, models.JSONField, models.UUIDField, EncryptedField)


def is_personal(field: models.Field) -> bool:
    if isinstance(field, models.ForeignKey):
        return field.related_model._meta.app_label == "people"
    inner = field.base_field if isinstance(field, ArrayField) else field
    return isinstance(inner, TELLING) and not field.choices and field.name not in NAMELESS


@pytest.mark.parametrize("room", MAPS)
def test_every_personal_field_is_declared(room):
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.concrete_fields
        if is_personal(field)
    }
    assert found == set(MAPS[room])
