"""The user table. It holds no right: rights come from posts."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.foundation.models import EncryptedField, Identified


class UserAccounts(BaseUserManager["User"]):
    """Makes users and finds them at sign-in."""

    def create_user(
        self, username: str, password: str | None = None, *, name: str, phone: str | None = None
    ) -> "User":
        user = self.model(username=self.model.normalize_username(username), name=name, phone=phone)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Identified, AbstractBaseUser):
    """Somebody who can sign in."""

    username = models.CharField(_("用户名"), max_length=64, unique=True)
    name = models.CharField(_("姓名"), max_length=64)
    phone = EncryptedField(_("手机号"), null=True, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    objects: ClassVar[UserAccounts] = UserAccounts()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.name
