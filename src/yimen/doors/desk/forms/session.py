"""Forms of signing in: name and password, and the code of the authenticator app."""

from django import forms
from django.utils.translation import gettext_lazy as _

from . import widgets


class LoginForm(forms.Form):
    username = widgets.text(_("用户名"), most=64, autocomplete="username", autofocus=True)
    password = forms.CharField(
        label=_("密码"), strip=False, widget=widgets.PasswordInput(autocomplete="current-password")
    )


class CodeForm(forms.Form):
    code = widgets.text(
        _("动态口令"),
        most=16,
        help_text=_("手机验证器应用上当前的 6 位数字；手机不在身边时用备用码。"),
        autocomplete="one-time-code",
        inputmode="numeric",
        autofocus=True,
    )
