"""What support in extreme hardship waits for before the opinion and before the confirmation."""

from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.cases.queries.checks import drawing_of
from yimen.domains.cases.queries.tekun import what_lacks
from yimen.domains.network.permissions import Permission

from .addresses import path_to
from .situations import NextStep, page


def before_opinion(outcome: Any) -> list[NextStep]:
    """Obligors, self-care, care: whatever the programme needs and has not."""
    offered = {
        "obligors": lambda: NextStep(
            _("查明户外法定义务人"),
            _("征求本人授权，写明履行义务能力，或者申明没有（民发〔2021〕43号 第八条、第十条）。"),
            _("法定义务人"),
            page("case-obligors", outcome.case_id),
            Permission.APPLICATION_WRITE,
        ),
        "assessment": lambda: NextStep(
            _("评估生活自理能力"),
            _("六项指标决定照料护理档次（民发〔2021〕43号 第二十条至第二十二条）。"),
            _("填写评估表"),
            page("outcome-assess", outcome.id),
            Permission.INVESTIGATION_RECORD,
        ),
        "care": lambda: NextStep(
            _("落实照料"),
            _("照料服务协议，或者供养服务机构；供养形式由本人选择（社会救助法 第十六条）。"),
            _("落实照料"),
            page("outcome-care", outcome.id),
            Permission.INVESTIGATION_RECORD,
        ),
    }
    return [offered[lacking]() for lacking in what_lacks(outcome)]


def before_confirmation(outcome: Any) -> list[NextStep]:
    """The draw, and the check of what was drawn."""
    is_asked, drawing = drawing_of(outcome)
    if not is_asked or (drawing is not None and not (drawing.is_drawn and drawing.checked_on is None)):
        return []
    if drawing is None:
        why = _("确认前随机抽查，报送后的第一个工作日由系统抽取（民发〔2021〕43号 第十六条）。")
        return [NextStep(_("等待抽取"), why, _("查看抽查"), path_to("desk:checks"), Permission.COUNTY_CHECK)]
    why = _("本件被抽中，核实以后才能确认；核实人不再作出决定（民发〔2021〕43号 第十六条）。")
    url = page("outcome-check", outcome.id)
    return [NextStep(_("抽查核实"), why, _("登记核实"), url, Permission.COUNTY_CHECK)]
