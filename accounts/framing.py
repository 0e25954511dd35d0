"""Which other sites may show our frames: what is an origin, and what is not.

Pure, since the settings read it too. An origin ends up in the security policy, so nothing else
may get through: a scheme, a host, perhaps a port.
"""

from __future__ import annotations

import re

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# https, with *. for all hosts below one; plain http for one's own computer only.
ORIGIN = re.compile(
    rf"https://(?:\*\.)?(?:{LABEL}\.)+[a-z][a-z0-9-]*[a-z0-9](?::\d{{1,5}})?"
    r"|https?://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?"
)
LONGEST = 200


def origin_of(text: str) -> str | None:
    """Return what somebody typed as an origin (https://www.example.gov.cn), or None.

    A path behind it, as one copies it from a browser, is left away; anything else is no origin.
    """
    typed = text.strip().lower()
    if "://" not in typed:
        typed = f"https://{typed}"
    scheme, _sep, rest = typed.partition("://")
    origin = f"{scheme}://{rest.split('/')[0]}"
    return origin if len(origin) <= LONGEST and ORIGIN.fullmatch(origin) else None
