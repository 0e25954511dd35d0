"""A page of another site frames a session; a site that nobody allowed is refused by the browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import expect

from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS = "107 路能不能恢复直达医院?"
REFUSED = ("frame-ancestors", "ERR_BLOCKED_BY_RESPONSE", "chrome-error")


@contextmanager
def another_site(frame: str, script: str, also: str = "") -> Iterator[str]:
    """Serve a page of somebody else's, with our frame in it, and yield its origin."""
    page = f'<!doctype html><title>门户</title><iframe src="{frame}" {also}></iframe><script src="{script}"></script>'

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if self.path == "/":
                self.wfile.write(page.encode())

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_an_allowed_site_frames_a_session_and_another_one_is_refused(
    site: Site, someone: SomeoneNew
) -> None:
    made = site.hands("session", questions=[BUS, "下一个问题?"], taken_up=True)
    address = f"{site.address}/embed/sessions/{made['number']}/?lang=en"
    script = f"{site.address}/static/js/frames.js"
    locked_in = another_site(address, script, also='sandbox="allow-scripts"')
    with locked_in as allowed, another_site(address, script) as stranger:
        site.hands("allow_site", origin=allowed)
        reader = someone()
        page = reader.goes_to(allowed)
        frame = page.frame_locator("iframe")
        expect(frame.locator(".embed-question")).to_have_text(BUS)
        link = frame.get_by_role("link", name="Ask on Huiyin")
        expect(link).to_have_attribute("href", f"{site.address}/sessions/{made['number']}/")
        expect(page.locator("iframe")).to_have_attribute("height", re.compile(r"^\d+$"))
        other = someone()
        other.expects(*REFUSED)
        refused = other.goes_to(stranger)
        expect(refused.locator("iframe")).to_be_attached()
        refused.wait_for_load_state("networkidle")
        assert refused.frame_locator("iframe").locator(".embed-question").count() == 0
