"""The gallery: every component once, with sample values, so that a change of look is seen in one place."""

from types import SimpleNamespace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yimen.kernel import Programme

from ..formats import granted, yuan
from ..forms import widgets
from ..lists import Column, Paging, Sorting
from ..signs import Clock, Tab


class SampleForm(forms.Form):
    """One field of each kind."""

    name = widgets.text("姓名", help_text="与居民身份证一致")
    identity = widgets.IdentityField(help_text="出生日期和性别由号码读出，不必再填")
    relation = widgets.one_of("与户主关系", [("head", "户主"), ("spouse", "配偶"), ("child", "子女")])
    wage = widgets.MoneyField(label="工资性收入", help_text="民发〔2021〕57号 第十三条：扣除必要的就业成本")
    since = widgets.on_date("居住起始日")
    is_single = widgets.tick("单亲家庭未成年人")
    note = widgets.paragraph("说明", required=False)
    photos = widgets.FilesField(label="照片")
    signature = widgets.SignatureField(label="申请人签名")


class SampleFilters(forms.Form):
    text = widgets.text("关键词", required=False)
    kind = widgets.from_list("事项", [("", "全部"), ("a", "入户调查")], required=False)


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/gallery.html", {"samples": _samples(request)})


def _samples(request: HttpRequest) -> SimpleNamespace:
    rows = [
        SimpleNamespace(
            title="入户调查 · 陈样例", state="调查核对中", tone="move", light="red", amount=120000
        ),
        SimpleNamespace(
            title="提出初审意见 · 林样例", state="待确认", tone="wait", light="yellow", amount=66400
        ),
        SimpleNamespace(title="送达文书 · 黄样例", state="已确认", tone="good", light="green", amount=None),
    ]
    return SimpleNamespace(
        rows=rows,
        columns=[
            Column("事项", "title"),
            Column("状态"),
            Column("时限", "due"),
            Column("金额（元）", css="number"),
        ],
        sorting=Sorting(request, "due", False),
        paging=Paging(request, rows, 1, 52, 25),
        filters=SampleFilters(),
        form=SampleForm(),
        tabs=[Tab(_("我的"), "#", True, 12), Tab(_("本站"), "#", False, 52), Tab(_("共享"), "#", False)],
        clocks=_clocks(),
        facts=[("户主", "陈样例"), ("户编号", "441426-000001"), ("住址", "大柘镇柚树村")],
        steps=[
            SimpleNamespace(title=t, state=s)
            for t, s in zip(_STEPS, ["done", "done", "now", "next", "next"], strict=True)
        ],
        timeline=[
            SimpleNamespace(when="2026-03-02 09:14", who="谢经办", title="受理", why="材料齐全"),
            SimpleNamespace(when="2026-03-01 16:40", who="钟协理", title="提交申请", why=""),
        ],
        amounts=[
            (_("按月"), granted(66400, Programme.DIBAO)),
            (_("一次性"), granted(200000, Programme.TEMPORARY)),
            (_("身份认定"), granted(0, Programme.DIBAO_MARGIN)),
            (_("按年"), yuan(120000, "year")),
        ],
        verdict=SimpleNamespace(title="最低生活保障", tone="yes", word="符合", amount="1,200.00 元/月"),
        because=_because(),
    )


_STEPS = ["申请", "受理", "调查核对", "公示", "确认"]


def _clocks() -> list[Clock]:
    return [
        Clock(
            "启动调查",
            "red",
            "超期 2 天",
            "应于 2026-03-05 前",
            "3 个工作日",
            "民发〔2021〕57号 第十五条",
            False,
        ),
        Clock("公示", "yellow", "还有 2 天", "至 2026-03-20", "7 日", "民发〔2021〕57号 第十九条", False),
        Clock(
            "审核确认",
            "green",
            "还有 24 天",
            "应于 2027-01-12 前",
            "30 个工作日",
            "民发〔2021〕57号 第二十二条",
            True,
        ),
    ]


def _because() -> list[SimpleNamespace]:
    def leaf(title: str, value: str, source: str = "") -> SimpleNamespace:
        return SimpleNamespace(
            title=title, value=value, source=source, formula="", is_failed=False, because=[]
        )

    gap = leaf("低保补差", "1,200.00 元", "社会救助法 第十八条")
    gap.formula = "664.00 × 3 − 792.00"
    gap.because = [
        leaf("农村低保标准", "664.00 元", "梅州市 2025 年标准"),
        leaf("保障人数", "3 人"),
        leaf("家庭月收入", "792.00 元"),
    ]
    return [gap]
