"""Which time limits somebody who asks is told of a programme; pure."""

from collections.abc import Mapping

from yimen.kernel import Programme

_DIBAO = ("clock_dibao_total",)
_OTHER: Mapping[Programme, tuple[str, ...]] = {
    Programme.DIBAO: _DIBAO,
    Programme.DIBAO_SINGLE: _DIBAO,
    Programme.DIBAO_MARGIN: _DIBAO,
    Programme.TEKUN: ("clock_tekun_opinion", "clock_tekun_confirmation"),
    Programme.UNATTENDED_CHILD: ("clock_unattended_child_check", "clock_unattended_child_confirmation"),
}


def told_clocks(programme: Programme) -> tuple[str, ...]:
    """The parameters whose limits stand on the sheet to take home: the whole, or else its steps."""
    return _OTHER.get(programme, (f"clock_{programme}_total",))
