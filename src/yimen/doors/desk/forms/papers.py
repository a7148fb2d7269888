"""Forms about papers: the register, deliveries, archives, packages, styles, other papers of a case."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.papers.queries import CONTENTS, RULES, Content, RegisterFilter
from yimen.domains.papers.types import Archive, DeliveryMethod, DocumentKind, Json, StylePart
from yimen.kernel import Programme

from ..official_words import official
from . import widgets
from .choices import offer
from .looks import dressed

SIGNATURE = "signature"
SIGNED_ROWS = ("signers", "investigators")
ROWS, MOST_ROWS = 4, 30
"""Rows that a form offers when it is not known how many are wanted; those left empty are no rows."""
COUNTS = ("votes_for", "votes_against")
DAYS = ("until", "reply_by")
LONG = ("scope", "asked", "purpose", "policy", "situation", "proposal", "reason", "result", "conclusion")


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, official(kind.title)) for kind in DocumentKind]


class RegisterForm(forms.Form):
    number = widgets.text(_("文号"), required=False, most=80)
    year = widgets.text(_("年度"), required=False, most=4, inputmode="numeric")
    kind = widgets.from_list(_("文种"), [], required=False)
    office = widgets.from_list(_("制发单位"), [], required=False)

    def __init__(self, offices: Sequence[str], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, kind=[("", _("全部")), *_kinds()])
        named_offices = [("", _("全部")), *((office, office) for office in offices)]
        offer(self, office=named_offices)

    def chosen(self) -> RegisterFilter:
        """What narrows the register; nonsense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        year = given.get("year", "")
        return RegisterFilter(
            int(year) if year.isascii() and year.isdigit() else 0,
            given.get("kind", ""),
            given.get("office", ""),
            given.get("number", ""),
        )


def _methods() -> list[tuple[str, str]]:
    return [
        (method.value, f"{official(method.title)}（{official(RULES[method].proof)}）")
        for method in DeliveryMethod
    ]


