"""Every column of documents that may say something about a person stands in the data-protection map."""

from django.apps import apps
from django.db import models

from yimen.domains.papers.rules import PROTECTION
from yimen.foundation.models import EncryptedField

TELLING = (models.CharField, models.JSONField, models.UUIDField, EncryptedField)
NAMELESS = {"id", "region"}


def test_every_personal_column_is_declared():
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("papers").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, TELLING) and not field.choices and field.name not in NAMELESS
    }
    assert found == set(PROTECTION)
