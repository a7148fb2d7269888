"""Forms of signing in: name and password, the second factor, the choice of a post."""

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
        _("验证码"),
        most=12,
        help_text=_("打开手机上的验证器应用，输入当前显示的 6 位数字；手机不在身边时可用备用码。"),
        autocomplete="one-time-code",
        inputmode="numeric",
        autofocus=True,
    )
