"""Pages for what went wrong before or beside a view: not found, not allowed, too old, our own mistake."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("地址可能输错了，或者这条记录不在您负责的区域。回到首页后可以搜索姓名或编号。")
    return _page(request, 404, _("找不到这个页面"), text)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("您现在的岗位不能做这件事。如果有多个岗位，请在右上角换一个；否则请联系负责这个环节的同事。")
    return _page(request, 403, _("没有权限"), text)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.headers.get("HX-Request"):
        return signed_out()
    text = _("页面打开太久或已在别处退出登录，内容没有提交。请返回上一页刷新后再提交一次。")
    return _page(request, 403, _("页面已过期"), text)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("收到的内容不完整或太大。上传照片时请减少张数再试。")
    return _page(request, 400, _("请求无法处理"), text)


def too_large(request: HttpRequest, text: str) -> HttpResponse:
    return _page(request, 413, _("上传的内容太大"), text)


def broken(request: HttpRequest) -> HttpResponse:
    text = _("系统出了问题，您刚才的操作没有保存。请稍后再试；若再次出现，请把发生的时间告诉系统管理员。")
    return _page(request, 500, _("系统出错了"), text)


def signed_out() -> HttpResponse:
    """To a fragment, whose page may hold something typed: the page says so and stays."""
    return HttpResponse(status=204, headers={"HX-Trigger": "signed-out"})


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    shown = {"title": title, "text": text, "is_synthetic": False, "language_code": translation.get_language()}
    return render(request, "desk/error.html", shown, status=status)
