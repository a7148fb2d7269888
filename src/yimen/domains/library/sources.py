"""How near a source is to its text: an office's own page or paper, or somebody who repeats it."""

import re

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE | re.ASCII)
_OFFICIAL = (".gov.cn", ".npc.gov.cn", ".org.cn")
_PAPER = re.compile(r"〔\d{4}〕|\[\d{4}\]\d+号|法 第|办法 第")


def is_secondary(source: str) -> bool:
    """A page of nobody in office, where no paper is named: to be compared before it is relied on."""
    hosts = _HOST.findall(source)
    is_official = any(f".{host}".lower().endswith(_OFFICIAL) for host in hosts)
    return bool(hosts) and not is_official and not _PAPER.search(source)
