"""An address becomes bytes: redirects, limits, politeness, and network errors made ours.

Only gzip and deflate are asked for and they are unpacked here, because a limit on unpacked
bytes must hold inside one chunk: a kilobyte can unpack to a gigabyte.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import weakref
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore
import httpx

from tearsheet.clip.cancel import Cancel
from tearsheet.errors import (
    ClipError,
    Gone,
    NoSuchHost,
    NotALink,
    NotTrusted,
    Paywalled,
    Refused,
    TimedOut,
    TooLarge,
    Unreachable,
)

PAGE_BYTES: Final = 32 * 2**20
IMAGE_BYTES: Final = 48 * 2**20
_TOTAL_SECONDS: Final = 90.0
_TRIES: Final = 3
_PER_HOST: Final = 3
_LONGEST_WAIT: Final = 20.0
_PASSING: Final = frozenset({429, 500, 502, 503, 504})
_NEW_LINE: Final = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})
"""Events of httpcore's trace extension that bring a new stream."""
_AGENT: Final = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Tearsheet/0.1"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    address       where the bytes came from in the end, after redirects
    content_type  the header as sent; may be empty
    """

    address: str
    status: int
    content_type: str
    content: bytes
    etag: str | None = None
    last_modified: str | None = None


class Fetcher:
    """Asks servers, at most three things of one host at a time. Safe from several threads.

    trust     certificates to trust; the system's unless given
    back_off  seconds before the second try; doubled before each further one
    """

    def __init__(self, *, trust: ssl.SSLContext | None = None, back_off: float = 0.7) -> None:
        self._back_off = back_off
        self._streams: weakref.WeakSet[httpcore.NetworkStream] = weakref.WeakSet()
        self._hosts: defaultdict[str, threading.Semaphore] = defaultdict(
            lambda: threading.Semaphore(_PER_HOST)
        )
        self._client = httpx.Client(
            http2=True,
            verify=trust or ssl.create_default_context(),
            follow_redirects=True,
            max_redirects=10,
            timeout=httpx.Timeout(20.0, connect=10.0),
            headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip, deflate"},
        )

    def hang_up(self) -> None:
        """Break every line, so that a thread waiting on a silent server waits no longer."""
        for stream in list(self._streams):
            line = stream.get_extra_info("socket")
            # A line that is gone already, or has become the inside of a secure one, says so here.
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _note_line(self, event: str, info: dict[str, Any]) -> None:
        if event in _NEW_LINE:
            self._streams.add(info["return_value"])

    def page(self, address: str, cancel: Cancel) -> Answer:
        """The page at that address. Raises ClipError's leaves."""
        accept = "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.5"
        return self._tried(address, {"Accept": accept}, PAGE_BYTES, cancel)

    def image(self, address: str, referrer: str, cancel: Cancel) -> Answer:
        """The image at that address, asked for as the page ``referrer`` would.

        A page from the open network gets nothing from this machine or its neighbours.
        Raises ClipError's leaves.
        """
        if not _is_inside(urlsplit(referrer).hostname) and _is_inside(urlsplit(address).hostname):
            raise Refused(address, "a page of the open network may not ask for things inside yours")
        headers = {"Accept": "image/avif,image/webp,image/*,*/*;q=0.5"}
        if referrer.startswith("http"):
            headers["Referer"] = referrer
        return self._tried(address, headers, IMAGE_BYTES, cancel)

    def _tried(self, address: str, headers: dict[str, str], limit: int, cancel: Cancel) -> Answer:
        pause = self._back_off
        for left in reversed(range(_TRIES)):
            cancel.check()
            try:
                with _ours(address):
                    return self._once(address, headers, limit, cancel)
            except (Unreachable, _Passing) as failure:
                cancel.check()
                if not left or isinstance(failure, NoSuchHost):
                    raise failure.refusal if isinstance(failure, _Passing) else failure from None
                cancel.pause(max(pause, getattr(failure, "wait", 0.0)))
                pause *= 2
        raise AssertionError("the last try answers or raises")

    def _once(self, address: str, headers: dict[str, str], limit: int, cancel: Cancel) -> Answer:
        with (
            self._hosts[urlsplit(address).netloc],
            self._client.stream(
                "GET", address, headers=headers, extensions={"trace": self._note_line}
            ) as response,
        ):
            _judge(address, response)
            content = _unpacked(address, response, limit, cancel)
            return Answer(
                str(response.url),
                response.status_code,
                response.headers.get("content-type", ""),
                content,
                response.headers.get("etag"),
                response.headers.get("last-modified"),
            )


