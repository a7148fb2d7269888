"""As `scenarios` of the desk's own table, written down a second time by hand."""

SCENARIOS = {
    "scenarios": "RCa",
    "scenarios-export": "RC",
    "scenario-snapshot": "RC",
    "scenario-snapshot-cancel": "RC",
    "scenario-snapshot-resume": "RC",
    "scenario-begin": "RC",
    "scenario": "RCa",
    "scenario-cancel": "RC",
    "scenario-resume": "RC",
    "scenario-share": "RC",
    "scenario-compare": "RCa",
    "scenario-households": "RCa",
    "scenario-households-export": "RC",
    "scenario-call": "R",
    "scenario-leads": "R",
}
