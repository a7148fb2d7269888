"""By what a place measures its stations and trainings: its own dated parameters, else those of elsewhere."""

from datetime import date

from yimen.domains.network.types import Norm, StationLevel, StationNorms
from yimen.kernel import RegionCode
from yimen.rulebook.parameters import in_force

PINGYUAN = "本地没有查到规定，本平台暂按平远县综合救助服务平台建设运行实施方案（2025-08-28）"
MENGGUJI = "本地没有查到规定，本平台暂按孟政发〔2023〕34号"
ELSEWHERE = {
    "station_area_county": (300, PINGYUAN),
    "station_area_town": (50, PINGYUAN),
    "station_area_village": (30, PINGYUAN),
    "training_per_person": (2, PINGYUAN),
    "training_per_town": (4, MENGGUJI),
}
"""What the office goes by where its place has no rule of its own, and whose rule it is."""


def station_norms(region: RegionCode, on: date) -> StationNorms:
    """The norms of a place on a day, each with its source."""
    found = in_force(region, on, urban=False)

    def norm(name: str) -> Norm:
        parameter = found[name]
        if parameter.value is None:
            value, source = ELSEWHERE[name]
            return Norm(value, source, is_local=False)
        return Norm(int(parameter.value), parameter.source or "", is_local=True)

    return StationNorms(
        area={level: norm(f"station_area_{level}") for level in StationLevel},
        training_per_person=norm("training_per_person"),
        training_per_town=norm("training_per_town"),
    )
