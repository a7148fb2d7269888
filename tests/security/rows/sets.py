"""As `sets` of the desk's own table, written down a second time by hand."""

SETS = {
    "sets": "VCa",
    "sets-export": "VC",
    "sets-of": "VCa",
    "set-hand-in": "V",
    "set-agree": "C",
    "set-agreement-end": "C",
    "set": "VCa",
    "set-quarantine": "V",
    "set-quarantine-file": "V",
    "set-unmatched": "V",
    "set-unmatched-file": "V",
    "set-match": "V",
    "set-match-revoke": "V",
    "set-replay": "V",
    "set-retract": "VC",
}
