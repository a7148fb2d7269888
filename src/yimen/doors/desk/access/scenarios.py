"""What if: scenarios of the county, their households, and whom a real change calls for review."""

from collections.abc import Mapping

from .kinds import Access, P, posts

SCENARIOS: Mapping[str, Access] = {
    "scenarios": posts(P.SCENARIO_OPEN),
    "scenarios-export": posts(P.SCENARIO_RUN),
    "scenario-snapshot": posts(P.SCENARIO_RUN),
    "scenario-snapshot-cancel": posts(P.SCENARIO_RUN),
    "scenario-snapshot-resume": posts(P.SCENARIO_RUN),
    "scenario-begin": posts(P.SCENARIO_RUN),
    "scenario": posts(P.SCENARIO_OPEN),
    "scenario-cancel": posts(P.SCENARIO_RUN),
    "scenario-resume": posts(P.SCENARIO_RUN),
    "scenario-share": posts(P.SCENARIO_RUN),
    "scenario-compare": posts(P.SCENARIO_OPEN),
    "scenario-households": posts(P.SCENARIO_OPEN),
    "scenario-households-export": posts(P.SCENARIO_RUN),
    "scenario-call": posts(P.SCENARIO_CALL),
    "scenario-leads": posts(P.SCENARIO_CALL),
}
