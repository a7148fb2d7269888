"""The user table. It holds no right: rights come from posts."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.foundation.models import BlindField, EncryptedField, Identified


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
    must_change_password = models.BooleanField(_("首次登录须改密码"), default=False)
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


class SecondFactor(models.Model):
    """The secret a user's authenticator app shares with us; it counts once a first code has confirmed it."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="second_factor")
    secret = EncryptedField(_("密钥"))
    confirmed_at = models.DateTimeField(_("启用时间"), null=True)
    last_step = models.BigIntegerField(_("最近使用的时段"), default=0)

    class Meta:
        verbose_name = _("动态口令")
        verbose_name_plural = _("动态口令")

    def __str__(self) -> str:
        return str(self.user_id)


class RecoveryCode(Identified):
    """A code for the day the authenticator is lost; only its keyed digest is kept, and it works once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = BlindField()
    used_at = models.DateTimeField(_("使用时间"), null=True)

    class Meta:
        verbose_name = _("备用码")
        verbose_name_plural = _("备用码")
        constraints = (
            models.UniqueConstraint(fields=["user", "digest"], name="accounts_recovery_code_once"),
        )

    def __str__(self) -> str:
        return str(self.user_id)


class SavedFilter(Identified):
    """What somebody chose on a list, under a name: codes and days, never words that were searched for."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_filters")
    page = models.CharField(_("列表"), max_length=40)
    name = models.CharField(_("名称"), max_length=20)
    chosen = models.JSONField(_("条件"))
    is_default = models.BooleanField(_("默认"), default=False)

    class Meta:
        verbose_name = _("常用筛选")
        verbose_name_plural = _("常用筛选")
        constraints = (
            models.UniqueConstraint(fields=["user", "page", "name"], name="accounts_filter_named_once"),
            models.UniqueConstraint(
                fields=["user", "page"],
                condition=models.Q(is_default=True),
                name="accounts_filter_one_default",
            ),
        )

    def __str__(self) -> str:
        return self.name
