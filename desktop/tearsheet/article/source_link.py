"""A source link: where an article was clipped from, as the person gave it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from tearsheet.errors import NotALink

# Parameters that say who sent a reader and never which page is meant.
_TRACKING: Final = re.compile(
    r"(?i)^(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|"
    r"_hs(enc|mi)|mkt_tok|oly_(anon|enc)_id|vero_id|wt_?mc|ocid|cmpid|s_cid|spm|ref_src)$"
)
_SCHEMES: Final = frozenset({"http", "https", "file"})
# "example.org/story" and "example.org:8080": a name with a dot, and no white space anywhere.
_BARE_HOST: Final = re.compile(r"^(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?$")
GIVEN_BYTES: Final = "given:"
"""Scheme of the stand-in address for bytes that came without one (standard input, a drop)."""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """An address that can be clipped: http, https, a file, or bytes that were given.

    address  absolute; a file's is a file: URL (RFC 8089)
    """

    address: str

    @classmethod
    def parse(cls, typed: str) -> SourceLink:
        """A link out of what a person typed, pasted or dropped.

        White space and angle brackets around it are dropped; a bare host gets https; a path of
        a file that exists becomes a file: URL.

        Raises NotALink if it is neither an address nor the path of a file.
        """
        text = typed.strip().strip("<>").strip()
        if text.startswith(GIVEN_BYTES):
            return cls(text)
        if _BARE_HOST.match(text) and not Path(text).exists():
            text = f"https://{text}"
        parts = _split(text)
        if parts.scheme in _SCHEMES and re.search(r"\s", text) is None:
            if parts.scheme != "file" and not parts.hostname:
                raise NotALink(typed.strip(), "the address names no site")
            return cls(text)
        if "\n" not in text and text:
            path = Path(text).expanduser()
            if path.exists():
                return cls.of_file(path)
        raise NotALink(_shortened(typed), "this is not an address and not a file that exists")

    @classmethod
    def of_file(cls, path: Path) -> SourceLink:
        """The link of a file on this machine."""
        return cls(Path(os.path.abspath(path)).as_uri())  # noqa: PTH100 (resolve() would follow links)

    @property
    def is_web(self) -> bool:
        """Whether the address is fetched over HTTP."""
        return self.address.split(":", 1)[0].lower() in {"http", "https"}

    @property
    def file(self) -> Path | None:
        """The file that is meant, or None for a web address."""
        if not self.address.lower().startswith("file:"):
            return None
        return Path(unquote(urlsplit(self.address).path))

    @property
    def host(self) -> str:
        """The site's name in lower case without ``www.``; empty for a file."""
        return (_split(self.address).hostname or "").removeprefix("www.")


@lru_cache(1024)
def url_key(address: str) -> str:
    """What two addresses of one page have in common, for finding an article's twin.

    Scheme, ``www.``, default port, fragment, tracking parameters, order of parameters and a
    trailing slash do not count. A hash-bang fragment (``#!/story``) names a page and does.
    Anything that is not a web address is its own key.
    """
    parts = _split(address)
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return address
    host = parts.hostname.lower().removeprefix("www.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    asked = [pair for pair in parse_qsl(parts.query, True) if not _TRACKING.match(pair[0])]
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    path = parts.path.rstrip("/")
    return urlunsplit(("", host + port, path, urlencode(sorted(asked)), fragment)).lstrip("/")


def _split(address: str) -> SplitResult:
    """The parts of an address; one that breaks the rules of RFC 3986 has none."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return SplitResult("", "", address, "", "")
    return parts


def _shortened(text: str, limit: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