class AttemptForm(forms.Form):
    method = widgets.one_of(_("送达方式"), [])
    tried_on = widgets.on_date(_("尝试日期"), initial=timezone.localdate)
    why = widgets.text(_("没有送达的原因"), help_text=_("如：家中无人、地址不详、拒收、退回"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        titles = [(method.value, official(method.title)) for method in DeliveryMethod]
        offer(self, method=titles)


class DeliveriesForm(forms.Form):
    """One way and one day for all, but recipient and proof of each by name."""

    method = widgets.one_of(_("送达方式"), [])
    delivered_on = widgets.on_date(_("送达日期"), initial=timezone.localdate)

    def __init__(self, documents: Sequence[Any], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, method=_methods())
        for document in documents:
            named_paper = f"{official(document.title)} {document.number}（{document.masked_name}）"
            self.fields[f"recipient-{document.id}"] = widgets.text(
                _("受送达人：%(paper)s") % {"paper": named_paper}, most=60
            )
            number = {"number": document.number}
            self.fields[f"proof-{document.id}"] = widgets.text(_("送达凭证：%(number)s") % number)
            self.fields[f"scan-{document.id}"] = widgets.one_file(_("凭证照片：%(number)s") % number)

    def of(self, document: Any) -> dict[str, Any]:
        """What was typed for one of them."""
        given = self.cleaned_data
        return {
            "method": DeliveryMethod(given["method"]),
            "delivered_on": given["delivered_on"],
            "recipient": given[f"recipient-{document.id}"],
            "proof": given[f"proof-{document.id}"],
        }


class ArchiveForm(forms.Form):
    archive = widgets.from_list(
        _("档案类别"), [(each.value, _(each.title)) for each in Archive], required=False
    )
    year = widgets.text(_("年度"), required=False, most=4, inputmode="numeric")

    def chosen(self) -> tuple[Archive, int]:
        """The archive of approvals of this year, unless another one is asked for."""
        given = self.cleaned_data if self.is_valid() else {}
        year = given.get("year", "")
        is_year = year.isascii() and year.isdigit() and 1900 < int(year) < 10_000
        return Archive(given.get("archive") or Archive.APPROVAL), int(
            year
        ) if is_year else timezone.localdate().year


class FilingForm(ArchiveForm):
    box = widgets.text(
        _("盒号"), required=False, most=20, help_text=_("如 A-12；没有装盒的可以以后再写在盒脊上")
    )


class PackageForm(forms.Form):
    purpose = widgets.text(_("用途"), help_text=_("如：移交县档案馆、复议机关调卷；写入审计记录和封面"))


class StyleForm(forms.Form):
    """A part of a style: a file or, for a template, its text."""

    part = widgets.one_of(_("更换什么"), [(each.value, _(each.title)) for each in StylePart])
    kind = widgets.from_list(_("文种（模板用于它，其他用它作样张）"), [], initial=DocumentKind.REFUSAL.value)
    office = widgets.from_list(_("单位（版头和印章属于一个单位，模板和字体属于全县）"), [])
    file = widgets.one_file(
        _("文件"),
        accept=".typ,.ttf,.otf,image/png,image/jpeg,image/webp",
        help_text=_(
            "版头、印章：PNG、JPEG 或 WebP，不超过 2 MB；字体：TTF 或 OTF，不超过 30 MB；模板：Typst 文本"
        ),
    )
    source = widgets.paragraph(_("模板文本"), required=False, most=200_000)
    note = widgets.text(_("更换的原因或依据"))

    def __init__(self, offices: Sequence[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, kind=_kinds(), office=offices)

    def content(self) -> bytes:
        """What was handed in: the file, else the text."""
        file = self.cleaned_data["file"]
        return file.read() if file else str(self.cleaned_data["source"]).encode()


class OtherPaperForm(forms.Form):
    """Any kind of paper, from what it must say: a field for each content, rows of fields for each table."""

    def __init__(self, kind: DocumentKind, *arguments: Any, rows: int = 0, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offered = min(max(rows, ROWS), MOST_ROWS)
        self.contents = [each for each in CONTENTS[kind] if each.name not in ("handler", "phone")]
        for content in self.contents:
            if content.columns:
                self._add_rows(content)
            else:
                self.fields[content.name] = _field(content)

    def signatures(self) -> Mapping[str, Any]:
        """What was signed, by the name of its field."""
        return {
            name: value for name, value in self.cleaned_data.items() if name.endswith(SIGNATURE) and value
        }

    def values(self, kept: Mapping[str, str]) -> dict[str, Json]:
        """What the paper says; `kept` are the files of the signatures by the name of their field."""
        return {
            each.name: self._rows(each, kept) if each.columns else _plain(self.cleaned_data[each.name])
            for each in self.contents
        }

    def _add_rows(self, content: Content) -> None:
        for number in range(max(content.least, self.offered)):
            is_wanted = number < content.least
            for column in content.columns:
                label = f"{official(content.label)} {number + 1} · {column_titles()[column]}"
                self.fields[_name(content, number, column)] = widgets.text(
                    label, required=is_wanted, most=500
                )
            if content.name in SIGNED_ROWS:
                label = _("签名：%(label)s %(n)s") % {"label": official(content.label), "n": number + 1}
                self.fields[_name(content, number, SIGNATURE)] = widgets.SignatureField(
                    label=label, required=False
                )

    def _rows(self, content: Content, kept: Mapping[str, str]) -> Json:
        rows: list[Json] = []
        for number in range(max(content.least, self.offered)):
            row: dict[str, Json] = {
                column: self.cleaned_data[_name(content, number, column)] for column in content.columns
            }
            if any(row.values()):
                signature = kept.get(_name(content, number, SIGNATURE))
                rows.append(row | ({SIGNATURE: signature} if signature else {}))
        return rows


def column_titles() -> dict[str, Any]:
    """What the columns of tables on such papers are called."""
    return {
        "name": _("姓名"),
        "post": _("单位及职务"),
        "role": _("身份"),
        "said": _("反映的情况"),
        "view": _("意见"),
        "change": _("增加或者减少"),
        "reason": _("原因"),
    }


def _name(content: Content, number: int, column: str) -> str:
    return f"{content.name}-{number}-{column}"


def _field(content: Content) -> Any:
    label, required = official(content.label), content.is_required
    if content.name == "programme":
        programmes = [(each.value, official(each.title)) for each in Programme]
        return widgets.from_list(label, programmes, required=required)
    if content.name.endswith("_on") or content.name in DAYS:
        return widgets.on_date(label, required=required)
    if content.name in COUNTS:
        return widgets.count(label, required=required, most=1000)
    long = content.name in LONG
    field = (widgets.paragraph if long else widgets.text)(label, required=required)
    if long:
        field.widget = dressed(forms.Textarea(), css="wide", rows="3")
    return field


def _plain(value: Any) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else value
