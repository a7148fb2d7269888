"""Forms of signing in: name and password, and the code of the authenticator app."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import widgets


class LoginForm(forms.Form):
    username = widgets.text(_("用户名"), most=64, autocomplete="username", autofocus=True)
    password = widgets.secret(_("密码"), "current-password")


class CodeForm(forms.Form):
    code = widgets.text(
        _("动态口令"),
        most=16,
        help_text=_("手机验证器应用上当前的 6 位数字；手机不在身边时用备用码。"),
        autocomplete="one-time-code",
        inputmode="numeric",
        autofocus=True,
    )


class PasswordForm(forms.Form):
    present = widgets.secret(_("当前密码"), "current-password")
    wanted = widgets.secret(
        _("新密码"),
        "new-password",
        help_text=_("至少 10 个字符，不要用姓名、用户名或常见密码；一句只有您知道的话最好记。"),
    )
    again = widgets.secret(_("再输入一次新密码"), "new-password")

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("wanted"):
            raise ValidationError(_("两次输入的新密码不一致。"))
        return str(self.cleaned_data["again"])
