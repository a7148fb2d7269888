"""As `comparisons` of the desk's own table, written down a second time by hand."""

FOUND = "vshrcVRCa"
COMPARISONS = {
    "comparisons": "VRCa",
    "comparison-start": "V",
    "comparison": "VRCa",
    "comparison-cancel": "V",
    "comparison-resume": "V",
    "findings": FOUND,
    "findings-export": "vshrcVRC",
    "findings-close": "vshr",
    "finding": FOUND,
    "finding-review": "vshr",
    "finding-tell": "V",
    "finding-gone": "vshrcRC",
    "finding-release": "rcRC",
    "holds": FOUND,
    "holds-export": "vshrcVRC",
    "audits": "RC",
    "audits-export": "RC",
    "audit": "RC",
    "bulletin": FOUND,
    "bulletin-export": FOUND,
    "bulletin-sheet": FOUND,
}
