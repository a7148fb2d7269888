"""One thing a document must say, and those that many kinds of document say alike."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Content:
    """One thing a document must say: a value, or (with `columns`) at least `least` rows of them."""

    name: str
    label: str
    columns: tuple[str, ...] = ()
    least: int = 1
    is_required: bool = True


def rows(name: str, label: str, columns: str, least: int = 1) -> Content:
    """At least so many rows with these columns."""
    return Content(name, label, tuple(columns.split()), least)


def optional(name: str, label: str) -> Content:
    """What may be left out."""
    return Content(name, label, is_required=False)


APPLICANT = Content("applicant", "申请人姓名")
PROGRAMME = Content("programme", "救助项目")
PROGRAMMES = Content("programmes", "申请的救助项目")  # a list of programme codes
HANDLER = Content("handler", "经办人")
PHONE = Content("phone", "联系电话")
ADDRESS = Content("address", "住址")
MEMBERS = rows("members", "共同生活的家庭成员", "name relation")
ID_NUMBER = Content("id_number", "身份证号码")
SIGNED_ON = Content("signed_on", "签订日期")
SIGNERS = rows("signers", "签字人", "name role")
REASONS = rows("reasons", "理由及依据", "text article")
