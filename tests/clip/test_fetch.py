"""Fetching from real servers: limits, retries, and failures said plainly."""

import gzip
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from press.server import Reply
from tearsheet.clip.cancel import Cancel
from tearsheet.clip.fetch import IMAGE_BYTES, Fetcher
from tearsheet.errors import (
    Cancelled,
    NotTrusted,
    Refused,
    TooLarge,
    Unreachable,
)


@pytest.fixture
def fetcher():
    opened = Fetcher(back_off=0.01)
    yield opened
    opened.close()


def test_a_passing_error_is_tried_again(press, fetcher):
    answers = [Reply(b"busy", status=503), Reply(b"busy", status=503), Reply(b"here")]
    press.replies["/x"] = lambda: answers.pop(0)
    assert fetcher.page(f"{press.address}/x", Cancel()).content == b"here"


def test_redirects_are_followed_and_circles_refused(press, fetcher):
    press.replies["/a"] = Reply(status=301, headers={"Location": "/b"})
    press.print("/b", "here")
    assert fetcher.page(f"{press.address}/a", Cancel()).address.endswith("/b")
    press.replies["/c"] = Reply(status=302, headers={"Location": "/c"})
    with pytest.raises(Refused, match="circle"):
        fetcher.page(f"{press.address}/c", Cancel())


def test_gzip_is_unpacked_and_a_bomb_is_refused(press, fetcher):
    packed = {"Content-Encoding": "gzip"}
    press.replies["/x"] = Reply(gzip.compress(b"small"), headers=packed)
    assert fetcher.page(f"{press.address}/x", Cancel()).content == b"small"
    press.replies["/bomb"] = Reply(gzip.compress(b"\0" * (IMAGE_BYTES + 9)), headers=packed)
    with pytest.raises(TooLarge):
        fetcher.page(f"{press.address}/bomb", Cancel())


def test_a_closed_door_is_unreachable(fetcher):
    with pytest.raises(Unreachable, match="cannot be reached"):
        fetcher.page("http://127.0.0.1:9/", Cancel())


def test_a_page_of_the_open_network_gets_nothing_from_inside(press, fetcher):
    with pytest.raises(Refused, match="inside yours"):
        fetcher.image(f"{press.address}/x.png", "https://8.8.8.8/story", Cancel())
    assert press.asked == []


def test_a_stopped_fetch_stops(press, fetcher):
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        fetcher.page(f"{press.address}/x", cancel)


class _Quiet(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass


def test_a_certificate_nobody_trusts_is_said(fetcher):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Quiet)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        with pytest.raises(NotTrusted, match="certificate"):
            fetcher.page(f"https://localhost:{server.server_port}/", Cancel())
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