class _Passing(Exception):
    """An answer that may be another the next time; ``wait`` is what the server asks for."""

    def __init__(self, refusal: Refused, wait: float) -> None:
        super().__init__(str(refusal))
        self.refusal, self.wait = refusal, wait


def _judge(address: str, response: httpx.Response) -> None:
    status = response.status_code
    if status < 400:
        return
    if status in {404, 410}:
        raise Gone(address, f"the page is not there (the site answered {status})", status)
    if status == 402:
        raise Paywalled(
            address, "the site wants to be paid for this page (it answered 402)", status
        )
    if status in {401, 403, 451}:
        raise Refused(
            address, f"the site does not let this page be fetched (it answered {status})", status
        )
    refusal = Refused(address, f"the site answered with an error ({status})", status)
    if status in _PASSING:
        asked = response.headers.get("retry-after", "")
        wait = float(asked) if asked.isdigit() else 0.0
        if wait <= _LONGEST_WAIT:
            raise _Passing(refusal, wait)
    raise refusal


def _unpacked(address: str, response: httpx.Response, limit: int, cancel: Cancel) -> bytes:
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    unpack = _unpacker(address, packing)
    parts, size, deadline = [], 0, time.monotonic() + _TOTAL_SECONDS
    for chunk in response.iter_raw():
        cancel.check()
        if time.monotonic() > deadline:
            raise TimedOut(address, f"the answer took longer than {_TOTAL_SECONDS:.0f} seconds")
        part = unpack(chunk, limit + 1 - size)
        size += len(part)
        if size > limit:
            raise TooLarge(address, f"the answer is larger than {limit // 2**20} MB")
        parts.append(part)
    return b"".join(parts)


def _unpacker(address: str, packing: str) -> Callable[[bytes, int], bytes]:
    """Answers a function of (packed bytes, most unpacked bytes wanted)."""
    if packing in {"identity", ""}:
        return lambda chunk, most: chunk[:most]
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise Refused(address, f"the answer is packed in a way that was not asked for ({packing})")
    # 32 lets zlib tell gzip (RFC 1952) from zlib (RFC 1950) by the header.
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    return stream.decompress


@contextmanager
def _ours(address: str) -> Iterator[None]:
    """Turns the HTTP client's errors into ours at this wall."""
    try:
        yield
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as exc:
        raise NotALink(address, "this is not an address that can be asked") from exc
    except httpx.TooManyRedirects as exc:
        raise Refused(address, "the site sends round in a circle of redirects") from exc
    except httpx.TimeoutException as exc:
        raise TimedOut(address, "the site did not answer in time") from exc
    except httpx.ConnectError as exc:
        raise _connect_error(address, exc) from exc
    except (httpx.TransportError, zlib.error) as exc:
        raise Unreachable(address, f"the line broke ({str(exc) or type(exc).__name__})") from exc


def _connect_error(address: str, error: httpx.ConnectError) -> ClipError:
    host = urlsplit(address).hostname or address
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            why = getattr(cause, "verify_message", "") or cause.reason or "no secure line"
            return NotTrusted(address, f"the certificate of {host} does not hold ({why})")
        if isinstance(cause, socket.gaierror):
            return NoSuchHost(address, f"the site {host} is not known")
        cause = cause.__cause__ or cause.__context__
    return Unreachable(address, f"{host} cannot be reached")


def _is_inside(host: str | None) -> bool:
    """Whether a host is this machine or on a private network (RFC 1918, RFC 4193, loopback)."""
    if not host:
        return True
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return any(not ipaddress.ip_address(ip.split("%")[0]).is_global for ip in found)
