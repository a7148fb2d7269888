"""Django app of the user table."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "yimen.foundation.accounts"
    label = "accounts"
    verbose_name = _("账号")
